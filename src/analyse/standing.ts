/** Packets where they stand on their way, and the ways out that are left to them there. */
import type { Interface, NatRule } from "../model/device.js";
import type { Intervals } from "../packets/intervals.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import type { Door } from "../resolve/topology.js";
import type { Claimed } from "./claims.js";
import type { PassedLeg } from "./nat/legs.js";

type Addresses = Intervals<number | bigint>;

/** A packet on its way: where it stands, what of it is left, how it came. */
export interface Standing {
  readonly at: RoutedDevice;
  readonly ingress: Interface;
  readonly sources: Addresses;
  readonly destinations: Addresses;
  readonly hops: readonly PassedLeg[];
  /** Whether a translation on the way gave them another source, which may be that of a device. */
  readonly isGiven: boolean;
  readonly uncertain: boolean;
  /** Whether another way may be taken in place of this one: what this one loses surely goes by none. */
  readonly hasRival: boolean;
  /** Whether `destinations` are such as are dialled to be translated; until they are, packets arrive nowhere. */
  readonly dials: boolean;
  /** What the device they stand at does to their destination. */
  readonly into: readonly NatRule[];
  // All of one shape, as exits are: thousands of both are asked for everything, which took V8 longer of a dozen shapes.
  readonly because: string | undefined;
  readonly unless: string | undefined;
}

/** A way out of one device. */
export interface Exit {
  readonly egress: Interface;
  readonly destinations: Addresses;
  /** What of them lies behind it without another given device, as far as nobody there claims it. */
  readonly arriving: Addresses;
  /** What lies there, but a device on the segment, or this one itself, may take it for its own, because it translates it. */
  readonly claimed: Claimed;
  readonly next: readonly Door[];
  readonly uncertain: boolean;
  /** Whether another way out may be taken in its place, by what routes say, of which that is not certain. */
  readonly hasRival: boolean;
  /** Whether it may not be there at all. */
  readonly mayBeMissing: boolean;
  readonly because: string | undefined;
  /** What may happen to packets before they arrive by it, although its route leads there. */
  readonly unless: string | undefined;
  /** Whether a route for everywhere leads there: what a router learns of a network comes before it. */
  readonly isDefault: boolean;
  /** Whether it leads through routers that were not given to other given ones, which it does not lead back to. */
  readonly isDetour: boolean;
}

/** All ways out for some packets. */
export interface FoundExits {
  readonly exits: readonly Exit[];
  /** What no exit leads on that is surely there; `some`: of what any leads on; `none`: what none at all leads on. */
  readonly unrouted: { readonly all: Addresses; readonly some: Addresses; readonly none: Addresses };
  /** What a written route drops, or may send back out by the way it came: a learned one leads it on perhaps, and none surely. */
  readonly turned: Addresses;
}
