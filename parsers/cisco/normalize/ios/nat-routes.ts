/** Whether two ranges of addresses leave a router of IOS by one and the same route, as far as translations ask. */

import type { Route } from "../../../../src/model/device.js";
import { prefix4 } from "../../../../src/packets/address.js";
import type { IosInterface } from "./interfaces.js";

/** Both ends inclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Routing {
  readonly interfaces: readonly IosInterface[];
  readonly routes: readonly Route[];
  /** The routes are not complete. */
  readonly learns: boolean;
}

interface Entry extends Range {
  readonly egress: string;
}

/**
 * The interface by which packets to both ranges surely leave, over one network or next hop. `undefined` where any of them may
 * be parted by routes, where routes hang on a condition, and where a learned route may come before a written one.
 */
export function sharedWay(one: Range, other: Range, { interfaces, routes, learns }: Routing): string | undefined {
  // An address that is given at run time may connect any network.
  if (interfaces.some(({ interface: { addressDoubt } }) => addressDoubt !== undefined)) return undefined;
  const connected = interfaces.flatMap(({ interface: { id, router, enabled, addresses } }) =>
    router !== "default" || !enabled
      ? []
      : addresses.flatMap(({ address, prefixLength, family, kind }): Entry[] =>
          family === 4 && kind !== "virtual" ? [{ ...prefix4(Number(address), prefixLength), egress: id }] : [],
        ),
  );
  const written = routes.filter(({ family, router }) => family === 4 && router === "default");
  const entries = [...connected, ...written.map((route) => ({ ...rangeOf(route), route }))];
  const [way, same] = [one, other].map((range) => bestOf(entries, range));
  if (way === undefined || way !== same) return undefined;
  if (!("route" in way)) return way.egress;
  const { egress, nextHop, doubt } = way.route;
  if (learns || doubt !== undefined || typeof nextHop === "bigint") return undefined;
  if (egress !== undefined) return egress;
  return nextHop === undefined ? undefined : connected.find(({ from, to }) => from <= nextHop && nextHop <= to)?.egress;
}

/** The only longest one that holds all of a range, where none is about a part of it. */
function bestOf<Of extends Range>(entries: readonly Of[], range: Range): Of | undefined {
  const met = entries.filter(({ from, to }) => from <= range.to && range.from <= to);
  const whole = met.filter(({ from, to }) => from <= range.from && range.to <= to);
  const [first, second] = whole.toSorted((a, b) => a.to - a.from - (b.to - b.from));
  if (first === undefined || whole.length < met.length) return undefined;
  return second !== undefined && second.to - second.from === first.to - first.from ? undefined : first;
}

function rangeOf({ network, prefixLength }: Route): Range {
  return prefix4(Number(network), prefixLength);
}
