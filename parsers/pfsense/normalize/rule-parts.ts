/** What rules of both firewalls are made of, from the words of a `<rule>` to a rule of the model. */
import type { Family } from "../../../src/model/expression.js";
import type { Rule, RuleDoubt, RuleFacts, RuleMatch } from "../../../src/model/rule.js";
import { maskName } from "../../../src/source/mask.js";
import { child, type Element, has, textOf } from "../tree.js";
import { dropsOddFlags } from "./cleaning.js";
import { type Endpoint, matchEnds, type Names, type NotLoaded, readPorts } from "./endpoints.js";
import type { PfRule } from "./order.js";
import { validityOf } from "./schedules.js";
import {
  ANY_FLAGS,
  flagTest,
  namesOtherFlags,
  OPENING,
  type Ports,
  type ServiceWords,
  service,
  takesPorts,
  withOdd,
  withUnopened,
} from "./services.js";
import { isOn, modelSwitch } from "./switches.js";

/** The two ends of a rule, and its ports. */
export interface Ends {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly sourcePorts: Ports | "unknown" | undefined;
  readonly destinationPorts: Ports | "unknown" | undefined;
}

/** A match, and what about it is not known. */
export interface Matched {
  readonly match: RuleMatch;
  readonly doubts: readonly RuleDoubt[];
  readonly testsFlags?: true;
}

/** Families by `ipprotocol`; absent: IPv4 alone (reference/pfsense.md 2.3). Undefined: no word of the list. */
export function familiesOf(word: string): readonly Family[] | undefined {
  if (word === "" || word === "inet") return [4];
  if (word === "inet6") return [6];
  return word === "inet46" ? [4, 6] : undefined;
}

const ANY_SERVICE = { kind: "any" } as const;

/**
 * The packets of a rule. Without ends that resolve, or without a family in which they do, the rule is not loaded.
 * @param flags TCP flags to test, where the rule tests any.
 */
export function matchOf(
  names: Names,
  element: Element,
  ends: Ends,
  words: Pick<ServiceWords, "protocol" | "icmpTypes" | "icmpTypes6" | "flags"> & {
    readonly families: readonly Family[];
  },
): Matched | NotLoaded {
  const { context } = names;
  const joined = matchEnds(words.families, ends.source, ends.destination);
  if (joined === undefined) return { notLoaded: "one of its ends has no address in the family of the rule" };
  const doubts: RuleDoubt[] = [];
  const known = (ports: Ports | "unknown" | undefined): Ports | undefined => {
    if (ports !== "unknown") return ports;
    const reason = "a port is neither a number nor an alias of this file: the rule may not be loaded";
    doubts.push({ doubt: context.doubt("rule", reason, element), effect: "narrows" });
    return undefined;
  };
  const withPorts = takesPorts(words.protocol);
  const [from, to] = [known(ends.sourcePorts), known(ends.destinationPorts)];
  const source = withPorts ? from : undefined;
  const destination = withPorts ? to : undefined;
  const found = service(context, {
    protocol: words.protocol,
    families: joined.families,
    icmpTypes: words.icmpTypes,
    ...(words.icmpTypes6 ? { icmpTypes6: words.icmpTypes6 } : {}),
    at: element,
    ...(source ? { source } : {}),
    ...(destination ? { destination } : {}),
    ...(words.flags ? { flags: words.flags } : {}),
  });
  if (words.flags && words.flags !== ANY_FLAGS && namesOtherFlags(textOf(element, "tcpflags2"))) {
    const reason = "flags of TCP beside the six of its first description are not judged";
    doubts.push({ doubt: context.doubt("rule", reason, element), effect: "narrows" });
  }
  const match = { source: joined.source, destination: joined.destination, service: found ?? ANY_SERVICE };
  if (found) return words.flags ? { match, doubts, testsFlags: true } : { match, doubts };
  doubts.push({ doubt: context.doubt("rule", "the protocol of this rule is not known", element), effect: "narrows" });
  return { match, doubts };
}

/** Reads the ports of both ends, and warns of those that the firewall ignores (traps 4 and 5). */
export function portsOf(
  names: Names,
  element: Element,
  protocol: string,
): Pick<Ends, "sourcePorts" | "destinationPorts"> {
  const [source, destination] = [child(element, "source"), child(element, "destination")];
  const written = child(source, "port") ?? child(destination, "port");
  if (takesPorts(protocol)) {
    return { sourcePorts: readPorts(names, source), destinationPorts: readPorts(names, destination) };
  }
  if (written && written.text !== "") {
    names.context.diagnostics.add("pfsense/ports-ignored", names.context.place(written), {
      expected: "a protocol with ports, such as tcp",
      help: "the rule matches every port",
    });
  }
  // pfSense resolves them all the same, and leaves the rule out where it cannot.
  const unresolved = (of: Element | undefined) =>
    !names.context.isOPNsense && readPorts(names, of) === "unknown" ? "unknown" : undefined;
  return { sourcePorts: unresolved(source), destinationPorts: unresolved(destination) };
}

/** Ports beside TCP and UDP: older generators of both wrote none of SCTP (library/OPNsense/Firewall/Rule.php; filter.inc of 2.5). */
export function withOpenPorts({ context }: Names, element: Element, ends: Ends): Ends {
  const open = (ports: Ends["sourcePorts"]): Ends["sourcePorts"] => {
    if (typeof ports !== "object") return ports;
    const reason = "whether this release looks at ports of SCTP is not known";
    return { ...ports, doubt: context.doubt("match", reason, element) };
  };
  return { ...ends, sourcePorts: open(ends.sourcePorts), destinationPorts: open(ends.destinationPorts) };
}

/**
 * The TCP flags a rule tests. `quiet`: what is tested when nothing is written: S/SA on block rules of pfSense for TCP.
 * A pass rule without an own test opens sessions only, as the stateful step already says; without state it also lets
 * packets in the middle of a session in, unless it names TCP, where the generator writes S/SA.
 */
export function flagsOf(element: Element, quiet: ServiceWords["flags"]): ServiceWords["flags"] {
  if (has(element, "tcpflags_any") && textOf(element, "tcpflags_any") !== "0") return ANY_FLAGS;
  const outOf = textOf(element, "tcpflags2");
  if (outOf !== "") return flagTest(textOf(element, "tcpflags1"), outOf);
  return quiet;
}

/**
 * The same of a rule that blocks. What opens nothing meets no rule behind it that keeps state as usual, so what it keeps out may take
 * that in; not where some rule of the file passes by other flags, or without a state: that one would let it through.
 * @param interfaces those of the rule; left out: all.
 */
export function blockedFlags(
  { context }: Names,
  { element, interfaces }: Pick<Written, "element" | "interfaces">,
  quiet: ServiceWords["flags"],
): ServiceWords["flags"] {
  const tests = flagsOf(element, quiet);
  if (tests === undefined || tests === quiet) return tests;
  if (dropsOddFlags(context, interfaces)) return withOdd(tests);
  if (mayPassUnopened(context.root)) return tests;
  return withUnopened(tests);
}

const PASSING = new WeakMap<Element, boolean>();

function mayPassUnopened(root: Element): boolean {
  const known = PASSING.get(root) ?? passesUnopened(root);
  PASSING.set(root, known);
  return known;
}

function passesUnopened(element: Element): boolean {
  if (has(element, "tcpflags_any") || has(element, "bypassstaticroutes")) return true;
  if (textOf(element, "statetype").toLowerCase() === "none") return true;
  const action = (textOf(element, "type") || textOf(element, "action")).toLowerCase();
  if (textOf(element, "tcpflags2") !== "" && action !== "block" && action !== "reject") return true;
  return element.children.some(passesUnopened);
}

export const BLOCK_FLAGS = OPENING;

/**
 * A rule of type `match` passes nothing by itself, so it keeps no state and meets the middle of a session, too: a quick one may
 * end the search there with a permit that stands before it (pf.conf(5); D2).
 */
export const MATCH_FLAGS = ANY_FLAGS;

/** What a rule waits for. `isAway`: it is not loaded at the time of the analysis. */
export interface RunTime {
  readonly doubts: RuleDoubt[];
  readonly facts?: RuleFacts;
  readonly isAway?: true;
}

/** What makes a rule of both firewalls wait for something at run time. @param usesGateway whether a gateway of it is looked at. */
export function runTimeDoubts(names: Names, element: Element, usesGateway = true): RunTime {
  const { context } = names;
  const doubts = context.ruleDoubts(element);
  const narrow = (reason: string, at: Element): void => {
    doubts.push({ doubt: context.doubt("rule", reason, at), effect: "narrows" });
  };
  const gateway = usesGateway ? child(element, "gateway") : undefined;
  const system = child(context.root, "system");
  const skips = modelSwitch(context, "filter", "skip_rules_gw_down") ?? has(system, "skip_rules_gw_down");
  if (gateway && gateway.text !== "" && skips) {
    narrow("it is left out while its gateway is down", gateway);
  }
  const schedule = child(element, "sched");
  if (!schedule || schedule.text === "") return { doubts };
  const validity = validityOf(context, schedule.text);
  if (validity === "unknown-schedule") {
    context.diagnostics.add("pfsense/unknown-schedule", context.place(schedule));
    return { doubts };
  }
  if (validity === "at-times") narrow(`it is there only while the schedule ${schedule.text} is active`, schedule);
  return { doubts, facts: { schedule: schedule.text }, ...(validity === "never" ? { isAway: true } : {}) };
}

const DIRECTIONS = new Set(["", "in", "out", "any"]);

/** A word that is no direction: both generators write it down as it stands, and pf then loads none of the rules (pf.conf(5), GRAMMAR). */
export function strayDirection({ context }: Names, element: Element): readonly RuleDoubt[] {
  const word = child(element, "direction");
  if (word === undefined || DIRECTIONS.has(word.text)) return [];
  const reason = "the direction of this rule is none of those listed: which rules are loaded is not known";
  return [{ doubt: context.doubt("rule", reason, word), effect: "narrows" }];
}

/** What is the same for every rule that stands in a file. */
export interface Written {
  readonly element: Element;
  readonly id: string;
  readonly action: Rule["action"];
  readonly enabled: boolean;
  readonly log: boolean;
  readonly description: string;
  readonly quick: boolean;
  readonly direction: PfRule["direction"];
  readonly interfaces?: readonly string[];
}

/** A rule of the model from its parts. */
export function writtenRule(names: Names, of: Written, matched: Matched, runTime: RunTime): PfRule {
  const doubts = [...runTime.doubts, ...matched.doubts];
  const name = maskName(of.description);
  const rule: Rule = {
    id: of.id,
    ...(name === "" ? {} : { name, comment: name }),
    action: of.action,
    match: matched.match,
    enabled: of.enabled && !runTime.isAway,
    ...(doubts.length > 0 ? { doubts } : {}),
    log: of.log,
    at: [names.context.place(of.element)],
    ...(runTime.facts ? { facts: runTime.facts } : {}),
  };
  const interfaces = of.interfaces ? { interfaces: of.interfaces } : {};
  const gateway = child(of.element, "gateway");
  const steers = gateway === undefined || gateway.text === "" ? {} : { gateway };
  const flags = matched.testsFlags ? { testsFlags: true as const } : {};
  const { quick, direction } = of;
  return { rule, quick, direction, ...interfaces, ...steers, ...flags, ...marksOf(names, of.element) };
}

/** The marks a rule sets and asks for (pf.conf(5), PACKET TAGGING). */
function marksOf({ context }: Names, element: Element): Pick<PfRule, "tag" | "asks"> {
  const tag = textOf(element, "tag");
  const at = child(element, "tagged");
  const asks =
    at === undefined || at.text === "" ? undefined : { tag: at.text, not: isOn(context, element, "nottagged"), at };
  return { ...(tag === "" ? {} : { tag }), ...(asks === undefined ? {} : { asks }) };
}

/**
 * A rule with an element that nobody knows. That may be any word of the rule: what it matches, that it is floating and so
 * stands before others, where it names no interface which one, where it has no type what it does. So it may match anything
 * before all others.
 * @param type as it is written.
 */
export function blurredRule(names: Names, of: Written, type: string): PfRule | undefined {
  const { context } = names;
  const unknown = context.openIn(of.element).filter(({ isUnknown }) => isUnknown === true);
  if (unknown.length === 0 || !of.enabled) return undefined;
  const doubts = context.ruleDoubts(of.element).map(({ doubt }): RuleDoubt => ({ doubt, effect: "anything" }));
  const match = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;
  const word = child(of.element, "type") ?? child(of.element, "action");
  const isOdd = type === "" || unknown.some(({ element }) => element === word);
  const action = isOdd ? "unknown" : of.action;
  const rule = writtenRule(names, { ...of, action, quick: true, direction: "any" }, { match, doubts }, { doubts: [] });
  return { ...rule, isAnywhere: true };
}

/** A rule that the firewall leaves out: it stays in its place, switched off, and the reason is said. */
export function leftOut(names: Names, of: Written, reason: string): PfRule {
  const { context } = names;
  if (of.enabled) {
    context.diagnostics.add("pfsense/rule-not-loaded", context.place(of.element), {
      message: `the firewall does not load this rule: ${reason}`,
      help:
        of.action === "deny"
          ? "what it was meant to block is left to the rules below it"
          : "what it was meant to pass is left to the rules below it",
    });
  }
  const match = { source: { kind: "none" }, destination: { kind: "none" }, service: { kind: "none" } } as const;
  return writtenRule(names, { ...of, enabled: false }, { match, doubts: [] }, { doubts: [] });
}

/**
 * A `match` rule gives no verdict, so it is shown switched off. Whether `quick` on it ends the search is not known (D2):
 * then it may decide either way.
 */
export function neverDecides(names: Names, element: Element, of: PfRule): PfRule {
  const marks = of.rule.enabled && of.tag !== undefined ? ({ marksOnly: true } as const) : {};
  if (!of.quick || !of.rule.enabled) return { ...of, ...marks, rule: { ...of.rule, enabled: false } };
  const reason = "whether a quick match rule ends the search is not known";
  const doubt = { doubt: names.context.doubt("rule", reason, element), effect: "narrows" } as const;
  const rule: Rule = { ...of.rule, action: "unknown", doubts: [...(of.rule.doubts ?? []), doubt] };
  return { ...of, rule };
}
