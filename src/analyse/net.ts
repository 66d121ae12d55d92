/** All ways of a pair at once: doors and the legs between them, where ways are too many to be followed one by one. */
import type { Device, Interface } from "../model/device.js";
import { type Intervals, intersect, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import { alikeOf } from "./alike.js";
import { isClosed } from "./closed.js";
import { deviceAddresses, enteringBy, learns } from "./doors.js";
import { forwards } from "./forwards.js";
import { type Group, groupsOf, singly } from "./leg-groups.js";
import type { Ends } from "./paths.js";
import { startsOf } from "./starts.js";
import { type RulesByDevice, type Target, targetOf } from "./target.js";
import type { Hop, Way } from "./way.js";

type Addresses = Intervals<number | bigint>;

/** Where packets come in by an interface of a device: from a host, or on their way from another given device. */
export interface NetDoor {
  readonly legs: readonly NetLeg[];
  /**
   * What a route that is surely there leads on; where a routing protocol is taken to lead somewhere, everything that no
   * written route drops or sends back.
   */
  readonly routed: Addresses;
  /** What any leg leads on. */
  readonly led: Addresses;
  /** Whether the router learns routes. */
  readonly learns: boolean;
}

/** Through one device. */
export interface NetLeg {
  /** The leg as a way of its own. */
  readonly way: Way;
  /** Every interface it comes in and goes out by: several where it stands for legs that differ in nothing else. */
  readonly ingresses: readonly Interface[];
  readonly egresses: readonly Interface[];
  /** Whether no rule of the device opens it for anybody. */
  readonly isClosed: boolean;
  /** What may be sent there, before addresses that no host has are left out. */
  readonly destinations: Addresses;
  /** What of it needs no other given device to arrive. */
  readonly arriving: Addresses;
  /** The part of `arriving` that no other given router, nor another of the same device, has behind it. */
  readonly unclaimed: Addresses;
  /** Doors of other given devices that lie behind; indices. */
  readonly next: readonly number[];
  /** Whether a routing protocol would have to lead there: no router sends packets to one that has no route for them. */
  readonly isLearned: boolean;
  /** Whether a route leads there that nothing learned of the same network comes before. */
  readonly isWritten: boolean;
}

export interface NetStart {
  readonly door: number;
  readonly sources: Addresses;
  /** Whether packets of these sources surely come in there, if nowhere else. */
  readonly isCertain: boolean;
  /** Whether the zone is attached there; otherwise nobody wrote what lies behind the interface. */
  readonly isAttached: boolean;
}

export interface Net {
  readonly doors: readonly NetDoor[];
  readonly starts: readonly NetStart[];
  /** Whether a router of it learns routes. */
  readonly learns: boolean;
  /**
   * Addresses of given devices in the two zones, where legs stand for others; these may then hold packets from and to devices
   * on the way, which take no part in the pair: what may pass is wider by them, and nothing says that they surely do.
   */
  readonly beside?: { readonly sources: Addresses; readonly destinations: Addresses };
}

/** What became of the search for a net. `too large`: the budget is not enough. `none`: an address may be translated. */
export type FoundNet = Net | "too large" | "none";

/**
 * The legs that `findWays` would follow, each once; where they are many, those that differ in nothing together. Its walks
 * hold every way, and some that go in circles, which real packets may do as well. `none` where an address may be
 * translated: what passes then depends on the way.
 */
export function findNet(plant: Plant, rules: RulesByDevice, ends: Ends): FoundNet {
  const { apart, legs } = rules.budget;
  const target = targetOf(plant, rules, { to: ends.to, family: ends.family });
  if (target.dialling.leading.length > 0) return "none";
  const each = new NetFinder(plant, target, ends, { most: apart, isUnited: false }).find();
  if (each !== "too large") return each;
  return new NetFinder(plant, target, ends, { most: legs, isUnited: true }).find();
}

/** The legs of a net as hops: over every interface by which something leaves, and every one by which something comes in. */
export function crossedBy({ doors }: Net): Hop[] {
  return doors.flatMap(({ legs }) =>
    legs.flatMap(({ way, ingresses, egresses }, index) => {
      const [hop] = way.hops;
      if (hop === undefined) return [];
      const { scope } = hop;
      const out = egresses.map((egress) => ({ ...hop, scope: { ...scope, egress: egress.id } }));
      // Those of a door are the same for all of its legs.
      const others = index === 0 ? ingresses.slice(1) : [];
      return [...out, ...others.map((ingress) => ({ ...hop, scope: { ...scope, ingress: ingress.id } }))];
    }),
  );
}

interface Place {
  readonly at: RoutedDevice;
  readonly ingress: Interface;
  readonly isOnTheWay: boolean;
  /** Why packets come there, where no route says so. */
  readonly because?: string;
}

class NetFinder {
  private readonly places: Place[] = [];
  private readonly known = new Map<Interface, Record<"first" | "later", number | undefined>>();
  private readonly sources: Addresses;
  private legs = 0;

  constructor(
    private readonly plant: Plant,
    private readonly target: Target,
    private readonly ends: Ends,
    private readonly size: { readonly most: number; readonly isUnited: boolean },
  ) {
    this.sources = target.ofZone(ends.from);
  }

  find(): FoundNet {
    const { most, isUnited } = this.size;
    const starts = this.starts();
    const doors: NetDoor[] = [];
    for (let index = 0; index < this.places.length; index++) {
      const place = this.places[index];
      if (place === undefined || translates(place)) return "none";
      if (this.legs > most) return "too large";
      doors.push(this.door(place));
    }
    const learns = this.places.some(isLearning);
    return { doors, starts, learns, ...(isUnited ? { beside: this.beside() } : {}) };
  }

  private beside(): NonNullable<Net["beside"]> {
    const { family } = this.ends;
    const own = deviceAddresses(this.plant, family);
    return { sources: intersect(this.sources, own), destinations: intersect(this.target.wanted, own) };
  }

  private starts(): NetStart[] {
    const { sources, family, from } = this.ends;
    const attached = sources.flatMap((source): NetStart[] => {
      const at = this.target.routed.get(source.device);
      if (at === undefined) return [];
      const door = this.placeOf({ at, ingress: source.interface, isOnTheWay: false });
      return startsOf(this.plant, at, source, family).map((start) => ({
        door,
        sources: start.sources,
        isCertain: !start.uncertain,
        isAttached: true,
      }));
    });
    if (attached.length === 0) return [];
    const others = this.target.doors.backDoors(from).flatMap((back): NetStart[] => {
      const entering = enteringBy(back, this.sources, sources, family);
      if (entering.length === 0) return [];
      const { at, ingress, because } = back;
      const door = this.placeOf({ at, ingress, isOnTheWay: false, because });
      return [{ door, sources: entering, isCertain: false, isAttached: false }];
    });
    return [...attached, ...others];
  }

  /** The index of a place; on the way, interfaces that are alike are one where legs are united. */
  private placeOf(given: Place): number {
    const ingress = given.isOnTheWay ? this.alike(given.at, given.ingress)[0] : given.ingress;
    const place = { ...given, ingress };
    const known = this.known.get(place.ingress) ?? { first: undefined, later: undefined };
    this.known.set(place.ingress, known);
    const when = place.isOnTheWay ? "later" : "first";
    const index = known[when] ?? this.places.push(place) - 1;
    known[when] = index;
    return index;
  }

  private door(place: Place): NetDoor {
    const { at, ingress, isOnTheWay } = place;
    const { wanted, exits } = this.target;
    const { family } = this.ends;
    if (!forwards(at.device, ingress.router, family)) return { legs: [], routed: [], led: [], learns: false };
    const found = exits.at({ at, ingress, destinations: wanted, dials: false, isOnTheWay });
    const groups = this.size.isUnited ? groupsOf(at, found) : found.exits.map(singly);
    const legs = groups.map((group) => this.leg(place, group));
    this.legs += legs.length;
    const domain = domainOf(family);
    const led = subtract(wanted, found.unrouted.none, domain);
    const learns = isLearning(place);
    const { turned, unrouted } = found;
    const routed = learns ? subtract(led, turned, domain) : subtract(wanted, unrouted.all, domain);
    return { legs, led, learns, routed };
  }

  private alike(at: RoutedDevice, ingress: Interface): readonly [Interface, ...Interface[]] {
    const all = this.size.isUnited ? alikeOf(at).get(ingress) : undefined;
    return all ?? [ingress];
  }

  private leg({ at, ingress, isOnTheWay, because }: Place, { exit, egresses }: Group): NetLeg {
    const { family } = this.ends;
    const { device } = at;
    const why = because ?? exit.because;
    const ingresses = isOnTheWay ? this.alike(at, ingress) : [ingress];
    const scope = {
      family,
      ingress: ingress.id,
      egress: exit.egress.id,
      sources: ingresses.length > 1 ? this.sources : this.target.hosts(this.sources, device, ingress),
      destinations: egresses.length > 1 ? exit.destinations : this.target.hosts(exit.destinations, device, exit.egress),
    };
    const others = ingresses.length * egresses.length - 1;
    const doors = exit.next.flatMap(({ device: beyond, interface: entrance }) => {
      const routed = this.target.routed.get(beyond);
      return routed === undefined ? [] : [this.placeOf({ at: routed, ingress: entrance, isOnTheWay: true })];
    });
    const next = this.size.isUnited ? [...new Set(doors)] : doors;
    return {
      way: {
        hops: [{ device, scope }],
        direct: false,
        uncertain: true,
        because: why ?? "routes that are not in the file lead there in more ways than one",
        isLeg: true,
        ...(others > 0 ? { others } : {}),
      },
      ingresses,
      egresses,
      isClosed: isClosed(device, scope),
      destinations: exit.destinations,
      arriving: exit.arriving,
      unclaimed: exit.because === undefined ? exit.arriving : this.unclaimed(exit.arriving, device, ingress.router),
      next,
      isLearned: exit.because !== undefined,
      isWritten: exit.because === undefined && exit.isDefault !== true,
    };
  }

  /** What lies behind other routers has to pass these: that it may arrive past them does not say that it does. */
  private unclaimed(arriving: Addresses, device: Device, router: string): Addresses {
    const { to, family } = this.ends;
    const domain = domainOf(family);
    const targets = this.plant.attachments.filter((one) => one.zone === to && !one.backup);
    const isOwn = (one: Attachment) => one.device === device && one.interface.router === router;
    const behind = (some: readonly Attachment[]) =>
      union(
        some.map((one) => one[family]),
        domain,
      );
    const others = subtract(behind(targets.filter((one) => !isOwn(one))), behind(targets.filter(isOwn)), domain);
    return others.length === 0 ? arriving : subtract(arriving, others, domain);
  }
}

function translates({ at }: Place): boolean {
  return at.device.nat.some(({ enabled }) => enabled);
}

function isLearning({ at, ingress }: Place): boolean {
  return learns(at.device, ingress.router);
}
