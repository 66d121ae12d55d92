/** Everything about one ordered pair of zones, for people and scripts that ask for it by name. */
import type { ToldChanges } from "../analyse/nat/told-changes.js";
import type { PairAnswer, WalkedWay } from "../analyse/pairs.js";
import type { Hop } from "../analyse/way.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { type Describers, describeRule, doubtOf, hopFacts } from "./build-pair.js";
import type { RuleFactsForPolicies, SetFacts } from "./common.js";
import type { HopFacts, PairFacts, PathFacts } from "./pair.js";
import { type Names, SetDescriber } from "./sets.js";
import { toldTranslationsOf, type WayTranslationFacts } from "./translations.js";

/** A rule of a way with what it lets through of what passes the whole way. */
export interface WayRuleFacts {
  rule: RuleFactsForPolicies;
  permits: SetFacts & { certain: boolean };
}

export interface WayHopFacts extends Omit<HopFacts, "translations"> {
  /** In the order in which packets meet them, those of sources that nothing behind the device looks at as well; left out: none. */
  translations?: WayTranslationFacts[];
  /** Filters in the order a packet meets them; none: the device filters nothing there. */
  filters: { rules: WayRuleFacts[] }[];
}

export interface WayFacts extends Pick<PathFacts, "because" | "passes" | "alike"> {
  family: 4 | 6;
  hops: WayHopFacts[];
}

/** Sets are given per family; a family that has none of the packets is left out. */
export interface ExplanationFacts {
  pair: PairFacts;
  /** What may pass. `certain`: some of it surely does. */
  permitted: (SetFacts & { certain: boolean })[];
  /** What the map declares. */
  declared: (SetFacts & { certain: boolean })[];
  /** Every way that routes lead, and those others that something may pass. */
  ways: WayFacts[];
}

/** @param answers of the pair, one per family. */
export function explainPair(
  pair: PairFacts,
  answers: readonly PairAnswer[],
  describers: Describers,
  names: Names,
): ExplanationFacts {
  const sets = new SetDescriber(names);
  const shown = (setOf: (answer: PairAnswer) => { set: Node; surely: Node }) =>
    answers.flatMap((answer) => {
      const { set, surely } = setOf(answer);
      return set === EMPTY ? [] : [sets.describe(answer.space, set, surely)];
    });
  return {
    pair,
    permitted: shown(({ may, must }) => ({ set: may, surely: must })),
    declared: shown(({ declared }) => ({ set: declared, surely: declared })),
    ways: answers.flatMap((answer) =>
      answer.paths
        .filter(({ way, passes }) => way.direct || passes !== "nothing")
        .map((walked) => wayFacts(answer, walked, describers, sets)),
    ),
  };
}

function wayFacts(
  { space }: PairAnswer,
  { way, passes, rules, changes }: WalkedWay,
  describers: Describers,
  sets: SetDescriber,
): WayFacts {
  const byHop = rules();
  const changed = changes();
  return {
    family: space.layout.family,
    passes,
    ...doubtOf(way),
    ...(way.others === undefined ? {} : { alike: way.others }),
    hops: way.hops.map((hop, index) => ({
      ...wayHopFacts(hop, changed[index] ?? NOT_LOOKED_AT),
      filters: (byHop[index] ?? []).map((carried) => ({
        rules: carried.map((one) => ({
          rule: describeRule(describers, one.device, one.rule, one.table, one.step),
          permits: sets.describe(space, one.permits, one.surely),
        })),
      })),
    })),
  };
}

const NOT_LOOKED_AT: ToldChanges = { surely: { destination: false, source: false }, unseen: [] };

function wayHopFacts(hop: Hop, changes: ToldChanges): Omit<WayHopFacts, "filters"> {
  const { translations: _seen, ...facts } = hopFacts(hop);
  const translations = toldTranslationsOf(hop, changes);
  return { ...facts, ...(translations.length === 0 ? {} : { translations }) };
}
