/** Judges the facts: every slice goes through the policies once, what they say becomes findings. */
import type { LocationFacts, SlFacts } from "../facts/common.js";
import type { DeviceFacts } from "../facts/device.js";
import type { MapFacts } from "../facts/map.js";
import type { PairFacts } from "../facts/pair.js";
import type { Bundle } from "./bundle.js";
import { collectEvidence } from "./evidence.js";
import type { CatalogueEntry, Finding, NotAssessed } from "./finding.js";
import { distinguish, fingerprint } from "./fingerprint.js";
import { deviceInput, pairInput } from "./input.js";
import { compareFindings } from "./order.js";
import { readSaid, type Said } from "./said.js";

export interface Facts {
  readonly pairs: readonly PairFacts[];
  readonly devices: readonly DeviceFacts[];
  /** Left out when no map was given. */
  readonly map?: MapFacts;
}

export interface Judgement {
  /** Worst first (order.ts). */
  readonly findings: Finding[];
  readonly notAssessed: NotAssessed[];
  readonly catalogue: readonly CatalogueEntry[];
}

/** What a slice adds to the findings about it. */
interface Subject {
  readonly slTarget: SlFacts | undefined;
  readonly device?: string;
  readonly pair?: PairFacts;
  /** Where the map declares one of its zones: for a finding whose evidence has no line of its own. */
  readonly place?: LocationFacts;
}

/**
 * Runs the policies over every pair and every device. Slices are small on purpose (design 7): memory stays bounded by the
 * largest of them.
 * @throws Error when a policy breaks or gives something that is no finding.
 */
export async function judge(bundle: Bundle, facts: Facts): Promise<Judgement> {
  const slices = [
    ...facts.pairs.map((pair) => ({
      slice: "pair" as const,
      json: encode(pairInput(pair)),
      shown: pair,
      subject: pairSubject(pair, facts.map),
    })),
    ...facts.devices.map((device) => ({
      slice: "device" as const,
      json: encode(deviceInput(device)),
      shown: device,
      subject: deviceSubject(device),
    })),
  ];
  const open = await bundle.open(Math.max(0, ...slices.map(({ json }) => json.byteLength)));
  const entries = new Map(bundle.catalogue.map((entry) => [entry.id, entry]));
  const findings: Finding[] = [];
  const unseen: NotAssessed[] = [];
  for (const { slice, json, shown, subject } of slices) {
    const said = readSaid(open.evaluate(slice, json));
    for (const one of said.findings) findings.push(toFinding(one, entryOf(entries, one.check), shown, subject));
    for (const { check, notAssessed } of said.notAssessed) {
      unseen.push({ check, ...optional("device", subject.device), reason: notAssessed });
    }
  }
  return {
    findings: distinguish(findings.sort(compareFindings)),
    notAssessed: [...needingMap(bundle.catalogue, facts), ...unseen],
    catalogue: bundle.catalogue,
  };
}

function pairSubject(pair: PairFacts, map: MapFacts | undefined): Subject {
  const declared = map?.zones.find(({ id }) => id === pair.from.id) ?? map?.zones.find(({ id }) => id === pair.to.id);
  return { slTarget: pair.sl_target, pair, ...optional("place", declared?.location) };
}

function deviceSubject(device: DeviceFacts): Subject {
  return { slTarget: device.has_map ? device.sl_target : undefined, device: device.id };
}

/** The facts as JSON bytes of their own: what the bundle takes as it is. */
function encode(input: unknown): ArrayBuffer {
  const bytes = new TextEncoder().encode(JSON.stringify(input));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

function entryOf(entries: ReadonlyMap<string, CatalogueEntry>, check: string): CatalogueEntry {
  const entry = entries.get(check);
  if (entry === undefined) throw new Error(`the catalogue does not know the check ${check}: run \`npm run generate\``);
  return entry;
}

function toFinding(
  said: Said,
  entry: CatalogueEntry,
  shown: unknown,
  { slTarget, device, pair, place }: Subject,
): Finding {
  const evidence = collectEvidence(shown, said.evidence);
  const where = {
    ...optional("device", device ?? evidence.device),
    ...optional("from", pair?.from.id),
    ...optional("to", pair?.to.id),
  };
  return {
    check: entry.id,
    area: entry.area,
    title: entry.title,
    verdict: said.verdict,
    status: said.status,
    severity: said.severity,
    message: said.message,
    ...where,
    ...optional("conduit", pair?.conduit?.id),
    ...optional("slTarget", slTarget && slText(entry, slTarget)),
    ...optional("rule", said.rule),
    ...optional("witness", evidence.witness),
    boxes: evidence.boxes,
    doubts: evidence.doubts,
    locations: evidence.locations.length > 0 ? evidence.locations : [place ?? wholeFile(shown)],
    requirements: entry.requirements,
    owner: entry.owner,
    phase: entry.phase,
    why: entry.description,
    action: entry.action,
    fingerprint: fingerprint({ check: entry.id, ...where, subject: said.subject ?? [said.message] }),
  };
}

/**
 * The first line of the file a slice comes from: where the evidence is that something is absent from it.
 * @throws Error when nothing in the slice has a place, so that no finding goes out without one.
 */
function wholeFile(input: unknown): LocationFacts {
  const file = firstFile(input);
  if (file === undefined) throw new Error("the facts of a finding name no file at all");
  return { file, line: 1, column: 1, end_line: 1, end_column: 1 };
}

function firstFile(facts: unknown): string | undefined {
  if (typeof facts !== "object" || facts === null) return undefined;
  if ("file" in facts && "line" in facts && typeof facts.file === "string") return facts.file;
  for (const part of Object.values(facts)) {
    const file = firstFile(part);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** A property that is there only when it has a value. */
function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

/** `RDF 2, RA 3`: the target in the elements that the check counts by. */
function slText(entry: CatalogueEntry, target: SlFacts): string {
  const elements = Object.entries(target).filter(([element]) => entry.slTarget[element] !== undefined);
  return elements.map(([element, level]) => `${element} ${level}`).join(", ");
}

/** Checks that had nothing to look at for want of a map. */
function needingMap(catalogue: readonly CatalogueEntry[], facts: Facts): NotAssessed[] {
  if (facts.map !== undefined) return [];
  return catalogue
    .filter(({ needsMap }) => needsMap)
    .map(({ id }) => ({ check: id, reason: "needs a map of the zones and conduits (zones.yaml)" }));
}
