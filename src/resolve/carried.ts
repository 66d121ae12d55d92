/** Filters of switches that packets may meet within a VLAN, on their way between given devices: which segments these are. */
import type { CarriedFilter, Device, Interface } from "../model/device.js";
import { type Intervals, normalize } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";
import { connectedNetworks } from "./networks.js";

type Addresses = Intervals<number | bigint>;

/** A filter with what is known of the place of its VLANs. */
export interface Carrying {
  readonly device: Device;
  readonly filter: CarriedFilter;
  /** Whether an interface says that it is in one of its VLANs. */
  readonly isOn: (one: Interface) => boolean;
  /** The switch as one that does nothing else. */
  readonly alone: Device;
  /** Networks that interfaces of given devices have in its VLANs. */
  readonly networks: Readonly<Record<4 | 6, Addresses>>;
  /** Networks that they have in other VLANs. */
  readonly others: Readonly<Record<4 | 6, Addresses>>;
  /** Whether no given device says which network some of its VLANs has. */
  readonly isAstray: boolean;
}

/** A number means one VLAN in the whole plant. */
export function carriedAmong(devices: readonly Device[]): readonly Carrying[] {
  const tagged = devices
    .flatMap(({ interfaces }) => interfaces)
    .filter(({ vlan, addresses }) => vlan !== undefined && addresses.length > 0);
  return devices.flatMap((device) =>
    (device.carried ?? []).map((filter) => {
      const own = tagged.filter((one) => isOf(filter, one));
      return {
        device,
        filter,
        isOn: (one) => isOf(filter, one),
        alone: aloneOf(device, filter),
        networks: networksOf(own),
        others: networksOf(tagged.filter((one) => !isOf(filter, one))),
        isAstray: new Set(own.map(({ vlan }) => vlan)).size < sizeOf(filter),
      };
    }),
  );
}

function sizeOf({ vlans }: CarriedFilter): number {
  return vlans.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

function isOf({ vlans }: CarriedFilter, { vlan }: Interface): boolean {
  return vlan !== undefined && vlans.some(([from, to]) => from <= vlan && vlan <= to);
}

function networksOf(interfaces: readonly Interface[]): Record<4 | 6, Addresses> {
  const of = (family: 4 | 6): Addresses => {
    const found: (readonly [number | bigint, number | bigint])[] = [];
    for (const one of interfaces) {
      const networks = connectedNetworks(one, family);
      for (let at = 0; at + 1 < networks.length; at += 2) found.push([networks[at] ?? 0, networks[at + 1] ?? 0]);
    }
    return normalize<number | bigint>(found, domainOf(family));
  };
  return { 4: of(4), 6: of(6) };
}

/** Doubts about its ports are about all that meets the filter there; those about other interfaces are of no matter. */
function aloneOf(device: Device, { steps, interfaces }: CarriedFilter): Device {
  const isHere = (ids: readonly string[] | undefined) => ids?.some((id) => interfaces.includes(id)) ?? true;
  const doubts = device.doubts
    .filter(({ scope, interfaces: ids }) => scope !== "segments" && (scope !== "interfaces" || isHere(ids)))
    .map((doubt) => (doubt.scope === "interfaces" ? { ...doubt, scope: "device" as const } : doubt));
  return { ...device, forwarding: steps, toDevice: [], nat: [], doubts };
}
