/** Pairs of zones of IOS, each with its policy (reference/cisco.md 3.2). */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { Removals } from "../removals.js";

/** The device itself, and interfaces of no zone where `zone security default` is there. */
export const [SELF, DEFAULT] = ["self", "default"] as const;

export interface Pair {
  readonly source: string;
  readonly destination: string;
  readonly policy: string | undefined;
  readonly line: CiscoLine;
}

/**
 * The pairs of a configuration, by name: one that is written again is changed. A device refuses one of a zone that it does not
 * have: its name is spoilt, or the zone is, and what passes between others is then not known.
 */
export function readPairs(
  roots: readonly CiscoLine[],
  isZone: (name: string) => boolean,
  context: CiscoContext,
): Pair[] {
  const pairs = new Map<string, Pair>();
  const removals = new Removals();
  for (const line of beginning(roots, "zone-pair")) {
    if (!/^(?:no )?zone-pair\b/.test(line.text)) continue;
    const found = /^(no )?zone-pair security (\S+)(?: source (\S+) destination (\S+))?$/.exec(line.text);
    if (found === null) {
      context.unknown(line, "the configuration", { scope: "device" });
      continue;
    }
    const [, no, name = "", source, destination] = found;
    const former = pairs.get(name);
    pairs.delete(name);
    if (no !== undefined) {
      removals.taken(name, line);
      continue;
    }
    if (former === undefined && (source === undefined || destination === undefined)) {
      context.unknown(line, "zone-pair security", { scope: "device" });
      continue;
    }
    context.mark(line, "modelled");
    const zones = [source, destination].filter((zone) => zone !== undefined && zone !== SELF);
    if (zones.some((zone) => !isZone(zone ?? ""))) context.unknown(line, "zone-pair security", { scope: "device" });
    // What a device does with a pair that is told to be one of other zones is not documented.
    const isMoved = former !== undefined && source !== undefined && !isBetween(former, source, destination);
    if (isMoved) context.unknown(line, "zone-pair security", { scope: "device" });
    const policy = policyUnder(line, former?.policy, context);
    const isTaken = [...pairs.values()].some((one) => one.source === source && one.destination === destination);
    // The device takes one pair for each direction: which of two it has is not known.
    if (isTaken) context.unknown(line, "zone-pair security", { scope: "device" });
    removals.opened(name);
    pairs.set(name, {
      source: source ?? former?.source ?? "",
      destination: destination ?? former?.destination ?? "",
      policy,
      line,
    });
  }
  removals.doubt("zone-pair security", context);
  return [...pairs.values()];
}

function isBetween(one: Pair, source: string, destination: string | undefined): boolean {
  return one.source === source && one.destination === destination;
}

/** The policy of a pair. One beside another is refused, or takes its place: which is not documented. */
function policyUnder(line: CiscoLine, former: string | undefined, context: CiscoContext): string | undefined {
  let policy = former;
  for (const child of line.children) {
    const [, no, given] = /^(no )?service-policy type inspect (\S+)$/.exec(child.text) ?? [];
    const isOther = given !== undefined && policy !== undefined && policy !== given;
    if ((given === undefined && !child.text.startsWith("description ")) || isOther)
      context.unknown(child, "zone-pair security", { scope: "device" });
    else context.mark(child, "modelled");
    for (const deeper of child.children) context.unknown(deeper, "zone-pair security", { scope: "device" });
    if (given !== undefined && !isOther) policy = no === undefined ? given : undefined;
  }
  return policy;
}
