/** What a policy said, as the bundle gives it, read and checked at the door: policies may be anybody's. */
import type { SlElement, SlFacts } from "../facts/common.js";
import type { ServicesSaid } from "../facts/input.js";
import { FOUNDATIONAL_REQUIREMENTS } from "../zones/map.js";
import { type FindingStatus, type FindingVerdict, SEVERITIES, type Severity } from "./finding.js";

/** A check could not look at the slice. */
export interface SaidNotAssessed {
  readonly check: string;
  readonly notAssessed: string;
  /** Where only this device of the slice could not be looked at. */
  readonly device?: string;
}

/** One finding in the words of the policy. */
export interface Said {
  readonly check: string;
  readonly verdict: FindingVerdict;
  readonly status: FindingStatus;
  readonly severity: Severity;
  readonly message: string;
  /** The rule as people name it. */
  readonly rule?: string;
  /** What the finding is about, in words that survive edits; left out: the message. */
  readonly subject?: readonly string[];
  /** What of its rule the finding is about, where one check finds several things wrong with the same. */
  readonly aspect?: string;
  /** Said of all rules that the evidence stands for together, not of each. */
  readonly together?: true;
  /** What a finding about the map is about, where it is one of these. */
  readonly zone?: string;
  readonly conduit?: string;
  readonly from?: string;
  readonly to?: string;
  /** The declared flow that it is about. */
  readonly flow?: string;
  /** The SL-T it was judged by, where it is not that of the slice. */
  readonly slTarget?: SlFacts;
  /** Elements that the map leaves out of it. */
  readonly slUndeclared?: readonly SlElement[];
  /** Paths into the slice to what shows it: `["carriers", 3, "excess"]`. Places come in this order. */
  readonly evidence: readonly EvidencePath[];
}

export type EvidencePath = readonly (string | number)[];

const VERDICTS: readonly FindingVerdict[] = ["violated", "unproved", "indicated"];
const STATUSES: readonly FindingStatus[] = ["open", "advice", "accepted"];

/**
 * Reads the result of one evaluation: a list of findings.
 * @throws Error naming the check and the field when a policy gave something else.
 */
export function readSaid(result: unknown): { findings: Said[]; notAssessed: SaidNotAssessed[] } {
  if (!Array.isArray(result)) throw new Error("the policies gave no list of findings");
  const values = result.map((value) => (isRecord(value) ? value : {}));
  return {
    findings: values.filter(({ not_assessed }) => not_assessed === undefined).map(readOne),
    notAssessed: values.filter(({ not_assessed }) => not_assessed !== undefined).map(readNotAssessed),
  };
}

function readNotAssessed({ check, not_assessed: notAssessed, device }: Record<string, unknown>): SaidNotAssessed {
  if (typeof check === "string" && typeof notAssessed === "string")
    return { check, notAssessed, ...(isText(device) ? { device } : {}) };
  throw new Error(`the policy ${String(check)} gave no reason for what it did not assess`);
}

function readOne(value: Record<string, unknown>): Said {
  const check = typeof value.check === "string" ? value.check : "(no check)";
  const wrong = (field: string): Error =>
    new Error(`the policy ${check} gave a finding without a valid "${field}": ${JSON.stringify(value[field])}`);
  const oneOf = <T extends string>(field: string, known: readonly T[]): T => {
    const found = known.find((candidate) => candidate === value[field]);
    if (found === undefined) throw wrong(field);
    return found;
  };
  if ("no_finding" in value)
    throw new Error(`the policy ${check} gave what is no finding: ${shortly(value.no_finding)}`);
  if (typeof value.message !== "string" || value.message.trim() === "") throw wrong("message");
  const places = PLACES.map((field) => [field, value[field]] as const).filter(([, text]) => text !== undefined);
  for (const [field, text] of places) if (!isText(text)) throw wrong(field);
  if (value.sl_target !== undefined && !isTarget(value.sl_target)) throw wrong("sl_target");
  if (value.sl_undeclared !== undefined && !isListOf(value.sl_undeclared, isElement)) throw wrong("sl_undeclared");
  if (value.rule !== undefined && typeof value.rule !== "string") throw wrong("rule");
  if (value.aspect !== undefined && !isText(value.aspect)) throw wrong("aspect");
  if (value.together !== undefined && typeof value.together !== "boolean") throw wrong("together");
  if (value.subject !== undefined && !isListOf(value.subject, isText)) throw wrong("subject");
  if (!isListOf(value.evidence, isPath) || value.evidence.length === 0) throw wrong("evidence");
  return {
    check,
    verdict: oneOf("verdict", VERDICTS),
    status: oneOf("status", STATUSES),
    severity: oneOf("severity", SEVERITIES),
    message: value.message,
    ...(value.rule === undefined ? {} : { rule: value.rule }),
    ...(value.subject === undefined ? {} : { subject: value.subject }),
    ...(value.aspect === undefined ? {} : { aspect: value.aspect }),
    ...(value.together === true ? { together: true } : {}),
    ...Object.fromEntries(places),
    ...(value.sl_target === undefined ? {} : { slTarget: value.sl_target }),
    ...(value.sl_undeclared === undefined ? {} : { slUndeclared: value.sl_undeclared }),
    evidence: value.evidence,
  };
}

/** Characters of a value that nobody wants to read whole. */
const SHORT = 200;

function shortly(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}

/** @throws Error naming what is no list of ids. */
export function readServices(result: unknown): ServicesSaid {
  const said = isRecord(result) ? result : {};
  const idsOf = (field: keyof ServicesSaid): string[] => {
    const ids = said[field];
    if (isListOf(ids, isText)) return ids;
    throw new Error(`the policies do not say which services are "${field}": ${JSON.stringify(ids)}`);
  };
  return {
    process: idsOf("process"),
    remote_desktop: idsOf("remote_desktop"),
    engineering: idsOf("engineering"),
    safety_engineering: idsOf("safety_engineering"),
    clear_text: idsOf("clear_text"),
    without_integrity: idsOf("without_integrity"),
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, isOne: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isOne);
}

const PLACES = ["zone", "conduit", "from", "to", "flow"] as const;

function isTarget(value: unknown): value is SlFacts {
  return isRecord(value) && FOUNDATIONAL_REQUIREMENTS.every((element) => typeof value[element] === "number");
}

function isElement(value: unknown): value is SlElement {
  return FOUNDATIONAL_REQUIREMENTS.some((element) => element === value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isPath(value: unknown): value is EvidencePath {
  return isListOf(value, (key): key is string | number => typeof key === "string" || typeof key === "number");
}
