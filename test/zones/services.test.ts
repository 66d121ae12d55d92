/** Services as maps write them: what reports show of a set, read back, is that set. */
import { describe, expect, it } from "vitest";
import { draftServices } from "../../src/draft/service-texts.js";
import type { ServiceExpression } from "../../src/model/expression.js";
import { serviceTexts } from "../../src/packets/boxes.js";
import type { Node } from "../../src/packets/diagram.js";
import { PORT_PROTOCOLS } from "../../src/packets/layout.js";
import { PacketSpace } from "../../src/packets/space.js";
import { serviceOf as partOf } from "../../src/packets/split.js";
import { ServiceSets } from "../../src/resolve/service-sets.js";
import { serviceOf } from "../../src/zones/services.js";
import { fc } from "../seeded.js";

const NONE: ReadonlyMap<string, ServiceExpression> = new Map();

function protocolOf(text: string): number | undefined {
  const read = serviceOf(text, NONE);
  return "service" in read && read.service.kind === "protocol" ? read.service.protocol : undefined;
}

function helpOf(text: string): string | undefined {
  const read = serviceOf(text, NONE);
  return "service" in read ? "it is one" : read.help;
}

describe("a whole protocol", () => {
  it.each([
    ["tcp", 6],
    ["udp", 17],
    ["UDP", 17],
    ["sctp", 132],
    ["icmp", 1],
    ["icmp6", 58],
    ["icmpv6", 58],
    ["igmp", 2],
    ["ospf", 89],
    ["vrrp", 112],
    ["gre", 47],
    ["ip/89", 89],
  ])("%s", (text, protocol) => {
    expect(protocolOf(text)).toBe(protocol);
  });

  it("gives way to a service of the map that is called so", () => {
    const own: ServiceExpression = { kind: "none" };
    expect(serviceOf("udp", new Map([["udp", own]]))).toEqual({ service: own });
  });
});

describe("what is no service", () => {
  it.each([
    ["ip", 'every service is "any"'],
    ["443", 'a port goes behind its protocol: "tcp/443"'],
    ["502/TCP", 'a port goes behind its protocol: "tcp/502"'],
    ["udp/any", 'all of it is "udp"'],
    ["tcp/*", 'all of it is "tcp"'],
    ["tcp/https", 'its name stands alone: "https"'],
    ["tcp/80,443", "one text for each of them: [tcp/80, tcp/443]"],
    ["icmp/3/1", 'flows have no ICMP codes: "icmp/3"'],
    ["udp/1-65535 from 161", 'flows have no source ports, ICMP codes and TCP flags: "udp/1-65535"'],
    ["igmp/1", 'igmp has no ports: "igmp"'],
    ["osfp", 'did you mean "ospf"?'],
    ["tcp/65536", "ports go from 0 to 65535"],
    ["ip/7-256", "these numbers go from 0 to 255"],
    ["icmp/5-3", 'the lower number goes first: "icmp/3-5"'],
    ["constructor", undefined],
  ])("%s", (text, help) => {
    expect(helpOf(text)).toBe(help);
  });
});

describe("services as reports and drafts show them", () => {
  const space = new PacketSpace(4);
  const { diagram } = space;
  const port = fc.constantFrom(0, 1, 79, 80, 443, 1024, 65_535);
  const range = fc.tuple(port, port).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
  const protocol = fc.constantFrom(0, 1, 2, 3, 6, 17, 33, 47, 50, 58, 89, 112, 132, 136, 255);
  const leaf: fc.Arbitrary<Node> = fc.oneof(
    protocol.map((one) => space.field("protocol", [one, one])),
    fc.tuple(protocol, protocol).map(([one, other]) => space.field("protocol", [Math.min(one, other), 255])),
    fc.tuple(fc.constantFrom(...PORT_PROTOCOLS), range).map(([one, ports]) => portsOf(one, ports)),
    fc.tuple(fc.nat(20), fc.nat(20)).map(([one, more]) => portsOf(1, [one, one + more])),
  );

  function portsOf(one: number, ports: readonly [number, number]): Node {
    return diagram.and(space.field("protocol", [one, one]), space.field("dstPort", ports));
  }

  function read(texts: readonly string[]): Node {
    const sets = new ServiceSets({ services: [] }, space);
    const parts = texts.map((text) => {
      const found = serviceOf(text, NONE);
      if (!("service" in found)) throw new Error(`"${text}" is not read`);
      return sets.of(found.service).upper;
    });
    return diagram.and(diagram.union(parts), space.fresh);
  }

  it("are the same sets when they are read back", () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 4 }), fc.boolean(), (leaves, isRest) => {
        const some = diagram.and(diagram.union(leaves), space.fresh);
        const set = isRest ? diagram.diff(space.fresh, some) : some;
        fc.pre(!diagram.equals(set, diagram.diff(set, set)));
        const service = partOf(space, set);
        expect(diagram.equals(read(serviceTexts(space, service)), set)).toBe(true);
        const { texts, isRounded } = draftServices(space, service);
        expect(diagram.isWithin(set, read(texts))).toBe(true);
        if (!isRounded && !texts.includes("any"))
          expect(diagram.equals(read(texts), set) || hasPortZero(set)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  /** Drafts take all ports but port 0, which nobody listens on, for all. */
  function hasPortZero(set: Node): boolean {
    const zero = diagram.and(space.field("dstPort", [0, 0]), diagram.or(portsOf(6, [0, 0]), portsOf(17, [0, 0])));
    return !diagram.isWithin(diagram.and(zero, space.fresh), set);
  }

  it("are whole protocols by their names in drafts", () => {
    const all = space.field("protocol", [2, 2]);
    const set = diagram.and(diagram.or(all, space.field("protocol", [17, 17])), space.fresh);
    expect(draftServices(space, partOf(space, set)).texts).toEqual(["igmp", "udp"]);
  });
});
