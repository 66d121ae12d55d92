/** Findings that count alike: a large plant has ten thousands that say one thing of a few zones and conduits. */
import type { Finding } from "../judge/finding.js";
import type { SlVector } from "../zones/map.js";
import type { CheckResult } from "./result.js";
import { concernOf, conduitsConcerned } from "./zone-concern.js";

/** What findings are about: the SL-T they were judged by, and which zones and conduits of the map (by place in it) that is. */
interface Concern {
  readonly target: SlVector | undefined;
  readonly zones: readonly number[];
  readonly conduits: readonly number[];
}

/** Findings that count alike for a requirement. */
export interface Alike extends Pick<Finding, "verdict" | "status"> {
  readonly concern: Concern;
  count: number;
}

/** The findings of each requirement, counted by what tells them apart here: large plants have ten thousands that say one thing. */
export function alikeByRequirement(
  result: CheckResult,
  targetOf: (finding: Finding) => SlVector | undefined,
): ReadonlyMap<string, readonly Alike[]> {
  const concernOf = rememberedConcerns(result, targetOf);
  // A check has one list of requirements: of all its findings the same, or one that says the same.
  const counted = new Map<readonly string[], { readonly all: Alike[]; readonly byConcern: Map<Concern, Alike[]> }>();
  for (const finding of result.findings) {
    const concern = concernOf(finding);
    const { verdict, status, requirements } = finding;
    const { all, byConcern } = remembered(counted, requirements, () => ({ all: [], byConcern: new Map() }));
    const alike = remembered(byConcern, concern, () => []);
    const known = alike.find((one) => one.verdict === verdict && one.status === status);
    if (known !== undefined) known.count++;
    else {
      const first = { concern, verdict, status, count: 1 };
      all.push(first);
      alike.push(first);
    }
  }
  const found = new Map<string, Alike[]>();
  for (const [requirements, { all }] of counted)
    for (const id of new Set(requirements)) remembered(found, id, (): Alike[] => []).push(...all);
  return found;
}

/** Places by one part of a concern after the other: texts of all parts together had to be made and hashed for every finding. */
type ByPart = Map<string | undefined, ByPart>;

/** What a finding is about, the same for all that are about the same; asked of the map once for each. */
function rememberedConcerns(
  result: CheckResult,
  targetOf: (finding: Finding) => SlVector | undefined,
): (finding: Finding) => Concern {
  const concerns = concernIn(result);
  const { zones = [], conduits = [] } = result.map ?? {};
  const pairs = result.pairs.map(({ from, to, devices }) => ({ from: from.id, to: to.id, devices }));
  const conduitsOf = conduitsConcerned(conduits, pairs);
  const root: ByPart = new Map();
  const known = new Map<ByPart, Concern>();
  return (finding) => {
    const { from, to, zone, conduit, device } = finding;
    let place = root;
    for (const part of [from, to, zone, conduit, device]) place = remembered(place, part, () => new Map());
    return remembered(known, place, () => {
      const ofZones = zones.flatMap((zone, at) => (concerns(finding, zone.id) ? [at] : []));
      return { target: targetOf(finding), zones: ofZones, conduits: conduitsOf(finding) };
    });
  };
}

/** The findings of each zone or conduit that they concern. */
export function spread(
  findings: readonly Alike[],
  concerned: (finding: Alike) => readonly number[],
): ReadonlyMap<number, readonly Alike[]> {
  const all = new Map<number, Alike[]>();
  for (const finding of findings) for (const at of concerned(finding)) remembered(all, at, () => []).push(finding);
  return all;
}

/** Whether a finding of a run is about a zone. */
export function concernIn({ map, devices }: CheckResult): ReturnType<typeof concernOf> {
  return concernOf({
    conduits: map?.conduits ?? [],
    devices: devices.map(({ id, zones }) => ({ id, zones: zones.map((zone) => zone.id) })),
  });
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
