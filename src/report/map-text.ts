/** A declared map for people: zones and the matrix of conduits as text, and as graphs for Mermaid and Graphviz. */

import { displayWidth, visible } from "../source/visible.js";
import {
  type Conduit,
  type DefaultDemands,
  type Demands,
  FOUNDATIONAL_REQUIREMENTS,
  type Zone,
  type ZoneMap,
} from "../zones/map.js";

/** The zones by level, and which of them conduits join: in a cell the number of flows from row to column. */
export function renderMap({ system, zones, conduits, demands = [] }: ZoneMap): string {
  const table = zones.map((zone) => [
    zone.id,
    zone.kind,
    levelText(zone),
    targetText(zone),
    networksText(zone),
    zone.name,
  ]);
  const matrix = zones.map((from, row) => [`${row + 1} ${from.id}`, ...zones.map((to) => cell(from, to, conduits))]);
  const list = conduits.map((one) => [one.id, one.between.join(", "), flowsText(one.flows.length)]);
  return [
    ...(system === undefined ? [] : [visible(system), ""]),
    ...columns([["zone", "kind", "level", "SL-T", "networks", "name"], ...table]),
    "",
    "Flows that may start (rows from, columns to); - a conduit without a flow that way",
    "",
    ...columns([["", ...zones.map((_, index) => String(index + 1))], ...matrix]),
    "",
    ...columns([["conduit", "between", "flows"], ...list]),
    "",
    ...demandsOf(conduits, demands),
  ].join("\n");
}

/** What is demanded of rules, and by whom; nothing where nobody demands anything. */
function demandsOf(conduits: readonly Conduit[], defaults: readonly DefaultDemands[]): string[] {
  const rows = [
    ...conduits.flatMap(({ id, demands }) => (demands === undefined ? [] : [[id, demandsText(demands)]])),
    ...defaults.map((demands) => [`any from SL-T ${demands.level}`, demandsText(demands)]),
  ];
  return rows.length === 0 ? [] : [...columns([["conduit", "demands of every rule"], ...rows]), ""];
}

function demandsText(demands: Demands): string {
  const { explicit = [], comment, commentPattern, log, mostSources, mostDestinations, mostServices } = demands;
  const { hitWithinDays, review } = demands;
  const has = (wanted: boolean | undefined, what: string) =>
    wanted === undefined ? [] : [wanted ? what : `no ${what}`];
  const most = (count: number | undefined, what: string) => (count === undefined ? [] : [`at most ${count} ${what}`]);
  return [
    ...explicit.map((side) => `explicit ${side}`),
    ...has(comment, commentPattern === undefined ? "comment" : `comment like ${commentPattern}`),
    ...has(log, "logging"),
    ...most(mostSources, "sources"),
    ...most(mostDestinations, "destinations"),
    ...most(mostServices, "services"),
    ...(hitWithinDays === undefined ? [] : [`a hit within ${hitWithinDays} days`]),
    ...has(review, "review in time"),
  ].join(", ");
}

/** A Mermaid flowchart: zones by level as boxes, conduits as lines with the number of their flows. */
export function renderMermaid({ zones, conduits }: ZoneMap): string {
  const name = new Map(zones.map(({ id }, index) => [id, `z${index + 1}`]));
  const levels = byLevel(zones).map(({ level, zones: of }, index) => [
    `  subgraph l${index + 1}["${level === "" ? "no level" : `level ${level}`}"]`,
    ...of.map((zone) => `    ${name.get(zone.id)}["${mermaidText(`${zone.id}: ${zone.name}`)}"]`),
    "  end",
  ]);
  const lines = linksOf(conduits).map(
    ({ a, b, label }) => `  ${name.get(a)} ---|"${mermaidText(label)}"| ${name.get(b)}`,
  );
  return ["flowchart TB", ...levels.flat(), ...lines, ""].join("\n");
}

/** Entities of Mermaid are written with `#`; quotes end a label. */
function mermaidText(text: string): string {
  return visible(text).replace(/[#"<>&]/g, (character) => `#${character.codePointAt(0)};`);
}

/** A graph for Graphviz, zones of a level side by side. */
export function renderDot({ system, zones, conduits }: ZoneMap): string {
  const levels = byLevel(zones).map(({ zones: of }) => [
    "  { rank=same;",
    ...of.map((zone) => `    ${dotText(zone.id)} [label=${dotText(`${zone.id}\n${zone.name}`)}];`),
    "  }",
  ]);
  const lines = linksOf(conduits).map(
    ({ a, b, label }) => `  ${dotText(a)} -- ${dotText(b)} [label=${dotText(label)}];`,
  );
  return [`graph ${dotText(system ?? "zones")} {`, "  node [shape=box];", ...levels.flat(), ...lines, "}", ""].join(
    "\n",
  );
}

function dotText(text: string): string {
  const lines = text.split("\n").map((line) => visible(line).replace(/["\\]/g, (character) => `\\${character}`));
  return `"${lines.join("\\n")}"`;
}

/** The highest level first; zones without one last. */
function byLevel(zones: readonly Zone[]): { level: string; zones: Zone[] }[] {
  const found = new Map<string, Zone[]>();
  for (const zone of zones) found.set(levelText(zone), [...(found.get(levelText(zone)) ?? []), zone]);
  return [...found]
    .map(([level, of]) => ({ level, zones: of }))
    .sort((one, other) => highest(other.zones) - highest(one.zones));
}

function highest(zones: readonly Zone[]): number {
  return Math.max(...zones.map(({ level }) => level?.high ?? -1));
}

/** Conduits between more than two zones join each of them with the next. */
function linksOf(conduits: readonly Conduit[]): { a: string; b: string; label: string }[] {
  return conduits.flatMap(({ id, between, flows }) =>
    between.slice(1).flatMap((b, index) => {
      const a = between[index];
      return a === undefined ? [] : [{ a, b, label: `${id}: ${flowsText(flows.length)}` }];
    }),
  );
}

function flowsText(count: number): string {
  return count === 1 ? "1 flow" : `${count} flows`;
}

function cell(from: Zone, to: Zone, conduits: readonly Conduit[]): string {
  if (from === to) return "·";
  const joining = conduits.filter(({ between }) => between.includes(from.id) && between.includes(to.id));
  if (joining.length === 0) return "";
  const count = joining.flatMap(({ flows }) => flows).filter((flow) => has(flow.from, from) && has(flow.to, to)).length;
  return count === 0 ? "-" : String(count);
}

function has(ends: Conduit["flows"][number]["from"], { id }: Zone): boolean {
  return ends.some((end) => end.kind !== "device" && end.zone === id);
}

function levelText({ level }: Zone): string {
  if (level === undefined) return "";
  return level.low === level.high ? String(level.low) : `${level.low}-${level.high}`;
}

/** One number where all requirements have the same. */
function targetText({ slTarget }: Zone): string {
  if (slTarget === undefined) return "none";
  const numbers = FOUNDATIONAL_REQUIREMENTS.map((id) => slTarget[id] ?? "-");
  return new Set(numbers).size === 1 ? String(numbers[0]) : numbers.join("");
}

function networksText({ networks, interfaces, kind }: Zone): string {
  const texts = [...networks.map(({ text }) => text), ...interfaces.map((one) => `${one.device}/${one.interface}`)];
  const shown = texts.slice(0, 3).join(" ");
  if (texts.length === 0 && kind === "internet") return "everything public";
  return texts.length > 3 ? `${shown} and ${texts.length - 3} more` : shown;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((text, index) => {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(visible(text)));
    });
  const pad = (text: string, width: number) =>
    visible(text) + " ".repeat(Math.max(0, width - displayWidth(visible(text))));
  return rows.map((row) =>
    row
      .map((text, index) => pad(text, widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
