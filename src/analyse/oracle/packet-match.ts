/** One packet against address and service expressions: their meaning as `src/model/expression.ts` tells it, without sets. */
import type { Device } from "../../model/device.js";
import type { AddressExpression, PortRange, ServiceExpression } from "../../model/expression.js";
import type { Packet } from "../../model/packet.js";
import type { RuleMatch } from "../../model/rule.js";
import { between, every, not, some, type Truth, truthOf } from "./truth.js";

/** How a non-initial fragment meets a service: as the header it has, or by its protocol alone whatever is said of ports. */
export type FragmentView = "header" | "by-address";

/** How many objects are asked about one packet before answers from inside a cycle are remembered too. */
const MAX_WORK = 10_000;

/** How many groups one inside the other are followed. */
const MAX_DEPTH = 256;

/** Asks expressions of one device about one packet; answers about objects are remembered while the packet is the same. */
export class PacketMatch {
  private readonly addresses: ReadonlyMap<string, AddressExpression>;
  private readonly services: ReadonlyMap<string, ServiceExpression>;
  private remembered = new Map<string, Truth>();
  private readonly open = new Set<string>();
  /** How often an object was met inside itself, and how many were asked: groups of one another take for ever. */
  private cut = 0;
  private work = 0;
  private current: Packet | undefined;
  /** What translated the packet's destination; `undefined`: that is not looked at. */
  private translatedBy: readonly string[] | undefined;

  constructor(device: Pick<Device, "addresses" | "services">) {
    this.addresses = new Map(device.addresses.map(({ id, value }) => [id, value]));
    this.services = new Map(device.services.map(({ id, value }) => [id, value]));
  }

  source(packet: Packet, expression: AddressExpression): Truth {
    this.turnTo(packet);
    return this.address(expression, packet.src, packet, "src");
  }

  destination(packet: Packet, expression: AddressExpression): Truth {
    this.turnTo(packet);
    return this.address(expression, packet.dst, packet, "dst");
  }

  /** The destination of a rule, to a packet that a translation changed (`by`: its id) or none did (`by` is empty). */
  destinationOf(packet: Packet, { destination, translated = "fits" }: RuleMatch, by: readonly string[]): Truth {
    this.turnTo(packet, by);
    const full = this.address(destination, packet.dst, packet, "dst");
    if (by.length === 0 || translated === "fits") return full;
    const named = this.naming(destination, packet, []);
    return translated === "never" ? named : between(named, full);
  }

  /** As far as an expression names the translation itself. */
  private naming(expression: AddressExpression, packet: Packet, above: readonly string[]): Truth {
    switch (expression.kind) {
      case "union":
        return some(expression.of.map((part) => this.naming(part, packet, above)));
      case "object": {
        const value = above.includes(expression.object) ? undefined : this.addresses.get(expression.object);
        return value === undefined ? "maybe" : this.naming(value, packet, [...above, expression.object]);
      }
      case "unknown":
        return expression.translatedBy === undefined ? "no" : this.address(expression, packet.dst, packet, "dst");
      case "except":
      case "not":
        return between("no", this.address(expression, packet.dst, packet, "dst"));
      default:
        return "no";
    }
  }

  /** The ranges an expression is made of; `undefined` where it is more than a list of them. */
  ranges(
    expression: AddressExpression,
    family: 4 | 6,
    above: readonly string[] = [],
  ): (readonly [number | bigint, number | bigint])[] | undefined {
    switch (expression.kind) {
      case "none":
        return [];
      case "range4":
        return family === 4 ? [[expression.from, expression.to]] : [];
      case "range6":
        return family === 6 ? [[expression.from, expression.to]] : [];
      case "union": {
        const parts = expression.of.map((part) => this.ranges(part, family, above));
        const known = parts.flatMap((part) => part ?? []);
        return parts.includes(undefined) ? undefined : known;
      }
      case "object": {
        const value = above.includes(expression.object) ? undefined : this.addresses.get(expression.object);
        return value && this.ranges(value, family, [...above, expression.object]);
      }
      default:
        return undefined;
    }
  }

  service(packet: Packet, expression: ServiceExpression, view: FragmentView = "header"): Truth {
    this.turnTo(packet);
    return this.ofService(expression, packet, view);
  }

  /** Whether a service says something of TCP flags. */
  testsFlags(expression: ServiceExpression, above: readonly string[] = []): boolean {
    if (expression.kind === "ports") return (expression.flags?.length ?? 0) > 0;
    if (expression.kind === "union") return expression.of.some((part) => this.testsFlags(part, above));
    if (expression.kind === "not") return this.testsFlags(expression.of, above);
    if (expression.kind !== "object" || above.includes(expression.object)) return false;
    const value = this.services.get(expression.object);
    return value !== undefined && this.testsFlags(value, [...above, expression.object]);
  }

  private turnTo(packet: Packet, by?: readonly string[]): void {
    if (this.current === packet && this.translatedBy?.join() === by?.join()) return;
    this.current = packet;
    this.translatedBy = by;
    this.remembered = new Map();
    this.work = 0;
  }

  private address(expression: AddressExpression, value: number | bigint, packet: Packet, side: "src" | "dst"): Truth {
    switch (expression.kind) {
      case "any":
        return truthOf(expression.family === undefined || expression.family === packet.family);
      case "none":
        return "no";
      case "range4":
        return truthOf(packet.family === 4 && expression.from <= value && value <= expression.to);
      case "range6":
        return truthOf(packet.family === 6 && expression.from <= value && value <= expression.to);
      case "pattern4":
        return truthOf(packet.family === 4 && (Number(value) & expression.care) >>> 0 === expression.value);
      case "object":
        return this.object(`${side} ${expression.object}`, this.addresses.get(expression.object), (inner) =>
          this.address(inner, value, packet, side),
        );
      case "union":
        return some(expression.of.map((part) => this.address(part, value, packet, side)));
      case "except":
        return every([
          this.address(expression.base, value, packet, side),
          not(this.address(expression.minus, value, packet, side)),
        ]);
      case "not":
        if (expression.family !== "both" && expression.family !== packet.family) return "no";
        return not(this.address(expression.of, value, packet, side));
      case "unknown":
        if (expression.translatedBy !== undefined && this.translatedBy !== undefined) {
          const isNamed = expression.translatedBy.some((id) => this.translatedBy?.includes(id));
          const then = isNamed ? expression.upper : (expression.lower ?? { kind: "none" });
          return then === undefined ? "yes" : this.address(then, value, packet, side);
        }
        return between(
          expression.lower === undefined ? "no" : this.address(expression.lower, value, packet, side),
          expression.upper === undefined ? "yes" : this.address(expression.upper, value, packet, side),
        );
    }
  }

  private ofService(expression: ServiceExpression, packet: Packet, view: FragmentView): Truth {
    switch (expression.kind) {
      case "any":
        return "yes";
      case "none":
        return "no";
      case "protocol":
        return truthOf(packet.protocol === expression.protocol);
      case "ports":
        return truthOf(hasPorts(packet, expression, view));
      case "icmp":
        return truthOf(hasIcmpType(packet, expression, view));
      case "object":
        return this.object(`${view} ${expression.object}`, this.services.get(expression.object), (inner) =>
          this.ofService(inner, packet, view),
        );
      case "union":
        return some(expression.of.map((part) => this.ofService(part, packet, view)));
      case "not":
        return not(this.ofService(expression.of, packet, "header"));
      case "unknown":
        return between(
          expression.lower === undefined ? "no" : this.ofService(expression.lower, packet, view),
          expression.upper === undefined ? "yes" : this.ofService(expression.upper, packet, view),
        );
    }
  }

  /** A reference that leads nowhere, to itself or too deep may stand for anything. */
  private object<Expression>(
    key: string,
    value: Expression | undefined,
    ask: (expression: Expression) => Truth,
  ): Truth {
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    if (value === undefined) return "maybe";
    if (this.open.has(key) || this.open.size >= MAX_DEPTH) {
      this.cut++;
      return "maybe";
    }
    const before = this.cut;
    this.work++;
    this.open.add(key);
    const answer = ask(value);
    this.open.delete(key);
    // An answer that met an open object says less than the one the object gives by itself.
    if (this.open.size === 0 || this.cut === before || this.work > MAX_WORK) this.remembered.set(key, answer);
    return answer;
  }
}

function hasPorts(packet: Packet, expression: ServiceExpression & { kind: "ports" }, view: FragmentView): boolean {
  if (packet.protocol !== expression.protocol) return false;
  const { source, destination, flags } = expression;
  if (source === undefined && destination === undefined && flags === undefined) return true;
  if (packet.tail) return view === "by-address";
  return (
    isAmong(packet.srcPort, source) &&
    isAmong(packet.dstPort, destination) &&
    (flags === undefined || flags.some(({ mask, value }) => (packet.flags & mask) === value))
  );
}

function hasIcmpType(packet: Packet, expression: ServiceExpression & { kind: "icmp" }, view: FragmentView): boolean {
  const { family, type, code } = expression;
  if (packet.family !== family || packet.protocol !== (family === 4 ? 1 : 58)) return false;
  if (type === undefined && code === undefined) return true;
  if (packet.tail) return view === "by-address";
  return (type ?? packet.icmpType) === packet.icmpType && (code ?? packet.icmpCode) === packet.icmpCode;
}

function isAmong(port: number, ranges: readonly PortRange[] | undefined): boolean {
  return ranges === undefined || ranges.some(({ from, to }) => from <= port && port <= to);
}
