/** Which rules open wide ranges of ports, however they are written. */
import { describe, expect, it } from "vitest";
import { hasWidePorts } from "../../src/facts/widths.js";
import type { ServiceExpression } from "../../src/model/expression.js";

const TCP = 6;
const UDP = 17;

function ports(protocol: number, ...ranges: [number, number][]): ServiceExpression {
  return { kind: "ports", protocol, destination: ranges.map(([from, to]) => ({ from, to })) };
}

const not = (of: ServiceExpression): ServiceExpression => ({ kind: "not", of });
const all = (...of: ServiceExpression[]): ServiceExpression => ({ kind: "union", of });
const protocol = (number: number): ServiceExpression => ({ kind: "protocol", protocol: number });

describe("wide ranges of ports", () => {
  it.each<[string, ServiceExpression, boolean]>([
    ["of a thousand and one", ports(TCP, [2000, 3000]), true],
    ["of a thousand", ports(TCP, [2000, 2999]), false],
    ["of several that meet", all(ports(UDP, [2000, 2600]), ports(UDP, [2601, 3200])), true],
    ["of several with a port between", ports(UDP, [2000, 2600], [2602, 3200]), false],
    ["of two protocols", all(ports(TCP, [2000, 2600]), ports(UDP, [2601, 3200])), false],
    ["left by a port that is negated", not(ports(TCP, [21, 21])), true],
    [
      "left by ports of one protocol, of which the other is negated whole",
      not(all(ports(TCP, [21, 21]), protocol(UDP))),
      true,
    ],
    ["left by both negated whole", not(all(...[6, 17, 33, 132, 136].map(protocol))), false],
    [
      "left to others by ports that are negated for one source",
      not({ kind: "ports", protocol: TCP, source: [{ from: 20, to: 20 }] }),
      true,
    ],
    ["of a group", { kind: "object", object: "opc" }, true],
    [
      "negated as a group",
      not(all({ kind: "object", object: "opc" }, protocol(UDP), ...[33, 132, 136].map(protocol))),
      false,
    ],
    ["of what is not known", { kind: "unknown", doubt: "d1" as never }, false],
    ["left by what is not known", not({ kind: "unknown", doubt: "d1" as never }), false],
  ])("are told: %s", (_, expression, isWide) => {
    const objects = new Map([["opc", { value: ports(TCP, [0, 64_800], [65_000, 65_535]) }]]);
    expect(hasWidePorts(expression, objects)).toBe(isWide);
  });
});
