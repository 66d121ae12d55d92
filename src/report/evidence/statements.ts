/** What was found, zone by zone and requirement by requirement, with the lines: the pages of an evidence pack that people read. */
import type { LocationFacts, SlFacts } from "../../facts/common.js";
import type { MapZoneFacts } from "../../facts/map.js";
import type { PairFacts } from "../../facts/pair.js";
import type { Finding } from "../../judge/finding.js";
import { markdownCode, markdownText } from "../markdown-text.js";
import { concernIn, type RequirementRow } from "../requirements.js";
import type { CheckResult } from "../result.js";
import { count } from "../summary.js";
import { GAP_WORDS } from "./gap-words.js";

/** Lines named for one statement; report.json has them all. */
const SHOWN_PLACES = 8;

/** One section for each zone: what it is, what may start from and to it, its requirements, its findings. */
export function zoneStatements(result: CheckResult, rows: readonly RequirementRow[]): string {
  const zones = result.map?.zones ?? [];
  const concerns = concernIn(result);
  const text = ["# Zones", "", ...zones.flatMap((zone) => zoneSection(zone, result, rows, concerns))];
  if (zones.length === 0) text.push("No map was used: there are no zones to speak of.");
  return `${text.join("\n").trimEnd()}\n`;
}

/** One section for each requirement of IEC 62443-3-3 of which something can be said; the others are named at the end. */
export function requirementStatements(result: CheckResult, rows: readonly RequirementRow[]): string {
  const spoken = rows.filter(({ state }) => state !== "no-evidence");
  const silent = rows.filter(({ state }) => state === "no-evidence");
  const text = ["# Requirements", "", ...spoken.flatMap((row) => requirementSection(row, result))];
  if (silent.length > 0) {
    text.push("## Without evidence", "", `${GAP_WORDS["no-evidence"]}.`, "");
    text.push(...silent.map(({ id, title }) => `- ${markdownText(`${id} ${title}`.trim())}`));
  }
  return `${text.join("\n").trimEnd()}\n`;
}

function zoneSection(
  zone: MapZoneFacts,
  result: CheckResult,
  rows: readonly RequirementRow[],
  concerns: ReturnType<typeof concernIn>,
): string[] {
  const findings = result.findings.filter((one) => concerns(one, zone.id));
  const states = rows.flatMap(({ id, title, zones }) => {
    const there = zones.find((one) => one.zone === zone.id);
    return there === undefined || there.state === "no-evidence" ? [] : [{ id, title, ...there }];
  });
  return [
    `## ${markdownText(zone.id)}: ${markdownText(zone.name)}`,
    "",
    ...factsOf(zone),
    "",
    "### What may start",
    "",
    ...result.pairs.filter(({ from, to }) => from.id === zone.id || to.id === zone.id).flatMap(pairLines),
    "",
    "### Its requirements",
    "",
    "| requirement | state | open findings |",
    "|---|---|---|",
    ...states.map(
      ({ id, title, state, open }) => `| ${markdownText(`${id} ${title}`.trim())} | ${GAP_WORDS[state]} | ${open} |`,
    ),
    "",
    `### ${count(findings.length, "finding")}`,
    "",
    ...findings.map(findingLine),
    "",
  ];
}

function factsOf(zone: MapZoneFacts): string[] {
  const facts: readonly (readonly [string, string])[] = [
    ["kind", zone.kind],
    ["security level target", zone.has_sl_target ? slText(zone.sl_target) : "none declared"],
    ["networks", zone.networks.join(", ") || "none declared"],
    ["lies on", zone.interfaces.map((one) => `${one.device}/${one.interface}`).join(", ") || "no given device"],
    ["owner", zone.owner ?? "none declared"],
    ["next review", zone.review ?? "none declared"],
  ];
  return facts.map(([name, value]) => `- ${name}: ${markdownText(value)}`);
}

function slText(target: SlFacts): string {
  const levels = Object.entries(target);
  const first = levels[0]?.[1];
  return levels.every(([, level]) => level === first)
    ? String(first)
    : levels.map(([id, level]) => `${id} ${level}`).join(", ");
}

const PAIR_WORDS: Readonly<Record<PairFacts["verdict"], string>> = {
  proved: "proved, nothing but what is declared can pass",
  violated: "violated, a packet that no conduit declares surely passes",
  unproved: "unproved",
};

function pairLines(pair: PairFacts): string[] {
  const { from, to, verdict, conduit, reasons, denied_by: deniedBy, carriers } = pair;
  const excess = carriers.flatMap((one) => (one.excess === undefined ? [] : [one]));
  const rules = verdict === "proved" ? deniedBy : excess.map(({ rule }) => rule);
  const witness = (excess.find((one) => one.excess?.certain) ?? excess[0])?.excess?.witness ?? pair.unproved_witness;
  const why = verdict === "unproved" && reasons[0] !== undefined ? `: ${markdownText(reasons[0].reason)}` : "";
  const through = conduit === undefined ? "no conduit" : `conduit ${conduit.id}`;
  const packet = verdict === "violated" && witness !== undefined ? `, such as ${markdownCode(witness.text)}` : "";
  const head = `- ${markdownText(`${from.id} to ${to.id}`)} (${markdownText(through)}): ${PAIR_WORDS[verdict]}${why}${packet}`;
  const word = verdict === "proved" ? "what stops the rest" : "what lets it through";
  const places = placesText(rules.flatMap(({ locations }) => locations.slice(0, 1)));
  return places === "" ? [head] : [head, `  - ${word}: ${places}`];
}

function requirementSection({ id, title, state, checks, zones }: RequirementRow, result: CheckResult): string[] {
  const findings = result.findings.filter((one) => one.requirements.includes(id));
  const attested = (result.map?.attestations ?? []).filter(({ requirement }) => requirement === id);
  return [
    `## ${markdownText(`${id} ${title}`.trim())}`,
    "",
    `${GAP_WORDS[state]}.`,
    "",
    `- checks: ${markdownText(checks.join(", ") || "none")}`,
    ...zones.map(({ zone, state: there, open }) => `- ${markdownText(zone)}: ${GAP_WORDS[there]}${openText(open)}`),
    ...attested.map(
      ({ zones: whose, evidence, owner, expires, location }) =>
        `- ${markdownText(`attested for ${whose.join(", ")} until ${expires} by ${owner}: ${evidence}`)} (${placesText([location])})`,
    ),
    "",
    ...(findings.length === 0
      ? []
      : [`### ${count(findings.length, "finding")}`, "", ...findings.map(findingLine), ""]),
  ];
}

function openText(open: number): string {
  return open === 0 ? "" : ` (${count(open, "open finding")})`;
}

function findingLine({ severity, verdict, status, message, check, exception, locations }: Finding): string {
  const accepted =
    status === "accepted" && exception !== undefined ? ` by ${exception.id} until ${exception.expires}` : "";
  return `- ${severity}, ${verdict}, ${status}${markdownText(accepted)}: ${markdownText(message)} ${markdownCode(check)} ${placesText(locations)}`;
}

function placesText(locations: readonly LocationFacts[]): string {
  const places = [...new Set(locations.map(({ file, line }) => `${file}:${line}`))];
  const more = places.length > SHOWN_PLACES ? ` and ${places.length - SHOWN_PLACES} more` : "";
  return `${places.slice(0, SHOWN_PLACES).map(markdownCode).join(", ")}${more}`;
}
