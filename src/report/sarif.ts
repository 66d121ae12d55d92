/** The report as SARIF 2.1.0 (OASIS), for code scanning services and editors. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Finding } from "../judge/finding.js";
import { visible, visibleJson } from "../source/visible.js";
import type { CheckResult } from "./result.js";
import { artifactLocation, physicalLocation, ROOT } from "./sarif/place.js";
import { LEVELS, RANKS, sarifRule } from "./sarif/rules.js";
import { settingsLines } from "./settings.js";

type Json = Record<string, unknown>;

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** One run. Secrets never reach it: it holds places, not lines. */
export function renderSarif(result: CheckResult): string {
  const log = { $schema: SCHEMA, version: "2.1.0", runs: [sarifRun(result)] };
  return visibleJson(`${JSON.stringify(log, undefined, 2)}\n`);
}

function sarifRun(result: CheckResult): Json {
  const rules = result.catalogue.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ruleIndex = new Map(rules.map((entry, index) => [entry.id, index]));
  const codes = [...new Set(result.diagnostics.map((diagnostic) => diagnostic.code))].toSorted();
  return {
    tool: {
      driver: {
        name: "zoneproof",
        version: result.version,
        semanticVersion: result.version,
        rules: rules.map(sarifRule),
        notifications: codes.map((code) => ({ id: code })),
      },
    },
    invocations: [
      {
        executionSuccessful: result.inputs.every((input) => input.role !== "failed"),
        toolExecutionNotifications: result.diagnostics.map((one) => notification(one, codes.indexOf(one.code))),
      },
    ],
    originalUriBaseIds: { [ROOT]: { description: { text: "The folder zoneproof was started in" } } },
    artifacts: result.inputs.map((input) => ({
      location: artifactLocation(input.file),
      roles: [input.role === "configuration" ? "analysisTarget" : "referencedOnCommandLine"],
      ...(input.sha256 === "" ? {} : { hashes: { "sha-256": input.sha256 } }),
    })),
    columnKind: "utf16CodeUnits",
    results: sarifResults(result.findings, ruleIndex),
    properties: {
      assumptions: result.assumptions.map(visible),
      notAssessed: result.notAssessed,
      settings: settingsLines(result.settings).map(visible),
    },
  };
}

/** Suppressions stand in every result or in none (3.27.23): an empty list says that nothing suppresses this one. */
function sarifResults(findings: readonly Finding[], ruleIndex: ReadonlyMap<string, number>): Json[] {
  const suppressions = findings.map(suppressionsOf);
  const some = suppressions.some((list) => list.length > 0);
  return findings.map((finding, index) => ({
    ...sarifResult(finding, ruleIndex.get(finding.check)),
    ...(some && { suppressions: suppressions[index] ?? [] }),
    properties: resultProperties(finding),
  }));
}

function sarifResult(finding: Finding, ruleIndex: number | undefined): Json {
  const [first, ...others] = finding.locations;
  const kind = kindOf(finding);
  return {
    ruleId: finding.check,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind,
    // Only a failure has a level (3.27.10); what is open or for review keeps its rank.
    level: kind === "fail" ? LEVELS[finding.severity] : "none",
    rank: RANKS[finding.severity],
    message: { text: messageText(sentence(finding)) },
    locations: first === undefined ? [] : [{ physicalLocation: physicalLocation(first), ...logical(finding) }],
    ...(others.length === 0
      ? {}
      : { relatedLocations: others.map((at, index) => ({ id: index + 1, physicalLocation: physicalLocation(at) })) }),
    partialFingerprints: { "zoneproof/v1": finding.fingerprint },
    // What it is to the run that the baseline was written of (3.27.24).
    ...(finding.sinceBaseline !== undefined && { baselineState: finding.sinceBaseline }),
  };
}

function suppressionsOf(finding: Finding): Json[] {
  const { status } = finding;
  if (status !== "accepted" && status !== "known") return [];
  const justification = status === "known" ? "In the baseline" : justificationOf(finding);
  return [{ kind: "external", status: "accepted", justification }];
}

function justificationOf({ exception }: Finding): string {
  if (exception === undefined) return "A valid exception in the map";
  const { id, reason, approvedBy, expires } = exception;
  return messageText(`${id}: ${reason}, approved by ${approvedBy}, until ${expires}`);
}

/** `open`: evaluated, not enough known to decide; `review`: a person confirms; `informational`: below its level (3.27.9). */
function kindOf(finding: Finding): "fail" | "open" | "review" | "informational" {
  if (finding.status === "advice") return "informational";
  if (finding.verdict === "violated") return "fail";
  return finding.verdict === "unproved" ? "open" : "review";
}

function sentence(finding: Finding): string {
  const witness = finding.witness ? ` A packet that shows it: ${finding.witness.text}.` : "";
  return `${finding.message}.${witness} What to do: ${finding.action}`;
}

function logical(finding: Finding): Json {
  const locations: Json[] = [];
  if (finding.device !== undefined) locations.push({ name: visible(finding.device), kind: "device" });
  if (finding.from !== undefined && finding.to !== undefined) {
    locations.push({ name: visible(`${finding.from} -> ${finding.to}`), kind: "zone pair" });
  }
  return locations.length === 0 ? {} : { logicalLocations: locations };
}

function resultProperties(finding: Finding): Json {
  return {
    verdict: finding.verdict,
    status: finding.status,
    severity: finding.severity,
    ...(finding.conduit === undefined ? {} : { conduit: finding.conduit }),
    ...(finding.slTarget === undefined ? {} : { slTarget: finding.slTarget }),
    ...(finding.witness === undefined ? {} : { witness: finding.witness.text }),
    requirements: finding.requirements,
    owner: finding.owner,
    phase: finding.phase,
    doubts: finding.doubts.map((doubt) => visible(doubt.reason)),
  };
}

function notification(diagnostic: Diagnostic, index: number): Json {
  const { at } = diagnostic;
  const place = { ...at, end_line: at.endLine, end_column: at.endColumn };
  const details = [
    diagnostic.message,
    diagnostic.expected === undefined ? "" : `expected ${diagnostic.expected}`,
    diagnostic.help ?? "",
  ];
  return {
    descriptor: { id: diagnostic.code, index },
    level: diagnostic.severity,
    message: { text: messageText(details.filter((part) => part !== "").join("; ")) },
    locations: [{ physicalLocation: physicalLocation(place) }],
  };
}

/** Plain message text: braces are doubled, since single ones stand for arguments (3.11.5); nothing makes a link (3.11.6). */
function messageText(text: string): string {
  return visible(text.replaceAll(/\s+/g, " ").trim()).replaceAll(/[{}]/g, "$&$&").replaceAll("](", "] (");
}
