/** The report for scripts: `json-shape.ts` as text. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { BoxFacts, DoubtFacts, RuleFactsForPolicies, WitnessFacts } from "../facts/common.js";
import type { MapFacts } from "../facts/map.js";
import type { CarrierFacts, PairFacts } from "../facts/pair.js";
import type { Finding } from "../judge/finding.js";
import { maskLine } from "../source/mask.js";
import type { SourceRange } from "../source/range.js";
import { visibleJson } from "../source/visible.js";
import { declaredPart } from "../zones/sl-target.js";
import { areasOf } from "./areas.js";
import { followUpOf } from "./follow-up.js";
import type {
  ActionJson,
  CheckJson,
  DeviceJson,
  DiagnosticJson,
  DoubtJson,
  FindingJson,
  InputJson,
  LocationJson,
  MapJson,
  PairJson,
  ReportJson,
  SettingsJson,
  SlJson,
  WitnessJson,
} from "./json-shape.js";
import { locationJson } from "./location-json.js";
import { shownCounts, shownFindings, shownPlan } from "./owner-view.js";
import type { Action } from "./plan.js";
import { attestationsJson, exceptionsJson } from "./records-json.js";
import { requirementRows } from "./requirements.js";
import type { AnalysedInput, CheckResult, ReportedDevice } from "./result.js";
import { summarize } from "./summary.js";

/**
 * The result as JSON text: the items of a list and the entries of an object that stands at the top each on a line, for
 * `grep`, for differences between two reports, and for half the bytes. The same result gives the same bytes.
 */
export function renderJson(result: CheckResult): string {
  return [...jsonPieces(result)].join("");
}

/** The text of `renderJson`, piece by piece: of a large plant it is a hundred megabytes, of which no two need to exist at once. */
export function jsonPieces(result: CheckResult): Generator<string> {
  return textPieces(reportInParts(result));
}

/** The layout of `renderJson` for any report. */
export function jsonText(report: object): string {
  return [...textPieces(report)].join("");
}

function* textPieces(report: object): Generator<string> {
  let before = "{\n";
  for (const [key, value] of Object.entries(report)) {
    yield `${before}  ${written(key)}: `;
    yield* lines(value);
    before = ",\n";
  }
  yield "\n}\n";
}

function* lines(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) yield written(value);
  else if (isIterable(value)) yield* list(value, (item) => written(item), ["[", "]"]);
  else yield* list(Object.entries(value), ([key, inner]) => `${written(key)}: ${written(inner)}`, ["{", "}"]);
}

/** In one line. */
function written(value: unknown): string {
  return visibleJson(JSON.stringify(value));
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function* list<Item>(
  items: Iterable<Item>,
  textOf: (item: Item) => string,
  [open, close]: readonly [string, string],
): Generator<string> {
  let before = `${open}\n    `;
  let end = `${open}${close}`;
  for (const item of items) {
    yield before + textOf(item);
    before = ",\n    ";
    end = `\n  ${close}`;
  }
  yield end;
}

/** The result in the shape that scripts read. */
export function reportJson(result: CheckResult): ReportJson {
  const parts = reportInParts(result);
  const { pairs, devices, findings, plan } = parts;
  return { ...parts, pairs: [...pairs], devices: [...devices], findings: [...findings], plan: [...plan] };
}

/** The report, whose long lists are made item by item when they are read. */
type ReportInParts = Omit<ReportJson, LongList> & { readonly [Key in LongList]: Iterable<ReportJson[Key][number]> };
type LongList = "pairs" | "devices" | "findings" | "plan";

function reportInParts(result: CheckResult): ReportInParts {
  return {
    schemaVersion: 2,
    tool: { name: "zoneproof", version: result.version },
    summary: summarize(result),
    shown: shownCounts(result) ?? null,
    inputs: result.inputs.map(inputJson),
    map: result.map ? mapJson(result.map) : null,
    pairs: mapped(result.pairs, pairJson),
    devices: mapped(result.devices, deviceJson),
    findings: mapped(shownFindings(result), findingJson),
    plan: mapped(shownPlan(result), actionJson),
    areas: areasOf(result),
    requirements: requirementRows(result, result.day),
    checks: checksJson(shownFindings(result)),
    exceptions: exceptionsJson(result.map, result.findings),
    attestations: attestationsJson(result.map),
    followUp: followUpOf(result),
    notAssessed: result.notAssessed.map(({ check, device, reason }) => ({ check, device: device ?? null, reason })),
    settings: settingsJson(result.settings),
    diagnostics: result.diagnostics.map(diagnosticJson),
    assumptions: result.assumptions,
  };
}

function* mapped<Item, Told>(items: Iterable<Item>, told: (item: Item) => Told): Generator<Told> {
  for (const item of items) yield told(item);
}

/** What judged, in the words of scripts. */
export function settingsJson({ profile, own, tuned }: CheckResult["settings"]): SettingsJson {
  const { id, disabled, severities } = profile;
  return { profile: id, disabled, severities, own: own ?? null, thresholds: tuned };
}

/** An input in the words of scripts. */
export function inputJson(input: AnalysedInput): InputJson {
  return {
    file: input.file,
    sha256: input.sha256,
    role: input.role,
    vendor: input.vendor ?? null,
    platform: input.platform ?? null,
    devices: input.devices,
    counts: input.counts ?? null,
  };
}

function mapJson(map: MapFacts): MapJson {
  return {
    system: map.system ?? null,
    zones: map.zones.map((zone) => ({
      id: zone.id,
      name: zone.name,
      kind: zone.kind,
      slTarget: zone.has_sl_target ? slJson(zone) : null,
      owner: zone.owner ?? null,
      networks: zone.networks,
    })),
    conduits: map.conduits.map((conduit) => ({
      id: conduit.id,
      between: conduit.between,
      slTarget: conduit.has_sl_target ? slJson(conduit) : null,
      owner: conduit.owner ?? null,
      flows: conduit.flows.map((flow) => flow.id),
    })),
  };
}

function slJson({
  sl_target: target,
  sl_undeclared: undeclared,
}: Pick<PairFacts, "sl_target" | "sl_undeclared">): SlJson {
  const {
    IAC = null,
    UC = null,
    SI = null,
    DC = null,
    RDF = null,
    TRE = null,
    RA = null,
  } = declaredPart(target, undeclared);
  return { IAC, UC, SI, DC, RDF, TRE, RA };
}

function pairJson(pair: PairFacts): PairJson {
  const excess = pair.carriers.flatMap((carrier) => (carrier.excess ? [{ carrier, set: carrier.excess }] : []));
  const certain = excess.find(({ set }) => set.certain);
  const sure = certain?.set.witness ?? pair.violated_witness;
  const witness = pair.verdict === "violated" ? sure : pair.unproved_witness;
  return {
    from: pair.from.id,
    to: pair.to.id,
    verdict: pair.verdict,
    conduit: pair.conduit?.id ?? null,
    slTarget: slJson(pair),
    attached: pair.attached,
    devices: pair.devices,
    witness: witness ? witnessJson(witness) : null,
    reasons: pair.reasons.map(doubtJson),
    excess: excess.map(({ carrier, set }) => excessJson(carrier.rule, set)),
    stopped: pair.stopped.map(({ rule, permits, stopped_by: stoppedBy }) => ({
      ...excessJson(rule, permits),
      stoppedBy,
    })),
    paths: pair.paths.map(({ hops, because, passes, alike }) => ({
      hops,
      because: because ?? null,
      passes,
      ...(alike === undefined ? {} : { alike }),
    })),
    ...(pair.more_paths === undefined ? {} : { morePaths: pair.more_paths }),
    deniedBy: pair.denied_by.map(ruleJson),
    flows: pair.flows.map(({ id, conduit, service, state, part }) => ({
      id,
      conduit,
      service,
      state,
      ...(part === undefined ? {} : { part }),
    })),
  };
}

function excessJson(rule: RuleFactsForPolicies, set: CarrierFacts["permits"]): PairJson["excess"][number] {
  const { device, rule: id, locations } = ruleJson(rule);
  const boxes = set.boxes.map(boxJson);
  return {
    device,
    rule: id,
    certain: set.certain,
    boxes,
    moreBoxes: set.more_boxes,
    morePackets: set.more_packets,
    locations,
  };
}

/** A rule with its places in the words of scripts. */
export function ruleJson({ device, id, locations }: RuleFactsForPolicies): PairJson["deniedBy"][number] {
  return { device, rule: id, locations: locations.map(locationJson) };
}

function deviceJson(device: ReportedDevice): DeviceJson {
  return {
    id: device.id,
    vendor: device.vendor,
    platform: device.platform,
    version: device.version ?? null,
    hostname: device.hostname ?? null,
    zones: device.zones.map((zone) => zone.id),
    notUnderstood: device.unparsed.map(({ statement, section, filtering, location }) => ({
      statement: maskLine(statement),
      section,
      filtering,
      location: locationJson(location),
    })),
    doubts: device.doubts.map(doubtJson),
  };
}

/** A finding in the words of scripts. */
export function findingJson(finding: Finding): FindingJson {
  return {
    check: finding.check,
    verdict: finding.verdict,
    status: finding.status,
    severity: finding.severity,
    message: finding.message,
    device: finding.device ?? null,
    from: finding.from ?? null,
    to: finding.to ?? null,
    conduit: finding.conduit ?? null,
    zone: finding.zone ?? null,
    flow: finding.flow ?? null,
    exception: finding.exception
      ? { ...finding.exception, compensating: finding.exception.compensating ?? null }
      : null,
    slTarget: finding.slTarget ?? null,
    rule: finding.rule ?? null,
    witness: finding.witness ? witnessJson(finding.witness) : null,
    boxes: finding.boxes.map(boxJson),
    doubts: finding.doubts.map(doubtJson),
    locations: finding.locations.map(locationJson),
    fingerprint: finding.fingerprint,
  };
}

function actionJson({ findings, locations, proposal, ...action }: Action): ActionJson {
  const { phase, owners, score, severity, name, steps } = action;
  return {
    ...{ phase, owners, score, severity, name, steps },
    findings: findings.map(({ fingerprint }) => fingerprint),
    locations: locations.map(locationJson),
    proposal: proposal ?? null,
  };
}

function checksJson(findings: readonly Finding[]): Record<string, CheckJson> {
  const found = new Map(findings.map((finding) => [finding.check, finding]));
  const entries = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([check, { area, title, requirements, owner, phase, why, action }]) => [
      check,
      { area, title, requirements, owner, phase, why, action },
    ]),
  );
}

function diagnosticJson(diagnostic: Diagnostic): DiagnosticJson {
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    location: rangeJson(diagnostic.at),
    expected: diagnostic.expected ?? null,
    help: diagnostic.help ?? null,
    related: (diagnostic.related ?? []).map(({ at, message }) => ({ message, location: rangeJson(at) })),
  };
}

/** A packet in the words of scripts. */
export function witnessJson(witness: WitnessFacts): WitnessJson {
  return {
    text: witness.text,
    family: witness.family,
    src: witness.src,
    dst: witness.dst,
    protocol: witness.protocol,
    protocolName: witness.protocol_name,
    srcPort: witness.src_port ?? null,
    dstPort: witness.dst_port ?? null,
    icmpType: witness.icmp_type ?? null,
    icmpCode: witness.icmp_code ?? null,
  };
}

/** A box in the words of scripts. */
export function boxJson({ sources, destinations, services }: BoxFacts): BoxFacts {
  return { sources, destinations, services };
}

function doubtJson(doubt: DoubtFacts): DoubtJson {
  return {
    device: doubt.device ?? null,
    reason: doubt.reason,
    location: doubt.location ? locationJson(doubt.location) : null,
  };
}

function rangeJson({ file, line, column, endLine, endColumn }: SourceRange): LocationJson {
  return { file, line, column, endLine, endColumn };
}
