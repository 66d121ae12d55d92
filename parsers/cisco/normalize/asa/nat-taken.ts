/**
 * Packets that an earlier translation takes by their source alone: a packet matches one statement, even one that says nothing of
 * destinations, and no later one changes what it goes to (ASA 8.4 configuration guide, how NAT is implemented).
 */
import type { NatRule } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import { carrierOf } from "./bridge-ports.js";
import { serviceOf, sides, staysAsSent } from "./nat-match.js";
import { expressionOf, meet, type Range, whole } from "./nat-ranges.js";
import type { NatSite } from "./nat-words.js";
import { type Paths, partOver } from "./reach.js";
import type { Translation } from "./translation.js";

/** Earlier translations that take packets of one service from one interface, as surely. */
interface Taking {
  readonly from: string | undefined;
  readonly taken: "all" | "some";
  readonly first: Translation;
  readonly all: Translation[];
}

/** Entries before those of a twice translation that keep from it what earlier ones take. */
export function takenBefore(
  later: Translation,
  earlier: readonly Translation[],
  paths: Paths,
  site: NatSite,
): NatRule[] {
  const { destination, ports } = later;
  if (destination === undefined || "any" in destination || staysAsSent(destination, ports)) return [];
  const found = new Map<string, Taking>();
  for (const one of earlier) {
    if (!isOfSources(one) || !doMeet(one, later)) continue;
    const taken = takes(one, later, destination.mapped, paths, site);
    if (taken === "none") continue;
    const from = one.realInterface ?? later.realInterface;
    const key = JSON.stringify([from, taken, one.ports?.before]);
    const known = found.get(key);
    if (known === undefined) found.set(key, { from, taken, first: one, all: [one] });
    else known.all.push(one);
  }
  return [...found.values()].map((taking) => entryOf(taking, later, destination.mapped, site));
}

function isOfSources({ destination }: Translation): boolean {
  return destination === undefined || "any" in destination;
}

function doMeet(one: Translation, later: Translation): boolean {
  if (!isOrAny(one.realInterface, later.realInterface)) return false;
  return one.real === "any" || later.real === "any" || meet(one.real, later.real);
}

function isOrAny(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/**
 * By which interface packets leave decides whether a translation is about them: those that it leaves alone go as routes say, and
 * the later one would send them out by its own. Only where both come to the same it is known.
 */
function takes(
  one: Translation,
  { mappedInterface: own }: Translation,
  addresses: readonly Range[],
  paths: Paths,
  { interfaces }: NatSite,
): "all" | "some" | "none" {
  const { mappedInterface, isObject } = one;
  // An object has a say in one end of a packet: whether another statement has one in the other end is not verified.
  const sure = isObject === true ? "some" : "all";
  if (mappedInterface === undefined) return sure;
  const over = carrierOf(mappedInterface, interfaces)?.interface.id ?? mappedInterface;
  const part = partOver(addresses, over, paths);
  if (part === "none" && !isOrAny(mappedInterface, own)) return "none";
  return part === "all" && own === mappedInterface && over === mappedInterface ? sure : "some";
}

function entryOf(
  { from, taken, first, all }: Taking,
  later: Translation,
  addresses: readonly Range[],
  { context }: NatSite,
): NatRule {
  const names = all.length === 1 ? first.id : `${first.id} and ${all.length - 1} more`;
  const to = expressionOf(addresses);
  const open = (): AddressExpression => {
    const reason = `whether earlier translations (${names}) take packets of this one, which then go where they were sent, is not known`;
    return { kind: "unknown", doubt: context.doubt(reason, later.line, { scope: "match" }), upper: to };
  };
  return {
    id: `${names} before ${later.id}`,
    kind: "destination",
    match: {
      ...sides(from, undefined),
      source: all.length === 1 ? whole(first.real) : { kind: "union", of: all.map(({ real }) => whole(real)) },
      destination: taken === "all" ? to : open(),
      service: serviceOf(first.ports?.before),
    },
    exempt: true,
    enabled: true,
    at: [context.at(first.line), ...all.slice(1).map(({ line }) => context.at(line))],
  };
}
