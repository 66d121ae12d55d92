/** The written rules of pfSense (reference/pfsense.md 2.3, 3 steps 22 to 25). */
import type { Rule } from "../../../../src/model/rule.js";
import { child, children, type Element, has, textOf } from "../../tree.js";
import { type Names, readEndpoint } from "../endpoints.js";
import type { Interfaces } from "../interfaces.js";
import type { PfRule } from "../order.js";
import {
  BLOCK_FLAGS,
  blurredRule,
  familiesOf,
  flagsOf,
  leftOut,
  matchOf,
  portsOf,
  runTimeDoubts,
  type Written,
  writtenRule,
} from "../rule-parts.js";
import { ANY_FLAGS, type ServiceWords } from "../services.js";

/** Interfaces that rules of the system's own groups name; they come after the user's groups. */
const SYSTEM_GROUPS = ["l2tp", "pppoe", "enc0", "openvpn"];

/** Config revision from which groups are evaluated in their own order, not in that of the file (D6). */
const GROUPS_IN_ORDER_SINCE = 24;

/** All rules in the order in which pf sees them: floating, groups, system groups, interfaces. */
export function writtenRules(names: Names, interfaces: Interfaces): PfRule[] {
  const placed = children(child(names.context.root, "filter"), "rule").flatMap((element, index) => {
    if (has(element, "separator")) return [];
    const rule = readRule(names, interfaces, element, index);
    return [{ place: rule.isAnywhere ? -1 : placeOf(names, interfaces, element), index, rule }];
  });
  placed.sort((a, b) => a.place - b.place || a.index - b.index);
  return placed.map((each) => each.rule);
}

/** Floating 0, user groups from 1 on, system groups and interfaces after all of them. */
function placeOf(names: Names, interfaces: Interfaces, element: Element): number {
  if (has(element, "floating")) return 0;
  const word = textOf(element, "interface");
  if (SYSTEM_GROUPS.includes(word)) return 1e6 + SYSTEM_GROUPS.indexOf(word);
  const group = interfaces.groups.get(word);
  if (!group) return 2e6;
  const version = Number.parseFloat(textOf(names.context.root, "version"));
  return version >= GROUPS_IN_ORDER_SINCE ? 1 + Math.min(group.order, 1e5) : 1;
}

function readRule(names: Names, interfaces: Interfaces, element: Element, index: number): PfRule {
  const floating = has(element, "floating");
  const type = textOf(element, "type").toLowerCase();
  const bound = boundTo(interfaces, element, floating);
  const written: Written = {
    element,
    id: textOf(element, "tracker") || `rule-${index + 1}`,
    action: type === "block" || type === "reject" ? "deny" : "permit",
    enabled: !has(element, "disabled"),
    log: has(element, "log"),
    description: textOf(element, "descr"),
    quick: !floating || has(element, "quick"),
    direction: directionOf(element, floating),
    ...(bound.interfaces ? { interfaces: bound.interfaces } : {}),
  };
  const blurred = blurredRule(names, written, type);
  if (blurred !== undefined) return blurred;
  if (bound.reason !== undefined) return leftOut(names, written, bound.reason);
  const loaded = load(names, written, type);
  return type === "match" ? neverDecides(names, element, loaded) : loaded;
}

function load(names: Names, written: Written, type: string): PfRule {
  const { element } = written;
  const families = familiesOf(textOf(element, "ipprotocol"));
  if (families === undefined) return leftOut(names, written, "its IP version is not known");
  const [source, destination] = [
    readEndpoint(names, child(element, "source")),
    readEndpoint(names, child(element, "destination")),
  ];
  if ("notLoaded" in source) return leftOut(names, written, source.notLoaded);
  if ("notLoaded" in destination) return leftOut(names, written, destination.notLoaded);
  const gateway = missingGateway(names, element);
  if (gateway !== undefined) return leftOut(names, written, gateway);
  const protocol = protocolOf(element);
  const flags = testedFlags(names, element, protocol, type);
  const ends = { source, destination, ...portsOf(names, element, textOf(element, "protocol").toLowerCase()) };
  const words = { protocol, families, icmpTypes: textOf(element, "icmptype"), ...(flags ? { flags } : {}) };
  const matched = matchOf(names, element, ends, words);
  if ("notLoaded" in matched) return leftOut(names, written, matched.notLoaded);
  return writtenRule(names, written, matched, runTimeDoubts(names, element));
}

/** No protocol but a port: the generator writes TCP and drops the ports (trap 5). */
function protocolOf(element: Element): string {
  const protocol = textOf(element, "protocol").toLowerCase();
  const port = textOf(child(element, "source"), "port") || textOf(child(element, "destination"), "port");
  return protocol === "" && port !== "" ? "tcp" : protocol;
}

/** Only rules of protocol `tcp` test flags, block rules too (2.3); a rule without state lets everything else through. */
function testedFlags(names: Names, element: Element, protocol: string, type: string): ServiceWords["flags"] {
  const denies = type === "block" || type === "reject";
  if (!denies && textOf(element, "statetype").toLowerCase() === "none") {
    names.context.diagnostics.add("pfsense/no-state", names.context.place(element));
    if (protocol !== "tcp") return ANY_FLAGS;
  }
  if (protocol !== "tcp") return undefined;
  return flagsOf(element, denies ? BLOCK_FLAGS : undefined);
}

function directionOf(element: Element, floating: boolean): PfRule["direction"] {
  const word = textOf(element, "direction").toLowerCase();
  // Only `yes` gives a floating rule its direction (1); any other value leaves it at "in".
  if (!floating || textOf(element, "floating").toLowerCase() !== "yes") return "in";
  return word === "in" || word === "out" ? word : "any";
}

/** Interfaces of a rule, or why it is not loaded. Neither: every interface. */
function boundTo(
  interfaces: Interfaces,
  element: Element,
  floating: boolean,
): { readonly interfaces?: readonly string[]; readonly reason?: string } {
  const word = textOf(element, "interface");
  if (!floating) {
    const found = enabledMembers(interfaces, word);
    return found.length > 0 ? { interfaces: found } : { reason: `no enabled interface is called "${word}"` };
  }
  if (word === "" || word === "any") return {};
  const found = word.split(",").flatMap((each) => enabledMembers(interfaces, each.trim()));
  return found.length > 0 ? { interfaces: [...new Set(found)] } : { reason: "none of its interfaces is enabled" };
}

function enabledMembers(interfaces: Interfaces, word: string): string[] {
  const group = interfaces.groups.get(word);
  const ids = group ? group.members : [word];
  return ids.filter((id) => interfaces.byId.get(id)?.enabled);
}

/** A gateway that the file does not know, with the switch that then leaves rules out (2.3, trap 30). */
function missingGateway(names: Names, element: Element): string | undefined {
  const gateway = textOf(element, "gateway");
  const { root } = names.context;
  if (gateway === "" || !has(child(root, "system"), "skip_rules_gw_down")) return undefined;
  const listed = child(root, "gateways")?.children.some((each) => textOf(each, "name") === gateway);
  // Gateways of DHCP, PPPoE and tunnels are made at run time and called after their interface.
  const made = /_(?:DHCP6?|PPPOE|PPTP|L2TP|PPP|VPNV[46]|TUNNELV[46]|SLAAC|TRACK6)$/i.test(gateway);
  return listed || made ? undefined : `there is no gateway "${gateway}"`;
}

/**
 * A `match` rule gives no verdict, so it is shown switched off. Whether `quick` on it ends the search is not known (D2):
 * then it may decide either way.
 */
function neverDecides(names: Names, element: Element, of: PfRule): PfRule {
  if (!of.quick || !of.rule.enabled) return { ...of, rule: { ...of.rule, enabled: false } };
  const reason = "whether a quick match rule ends the search is not known";
  const doubt = { doubt: names.context.doubt("rule", reason, element), effect: "narrows" } as const;
  const rule: Rule = { ...of.rule, action: "unknown", doubts: [...(of.rule.doubts ?? []), doubt] };
  return { ...of, rule };
}
