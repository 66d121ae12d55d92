/** The ways out of one device that routes, or what nobody wrote down, leave to a packet. */
import type { Device, Interface, NatRule } from "../model/device.js";
import { type Intervals, intersect, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment, RoutedDevice } from "../resolve/attachments.js";
import type { Way as RouteWay } from "../resolve/forwarding-table.js";
import type { Plant } from "../resolve/plant.js";
import { type Door, isReady } from "../resolve/topology.js";
import type { Doors } from "./doors.js";
import type { Dialling } from "./nat/dialling.js";
import type { PassedLeg } from "./nat/legs.js";

type Addresses = Intervals<number | bigint>;

/** What is asked for: the zones, and where each is attached. */
export interface Ends {
  readonly from: string;
  readonly to: string;
  readonly family: 4 | 6;
  readonly sources: readonly Attachment[];
  readonly targets: readonly Attachment[];
}

/** A packet on its way: where it stands, what of it is left, how it came. */
export interface Standing {
  readonly at: RoutedDevice;
  readonly ingress: Interface;
  readonly sources: Addresses;
  readonly destinations: Addresses;
  readonly hops: readonly PassedLeg[];
  readonly uncertain: boolean;
  /** Whether `destinations` are such as are dialled to be translated; until they are, packets arrive nowhere. */
  readonly dials: boolean;
  /** What the device they stand at does to their destination. */
  readonly into: readonly NatRule[];
  readonly because?: string;
}

/** A way out of one device. */
export interface Exit {
  readonly egress: Interface;
  readonly destinations: Addresses;
  /** What of them lies behind it without another given device. */
  readonly arrives: Addresses;
  readonly next: readonly Door[];
  readonly uncertain: boolean;
  /** Whether it may not be there at all. */
  readonly mayBeMissing: boolean;
  readonly because?: string;
}

/** What ways out are looked for with. */
interface Asked {
  readonly plant: Plant;
  readonly ends: Ends;
  /** The packets are for the device itself. */
  readonly device: Device | undefined;
  readonly doors: Doors;
  readonly dialling: Dialling;
  /** The addresses that packets are for in the end. */
  readonly wanted: Addresses;
}

export class Exits {
  constructor(private readonly asked: Asked) {}

  /** Where a router may send what is left: as its table says; anywhere, where it learns routes; where nobody wrote what lies. */
  of(standing: Standing): Exit[] {
    const { at, ingress, destinations, hops } = standing;
    const { family, to } = this.asked.ends;
    const { dynamicRouting } = at.device.routers.find(({ id }) => id === ingress.router) ?? {};
    // Back out by the way it came makes sense only to reach another given router of the segment.
    const isOnward = (one: Interface, next: readonly Door[]) =>
      one !== ingress || hops.length > 0 || next.length > 0 || standing.into.length > 0;
    const routed = (at.tables.get(ingress.router)?.[family].ways ?? []).flatMap((way): Exit[] => {
      const part = intersect(destinations, way.addresses);
      const egress = at.interfaces.get(way.interface);
      if (part.length === 0 || egress === undefined) return [];
      const isLearned = dynamicRouting !== undefined && way.via !== "connected";
      const mayBeMissing = way.backup === true || (way.doubt !== undefined && way.doubt !== "several");
      const behind = this.behind(standing, egress, way, part);
      if (!isOnward(egress, behind.next)) return [];
      const isShared = behind.next.length > 1 || (behind.next.length > 0 && behind.arrives.length > 0);
      const uncertain = way.doubt !== undefined || mayBeMissing || isLearned || isShared;
      return [{ egress, destinations: part, uncertain, mayBeMissing, ...behind }];
    });
    const ready = [...at.interfaces.values()].filter(
      (one) => one.router === ingress.router && one !== ingress && isReady(one),
    );
    const learned = ready.filter(() => dynamicRouting !== undefined);
    // The networks of a device's own addresses are written down: what a route of this one leads to is not elsewhere.
    const open =
      this.asked.device === undefined ? this.asked.doors.unwritten(at, to).filter((one) => ready.includes(one)) : [];
    return [
      ...routed,
      ...learned.map((egress) => ({
        ...this.anywhere(standing, egress),
        because: `${at.device.id} learns routes that are not in the file`,
      })),
      ...open.map((egress) => ({
        ...this.anywhere(standing, egress),
        because: `which networks lie behind ${egress.id} of ${at.device.id} is not in the file`,
      })),
    ];
  }

  private anywhere({ at, destinations, dials }: Standing, egress: Interface): Exit {
    const next = this.asked.doors.onSegment(at, egress);
    const hosts = dials ? intersect(destinations, this.asked.wanted) : destinations;
    const arrives = this.asked.device === undefined ? hosts : [];
    return { egress, destinations, arrives, next, uncertain: true, mayBeMissing: true };
  }

  private behind(
    { at, dials }: Standing,
    egress: Interface,
    way: RouteWay,
    part: Addresses,
  ): Pick<Exit, "arrives" | "next" | "because"> {
    const { family, targets } = this.asked.ends;
    const attached = targets.filter((one) => one.device === at.device && one.interface === egress);
    const arrives = intersect(
      part,
      union(
        attached.map((one) => one[family]),
        domainOf(family),
      ),
    );
    const translating = (doors: readonly Door[]) =>
      dials ? doors.filter((door) => this.asked.dialling.isDialled(door.device, door.interface.id, part)) : [];
    // A device takes packets to the addresses it translates, as if these were its own.
    if (way.via === "connected") {
      const own = this.asked.doors.own(this.asked.device, at, egress, part);
      const near = this.asked.doors.onSegment(at, egress).filter((door) => !own.includes(door));
      return { arrives, next: [...own, ...translating(near)] };
    }
    const { nextHop } = way.via;
    const next =
      nextHop === undefined
        ? this.asked.doors.onSegment(at, egress)
        : this.asked.plant.topology.owners(at.device, nextHop);
    if (next.length > 0) return nextHop === undefined ? { arrives, next } : { arrives: [], next };
    const others = this.asked.plant.devices.filter(({ device }) => device !== at.device);
    const elsewhere = translating(others.flatMap((one) => this.asked.doors.outer(one, family)));
    if (elsewhere.length === 0) return { arrives, next };
    return { arrives, next: elsewhere, because: `what lies behind ${egress.id} of ${at.device.id} was not given` };
  }
}
