/** `zoneproof policy list` and `explain`: what checks look for, as text. */
import { didYouMean } from "../diagnostics/nearest.js";
import { UsageError } from "../diagnostics/usage-error.js";
import type { CatalogueEntry } from "../judge/finding.js";
import type { Thresholds } from "../judge/thresholds.js";
import { visible } from "../source/visible.js";
import { REQUIREMENT_ROWS } from "../zones/requirement-rows.js";
import { readExamples } from "./examples.js";

/** What is known of checks: METADATA, thresholds, and where the sources are there too the examples. */
export interface KnownChecks {
  readonly catalogue: readonly CatalogueEntry[];
  readonly thresholds: Thresholds;
  /** Texts of `examples.yaml` by check id. */
  readonly examples: ReadonlyMap<string, string>;
}

/** One line a check, by id. */
export function renderList(catalogue: readonly CatalogueEntry[]): string {
  const width = Math.max(...catalogue.map(({ id }) => id.length));
  const lines = catalogue.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`);
  return `${lines.map(visible).join("\n")}\n`;
}

/** Everything about one check. @throws UsageError naming the nearest when there is no such check. */
export function renderExplanation(id: string, { catalogue, thresholds, examples }: KnownChecks): string {
  const entry = catalogue.find((one) => one.id === id);
  if (entry === undefined) {
    const ids = catalogue.map((one) => one.id);
    throw new UsageError(`there is no check "${id}"`, didYouMean(id, ids) ?? "zoneproof policy list names them");
  }
  const target = Object.entries(entry.slTarget).map(([element, minimum]) => `${element} ${minimum}`);
  const rows: [string, string][] = [
    ["area", entry.area],
    ["severity", entry.severity],
    ["counts from", `SL-T ${target.join(" or ")}; below, it is advice`],
    ["verdict", entry.verdictKind === "decisive" ? "decisive" : "indicates: a person confirms it"],
    ["owner, phase", `${entry.owner}, ${entry.phase}`],
    ["looks at", `${entry.slices.join(", ")}${entry.needsMap ? "; needs a map of zones" : ""}`],
    ...entry.requirements.map((one): [string, string] => ["requirement", requirement(one)]),
    ...Object.entries(thresholds[id] ?? {}).map(([name, value]): [string, string] => [
      "threshold",
      `${name}: ${JSON.stringify(value)}`,
    ]),
  ];
  const width = Math.max(...rows.map(([key]) => key.length));
  return [
    `${entry.id}: ${entry.title}`,
    "",
    entry.description,
    "",
    ...rows.map(([key, value]) => `${key.padEnd(width)}  ${value}`),
    "",
    `What to do: ${entry.action}`,
    ...exampleLines(examples.get(id)),
    "",
  ]
    .flatMap((text) => text.split("\n"))
    .map(visible)
    .join("\n");
}

function requirement(id: string): string {
  const name = REQUIREMENT_ROWS.find(([one]) => one === id)?.[1];
  return name === undefined ? id : `${id} ${name}`;
}

function exampleLines(text: string | undefined): string[] {
  if (text === undefined) return [];
  const { violated, clean } = readExamples(text);
  return [
    "",
    ...violated.map(({ why }) => `found, for example:      ${why}`),
    ...clean.map(({ why }) => `not found, for example:  ${why}`),
  ];
}
