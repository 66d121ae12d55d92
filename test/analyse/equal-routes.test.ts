/** Routes to one network by several interfaces that are as good: hosts lie behind these, packets go by any of them. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Route } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, route, step, table, zone } from "./device-builder.js";

const MAP = plan([zone("cell-a 10.1.0.0/24"), zone("far 10.8.0.0/16"), zone("near 10.9.0.0/16")]);
const INTERFACES = [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("port3 10.3.0.1/24")];

/** @param open what is let through: `port1>port2`. */
function verdicts(open: readonly string[], second: Partial<Route> = {}): Record<string, string> {
  const device = firewall([], {
    interfaces: INTERFACES,
    routes: [
      route("10.8.0.0/16 via 10.2.0.9"),
      route("10.8.0.0/16 via 10.3.0.9", second),
      route("10.9.0.0/16 via 10.2.0.9"),
    ],
    doubts: [doubt("tracked", "match")],
    tables: [table("open", ["permit any > any any"]), table("shut", ["deny any > any any"])],
    forwarding: INTERFACES.flatMap(({ id: ingress }) =>
      INTERFACES.map(({ id: egress }) =>
        step([open.includes(`${ingress}>${egress}`) ? "open" : "shut"], { ingress: [ingress], egress: [egress] }),
      ),
    ),
  });
  const plant = resolvePlant([device], MAP);
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return Object.fromEntries(pairs.map(({ from, to, verdict }) => [`${from.id} > ${to.id}`, verdict]));
}

describe("a network with several routes that are as good", () => {
  it.each([
    { trap: "all are shut", open: [], out: "proved", back: "proved" },
    { trap: "all are open", open: ["port1>port2", "port1>port3"], out: "violated", back: "proved" },
    { trap: "one is open: packets may take it", open: ["port1>port3"], out: "unproved", back: "proved" },
    { trap: "one is open: packets may come by it", open: ["port3>port1"], out: "proved", back: "unproved" },
  ])("$trap", ({ open, out, back }) => {
    const found = verdicts(open);
    expect([found["cell-a > far"], found["far > cell-a"]]).toEqual([out, back]);
  });

  it("may lie elsewhere where one of them may not be there", () => {
    const found = verdicts([], { doubt: "tracked" });
    expect([found["cell-a > far"], found["far > cell-a"]]).toEqual(["unproved", "unproved"]);
  });

  it("leaves hosts of its zone on the segment of the device where they are", () => {
    const stray = firewall(["deny any > any any"], { id: "stray", interfaces: [port("port1 172.16.0.1/24")] });
    const edge = firewall(["permit any > any any"], {
      interfaces: INTERFACES,
      routes: [route("10.8.0.0/16 via 10.1.0.9"), route("10.8.0.0/16 via 10.3.0.9")],
    });
    const plant = resolvePlant([edge, stray], plan([zone("cell 10.1.0.0/24 10.8.0.0/16"), zone("ops 10.2.0.0/24")]));
    const { pairs } = buildFacts(plant, analysePlant(plant));
    expect(pairs.find(({ from, to }) => from.id === "cell" && to.id === "ops")?.verdict).toBe("violated");
  });

  it("leaves others of its length alone", () => {
    expect(verdicts(["port1>port2"])["cell-a > near"]).toBe("violated");
  });
});
