/** The areas on a terminal, one line each. */
import { SEVERITIES } from "../../judge/finding.js";
import { count } from "../summary.js";
import type { AreaJson } from "../views-shape.js";
import type { Page } from "./page.js";

/** @param areas in the order in which they are shown. */
export function writeAreas(page: Page, areas: readonly AreaJson[]): void {
  if (areas.length === 0) return;
  page.heading("Area by area: what is open, and how many checks looked");
  const width = Math.max(...areas.map(({ area }) => area.length));
  for (const area of areas) page.wrapped(`  ${area.area.padEnd(width)}  `, `${openText(area)}; ${lookedText(area)}`);
}

function openText({ open }: AreaJson): string {
  const found = SEVERITIES.filter((severity) => open[severity] > 0).map((severity) => `${open[severity]} ${severity}`);
  return found.length === 0 ? "nothing open" : found.join(", ");
}

function lookedText({ looked, partlyAssessed, notAssessed }: AreaJson): string {
  const parts = [
    `${count(looked.length, "check")} looked`,
    partlyAssessed.length > 0 && `${partlyAssessed.length} at some devices only`,
    notAssessed.length > 0 && `${notAssessed.length} NOT ASSESSED`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}
