/** Views of translated addresses and ports against trying every address and port. */
import { describe, expect, it } from "vitest";
import {
  type AddressChange,
  type AddressView,
  asTheyAre,
  tellAddresses,
  viewBefore,
  viewBehind,
} from "../../src/analyse/nat/address-view.js";
import { portView } from "../../src/analyse/nat/service-view.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { contains, DOMAIN4, type Intervals, normalize } from "../../src/packets/intervals.js";
import { PacketSpace } from "../../src/packets/space.js";
import { fc } from "../seeded.js";

const MOST = 12;
const ALL = Array.from({ length: MOST + 1 }, (_, address) => address);

const set = fc.array(fc.tuple(fc.nat(MOST), fc.nat(4)), { minLength: 1, maxLength: 3 }).map(
  (pairs): Intervals<number> =>
    normalize(
      pairs.map(([from, length]) => [from, Math.min(MOST, from + length)] as const),
      DOMAIN4,
    ),
);

const change: fc.Arbitrary<AddressChange> = fc.oneof(
  fc.record({ from: set, to: set, inOrder: fc.constant(false) }),
  fc
    .tuple(fc.nat(6), fc.nat(6), fc.nat(5))
    .map(([from, to, length]) => ({ from: [from, from + length], to: [to, to + length], inOrder: true })),
);

/** What an address may become; nothing where the translation does not match it. */
function outcomes({ from, to, inOrder }: AddressChange, address: number): number[] {
  if (!contains(from, address)) return [];
  const [first] = [from[0] as number];
  const isOne = from.length === 2 && to.length === 2 && Number(from[1]) - first === Number(to[1]) - Number(to[0]);
  if (inOrder && isOne) return [Number(to[0]) + address - first];
  return ALL.filter((other) => contains(to, other));
}

function check(view: AddressView, values: Intervals<number>, seenOf: (told: number) => number[]): void {
  const [least, most] = [tellAddresses(view, values, "least"), tellAddresses(view, values, "most")];
  for (const told of ALL) {
    const seen = seenOf(told);
    const some = seen.some((address) => contains(values, address));
    const every = seen.length > 0 && seen.every((address) => contains(values, address));
    expect(contains(most, told), `most ${told}`).toBe(some);
    expect(contains(least, told), `least ${told}`).toBe(every);
  }
}

describe("views of translated addresses", () => {
  it("behind one translation tell what it may make of each address", () => {
    fc.assert(
      fc.property(set, change, set, (told, one, values) => {
        check(viewBehind(asTheyAre(told), one), values, (address) =>
          contains(told, address) ? outcomes(one, address) : [],
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("before one translation tell what may become each address", () => {
    fc.assert(
      fc.property(set, change, set, (told, one, values) => {
        check(viewBefore(asTheyAre(told), one), values, (address) =>
          contains(told, address) ? ALL.filter((before) => outcomes(one, before).includes(address)) : [],
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("behind two translations hold what both may make of each address", () => {
    fc.assert(
      fc.property(set, change, change, set, (told, one, two, values) => {
        const view = viewBehind(viewBehind(asTheyAre(told), one), two);
        const [least, most] = [tellAddresses(view, values, "least"), tellAddresses(view, values, "most")];
        for (const address of ALL.filter((each) => contains(told, each))) {
          const seen = outcomes(one, address).flatMap((between) => outcomes(two, between));
          if (seen.some((each) => contains(values, each))) expect(contains(most, address)).toBe(true);
          if (contains(least, address)) expect(seen.every((each) => contains(values, each))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("views of translated ports", () => {
  const space = new PacketSpace(4);
  const any = space.flags({ mask: 0, value: 0 });
  const ports = fc.array(fc.nat(MOST), { minLength: 2, maxLength: 2 }).map((pair) => pair.toSorted((a, b) => a - b));

  it("tell which ports may become those that rules see", () => {
    fc.assert(
      fc.property(ports, ports, ports, fc.boolean(), (from, to, values, inOrder) => {
        const view = portView(space, { protocols: [6], from, to, inOrder }, "forth");
        const services = space.ports(6, values, [0, 65_535], any);
        const [least, most] = [view(services, "least"), view(services, "most")];
        for (const port of ALL.filter((each) => contains(from, each))) {
          const seen = outcomes({ from, to, inOrder }, port);
          const has = (node: number) =>
            space.diagram.and(node, space.ports(6, [port, port], [0, 65_535], any)) !== EMPTY;
          expect(has(most)).toBe(seen.some((each) => contains(values, each)));
          expect(has(least)).toBe(seen.every((each) => contains(values, each)));
        }
        // Ports of other protocols stay.
        const others = space.ports(17, values, [0, 65_535], any);
        expect(space.diagram.equals(view(others, "least"), others)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
