/** What the findings say of each requirement of IEC 62443-3-3, as a whole and zone by zone: the gap analysis (design 9). */
import type { Finding } from "../judge/finding.js";
import { REQUIREMENT_ROWS } from "../zones/requirement-rows.js";
import type { CheckResult } from "./result.js";
import { concernOf } from "./zone-concern.js";

/**
 * Worst first. `contradicted`: a check that decides found it broken. `unproved`: a doubt keeps a finding open. `indicated`: a
 * person has to confirm one. `partly-assessed`: some check could not look, or an input was not analysed. `accepted`: what
 * was found is covered by exceptions. `attested`: somebody vouches for it. `no-contradiction`: checks looked and found
 * nothing, which is no proof. `no-evidence`: no check and no attestation speaks of it.
 */
export const GAP_STATES = [
  "contradicted",
  "unproved",
  "indicated",
  "partly-assessed",
  "accepted",
  "attested",
  "no-contradiction",
  "no-evidence",
] as const;
export type GapState = (typeof GAP_STATES)[number];

export interface RequirementRow {
  readonly id: string;
  readonly title: string;
  /** The lowest security level that has it; 0: not in the list of the standard. */
  readonly fromLevel: number;
  readonly state: GapState;
  /** Checks that speak of it. */
  readonly checks: readonly string[];
  /** Findings that are open. */
  readonly open: number;
  /** By zone of the map, in its order. */
  readonly zones: readonly { readonly zone: string; readonly state: GapState; readonly open: number }[];
}

/** @param today `2026-05-31`: an attestation that expired before it counts for nothing. */
export function requirementRows(result: CheckResult, today: string): RequirementRow[] {
  const known = new Map(REQUIREMENT_ROWS.map(([id, title, fromLevel]) => [id, { title, fromLevel }]));
  const others = result.catalogue.flatMap((entry) => entry.requirements).filter((id) => !known.has(id));
  const ids = [...known.keys(), ...[...new Set(others)].toSorted()];
  const view = new GapView(result, today);
  return ids.map((id) => {
    const { title, fromLevel } = known.get(id) ?? { title: "", fromLevel: 0 };
    return { id, title, fromLevel, ...view.row(id) };
  });
}

class GapView {
  private readonly isWhole: boolean;
  private readonly concerns: ReturnType<typeof concernOf>;
  private readonly unassessed: ReadonlySet<string>;

  constructor(
    private readonly result: CheckResult,
    private readonly today: string,
  ) {
    this.isWhole =
      result.inputs.every(({ role }) => role !== "failed") &&
      result.diagnostics.every(({ severity }) => severity !== "error");
    this.concerns = concernIn(result);
    this.unassessed = new Set(result.notAssessed.map(({ check }) => check));
  }

  row(id: string): Pick<RequirementRow, "state" | "checks" | "open" | "zones"> {
    const checks = this.result.catalogue.filter((entry) => entry.requirements.includes(id)).map((entry) => entry.id);
    const findings = this.result.findings.filter((finding) => finding.requirements.includes(id));
    const zones = (this.result.map?.zones ?? []).map((zone) => ({
      zone: zone.id,
      ...this.judge(
        checks,
        findings.filter((finding) => this.concerns(finding, zone.id)),
        this.isAttested(id, [zone.id]),
      ),
    }));
    const everyZone = zones.map(({ zone }) => zone);
    return { checks, ...this.judge(checks, findings, everyZone.length > 0 && this.isAttested(id, everyZone)), zones };
  }

  private judge(
    checks: readonly string[],
    findings: readonly Finding[],
    attested: boolean,
  ): { state: GapState; open: number } {
    // What a baseline knows is no less broken.
    const standing = findings.filter(({ status }) => status === "open" || status === "known");
    const open = standing.filter(({ status }) => status === "open");
    return { state: this.stateOf(checks, findings, standing, attested), open: open.length };
  }

  private stateOf(
    checks: readonly string[],
    findings: readonly Finding[],
    standing: readonly Finding[],
    attested: boolean,
  ): GapState {
    if (standing.some(({ verdict }) => verdict === "violated")) return "contradicted";
    if (standing.some(({ verdict }) => verdict === "unproved")) return "unproved";
    if (standing.length > 0) return "indicated";
    if (checks.length > 0 && (!this.isWhole || checks.some((check) => this.unassessed.has(check))))
      return "partly-assessed";
    if (findings.some(({ status }) => status === "accepted")) return "accepted";
    if (attested) return "attested";
    return checks.length > 0 ? "no-contradiction" : "no-evidence";
  }

  /** Whether valid attestations cover each of the zones. */
  private isAttested(id: string, zones: readonly string[]): boolean {
    const valid = (this.result.map?.attestations ?? []).filter(
      ({ requirement, expires }) => requirement === id && expires >= this.today,
    );
    return zones.every((zone) => valid.some((one) => one.zones.includes(zone)));
  }
}

/** Whether a finding of a run is about a zone. */
export function concernIn({ map, devices }: CheckResult): ReturnType<typeof concernOf> {
  return concernOf({
    conduits: map?.conduits ?? [],
    devices: devices.map(({ id, zones }) => ({ id, zones: zones.map((zone) => zone.id) })),
  });
}
