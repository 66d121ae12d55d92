/** The data of this report, read once from the element that holds it, with what the views look up in it. */
import { inflateSync } from "fflate";
import type { PairJson } from "../../json-shape.js";
import { concernOf } from "../../zone-concern.js";
import type { PageData, PageFinding, PairSetsJson } from "../page-data.js";
import { wholeValue } from "./whole-value.js";

function readData(): PageData {
  const element = document.getElementById("data");
  const text = element?.textContent;
  if (text === null || text === undefined) throw new Error("this file holds no report");
  // Written by the same version of zoneproof that wrote this program into the file.
  return (element?.dataset.packed === undefined ? JSON.parse(text) : unpacked(text)) as PageData;
}

/** Large reports are packed (`packed.ts`). */
function unpacked(text: string): unknown {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  // A callback for each character takes seconds.
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return wholeValue(JSON.parse(new TextDecoder().decode(inflateSync(bytes))));
}

export const DATA = readData();
export const { report: REPORT } = DATA;

const PAIRS = new Map(REPORT.pairs.map((pair, index) => [pairKey(pair.from, pair.to), { pair, index }]));

export function pairKey(from: string, to: string): string {
  return `${from}\n${to}`;
}

export function pairOf(from: string, to: string): PairJson | undefined {
  return PAIRS.get(pairKey(from, to))?.pair;
}

export function setsOf(from: string, to: string): PairSetsJson | undefined {
  const found = PAIRS.get(pairKey(from, to));
  return found && DATA.sets[found.index];
}

/** Every zone of the pairs, in the order of the map. */
export const ZONES: readonly string[] = [...new Set(REPORT.pairs.flatMap(({ from, to }) => [from, to]))];

export const FINDINGS_OF_PAIR: ReadonlyMap<string, readonly PageFinding[]> = groupFindings();

function groupFindings(): Map<string, PageFinding[]> {
  const groups = new Map<string, PageFinding[]>();
  for (const finding of REPORT.findings) {
    if (finding.from === null || finding.to === null) continue;
    const key = pairKey(finding.from, finding.to);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return groups;
}

/** Whether a finding is about a zone, as the gap table counts it. */
export const concernsZone: (finding: PageFinding, zone: string) => boolean = concernOf({
  conduits: REPORT.map?.conduits ?? [],
  devices: REPORT.devices,
});

export const FINDINGS: ReadonlyMap<string, PageFinding> = new Map(
  REPORT.findings.map((finding) => [finding.fingerprint, finding]),
);

export function requirementsOf(check: string): readonly string[] {
  return REPORT.checks[check]?.requirements ?? [];
}
