/** The rules of a SARIF log: one per check of the catalogue, with help. */
import type { CatalogueEntry, Severity } from "../../judge/finding.js";

/** SARIF levels by severity (SARIF 2.1.0, 3.27.10). */
export const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** Ranks 0 to 100 (3.27.25), and a tenth of it as the CVSS-like score that code scanning services sort by. */
export const RANKS: Readonly<Record<Severity, number>> = { critical: 95, high: 80, medium: 55, low: 30, info: 5 };

/** A `reportingDescriptor` (3.49). */
export function sarifRule(entry: CatalogueEntry): Record<string, unknown> {
  const description = oneLine(entry.description);
  return {
    id: entry.id,
    name: pascalCase(entry.id),
    shortDescription: { text: entry.title },
    fullDescription: { text: description === "" ? entry.title : description },
    help: { text: helpText(entry), markdown: helpMarkdown(entry) },
    defaultConfiguration: { level: LEVELS[entry.severity], rank: RANKS[entry.severity] },
    properties: {
      tags: ["security", "iec-62443", entry.area, ...entry.requirements],
      precision: entry.verdictKind === "decisive" ? "very-high" : "medium",
      "security-severity": (RANKS[entry.severity] / 10).toFixed(1),
      severity: entry.severity,
      requirements: entry.requirements,
      slTarget: entry.slTarget,
      owner: entry.owner,
      phase: entry.phase,
      verdictKind: entry.verdictKind,
    },
  };
}

function helpText(entry: CatalogueEntry): string {
  return [
    oneLine(entry.description),
    `What to do: ${oneLine(entry.action)}`,
    `Requirements: ${requirementsText(entry)}. Counts from: ${levelsText(entry)}. Owner: ${entry.owner}, phase ${entry.phase}.`,
  ].join("\n\n");
}

function helpMarkdown(entry: CatalogueEntry): string {
  return [
    `# ${entry.title}`,
    oneLine(entry.description),
    `**What to do.** ${oneLine(entry.action)}`,
    `| | |\n|---|---|\n| Requirements (IEC 62443-3-3) | ${requirementsText(entry)} |\n| Counts from | ${levelsText(entry)} |\n| Owner | ${entry.owner} |\n| Phase | ${entry.phase} |`,
  ].join("\n\n");
}

function requirementsText(entry: CatalogueEntry): string {
  return entry.requirements.length === 0 ? "none" : entry.requirements.join(", ");
}

function levelsText(entry: CatalogueEntry): string {
  const levels = Object.entries(entry.slTarget).map(([requirement, level]) => `${requirement} ${level}`);
  return levels.length === 0 ? "any security level" : levels.join(", ");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function pascalCase(id: string): string {
  return id.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
