/** What was found, zone by zone and requirement by requirement, with the lines: the pages of an evidence pack that people read. */
import type { LocationFacts } from "../../facts/common.js";
import type { MapZoneFacts } from "../../facts/map.js";
import type { PairFacts } from "../../facts/pair.js";
import type { Finding } from "../../judge/finding.js";
import { FOUNDATIONAL_REQUIREMENTS, type SlVector } from "../../zones/map.js";
import { declaredPart } from "../../zones/sl-target.js";
import { concernIn } from "../alike-findings.js";
import type { GapState } from "../gap-state.js";
import { GAP_WORDS, gapCountsText, gapText } from "../gap-words.js";
import { markdownCode, markdownText } from "../markdown-text.js";
import type { GapJson, RequirementJson } from "../requirement-shape.js";
import type { CheckResult } from "../result.js";
import { settingsLines } from "../settings.js";
import { count } from "../summary.js";

/** Lines named for one statement; report.json has them all. */
const SHOWN_PLACES = 8;

/** One section for each zone: what it is, what may start from and to it, its requirements, its findings. */
export function zoneStatements(result: CheckResult, rows: readonly RequirementJson[]): string {
  const zones = result.map?.zones ?? [];
  const concerns = concernIn(result);
  const text = [
    "# Zones",
    "",
    ...judgedBy(result),
    ...zones.flatMap((zone) => zoneSection(zone, result, rows, concerns)),
  ];
  if (zones.length === 0) text.push("No map was used: there are no zones to speak of.");
  return `${text.join("\n").trimEnd()}\n`;
}

/** One section for each requirement of IEC 62443-3-3 of which something can be said; those asked of nobody here, or missing, are named at the end. */
export function requirementStatements(result: CheckResult, rows: readonly RequirementJson[]): string {
  const spoken = rows.filter(({ state }) => state !== "missing" && state !== "not-applicable");
  const text = [
    "# Requirements",
    "",
    ...judgedBy(result),
    ...spoken.flatMap((row) => requirementSection(row, result)),
    ...namedSection("Missing", "missing", rows),
    ...namedSection("Not applicable at this SL", "not-applicable", rows),
  ];
  return `${text.join("\n").trimEnd()}\n`;
}

/** What of the checks is not as they are by themselves: one that is switched off is never silent. */
function judgedBy({ settings }: CheckResult): string[] {
  const lines = settingsLines(settings);
  return lines.length === 0 ? [] : ["Which checks judged:", "", ...lines.map((line) => `- ${markdownText(line)}`), ""];
}

/** Requirements of which nothing else can be said, by name, with the zones where more is known. */
function namedSection(title: string, state: GapState, rows: readonly RequirementJson[]): string[] {
  const named = rows.filter((row) => row.state === state);
  if (named.length === 0) return [];
  const lines = named.map((row) => {
    const apart = row.zones.filter((zone) => zone.state !== state || zone.attested !== null);
    const there = apart.map(({ zone, attested, ...gap }) => `${zone}: ${gapText(gap, attested)}`).join(" | ");
    return `- ${markdownText(`${row.id} ${row.title}`.trim() + (there === "" ? "" : ` (${there})`))}`;
  });
  return [`## ${title}: ${count(named.length, "requirement")}`, "", `${GAP_WORDS[state]}.`, "", ...lines, ""];
}

function zoneSection(
  zone: MapZoneFacts,
  result: CheckResult,
  rows: readonly RequirementJson[],
  concerns: ReturnType<typeof concernIn>,
): string[] {
  const findings = result.findings.filter((one) => concerns(one, zone.id));
  const states = rows.flatMap(({ id, title, zones }) => {
    const there = zones.find((one) => one.zone === zone.id);
    return there === undefined ? [] : [{ id, title, ...there }];
  });
  const told = states.filter(
    ({ state, attested }) => attested !== null || (state !== "missing" && state !== "not-applicable"),
  );

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
    `${gapCountsText(states)}.`,
    "",
    "| requirement | state | open findings |",
    "|---|---|---|",
    ...told.map(
      ({ id, title, open, attested, ...gap }) =>
        `| ${markdownText(`${id} ${title}`.trim())} | ${markdownText(gapText(gap, attested))} | ${open} |`,
    ),
    "",
    ...unspokenLines("missing", states),
    ...unspokenLines("not-applicable", states),
    "",
    `### ${count(findings.length, "finding")}`,
    "",
    ...findings.map(findingLine),
    "",
  ];
}

/** The ids alone: there may be many. */
function unspokenLines(state: GapState, states: readonly (GapJson & { readonly id: string })[]): string[] {
  const ids = states.filter((one) => one.state === state).map(({ id }) => id);
  return ids.length === 0 ? [] : [`- ${GAP_WORDS[state]}: ${markdownText(ids.join(", "))}`];
}

function factsOf(zone: MapZoneFacts): string[] {
  const facts: readonly (readonly [string, string])[] = [
    ["kind", zone.kind],
    [
      "security level target",
      zone.has_sl_target ? slText(declaredPart(zone.sl_target, zone.sl_undeclared)) : "none declared",
    ],
    ["networks", zone.networks.join(", ") || "none declared"],
    ["lies on", zone.interfaces.map((one) => `${one.device}/${one.interface}`).join(", ") || "no given device"],
    ["owner", zone.owner ?? "none declared"],
    ["next review", zone.review ?? "none declared"],
  ];
  return facts.map(([name, value]) => `- ${name}: ${markdownText(value)}`);
}

function slText(target: SlVector): string {
  const levels = FOUNDATIONAL_REQUIREMENTS.map((id) => [id, target[id] ?? "not declared"] as const);
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
  const witness = excess.find((one) => one.excess?.certain)?.excess?.witness ?? pair.violated_witness;
  const why = verdict === "unproved" && reasons[0] !== undefined ? `: ${markdownText(reasons[0].reason)}` : "";
  const through = conduit === undefined ? "no conduit" : `conduit ${conduit.id}`;
  const packet = verdict === "violated" && witness !== undefined ? `, such as ${markdownCode(witness.text)}` : "";
  const head = `- ${markdownText(`${from.id} to ${to.id}`)} (${markdownText(through)}): ${PAIR_WORDS[verdict]}${why}${packet}`;
  const word = verdict === "proved" ? "what stops the rest" : "what lets it through";
  const places = placesText(rules.flatMap(({ locations }) => locations.slice(0, 1)));
  return places === "" ? [head] : [head, `  - ${word}: ${places}`];
}

function requirementSection(row: RequirementJson, result: CheckResult): string[] {
  const { id, title, checks, zones, conduits } = row;
  const findings = result.findings.filter((one) => one.requirements.includes(id));
  const attested = (result.map?.attestations ?? []).filter(({ requirement }) => requirement === id);
  return [
    `## ${markdownText(`${id} ${title}`.trim())}`,
    "",
    `${markdownText(gapText(row))}.`,
    "",
    `- checks: ${markdownText(checks.join(", ") || "none")}`,
    ...zones.map(
      ({ zone, attested: by, ...gap }) => `- ${markdownText(`${zone}: ${gapText(gap, by)}`)}${openText(gap.open)}`,
    ),
    ...conduits.map(
      ({ conduit, ...gap }) => `- ${markdownText(`conduit ${conduit}: ${gapText(gap)}`)}${openText(gap.open)}`,
    ),
    ...attested.map(
      ({ zones: whose, evidence, owner, expires, expired, location }) =>
        `- ${markdownText(`${expired === true ? "an attestation that has EXPIRED" : "attested"} for ${whose.join(", ")} until ${expires} by ${owner}: ${evidence}`)} (${placesText([location])})`,
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
