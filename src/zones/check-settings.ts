/** What a document says of the checks (`checks:` of zones.yaml and of zoneproof.config.yaml), with the place of every name. */
import type { SourceRange } from "../source/range.js";
import type { Path, YamlDocument } from "./document.js";
import type { CheckSettings } from "./map.js";
import type { CheckSettingsEntry } from "./schema.js";

/** @param entry `checks:` as written. `above`: a profile that stands beside `checks:`, not in it. */
export function readCheckSettings(
  entry: CheckSettingsEntry,
  { at, keyAt }: Pick<YamlDocument, "at" | "keyAt">,
  above?: string,
): CheckSettings {
  const { disable = [], enable = [], severity = {}, profile = above } = entry;
  const below = (...path: Path): Path => ["checks", ...path];
  const names: (readonly [string, SourceRange])[] = [
    ...disable.map(({ check }, index) => [check, at(below("disable", index, "check"))] as const),
    ...enable.map((check, index) => [check, at(below("enable", index))] as const),
    ...Object.keys(severity).map((check) => [check, keyAt(below("severity", check))] as const),
    ...(profile === undefined ? [] : [[profile, at(above === undefined ? below("profile") : ["profile"])] as const]),
  ];
  return { ...(profile !== undefined && { profile }), disable, enable, severity, places: new Map(names.reverse()) };
}
