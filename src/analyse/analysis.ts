/** Everything the engine says of a plant: every ordered pair of zones, and the health of every table. */

import type { Device } from "../model/device.js";
import type { ServiceExpression } from "../model/expression.js";
import type { Plant } from "../resolve/plant.js";
import { UNMAPPED } from "../resolve/zone-space.js";
import { type RecallTable, type RuleHealth, ruleHealth } from "./health/rule-health.js";
import { managementReach, type ZoneReach } from "./management.js";
import { answerPair, type PairAnswer, type RulesOf, rulesOf } from "./pairs.js";
import { DeviceRules } from "./rule-sets.js";
import { hasAddresses } from "./ways.js";

export interface Analysis {
  readonly rules: RulesOf;
  /** Of the tables of a device; each call looks anew. */
  readonly health: (device: Device) => RuleHealth;
  /** Ordered pairs of different zones in the order of the map; the answers are made when asked for and not kept. */
  readonly pairs: readonly ZonePair[];
  /** Which zones reach the administration of a device; computed when asked for. */
  readonly reach: (device: Device) => readonly ZoneReach[];
}

export interface ZonePair {
  readonly from: string;
  readonly to: string;
  /** The families that both zones have addresses of, or may have. */
  readonly families: readonly (4 | 6)[];
  /** The answer per family, for some services alone where they are given; each call computes it anew. */
  readonly answer: (family: 4 | 6, service?: ServiceExpression) => PairAnswer;
}

/**
 * Analyses a plant: nothing is found out before it is asked for. `unmapped` takes part where a given device joins it.
 * @param recall what is known of the health of tables; left out: nothing.
 */
export function analysePlant(plant: Plant, recall?: RecallTable): Analysis {
  const rules = rulesOf(plant);
  const ids = plant.zones
    .map((one) => one.zone)
    .filter((id) => id !== UNMAPPED || plant.attachments.some((one) => one.zone === UNMAPPED));
  const pairs = ids.flatMap((from) =>
    ids
      .filter((to) => to !== from)
      .map(
        (to): ZonePair => ({
          from,
          to,
          families: ([4, 6] as const).filter((family) => [from, to].every((zone) => hasAddresses(plant, zone, family))),
          answer: (family, service) => answerPair(plant, rules, { from, to, family, service }),
        }),
      ),
  );
  return {
    rules,
    health: (device) => ruleHealth(rules.get(device) ?? new DeviceRules(device), rules.diagrams, recall),
    pairs,
    reach: (device) => managementReach(plant, rules, device),
  };
}
