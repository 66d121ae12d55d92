/** Services of rules by what they say. */
import type { FlagTest, PortRange, ServiceExpression } from "../../../src/model/expression.js";

/** Rules say much the same: thousands of them have a few services, and all that is found out of one is found once. */
export class ServicePool {
  /** Those of one protocol and one range of several destination ports, by the protocol and both ends in one number. */
  private readonly byPorts: (Map<number, ServiceExpression> | undefined)[] = [];
  /** Those of one protocol and one port, by both. */
  private readonly byPort: (ServiceExpression | undefined)[][] = [];
  /** Those of a protocol alone. */
  private readonly byProtocol: (ServiceExpression | undefined)[] = [];
  /** Single ranges, by both their ends in one number. */
  private readonly byRange = new Map<number, readonly [PortRange]>();
  /** Those of one protocol and a group of destination ports, by both. */
  private readonly byGroup: (Map<string, ServiceExpression> | undefined)[] = [];
  /** Those of a protocol and the test of sessions that stand. */
  private readonly byEstablished: (ServiceExpression | undefined)[] = [];
  private readonly byText = new Map<string, ServiceExpression>();

  /** One range of ports, `from` to `to`, both inclusive: for all that ask the same list. */
  ranges(from: number, to: number): readonly PortRange[] {
    const key = (from << 16) | to;
    const known = this.byRange.get(key);
    if (known !== undefined) return known;
    const made = [{ from, to }] as const;
    this.byRange.set(key, made);
    return made;
  }

  /** The service of a protocol (0 to 255) with one range of destination ports and nothing else. */
  ofPorts(protocol: number, range: PortRange): ServiceExpression {
    if (range.from === range.to) return this.ofPort(protocol, range);
    this.byPorts[protocol] ??= new Map();
    const ranges = this.byPorts[protocol];
    const key = (range.from << 16) | range.to;
    const known = ranges.get(key);
    if (known !== undefined) return known;
    const made: ServiceExpression = { kind: "ports", protocol, destination: [range] };
    ranges.set(key, made);
    return made;
  }

  /** One port is what most ask for: found by an index. */
  private ofPort(protocol: number, range: PortRange): ServiceExpression {
    this.byPort[protocol] ??= [];
    const ports = this.byPort[protocol];
    const known = ports[range.from];
    if (known !== undefined) return known;
    const made: ServiceExpression = { kind: "ports", protocol, destination: [range] };
    ports[range.from] = made;
    return made;
  }

  /** The service of a protocol (0 to 255) and nothing else. */
  ofProtocol(protocol: number): ServiceExpression {
    const known = this.byProtocol[protocol];
    if (known !== undefined) return known;
    const made: ServiceExpression = { kind: "protocol", protocol };
    this.byProtocol[protocol] = made;
    return made;
  }

  /** The service of a protocol (0 to 255) whose sessions stand and nothing else. */
  ofEstablished(protocol: number, flags: readonly FlagTest[]): ServiceExpression {
    const known = this.byEstablished[protocol];
    if (known !== undefined) return known;
    const made: ServiceExpression = { kind: "ports", protocol, flags };
    this.byEstablished[protocol] = made;
    return made;
  }

  /** The service of a protocol (0 to 255) with a group of destination ports and nothing else, as it is made the first time. */
  ofGroup(protocol: number, group: string, make: () => ServiceExpression | undefined): ServiceExpression | undefined {
    this.byGroup[protocol] ??= new Map();
    const groups = this.byGroup[protocol];
    const known = groups.get(group) ?? make();
    if (known !== undefined) groups.set(group, known);
    return known;
  }

  get(text: string): ServiceExpression | undefined {
    return this.byText.get(text);
  }

  set(text: string, service: ServiceExpression): void {
    this.byText.set(text, service);
  }
}
