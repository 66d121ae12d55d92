/** The gap analysis on a terminal: how many requirements stand how, zone by zone, and what people vouch for. */
import { displayWidth } from "../../source/visible.js";
import { GAP_STATES } from "../gap-state.js";
import { GAP_NAMES, GAP_SIGNS, gapCountsText } from "../gap-words.js";
import type { RequirementJson } from "../requirement-shape.js";
import type { CheckResult } from "../result.js";
import { count } from "../summary.js";
import type { Page } from "./page.js";

/** Nothing without a map: there are no zones that anything is asked of. */
export function writeGaps(page: Page, rows: readonly RequirementJson[], { map, day }: CheckResult): void {
  if (map === undefined || map.zones.length === 0) return;
  page.heading(`Gap analysis: ${count(rows.length, "requirement")} of IEC 62443-3-3, zone by zone`);
  const names = map.zones.map(({ id }) => id);
  const width = Math.max(...names.map(displayWidth));
  const shown = GAP_STATES.filter((state) => rows.some(({ zones }) => zones.some((zone) => zone.state === state)));
  page.line(`  ${" ".repeat(width)}${shown.map((state) => GAP_SIGNS[state].padStart(5)).join("")}`);
  names.forEach((name, index) => {
    const counts = shown.map((state) => rows.filter(({ zones }) => zones[index]?.state === state).length);
    page.line(
      `  ${name}${" ".repeat(width - displayWidth(name))}${counts.map((one) => `${one}`.padStart(5)).join("")}`,
    );
  });
  page.line();
  page.wrapped("  ", shown.map((state) => `${GAP_SIGNS[state]} ${GAP_NAMES[state]}`).join("   "));
  page.wrapped("  whole plant: ", gapCountsText(rows));
  for (const { requirement, zones, owner, expires, evidence } of map.attestations) {
    const isExpired = day !== undefined && expires < day;
    const head = isExpired ? "an attestation has EXPIRED, which counts for nothing now" : "attested";
    page.wrapped("  ", `${requirement} in ${zones.join(", ")}: ${head}, by ${owner} until ${expires}: ${evidence}`);
  }
  page.wrapped("  ", "each requirement: `requirements` of --format json, report --html, report --evidence");
}
