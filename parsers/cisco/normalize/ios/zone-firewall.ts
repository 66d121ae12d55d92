/** The zone-based firewall of IOS: zones, pairs and policies as steps of the pipeline (reference/cisco.md 3.2). */

import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { type CiscoLine, withDescendants, wordsOf } from "../../tree.js";
import type { AccessList } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { Removals } from "../removals.js";
import { ClassMaps, type ClassPart, inspected, isInspected } from "./class-maps.js";
import type { IosInterface } from "./interfaces.js";
import { passedProtocols } from "./passed-protocols.js";
import { type Action, doubtHeldBlocks, type PolicyClass, readClasses } from "./policy-classes.js";
import { DEFAULT, type Pair, readPairs, SELF } from "./zone-pairs.js";

export interface ZoneFirewall {
  readonly tables: readonly Table[];
  readonly forwarding: readonly FilterStep[];
  readonly toDevice: readonly FilterStep[];
  /** Access lists that classes of its policies name. */
  readonly used: ReadonlySet<AccessList>;
}

/** What nothing leads through: a line that says so, or a zone that is not defined. */
interface Closed {
  readonly name: string;
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
  readonly line?: CiscoLine | undefined;
  readonly missing?: string | undefined;
}

export function normalizeZoneFirewall(
  roots: readonly CiscoLine[],
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  context: CiscoContext,
): ZoneFirewall {
  const firewall = new Zones(roots, interfaces, lists, context);
  return firewall.all();
}

class Zones {
  private readonly members = new Map<string, string[]>();
  /** Where the first members of zones are. */
  private readonly places = new Map<string, SourceRange>();
  /** Interfaces of no zone. */
  private readonly others: readonly string[];
  private readonly zoneLines = new Map<string, CiscoLine>();
  private readonly pairs: readonly Pair[];
  private readonly policies = new Map<string, CiscoLine[]>();
  private readonly tables = new Map<string, Policy>();
  private readonly classes: ClassMaps;
  /** Whether the release surely has it look at IPv6 (Cisco, Zone-Based Policy Firewall IPv6 Support): older ones look at IPv4 alone. */
  private readonly seesIpv6: boolean;
  /** What zones that are not defined do without a pair. */
  private readonly open = new Map<string, Rule>();

  constructor(
    roots: readonly CiscoLine[],
    interfaces: readonly IosInterface[],
    lists: ReadonlyMap<string, AccessList>,
    private readonly context: CiscoContext,
  ) {
    this.classes = new ClassMaps(roots, lists, context);
    const removals = new Removals();
    for (const line of beginning(roots, "zone", "policy-map")) {
      const [first, second, third, ...more] = wordsOf(line);
      if (first === "zone" && second === "security" && third !== undefined) {
        this.zoneLines.set(third, line);
        const below = line.children.filter(({ text }) => !/^(?:description|exit)\b/.test(text));
        for (const odd of more.length > 0 ? [line, ...below] : below)
          context.unknown(odd, "zone security", { scope: "device" });
      } else if (first === "zone") context.unknown(line, "the configuration", { scope: "device" });
      if (first === "no" && second === "zone") context.unknown(line, "the configuration", { scope: "device" });
      if (line.text.startsWith("no policy-map type inspect ")) {
        this.policies.delete(wordsOf(line).at(-1) ?? "");
        removals.taken(wordsOf(line).at(-1) ?? "", line);
      }
      if (line.text.startsWith("policy-map type inspect ")) {
        const name = wordsOf(line).at(-1) ?? "";
        context.markBlock(line, "modelled");
        doubtHeldBlocks(line, context);
        this.policies.set(name, [...(this.policies.get(name) ?? []), line]);
        removals.opened(name);
      }
    }
    removals.doubt("policy-map type inspect", context);
    for (const { interface: one } of interfaces) {
      if (one.zone === undefined) continue;
      this.members.set(one.zone, [...(this.members.get(one.zone) ?? []), one.id]);
      this.places.set(one.zone, this.places.get(one.zone) ?? one.at[0]);
    }
    this.others = interfaces.flatMap(({ interface: { id, zone, kind } }) =>
      zone === undefined && kind !== "switched" ? [id] : [],
    );
    if (this.zoneLines.has(DEFAULT) && this.members.size > 0) this.members.set(DEFAULT, [...this.others]);
    this.pairs = readPairs(roots, (name) => this.zoneLines.has(name) || this.members.has(name), context);
    this.seesIpv6 = beginning(roots, "version").some(({ text }) => isSince152(text));
  }

  all(): ZoneFirewall {
    if (this.members.size === 0) return { tables: [], forwarding: [], toDevice: [], used: new Set() };
    const steps = this.pairs.flatMap((pair) => this.stepsOf(pair));
    const toSelf = this.pairs.flatMap((pair) => (pair.destination === SELF ? this.selfSteps(pair) : []));
    const forwarding = [...steps, ...this.closed()];
    const toDevice = [...toSelf, ...this.openToSelf()];
    // Policies are read when a pair asks for them.
    const tables = [...this.tables.values()].map(({ table }) => table);
    return { tables, forwarding, toDevice, used: this.classes.used };
  }

  private stepsOf(pair: Pair): FilterStep[] {
    const [ingress, egress] = [this.members.get(pair.source), this.members.get(pair.destination)];
    return ingress === undefined || egress === undefined ? [] : this.byPolicy(pair, ingress, egress);
  }

  private selfSteps(pair: Pair): FilterStep[] {
    const ingress = this.members.get(pair.source);
    return ingress === undefined ? [] : this.byPolicy(pair, ingress, undefined);
  }

  /** Where a pair has no policy, nothing passes. */
  private byPolicy(pair: Pair, ingress: readonly string[], egress: readonly string[] | undefined): FilterStep[] {
    const policy = this.policyOf(pair);
    const name = `${policy?.table.name ?? "no policy"} from ${pair.source} to ${pair.destination}`;
    const at = this.context.at(pair.line);
    return ([4, 6] as const).map((family) => ({
      kind: "filter",
      name,
      ingress,
      ...(egress === undefined ? {} : { egress }),
      family,
      tables: policy === undefined || (family === 6 && !this.seesIpv6) ? [] : [policy.table.id],
      otherwise: dropped(policy === undefined ? name : `what no class of ${policy.table.name} holds`, family, at),
      stateful: policy?.isStateful ?? true,
      // Which class an answer belongs to is not asked here: those that are passed one by one may have none that lets it back.
      ...(policy === undefined || policy.passed.length === 0 || !policy.isStateful
        ? {}
        : { forgets: { protocols: policy.passed, surely: false } }),
      at: [at],
    }));
  }

  /**
   * Between zones without a pair, and between a zone and interfaces of none, nothing passes. Where the file does not define
   * a zone, its pairs may be missing as well: a device takes members of a zone that is there alone.
   */
  private closed(): FilterStep[] {
    const outside = this.members.has(DEFAULT) ? [] : this.others;
    const zones = [...this.members.keys()];
    const between = zones.flatMap((source) => {
      const egress = zones.filter((one) => !this.isPaired(source, one));
      const name = `no zone pair from ${source}`;
      const ingress = this.membersOf([source]);
      if (!this.zoneLines.has(source))
        return [{ name, ingress, egress: [...this.membersOf(egress), ...outside], missing: source }];
      const [known, unknown] = this.byDefinition(egress);
      return [
        { name, ingress, egress: [...this.membersOf(known), ...outside], line: this.zoneLines.get(source) },
        { name, ingress, egress: this.membersOf(unknown), missing: unknown[0] },
      ];
    });
    const [known, unknown] = this.byDefinition(zones);
    const name = "from an interface of no zone into a zone";
    const into = [
      { name, ingress: outside, egress: this.membersOf(known), line: this.zoneLines.values().next().value },
      { name, ingress: outside, egress: this.membersOf(unknown), missing: unknown[0] },
    ];
    return [...between, ...into].flatMap((one) => this.closedSteps(one));
  }

  private closedSteps({ name, ingress, egress, line, missing }: Closed): FilterStep[] {
    if (ingress.length === 0 || egress.length === 0) return [];
    const otherwise = (family: 4 | 6): Rule | undefined => {
      if (missing !== undefined) return this.openRule(missing);
      return line && dropped(name, family, this.context.at(line));
    };
    return ([4, 6] as const).flatMap((family): FilterStep[] => {
      const rule = otherwise(family);
      const step = { kind: "filter" as const, name, ingress, egress, family, tables: [], stateful: true };
      return rule === undefined ? [] : [{ ...step, otherwise: rule, at: [rule.at[0]] }];
    });
  }

  /** To the device itself nothing is closed without a pair; of a zone that is not defined one may be missing. */
  private openToSelf(): FilterStep[] {
    const [, missing] = this.byDefinition([...this.members.keys()].filter((one) => !this.isPaired(one, SELF)));
    return missing.map((zone): FilterStep => {
      const otherwise = this.openRule(zone);
      const name = `no zone pair from ${zone} to ${SELF}`;
      const ingress = this.membersOf([zone]);
      return { kind: "filter", name, ingress, tables: [], otherwise, stateful: true, at: [otherwise.at[0]] };
    });
  }

  private isPaired(source: string, destination: string): boolean {
    const isPair = (one: Pair) => one.source === source && one.destination === destination;
    return source === destination || this.pairs.some(isPair);
  }

  private membersOf(zones: readonly string[]): string[] {
    return zones.flatMap((one) => this.members.get(one) ?? []);
  }

  /** Zones that the file defines, and others. */
  private byDefinition(zones: readonly string[]): readonly [known: string[], unknown: string[]] {
    return [zones.filter((one) => this.zoneLines.has(one)), zones.filter((one) => !this.zoneLines.has(one))];
  }

  private openRule(zone: string): Rule {
    const known = this.open.get(zone);
    if (known !== undefined) return known;
    const at = this.places.get(zone);
    if (at === undefined) throw new Error(`the zone ${zone} has no member`);
    const reason = `the zone ${zone} is not defined in the file, and pairs of it may be missing as well`;
    const doubt = this.context.doubtAt(reason, at, { scope: "rule" });
    const name = `no zone pair of ${zone} in the file`;
    const rule: Rule = { ...unknownRule(doubt, at), id: name, name, implicit: true };
    this.open.set(zone, rule);
    return rule;
  }

  private policyOf({ policy: name, line }: Pair): Policy | undefined {
    if (name === undefined) return undefined;
    const lines = this.policies.get(name);
    if (lines === undefined) {
      this.context.report("cisco/undefined-policy", this.context.at(line), {
        message: `the policy ${name} of this pair is not defined: what it lets pass is not known`,
      });
    }
    const known = this.tables.get(name) ?? this.readPolicy(name, lines, line);
    this.tables.set(name, known);
    return known;
  }

  private readPolicy(name: string, lines: readonly CiscoLine[] | undefined, pair: CiscoLine): Policy {
    const { context, classes } = this;
    if (lines === undefined) {
      const doubt = context.doubt(`the policy ${name} is not in the file`, pair, { scope: "rule" });
      return policyOf(name, [unknownRule(doubt, context.at(pair))], [], [context.at(pair)]);
    }
    const children = lines.flatMap((line) => line.children);
    const odd = children
      .flatMap((child) => (child.text.startsWith("class ") ? [child] : withDescendants(child)))
      .find((line) => !OF_POLICY.test(line.text) || !children.includes(line));
    if (odd !== undefined) {
      // It may take a class away again, or put one before others: then what the others decide is not known.
      const doubt = context.unknown(odd, "policy-map type inspect", { scope: "rule" });
      return policyOf(name, [unknownRule(doubt, context.at(odd))], [], [context.at(odd)]);
    }
    const held = readClasses(children, context);
    const rules = held.flatMap((one, index) => {
      const parts =
        one.name === "class-default"
          ? [{ isHeld: true, match: anyMatch(), doubts: [], at: [context.at(one.line)] }]
          : classes.partsOf(one.name, one.line);
      // What a list denies goes on to the classes below: where these drop everything, it is dropped.
      const isLast = held.slice(index + 1).every(({ action, doubts }) => action === "drop" && doubts.length === 0);
      return rulesOf(one, isLast ? parts : classes.softened(parts), context);
    });
    return policyOf(
      name,
      rules,
      held,
      lines.map((line) => context.blockAt(line)),
    );
  }
}

/** What a policy says of itself, and a class with nothing but its name behind it. */
const OF_POLICY = /^(?:class (?:type inspect )?(?:"[^"]*"|\S+)$|(?:description|exit)\b)/;

function isSince152(text: string): boolean {
  const [, major, minor] = /^version (\d+)\.(\d+)/.exec(text) ?? [];
  return Number(major) > 15 || (Number(major) === 15 && Number(minor) >= 2);
}

interface Policy {
  readonly table: Table;
  readonly isStateful: boolean;
  /** Protocols of which classes may pass packets one by one, without a session. */
  readonly passed: readonly number[];
}

function policyOf(name: string, rules: readonly Rule[], classes: readonly PolicyClass[], at: SourceRange[]): Policy {
  const has = (action: Action) => classes.some((one) => one.action === action);
  return {
    table: { id: `policy-map ${name}`, name, kind: "policy", rules, bound: true, at },
    isStateful: has("inspect") || !has("pass"),
    passed: passedProtocols(rules, classes),
  };
}

function rulesOf(one: PolicyClass, parts: readonly ClassPart[], context: CiscoContext): Rule[] {
  return parts.flatMap((part, index): Rule[] => {
    const { fragments, ...match } = part.match;
    const rule = {
      id: `${one.name} ${index + 1}`,
      enabled: true,
      log: one.line.children.some((child) => /\blog$/.test(child.text)),
      at: [context.at(one.line), ...part.at] as const,
      ...(part.doubts.length + one.doubts.length === 0 ? {} : { doubts: [...part.doubts, ...one.doubts] }),
    };
    // What was not understood in the class may be what it does.
    if (part.isHeld && one.doubts.length > 0) return [{ ...rule, action: "unknown", match: part.match }];
    if (!part.isHeld || one.action === "drop") return [{ ...rule, action: "deny", match }];
    const kept = fragments === undefined ? match : { ...match, fragments };
    if (one.action === "pass") return [{ ...rule, action: "permit", match: kept }];
    const permit: Rule = { ...rule, action: "permit", match: { ...kept, service: inspected(match.service) } };
    if (isInspected(match.service)) return [permit];
    // Of which other protocols it opens sessions is not documented.
    return [permit, { ...rule, id: `${rule.id} other protocols`, action: "unknown", match: kept, implicit: true }];
  });
}

function anyMatch(): Rule["match"] {
  return { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } };
}

function unknownRule(doubt: string, at: SourceRange): Rule {
  return {
    id: "1",
    action: "unknown",
    match: anyMatch(),
    enabled: true,
    doubts: [{ doubt, effect: "anything" }],
    at: [at],
  };
}

function dropped(name: string, family: 4 | 6, at: SourceRange): Rule {
  return {
    id: `implicit drop: ${name}`,
    name: `implicit drop: ${name}`,
    action: family === 4 ? "deny" : "unknown",
    match: anyMatch(),
    enabled: true,
    implicit: true,
    log: false,
    at: [at],
  };
}
