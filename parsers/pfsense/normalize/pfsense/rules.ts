/** The written rules of pfSense (reference/pfsense.md 2.3, 3 steps 22 to 25). */
import { child, children, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { type Names, readEndpoint } from "../endpoints.js";
import type { Interfaces } from "../interfaces.js";
import type { PfRule } from "../order.js";
import {
  BLOCK_FLAGS,
  blockedFlags,
  blurredRule,
  familiesOf,
  flagsOf,
  leftOut,
  MATCH_FLAGS,
  matchOf,
  neverDecides,
  portsOf,
  runTimeDoubts,
  strayDirection,
  type Written,
  withOpenPorts,
  writtenRule,
} from "../rule-parts.js";
import { ANY_FLAGS, type ServiceWords } from "../services.js";
import { withNegatedRoute } from "./negated-routes.js";
import { isRecent, isSince27 } from "./release.js";

/** Interfaces that rules of the system's own groups name; they come after the user's groups. */
const SYSTEM_GROUPS = ["l2tp", "pppoe", "enc0", "openvpn"];

/** Schema versions: the last one known to take groups in the order of the file, and the first one in their own (D6). */
const LAST_IN_FILE_ORDER = 23.3;
const FIRST_IN_OWN_ORDER = 24;

type Order = "own" | "file";

/** All rules in the order in which pf sees them: floating, groups, system groups, interfaces. */
export function writtenRules(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  const read = children(child(context.root, "filter"), "rule").flatMap((element, index) => {
    if (has(element, "separator")) return [];
    const rule = readRule(names, interfaces, element, index);
    return withNegatedRoute(context, element, rule).map((each) => ({ element, index, rule: each }));
  });
  const inOrder = (order: Order) =>
    read
      .map(({ element, index, rule }): PlacedRule => {
        return { element, index, rule, place: rule.isAnywhere ? -1 : placeOf(interfaces, element, order) };
      })
      .toSorted((a, b) => a.place - b.place || a.index - b.index);
  const version = Number.parseFloat(textOf(context.root, "version"));
  if (version <= LAST_IN_FILE_ORDER) return inOrder("file").map(({ rule }) => rule);
  const own = inOrder("own");
  if (version >= FIRST_IN_OWN_ORDER) return own.map(({ rule }) => rule);
  return eitherOrder(context, own, inOrder("file"));
}

interface PlacedRule {
  readonly element: Element;
  /** Where it stands in the file. */
  readonly index: number;
  readonly place: number;
  readonly rule: PfRule;
}

/** Two orders of the rules of groups: those of one as rules that may be there, then those of the other. */
function eitherOrder(context: Context, own: readonly PlacedRule[], file: readonly PlacedRule[]): PfRule[] {
  const isSame = own.every(({ element }, index) => file[index]?.element === element);
  const [first] = own.filter(({ place }) => place >= 1 && place < 2e6);
  if (isSame || first === undefined) return own.map(({ rule }) => rule);
  const reason = "in which order this version takes the rules of groups is not known";
  const doubt = { doubt: context.doubt("rule", reason, first.element), effect: "narrows" } as const;
  const perhaps = own
    .filter(({ place }) => place >= 1 && place < 2e6)
    .map(({ rule: of }) => ({ ...of, rule: { ...of.rule, doubts: [...(of.rule.doubts ?? []), doubt] } }));
  const before = file.filter(({ place }) => place < 1).map(({ rule }) => rule);
  const behind = file.filter(({ place }) => place >= 1).map(({ rule }) => rule);
  return [...before, ...perhaps, ...behind];
}

/** Floating 0, user groups from 1 on, system groups and interfaces after all of them; in the order of the file all groups 1. */
function placeOf(interfaces: Interfaces, element: Element, order: Order): number {
  if (has(element, "floating")) return 0;
  const word = textOf(element, "interface");
  const system = SYSTEM_GROUPS.indexOf(word);
  const group = interfaces.groups.get(word);
  if (system < 0 && !group) return 2e6;
  if (order === "file") return 1;
  return system >= 0 ? 1e6 + system : 1 + Math.min(group?.order ?? 0, 1e5);
}

function readRule(names: Names, interfaces: Interfaces, element: Element, index: number): PfRule {
  const floating = has(element, "floating");
  // In other letters it is no word of the list, and the rule passes (2.3).
  const type = textOf(element, "type");
  const bound = boundTo(interfaces, element, floating);
  const written: Written = {
    element,
    id: textOf(element, "tracker") || `rule-${index + 1}`,
    action: type === "block" || type === "reject" ? "deny" : "permit",
    enabled: !has(element, "disabled"),
    log: has(element, "log"),
    description: textOf(element, "descr"),
    quick: !floating || has(element, "quick"),
    direction: directionOf(element),
    ...(bound.interfaces ? { interfaces: bound.interfaces } : {}),
  };
  const blurred = blurredRule(names, written, type);
  if (blurred !== undefined) return blurred;
  if (bound.reason !== undefined && !(floating && !isRecent(names.context)))
    return leftOut(names, written, bound.reason);
  const read = load(names, written, type);
  const loaded = bound.reason === undefined ? read : perhapsEverywhere(names, element, read);
  return type === "match" ? neverDecides(names, element, loaded) : loaded;
}

/** A floating rule of no enabled interface: up to 2.5 the generator wrote it for all of them, later it leaves it out (2.3). */
function perhapsEverywhere({ context }: Names, element: Element, of: PfRule): PfRule {
  const reason =
    "whether this release leaves out a floating rule of no enabled interface, or has it on all, is not known";
  const doubt = { doubt: context.doubt("rule", reason, element), effect: "narrows" } as const;
  return { ...of, rule: { ...of.rule, doubts: [...(of.rule.doubts ?? []), doubt] } };
}

function load(names: Names, written: Written, type: string): PfRule {
  const { element } = written;
  // Any other word than those of IPv6 is IPv4 (filter.inc: filter_generate_user_rule).
  const families = familiesOf(textOf(element, "ipprotocol")) ?? [4];
  const source = readEndpoint(names, child(element, "source"));
  const destination = readEndpoint(names, child(element, "destination"));
  if ("notLoaded" in source) return leftOut(names, written, source.notLoaded);
  if ("notLoaded" in destination) return leftOut(names, written, destination.notLoaded);
  // Of rules that pass alone (filter.inc: filter_generate_user_rule).
  const usesGateway = written.action === "permit" && type !== "match";
  const gateway = usesGateway ? missingGateway(names, element) : undefined;
  if (gateway !== undefined) return leftOut(names, written, gateway);
  const protocol = protocolOf(element);
  const flags = testedFlags(names, written, protocol, type);
  const { sourcePorts, destinationPorts } = portsOf(names, element, textOf(element, "protocol").toLowerCase());
  const asWritten = { source, destination, sourcePorts, destinationPorts };
  const isOpen = protocol === "sctp" && !isSince27(names.context);
  const ends = isOpen ? withOpenPorts(names, element, asWritten) : asWritten;
  const words = { protocol, families, icmpTypes: textOf(element, "icmptype") };
  const matched = matchOf(names, element, ends, flags ? { ...words, flags } : words);
  if ("notLoaded" in matched) return leftOut(names, written, matched.notLoaded);
  const stray = hasDirection(element) ? strayDirection(names, element) : [];
  const doubted = stray.length === 0 ? matched : { ...matched, doubts: [...matched.doubts, ...stray] };
  return writtenRule(names, written, doubted, runTimeDoubts(names, element, usesGateway));
}

/** No protocol but a port: the generator writes TCP and drops the ports (trap 5). */
function protocolOf(element: Element): string {
  const protocol = textOf(element, "protocol").toLowerCase();
  const port = textOf(child(element, "source"), "port") || textOf(child(element, "destination"), "port");
  return protocol === "" && port !== "" ? "tcp" : protocol;
}

/** Only rules of protocol `tcp` test flags, block and match rules too (2.3); a rule without state lets everything else through. */
function testedFlags(names: Names, written: Written, protocol: string, type: string): ServiceWords["flags"] {
  const { element } = written;
  if (type === "match") return protocol === "tcp" ? flagsOf(element, BLOCK_FLAGS) : MATCH_FLAGS;
  const denies = type === "block" || type === "reject";
  if (!denies && textOf(element, "statetype").toLowerCase() === "none") {
    names.context.diagnostics.add("pfsense/no-state", names.context.place(element));
    if (protocol !== "tcp") return ANY_FLAGS;
  }
  if (protocol !== "tcp") return undefined;
  return denies ? blockedFlags(names, written, BLOCK_FLAGS) : flagsOf(element, undefined);
}

/** Only `yes` gives a floating rule its direction (1); any other value leaves it at "in". */
function hasDirection(element: Element): boolean {
  return textOf(element, "floating") === "yes";
}

function directionOf(element: Element): PfRule["direction"] {
  if (!hasDirection(element)) return "in";
  const word = textOf(element, "direction");
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
