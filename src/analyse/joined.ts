/** Which devices join two zones over a net of ways that are not followed one by one. */
import type { Device } from "../model/device.js";
import { type Intervals, intersect, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Net } from "./net.js";

type Addresses = Intervals<number | bigint>;

/** The devices of a net through which routes lead from one end to the other, or those that its routers learn may do so. */
export function joinedBy(net: Net, family: 4 | 6): readonly Device[] {
  const { doors, learns } = net;
  const isThrough = learns
    ? doors.some(({ legs }) => legs.some(({ arriving }) => arriving.length > 0))
    : isLedThrough(net, family);
  return isThrough ? doors.flatMap(({ legs }) => legs.flatMap(({ way }) => way.hops.map(({ device }) => device))) : [];
}

/** Whether routes alone lead something from a door where the zone is attached to where it arrives. */
function isLedThrough({ doors, starts }: Net, family: 4 | 6): boolean {
  const domain = domainOf(family);
  const led = doors.map((): Addresses => []);
  const open = starts
    .filter(({ isAttached }) => isAttached)
    .map(({ door }) => ({ door, more: [domain.min, domain.max] as Addresses }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const known = led[next.door] ?? [];
    const more = subtract(next.more, known, domain);
    if (more.length === 0) continue;
    led[next.door] = union([known, more], domain);
    for (const leg of doors[next.door]?.legs.filter(({ isLearned }) => !isLearned) ?? []) {
      const sent = intersect(more, leg.destinations);
      if (intersect(sent, leg.arriving).length > 0) return true;
      open.push(...leg.next.map((door) => ({ door, more: sent })));
    }
  }
  return false;
}
