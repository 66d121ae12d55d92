/** Rules that send what they pass by a gateway of their own, whatever the routes say (pf.conf(5): `route-to`). */
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { holdsValue, isOn } from "./switches.js";

/** A rule that is on and does not block. */
export interface SteeringRule {
  readonly gateway: Element;
  /** Whether it names none of the networks that it sends packets to: then it says of none where it lies. */
  readonly isForAll: boolean;
}

export function steeringRules(context: Context): SteeringRule[] {
  const { root } = context;
  const legacy = children(child(root, "filter"), "rule");
  const modern = children(descend(root, "opnsense", "firewall", "filter", "rules"), "rule");
  const read = (rules: readonly Element[], isForAll: (rule: Element) => boolean): SteeringRule[] =>
    rules.flatMap((rule) => {
      const gateway = child(rule, "gateway");
      if (gateway === undefined || gateway.text === "" || isOn(context, rule, "disabled") || blocks(rule)) return [];
      return [{ gateway, isForAll: isForAll(rule) }];
    });
  return [...read(legacy, isForAllHosts), ...read(modern, isModernForAllHosts)];
}

function blocks(rule: Element): boolean {
  return ["type", "action"].some((name) => ["block", "reject"].includes(textOf(rule, name)));
}

function isForAllHosts(rule: Element): boolean {
  const end = child(rule, "destination");
  return end === undefined || has(end, "any") || has(end, "not");
}

function isModernForAllHosts(rule: Element): boolean {
  const negation = child(rule, "destination_not");
  return ["", "any"].includes(textOf(rule, "destination_net")) || (negation !== undefined && holdsValue(negation));
}
