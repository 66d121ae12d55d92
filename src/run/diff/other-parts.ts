/** What of a device changed beside what its filters let through. */
import type { Device } from "../../model/device.js";
import type { SourceRange } from "../../source/range.js";
import { type SourceFile, splitLines } from "../../source/source-file.js";

/** Parts by the names that reports use. */
const PARTS: Readonly<Record<string, (device: Device) => unknown>> = {
  interfaces: ({ interfaces }) => interfaces,
  "routing instances": ({ routers }) => routers,
  routes: ({ routes }) => routes,
  "address translation": ({ nat, addresses, services }) => (nat.length === 0 ? [] : [nat, addresses, services]),
  "what sends packets past the routes": policyRouting,
  "lists of ports and VLAN maps": ({ carried = [], tables }) => (carried.length === 0 ? [] : [carried, tables]),
  management: ({ management }) => management,
  "how it is run": ({ posture }) => posture,
  "statements that were not understood": ({ unparsed }) => unparsed,
};

/** Parts that say where packets go and what becomes of them: with one of these changed, filters alone prove nothing. */
export const FORWARDING_PARTS: readonly string[] = [
  "interfaces",
  "routing instances",
  "routes",
  "address translation",
  "what sends packets past the routes",
  "lists of ports and VLAN maps",
];

/** Keys of places and of words for people. */
const NO_MEANING: ReadonlySet<string> = new Set(["at", "comment", "description", "file", "line"]);
/** Keys that name a doubt by its number, which depends on what else is in the file. */
const DOUBT_KEYS: ReadonlySet<string> = new Set(["doubt", "addressDoubt", "stateDoubt", "dynamicRouting"]);

/** A device and the texts of its side by path. */
export interface DeviceOfSide {
  readonly device: Device;
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/** The parts that are not the same, places and descriptions apart. */
export function otherParts(before: DeviceOfSide, after: DeviceOfSide): string[] {
  const [was, is] = [before, after].map((side) => ({ ...side, doubts: doubtTexts(side) }));
  if (was === undefined || is === undefined) return [];
  return Object.entries(PARTS).flatMap(([name, part]) =>
    meaningOf(was, part(was.device)) === meaningOf(is, part(is.device)) ? [] : [name],
  );
}

/** All of a device but places, words for people and what its file is called. */
export function meaningOfDevice({ file: _file, ...device }: Device): string {
  return written(device, new Map());
}

/** What each doubt says, by its number: the reason, and of one about ways its lines: the model has nothing else of where these lead. */
function doubtTexts({ device, sources }: DeviceOfSide): ReadonlyMap<string, string> {
  const linesOf = new Map<string, readonly string[]>();
  const textAt = ({ file, line, endLine }: SourceRange) => {
    const lines = linesOf.get(file) ?? splitLines(sources.get(file)?.text ?? "");
    linesOf.set(file, lines);
    return lines.slice(line - 1, endLine).map((one) => one.trim().replace(/\s+/g, " "));
  };
  const ways = new Set([
    ...device.interfaces.flatMap(({ policyRouted = [] }) => policyRouted.map(({ doubt }) => doubt)),
    ...device.routers.map(({ dynamicRouting, learned }) => dynamicRouting ?? learned?.doubt),
    ...device.doubts.flatMap(({ id, reroutes }) => (reroutes === true ? [id] : [])),
  ]);
  return new Map(
    device.doubts.map(({ id, reason, at }) => [id, ways.has(id) ? [reason, ...textAt(at)].join("\n") : reason]),
  );
}

/** Rules that send packets past the routes, with all that stands beside them: the first that matches decides; and such doubts. */
function policyRouting({ tables, doubts, addresses, services }: Device): unknown {
  const steering = tables
    .filter(({ rules }) => rules.some(({ steers }) => steers === true))
    .map(({ rules }) => rules.map(({ action, match, enabled, doubts: own }) => ({ action, match, enabled, own })));
  const rerouting = doubts
    .filter(({ reroutes }) => reroutes === true)
    .map(({ id, interfaces }) => ({ doubt: id, interfaces }));
  return steering.length + rerouting.length === 0 ? [] : [steering, rerouting, addresses, services];
}

function meaningOf(
  { device, doubts }: { readonly device: Device; readonly doubts: ReadonlyMap<string, string> },
  part: unknown,
): string {
  const textOf = (value: unknown) => written(value, doubts);
  // In which order interfaces and routes are written means nothing; of translations the first that matches counts.
  const isOrdered = part === device.nat || !Array.isArray(part) || Array.isArray(part[0]);
  return isOrdered ? textOf(part) : part.map(textOf).sort().join("\n");
}

function written(part: unknown, doubts: ReadonlyMap<string, string>): string {
  const text = JSON.stringify(part, (key, value: unknown) => {
    if (NO_MEANING.has(key)) return undefined;
    if (typeof value === "bigint") return `${value}n`;
    return DOUBT_KEYS.has(key) && typeof value === "string" ? (doubts.get(value) ?? value) : value;
  });
  return text ?? "";
}
