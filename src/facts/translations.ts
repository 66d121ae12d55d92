/** What translations make of the packets of a way, beside the real ends they are told by. */
import type { ToldChanges } from "../analyse/nat/told-changes.js";
import type { Hop } from "../analyse/way.js";
import type { NatRule } from "../model/device.js";
import { formatIPv4, formatIPv6 } from "../packets/address.js";
import { type Intervals, pairsOf } from "../packets/intervals.js";
import type { LocationFacts } from "./common.js";
import type { TranslationFacts } from "./pair.js";
import { locationFacts } from "./rule-places.js";

/** How many ranges are written out. */
const SHOWN = 3;

/** What a device makes of the packets of a way. */
export interface WayTranslationFacts extends TranslationFacts {
  /** Whether all of what passes the way surely takes it: no other one, and not none. */
  certain: boolean;
  /** The lines of each of `rules`. */
  locations: LocationFacts[];
}

/** The translations of one device that decide what the way lets pass, in the order in which packets meet them. */
export function translationsOf(hop: Hop): TranslationFacts[] {
  return chosenOf(hop).map(({ rules, ...of }) => ({ ...of, rules: rules.map(({ id }) => id) }));
}

/** The same with their lines, and with those of the source that nothing behind the device looks at. */
export function toldTranslationsOf(hop: Hop, { surely, unseen }: ToldChanges): WayTranslationFacts[] {
  const chosen = chosenOf(hop).map((one) => told(one, surely[one.of]));
  const others = unseen.map(({ nat, from, to, surely: isSure }) =>
    told({ of: "source", from: rangesText(from), to: rangesText(to), rules: [nat] }, isSure),
  );
  return [...chosen, ...others];
}

interface Chosen extends Omit<TranslationFacts, "rules"> {
  readonly rules: readonly NatRule[];
}

function told({ rules, ...of }: Chosen, certain: boolean): WayTranslationFacts {
  const locations = rules.map(({ at }) => locationFacts(at[0]));
  return { ...of, rules: rules.map(({ id }) => id), certain, locations };
}

function chosenOf({ passage }: Hop): Chosen[] {
  if (passage === undefined) return [];
  const { incoming, forwarded, leaving, destination, source = [] } = passage;
  const [ports] = incoming.view.ports.slice(0, incoming.view.ports.length - forwarded.view.ports.length);
  const into: Chosen = {
    of: "destination",
    from: `${rangesText(incoming.view.destination.seen)}${portsText(ports?.from)}`,
    to: `${rangesText(forwarded.view.destination.seen)}${portsText(ports?.to)}`,
    rules: destination,
  };
  const out: Chosen = {
    of: "source",
    from: rangesText(forwarded.view.source.seen),
    to: rangesText(leaving.view.source.seen),
    rules: source,
  };
  return [into, out].filter(({ rules }) => rules.length > 0);
}

function rangesText(values: Intervals<number | bigint>): string {
  const pairs = pairsOf(values);
  const shown = pairs.slice(0, SHOWN).map(([from, to]) => (from === to ? text(from) : `${text(from)}-${text(to)}`));
  return `${shown.join(", ")}${pairs.length > SHOWN ? ` and ${pairs.length - SHOWN} more ranges` : ""}`;
}

function text(address: number | bigint): string {
  return typeof address === "bigint" ? formatIPv6(address) : formatIPv4(address);
}

function portsText(ports: readonly number[] | undefined): string {
  if (ports === undefined) return "";
  const shown = pairsOf(ports).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  return `:${shown.join(",")}`;
}
