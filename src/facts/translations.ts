/** What translations make of the packets of a way, beside the real ends they are told by. */
import type { Hop } from "../analyse/way.js";
import type { NatRule } from "../model/device.js";
import { formatIPv4, formatIPv6 } from "../packets/address.js";
import { type Intervals, pairsOf } from "../packets/intervals.js";
import type { TranslationFacts } from "./pair.js";

/** How many ranges are written out. */
const SHOWN = 3;

/** The translations of one device, in the order in which packets meet them. */
export function translationsOf({ passage }: Hop): TranslationFacts[] {
  if (passage === undefined) return [];
  const { incoming, forwarded, leaving, destination, source = [] } = passage;
  const [ports] = incoming.view.ports.slice(0, incoming.view.ports.length - forwarded.view.ports.length);
  const into = facts(destination, {
    of: "destination",
    from: `${rangesText(incoming.view.destination.seen)}${portsText(ports?.from)}`,
    to: `${rangesText(forwarded.view.destination.seen)}${portsText(ports?.to)}`,
  });
  const out = facts(source, {
    of: "source",
    from: rangesText(forwarded.view.source.seen),
    to: rangesText(leaving.view.source.seen),
  });
  return [...into, ...out];
}

function facts(
  chosen: readonly NatRule[],
  { of, from, to }: Pick<TranslationFacts, "of" | "from" | "to">,
): TranslationFacts[] {
  return chosen.length === 0 ? [] : [{ of, from, to, rules: chosen.map(({ id }) => id) }];
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
