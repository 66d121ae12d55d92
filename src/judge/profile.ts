/** Which checks are asked, and how severe they are: a profile, with what the map of a plant changes in it. */
import { placeText } from "../diagnostics/code-frame.js";
import { didYouMean } from "../diagnostics/nearest.js";
import { UsageError } from "../diagnostics/usage-error.js";
import type { SourceRange } from "../source/range.js";
import { visible } from "../source/visible.js";
import type { CheckSettings } from "../zones/map.js";
import type { CatalogueEntry, Finding, NotAssessed, Severity } from "./finding.js";

interface ProfileRow {
  readonly id: string;
  /** One line for the help text. */
  readonly what: string;
  readonly holds: (entry: CatalogueEntry) => boolean;
}

/** The profiles there are, the usual one first. A plant changes one with `checks:` in its map. */
export const PROFILES: readonly ProfileRow[] = [
  { id: "iec62443", what: "every check", holds: () => true },
  { id: "hygiene", what: "what a device shows by itself, no map needed", holds: ({ needsMap }) => !needsMap },
  {
    id: "baseline",
    what: "what is critical or high and proves what it says",
    holds: ({ severity, verdictKind }) => ["critical", "high"].includes(severity) && verdictKind === "decisive",
  },
];
const USUAL = "iec62443";

/** What of the checks is not as they are by themselves. */
export interface Profile {
  readonly id: string;
  /** Checks that are not asked, by id. */
  readonly disabled: readonly { readonly check: string; readonly reason: string }[];
  /** Severities of open findings in place of those that the checks give. */
  readonly severities: readonly { readonly check: string; readonly severity: Severity; readonly usual: Severity }[];
}

export const EVERY_CHECK: Profile = { id: USUAL, disabled: [], severities: [] };

/**
 * The profile that was asked for, or that of the settings, with their changes.
 * @throws UsageError for a profile or check that is none: a mistyped one would change nothing, unseen.
 */
export function chooseProfile(
  catalogue: readonly CatalogueEntry[],
  settings: CheckSettings | undefined,
  asked: string | undefined,
): Profile {
  const id = asked ?? settings?.profile ?? USUAL;
  const row = PROFILES.find((one) => one.id === id);
  if (row === undefined) {
    const known = PROFILES.map((one) => one.id);
    throw unknown({
      what: "profile",
      name: id,
      known,
      at: asked === undefined ? settings?.places?.get(id) : undefined,
    });
  }
  const { disable = [], enable = [], severity = {} } = settings ?? {};
  const ids = catalogue.map((entry) => entry.id);
  for (const name of [...disable.map(({ check }) => check), ...enable, ...Object.keys(severity)]) {
    if (!ids.includes(name)) throw unknown({ what: "check", name, known: ids, at: settings?.places?.get(name) });
  }
  const left = catalogue.filter((entry) => !row.holds(entry) && !enable.includes(entry.id));
  const off = new Map(left.map((entry) => [entry.id, `not in the profile ${id}`]));
  for (const { check, reason } of disable) off.set(check, `switched off: ${reason}`);
  return {
    id,
    disabled: [...off].sort(([a], [b]) => (a < b ? -1 : 1)).map(([check, reason]) => ({ check, reason })),
    severities: catalogue.flatMap((entry) => {
      const wanted = severity[entry.id];
      return wanted === undefined ? [] : [{ check: entry.id, severity: wanted, usual: entry.severity }];
    }),
  };
}

/** The profile without checks that could not judge; who had them off already has his reason. */
export function withoutBroken(profile: Profile, checks: readonly string[], why: string): Profile {
  const off = new Set(profile.disabled.map(({ check }) => check));
  const broken = checks.filter((check) => !off.has(check)).map((check) => ({ check, reason: `not judged: ${why}` }));
  return { ...profile, disabled: [...profile.disabled, ...broken].sort((a, b) => (a.check < b.check ? -1 : 1)) };
}

/** Settings that hold everywhere, with those of one plant over them: what that switches on or off is so. */
export function settingsOver(
  usual: CheckSettings | undefined,
  plant: CheckSettings | undefined,
): CheckSettings | undefined {
  if (usual === undefined || plant === undefined) return plant ?? usual;
  const said = new Set([...plant.enable, ...plant.disable.map(({ check }) => check)]);
  const profile = plant.profile ?? usual.profile;
  return {
    ...(profile !== undefined && { profile }),
    disable: [...usual.disable.filter(({ check }) => !said.has(check)), ...plant.disable],
    enable: [...usual.enable, ...plant.enable],
    severity: { ...usual.severity, ...plant.severity },
    places: new Map([...(usual.places ?? []), ...(plant.places ?? [])]),
  };
}

interface UnknownName {
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
  /** Left out: it was given on the command line. */
  readonly at: SourceRange | undefined;
}

function unknown({ what, name, known, at }: UnknownName): UsageError {
  const help = known.length > PROFILES.length ? "zoneproof policy list names them" : `known: ${known.join(", ")}`;
  const where = at === undefined ? "" : `${placeText(at)}: `;
  return new UsageError(`${where}there is no ${what} "${visible(name)}"`, didYouMean(name, known) ?? help);
}

/** The findings of the checks that are asked, with the severities of the profile; advice stays advice. */
export function applyProfile(findings: readonly Finding[], { disabled, severities }: Profile): Finding[] {
  const off = new Set(disabled.map(({ check }) => check));
  const wanted = new Map(severities.map(({ check, severity }) => [check, severity]));
  const asked = off.size === 0 ? findings : findings.filter(({ check }) => !off.has(check));
  if (wanted.size === 0) return [...asked];
  return asked.map((finding) => {
    const severity = finding.status === "open" ? wanted.get(finding.check) : undefined;
    return severity === undefined ? finding : { ...finding, severity };
  });
}

/** Checks that are not asked say nothing: they are listed with those that could not look, once each. */
export function withDisabled(notAssessed: readonly NotAssessed[], { disabled }: Profile): NotAssessed[] {
  const off = new Set(disabled.map(({ check }) => check));
  return [...notAssessed.filter(({ check }) => !off.has(check)), ...disabled];
}
