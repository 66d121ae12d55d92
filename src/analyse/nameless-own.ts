/** Addresses that may be a given device's own although its export does not show them: of few addresses it is then not known whether hosts have them. */
import { EMPTY, type Node } from "../packets/diagram.js";
import { contains, covers, everything, type Intervals, meets, subtract, union } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { type WitnessPacket, witnessOf } from "../packets/witness.js";
import { domainOf } from "../resolve/address-bounds.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import { type Door, doubtfulInterfaces, hiddenDoors, isUnread } from "../resolve/topology.js";
import type { Carrier } from "./carriers.js";
import { fromNoDevice } from "./flow-state.js";
import { edgeAddresses } from "./network-edges.js";
import { ofPlantIn } from "./of-plant.js";
import type { Reason } from "./reasons.js";

type Addresses = Intervals<number | bigint>;

/** What may have one own address more than its export shows. */
interface Nameless extends Door {
  /** Where that address may be. */
  readonly addresses: Addresses;
}

const FROM_DEVICES = "what surely passes is from addresses that given devices have themselves, which are no hosts";

const TO_EDGES =
  "what surely passes is from or for the first or last address of a network that a given device is on: no host has these, and what is sent to them all may reach hosts only where the device passes broadcasts on";

/** Of more of them than these it is not tried which has which address: what rests on few that may be theirs is then not sure. */
const MOST = 4;

/** Tells whether packets of a question are surely from host to host, as far as is known which addresses hosts have. */
export class HostsAmong {
  private readonly nameless: readonly Nameless[];
  /** Of what was asked for: that is from addresses of given devices, and not declared. */
  private fromDevices: Node = EMPTY;
  /** First and last addresses of networks. */
  private readonly edges: Addresses;
  /** Whether there was something that ends at these alone. */
  private areEdgesAlone = false;

  constructor(
    private readonly plant: Plant,
    private readonly space: PacketSpace,
    { sources, destinations }: { readonly sources: Addresses; readonly destinations: Addresses },
  ) {
    this.edges = edgeAddresses(plant, space.layout.family);
    const all = namelessOwn(plant, space.layout.family);
    this.nameless = all.filter(({ addresses }) => meets(addresses, sources) || meets(addresses, destinations));
  }

  /** The packets, if some are from host to host whichever addresses the devices have; else none of them. */
  surely(packets: Node): Node {
    if (packets === EMPTY || this.isAmongEdges(packets)) return EMPTY;
    if (this.nameless.length === 0) return packets;
    const hosts = this.withoutEdges(packets);
    if (this.areManyApart(hosts)) return packets;
    const isTaken = this.nameless.length > MOST ? this.areAllTheirs(hosts) : this.mayBeTheirs(hosts, this.nameless);
    return isTaken ? EMPTY : packets;
  }

  /** Whether `surely` finds some among them, which are found where that has to be looked at. */
  areSure(packets: () => Node): boolean {
    return this.nameless.length === 0 || this.surely(packets()) !== EMPTY;
  }

  /**
   * What of a pair surely passes from host to host, where that is asked of what is not declared: of networks behind routers
   * that were not given nobody says which of their addresses given devices have, but these themselves.
   */
  sureOf(all: Node, declared: Node): Node {
    const { diagram } = this.space;
    this.fromDevices = diagram.diff(diagram.diff(all, fromNoDevice(this.plant, this.space)), declared);
    const passes = diagram.diff(all, this.fromDevices);
    const excess = declared === EMPTY ? passes : diagram.diff(passes, declared);
    if (excess === EMPTY || this.surely(excess) !== EMPTY) return passes;
    this.areEdgesAlone = this.isAmongEdges(excess);
    return diagram.and(passes, declared);
  }

  /** Rules with what they surely let through from host to host. */
  carried(carriers: readonly Carrier[]): readonly Carrier[] {
    const { fromDevices } = this;
    return carriers.map((carrier) => {
      const permitsSurely = this.surely(carrier.permitsSurely);
      const excessSurely = this.surely(this.space.diagram.diff(carrier.excessSurely, fromDevices));
      const isSame = permitsSurely === carrier.permitsSurely && excessSurely === carrier.excessSurely;
      return isSame ? carrier : { ...carrier, permitsSurely, excessSurely };
    });
  }

  /** Why what rests on few addresses is not sure. */
  reasons(): readonly Reason[] {
    const known = this.fromDevices === EMPTY ? [] : [{ text: FROM_DEVICES }];
    const nameless = this.nameless.map(
      ({ device, interface: one }): Reason => ({
        text: `an address that a rule names may be one of ${one.id} of ${device.id} itself: not all of its own were read`,
        device,
        at: one.at[0],
      }),
    );
    const edges = this.areEdgesAlone ? [{ text: TO_EDGES }] : [];
    return [...known, ...edges, ...nameless];
  }

  /**
   * Whether each of some packets is from or for first or last addresses. The first product of most sets, or some packet of
   * others, shows that it is not.
   */
  isAmongEdges(packets: Node): boolean {
    const { edges, space } = this;
    const { diagram } = space;
    if (edges.length === 0) return false;
    const products = diagram.productsOf(packets);
    if (products !== undefined)
      return products.every((one) => ENDS.some((end) => covers(edges, end === "src" ? one.sources : one.destinations)));
    const some = witnessOf(space, packets);
    if (some === undefined || !ENDS.some((end) => contains(edges, some[end]))) return false;
    return diagram.isWithin(packets, diagram.union(ENDS.map((end) => diagram.toBase(space.field(end, edges)))));
  }

  private withoutEdges(packets: Node): Node {
    const { edges, space } = this;
    if (edges.length === 0) return packets;
    return ENDS.reduce((left, end) => space.diagram.diff(left, space.diagram.toBase(space.field(end, edges))), packets);
  }

  /** Whether there are more packets without any end in common than addresses that are not known. */
  private areManyApart(packets: Node): boolean {
    const { diagram } = this.space;
    let left = packets;
    for (let count = 0; count <= this.nameless.length; count++) {
      const packet = witnessOf(this.space, left);
      if (packet === undefined) return false;
      left = diagram.diff(left, diagram.or(this.with("src", packet), this.with("dst", packet)));
    }
    return true;
  }

  /** Whether each of some devices may have one address so that no packet is left from host to host. */
  private mayBeTheirs(packets: Node, some: readonly Nameless[]): boolean {
    const packet = witnessOf(this.space, packets);
    if (packet === undefined) return true;
    return some.some(({ addresses }, index) =>
      ENDS.some(
        (end) =>
          contains(addresses, packet[end]) &&
          this.mayBeTheirs(this.space.diagram.diff(packets, this.with(end, packet)), some.toSpliced(index, 1)),
      ),
    );
  }

  private areAllTheirs(packets: Node): boolean {
    const { diagram, layout } = this.space;
    const all = union(
      this.nameless.map(({ addresses }) => addresses),
      domainOf(layout.family),
    );
    return diagram.isWithin(packets, diagram.or(this.space.field("src", all), this.space.field("dst", all)));
  }

  private with(end: (typeof ENDS)[number], packet: WitnessPacket): Node {
    return this.space.field(end, [packet[end], packet[end]]);
  }
}

const ENDS = ["src", "dst"] as const;

/**
 * Interfaces of which a statement was not understood: it may give them an address, the only one or one more on their network.
 * Of those that get one from somebody else it is taken that no rule is written for it, since nobody knows it beforehand.
 */
const namelessOwn = ofPlantIn((plant, family): readonly Nameless[] =>
  plant.devices.flatMap(({ device }) => {
    const doubtful = doubtfulInterfaces(device);
    const unread = device.interfaces.filter((one) => one.enabled && one.kind !== "switched" && isUnread(one, doubtful));
    return [...unread.map((one) => ({ device, interface: one })), ...hiddenDoors(device)]
      .map((door) => ({ ...door, addresses: placesOf(door, family) }))
      .filter(({ addresses }) => addresses.length > 0);
  }),
);

/** Where such an address may be: no router has two networks that overlap. */
function placesOf({ device, interface: one }: Door, family: 4 | 6): Addresses {
  const domain = domainOf(family);
  if (one.addresses.some((address) => address.family === family)) return connectedNetworks(one, family);
  const others = device.interfaces.filter(
    (other) => other !== one && other.router === one.router && other.enabled && other.stateDoubt === undefined,
  );
  const elsewhere = union(
    others.map((other) => connectedNetworks(other, family)),
    domain,
  );
  return subtract(everything(domain), elsewhere, domain);
}
