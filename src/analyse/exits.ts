/** The ways out of one device that routes, or what nobody wrote down, leave to a packet. */
import type { Device, Interface } from "../model/device.js";
import { type Intervals, intersect, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Way as RouteWay } from "../resolve/forwarding-table.js";
import type { Plant } from "../resolve/plant.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import { type Door, isReady } from "../resolve/topology.js";
import { alikeOf } from "./alike.js";
import { amongSeveral } from "./among-several.js";
import { byDefault, isContestedAt } from "./contested-at.js";
import { type Detours, detourText, together } from "./detours.js";
import { disputedBehind } from "./disputed.js";
import type { Doors } from "./doors.js";
import type { Dialling } from "./nat/dialling.js";
import { handedToStrangers, returnedByStrangers, type SteeredWay, steeredWays } from "./policy-routed.js";
import { tunnelledWays, withoutEnd } from "./policy-tunnels.js";
import { hasRival, isBeside, isConditional, isDefault, rivalsAmong, whyAstray } from "./route-ways.js";
import type { Exit, FoundExits, Standing } from "./standing.js";
import type { Tunnels } from "./tunnels.js";
import { waysMeeting } from "./ways-meeting.js";
import { whyAside } from "./why-aside.js";

type Addresses = Intervals<number | bigint>;

type Sure = "egress" | "destinations" | "next" | "uncertain" | "mayBeMissing";
type Known = Pick<Exit, Sure> & Partial<Omit<Exit, Sure | "arriving" | "claimed">>;
type Found = { -readonly [Key in keyof Known]: Known[Key] } & { readonly arrives: Addresses };

const NONE: readonly Found[] = [];

/** What is the same for packets with the same destinations that stand at the same door. */
type At = Pick<Standing, "at" | "ingress" | "destinations" | "dials"> & {
  /** Whether somebody sent them there, or their destination was translated there. */
  readonly isOnTheWay: boolean;
};

/** What ways out are looked for with. */
interface Asked {
  readonly plant: Plant;
  readonly family: 4 | 6;
  /** The zone that packets are for, and where it is attached. */
  readonly to: string;
  readonly targets: readonly Attachment[];
  /** The packets are for the device itself. */
  readonly device: Device | undefined;
  readonly doors: Doors;
  readonly detours: Detours;
  readonly tunnels: Tunnels;
  readonly dialling: Dialling;
  /** The addresses that packets are for in the end. */
  readonly wanted: Addresses;
}

/** Back out by the way it came makes sense only to reach another given router of the segment. */
function isOnward({ ingress, isOnTheWay }: At, one: Interface, next: readonly Door[]): boolean {
  return one !== ingress || next.length > 0 || isOnTheWay;
}

/** Sets of more ends are told apart by where they come from: to compare them takes as long as to look for what they lead to. */
const FEW_ENDS = 64;

/** The ways out to one target. Packets of all sources have them in common: each is looked for once. */
export class Exits {
  private readonly known = new Map<Interface, Map<Addresses, Map<string, FoundExits>>>();
  private readonly sets = new Map<string, Addresses>();

  constructor(private readonly asked: Asked) {}

  /** Where a router may send what is left: as its table says; anywhere, where it learns routes; where nobody wrote what lies. */
  of({ at, ingress, destinations, dials, hops, into }: Standing): FoundExits {
    return this.at({ at, ingress, destinations, dials, isOnTheWay: hops.length > 0 || into.length > 0 });
  }

  /** The same for all packets that stand there, and for those on the way that came in by an interface that is alike. */
  at({ at, ingress: entrance, destinations: asked, dials, isOnTheWay }: At): FoundExits {
    const ingress = isOnTheWay ? (alikeOf(at).get(entrance)?.[0] ?? entrance) : entrance;
    const destinations = this.same(asked);
    const ofDoor = this.known.get(ingress) ?? new Map<Addresses, Map<string, FoundExits>>();
    this.known.set(ingress, ofDoor);
    const ofSet = ofDoor.get(destinations) ?? new Map<string, FoundExits>();
    ofDoor.set(destinations, ofSet);
    const key = `${dials} ${isOnTheWay}`;
    const found = ofSet.get(key) ?? this.find({ at, ingress, destinations, dials, isOnTheWay });
    ofSet.set(key, found);
    return found;
  }

  /** One set for all that hold the same: what routes cut out of a set over and over is mostly all of it. */
  private same(addresses: Addresses): Addresses {
    if (addresses.length > FEW_ENDS) return addresses;
    const text = addresses.join();
    const known = this.sets.get(text) ?? addresses;
    this.sets.set(text, known);
    return known;
  }

  private find(standing: At): FoundExits {
    const { doors, family } = this.asked;
    const { at, ingress } = standing;
    const domain = domainOf(family);
    const { onward, back } = this.all(standing);
    const rivals = rivalsAmong(onward);
    const exits = onward.map((found): Exit => {
      const { egress, destinations, next, uncertain, mayBeMissing, because, unless } = found;
      const { isDefault = false, isDetour = false } = found;
      const there = intersect(destinations, found.arrives);
      const claimed = doors.claimed(at, egress, there, family);
      const arriving = subtract(there, union([claimed.near, claimed.itself], domain), domain);
      const ways = { egress, destinations, arriving, claimed, next, hasRival: hasRival(found, rivals) };
      return { ...ways, uncertain, mayBeMissing, because, unless, isDefault, isDetour };
    });
    const covered = (some: readonly Exit[]) =>
      union(
        some.map((exit) => exit.destinations),
        domain,
      );
    const sure = subtract(covered(exits.filter(({ mayBeMissing }) => !mayBeMissing)), back, domain);
    const dropped = intersect(standing.destinations, at.tables.get(ingress.router)?.[family].dropped ?? []);
    return {
      exits,
      unrouted: {
        all: subtract(standing.destinations, sure, domain),
        some: subtract(covered(exits), sure, domain),
        none: subtract(standing.destinations, covered(exits), domain),
      },
      turned: union([back, dropped], domain),
    };
  }

  /** `back`: what a route may send back out by the way it came, which is no way to follow and may be the one that is taken. */
  private all(standing: At): { readonly onward: readonly Found[]; readonly back: Addresses } {
    const { at, ingress, destinations } = standing;
    const { family, to } = this.asked;
    const { dynamicRouting, imports = [] } = at.device.routers.find(({ id }) => id === ingress.router) ?? {};
    const known = waysMeeting(this.asked.tunnels.waysOf(at, ingress.router, family), destinations);
    const ways = steeredWays(known, ingress, family, destinations);
    const { routed, back } = this.byRoutes(standing, ways, dynamicRouting !== undefined);
    const strangers = ways.flatMap((way) => [
      ...this.pastStranger(standing, way),
      ...this.throughUnknown(standing, way),
      ...this.intoTunnels(standing, at.interfaces.get(way.interface), way.addresses),
    ]);
    const isReadyHere = (one: Interface) => one.router === ingress.router && isReady(one);
    const learning = dynamicRouting === undefined ? [] : [...at.interfaces.values()];
    const learned = [
      ...learning.filter(isReadyHere),
      ...learning.filter((one) => imports.includes(one.router) && isReady(one)),
    ].filter((one) => isOnward(standing, one, this.asked.doors.onSegment(at, one)));
    // The networks of a device's own addresses are written down: what a route of this one leads to is not elsewhere.
    const open =
      this.asked.device === undefined
        ? this.asked.doors.unwritten(at, to, family).filter((one) => one !== ingress && one.router === ingress.router)
        : [];
    const astray = whyAstray(at.device, ingress);
    const others = astray === undefined ? [] : [...at.interfaces.values()].filter(isReady);
    const onward = [
      ...routed,
      ...strangers,
      ...learned.map((egress) => ({
        ...this.anywhere(standing, egress),
        because: `${at.device.id} learns routes that are not in the file`,
      })),
      ...open.map((egress) => ({
        ...this.anywhere(standing, egress),
        because: `which networks lie behind ${egress.id} of ${at.device.id} is not in the file`,
      })),
      ...others
        .filter((one) => isOnward(standing, one, this.asked.doors.onSegment(at, one)))
        .flatMap((egress) => this.astray(standing, egress, astray ?? "")),
      ...[...new Set([...learned, ...others])].flatMap((egress) => this.intoTunnels(standing, egress, destinations)),
    ];
    return { onward, back };
  }

  private byRoutes(standing: At, ways: readonly SteeredWay[], learns: boolean) {
    const { at, destinations } = standing;
    const back: Addresses[] = [];
    const routed = ways.flatMap((way): readonly Found[] => {
      const part = intersect(destinations, way.addresses);
      const egress = at.interfaces.get(way.interface);
      if (egress === undefined) return NONE;
      const isLearned = way.isSteered === true || (learns && way.via !== "connected");
      const behind = this.behind(standing, egress, way, part);
      if (!isOnward(standing, egress, behind.next)) {
        back.push(part);
        return [];
      }
      const unless = whyAside(this.asked, { device: at.device, interface: egress }, way, behind.next);
      const mayBeMissing = unless !== undefined || this.isConditional(at.device, egress, way, part);
      const uncertain = way.doubt !== undefined || mayBeMissing || isLearned;
      const found: Found = { ...behind, egress, uncertain, mayBeMissing, destinations: part };
      if (unless !== undefined) found.unless = unless;
      if (isDefault(way)) Object.assign(found, byDefault(this.asked.targets, egress, behind.arrives));
      return this.inParts(standing, found, way);
    });
    return { routed, back: union(back, domainOf(this.asked.family)) };
  }

  /** Whether what a route leads to may not be there. */
  private isConditional(device: Device, egress: Interface, way: RouteWay, part: Addresses): boolean {
    const { targets, family } = this.asked;
    return isConditional(way) || isContestedAt(targets, { device, interface: egress }, part, family);
  }

  /**
   * What lies behind a router that was not given may lie behind another given one as well: then it surely arrives only where
   * that one lets it pass, too.
   */
  private withDetours({ at, dials }: At, found: Found, way: RouteWay): readonly Found[] {
    const { egress, destinations, arrives, next } = found;
    const { family } = this.asked;
    if (arrives.length === 0 || next.length > 0) return [found];
    const detours = this.asked.detours.of(at, egress, way, family).filter((one) => meets(one.addresses, arrives));
    if (detours.length === 0) return [found];
    const detoured = intersect(arrives, together(detours, family));
    const unless = detourText(at, egress, detours);
    const because = `what was not given behind ${egress.id} of ${at.device.id} may take them there`;
    const round = detours.map(({ entry, addresses }): Found => {
      const own = { egress, destinations: intersect(arrives, addresses), arrives: [], next: [entry] };
      return { ...own, uncertain: true, mayBeMissing: true, because, isDetour: true };
    });
    return [
      { ...found, destinations: subtract(destinations, detoured, domainOf(family)) },
      { ...found, destinations: detoured, uncertain: true, unless },
      ...(dials ? [] : round),
    ].filter((one) => one.destinations.length > 0);
  }

  /** A router that was not given, as the next hop on a segment, may send packets on to given devices there. */
  private pastStranger({ at, destinations }: At, { interface: over, addresses, via }: RouteWay): readonly Found[] {
    const egress = at.interfaces.get(over);
    if (via === "connected" || via.nextHop === undefined || egress === undefined) return NONE;
    const part = intersect(destinations, addresses);
    const { topology } = this.asked.plant;
    const next = this.asked.doors.onSegment(at, egress);
    if (next.length === 0 || topology.owners({ device: at.device, interface: egress }, via.nextHop).length > 0)
      return [];
    const because = `the next hop behind ${egress.id} of ${at.device.id} was not given, and may send packets on to devices there`;
    return [{ egress, destinations: part, arrives: [], next, uncertain: true, mayBeMissing: true, because }];
  }

  /**
   * Routers that were not given may know a way to what lies behind other given devices, and come there by the interfaces
   * that lead back to such routers. What is dialled, and what is for a device itself, is followed there elsewhere.
   */
  private throughUnknown(
    { at, ingress, destinations, dials }: At,
    { interface: over, addresses, via }: RouteWay,
  ): Found[] {
    const egress = at.interfaces.get(over);
    const { device, family, doors, plant } = this.asked;
    if (dials || device !== undefined || via === "connected" || egress === undefined) return [];
    const self = { device: at.device, interface: egress };
    const given = via.nextHop === undefined ? doors.onSegment(at, egress) : plant.topology.owners(self, via.nextHop);
    if (given.length > 0 || plant.topology.isLink(self)) return [];
    const part = intersect(destinations, addresses);
    const beyond = subtract(part, this.attached(at, egress, part), domainOf(family));
    if (beyond.length === 0) return [];
    const isSame = (door: Door) => door.device === at.device && door.interface.router === ingress.router;
    const next = plant.devices.flatMap((one) => doors.outer(one, family)).filter((door) => !isSame(door));
    if (next.length === 0) return [];
    const because = `what lies behind ${egress.id} of ${at.device.id} was not given, and may lead to other given devices`;
    return [{ egress, destinations: beyond, arrives: [], next, uncertain: true, mayBeMissing: true, because }];
  }

  /**
   * What arrives for sure apart from what may lie elsewhere. What a policy would put into a tunnel that no given device ends gets
   * nowhere.
   */
  private inParts(standing: At, found: Found, way: RouteWay): readonly Found[] {
    const { at } = standing;
    const { egress } = found;
    const all = this.severally(standing, found, way);
    if (egress.policyTunnels === undefined) return all;
    const { plant, family } = this.asked;
    const lost = withoutEnd(plant, { device: at.device, interface: egress }, family);
    if (lost.length === 0) return all;
    const unless = `a tunnel of ${egress.id} of ${at.device.id} takes them, which is down: no given device surely ends it`;
    return all.flatMap((one) =>
      [
        { ...one, destinations: subtract(one.destinations, lost, domainOf(family)) },
        { ...one, destinations: intersect(one.destinations, lost), uncertain: true, mayBeMissing: true, unless },
      ].filter(({ destinations }) => destinations.length > 0),
    );
  }

  /** What a policy puts into tunnels comes out behind whatever stands between their ends. */
  private intoTunnels(standing: At, egress: Interface | undefined, addresses: Addresses): readonly Found[] {
    if (egress?.policyTunnels === undefined) return NONE;
    const part = intersect(standing.destinations, addresses);
    const ways = tunnelledWays(
      this.asked.plant,
      { device: standing.at.device, interface: egress },
      part,
      this.asked.family,
    );
    return ways.map(({ destinations, doors, mayBeElsewhere, because }) => {
      const anywhere = this.anywhere({ ...standing, destinations }, egress);
      return { ...anywhere, arrives: mayBeElsewhere ? anywhere.arrives : [], next: doors, because };
    });
  }

  private severally(standing: At, found: Found, way: RouteWay): readonly Found[] {
    const { detours, family } = this.asked;
    const parts = amongSeveral(found, detours.onSegment(standing.at, found.egress, way, family), family);
    if (way.via === "connected") return parts.flatMap((one) => this.withDisputed(standing, one));
    return parts.flatMap((one) => this.withDetours(standing, one, way));
  }

  private withDisputed({ at, dials }: At, found: Found): readonly Found[] {
    const { egress, destinations } = found;
    const disputed = dials ? disputedBehind(this.asked, { device: at.device, interface: egress }, destinations) : [];
    if (disputed.length === 0) return [found];
    const because = `more than one device behind ${egress.id} of ${at.device.id} takes an address that is dialled`;
    return [
      { ...found, destinations: subtract(destinations, disputed, domainOf(this.asked.family)) },
      { ...found, destinations: disputed, because },
    ];
  }

  /** Where hosts lie does not change by it, but what lies behind a router that was not given nobody knows. */
  private astray(standing: At, egress: Interface, because: string): readonly Found[] {
    const { plant, family } = this.asked;
    const { at, destinations } = standing;
    const door = { device: at.device, interface: egress };
    const handed = handedToStrangers(plant, door, standing, family);
    const arrives = union([this.attached(at, egress, destinations), handed], domainOf(family));
    const there = { ...this.anywhere(standing, egress), arrives, because };
    const ways = at.tables.get(standing.ingress.router)?.[family].ways ?? [];
    const routed = ways.filter((way) => !isDefault(way)).map(({ addresses }) => addresses);
    return [there, ...returnedByStrangers(plant, door, standing, family, union(routed, domainOf(family)))];
  }

  private anywhere({ at, destinations, dials }: At, egress: Interface): Found {
    const next = this.asked.doors.onSegment(at, egress);
    const hosts = dials ? intersect(destinations, this.asked.wanted) : destinations;
    const arrives = this.asked.device === undefined ? hosts : [];
    return { egress, destinations, arrives, next, uncertain: true, mayBeMissing: true };
  }

  /** What of some destinations lies behind an interface without another given device. */
  private attached(at: RoutedDevice, egress: Interface, destinations: Addresses): Addresses {
    const { family, targets } = this.asked;
    const there = targets.filter((one) => one.device === at.device && one.interface === egress);
    const all = union(
      there.map((one) => one[family]),
      domainOf(family),
    );
    return intersect(destinations, all);
  }

  private behind(
    { at, dials }: At,
    egress: Interface,
    way: RouteWay,
    part: Addresses,
  ): Pick<Found, "arrives" | "next" | "because"> {
    const { family } = this.asked;
    const arrives = this.attached(at, egress, part);
    const translating = (doors: readonly Door[]) =>
      dials ? doors.filter((door) => this.asked.dialling.isDialled(door.device, door.interface.id, part)) : [];
    // A device takes packets to the addresses it translates, as if these were its own.
    if (way.via === "connected") {
      const own = this.asked.doors.own(this.asked.device, at, egress, part);
      const near = () => this.asked.doors.onSegment(at, egress).filter((door) => !own.includes(door));
      return { arrives, next: dials ? [...own, ...translating(near())] : own };
    }
    const { nextHop } = way.via;
    const owners =
      nextHop === undefined ? [] : this.asked.plant.topology.owners({ device: at.device, interface: egress }, nextHop);
    const beside = isBeside(way, egress, family);
    // A next hop of elsewhere is asked for on the segment, and whoever knows a way there may answer (proxy ARP).
    const near = nextHop === undefined || !beside ? this.asked.doors.onSegment(at, egress) : [];
    const next = [...new Set([...owners, ...near])];
    if (!beside && next.length > 0)
      return {
        arrives,
        next,
        because: `who answers for the next hop behind ${egress.id} of ${at.device.id} is not known`,
      };
    if (next.length > 0) return nextHop === undefined ? { arrives, next } : { arrives: [], next };
    // What the device itself translates where it comes in from there comes back to it.
    const elsewhere = translating(this.asked.plant.devices.flatMap((one) => this.asked.doors.outer(one, family)));
    if (elsewhere.length === 0) return { arrives, next };
    return { arrives, next: elsewhere, because: `what lies behind ${egress.id} of ${at.device.id} was not given` };
  }
}
