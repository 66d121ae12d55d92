/** Services of rules by what they say. */
import type { PortRange, ServiceExpression } from "../../../src/model/expression.js";

/** Rules say much the same: thousands of them have a few services, and all that is found out of one is found once. */
export class ServicePool {
  /** Those of one protocol and one range of destination ports, by both in one number. */
  private readonly byPorts = new Map<number, ServiceExpression>();
  private readonly byText = new Map<string, ServiceExpression>();

  /** The service of a protocol (0 to 255) with one range of destination ports and nothing else. */
  ofPorts(protocol: number, range: PortRange): ServiceExpression {
    const key = (protocol * 0x10000 + range.from) * 0x10000 + range.to;
    const known = this.byPorts.get(key);
    if (known !== undefined) return known;
    const made: ServiceExpression = { kind: "ports", protocol, destination: [range] };
    this.byPorts.set(key, made);
    return made;
  }

  get(text: string): ServiceExpression | undefined {
    return this.byText.get(text);
  }

  set(text: string, service: ServiceExpression): void {
    this.byText.set(text, service);
  }
}
