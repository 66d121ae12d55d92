/** From the text of zoneproof.config.yaml to the values of options. */
import { dirname, isAbsolute, join } from "node:path";
import { placeText } from "../diagnostics/code-frame.js";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { readPath } from "../read/read-file.js";
import { readCheckSettings } from "../zones/check-settings.js";
import { readYaml, type YamlDocument } from "../zones/document.js";
import { type DocumentShape, readShape } from "../zones/issues.js";
import type { CheckSettings } from "../zones/map.js";
import { CONFIG_DOCUMENT, CONFIG_PATHS, type ConfigDocument } from "./config-schema.js";

const SHAPE: DocumentShape<ConfigDocument> = {
  schema: CONFIG_DOCUMENT,
  whole: "a configuration file",
  file: "zoneproof.config.yaml",
};

/**
 * The options of a command by their names in commander, and `checks`: settings that `zones.yaml` knows too. JSON is read as
 * the YAML that it is.
 * @throws UsageError with every place that is wrong: a mistyped key would change nothing, unseen.
 */
export async function readConfig(path: string, command: string): Promise<Readonly<Record<string, unknown>>> {
  const outcome = await readPath(path);
  if (outcome.kind !== "text") throw new UsageError(`the configuration file ${path} cannot be used: ${outcome.why}`);
  const diagnostics = new Diagnostics();
  const document = readYaml(outcome.file, diagnostics);
  const config = document && readShape(document, SHAPE, diagnostics);
  if (document !== undefined && config !== undefined && !diagnostics.hasErrors()) {
    return { ...optionsOf(config, dirname(path), command), ...settingsOf(config, document) };
  }
  const places = diagnostics.all().flatMap(problemLines);
  throw new UsageError(`the configuration file ${path} cannot be used`, undefined, places);
}

/** `format` and `failOn` are those of `check`; `diff` has its own, and no other command takes them. */
function optionsOf(config: ConfigDocument, folder: string, command: string): Record<string, unknown> {
  const { $schema: _, format, failOn, diff, checks: __, profile: ___, ...shared } = config;
  const from = (path: string) => (isAbsolute(path) ? path : join(folder, path));
  const paths = CONFIG_PATHS.flatMap((key) => {
    const path = shared[key];
    return path === undefined ? [] : [[key, from(path)] as const];
  });
  const own = command === "check" ? { format, failOn } : command === "diff" ? { ...diff } : {};
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...shared, ...Object.fromEntries([...paths, ...given]) };
}

/** The profile stands below that of a map, as all settings of the checks: what --profile says would be above it. */
function settingsOf({ checks, profile }: ConfigDocument, document: YamlDocument): { readonly checks?: CheckSettings } {
  if (checks === undefined && profile === undefined) return {};
  return { checks: readCheckSettings(checks ?? {}, document, profile) };
}

function problemLines({ at, message, expected, help }: Diagnostic): string[] {
  const below = [...(expected === undefined ? [] : [`expected: ${expected}`]), ...(help === undefined ? [] : [help])];
  return [`${placeText(at)}: ${message}`, ...below.map((line) => `  ${line}`)];
}
