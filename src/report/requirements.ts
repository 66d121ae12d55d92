/** What the findings say of each requirement of IEC 62443-3-3: as a whole, zone by zone, conduit by conduit (design 9). */
import type { SlFacts } from "../facts/common.js";
import type { PairFacts } from "../facts/pair.js";
import type { Finding } from "../judge/finding.js";
import { FOUNDATIONAL_REQUIREMENTS, type SlVector } from "../zones/map.js";
import { REQUIREMENT_ROWS } from "../zones/requirement-rows.js";
import { declaredPart } from "../zones/sl-target.js";
import { type Alike, alikeByRequirement, spread } from "./alike-findings.js";
import { type GapKnowledge, type GapStates, gapStates } from "./gap-state.js";
import type { AttestedJson, GapJson, RequirementJson } from "./requirement-shape.js";
import type { CheckResult } from "./result.js";

/** @param today `2026-05-31`: an attestation that expired before it counts for nothing; left out: none counts, as no exception does. */
export function requirementRows(result: CheckResult, today: string | undefined): RequirementJson[] {
  const known = new Map(REQUIREMENT_ROWS.map(([id, title, fromLevel]) => [id, { title, fromLevel }]));
  const others = result.catalogue.flatMap((entry) => entry.requirements).filter((id) => !known.has(id));
  const ids = [...known.keys(), ...[...new Set(others)].toSorted()];
  const view = new GapView(result, today);
  return ids.map((id) => {
    const { title, fromLevel } = known.get(id) ?? { title: "", fromLevel: 0 };
    return { id, title, fromLevel, ...view.row(id, fromLevel) };
  });
}

type MapOf = NonNullable<CheckResult["map"]>;

/** From which level of which element a requirement is asked, and the checks that speak of it. */
interface Asked {
  readonly fromLevel: number;
  readonly element: keyof SlFacts | undefined;
  readonly checks: readonly string[];
  /** Whether every check could look at everything. */
  readonly whole: boolean;
}

class GapView {
  private readonly isWhole: boolean;
  private readonly alike: ReadonlyMap<string, readonly Alike[]>;
  private readonly unassessed: ReadonlySet<string>;
  private readonly targets: Targets;
  /** By the places of the conduits; every requirement asks about all of them. */
  private readonly ofConduits: readonly (SlVector | undefined)[];

  constructor(
    private readonly result: CheckResult,
    private readonly today: string | undefined,
  ) {
    this.isWhole =
      result.inputs.every(({ role }) => role !== "failed") &&
      result.diagnostics.every(({ severity }) => severity !== "error");
    this.unassessed = new Set(result.notAssessed.map(({ check }) => check));
    this.targets = new Targets(result);
    this.ofConduits = (result.map?.conduits ?? []).map((conduit) => this.targets.ofConduit(conduit));
    this.alike = alikeByRequirement(result, (finding) => this.targets.of(finding));
  }

  row(id: string, fromLevel: number): Omit<RequirementJson, "id" | "title" | "fromLevel"> {
    const checks = this.result.catalogue.filter((entry) => entry.requirements.includes(id)).map((entry) => entry.id);
    const whole = this.isWhole && !checks.some((check) => this.unassessed.has(check));
    const asked = { fromLevel, element: elementOf(id), checks, whole };
    const findings = this.alike.get(id) ?? [];
    const { zones = [], conduits = [] } = this.result.map ?? {};
    const ofZones = spread(findings, ({ concern }) => concern.zones);
    const inZones = zones.map((zone, at) => {
      const attested = this.attestedIn(id, zone.id);
      const applies = isAsked(asked, this.targets.ofZone(zone));
      const cell = this.cell(asked, ofZones.get(at) ?? [], { applies, attested: isValid(attested) });
      return { zone: zone.id, ...cell, attested };
    });
    const ofConduits = spread(findings, ({ concern }) => concern.conduits);
    const inConduits = conduits.map((conduit, at) => {
      const applies = isAsked(asked, this.ofConduits[at]);
      return { conduit: conduit.id, ...this.cell(asked, ofConduits.get(at) ?? [], { applies, attested: false }) };
    });
    const asking = inZones.filter((cell) => !isNotAsked(cell));
    const all = {
      applies: zones.length === 0 || asking.length > 0 || inConduits.some((cell) => !isNotAsked(cell)),
      attested: asking.length > 0 && asking.every(({ attested }) => isValid(attested)),
    };
    return { checks, ...this.cell(asked, findings, all), zones: inZones, conduits: inConduits };
  }

  private cell(
    asked: Asked,
    findings: readonly Alike[],
    { applies, attested }: Pick<GapKnowledge, "applies" | "attested">,
  ): GapJson {
    // One pass: there are thousands of cells, and a list for each of what they ask took twice as long.
    const verdicts = new Set<Finding["verdict"]>();
    let [accepted, open, advice] = [false, 0, 0];
    for (const { concern, verdict, status, count } of findings) {
      if (status === "open") open += count;
      if (status === "advice") advice += count;
      if (!isWeighed(asked, concern.target)) continue;
      // What a baseline knows is no less broken.
      if (status === "open" || status === "known") verdicts.add(verdict);
      accepted ||= status === "accepted";
    }
    const states = gapStates({
      applies,
      attested,
      violated: verdicts.has("violated"),
      unproved: verdicts.has("unproved"),
      indicated: verdicts.has("indicated"),
      accepted,
      checked: asked.checks.length > 0,
      whole: asked.whole,
    });
    return { ...states, open, advice };
  }

  /** The attestation of a zone that reaches furthest. */
  private attestedIn(id: string, zone: string): AttestedJson | null {
    const { today } = this;
    const given = (this.result.map?.attestations ?? []).filter(
      ({ requirement, zones }) => requirement === id && zones.includes(zone),
    );
    const [last] = given.toSorted((a, b) => (a.expires < b.expires ? 1 : -1));
    if (last === undefined) return null;
    return { owner: last.owner, until: last.expires, expired: today === undefined ? null : last.expires < today };
  }
}

function isValid(attested: AttestedJson | null): boolean {
  return attested?.expired === false;
}

/** Whether it is said that the level here does not ask for it. */
export function isNotAsked({ state, also }: GapStates): boolean {
  return state === "not-applicable" || also.includes("not-applicable");
}

/** The element of an SL-T that a requirement belongs to: `SR 5.2 RE 1` to the fifth. */
function elementOf(id: string): keyof SlFacts | undefined {
  return FOUNDATIONAL_REQUIREMENTS[Number(/^SR (\d+)\./.exec(id)?.[1]) - 1];
}

/** Whether an SL-T asks for it; one that is not known may, and an element that it leaves out. */
function isAsked({ fromLevel, element }: Asked, target: SlVector | undefined): boolean {
  const level = element === undefined ? undefined : target?.[element];
  return level === undefined || level >= fromLevel;
}

/** Whether a finding that was judged by this SL-T speaks against it. Where no level was set, the check counts by itself. */
function isWeighed(asked: Asked, target: SlVector | undefined): boolean {
  return isAsked(asked, target) || (asked.element !== undefined && target?.[asked.element] === 0);
}

/** The SL-T by which things are judged; `undefined`: nobody said one. */
class Targets {
  private readonly pairs: ReadonlyMap<string, SlVector>;
  private readonly conduits: ReadonlyMap<string, SlVector>;
  private readonly zones: ReadonlyMap<string, SlVector>;
  private readonly devices: ReadonlyMap<string, SlVector>;

  constructor({ pairs, map, devices }: CheckResult) {
    this.pairs = new Map(pairs.map((pair) => [pairKey(pair.from.id, pair.to.id), declaredOf(pair)]));
    this.conduits = new Map(
      (map?.conduits ?? []).flatMap((one) => (one.has_sl_target ? [[one.id, declaredOf(one)] as const] : [])),
    );
    this.zones = new Map((map?.zones ?? []).map((zone) => [zone.id, declaredOf(zone)]));
    this.devices = new Map(
      devices.flatMap((device) => (device.has_map ? [[device.id, declaredOf(device)] as const] : [])),
    );
  }

  /** Of the internet nothing is asked; any other zone without an SL-T is left to those who forgot it. */
  ofZone(zone: MapOf["zones"][number]): SlVector | undefined {
    return zone.has_sl_target || zone.kind === "internet" ? declaredOf(zone) : undefined;
  }

  /** What it does not have of its own is that of its pair. */
  ofConduit({ id, between: [from = "", to = ""] }: MapOf["conduits"][number]): SlVector | undefined {
    const ofPair = this.pairs.get(pairKey(from, to));
    const own = this.conduits.get(id);
    return own === undefined ? ofPair : { ...ofPair, ...own };
  }

  of({ from, to, conduit, zone, device }: Finding): SlVector | undefined {
    if (from !== undefined && to !== undefined) return this.pairs.get(pairKey(from, to));
    if (zone !== undefined) return this.zones.get(zone);
    if (conduit !== undefined) return this.conduits.get(conduit);
    return device === undefined ? undefined : this.devices.get(device);
  }
}

function declaredOf({
  sl_target: target,
  sl_undeclared: undeclared,
}: Pick<PairFacts, "sl_target" | "sl_undeclared">): SlVector {
  return declaredPart(target, undeclared);
}

function pairKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
