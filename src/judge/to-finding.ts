/** One finding from what a policy said and the facts it points at. */
import type { LocationFacts, SlElement, SlFacts } from "../facts/common.js";
import type { PairFacts } from "../facts/pair.js";
import { FOUNDATIONAL_REQUIREMENTS, type SlVector } from "../zones/map.js";
import { declaredPart } from "../zones/sl-target.js";
import { collectEvidence } from "./evidence.js";
import type { CatalogueEntry, Finding } from "./finding.js";
import { fingerprint } from "./fingerprint.js";
import type { Said } from "./said.js";
import { ruleOf, ruleSubject, ruleTitle, withRules } from "./wording.js";

/** What a slice adds to the findings about it. */
export interface Subject {
  /** The facts of the slice: where evidence is looked up. */
  readonly shown: unknown;
  readonly slTarget: SlFacts | undefined;
  /** Elements that the map leaves out of it. */
  readonly slUndeclared?: readonly SlElement[];
  readonly device?: string;
  readonly pair?: PairFacts;
  /** The device, or where the map declares a zone of the pair: for a finding whose evidence has no line of its own. */
  readonly place?: LocationFacts;
}

/** A finding without what the catalogue says of its check. */
export type BareFinding = Omit<Finding, WordsOfCheck | "exception" | "sinceBaseline">;
type WordsOfCheck = "area" | "title" | "requirements" | "owner" | "phase" | "why" | "action";

/**
 * The whole finding. Field by field: of a hundred thousand findings with many shapes, V8 keeps each that is assigned or spread as
 * a dictionary of 1.6 or 0.9 KB, and these as 0.25 KB in a third of the time.
 */
export function withEntry(bare: BareFinding, entry: CatalogueEntry): Finding {
  const finding: Writable<Finding> = {
    check: bare.check,
    area: entry.area,
    title: entry.title,
    verdict: bare.verdict,
    status: bare.status,
    severity: bare.severity,
    message: bare.message,
    boxes: bare.boxes,
    doubts: bare.doubts,
    locations: bare.locations,
    requirements: entry.requirements,
    owner: entry.owner,
    phase: entry.phase,
    why: entry.description,
    action: entry.action,
    fingerprint: bare.fingerprint,
  };
  put(finding, "device", bare.device);
  put(finding, "from", bare.from);
  put(finding, "to", bare.to);
  put(finding, "conduit", bare.conduit);
  put(finding, "zone", bare.zone);
  put(finding, "flow", bare.flow);
  put(finding, "slTarget", bare.slTarget);
  put(finding, "rule", bare.rule);
  put(finding, "witness", bare.witness);
  put(finding, "morePackets", bare.morePackets);
  return finding;
}

/** @throws Error when the evidence is not in the facts. */
export function toFinding(said: Said, entry: CatalogueEntry, subject: Subject): BareFinding {
  const { shown, pair, place } = subject;
  const evidence = collectEvidence(shown, said.evidence, said.together);
  const isOfOneRule = said.together ? evidence.about.filter(ruleOf).length === 1 : said.subject === undefined;
  const rule = isOfOneRule ? evidence.rule : undefined;
  const asked = said.slTarget === undefined ? subject : said;
  const where: Writable<Pick<BareFinding, "device" | "from" | "to">> = {};
  put(where, "device", subject.device ?? evidence.device);
  put(where, "from", said.from ?? pair?.from.id);
  put(where, "to", said.to ?? pair?.to.id);
  // Not with the names of rules in it: they may be numbers.
  const about = said.subject ?? (rule === undefined ? [said.message] : ruleSubject(rule));
  const finding: Writable<BareFinding> = {
    check: entry.id,
    verdict: said.verdict,
    status: said.status,
    severity: said.severity,
    message: withRules(said.message, evidence.about),
    boxes: evidence.boxes,
    doubts: evidence.doubts,
    locations: evidence.locations.length > 0 ? evidence.locations : [place ?? wholeFile(shown)],
    fingerprint: fingerprint({
      check: entry.id,
      ...where,
      subject: said.aspect === undefined ? about : [...about, said.aspect],
    }),
  };
  put(finding, "device", where.device);
  put(finding, "from", where.from);
  put(finding, "to", where.to);
  put(finding, "conduit", said.conduit ?? pair?.conduit?.id);
  put(finding, "zone", said.zone);
  put(finding, "flow", said.flow);
  put(finding, "slTarget", asked.slTarget && slText(entry, asked.slTarget, asked.slUndeclared));
  put(finding, "rule", said.rule ?? (rule && ruleTitle(rule)));
  put(finding, "witness", evidence.witness);
  put(finding, "morePackets", evidence.morePackets);
  return finding;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Sets what has a value. To spread what may be missing into a literal takes ten times as long, for each finding. */
function put<T, K extends keyof T>(into: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) into[key] = value;
}

/**
 * The first line of the file a slice comes from: where the evidence is that something is absent from it.
 * @throws Error when nothing in the slice has a place, so that no finding goes out without one.
 */
function wholeFile(input: unknown): LocationFacts {
  const file = firstFile(input);
  if (file === undefined) throw new Error("the facts of a finding name no file at all");
  return firstLine(file);
}

/** Stands for all of a file. */
export function firstLine(file: string): LocationFacts {
  return { file, line: 1, column: 1, end_line: 1, end_column: 1 };
}

function firstFile(facts: unknown): string | undefined {
  if (typeof facts !== "object" || facts === null) return undefined;
  if ("file" in facts && "line" in facts && typeof facts.file === "string") return facts.file;
  // Described rules find their places when asked, and hold them nowhere.
  const places = "locations" in facts ? [facts.locations] : [];
  for (const part of [...places, ...Object.values(facts)]) {
    const file = firstFile(part);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** A property that is there only when it has a value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

const KNOWN_TARGETS = new WeakMap<SlFacts, Map<CatalogueEntry, string>>();

/** `RDF 2, RA not declared`: the target in the elements that the check counts by; found once for all findings of a check in a slice. */
function slText(entry: CatalogueEntry, target: SlFacts, undeclared: readonly SlElement[] = []): string {
  const texts = KNOWN_TARGETS.get(target) ?? new Map<CatalogueEntry, string>();
  KNOWN_TARGETS.set(target, texts);
  const text = texts.get(entry) ?? findSlText(entry, declaredPart(target, undeclared));
  texts.set(entry, text);
  return text;
}

function findSlText(entry: CatalogueEntry, target: SlVector): string {
  const elements = FOUNDATIONAL_REQUIREMENTS.filter((element) => entry.slTarget[element] !== undefined);
  return elements.map((element) => `${element} ${target[element] ?? "not declared"}`).join(", ");
}
