/** What of a device changed beside what its filters let through. */
import type { Device } from "../../model/device.js";

/** Parts by the names that reports use. */
const PARTS: Readonly<Record<string, (device: Device) => unknown>> = {
  interfaces: ({ interfaces }) => interfaces,
  "routing instances": ({ routers }) => routers,
  routes: ({ routes }) => routes,
  "address translation": ({ nat, addresses, services }) => (nat.length === 0 ? [] : [nat, addresses, services]),
  management: ({ management }) => management,
  "how it is run": ({ posture }) => posture,
  "statements that were not understood": ({ unparsed }) => unparsed,
};

/** Parts that say where packets go and what becomes of them: with one of these changed, filters alone prove nothing. */
export const FORWARDING_PARTS: readonly string[] = ["interfaces", "routing instances", "routes", "address translation"];

/** Keys of places and of words for people. */
const NO_MEANING: ReadonlySet<string> = new Set(["at", "comment", "description", "file", "line"]);
/** Keys that name a doubt by its number, which depends on what else is in the file. */
const DOUBT_KEYS: ReadonlySet<string> = new Set(["doubt", "addressDoubt", "dynamicRouting"]);

/** The parts that are not the same, places and descriptions apart. */
export function otherParts(before: Device, after: Device): string[] {
  return Object.entries(PARTS).flatMap(([name, part]) =>
    meaningOf(before, part(before)) === meaningOf(after, part(after)) ? [] : [name],
  );
}

function meaningOf(device: Device, part: unknown): string {
  const reasons = new Map(device.doubts.map(({ id, reason }) => [id, reason]));
  const textOf = (value: unknown) => written(value, reasons);
  // In which order interfaces and routes are written means nothing; of translations the first that matches counts.
  const isOrdered = part === device.nat || !Array.isArray(part) || Array.isArray(part[0]);
  return isOrdered ? textOf(part) : part.map(textOf).sort().join("\n");
}

function written(part: unknown, reasons: ReadonlyMap<string, string>): string {
  const text = JSON.stringify(part, (key, value: unknown) => {
    if (NO_MEANING.has(key)) return undefined;
    if (typeof value === "bigint") return `${value}n`;
    return DOUBT_KEYS.has(key) && typeof value === "string" ? (reasons.get(value) ?? value) : value;
  });
  return text ?? "";
}
