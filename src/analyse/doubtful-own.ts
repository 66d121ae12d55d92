/** Addresses that a host may have, and a device instead: those of interfaces that may be down, and those that translations give. */
import type { Device, Interface, NatRule } from "../model/device.js";
import { type Intervals, intersect, normalize, subtract, union } from "../packets/intervals.js";
import { AddressBounds, domainOf } from "../resolve/address-bounds.js";
import { connectedNetworks } from "../resolve/networks.js";
import { isReady } from "../resolve/topology.js";
import { deviceAddresses } from "./doors.js";
import { ofPlantIn } from "./of-plant.js";
import { downText } from "./tunnels.js";

type Addresses = Intervals<number | bigint>;

/** Addresses that may be a host's or a device's, and why. */
export interface DoubtfulOwn {
  readonly device: Device;
  readonly addresses: Addresses;
  /** As a sentence. */
  readonly text: string;
  readonly at: Device["at"];
}

/**
 * Those of interfaces of a plant that may be down and that no interface has which is surely up: while they are down, what is for them
 * is for a host elsewhere. Then those of translations.
 */
export const doubtfulOwn = ofPlantIn((plant, family): readonly DoubtfulOwn[] => {
  const domain = domainOf(family);
  const doors = plant.devices.flatMap(({ device }) =>
    device.interfaces.filter(({ enabled }) => enabled).map((one) => ({ device, interface: one })),
  );
  const doubtful = doors.filter((door) => door.interface.stateDoubt !== undefined);
  if (doubtful.length === 0) return givenAway(plant, family);
  const addressesOf = ({ addresses }: Interface) =>
    addresses.filter((one) => one.family === family).map(({ address }) => [address, address] as const);
  const sure = doors.filter((door) => door.interface.stateDoubt === undefined);
  const known = normalize<number | bigint>(
    sure.flatMap((door) => addressesOf(door.interface)),
    domain,
  );
  const down = doubtful.map(({ device, interface: one }) => ({
    device,
    addresses: subtract(normalize<number | bigint>(addressesOf(one), domain), known, domain),
    text: `its own addresses are those of hosts while ${downText(device, one)}`,
    at: one.at[0],
  }));
  return [...down.filter(({ addresses }) => addresses.length > 0), ...givenAway(plant, family)];
});

/**
 * Addresses of a segment that a device there gives to what it translates: it answers for them (RFC 3022 4.1; proxy ARP), and a host
 * with one of them would have it twice.
 */
export const givenAway = ofPlantIn((plant, family): readonly DoubtfulOwn[] => {
  const domain = domainOf(family);
  const others = deviceAddresses(plant, family);
  return plant.devices.flatMap(({ device }): readonly DoubtfulOwn[] => {
    const [first, ...more] = device.nat.filter(
      ({ kind, enabled, exempt, translated }) =>
        kind === "source" && enabled && exempt !== true && translated !== undefined,
    );
    if (first === undefined) return [];
    const bounds = new AddressBounds(device);
    const given = [first, ...more].map((nat) =>
      intersect(newAddresses(bounds, nat, family), networksBehind(device, nat, family)),
    );
    const addresses = subtract(union(given, domain), others, domain);
    const text = `${device.id} translates into addresses of a network it is on: hosts there may have them as well`;
    return addresses.length === 0 ? [] : [{ device, addresses, text, at: first.at[0] }];
  });
});

/** What a translation surely uses; what keeps its address is itself again. */
function newAddresses(bounds: AddressBounds, { match, translated, inOrder }: NatRule, family: 4 | 6): Addresses {
  const to = translated === undefined ? [] : bounds.of(translated, family).lower;
  return inOrder === true ? subtract(to, bounds.of(match.source, family).upper, domainOf(family)) : to;
}

/** The networks that packets are on which it translated. */
function networksBehind({ interfaces }: Device, { match: { egress } }: NatRule, family: 4 | 6): Addresses {
  const behind = interfaces.filter((one) => isReady(one) && (egress?.includes(one.id) ?? true));
  return union(
    behind.map((one) => connectedNetworks(one, family)),
    domainOf(family),
  );
}

/** Those of them that are among the ends of a question. */
export function doubtfulAmong(all: readonly DoubtfulOwn[], ends: readonly Addresses[]): readonly DoubtfulOwn[] {
  return all.filter(({ addresses }) => ends.some((end) => intersect(addresses, end).length > 0));
}
