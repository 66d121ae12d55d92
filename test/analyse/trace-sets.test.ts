/** One packet answered by sets where translations are looked at: what others do that share its addresses says nothing of it. */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { createSetTracer } from "../../src/analyse/trace-sets.js";
import { readIPv4 } from "../../src/packets/address.js";
import { addresses, firewall, match, nat, step, table } from "./device-builder.js";

const STAYS = nat("destination", "any", "10.2.0.0/24", { id: "stays", exempt: true });
const OTHERS = { match: match("any", "any", "tcp/443"), translated: addresses("10.2.0.1") };
const TRAPS = [
  {
    trap: "both ends are exempt",
    rows: [STAYS, nat("source", "10.1.0.0/24", "any", { exempt: true })],
    out: "tcp/443",
  },
  {
    trap: "its destination is exempt, the source of others translated",
    rows: [STAYS, nat("source", "any", "any", OTHERS)],
    out: "any",
  },
];

const DATAGRAM = {
  family: 4 as const,
  src: readIPv4("10.1.0.5") ?? 0,
  dst: readIPv4("10.2.0.9") ?? 0,
  protocol: 17,
  srcPort: 50_000,
  dstPort: 443,
  icmpType: 0,
  icmpCode: 0,
  flags: 0,
  tail: false,
};

describe("a packet told by sets", () => {
  it.each(TRAPS)("is told by its own service: $trap", ({ rows, out }) => {
    const device = firewall([], {
      tables: [table("in", ["permit any > any any"]), table("out", [`permit 10.1.0.0/24 > any ${out}`])],
      forwarding: [step(["in"]), step(["out"], { sees: "leaving" })],
      nat: rows,
    });
    const [walk, ask] = [createWalker(device), createSetTracer(device)];
    expect(ask(DATAGRAM, "port1", "port2")).toBe(out === "any" ? "permit" : "deny");
    expect(walk(DATAGRAM, "port1", "port2").verdict).toBe(ask(DATAGRAM, "port1", "port2"));
  });
});
