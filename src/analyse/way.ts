/** Ways from zone to zone and to devices themselves: plain data. */
import type { Device } from "../model/device.js";
import type { Intervals } from "../packets/intervals.js";
import type { Passage } from "./nat/choices.js";
import type { SliceScope } from "./rule-sets.js";

/** One device on a way. */
export interface Hop {
  readonly device: Device;
  /** Packets as they are routed there: with the destination they then have. */
  readonly scope: SliceScope & { readonly egress: string };
  /** What translations make of them; left out: packets are as they are told, and no translation concerns them. */
  readonly passage?: Passage;
}

/** From zone to zone. `direct`: routes lead this way; what surely passes every hop surely passes. Otherwise only perhaps. */
export interface Way {
  /** Never empty. */
  readonly hops: readonly Hop[];
  readonly direct: boolean;
  /** Whether the packets may go another way instead: a route that is not certain leads here. */
  readonly uncertain: boolean;
  /** Whether a destination is translated on it; `spread`: one that is dialled may lead to several. */
  readonly dialled?: "one" | "spread";
  /** The same for ways that differ in nothing but what translates the source; left out: nothing of it is looked at. */
  readonly course?: string;
  /** Why packets may go here although no route says so; of ways that are not direct. */
  readonly because?: string;
  /** What may keep packets from it although routes lead there; of ways that are not certain. */
  readonly unless?: string;
  /** It is one leg of a net of ways, through one device: they are not followed one by one. */
  readonly isLeg?: true;
  /** How many more legs it stands for, which differ in nothing but the interfaces. */
  readonly others?: number;
}

/** Packets to a device itself: the way up to its door, and what comes in there. */
export interface Arrival extends Omit<Way, "hops"> {
  /** The devices before it; none: the zone is attached to it. */
  readonly hops: readonly Hop[];
  readonly entry: SliceScope & { readonly egress: undefined };
  /** What translations on the way make of them there; left out: packets are as they are told. */
  readonly passage?: Passage;
}

/** Packets that may go a way that never arrives: a route that may be missing, routers that send them in circles. */
export interface Lost {
  readonly sources: Intervals<number | bigint>;
  readonly destinations: Intervals<number | bigint>;
  /** Where it ends only since the rules of a device let nothing pass; left out: they have no part in it. */
  readonly closedAt?: Device;
}
