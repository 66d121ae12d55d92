/** Connections to try on the live network: what has to work between two zones, and what must not. */
import type { PairAnswer } from "../analyse/pairs.js";
import { readIPv4, readIPv6 } from "../packets/address.js";
import { BudgetExceeded, EMPTY, FULL, type Node } from "../packets/diagram.js";
import { everything, type Intervals, intersect, normalize, subtract, union } from "../packets/intervals.js";
import type { FieldName } from "../packets/layout.js";
import type { PacketSpace } from "../packets/space.js";
import { serviceOf } from "../packets/split.js";
import { witnessOf } from "../packets/witness.js";
import type { Plant } from "../resolve/plant.js";
import type { AddressRange } from "../zones/map.js";
import type { WitnessFacts } from "./common.js";
import { type Names, SetDescriber } from "./sets.js";

type Addresses = Intervals<number | bigint>;

export interface ConnectionTest {
  from: string;
  to: string;
  /** Left out where no conduit joins them. */
  conduit?: string;
  must: "work" | "fail";
  /** Why this very packet, in words. */
  why: string;
  packet: WitnessFacts;
  /** Names of the map for its ends; left out: any host of the zone that has such an address. */
  source?: string;
  destination?: string;
  /** Its destination is an address of the internet that the map does not name: somebody else's. */
  foreign?: true;
  /** Its source is: any host of one's own there stands for it. */
  foreign_source?: true;
  /** What the configurations do with it; `open`: something that cannot be known offline decides. */
  configured: "passes" | "stops" | "open";
}

/** A pair of zones in one family. */
export interface TestedPair {
  readonly from: string;
  readonly to: string;
  readonly conduit?: string;
  readonly answer: PairAnswer;
}

/**
 * Tests of one pair: each declared flow has to work; a packet that passes and is not declared, another service between hosts of a
 * conduit, another host by a service of it, and where there is no conduit any packet must not. Ends that the map names are taken
 * where there are any.
 * @returns undefined when its sets are too entangled for that.
 */
export function connectionTests(plant: Plant, pair: TestedPair, names: Names): ConnectionTest[] | undefined {
  try {
    return new PairTests(plant, pair, names).all();
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}

/** Packets that must not pass, with why just these. */
interface Candidate {
  readonly why: string;
  readonly packets: Node;
}

class PairTests {
  private readonly space: PacketSpace;
  private readonly sets: SetDescriber;
  private readonly from: Addresses;
  private readonly to: Addresses;

  constructor(
    private readonly plant: Plant,
    private readonly pair: TestedPair,
    names: Names,
  ) {
    this.space = pair.answer.space;
    this.sets = new SetDescriber(names);
    this.from = this.hostsOf(pair.from);
    this.to = this.hostsOf(pair.to);
  }

  all(): ConnectionTest[] {
    const { diagram } = this.space;
    const working = this.pair.answer.flows.map((flow) => this.flowTest(flow));
    const failing = this.candidates().flatMap(({ why, packets }) => {
      const left = diagram.diff(packets, this.pair.answer.declared);
      return left === EMPTY ? [] : [this.failingTest(why, left)];
    });
    return [...new Map([...working, ...failing].map((one) => [`${one.must} ${one.packet.text}`, one])).values()];
  }

  /** Of a flow that is blocked what is blocked of it. */
  private flowTest({ declared: { flow, packets }, state, blocked }: PairAnswer["flows"][number]): ConnectionTest {
    const { packet } = this.choose(blocked === EMPTY ? packets : blocked);
    return this.told({ must: "work", why: `flow ${flow.id}`, packet, configured: CONFIGURED[state] });
  }

  private failingTest(why: string, packets: Node): ConnectionTest {
    const { diagram } = this.space;
    const { may, must } = this.pair.answer;
    const { packet, only } = this.choose(packets);
    const isStopped = diagram.and(only, may) === EMPTY && this.plant.missing.length === 0;
    const configured = isStopped ? "stops" : diagram.isWithin(only, must) ? "passes" : "open";
    return this.told({ must: "fail", why, packet, configured });
  }

  private told(test: Pick<ConnectionTest, "must" | "why" | "packet" | "configured">): ConnectionTest {
    const { from, to, conduit } = this.pair;
    const [source, destination] = [this.nameOf(test.packet.src), this.nameOf(test.packet.dst)];
    return {
      from,
      to,
      ...(conduit === undefined ? {} : { conduit }),
      ...test,
      ...(source === undefined ? {} : { source }),
      ...(destination === undefined ? {} : { destination }),
      ...(destination === undefined && this.isInternet(to) ? { foreign: true as const } : {}),
      ...(source === undefined && this.isInternet(from) ? { foreign_source: true as const } : {}),
    };
  }

  private isInternet(zone: string): boolean {
    return this.plant.map?.zones.find(({ id }) => id === zone)?.kind === "internet";
  }

  private candidates(): Candidate[] {
    const { must, flows } = this.pair.answer;
    const { diagram, fresh, domain } = this.space;
    const passing = { why: "the configurations let it pass, and nothing declares it", packets: must };
    if (flows.length === 0) {
      const packets = diagram.and(this.product(this.from, this.to, FULL), fresh);
      return [passing, { why: "no flow is declared this way", packets }];
    }
    const declared = diagram.union(flows.map((one) => one.declared.packets));
    const products = diagram.productsOf(declared) ?? [];
    const ends = (of: (one: (typeof products)[number]) => Addresses) =>
      products.length === 0 ? [] : union(products.map(of), domain);
    const [sources, destinations] = [ends((one) => one.sources), ends((one) => one.destinations)];
    const others = subtract(this.from, sources, domain);
    return [
      passing,
      {
        why: "between hosts of declared flows, by a service that is not declared between them",
        packets: diagram.and(this.product(sources, destinations, FULL), fresh),
      },
      {
        why: "from a host that no declared flow names, by a service of one",
        packets: this.product(others, intersect(destinations, this.to), serviceOf(this.space, declared)),
      },
    ];
  }

  /** A packet of the set, and the set of it alone; with ends that the map names, where there are any. */
  private choose(packets: Node): { packet: WitnessFacts; only: Node } {
    const { diagram, domain } = this.space;
    const named = normalize(this.namedRanges(), domain);
    const whole = everything(domain);
    const tries = [
      this.product(named, named, FULL),
      this.product(named, whole, FULL),
      this.product(whole, named, FULL),
      this.product(this.from, this.to, FULL),
    ];
    const chosen = tries.map((ends) => diagram.and(ends, packets)).find((part) => part !== EMPTY) ?? packets;
    const found = witnessOf(this.space, chosen);
    if (found === undefined) throw new Error("an empty set has no packet");
    const { src, dst, ...header } = found;
    const fields = Object.entries(header).map(([name, value]) => this.space.field(name as FieldName, [value, value]));
    return {
      packet: this.sets.witness(this.space, chosen),
      only: diagram.and(this.product([src, src], [dst, dst], FULL), this.space.all(fields)),
    };
  }

  private product(sources: Addresses, destinations: Addresses, service: Node): Node {
    return this.space.diagram.product({ sources, destinations, service });
  }

  /** Those of a zone but for the addresses of given devices: what is sent to these is no matter of the ways between zones. */
  private hostsOf(zone: string): Addresses {
    const { layout, domain } = this.space;
    const all = this.plant.zones.find((one) => one.zone === zone)?.[layout.family] ?? [];
    const own = this.plant.devices
      .flatMap(({ device }) => device.interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address)))
      .filter((address) => typeof address === typeof domain.one)
      .map((address) => [address, address] as const);
    return subtract(all, normalize(own, domain), domain);
  }

  private namedRanges(): (readonly [number | bigint, number | bigint])[] {
    const { family } = this.space.layout;
    return (this.plant.map?.hosts ?? []).flatMap(({ ranges }) =>
      ranges.flatMap((range) => (range.family === family ? [[range.from, range.to] as const] : [])),
    );
  }

  private nameOf(address: string): string | undefined {
    const value = readIPv4(address) ?? readIPv6(address);
    if (value === undefined) return undefined;
    const holds = ({ from, to }: AddressRange) => typeof from === typeof value && from <= value && value <= to;
    return this.plant.map?.hosts.find(({ ranges }) => ranges.some(holds))?.name;
  }
}

const CONFIGURED: Readonly<Record<PairAnswer["flows"][number]["state"], ConnectionTest["configured"]>> = {
  open: "passes",
  blocked: "stops",
  unknown: "open",
};
