/** Devices that do not fit together: what is told, and that no pair it concerns is proved. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { at, firewall, match, plan, port, ROUTER, route, zone } from "./device-builder.js";

const CELLS = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")];
const DENY_ALL = ["deny any > any any"];
const OPEN = ["permit any > any any"];

/** Between cell-a and the link 10.4.0.0/24, behind which cell-b lies. */
function nearSide(rules: Parameters<typeof firewall>[0], over: Partial<Device> = {}): Device {
  const interfaces = [port("port1 10.1.0.1/24"), port("port4 10.4.0.1/24")];
  return firewall(rules, { id: "fw-it", interfaces, routes: [route("10.2.0.0/24 via 10.4.0.2")], ...over });
}

/** Between the link and cell-b. */
function farSide(rules: Parameters<typeof firewall>[0], over: Partial<Device> = {}): Device {
  return firewall(rules, {
    id: "fw-cell",
    interfaces: [port("port3 10.4.0.2/24"), port("port2 10.2.0.1/24")],
    ...over,
  });
}

/** A member of the cluster between both cells. */
function member(id: string, rules: Parameters<typeof firewall>[0], over: Partial<Device> = {}): Device {
  return firewall(rules, { id, interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24")], ...over });
}

/** Between two ports without addresses. */
function bridge(rules: Parameters<typeof firewall>[0]): Device {
  return firewall(rules, {
    id: "fw-bridge",
    interfaces: [port("port1"), port("port2")],
    routers: [{ ...ROUTER, bridges: true }],
  });
}

const ONE_WAY = { ...match("any", "any", "any"), ingress: ["port1"], egress: ["port2"] };

const FITTING = { trap: "routes that fit", devices: [nearSide(DENY_ALL), farSide(DENY_ALL)] };

interface Trap {
  trap: string;
  devices: Device[];
  zones?: typeof CELLS;
  codes: `topology/${string}`[];
  verdict: "proved" | "unproved" | "violated";
}

const TRAPS: Trap[] = [
  { ...FITTING, codes: [], verdict: "proved" },
  {
    trap: "another device claims the address of the link",
    devices: [
      nearSide(DENY_ALL),
      farSide(DENY_ALL),
      firewall(DENY_ALL, { id: "fw-new", interfaces: [port("port9 10.4.0.2/24")] }),
    ],
    codes: ["topology/address-claimed-twice"],
    verdict: "unproved",
  },
  {
    trap: "another device claims the gateway's address of a cell",
    devices: [
      nearSide(DENY_ALL),
      farSide(DENY_ALL),
      firewall(DENY_ALL, { id: "fw-new", interfaces: [port("port9 10.1.0.1/24")] }),
    ],
    codes: ["topology/address-claimed-twice"],
    verdict: "unproved",
  },
  {
    trap: "the address that is claimed is shared",
    devices: [1, 2].map((number) => {
      const own = port(`port1 10.1.0.${number}/24 10.1.0.9/24`);
      const [primary, shared] = own.addresses;
      if (primary === undefined || shared === undefined) throw new Error("two addresses");
      const interfaces = [
        { ...own, addresses: [primary, { ...shared, kind: "virtual" as const }] },
        port(`port2 10.2.0.${number}/24`),
      ];
      return firewall(DENY_ALL, { id: `fw-${number}`, interfaces });
    }),
    codes: [],
    verdict: "proved",
  },
  {
    trap: "both members of a cluster deny",
    devices: [member("fw-1", DENY_ALL), member("fw-2", DENY_ALL)],
    codes: ["topology/same-device-twice"],
    verdict: "proved",
  },
  {
    trap: "each member of a cluster has an address of its own for management",
    devices: [7, 8].map((last) => {
      const [lan, cell] = member("fw", DENY_ALL).interfaces;
      const own = port(`port1 10.1.0.${last}/24`).addresses.map((one) => ({ ...one, kind: "virtual" as const }));
      if (lan === undefined || cell === undefined) throw new Error("two interfaces");
      const interfaces = [{ ...lan, addresses: [...lan.addresses, ...own] }, cell];
      return member(`fw-${last}`, DENY_ALL, { interfaces });
    }),
    codes: ["topology/same-device-twice"],
    verdict: "proved",
  },
  {
    trap: "both members of a cluster permit",
    devices: [member("fw-1", OPEN), member("fw-2", OPEN)],
    codes: ["topology/same-device-twice"],
    verdict: "violated",
  },
  {
    trap: "only one member of a cluster permits",
    devices: [member("fw-1", OPEN), member("fw-2", DENY_ALL)],
    codes: ["topology/same-device-twice"],
    verdict: "unproved",
  },
  {
    trap: "networks of two devices overlap and are not equal",
    devices: [
      nearSide(DENY_ALL),
      farSide(DENY_ALL),
      firewall(DENY_ALL, { id: "fw-new", interfaces: [port("port9 10.2.0.129/25")] }),
    ],
    codes: ["topology/overlapping-networks"],
    verdict: "unproved",
  },
  {
    trap: "one device has a network twice",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("port3 10.2.0.2/24")],
      }),
    ],
    codes: ["topology/overlapping-networks"],
    verdict: "unproved",
  },
  {
    trap: "a next hop that nobody has",
    devices: [nearSide(DENY_ALL, { routes: [route("10.2.0.0/24 via 10.4.0.9")] }), farSide(DENY_ALL)],
    codes: ["topology/next-hop-not-owned"],
    verdict: "unproved",
  },
  {
    trap: "a next hop that was removed, on the way to what another device touches",
    devices: [
      nearSide(DENY_ALL),
      firewall(DENY_ALL, { id: "fw-far", interfaces: [port("port3 10.5.0.2/24"), port("port2 10.2.0.1/24")] }),
    ],
    codes: ["topology/gap"],
    verdict: "unproved",
  },
  {
    trap: "a bridge opens nothing, wherever it stands",
    devices: [nearSide(DENY_ALL), farSide(DENY_ALL), bridge(OPEN)],
    codes: ["topology/bridge-without-place"],
    verdict: "proved",
  },
  {
    trap: "a bridge may stand where routes lead, and stops what it denies",
    devices: [nearSide(OPEN), farSide(OPEN), bridge(DENY_ALL)],
    codes: ["topology/bridge-without-place"],
    verdict: "unproved",
  },
  {
    trap: "a bridge that denies one way may be met that way",
    devices: [nearSide(OPEN), farSide(OPEN), bridge([["permit any > any any", { match: ONE_WAY }]])],
    codes: ["topology/bridge-without-place"],
    verdict: "unproved",
  },
  {
    trap: "what a bridge lets pass surely passes it wherever it stands",
    devices: [nearSide(OPEN), farSide(OPEN), bridge(OPEN)],
    codes: ["topology/bridge-without-place"],
    verdict: "violated",
  },
  {
    trap: "a zone that no device joins",
    devices: [member("fw-1", DENY_ALL)],
    zones: [...CELLS, zone("cell-c 10.3.0.0/24")],
    codes: ["topology/zone-without-device"],
    verdict: "proved",
  },
];

const binding = (text: string) => {
  const [device = "", one = ""] = text.split("/");
  return { interfaces: [{ device, interface: one, at: at(7, "zones.yaml") }] };
};

const BINDINGS: Trap[] = [
  {
    trap: "bindings of two zones that were exchanged",
    devices: [member("fw-1", DENY_ALL)],
    zones: [
      zone("cell-a 10.1.0.0/24", "cell", binding("fw-1/port2")),
      zone("cell-b 10.2.0.0/24", "cell", binding("fw-1/port1")),
    ],
    codes: ["topology/binding-against-networks", "topology/binding-against-networks"],
    verdict: "unproved",
  },
  {
    trap: "a binding to the zone that has the network, and one of a smaller network than another zone has",
    devices: [member("fw-1", DENY_ALL)],
    zones: [
      zone("cell-a 10.1.0.0/24", "cell", binding("fw-1/port1")),
      zone("cell-b", "cell", binding("fw-1/port2")),
      zone("office 10.0.0.0/8"),
    ],
    codes: ["topology/zone-without-device"],
    verdict: "proved",
  },
];

/** Two machines with one address plan, each in a router of its own. */
const MACHINES = resolvePlant(
  [
    firewall(DENY_ALL, { id: "fw-a", interfaces: [port("in 192.168.1.1/24"), port("out 10.4.0.2/24")] }),
    firewall(DENY_ALL, { id: "fw-b", interfaces: [port("in 192.168.1.1/24"), port("out 10.4.0.3/24")] }),
  ],
  plan([
    zone("cell-a 192.168.1.0/24", "cell", binding("fw-a/in")),
    zone("cell-b", "cell", binding("fw-b/in")),
    zone("ops 10.4.0.0/24"),
  ]),
);

describe("what the map binds", () => {
  it.each(BINDINGS)("$trap: $codes, $verdict", ({ devices, zones, codes, verdict }) => {
    const plant = resolvePlant(devices, plan(zones ?? CELLS));
    expect(plant.misfits.map(({ code }) => code)).toEqual(codes);
    const { pairs } = buildFacts(plant, analysePlant(plant));
    expect(pairs.find(({ from, to }) => from.id === "cell-a" && to.id === "cell-b")?.verdict).toBe(verdict);
  });

  it("says which zone has the addresses of one that has none", () => {
    const why =
      "in of fw-b has the network of in of fw-a: 192.168.1.0/24 counts as zone cell-a, and nothing is left for zone cell-b";
    expect(MACHINES.misfits.map(({ message }) => message)).toContain(why);
    const { pairs } = buildFacts(MACHINES, analysePlant(MACHINES));
    const pair = pairs.find(({ from, to }) => from.id === "cell-b" && to.id === "ops");
    expect(pair?.reasons.map(({ reason }) => reason)).toEqual([why]);
  });
});

describe("devices that do not fit together", () => {
  it.each(TRAPS)("$trap: $codes, $verdict", ({ devices, zones, codes, verdict }) => {
    const plant = resolvePlant(devices, plan(zones ?? CELLS));
    expect(plant.misfits.map(({ code }) => code)).toEqual(codes);
    const { pairs } = buildFacts(plant, analysePlant(plant));
    expect(pairs.find(({ from, to }) => from.id === "cell-a" && to.id === "cell-b")?.verdict).toBe(verdict);
  });

  it("names both places of an address that is claimed twice", () => {
    const plant = resolvePlant(
      [nearSide(DENY_ALL), nearSide(DENY_ALL, { id: "fw-new", routes: [], interfaces: [port("port9 10.1.0.1/24")] })],
      plan(CELLS),
    );
    expect(plant.misfits).toMatchObject([
      {
        message: "fw-it port1 and fw-new port9 claim one address, 10.1.0.1",
        related: [{ message: "claimed here first" }],
      },
    ]);
  });
});

it.each(TRAPS.filter(({ codes }) => codes.some((code) => /twice|overlapping/.test(code) && !/same-device/.test(code))))(
  "says what to do about $trap",
  ({ devices, zones = CELLS }) => {
    const told = resolvePlant(devices, plan(zones)).misfits.filter(({ code }) =>
      /claimed-twice|overlapping/.test(code),
    );
    expect(told.map(({ help }) => typeof help)).toEqual(told.map(() => "string"));
  },
);
