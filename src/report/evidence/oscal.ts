/** A run as OSCAL assessment results (NIST, OSCAL 1.2: Assessment Results Model), for tools of auditors. */
import type { LocationFacts } from "../../facts/common.js";
import type { PairFacts } from "../../facts/pair.js";
import type { Finding } from "../../judge/finding.js";
import { visibleJson } from "../../source/visible.js";
import type { GapState } from "../gap-state.js";
import { GAP_WORDS, gapText } from "../gap-words.js";
import type { RequirementJson } from "../requirement-shape.js";
import { requirementRows } from "../requirements.js";
import type { CheckResult } from "../result.js";
import { settingsLines } from "../settings.js";
import { resultText } from "../summary.js";
import { controlId, hrefOf, lineOf, listed, propsOf, uuidOf } from "./oscal-words.js";

const OSCAL_VERSION = "1.2.3";
const TOOL = uuidOf("tool");
/** Rules and objects named as evidence of one observation; report.json has them all. */
const SHOWN_PLACES = 20;

/**
 * Each finding, each pair of zones and each requirement without contradiction, or that no SL-T here asks for, is an observation. A
 * requirement is a finding only where something can be said of it: `not-satisfied` (`fail` where a check that decides found it broken,
 * `other` where it is open), or `satisfied` where a valid attestation speaks for it and all checks looked. That checks found nothing is
 * no proof and makes no `satisfied`.
 * @param day the document's date: the day for which the run judged. The same result and day give the same bytes.
 */
export function renderOscal(result: CheckResult, day: string): string {
  const time = `${day}T00:00:00Z`;
  const rows = requirementRows(result, day).filter(({ state }) => state !== "missing");
  const system = result.map?.system;
  const assessed = {
    uuid: uuidOf("results", result.version, time, ...result.inputs.map(({ sha256 }) => sha256)),
    metadata: {
      title: lineOf(`zoneproof${system === undefined ? "" : `: ${system}`}`),
      "last-modified": time,
      version: day,
      "oscal-version": OSCAL_VERSION,
    },
    "import-ap": {
      href: `#${uuidOf("plan")}`,
      remarks:
        "There is no assessment plan in OSCAL: the map of zones and conduits and the list of checks are the plan.",
    },
    results: [resultOf(result, rows, time)],
    "back-matter": { resources: resourcesOf(result) },
  };
  return visibleJson(`${JSON.stringify({ "assessment-results": assessed }, null, 1)}\n`);
}

function resultOf(result: CheckResult, rows: readonly RequirementJson[], time: string): object {
  const quiet = rows.filter(({ state }) => state === "no-contradiction" || state === "not-applicable");
  const asked = rows.filter(({ state }) => state !== "not-applicable");
  const settings = settingsLines(result.settings);
  return {
    uuid: uuidOf("result", time, ...result.inputs.map(({ sha256 }) => sha256)),
    title: "Zones and conduits in configuration exports",
    description: `${resultText(result)}. ${result.assumptions.map((one) => `${one}.`).join(" ")}`,
    start: time,
    end: time,
    // What of the checks is not as they are by themselves: one that is switched off is never silent.
    ...(settings.length === 0 ? {} : { remarks: `Which checks judged: ${settings.join(". ")}.` }),
    "local-definitions": {
      ...listed(
        "inventory-items",
        result.devices.map(({ id, platform, version, hostname }) => ({
          uuid: deviceId(id),
          description: lineOf(id),
          props: propsOf({ platform, version, hostname }),
        })),
      ),
      "assessment-assets": toolOf(result.version),
    },
    "reviewed-controls": {
      "control-selections": [
        {
          ...(asked.length === 0
            ? { "include-all": {} }
            : { "include-controls": asked.map(({ id }) => ({ "control-id": controlId(id) })) }),
          ...listed(
            "exclude-controls",
            rows.filter(({ state }) => state === "not-applicable").map(({ id }) => ({ "control-id": controlId(id) })),
          ),
        },
      ],
    },
    ...listed("attestations", attestationsOf(result, time)),
    ...listed("observations", [
      ...result.findings.map((one) => findingObservation(one, time)),
      ...result.pairs.map((one) => pairObservation(one, time)),
      ...quiet.map((one) => requirementObservation(one, time)),
    ]),
    ...listed(
      "findings",
      rows.flatMap((row) => requirementFinding(row, result)),
    ),
  };
}

function toolOf(version: string): object {
  const component = uuidOf("component", version);
  return {
    components: [
      {
        uuid: component,
        type: "software",
        title: "zoneproof",
        description: "Reads configuration exports and computes exact sets of packets.",
        props: propsOf({ version }),
        status: { state: "operational" },
      },
    ],
    "assessment-platforms": [{ uuid: TOOL, title: "zoneproof", "uses-components": [{ "component-uuid": component }] }],
  };
}

const ORIGINS = [{ actors: [{ type: "assessment-platform", "actor-uuid": TOOL }] }];

function findingObservation(finding: Finding, collected: string): object {
  const { check, title, message, verdict, status, severity, device, from, to, conduit, zone, flow, exception } =
    finding;
  return {
    uuid: findingId(finding),
    title: lineOf(title),
    description: message,
    props: propsOf({
      ...{ check, verdict, status, severity, from, to, conduit, zone, flow },
      exception: exception?.id,
      witness: finding.witness?.text,
      fingerprint: finding.fingerprint,
    }),
    methods: ["EXAMINE"],
    types: ["finding"],
    origins: ORIGINS,
    ...listed("subjects", device === undefined ? [] : [{ "subject-uuid": deviceId(device), type: "inventory-item" }]),
    ...evidenceOf(finding.locations),
    collected,
  };
}

function pairObservation(pair: PairFacts, collected: string): object {
  const { from, to, verdict, conduit, reasons } = pair;
  const rules = verdict === "proved" ? pair.denied_by : pair.carriers.flatMap((one) => (one.excess ? [one.rule] : []));
  const open = reasons[0] === undefined ? "" : `: ${reasons[0].reason}`;
  return {
    uuid: uuidOf("pair", from.id, to.id),
    title: lineOf(`${from.id} -> ${to.id}`),
    description: `${PAIR_WORDS[verdict]}${open}`,
    props: propsOf({ from: from.id, to: to.id, verdict, conduit: conduit?.id }),
    methods: ["EXAMINE"],
    types: ["control-objective"],
    origins: ORIGINS,
    ...listed(
      "subjects",
      pair.devices.map((id) => ({ "subject-uuid": deviceId(id), type: "inventory-item" })),
    ),
    ...evidenceOf(rules.flatMap(({ locations }) => locations)),
    collected,
  };
}

const PAIR_WORDS: Readonly<Record<PairFacts["verdict"], string>> = {
  proved: "proved: nothing but what is declared can pass",
  violated: "violated: a packet that no conduit declares surely passes",
  unproved: "unproved: something that cannot be known offline decides",
};

function requirementObservation({ id, title, state, checks, zones }: RequirementJson, collected: string): object {
  return {
    uuid: uuidOf("requirement", id),
    title: lineOf(`${id} ${title}`),
    description: `${GAP_WORDS[state]}. Checks: ${checks.join(", ") || "none"}`,
    props: [...propsOf({ requirement: id, state }), ...zoneProps(zones)],
    methods: ["EXAMINE"],
    types: ["control-objective"],
    origins: ORIGINS,
    collected,
  };
}

const REASONS: Readonly<Partial<Record<GapState, { state: string; reason: string }>>> = {
  contradicted: { state: "not-satisfied", reason: "fail" },
  unproved: { state: "not-satisfied", reason: "other" },
  indicated: { state: "not-satisfied", reason: "other" },
  "partly-assessed": { state: "not-satisfied", reason: "other" },
  accepted: { state: "not-satisfied", reason: "other" },
  attested: { state: "satisfied", reason: "other" },
};

function requirementFinding(row: RequirementJson, { findings }: CheckResult): object[] {
  const { id, title, state, also, zones } = row;
  const status = state === "attested" && also.includes("partly-assessed") ? REASONS["partly-assessed"] : REASONS[state];
  if (status === undefined) return [];
  const related = findings.filter((one) => one.requirements.includes(id) && one.status !== "advice");
  return [
    {
      uuid: uuidOf("finding", id),
      title: lineOf(`${id} ${title}`),
      description: gapText(row),
      props: propsOf({ requirement: id, state }),
      target: {
        type: "objective-id",
        "target-id": controlId(id),
        title: lineOf(title),
        ...listed("props", zoneProps(zones)),
        status,
      },
      ...listed(
        "related-observations",
        related.map((one) => ({ "observation-uuid": findingId(one) })),
      ),
    },
  ];
}

/** What is known zone by zone, in words. */
function zoneProps(zones: RequirementJson["zones"]): object[] {
  return zones.flatMap(({ zone, attested, ...gap }) =>
    propsOf({ zone }).map((one) => ({ ...one, remarks: gapText(gap, attested) })),
  );
}

function attestationsOf({ map }: CheckResult, time: string): object[] {
  return (map?.attestations ?? [])
    .filter(({ expires }) => `${expires}T00:00:00Z` >= time)
    .map(({ requirement, zones, evidence, owner, expires }) => ({
      parts: [
        {
          uuid: uuidOf("attestation", requirement, expires, ...zones),
          name: "objective",
          title: lineOf(requirement),
          props: propsOf({ requirement, owner, expires, zones: zones.join(", ") }),
          prose: evidence,
        },
      ],
    }));
}

function resourcesOf({ inputs, map }: CheckResult): object[] {
  const plan = {
    uuid: uuidOf("plan"),
    title: "Map of zones and conduits, list of checks",
    description:
      map === undefined ? "No map was given: each device was checked alone." : "zones.yaml and checks.json of the pack",
  };
  const read = inputs.map(({ file, sha256, role }) => ({
    uuid: uuidOf("input", file, sha256),
    title: lineOf(file),
    props: propsOf({ role }),
    rlinks: [
      {
        href: hrefOf(file, 1).replace(/#L1$/, ""),
        ...listed("hashes", sha256 === "" ? [] : [{ algorithm: "SHA-256", value: sha256 }]),
      },
    ],
  }));
  return [plan, ...read];
}

function evidenceOf(locations: readonly LocationFacts[]): object {
  const places = [...new Map(locations.map((at) => [`${at.file}:${at.line}`, at])).values()];
  return listed(
    "relevant-evidence",
    places.slice(0, SHOWN_PLACES).map(({ file, line, end_line: end }) => ({
      href: hrefOf(file, line),
      description: end > line ? `lines ${line} to ${end} of ${file}` : `line ${line} of ${file}`,
    })),
  );
}

function findingId({ fingerprint }: Finding): string {
  return uuidOf("observation", fingerprint);
}

function deviceId(id: string): string {
  return uuidOf("device", id);
}
