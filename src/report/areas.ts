/** The areas of step 3, one by one: what is open in each, and which checks looked. */
import type { NotAssessed } from "../judge/finding.js";
import type { CheckResult } from "./result.js";
import type { AreaJson } from "./views-shape.js";

/** Every area of the catalogue by name: an area where nothing was found is told too. */
export function areasOf({ catalogue, findings, notAssessed, devices }: CheckResult): AreaJson[] {
  const missed = new Map<string, NotAssessed[]>();
  for (const one of notAssessed) {
    const known = missed.get(one.check);
    if (known === undefined) missed.set(one.check, [one]);
    else known.push(one);
  }
  const none = () => ({ critical: 0, high: 0, medium: 0, low: 0, info: 0 });
  const openIn = new Map(catalogue.map(({ area }) => [area, none()]));
  for (const { area, status, severity } of findings) {
    const open = status === "open" ? openIn.get(area) : undefined;
    if (open !== undefined) open[severity]++;
  }
  return [...openIn]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, open]) => {
      const checks = catalogue.filter((entry) => entry.area === area).map(({ id }) => id);
      // Where no device was read nothing was looked at, unless it shows in the map alone.
      const saw = new Set(devices.length === 0 ? findings.map(({ check }) => check) : checks);
      const within = (reach: Reach) =>
        checks.filter((id) => (saw.has(id) ? reachOf(missed.get(id) ?? [], devices.length) : "none") === reach);
      return { area, open, looked: within("all"), partlyAssessed: within("some"), notAssessed: within("none") };
    });
}

type Reach = "all" | "some" | "none";

/** How far a check looked, by what it says of where it could not. */
function reachOf(missed: readonly NotAssessed[], devices: number): Reach {
  if (missed.length === 0) return "all";
  const named = new Set(missed.flatMap(({ device }) => device ?? []));
  return missed.some(({ device }) => device === undefined) || named.size >= devices ? "none" : "some";
}
