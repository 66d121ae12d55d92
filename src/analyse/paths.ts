/** Ways from zone to zone, device by device as routes lead: what each hop has to let through. */
import type { Device } from "../model/device.js";
import { type Intervals, intersect, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import { type Door, isReady } from "../resolve/topology.js";
import { UNCLAIMED } from "./claims.js";
import { isClosed, isClosedTo } from "./closed.js";
import { enteringBy, ownSet } from "./doors.js";
import { forwards } from "./forwards.js";
import { seesLeaving } from "./nat/dialled.js";
import { givesSource, type PassedLeg, sourcesBehind, withSources } from "./nat/legs.js";
import { DeviceRules } from "./rule-sets.js";
import type { Exit, Standing } from "./standing.js";
import { type Start, startsOf } from "./starts.js";
import { type Aim, type RulesByDevice, type Target, targetOf } from "./target.js";
import { traitsOf } from "./traits.js";
import type { Arrival, Lost, Way } from "./way.js";
import { tellWay, type WayDoubt } from "./way-told.js";

type Addresses = Intervals<number | bigint>;

/** What is asked for: the zones, and where packets of the first one start. */
export interface Ends {
  readonly from: string;
  readonly to: string;
  readonly family: 4 | 6;
  readonly sources: readonly Attachment[];
}

export interface FoundWays {
  readonly ways: readonly Way[];
  readonly lost: readonly Lost[];
  /** There are too many to follow: more than so many ways, or than ways over so many devices. */
  readonly cut: "ways" | "hops" | undefined;
  /** How many ways may be found. */
  readonly most: number;
}

export interface FoundArrivals extends Pick<FoundWays, "lost" | "cut" | "most"> {
  readonly arrivals: readonly Arrival[];
}

/** What is asked for: from a zone to the own addresses of a device. */
export interface DeviceEnds extends Pick<Ends, "from" | "family" | "sources"> {
  readonly device: Device;
}

/** Every way to a device itself, as `findWays`. */
export function findArrivals(plant: Plant, rules: RulesByDevice, { device, ...ends }: DeviceEnds): FoundArrivals {
  const finder = new WayFinder(plant, rules, ends, { device });
  finder.run();
  return { arrivals: finder.arrivals, lost: finder.lost, cut: finder.cut, most: finder.most };
}

/** Which ways are looked for; nothing: all, in the order of routes, each to its end before the next. */
export interface Wanted {
  /** Those alone that routes lead, and not those that networks nobody wrote down may open: what may go these is then lost. */
  readonly only?: "direct";
  /** Those over few devices first, no more than are told: where it is known that they are not all. */
  readonly nearest?: true;
}

/** Every way that routes lead, and those that networks nobody wrote down may open. */
export function findWays(plant: Plant, rules: RulesByDevice, ends: Ends, wanted: Wanted = {}): FoundWays {
  const finder = new WayFinder(plant, rules, ends, { to: ends.to, ...wanted });
  finder.run();
  return { ways: finder.ways, lost: finder.lost, cut: finder.cut, most: finder.most };
}

const NOTHING_ARRIVES: Pick<Exit, "claimed" | "arriving"> = { claimed: UNCLAIMED, arriving: [] };

class WayFinder {
  readonly ways: Way[] = [];
  readonly lost: Lost[] = [];
  readonly arrivals: Arrival[] = [];
  cut: FoundWays["cut"];
  /** Devices met so far. */
  private met = 0;
  private readonly waiting: Standing[] = [];
  private readonly isNearest: boolean;
  private readonly target: Target;
  private readonly device: Device | undefined;
  private readonly isDirectOnly: boolean;
  readonly most: number;
  private readonly starts: readonly Start[];
  /** Whether packets may come through other devices first: what these lose does not arrive, certain as their own ways are. */
  private readonly hasRival: boolean;

  /** @param device the packets are for the device itself, not for hosts of a zone. */
  constructor(
    private readonly plant: Plant,
    private readonly rules: RulesByDevice,
    private readonly ends: Omit<Ends, "to">,
    {
      only,
      nearest = false,
      ...aim
    }: Pick<Aim, "to" | "device"> & { readonly only?: "direct"; readonly nearest?: boolean },
  ) {
    this.device = aim.device;
    this.isDirectOnly = only === "direct";
    this.isNearest = nearest;
    this.target = targetOf(plant, rules, { ...aim, family: ends.family });
    this.starts = ends.sources.flatMap((one) => {
      const at = this.target.routed.get(one.device);
      return at === undefined ? [] : startsOf(plant, at, one, ends.family);
    });
    this.hasRival = this.starts.some(({ unless }) => unless !== undefined);
    this.most = this.mostWays();
  }

  /** Fewer where they can be looked at all at once instead (`findNet`): between zones, and with nothing translated. */
  private mostWays(): number {
    const { ways, waysBesideNet, arrivals, shown } = this.rules.budget;
    if (this.device !== undefined) return arrivals;
    const most = traitsOf(this.plant).translates() ? ways : Math.min(ways, waysBesideNet);
    return this.isNearest ? Math.min(most, shown) : most;
  }

  run(): void {
    this.start(this.target.wanted, false);
    const dialled = this.target.dialling.leading;
    if (dialled.length > 0) this.start(dialled, true);
    for (const next of this.waiting) {
      if (this.cut !== undefined) return;
      this.stand(next);
    }
  }

  /** Packets of the source zone with some destinations, wherever they may come in. */
  private start(destinations: Addresses, dials: boolean): void {
    const { sources, from } = this.ends;
    const begun = { destinations, hops: [], isGiven: false, dials, into: [], hasRival: this.hasRival };
    for (const { at, ingress, sources: some, uncertain, unless, mayBeMissing } of this.starts) {
      const standing = { at, ingress, sources: some, ...begun, uncertain, because: undefined, unless };
      if (mayBeMissing) this.lose(standing, destinations);
      this.follow(standing);
    }
    if (sources.length === 0 || this.isDirectOnly) return;
    for (const door of this.target.doors.backDoors(from)) {
      const entering = enteringBy(door, this.target.ofZone(from), sources, this.ends.family);
      const { at, ingress, because } = door;
      if (entering.length > 0) {
        this.follow({ at, ingress, sources: entering, ...begun, uncertain: true, because, unless: undefined });
      }
    }
  }

  private follow(arrived: Standing): void {
    this.met += arrived.hops.length + 1;
    const isSpent = this.met > this.rules.budget.hops;
    if (isSpent) this.cut ??= "hops";
    // Those to a device that were begun are followed to its doors.
    if (isSpent || (this.cut !== undefined && this.device === undefined)) return;
    if (this.isNearest) this.waiting.push(arrived);
    else this.stand(arrived);
  }

  private stand(arrived: Standing): void {
    const isHere = arrived.at.device === this.device && this.isTold(arrived);
    const standing = isHere ? this.enter(arrived, arrived.at.device) : arrived;
    if (standing.destinations.length === 0 && this.device !== undefined) return;
    const { at, ingress, hops, destinations } = standing;
    const isCircle = hops.some(({ device, scope }) => device === at.device && scope.ingress === ingress.id);
    if (isCircle || !forwards(at.device, ingress.router, this.ends.family)) {
      if (standing.uncertain || standing.hasRival) this.lose(standing, destinations);
      return;
    }
    if (this.ways.length + this.arrivals.length >= this.most) {
      this.cut = "ways";
      return;
    }
    if (!standing.dials) {
      this.forward(standing);
      return;
    }
    // What is dialled and is the device's own goes no further, unless it translates it.
    const own = ownSet(at.device, this.ends.family, ingress.router);
    this.forward({ ...standing, destinations: subtract(destinations, own, domainOf(this.ends.family)) });
    for (const into of this.target.dialling.choices(at.device, ingress.id, standing)) {
      this.forward({ ...standing, destinations: into.destinations, into: [into.nat] });
    }
  }

  private forward(standing: Standing): void {
    const { exits, unrouted } = this.target.exits.of(standing);
    for (const exit of exits) this.leave(standing, exit);
    // What no certain route leads on, where another way might have been taken instead.
    this.lose(standing, standing.uncertain || standing.hasRival ? unrouted.all : unrouted.some);
  }

  /** At the door of the device asked about. @returns what is for another of its routers, which is as far as before. */
  private enter(standing: Standing, device: Device): Standing {
    const { at, ingress, hops, because, isGiven } = standing;
    const { family } = this.ends;
    const door = { device, interface: ingress };
    const domain = domainOf(family);
    const near = this.plant.topology.deviceAddressesAt(door, family);
    const sources = isGiven ? standing.sources : subtract(standing.sources, near, domain);
    const own = ownSet(device, family, ingress.router);
    const given = ingress.addressDoubt === undefined ? undefined : `the address of ${ingress.id} is not in the file`;
    const come = (destinations: Addresses, why: string | undefined): void => {
      const uncertain = standing.uncertain || why !== undefined;
      const doubt = { uncertain, ...(why === undefined ? {} : { because: why }) };
      this.come(hops, { family, ingress: ingress.id, egress: undefined, sources, destinations }, device, doubt);
    };
    come(intersect(standing.destinations, own), because);
    if (given !== undefined) come([domain.min, domain.max], because ?? given);
    return { ...standing, at, destinations: subtract(standing.destinations, own, domain) };
  }

  private come(before: readonly PassedLeg[], entry: Arrival["entry"], device: Device, doubt: WayDoubt): void {
    if (entry.sources.length === 0 || entry.destinations.length === 0) return;
    const rules = this.rules.get(device) ?? new DeviceRules(device);
    const { way, passage } = tellWay(before, doubt, { device, rules, scope: entry, destination: [] });
    this.arrivals.push({ ...way, entry, ...(passage === undefined ? {} : { passage }) });
  }

  /** Behind routers that were not given packets may come to the device by any of its doors. */
  private comeAnywhere(device: Device, hops: readonly PassedLeg[], because: string): void {
    const { family } = this.ends;
    const last = hops.at(-1);
    if (last === undefined) return;
    const sources = sourcesBehind(last);
    for (const ingress of device.interfaces.filter((one) => isReady(one) || (one.enabled && one.kind === "other"))) {
      const own = intersect(last.scope.destinations, ownSet(device, family, ingress.router));
      const entry = { family, ingress: ingress.id, egress: undefined, sources, destinations: own };
      this.come(hops, entry, device, { uncertain: true, because });
    }
  }

  /** What is dialled and lost by one way arrives by none: nothing surely does where a way is not certain. */
  private lose({ sources, dials, isGiven }: Standing, destinations: Addresses, closedAt?: Device): void {
    const { min, max } = domainOf(this.ends.family);
    // Sets are told by the source that packets start with, not by one they were given.
    const told = isGiven ? [min, max] : sources;
    const place = closedAt === undefined ? {} : { closedAt };
    if (destinations.length > 0 && !dials) this.lost.push({ sources: told, destinations, ...place });
  }

  private leave(standing: Standing, exit: Exit): void {
    const { at, hops } = standing;
    const next = exit.isDetour ? exit.next.filter((door) => !this.isPassed(standing, door)) : exit.next;
    if (exit.isDetour && next.length === 0) return;
    const because = standing.because ?? exit.because;
    if (because !== undefined && (this.isDirectOnly || this.isClosedAt(standing, exit))) {
      this.lose(standing, exit.destinations, at.device);
      return;
    }
    const unless = standing.unless ?? exit.unless;
    const uncertain = standing.uncertain || exit.uncertain || because !== undefined;
    const doubt: { -readonly [Key in keyof WayDoubt]: WayDoubt[Key] } = { uncertain };
    if (because !== undefined) doubt.because = because;
    if (unless !== undefined) doubt.unless = unless;
    const isTold = this.isTold(standing);
    const { claimed, arriving } = isTold ? exit : NOTHING_ARRIVES;
    // A device that translates an address may take what is for the host that has it.
    for (const by of ["near", "itself"] as const) {
      if (claimed[by].length === 0) continue;
      const who = by === "near" ? `a device behind ${exit.egress.id} of ${at.device.id}` : `${at.device.id} itself`;
      const taken = unless ?? `${who} takes them, as it translates their destination`;
      this.lose(standing, claimed[by]);
      this.arrive(standing, exit, claimed[by], { ...doubt, uncertain: true, unless: taken });
    }
    const hasRival = standing.hasRival || exit.hasRival;
    if ((uncertain || hasRival) && next.length === 0) {
      const domain = domainOf(this.ends.family);
      this.lose(standing, subtract(exit.destinations, union([claimed.near, claimed.itself, arriving], domain), domain));
    }
    this.arrive(standing, exit, arriving, doubt);
    const isUnknown = this.device !== undefined && (next.length === 0 || exit.because !== undefined);
    if (next.length === 0 && !isUnknown) return;
    for (const passed of withSources(this.leg(standing, exit, exit.destinations, "passes"))) {
      if (isUnknown && this.device !== undefined && isTold) {
        const why = because ?? `where its packets go behind ${exit.egress.id} of ${at.device.id} was not given`;
        this.comeAnywhere(this.device, [...hops, passed], why);
      }
      for (const { device, interface: entrance } of next) {
        const beyond = this.target.routed.get(device);
        if (beyond === undefined) continue;
        this.follow({
          at: beyond,
          ingress: entrance,
          sources: sourcesBehind(passed),
          destinations: passed.scope.destinations,
          hops: [...hops, passed],
          isGiven: standing.isGiven || givesSource(passed),
          dials: standing.dials,
          into: [],
          uncertain,
          hasRival,
          because,
          unless,
        });
      }
    }
  }

  /** Whether packets were at the router of a door before: nobody who was not given sends them in circles. */
  private isPassed({ at, ingress, hops }: Standing, { device, interface: { router } }: Door): boolean {
    if (device === at.device && router === ingress.router) return true;
    const interfaces = this.target.routed.get(device)?.interfaces;
    return hops.some((hop) => hop.device === device && interfaces?.get(hop.scope.ingress)?.router === router);
  }

  private arrive(standing: Standing, exit: Exit, arriving: Addresses, doubt: WayDoubt): void {
    if (arriving.length === 0) return;
    const arrived = this.leg(standing, exit, arriving, "arrives");
    if (arrived.scope.destinations.length === 0 || arrived.scope.sources.length === 0) return;
    const seen = seesLeaving(arrived.device, arrived.scope);
    for (const leg of seen ? withSources(arrived) : [arrived]) {
      this.ways.push(tellWay([...standing.hops, leg], doubt).way);
    }
  }

  /** Whether the packets have the destination they are told by; those that are dialled, once something translated them. */
  private isTold({ dials, into, hops }: Standing): boolean {
    return !dials || into.length > 0 || hops.some(({ destination }) => destination.length > 0);
  }

  /** Devices take no part in the pair; but by an address that is dialled, or was given to others, one is met. */
  private leg(standing: Standing, { egress }: Exit, destinations: Addresses, end: "arrives" | "passes"): PassedLeg {
    const { at, ingress, sources, into, dials, isGiven } = standing;
    const { family } = this.ends;
    const scope = {
      family,
      ingress: ingress.id,
      egress: egress.id,
      sources: isGiven ? sources : this.target.hosts(sources, at.device, ingress),
      destinations:
        this.device !== undefined || (dials && end === "passes")
          ? destinations
          : this.target.hosts(destinations, at.device, egress),
    };
    return {
      device: at.device,
      rules: this.rules.get(at.device) ?? new DeviceRules(at.device),
      scope,
      destination: into,
    };
  }

  /** By a way that no route leads nothing is to be found out where no rule lets anything pass: what takes it is lost. */
  private isClosedAt({ at: { device }, ingress, sources, into }: Standing, { egress, destinations }: Exit): boolean {
    const { family } = this.ends;
    const scope = { family, ingress: ingress.id, egress: egress.id, sources, destinations };
    if (into.length > 0) return isClosed(device, scope);
    return isClosedTo(this.rules.get(device) ?? new DeviceRules(device), scope);
  }
}
