/** Packet sets against single packets: the algebra, the universe, boxes, witnesses. */
import { describe, expect, it } from "vitest";
import { boxesOf, serviceTexts } from "../../src/packets/boxes.js";
import { BudgetExceeded, Diagram, EMPTY, FULL, type Node } from "../../src/packets/diagram.js";
import type { FieldName } from "../../src/packets/layout.js";
import { PacketSpace } from "../../src/packets/space.js";
import { restAt } from "../../src/packets/split.js";
import { witnessOf } from "../../src/packets/witness.js";
import { fc } from "../seeded.js";

type Header = Readonly<Record<FieldName, number | bigint>>;

const space = new PacketSpace(4);
const { diagram } = space;
const FIELDS: readonly FieldName[] = ["src", "dst", "protocol", "dstPort", "srcPort", "flags", "tail"];

function holds(node: Node, header: Header): boolean {
  return FIELDS.reduce((rest, name) => restAt(space, rest, name, header[name]), node) === FULL;
}

const BASE = 0x0a140000;
const value = (most: number) => fc.constantFrom(0, 1, most - 1, most);
const header: fc.Arbitrary<Header> = fc.record({
  src: fc.nat(3).map((offset) => BASE + offset),
  dst: fc.nat(3).map((offset) => BASE + offset),
  protocol: fc.constantFrom(0, 1, 6, 17, 47),
  dstPort: value(65_535),
  srcPort: value(65_535),
  flags: fc.constantFrom(0, 2, 16, 63),
  tail: fc.nat(1),
});

const range = (least: number, most: number) =>
  fc
    .tuple(fc.nat(most - least), fc.nat(most - least))
    .map(([a, b]) => [least + Math.min(a, b), least + Math.max(a, b)]);
const leaf: fc.Arbitrary<Node> = fc.oneof(
  range(BASE, BASE + 3).map((values) => space.field("src", values)),
  range(BASE, BASE + 3).map((values) => space.field("dst", values)),
  range(0, 65_535).map((values) => space.field("dstPort", values)),
  fc.constantFrom(1, 6, 17).map((protocol) => space.field("protocol", [protocol, protocol])),
  fc.constantFrom({ mask: 16, value: 16 }, { mask: 18, value: 2 }).map((condition) => space.flags(condition)),
  fc.constantFrom(EMPTY, FULL, space.universe, space.fresh, space.tails),
);
const set: fc.Arbitrary<Node> = fc
  .array(fc.tuple(fc.constantFrom("and", "or", "diff"), leaf), { minLength: 1, maxLength: 6 })
  .map((steps) => steps.reduce((sum, [how, node]) => diagram[how as "and" | "or" | "diff"](sum, node), FULL as Node));

describe("packet sets", () => {
  it("obey the laws of sets, packet by packet", () => {
    fc.assert(
      fc.property(set, set, header, (a, b, packet) => {
        const [inA, inB] = [holds(a, packet), holds(b, packet)];
        expect(holds(diagram.and(a, b), packet)).toBe(inA && inB);
        expect(holds(diagram.or(a, b), packet)).toBe(inA || inB);
        expect(holds(diagram.diff(a, b), packet)).toBe(inA && !inB);
        expect(holds(diagram.not(a), packet)).toBe(!inA);
      }),
      { numRuns: 500 },
    );
  });

  it("are equal when they are the same set, and the same node of the diagram", () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        const same = (one: Node, other: Node) => {
          expect(diagram.equals(one, other)).toBe(true);
          expect(diagram.toBase(one)).toBe(diagram.toBase(other));
          expect(one === EMPTY).toBe(diagram.toBase(one) === EMPTY);
        };
        same(diagram.and(a, diagram.or(b, c)), diagram.or(diagram.and(a, b), diagram.and(a, c)));
        same(diagram.not(diagram.and(a, b)), diagram.or(diagram.not(a), diagram.not(b)));
        same(diagram.diff(a, b), diagram.and(a, diagram.not(b)));
        same(diagram.union([a, b, c]), diagram.or(a, diagram.or(b, c)));
      }),
      { numRuns: 300 },
    );
  });

  it("hold no packet with a field that its protocol does not have", () => {
    fc.assert(
      fc.property(header, (packet) => {
        const { protocol, dstPort, srcPort, flags, tail } = packet;
        const hasPorts = tail === 0 && (protocol === 6 || protocol === 17);
        const hasType = tail === 0 && protocol === 1 && dstPort <= 255 && srcPort <= 255;
        const fits = hasPorts || hasType || (dstPort === 0 && srcPort === 0);
        const flagsFit = (tail === 0 && protocol === 6) || flags === 0;
        expect(holds(space.universe, packet)).toBe(fits && flagsFit);
      }),
      { numRuns: 1000 },
    );
  });

  it("are told as boxes that are the set, apart from each other", () => {
    fc.assert(
      fc.property(set, (any) => {
        const cut = diagram.and(any, space.universe);
        const boxes = boxesOf(space, cut).map(({ sources, destinations, service }) =>
          space.all([space.field("src", sources), space.field("dst", destinations), service]),
        );
        expect(diagram.equals(diagram.union(boxes), cut)).toBe(true);
        const overlaps = boxes.some((one, index) =>
          boxes.slice(0, index).some((other) => diagram.and(one, other) !== EMPTY),
        );
        expect(overlaps).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("have a witness inside, and none when they are empty", () => {
    fc.assert(
      fc.property(set, (any) => {
        const found = witnessOf(space, any);
        if (any === EMPTY) expect(found).toBeUndefined();
        else expect(holds(any, found as unknown as Header)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("say their services as people write them", () => {
    const texts = (...nodes: Node[]) => serviceTexts(space, diagram.and(diagram.union(nodes), space.fresh));
    const ports = (protocol: number, from: number, to: number) =>
      space.all([space.field("protocol", [protocol, protocol]), space.field("dstPort", [from, to])]);
    expect(texts(ports(6, 443, 443), ports(17, 5000, 5010), ports(1, 8, 8))).toEqual([
      "icmp/8",
      "tcp/443",
      "udp/5000-5010",
    ]);
    expect(texts(FULL)).toEqual(["any"]);
  });

  it("end at the budget instead of taking all memory", () => {
    const small = new Diagram(50);
    const build = () => {
      for (let level = 0; level < 60; level++) small.make(level, EMPTY, FULL);
    };
    expect(build).toThrow(BudgetExceeded);
  });

  it("end at the budget of steps, which each question has for itself", () => {
    const worked = new Diagram();
    const most = 20_000_000;
    worked.spend(most);
    expect(() => worked.spend(1)).toThrow(BudgetExceeded);
    worked.beginQuestion();
    worked.spend(most);
    const other = new PacketSpace(4, new Diagram());
    const [ssh, web] = [22, 80].map((one) => other.field("dstPort", [one, one])) as [Node, Node];
    other.diagram.base.beginQuestion();
    other.diagram.base.spend(most - 1);
    expect(() => other.diagram.or(ssh, web)).toThrow(BudgetExceeded);
  });

  it("know which part of all packets they hold", () => {
    expect([EMPTY, FULL, space.field("dstPort", [0, 16_383])].map((node) => diagram.base.share(node))).toEqual([
      0, 1, 0.25,
    ]);
  });
});
