/** What headers look like at one point of a way, and rules told by the ends that sets are told by. */
import { type Diagram, EMPTY, FULL, type Node } from "../../packets/diagram.js";
import { isNothing, NOTHING, type Product } from "../../packets/products.js";
import type { PacketSpace } from "../../packets/space.js";
import { serviceOf } from "../../packets/split.js";
import type { SlicedRule, SliceScope } from "../rule-sets.js";
import { type AddressView, asTheyAre, type Bound, tellAddresses } from "./address-view.js";
import { type PortChange, portView, type ServiceView, type SourcePorts, sourcePortView } from "./service-view.js";

/** How headers are seen at a point of a way. */
export interface HeaderView {
  readonly source: AddressView;
  readonly destination: AddressView;
  /** What happens to destination ports between here and where packets are told, the nearest translation first. */
  readonly ports: readonly PortChange[];
  /** `forth`: packets are told by the ports before these translations; `back`: by those behind them. */
  readonly way: "forth" | "back";
  /** What source ports translations may have given them. */
  readonly sourcePorts: SourcePorts;
}

/** Headers that are as sets tell them. */
export function plainView({ sources, destinations }: SliceScope): HeaderView {
  const [source, destination] = [asTheyAre(sources), asTheyAre(destinations)];
  return { source, destination, ports: [], way: "back", sourcePorts: "kept" };
}

/** Whether packets look as they are told. */
export function isPlainView({ source, destination, ports, sourcePorts }: HeaderView): boolean {
  const stays = ({ shift }: AddressView) => shift !== undefined && Number(shift) === 0;
  return stays(source) && stays(destination) && keepsPorts({ ports, sourcePorts });
}

/** Whether packets have the ports that they are told by. */
export function keepsPorts({ ports, sourcePorts }: Pick<HeaderView, "ports" | "sourcePorts">): boolean {
  return ports.length === 0 && sourcePorts === "kept";
}

/** What services are told as, by translations and services: the few translations of a plant meet its few services in every slice. */
const TOLD = new WeakMap<Diagram, Map<string, Map<string, Node>>>();

/** Rules and whole slices as rules see them, told by the ends of the packets. */
export class Teller {
  private readonly known: Map<string, Node>;
  private readonly services: readonly ServiceView[];
  /** What the packets looked at have behind their addresses. */
  private readonly header: Node;

  /** @param within what every set is cut to, such as the fresh packets. */
  constructor(
    private readonly space: PacketSpace,
    private readonly view: HeaderView,
    private readonly within: Node,
  ) {
    this.header = serviceOf(space, within);
    this.services = [
      ...view.ports.map((change) => portView(space, change, view.way)),
      ...(view.sourcePorts === "kept" ? [] : [sourcePortView(space, view.sourcePorts)]),
    ];
    this.known = this.services.length === 0 ? new Map() : toldBefore(space, view, this.header);
  }

  /** All packets that look like anything here. */
  whole(): Node {
    const { source, destination } = this.view;
    return this.node({ sources: source.told, destinations: destination.told, service: FULL });
  }

  rule(rule: SlicedRule): SlicedRule {
    const most = this.product(rule.most, "most");
    const upper = this.node(most);
    if (isNothing(rule.least)) return { ...rule, least: NOTHING, most, lower: EMPTY, upper };
    const least = this.product(rule.least, "least");
    const isExact = rule.least === rule.most && isSame(least, most);
    if (isExact) return { ...rule, least: most, most, lower: upper, upper };
    return { ...rule, least, most, lower: this.node(least), upper };
  }

  private product({ sources, destinations, service }: Product, bound: Bound): Product {
    return {
      sources: tellAddresses(this.view.source, sources, bound),
      destinations: tellAddresses(this.view.destination, destinations, bound),
      service: this.service(service, bound),
    };
  }

  private service(service: Node, bound: Bound): Node {
    const { services, space, header } = this;
    if (services.length === 0) return space.diagram.and(service, header);
    const key = `${service} ${bound}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const seen = services.reduce((sum, view) => view(sum, bound), service);
    const told = space.diagram.and(seen, header);
    this.known.set(key, told);
    return told;
  }

  private node(product: Product): Node {
    const { diagram } = this.space;
    return diagram.and(diagram.product(product), this.within);
  }
}

/** What was told of services by these translations before, in the diagram of a space. */
function toldBefore(
  { diagram }: PacketSpace,
  { ports, way, sourcePorts }: HeaderView,
  header: Node,
): Map<string, Node> {
  const ofDiagram = TOLD.get(diagram.base) ?? new Map<string, Map<string, Node>>();
  TOLD.set(diagram.base, ofDiagram);
  const key = JSON.stringify([ports, way, sourcePorts, header]);
  const told = ofDiagram.get(key) ?? new Map<string, Node>();
  ofDiagram.set(key, told);
  return told;
}

function isSame(a: Product, b: Product): boolean {
  const isSameList = (one: Product["sources"], other: Product["sources"]) =>
    one === other || (one.length === other.length && one.every((value, index) => value === other[index]));
  return a.service === b.service && isSameList(a.sources, b.sources) && isSameList(a.destinations, b.destinations);
}
