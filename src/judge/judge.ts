/** Judges the facts: every slice goes through the policies once, what they say becomes findings. */
import type { DeviceFacts } from "../facts/device.js";
import type { MapFacts } from "../facts/map.js";
import type { PairFacts } from "../facts/pair.js";
import type { Bundle } from "./bundle.js";
import type { CatalogueEntry, Finding, NotAssessed } from "./finding.js";
import { distinguish } from "./fingerprint.js";
import { deviceInput, type Handed, type Members, pairInput } from "./input.js";
import { everyMember } from "./members.js";
import { inOrder } from "./order.js";
import { readSaid } from "./said.js";
import { optional, type Subject, toFinding } from "./to-finding.js";

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

/**
 * Runs the policies over every pair and every device. Slices are small on purpose (design 7): memory stays bounded by the
 * largest of them.
 * @throws Error when a policy breaks or gives something that is no finding.
 */
export function judge(bundle: Bundle, facts: Facts): Judgement {
  const slices = [
    ...facts.pairs.map((pair) => ({
      slice: "pair" as const,
      handed: encoded(pairInput(pair)),
      subject: pairSubject(pair, facts.map),
    })),
    ...facts.devices.map((device) => ({
      slice: "device" as const,
      handed: encoded(deviceInput(device)),
      subject: deviceSubject(device),
    })),
  ];
  const open = bundle.open(Math.max(0, ...slices.map(({ handed }) => handed.json.byteLength)));
  const entries = new Map(bundle.catalogue.map((entry) => [entry.id, entry]));
  const findings: Finding[] = [];
  const unseen: NotAssessed[] = [];
  for (const { slice, handed, subject } of slices) {
    const said = readSaid(open.evaluate(slice, handed.json));
    for (const one of said.findings) {
      const entry = entryOf(entries, one.check);
      for (const each of everyMember(one, handed.members)) findings.push(toFinding(each, entry, subject));
    }
    for (const { check, notAssessed } of said.notAssessed) {
      unseen.push({ check, ...optional("device", subject.device), reason: notAssessed });
    }
  }
  return {
    findings: distinguish(inOrder(findings)),
    notAssessed: [...needingMap(bundle.catalogue, facts), ...unseen],
    catalogue: bundle.catalogue,
  };
}

function pairSubject(pair: PairFacts, map: MapFacts | undefined): Subject {
  const declared = map?.zones.find(({ id }) => id === pair.from.id) ?? map?.zones.find(({ id }) => id === pair.to.id);
  return { shown: pair, slTarget: pair.sl_target, pair, ...optional("place", declared?.location) };
}

function deviceSubject(device: DeviceFacts): Subject {
  return { shown: device, slTarget: device.has_map ? device.sl_target : undefined, device: device.id };
}

/** The input as JSON bytes of its own: what the bundle takes as it is. */
function encoded({ input, members }: Handed<unknown>): { json: ArrayBuffer; members: Members } {
  const bytes = new TextEncoder().encode(JSON.stringify(input));
  return { json: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), members };
}

function entryOf(entries: ReadonlyMap<string, CatalogueEntry>, check: string): CatalogueEntry {
  const entry = entries.get(check);
  if (entry === undefined) throw new Error(`the catalogue does not know the check ${check}: run \`npm run generate\``);
  return entry;
}

/** Checks that had nothing to look at for want of a map. */
function needingMap(catalogue: readonly CatalogueEntry[], facts: Facts): NotAssessed[] {
  if (facts.map !== undefined) return [];
  return catalogue
    .filter(({ needsMap }) => needsMap)
    .map(({ id }) => ({ check: id, reason: "needs a map of the zones and conduits (zones.yaml)" }));
}
