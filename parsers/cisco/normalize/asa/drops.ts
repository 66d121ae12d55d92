/** What of an ASA may stop packets and opens nothing: what is stopped depends on traffic, lists of others and content. */

import type { FilterStep } from "../../../../src/model/rule.js";
import { type CiscoLine, withDescendants } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { mayDrop } from "../may-drop.js";
import { policyMaps, servicePolicies } from "./service-policies.js";
import type { AsaStatements } from "./statements.js";

interface Cause {
  readonly word: string;
  readonly pattern: RegExp;
  readonly reason: string;
}

/** Firewall CLI guide: threat detection, botnet traffic filter, IP audit, filtering of web content. */
const CAUSES: readonly Cause[] = [
  {
    word: "threat-detection",
    pattern: /^threat-detection scanning-threat \S/,
    reason: "packets of hosts that are taken for attackers are dropped",
  },
  {
    word: "dynamic-filter",
    pattern: /^dynamic-filter drop\b/,
    reason: "packets to and from addresses of a list of others are dropped",
  },
  { word: "ip", pattern: /^ip audit interface /, reason: "packets that fit a signature may be dropped" },
  { word: "filter", pattern: /^filter /, reason: "requests that a server of web filtering refuses are dropped" },
];

/** One step for each cause that stands in the file. */
export function readDrops(statements: AsaStatements, context: CiscoContext): readonly FilterStep[] {
  return CAUSES.flatMap(({ word, pattern, reason }) => {
    const lines = statements.of(word).filter(({ text }) => pattern.test(text));
    for (const line of lines) context.mark(line, "modelled");
    const [line] = lines;
    return line === undefined ? [] : [mayDrop({ name: reason, reason, line }, context)];
  });
}

/** The action of a class that sends packets to a module of the device; one that only watches (`monitor-only`) stops none. */
const MODULE = /^(?:sfr|cxsc|ips|csc) (?!.*\bmonitor-only\b)/;

/**
 * Modules see what the lists let pass, and may stop it (Firewall CLI guide, FirePOWER module: the lists are asked before).
 * Packets to the ASA itself meet none.
 */
export function moduleDrops(statements: AsaStatements, context: CiscoContext): readonly FilterStep[] {
  const maps = policyMaps(statements);
  return servicePolicies(statements).flatMap(({ name, interface: id }) => {
    const lines = (maps.get(name) ?? []).flatMap((map) => withDescendants(map));
    const line = lines.find(({ text }) => MODULE.test(text));
    return line === undefined ? [] : stepsAt(id, `${name}: a module of its own may drop packets`, line, context);
  });
}

/** A policy of an interface is about what comes in there and what leaves there. */
function stepsAt(id: string | undefined, reason: string, line: CiscoLine, context: CiscoContext): FilterStep[] {
  const step = mayDrop({ name: reason, reason, line }, context);
  return id === undefined
    ? [step]
    : [
        { ...step, ingress: [id] },
        { ...step, sees: "leaving", egress: [id] },
      ];
}
