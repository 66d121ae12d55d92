/** Declared flows: open, blocked or unknown, answers included where nothing keeps state. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device, NatRule } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { addresses, firewall, flow, nat, plan, port, route, step, table, zone } from "./device-builder.js";

const ZONES = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")];

function flowsOf(device: Device, declared: string) {
  const plant = resolvePlant([device], plan(ZONES, [flow(declared)]), []);
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from }) => from.id === "cell-a")?.flows ?? [];
}

/** A router with access lists on both of its interfaces. */
function router(there: readonly string[], back: readonly string[], over: Partial<Device> = {}): Device {
  return firewall([], {
    tables: [table("there", there), table("back", back)],
    forwarding: [
      step(["there"], { ingress: ["port1"], stateful: false }),
      step(["back"], { ingress: ["port2"], stateful: false }),
    ],
    ...over,
  });
}

/** Hosts that share an address where they leave by an interface. */
function shared(from: string, to: string): NatRule {
  const own = nat("source", "any", "any");
  return { ...own, match: { ...own.match, ingress: [from], egress: [to] }, translated: addresses("10.9.0.1") };
}

/** A host that is dialled by another address where packets come in by an interface. */
function published(by: string): NatRule {
  const own = nat("destination", "any", "10.9.0.2");
  return { ...own, match: { ...own.match, ingress: [by] }, translated: addresses("10.2.0.9") };
}

const MODBUS = "cell-a > cell-b tcp/502";
const PERMIT = ["permit any > any any"];
const DENY = ["deny any > any any"];

const TRAPS: readonly {
  trap: string;
  device: Device;
  declared?: string;
  state: string;
  part?: string;
  blockedBy?: string[];
}[] = [
  { trap: "permitted by a filter with state", device: firewall(["permit any > any tcp/502"]), state: "open" },
  { trap: "denied", device: firewall(DENY), state: "blocked", blockedBy: ["1"] },
  {
    trap: "a part is denied",
    device: firewall(["deny 10.1.0.7 > any any", "permit any > any tcp/502"]),
    state: "blocked",
    part: "surely",
    blockedBy: ["1"],
  },
  {
    trap: "a part is denied, and it is not known whether the rest passes",
    device: router(["deny 10.1.0.7 > any any", "unknown any > any tcp/502"], PERMIT),
    state: "blocked",
    part: "perhaps",
    blockedBy: ["1"],
  },
  { trap: "answers pass", device: router(["permit any > any tcp/502"], PERMIT), state: "open" },
  { trap: "answers are denied", device: router(PERMIT, DENY), state: "blocked", part: "surely", blockedBy: ["1"] },
  {
    trap: "answers of datagrams pass from the port they were sent to",
    device: router(PERMIT, ["permit 10.2.0.0/24 > 10.1.0.0/24 udp"]),
    declared: "cell-a > cell-b udp/161",
    state: "open",
  },
  {
    trap: "answers of datagrams are denied",
    device: router(PERMIT, ["permit any > any tcp"]),
    declared: "cell-a > cell-b udp/161",
    state: "blocked",
    part: "surely",
    blockedBy: ["implicit deny"],
  },
  {
    trap: "echo replies pass",
    device: router(PERMIT, ["permit any > any icmp/0"]),
    declared: "cell-a > cell-b icmp/8",
    state: "open",
  },
  {
    trap: "answers pass beside a translation between other interfaces",
    device: router(["permit any > any tcp/502"], PERMIT, { nat: [shared("port1", "wan1"), published("wan1")] }),
    state: "open",
  },
  {
    trap: "answers to what a translation changed are translated by what it remembers",
    device: router(["permit any > any tcp/502"], PERMIT, { nat: [shared("port1", "port2")] }),
    state: "unknown",
  },
  {
    trap: "answers that a translation changes on their way back",
    device: router(["permit any > any tcp/502"], PERMIT, { nat: [published("port2")] }),
    state: "unknown",
  },
  {
    trap: "an entry that exempts translates no answers",
    device: router(["permit any > any tcp/502"], PERMIT, { nat: [{ ...published("port2"), exempt: true }] }),
    state: "open",
  },
  {
    trap: "a longer route drops a host of the target",
    device: firewall(["permit any > any any"], { routes: [route("10.2.0.9/32 drop")] }),
    state: "blocked",
    part: "surely",
  },
  {
    trap: "a flow to an address of the device itself",
    device: firewall(["permit any > any any"]),
    declared: "cell-a > cell-b=10.2.0.1 tcp/443",
    state: "unknown",
  },
  {
    trap: "no filter at all",
    device: firewall([], {
      tables: [],
      forwarding: [],
      interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24")],
    }),
    state: "open",
  },
];

describe("declared flows", () => {
  it.each(TRAPS)("$trap: $state", ({ device, declared = MODBUS, state, part, blockedBy = [] }) => {
    const [found] = flowsOf(device, declared);
    const told = { state: found?.state, part: found?.part, blockedBy: found?.blocked_by.map(({ id }) => id) };
    expect(told).toEqual({ state, part, blockedBy });
  });

  it("tell of what is denied in part the sources and services that get there", () => {
    const declared = flow("cell-a=10.1.0.7 > cell-b tcp/23");
    const other = flow("cell-a=10.1.0.8 > cell-b tcp/443");
    const both = {
      ...declared,
      from: [...declared.from, ...other.from],
      service: { kind: "union" as const, of: [declared.service, other.service] },
    };
    const device = firewall(["permit 10.1.0.8 > any tcp/443", "deny any > any any"]);
    const plant = resolvePlant([device], plan(ZONES, [both]), []);
    const pair = buildFacts(plant, analysePlant(plant)).pairs.find(({ from }) => from.id === "cell-a");
    const found = pair?.flows[0];
    expect(found?.sources).toEqual(["cell-a=10.1.0.8"]);
    expect(found?.protocols.map(({ port }) => port)).not.toContain("tcp/23");
    expect(found?.protocols.map(({ port }) => port)).toContain("tcp/443");
  });
});

describe("flows to the internet where two given devices have their own connection to it", () => {
  const zones = [zone("dmz 10.1.0.0/24", "dmz"), zone("net", "internet")];
  const edge = (lines: readonly string[]) =>
    firewall(lines, {
      interfaces: [port("port1 10.1.0.1/24"), port("wan1 198.51.100.2/29")],
      routes: [route("0.0.0.0/0 via 198.51.100.1")],
    });
  const other = firewall([], {
    id: "fw-remote",
    interfaces: [port("lan 10.9.0.1/24"), port("wan 203.0.113.10/29")],
    routes: [route("0.0.0.0/0 via 203.0.113.9")],
  });

  it.each([
    ["permit 10.1.0.0/24 > any tcp/443", "open"],
    ["permit 10.1.0.0/24 > 198.51.0.0/16 tcp/443", "blocked"],
  ])("%s: %s", (line, state) => {
    const plant = resolvePlant([edge([line]), other], plan(zones, [flow("dmz > net tcp/443")]), []);
    const { pairs } = buildFacts(plant, analysePlant(plant));
    const flows = pairs.find(({ from, to }) => from.id === "dmz" && to.id === "net")?.flows ?? [];
    expect(flows.map((one) => one.state)).toEqual([state]);
  });
});

describe("declared flows to groups", () => {
  const GROUPS = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24 239.192.0.0/16")];
  const found = (lines: readonly string[], ...ends: readonly string[]) => {
    const [first, ...others] = ends.map((to) => flow(`cell-a > cell-b=${to} udp/2222`));
    if (first === undefined) throw new Error("no end");
    const declared = { ...first, to: [first, ...others].flatMap(({ to }) => to) };
    const plant = resolvePlant([firewall(lines)], plan(GROUPS, [declared]), []);
    const pair = buildFacts(plant, analysePlant(plant)).pairs.find(({ from }) => from.id === "cell-a");
    return pair?.flows[0];
  };

  it("are not blocked because no route leads to them", () => {
    const group = found(PERMIT, "239.192.0.5");
    expect(group?.state).toBe("unknown");
    expect(group?.doubts?.[0]?.reason).toMatch(/multicast/);
  });

  it("are not open because a host beside the group is reached, and blocked where it is not", () => {
    expect(found(PERMIT, "10.2.0.9", "239.192.0.5")?.state).toBe("unknown");
    expect(found(DENY, "10.2.0.9", "239.192.0.5")?.state).toBe("blocked");
    expect(found(PERMIT, "10.2.0.9")?.state).toBe("open");
  });
});

describe("a filter that keeps sessions of all but ICMP", () => {
  /**
   * What it says of the way from cell-a to cell-b, on which only `permitted` passes, where cell-b may start `declared`.
   * @param ingress of a second filter, which keeps sessions of everything.
   */
  const verdict = (permitted: string, declared: string, ingress = "port2") => {
    const device = firewall([permitted], {
      forwarding: [
        { ...step(["acl"], { ingress: ["port1"] }), forgets: { protocols: [1], surely: true } },
        step(["back"], { ingress: [ingress] }),
      ],
      tables: [table("acl", [permitted]), table("back", PERMIT)],
    });
    const plant = resolvePlant([device], plan(ZONES, [flow(declared)]), []);
    return buildFacts(plant, analysePlant(plant)).pairs.find(({ from }) => from.id === "cell-a")?.verdict;
  };

  it("lets answers back by itself: what looks like answers of datagrams is not declared", () => {
    expect(verdict("permit 10.1.0.0/24 > 10.2.0.0/24 udp", "cell-b > cell-a udp")).toBe("violated");
  });

  it("declares answers to pings, unless another filter on the way knows of them", () => {
    const replies = "permit 10.1.0.0/24 > 10.2.0.0/24 icmp/0";
    expect(verdict(replies, "cell-b > cell-a icmp/8")).toBe("proved");
    expect(verdict(replies, "cell-b > cell-a icmp/8", "port1")).toBe("violated");
  });
});

it("nobody declares sessions in the other direction: no answer of TCP opens one, whatever its ports", () => {
  const device = router(["permit 10.1.0.0/24 > 10.2.0.0/24 tcp"], PERMIT);
  const verdictOf = (declared: string) => {
    const plant = resolvePlant([device], plan(ZONES, [flow(declared)]), []);
    return buildFacts(plant, analysePlant(plant)).pairs.find(({ from }) => from.id === "cell-a")?.verdict;
  };
  expect(["cell-b > cell-a tcp", "cell-b > cell-a ip/6"].map(verdictOf)).toEqual(["violated", "violated"]);
});
