/** Service expressions as packet sets of one space, with lower and upper bound. */
import type { Device } from "../model/device.js";
import type { DoubtId, PortRange, ServiceExpression } from "../model/expression.js";
import { EMPTY, FULL, type Node } from "../packets/diagram.js";
import { DOMAIN4, normalize } from "../packets/intervals.js";
import { PORT_PROTOCOLS } from "../packets/layout.js";
import type { PacketSpace } from "../packets/space.js";

export interface ServiceBounds {
  readonly lower: Node;
  readonly upper: Node;
  /** Doubts that keep the two apart. */
  readonly doubts: readonly DoubtId[];
}

/** How many expressions are resolved before those inside a cycle are remembered too: groups of one another take for ever. */
const MAX_WORK_ON_CYCLES = 100_000;

/** How many groups one inside the other are followed: what lies deeper may be anything. No plant nests more than a few. */
const MAX_DEPTH = 256;

/** What an object stands for, and its bounds once they are remembered: rules name it by an expression of their own each. */
interface Named {
  readonly value: ServiceExpression;
  bounds: ServiceBounds | undefined;
}

/** The services of one device in one space; remembers every expression it has seen. */
export class ServiceSets {
  private readonly objects: ReadonlyMap<string, Named>;
  private readonly seen = new Map<ServiceExpression, ServiceBounds>();
  /** Sets by what is written: many rules of a device say the same ports. */
  private readonly written = new Map<string, ServiceBounds>();
  private readonly open = new Set<string>();
  /** How often an object was met inside itself, or too deep. What was resolved meanwhile is not remembered, as long as that is cheap. */
  private cut = 0;
  private work = 0;

  constructor(
    device: Pick<Device, "services">,
    private readonly space: PacketSpace,
  ) {
    this.objects = new Map(device.services.map(({ id, value }) => [id, { value, bounds: undefined }]));
  }

  /** Bounds within the universe of the space. A reference that leads nowhere or to itself may be anything. */
  of(expression: ServiceExpression): ServiceBounds {
    if (expression.kind === "object") return this.object(expression.object);
    const known = this.seen.get(expression);
    if (known !== undefined) return known;
    const before = this.cut;
    this.work++;
    const bounds = this.resolve(expression);
    if (this.open.size === 0 || this.cut === before || this.work > MAX_WORK_ON_CYCLES)
      this.seen.set(expression, bounds);
    return bounds;
  }

  /** What an object stands for; `undefined` when there is none of that id. */
  valueOf(id: string): ServiceExpression | undefined {
    return this.objects.get(id)?.value;
  }

  private resolve(expression: Exclude<ServiceExpression, { kind: "object" }>): ServiceBounds {
    const { space } = this;
    const { diagram } = space;
    switch (expression.kind) {
      case "any":
        return exact(space.universe);
      case "none":
        return exact(EMPTY);
      case "protocol":
        return exact(this.inUniverse(space.field("protocol", [expression.protocol, expression.protocol])));
      case "ports":
        return this.remembered(portsText(expression), () => this.ports(expression));
      case "icmp":
        return exact(this.icmp(expression));
      case "union": {
        const parts = expression.of.map((part) => this.of(part));
        return {
          lower: diagram.union(parts.map((part) => part.lower)),
          upper: diagram.union(parts.map((part) => part.upper)),
          doubts: [...new Set(parts.flatMap((part) => part.doubts))],
        };
      }
      case "not": {
        const inner = this.of(expression.of);
        return {
          lower: diagram.diff(space.universe, inner.upper),
          upper: diagram.diff(space.universe, inner.lower),
          doubts: inner.doubts,
        };
      }
      case "unknown":
        return {
          lower: expression.lower === undefined ? EMPTY : this.of(expression.lower).lower,
          upper: expression.upper === undefined ? space.universe : this.of(expression.upper).upper,
          doubts: [expression.doubt],
        };
    }
  }

  private remembered(text: string, make: () => Node): ServiceBounds {
    const known = this.written.get(text) ?? exact(make());
    this.written.set(text, known);
    return known;
  }

  private object(id: string): ServiceBounds {
    const object = this.objects.get(id);
    if (object?.bounds !== undefined) return object.bounds;
    if (object === undefined || this.open.has(id) || this.open.size >= MAX_DEPTH) {
      if (object !== undefined) this.cut++;
      return { lower: EMPTY, upper: this.space.universe, doubts: [] };
    }
    const before = this.cut;
    this.open.add(id);
    const bounds = this.of(object.value);
    this.open.delete(id);
    if (this.cut === before || this.work > MAX_WORK_ON_CYCLES) object.bounds = bounds;
    return bounds;
  }

  private ports(expression: ServiceExpression & { kind: "ports" }): Node {
    const { space } = this;
    const { protocol, source, destination, flags } = expression;
    const ofProtocol = this.inUniverse(space.field("protocol", [protocol, protocol]));
    if (source === undefined && destination === undefined && flags === undefined) return ofProtocol;
    const tests = flags === undefined ? FULL : space.diagram.union(flags.map((test) => space.flags(test)));
    const ports = space.ports(protocol, portIntervals(destination), portIntervals(source), tests);
    return PORT_PROTOCOLS.includes(protocol) ? ports : space.diagram.and(ports, ofProtocol);
  }

  private icmp(expression: ServiceExpression & { kind: "icmp" }): Node {
    const { space } = this;
    if (expression.family !== space.layout.family) return EMPTY;
    const protocol = expression.family === 4 ? 1 : 58;
    const conditions = [space.field("protocol", [protocol, protocol])];
    const limited = expression.type !== undefined || expression.code !== undefined;
    if (expression.type !== undefined) conditions.push(space.field("dstPort", [expression.type, expression.type]));
    if (expression.code !== undefined) conditions.push(space.field("srcPort", [expression.code, expression.code]));
    const set = this.inUniverse(space.all(conditions));
    return limited ? space.diagram.diff(set, space.tails) : set;
  }

  private inUniverse(node: Node): Node {
    return this.space.diagram.and(node, this.space.universe);
  }
}

function exact(node: Node): ServiceBounds {
  return { lower: node, upper: node, doubts: [] };
}

function portsText({ protocol, source, destination, flags }: ServiceExpression & { kind: "ports" }): string {
  const ports = (ranges: readonly PortRange[] | undefined) => ranges?.map(({ from, to }) => `${from}-${to}`).join();
  return `${protocol} ${ports(source)} ${ports(destination)} ${flags?.map(({ mask, value }) => `${mask}/${value}`).join()}`;
}

/** Port ranges in any order as intervals; every port where none are given. */
function portIntervals(ranges: readonly PortRange[] | undefined): readonly number[] {
  if (ranges === undefined) return [0, 65_535];
  return normalize(
    ranges.map(({ from, to }) => [from, to] as const),
    DOMAIN4,
  );
}
