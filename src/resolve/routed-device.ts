/** A device with what its routers know, and those of its interfaces that may lead where nobody wrote (design 6). */
import type { Device, Interface } from "../model/device.js";
import { type ForwardingTable, forwardingTable } from "./forwarding-table.js";
import { doubtfulInterfaces, hiddenDoors, isUnread, type Topology } from "./topology.js";

/** A device with what its routers know. */
export interface RoutedDevice {
  readonly device: Device;
  readonly interfaces: ReadonlyMap<string, Interface>;
  /**
   * Interfaces that may lead to networks nobody wrote down: tunnels without a route, or with others than it, unless they need one;
   * those with an address from somebody else; those that have none, and of which a statement was not understood; one that stands
   * in what was not understood.
   */
  readonly unwritten: readonly Interface[];
  /** Others of which a statement was not understood: a crypto map, say. */
  readonly misread: readonly Interface[];
  /** Those whose own address may be any: it was not read. */
  readonly unread: readonly Interface[];
  /** By router id. */
  readonly tables: ReadonlyMap<string, Readonly<Record<4 | 6, ForwardingTable>>>;
}

export function routedDevice(device: Device, topology: Topology): RoutedDevice {
  const tables = device.routers.map(
    (router) =>
      [router.id, { 4: forwardingTable(device, router.id, 4), 6: forwardingTable(device, router.id, 6) }] as const,
  );
  const doubtful = doubtfulInterfaces(device);
  const routedOver = new Set(device.routes.map(({ egress }) => egress));
  const isUnwritten = (one: Interface): boolean => {
    if (topology.isLink({ device, interface: one })) return false;
    const isNamed = routedOver.has(one.id) && one.takesRoutes !== true;
    const isOpen = one.kind === "tunnel" && one.onlyRouted !== true && !isNamed;
    return one.addressDoubt !== undefined || isOpen;
  };
  const ready = device.interfaces.filter(({ enabled, kind }) => enabled && (kind === "routed" || kind === "tunnel"));
  const hidden = hiddenAmong(device);
  const blank = misreadAmong(device);
  const unwritten = [
    ...ready.filter(isUnwritten),
    ...device.interfaces.filter((one) => isBlank(one, blank)),
    ...hidden,
  ];
  const misread = ready.filter((one) => doubtful.has(one.id) && !unwritten.includes(one));
  const unread = ready.filter((one) => isUnread(one, doubtful));
  const interfaces = new Map([...device.interfaces, ...hidden].map((one) => [one.id, one]));
  return { device, interfaces, unwritten, misread, unread, tables: new Map(tables) };
}

/** Whether an interface may have any networks: it shows none, and a statement of it was not understood. */
function isBlank({ id, kind, enabled, addresses, addressDoubt }: Interface, misread: ReadonlySet<string>): boolean {
  if (!enabled || addresses.length > 0 || addressDoubt !== undefined) return false;
  return (kind === "routed" || kind === "other") && misread.has(id);
}

/** Interfaces of which a statement was not understood that may give them an address. */
function misreadAmong({ doubts }: Device): ReadonlySet<string> {
  const found = doubts.filter(({ scope, addressesKnown }) => scope === "interfaces" && addressesKnown !== true);
  return new Set(found.flatMap(({ interfaces }) => interfaces ?? []));
}

/** An interface in each router of a device that hides one in what was not understood. */
function hiddenAmong(device: Device): Interface[] {
  const [door] = hiddenDoors(device);
  if (door === undefined) return [];
  const one = door.interface;
  return device.routers.map(({ id }, index) => ({
    ...one,
    id: index === 0 ? one.id : `${one.id} in ${id}`,
    router: id,
  }));
}
