/** Addresses of a network that no host of it has. */
import type { Device } from "../model/device.js";
import { prefix4 } from "../packets/address.js";
import { type Intervals, normalize } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import { ofPlantIn } from "./of-plant.js";

/**
 * First and last of the IPv4 networks that given devices are on. No host has them, and a router that is on the network keeps
 * what is for them: to send it to all hosts there is off by default (RFC 2644, reference/cisco.md, fortios.md, pfsense.md).
 */
export const edgeAddresses = ofPlantIn((plant, family): Intervals<number | bigint> => {
  const edges = family === 4 ? plant.devices.flatMap(({ device }) => networkEdges(device)) : [];
  return normalize<number | bigint>(
    edges.map((address) => [address, address] as const),
    domainOf(family),
  );
});

/** Network and broadcast addresses; a network of two or one has none (RFC 3021). */
function networkEdges(device: Device): number[] {
  return device.interfaces.flatMap((one) =>
    one.addresses.flatMap(({ address, prefixLength }) => {
      if (typeof address === "bigint" || prefixLength > 30) return [];
      const { from, to } = prefix4(address, prefixLength);
      return [from, to];
    }),
  );
}
