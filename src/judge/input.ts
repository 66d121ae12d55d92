/** What is handed to the policies (src/facts/input.ts): facts without their evidence, and what is the same to a policy once. */

import type { ChainStepFacts } from "../facts/chains.js";
import type { ProtocolFacts, RuleFactsForPolicies, RuleTraits, SetFacts } from "../facts/common.js";
import type { DeviceFacts, ManagementServiceFacts } from "../facts/device.js";
import type { ContradictionsFacts, DeadRuleFacts, EmptyRuleFacts, RedundantRulesFacts } from "../facts/health.js";
import type {
  CarrierInput,
  ContradictionsInput,
  DeadRuleInput,
  DeviceInput,
  EmptyRuleInput,
  ManagementServiceInput,
  PairInput,
  RedundantRulesInput,
  ServicesInput,
  ServicesSaid,
  SetInput,
  StoppedInput,
} from "../facts/input.js";
import type { ChainStepInput, MapInput, MapTogether, PassedRule } from "../facts/map.js";
import type { CarrierFacts, PairFacts, StoppedFacts } from "../facts/pair.js";

/** By the name of a list of the input: for each of its items the places in the facts' list that it stands for. */
export type Members = ReadonlyMap<string, readonly (readonly number[])[]>;

export interface Handed<T> {
  readonly input: T;
  readonly members: Members;
}

export function pairInput({ relayed: _relayed, ...pair }: PairFacts, kinds: Kinds): Handed<PairInput> {
  const services = new ServicesTable(kinds);
  const carriers = kindsOf(pair.carriers, (carrier) => services.carrier(carrier));
  const stopped = kindsOf(pair.stopped, (one) => services.stopped(one));
  const flows = pair.flows.map(({ protocols, doubts: _told, ...flow }) => ({
    ...flow,
    services: services.key(protocols),
    blocked_by: flow.blocked_by.map(({ traits }) => traits),
  }));
  return {
    input: {
      ...pair,
      carriers: carriers.kinds,
      stopped: stopped.kinds,
      services: services.byKey,
      flows,
      denied_by: pair.denied_by.map(({ traits }) => traits),
    },
    members: new Map([
      ["carriers", carriers.members],
      ["stopped", stopped.members],
    ]),
  };
}

export function deviceInput(device: DeviceFacts, kinds: Kinds): Handed<DeviceInput> {
  const permits = kindsOf(device.permits, ({ rule }) => kinds.of(rule));
  const dead = kindsOf(device.dead_rules, (one) => deadKind(one, kinds));
  const empty = kindsOf(device.empty_rules, (one) => emptyKind(one, kinds));
  const redundant = kindsOf(device.redundant_rules, (one) => redundantKind(one, kinds));
  return {
    input: {
      ...device,
      permits: permits.kinds,
      dead_rules: dead.kinds,
      empty_rules: empty.kinds,
      redundant_rules: redundant.kinds,
      contradictions: device.contradictions.map(contradictionsInput),
      tables: device.tables.map(
        ({ uncommented_rules: _uncommented, disabled_rules: _disabled, silent_denies: _silent, ...table }) => table,
      ),
      management: device.management.map(serviceInput),
    },
    members: new Map([
      ["permits", permits.members],
      ["dead_rules", dead.members],
      ["empty_rules", empty.members],
      ["redundant_rules", redundant.members],
    ]),
  };
}

/** Whoever writes policies of the whole map finds a rule there with all that is known of it. */
export function mapInput(map: MapTogether): Handed<MapInput> {
  const passes = map.passes.map(({ rule, ...pass }) => ({ ...pass, rule: passedRule(rule) }));
  const chains = map.chains.map(({ steps, ...chain }) => ({ ...chain, steps: steps.map(chainStep) }));
  return { input: { ...map, passes, chains }, members: new Map() };
}

function chainStep({ rule, ...step }: ChainStepFacts): ChainStepInput {
  return rule === undefined ? step : { ...step, rule: passedRule(rule) };
}

function passedRule({ traits, table, id, name, order, comment, locations }: RuleFactsForPolicies): PassedRule {
  return {
    ...{ ...traits, table, id, order, locations },
    ...(name === undefined ? {} : { name }),
    ...(comment === undefined ? {} : { comment }),
  };
}

function serviceInput(service: ManagementServiceFacts): ManagementServiceInput {
  const reached_from = service.reached_from.map(({ zone: { id, kind }, verdict, undeclared }) => ({
    zone: { id, kind },
    verdict,
    undeclared,
  }));
  return { ...service, reached_from };
}

/** Something as policies see it, and a text that is the same for all that they see so. */
interface Kind<T> {
  readonly key: string;
  readonly input: T;
}

/** The same, made when it is the first of its kind: most of many are not. */
interface FirstKind<T> {
  readonly key: string;
  readonly make: () => T;
}

function kindsOf<F, T>(
  facts: readonly F[],
  kindOf: (one: F) => Kind<T> | FirstKind<T>,
): { kinds: T[]; members: number[][] } {
  const places = new Map<string, number>();
  const kinds: T[] = [];
  const members: number[][] = [];
  for (const [index, one] of facts.entries()) {
    const kind = kindOf(one);
    const place = places.get(kind.key);
    if (place === undefined) {
      places.set(kind.key, kinds.length);
      kinds.push("input" in kind ? kind.input : kind.make());
      members.push([index]);
    } else members[place]?.push(index);
  }
  return { kinds, members };
}

/** Services as policies see them, and a text that is the same for all that they see so. */
interface ServicesKind {
  readonly text: string;
  readonly input: ServicesInput;
}

/** What policies say of services, by their candidates. */
export type TellServices = (candidates: ServicesInput["protocols"]) => ServicesSaid;

/** Kinds of rules and of services: what most of them are to a policy is the same as another one. */
export class Kinds {
  private readonly services = new WeakMap<readonly ProtocolFacts[], ServicesKind>();
  private readonly byText = new Map<string, ServicesKind>();
  private readonly known = new Map<RuleTraits, Kind<RuleTraits>>();
  private readonly byKey = new Map<string, Kind<RuleTraits>>();

  /** @param tell asked once for all services that have the same candidates. */
  constructor(private readonly tell: TellServices) {}

  of({ traits }: RuleFactsForPolicies): Kind<RuleTraits> {
    const known = this.known.get(traits);
    if (known !== undefined) return known;
    const text = JSON.stringify(traits);
    const kind = this.byKey.get(text) ?? { key: `${this.byKey.size}`, input: traits };
    this.byKey.set(text, kind);
    this.known.set(traits, kind);
    return kind;
  }

  ofServices(protocols: readonly ProtocolFacts[]): ServicesKind {
    const known = this.services.get(protocols);
    if (known !== undefined) return known;
    const text = protocols.map(({ id, port }) => `${id} ${port}`).join();
    const kind = this.byText.get(text) ?? { text, input: this.toldOf(protocols) };
    this.byText.set(text, kind);
    this.services.set(protocols, kind);
    return kind;
  }

  private toldOf(protocols: readonly ProtocolFacts[]): ServicesInput {
    const candidates = Object.fromEntries(protocols.map(({ id, port }) => [id, port]));
    return { protocols: candidates, ...this.tell(candidates) };
  }
}

function deadKind({ rule, covered_by, hides_deny, contradicts }: DeadRuleFacts, kinds: Kinds): Kind<DeadRuleInput> {
  const own = kinds.of(rule);
  const covers = new Map(covered_by.map((one) => kinds.of(one)).map((kind) => [kind.key, kind.input]));
  return {
    key: [own.key, hides_deny, contradicts, ...covers.keys()].join(),
    input: { rule: own.input, covered_by: [...covers.values()], hides_deny, contradicts },
  };
}

function emptyKind({ rule, because }: EmptyRuleFacts, kinds: Kinds): Kind<EmptyRuleInput> {
  const own = kinds.of(rule);
  return { key: `${because} ${own.key}`, input: { rule: own.input, because } };
}

function redundantKind(facts: RedundantRulesFacts, kinds: Kinds): Kind<RedundantRulesInput> {
  const { count, certain, by_everything } = facts;
  const own = kinds.of(facts.rule);
  const input = { rule: own.input, count, certain, by_everything };
  return { key: `${count} ${certain} ${by_everything} ${own.key}`, input };
}

function contradictionsInput({ rules, ...facts }: ContradictionsFacts): ContradictionsInput {
  return { ...facts, shown: rules.length };
}

/** Candidates once each: most sets of a pair share a few services. */
class ServicesTable {
  readonly byKey: Record<string, ServicesInput> = {};
  private readonly keys = new Map<string, string>();
  private readonly known = new Map<readonly ProtocolFacts[], string>();

  constructor(private readonly kinds: Kinds) {}

  carrier(facts: CarrierFacts): FirstKind<CarrierInput> {
    const { rule, covers_from_zone, covers_to_zone, past_jump_hosts, permits, excess, asked } = facts;
    const own = this.kinds.of(rule);
    const services = this.key(permits.protocols);
    const beyond = excess === undefined ? "" : `${this.key(excess.protocols)} ${excess.certain}`;
    const demanded = asked === undefined ? "" : JSON.stringify(asked);
    return {
      key: `${covers_from_zone} ${covers_to_zone} ${past_jump_hosts} ${services} ${permits.certain} ${beyond} ${demanded}${own.key}`,
      make: () => ({
        ...{ rule: own.input, covers_from_zone, covers_to_zone, past_jump_hosts, permits: this.set(permits) },
        ...(excess === undefined ? {} : { excess: this.set(excess) }),
        ...(asked === undefined ? {} : { asked }),
      }),
    };
  }

  stopped(facts: StoppedFacts): FirstKind<StoppedInput> {
    const { stopped_by } = facts;
    const { key, make } = this.carrier(facts);
    return { key: `${stopped_by.join()} ${key}`, make: () => ({ ...make(), stopped_by }) };
  }

  key(protocols: ProtocolFacts[]): string {
    return this.known.get(protocols) ?? this.add(protocols);
  }

  private set({ protocols, certain }: SetFacts & { certain: boolean }): SetInput {
    return { services: this.key(protocols), certain };
  }

  private add(protocols: ProtocolFacts[]): string {
    const { text, input } = this.kinds.ofServices(protocols);
    const key = this.keys.get(text) ?? String(this.keys.size);
    this.keys.set(text, key);
    this.known.set(protocols, key);
    this.byKey[key] ??= input;
    return key;
  }
}
