/** Packets that a policy may send past the routes: what filters of one way say is then not all there is to say. */
import { describe, expect, it } from "vitest";
import { followPacket } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Interface } from "../../src/model/device.js";
import { readIPv4 } from "../../src/packets/address.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, ROUTER, route, step, table, zone } from "./device-builder.js";

const MAP = plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")]);
const PACKET = {
  family: 4 as const,
  src: readIPv4("10.1.0.5") ?? 0,
  dst: readIPv4("10.2.0.9") ?? 0,
  protocol: 6,
  srcPort: 50_000,
  dstPort: 502,
  icmpType: 0,
  icmpCode: 0,
  flags: 2,
  tail: false,
};

const to = (from: string, last: string) => [
  { family: 4 as const, from: readIPv4(from) ?? 0, to: readIPv4(last) ?? 0, doubt: "policy" },
];
const CELL_B = to("10.2.0.0", "10.2.0.255");

interface Trap {
  readonly trap: string;
  readonly steers: Interface["policyRouted"];
  /** By which port: left out, by the one that has a way out of the plant. */
  readonly at?: "port1" | "port2";
  /** What leaves by this port passes. */
  readonly opens: readonly string[];
  readonly trace: "permit" | "deny" | "unknown";
  readonly verdict: "violated" | "proved" | "open";
}

const TRAPS: Trap[] = [
  { trap: "the way of the policy is open", steers: CELL_B, opens: ["port3"], trace: "unknown", verdict: "open" },
  { trap: "the way of the routes is open", steers: CELL_B, opens: ["port2"], trace: "unknown", verdict: "open" },
  { trap: "no way is open", steers: CELL_B, opens: [], trace: "deny", verdict: "proved" },
  {
    trap: "it is about other destinations",
    steers: to("10.9.0.0", "10.9.0.255"),
    opens: ["port2"],
    trace: "permit",
    verdict: "violated",
  },
  {
    trap: "it is about what comes in elsewhere",
    steers: CELL_B,
    at: "port2",
    opens: ["port2"],
    trace: "permit",
    verdict: "violated",
  },
  {
    trap: "a part of the destinations",
    steers: to("10.2.0.9", "10.2.0.9"),
    opens: ["port2"],
    trace: "unknown",
    verdict: "violated",
  },
];

describe("a policy that comes before the routes", () => {
  it.each(TRAPS)("$trap", ({ steers, at = "port1", opens, trace, verdict }) => {
    const of = (id: string) => (id === at && steers !== undefined ? { policyRouted: steers } : {});
    const device = firewall([], {
      interfaces: [
        port("port1 10.1.0.1/24", of("port1")),
        port("port2 10.2.0.1/24", of("port2")),
        port("port3 192.0.2.2/24"),
      ],
      routers: [{ ...ROUTER, dynamicRouting: "policy" }],
      routes: [route("0.0.0.0/0 via 192.0.2.1")],
      doubts: [doubt("policy", "match")],
      tables: [table("open", ["permit any > any any"]), table("shut", ["deny any > any any"])],
      forwarding: ["port1", "port2", "port3"].map((id) =>
        step([opens.includes(id) ? "open" : "shut"], { egress: [id] }),
      ),
    });
    const [lan] = device.interfaces;
    const walker = createWalker(device);
    const walk = {
      walk: (_: unknown, ...asked: Parameters<typeof walker>) => walker(...asked),
      forwarded: (_: unknown, ...asked: Parameters<typeof walker.forwarded>) => walker.forwarded(...asked),
    };
    const journey = followPacket([device], PACKET, [{ device, interface: lan!, told: true }], walk);
    expect(journey.verdict).toBe(trace);
    const plant = resolvePlant([device], MAP, []);
    const { space, must, may } = answerPair(plant, rulesOf(plant), { from: "cell-a", to: "cell-b", family: 4 });
    expect(must !== EMPTY ? "violated" : may === EMPTY ? "proved" : "open").toBe(verdict);
    const packet = space.all([space.field("dst", [PACKET.dst, PACKET.dst])]);
    const isSure = space.diagram.and(must, packet) !== EMPTY;
    expect(isSure, "what surely arrives is what the walk permits").toBe(trace === "permit");
  });
});
