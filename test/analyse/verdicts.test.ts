/** The verdict of a pair, trap by trap: `proved` is said only when it is proved, `violated` only of what surely passes. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { PairFacts } from "../../src/facts/pair.js";
import type { Device } from "../../src/model/device.js";
import type { Rule } from "../../src/model/rule.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import type { ZoneMap } from "../../src/zones/map.js";
import { at, doubt, firewall, flow, nat, plan, port, ROUTER, route, step, table, zone } from "./device-builder.js";

const ANSWERS = {
  source: { kind: "any" },
  destination: { kind: "any" },
  service: { kind: "any" },
  answers: true,
} as const;

const CELLS = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")];
const MODBUS = [flow("cell-a > cell-b tcp/502")];
const DENY_ALL = ["deny any > any any"];
const IPV6 = [port("port1 10.1.0.1/24 2001:db8:1::1/64"), port("port2 10.2.0.1/24 2001:db8:2::1/64")];
const L3_SWITCH: Partial<Device> = { forwarding: [], tables: [] };

/** Between cell-a and the link 10.4.0.0/24, behind which cell-b lies. */
function before(rules: Parameters<typeof firewall>[0], over: Partial<Device> = {}): Device {
  return firewall(rules, {
    id: "fw-it",
    interfaces: [port("port1 10.1.0.1/24"), port("port4 10.4.0.1/24")],
    routes: [route("10.2.0.0/24 via 10.4.0.2")],
    ...over,
  });
}

/** Between the link and cell-b. */
function beyond(rules: Parameters<typeof firewall>[0], over: Partial<Device> = {}): Device {
  return firewall(rules, {
    id: "fw-cell",
    interfaces: [port("port3 10.4.0.2/24"), port("port2 10.2.0.1/24")],
    ...over,
  });
}

/** Everything from one interface is permitted. */
function from(ingress: string): readonly [string, Partial<Rule>] {
  const all = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;
  return ["permit any > any any", { match: { ...all, ingress: [ingress] } }];
}

function pairOf(devices: readonly Device[], map: ZoneMap, missing: readonly string[] = []): PairFacts {
  const plant = resolvePlant(devices, map, missing);
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const found = pairs.find(({ from, to }) => from.id === "cell-a" && to.id === "cell-b");
  if (found === undefined) throw new Error("no such pair");
  return found;
}

interface Trap {
  trap: string;
  devices: Device[];
  map?: ZoneMap;
  missing?: string[];
  verdict: PairFacts["verdict"];
  /** A part of one of the reasons. */
  because?: string;
}

const TRAPS: Trap[] = [
  { trap: "everything is denied", devices: [firewall(DENY_ALL)], verdict: "proved" },
  {
    trap: "what passes is declared",
    devices: [firewall(["permit 10.1.0.0/24 > 10.2.0.0/24 tcp/502"])],
    map: plan(CELLS, MODBUS),
    verdict: "proved",
  },
  {
    trap: "a port more than declared passes",
    devices: [firewall(["permit any > any tcp/502-503"])],
    map: plan(CELLS, MODBUS),
    verdict: "violated",
  },
  { trap: "nothing is declared", devices: [firewall(["permit any > any tcp/502"])], verdict: "violated" },
  { trap: "the other direction passes", devices: [firewall(["permit 10.2.0.0/24 > any any"])], verdict: "proved" },
  {
    trap: "a deny above hides the permit",
    devices: [firewall(["deny any > 10.2.0.0/24 any", "permit any > any any"])],
    verdict: "proved",
  },
  { trap: "no filter stands between", devices: [firewall([], L3_SWITCH)], verdict: "violated" },
  {
    trap: "the rule is disabled",
    devices: [firewall([["permit any > any any", { enabled: false }]])],
    verdict: "proved",
  },
  {
    trap: "an input is missing",
    devices: [firewall(DENY_ALL)],
    missing: ["core-1.cfg could not be analysed"],
    verdict: "unproved",
    because: "core-1.cfg",
  },
  {
    trap: "a violation stays one although an input is missing",
    devices: [firewall(["permit any > any any"])],
    missing: ["core-1.cfg could not be analysed"],
    verdict: "violated",
  },

  // doubts
  {
    trap: "a permit that a schedule narrows",
    devices: [
      firewall([["permit any > any any", { doubts: [{ doubt: "d1", effect: "narrows" }] }]], {
        doubts: [doubt("d1", "rule")],
      }),
    ],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "a permit for answers alone starts nothing",
    devices: [
      firewall([["permit any > any any", { match: ANSWERS, doubts: [{ doubt: "d1", effect: "narrows" }] }]], {
        doubts: [doubt("d1", "rule")],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a deny that a user group narrows",
    devices: [
      firewall([["deny any > any any", { doubts: [{ doubt: "d1", effect: "narrows" }] }], "permit any > any any"], {
        doubts: [doubt("d1", "rule")],
      }),
    ],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "a rule elsewhere that may match anything",
    devices: [
      firewall([["permit 10.9.0.1 > 10.9.0.2 any", { doubts: [{ doubt: "d1", effect: "anything" }] }]], {
        doubts: [doubt("d1", "rule")],
      }),
    ],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "an action that is not known",
    devices: [firewall(["unknown any > any any"])],
    verdict: "unproved",
    because: "rule 1",
  },
  {
    trap: "a service that is not known",
    devices: [
      firewall(
        [
          [
            "permit any > any any",
            {
              match: {
                source: { kind: "any" },
                destination: { kind: "any" },
                service: { kind: "unknown", doubt: "d1" },
              },
            },
          ],
        ],
        { doubts: [doubt("d1", "match")] },
      ),
    ],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "a source that is not known",
    devices: [
      firewall(
        [
          [
            "permit any > any any",
            {
              match: {
                source: { kind: "unknown", doubt: "d1" },
                destination: { kind: "any" },
                service: { kind: "any" },
              },
            },
          ],
        ],
        { doubts: [doubt("d1", "match")] },
      ),
    ],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "a source that is an object nobody defines",
    devices: [
      firewall([
        [
          "permit any > any any",
          {
            match: {
              source: { kind: "object", object: "plc" },
              destination: { kind: "any" },
              service: { kind: "any" },
            },
          },
        ],
      ]),
    ],
    verdict: "unproved",
    because: "rule 1",
  },
  {
    trap: "a doubt about the whole device",
    devices: [firewall(DENY_ALL, { doubts: [doubt("d1", "device")] })],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "a doubt about one of its interfaces",
    devices: [firewall(DENY_ALL, { doubts: [doubt("d1", "interfaces", { interfaces: ["port2"] })] })],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "a doubt about another interface",
    devices: [firewall(DENY_ALL, { doubts: [doubt("d1", "interfaces", { interfaces: ["port9"] })] })],
    verdict: "proved",
  },
  {
    trap: "a permit for all under a doubtful device is not certain",
    devices: [firewall(["permit any > any any"], { doubts: [doubt("d1", "device")] })],
    verdict: "unproved",
  },

  // where the zones are
  {
    trap: "the zones lie at different devices",
    devices: [
      firewall(DENY_ALL, { interfaces: [port("port1 10.1.0.1/24")] }),
      firewall(DENY_ALL, { id: "fw-cell", interfaces: [port("port2 10.2.0.1/24")] }),
    ],
    verdict: "unproved",
    because: "no given devices join",
  },
  {
    trap: "a part of a zone lies at a device that nothing joins with the other",
    devices: [firewall(DENY_ALL), firewall(DENY_ALL, { id: "fw-cell", interfaces: [port("port3 10.3.0.1/24")] })],
    map: plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24 10.3.0.0/24")]),
    verdict: "unproved",
    because: "no given devices join cell-a and what of cell-b lies behind port3 of fw-cell",
  },
  {
    trap: "a part of the first zone lies at such a device",
    devices: [firewall(DENY_ALL), firewall(DENY_ALL, { id: "fw-cell", interfaces: [port("port3 10.3.0.1/24")] })],
    map: plan([zone("cell-a 10.1.0.0/24 10.3.0.0/24"), zone("cell-b 10.2.0.0/24")]),
    verdict: "unproved",
    because: "no given devices join what of cell-a lies behind port3 of fw-cell and cell-b",
  },
  {
    trap: "each part of a zone lies at an interface of the device that joins them",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("port3 10.3.0.1/24")],
      }),
    ],
    map: plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24 10.3.0.0/24")]),
    verdict: "proved",
  },
  {
    trap: "one zone lies nowhere",
    devices: [firewall(DENY_ALL, { interfaces: [port("port1 10.1.0.1/24")] })],
    verdict: "unproved",
    because: "no given devices join",
  },
  {
    trap: "an interface is shut down",
    devices: [
      firewall(DENY_ALL, { interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24", { enabled: false })] }),
    ],
    verdict: "unproved",
    because: "no given devices join",
  },
  {
    trap: "a part of a zone lies nowhere",
    devices: [firewall(DENY_ALL)],
    map: plan([zone("cell-a 10.1.0.0/23"), zone("cell-b 10.2.0.0/24")]),
    verdict: "unproved",
    because: "a part of zone cell-a",
  },
  {
    trap: "that part lies behind the default route",
    devices: [firewall(DENY_ALL, { routes: [route("0.0.0.0/0 over port1")] })],
    map: plan([zone("cell-a 10.1.0.0/23"), zone("cell-b 10.2.0.0/24")]),
    verdict: "proved",
  },
  {
    trap: "two routers of one device join nothing by themselves",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24", { router: "ot" })],
        routers: [ROUTER, { ...ROUTER, id: "ot" }],
      }),
    ],
    verdict: "unproved",
    because: "no given devices join",
  },
  {
    trap: "a switch that does not route joins nothing",
    devices: [firewall(DENY_ALL, { routers: [{ id: "default", forwards: { ipv4: false, ipv6: false } }] })],
    verdict: "unproved",
    because: "no given devices join",
  },
  {
    trap: "a second device carries it",
    devices: [
      firewall(DENY_ALL),
      firewall(["permit any > any tcp/22"], {
        id: "fw-cell",
        interfaces: [port("port1 10.1.0.2/24"), port("port2 10.2.0.2/24")],
      }),
    ],
    verdict: "violated",
  },
  {
    trap: "a way round over a device that the source may reach somehow",
    devices: [
      firewall(DENY_ALL),
      firewall(["permit any > any tcp/22"], {
        id: "fw-cell",
        interfaces: [port("port3 10.3.0.2/24"), port("port2 10.2.0.2/24")],
      }),
    ],
    map: plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")]),
    verdict: "unproved",
    because: "port3 of fw-cell is on a network of no zone",
  },
  {
    trap: "the same device where the network before it is another's: nothing comes over that one",
    devices: [
      firewall(DENY_ALL),
      firewall(DENY_ALL, { id: "fw-it", interfaces: [port("port1 10.1.0.9/24"), port("port4 10.4.0.1/24")] }),
      beyond(["permit any > any tcp/22"], {
        interfaces: [port("port3 10.4.0.2/24"), port("port2 10.2.0.2/24")],
      }),
    ],
    verdict: "proved",
  },

  // several devices in a row
  {
    trap: "two in a row permit",
    devices: [before(["permit any > any tcp/1-100"]), beyond(["permit any > any tcp/22"])],
    verdict: "violated",
  },
  {
    trap: "the first in a row denies",
    devices: [before(DENY_ALL), beyond(["permit any > any any"])],
    verdict: "proved",
  },
  {
    trap: "the second in a row denies",
    devices: [before(["permit any > any any"]), beyond(DENY_ALL)],
    verdict: "proved",
  },
  {
    trap: "two in a row permit different things",
    devices: [before(["permit any > any tcp/22"]), beyond(["permit any > any tcp/23"])],
    verdict: "proved",
  },
  {
    trap: "what both permit is declared",
    devices: [before(["permit any > any any"]), beyond(["permit any > any tcp/502"])],
    map: plan(CELLS, MODBUS),
    verdict: "proved",
  },
  {
    trap: "one in a row is in doubt, the other denies",
    devices: [before(["permit any > any any"], { doubts: [doubt("d1", "device")] }), beyond(DENY_ALL)],
    verdict: "proved",
  },
  {
    trap: "one in a row is in doubt, the other permits",
    devices: [before(DENY_ALL, { doubts: [doubt("d1", "device")] }), beyond(["permit any > any any"])],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "the first has no route to the second",
    devices: [before(["permit any > any any"], { routes: [] }), beyond(["permit any > any any"])],
    verdict: "unproved",
    because: "no given devices join",
  },
  {
    trap: "the next hop was not given",
    devices: [
      before(["permit any > any any"]),
      firewall(DENY_ALL, { id: "core-1", interfaces: [port("port2 10.2.0.1/24")] }),
    ],
    verdict: "violated",
  },
  {
    trap: "the first learns its routes: wherever they lead, it passes",
    devices: [
      before(["permit any > any any"], {
        routes: [],
        routers: [{ ...ROUTER, dynamicRouting: "d1" }],
        doubts: [doubt("d1", "match")],
      }),
      beyond(["permit any > any any"]),
    ],
    verdict: "violated",
  },
  {
    trap: "the first learns its routes: one way would pass, the other not",
    devices: [
      before(["permit any > any any"], {
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.4.0.1/24"), port("port9 10.9.0.1/24")],
        routes: [],
        routers: [{ ...ROUTER, dynamicRouting: "d1" }],
        doubts: [doubt("d1", "match")],
        tables: [table("policy", ["permit any > any any"]), table("out", [])],
        forwarding: [step(["policy"]), step(["out"], { egress: ["port9"] })],
      }),
      beyond(["permit any > any any"]),
    ],
    verdict: "unproved",
  },
  {
    trap: "the first learns its routes, and the second denies whatever comes",
    devices: [
      before(["permit any > any any"], {
        routers: [{ ...ROUTER, dynamicRouting: "d1" }],
        doubts: [doubt("d1", "match")],
      }),
      beyond(DENY_ALL),
    ],
    verdict: "unproved",
  },
  {
    trap: "two that point at each other",
    devices: [
      before(["permit any > any any"]),
      beyond(["permit any > any any"], {
        interfaces: [port("port3 10.4.0.2/24")],
        routes: [route("10.2.0.0/24 via 10.4.0.1")],
      }),
    ],
    verdict: "unproved",
  },
  {
    trap: "an address of an interface that is switched off is a host's",
    devices: [
      firewall(["permit any > 10.2.0.50 any"], {
        interfaces: [
          port("port1 10.1.0.1/24"),
          port("port2 10.2.0.1/24"),
          port("port9 10.2.0.50/24", { enabled: false }),
        ],
      }),
    ],
    verdict: "violated",
  },
  {
    trap: "an address of another router of the device is a host's here",
    devices: [
      firewall(["permit any > 10.2.0.50 any"], {
        interfaces: [
          port("port1 10.1.0.1/24"),
          port("port2 10.2.0.1/24"),
          port("port9 10.2.0.50/24", { router: "ot" }),
        ],
        routers: [ROUTER, { ...ROUTER, id: "ot" }],
      }),
    ],
    verdict: "violated",
  },
  {
    trap: "an address of another given device on the segment is no host's",
    devices: [
      firewall(["permit any > 10.2.0.50 any"]),
      firewall(DENY_ALL, { id: "core-1", interfaces: [port("Vlan2 10.2.0.50/24")] }),
    ],
    verdict: "proved",
  },
  {
    trap: "a route names the target behind a router that was not given",
    devices: [
      firewall(DENY_ALL),
      firewall([], {
        ...L3_SWITCH,
        id: "core-1",
        interfaces: [port("Vlan1 10.1.0.2/24"), port("Vlan3 10.3.0.1/24")],
        routes: [route("10.2.0.0/24 via 10.3.0.254")],
      }),
    ],
    verdict: "violated",
  },
  {
    trap: "somebody else's default route leads to nothing that a given device touches",
    devices: [
      firewall(DENY_ALL),
      firewall([], {
        ...L3_SWITCH,
        id: "core-1",
        interfaces: [port("Vlan4 10.4.0.2/24"), port("Vlan3 10.3.0.1/24")],
        routes: [route("0.0.0.0/0 via 10.3.0.254")],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a static route leaks from one router into another, past what the other one filters",
    devices: [
      firewall([], {
        tables: [table("policy", DENY_ALL)],
        forwarding: [step(["policy"], { ingress: ["port3"] })],
        interfaces: [port("port1 10.1.0.1/24", { router: "x" }), port("port3 10.1.0.2/24"), port("port2 10.2.0.1/24")],
        routers: [ROUTER, { ...ROUTER, id: "x" }],
        routes: [route("10.2.0.0/24 over port2", { router: "x" })],
      }),
    ],
    verdict: "violated",
  },
  {
    trap: "a zone behind the default route may lie behind a tunnel",
    devices: [
      firewall([from("ssl.root")], {
        interfaces: [port("port3 10.3.0.1/24"), port("port2 10.2.0.1/24"), port("ssl.root", { kind: "tunnel" })],
        routes: [route("0.0.0.0/0 via 10.3.0.254")],
      }),
    ],
    verdict: "unproved",
    because: "which networks lie behind ssl.root",
  },
  {
    trap: "a route of its own says where a zone lies, tunnels or not",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port3 10.3.0.1/24"), port("port2 10.2.0.1/24"), port("ssl.root", { kind: "tunnel" })],
        routes: [route("10.1.0.0/24 via 10.3.0.254")],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a tunnel that packets go into by routes alone has only its own network behind it",
    devices: [
      firewall([from("ovpns1")], {
        interfaces: [
          port("port1 10.1.0.1/24"),
          port("port2 10.2.0.1/24"),
          port("ovpns1 10.8.0.1/24", { kind: "tunnel", onlyRouted: true }),
        ],
      }),
    ],
    map: plan([...CELLS, zone("clients 10.8.0.0/24")]),
    verdict: "proved",
  },
  {
    trap: "such a tunnel whose network no zone has may bring packets of any",
    devices: [
      firewall([from("ovpns1")], {
        interfaces: [
          port("port1 10.1.0.1/24"),
          port("port2 10.2.0.1/24"),
          port("ovpns1 10.8.0.1/24", { kind: "tunnel", onlyRouted: true }),
        ],
      }),
    ],
    verdict: "unproved",
    because: "ovpns1 of fw-edge is on a network of no zone",
  },
  {
    trap: "a tunnel that nothing may come out of",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("ssl.root", { kind: "tunnel" })],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "clients of a tunnel may have addresses of a connected network",
    devices: [
      firewall([from("ssl.root")], {
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("ssl.root", { kind: "tunnel" })],
      }),
    ],
    verdict: "unproved",
    because: "cross fw-edge from ssl.root to port2 too",
  },
  {
    trap: "a tunnel with routes over it leads where they say",
    devices: [
      firewall([from("hq")], {
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("hq", { kind: "tunnel" })],
        routes: [route("10.9.0.0/24 over hq")],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a part of the target is dropped by a longer route",
    devices: [firewall(["permit any > 10.2.0.9 any"], { routes: [route("10.2.0.9/32 drop")] })],
    verdict: "proved",
  },
  {
    trap: "a part of the target lies elsewhere by a longer route",
    devices: [
      firewall([], {
        tables: [table("policy", DENY_ALL)],
        forwarding: [step(["policy"], { egress: ["port2"] })],
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("port3 10.3.0.1/24")],
        routes: [route("10.2.0.9/32 via 10.3.0.254")],
      }),
    ],
    verdict: "violated",
  },
  {
    trap: "a zone behind the default route may lie behind a port whose address comes from a provider",
    devices: [
      firewall([from("port4")], {
        interfaces: [
          port("port3 10.3.0.1/24"),
          port("port2 10.2.0.1/24 2001:db8::1/64"),
          port("port4", { addressDoubt: "d1" }),
        ],
        routes: [route("0.0.0.0/0 via 10.3.0.254")],
        doubts: [doubt("d1", "match")],
      }),
    ],
    verdict: "unproved",
    because: "which networks lie behind port4",
  },
  {
    trap: "a floating static route opens a way when the better one is gone",
    devices: [
      firewall([], {
        tables: [table("policy", DENY_ALL)],
        forwarding: [step(["policy"], { egress: ["port3"] })],
        interfaces: [port("port1 10.1.0.1/24"), port("port3 10.3.0.1/24"), port("port4 10.4.0.1/24")],
        routes: [route("10.2.0.0/24 via 10.3.0.254"), route("10.2.0.0/24 via 10.4.0.254", { distance: 200 })],
      }),
    ],
    verdict: "unproved",
  },
  {
    trap: "a floating static route that is filtered as the better one",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24"), port("port3 10.3.0.1/24"), port("port4 10.4.0.1/24")],
        routes: [route("10.2.0.0/24 via 10.3.0.254"), route("10.2.0.0/24 via 10.4.0.254", { distance: 200 })],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "the map binds a zone to a switch port",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("Gi1/0/1", { kind: "switched" })],
      }),
    ],
    map: plan([
      zone("cell-a 10.1.0.0/24", "cell", {
        interfaces: [{ device: "fw-edge", interface: "Gi1/0/1", at: at(1) }],
      }),
      zone("cell-b 10.2.0.0/24"),
    ]),
    verdict: "unproved",
    because: "no routed interface",
  },
  {
    trap: "both zones on one segment",
    devices: [firewall(DENY_ALL, { interfaces: [port("port1 10.1.0.1/24 10.2.0.1/24")] })],
    verdict: "violated",
  },
  {
    trap: "both zones on one segment where switches keep hosts apart",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24 10.2.0.1/24")],
        doubts: [{ id: "d1", reason: "a list of a port", scope: "segments", interfaces: ["port1"], at: at(3) }],
      }),
    ],
    verdict: "unproved",
    because: "a list of a port",
  },
  {
    trap: "both behind unknown routers of one segment",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 192.0.2.1/24")],
        routes: [route("10.1.0.0/24 via 192.0.2.7"), route("10.2.0.0/24 via 192.0.2.8")],
      }),
    ],
    verdict: "unproved",
    because: "share the segment",
  },
  {
    trap: "a segment with a doubt about its port",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24 10.2.0.1/24")],
        doubts: [doubt("d1", "interfaces", { interfaces: ["port1"] })],
      }),
    ],
    verdict: "unproved",
  },
  {
    trap: "a target behind a route that is there on a condition",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24"), port("port3 192.0.2.1/24")],
        routes: [route("10.2.0.0/24 via 192.0.2.7", { doubt: "d1" })],
        doubts: [doubt("d1", "match")],
      }),
    ],
    verdict: "unproved",
    because: "route of fw-edge",
  },
  {
    trap: "a target behind a static route under a routing protocol",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24"), port("port3 192.0.2.1/24")],
        routes: [route("10.2.0.0/24 via 192.0.2.7")],
        routers: [{ ...ROUTER, dynamicRouting: "d1" }],
        doubts: [doubt("d1", "match")],
      }),
    ],
    verdict: "unproved",
    because: "learns routes",
  },
  {
    trap: "connected zones under a routing protocol",
    devices: [firewall(DENY_ALL, { routers: [{ ...ROUTER, dynamicRouting: "d1" }], doubts: [doubt("d1", "match")] })],
    verdict: "proved",
  },
  {
    trap: "two equal routes, one way open and one closed",
    devices: [
      firewall(
        [
          [
            "permit any > any any",
            {
              match: {
                ingress: ["port1"],
                egress: ["port3"],
                source: { kind: "any" },
                destination: { kind: "any" },
                service: { kind: "any" },
              },
            },
          ],
        ],
        {
          interfaces: [port("port1 10.1.0.1/24"), port("port3 192.0.2.1/24"), port("port4 198.51.100.1/24")],
          routes: [route("10.2.0.0/24 via 192.0.2.7"), route("10.2.0.0/24 via 198.51.100.7")],
        },
      ),
    ],
    verdict: "unproved",
  },
  {
    trap: "two equal routes, both open",
    devices: [
      firewall(["permit any > any any"], {
        interfaces: [port("port1 10.1.0.1/24"), port("port3 192.0.2.1/24"), port("port4 198.51.100.1/24")],
        routes: [route("10.2.0.0/24 via 192.0.2.7"), route("10.2.0.0/24 via 198.51.100.7")],
      }),
    ],
    verdict: "violated",
  },

  // IPv6
  {
    trap: "IPv6 that the map forgot passes",
    devices: [firewall(["permit 2001:db8::/32 > any any"], { interfaces: IPV6 })],
    verdict: "violated",
  },
  {
    trap: "IPv6 that the map forgot is denied",
    devices: [firewall(DENY_ALL, { interfaces: IPV6 })],
    verdict: "proved",
  },
  {
    trap: "the internet does not claim the forgotten prefix",
    devices: [firewall(["permit 2001:db8::/32 > any any"], { interfaces: IPV6 })],
    map: plan([...CELLS, zone("outside", "internet")]),
    verdict: "violated",
  },
  {
    trap: "whose the forgotten prefix is cannot be told",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [
          port("port1 10.1.0.1/24 10.3.0.1/24 2001:db8:1::1/64"),
          port("port2 10.2.0.1/24 2001:db8:2::1/64"),
        ],
      }),
    ],
    map: plan([...CELLS, zone("cell-c 10.3.0.0/24")]),
    verdict: "unproved",
    because: "2001:db8:1::/64",
  },
  {
    trap: "link-local addresses lead nowhere",
    devices: [
      firewall(["permit fe80::/10 > any any"], {
        interfaces: [port("port1 10.1.0.1/24 fe80::1/64"), port("port2 10.2.0.1/24 fe80::2/64")],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "IPv6 prefixes that somebody else gives out",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24", { addressDoubt: "d1" }), port("port2 10.2.0.1/24 2001:db8:2::1/64")],
        doubts: [doubt("d1", "match")],
      }),
    ],
    verdict: "unproved",
    because: "doubt d1",
  },
  {
    trap: "the same where the device does not route IPv6",
    devices: [
      firewall(DENY_ALL, {
        interfaces: [port("port1 10.1.0.1/24", { addressDoubt: "d1" }), port("port2 10.2.0.1/24 2001:db8:2::1/64")],
        doubts: [doubt("d1", "match")],
        routers: [{ id: "default", forwards: { ipv4: true, ipv6: false } }],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "an IPv4 list lets IPv6 by",
    devices: [firewall(DENY_ALL, { interfaces: IPV6, forwarding: [step(["policy"], { family: 4 })] })],
    verdict: "violated",
  },

  // address translation
  {
    trap: "a published server behind a denial",
    devices: [
      firewall(DENY_ALL, {
        nat: [
          nat("destination", "any", "192.0.2.9", { translated: { kind: "range4", from: 0x0a020009, to: 0x0a020009 } }),
        ],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a translation of another interface",
    devices: [
      firewall(DENY_ALL, {
        nat: [
          nat("destination", "any", "192.0.2.9", {
            match: {
              ingress: ["port9"],
              source: { kind: "any" },
              destination: { kind: "any" },
              service: { kind: "any" },
            },
          }),
        ],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a translation that is switched off",
    devices: [firewall(DENY_ALL, { nat: [nat("destination", "any", "any", { enabled: false })] })],
    verdict: "proved",
  },
  {
    trap: "packets that are translated away do not arrive",
    devices: [
      firewall(["permit any > any any"], {
        nat: [
          nat("destination", "any", "10.2.0.0/24", {
            translated: { kind: "range4", from: 0x0a090001, to: 0x0a090001 },
          }),
        ],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "sources are translated behind the filters",
    devices: [firewall(DENY_ALL, { nat: [nat("source", "any", "any")] })],
    verdict: "proved",
  },
  {
    trap: "a filter on the way out sees the translated source",
    devices: [
      firewall(["permit any > any any"], {
        tables: [
          table("policy", ["permit any > any any"]),
          table("out", ["deny 10.1.0.0/24 > any any", "permit any > any any"]),
        ],
        forwarding: [step(["policy"]), step(["out"], { egress: ["port2"], sees: "leaving" })],
        nat: [nat("source", "any", "any")],
      }),
    ],
    verdict: "unproved",
    because: "address translation vip",
  },
  {
    trap: "so does a list for all packets that leave",
    devices: [
      firewall([], {
        tables: [
          table("in", ["permit any > any any"]),
          table("out", ["deny 10.1.0.0/24 > any any", "permit any > any any"]),
        ],
        forwarding: [step(["in"]), step(["out"], { sees: "leaving" })],
        nat: [nat("source", "any", "any")],
      }),
    ],
    verdict: "unproved",
    because: "address translation vip",
  },

  // who talks to whom
  {
    trap: "packets to the device itself are no matter of the pair",
    devices: [firewall(["permit any > 10.2.0.1 any"])],
    verdict: "proved",
  },
  {
    trap: "a nested network belongs to the zone of the longer prefix",
    devices: [firewall(["permit any > 10.2.0.128/25 any"])],
    map: plan([...CELLS, zone("cell-c 10.2.0.128/25")]),
    verdict: "proved",
  },
  {
    trap: "both filters in a row have to permit",
    devices: [
      firewall([], {
        tables: [table("in", ["permit any > any any"]), table("out", DENY_ALL)],
        forwarding: [step(["in"], { ingress: ["port1"] }), step(["out"], { egress: ["port2"] })],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a filter of another interface does not count",
    devices: [firewall([], { tables: [table("in", DENY_ALL)], forwarding: [step(["in"], { ingress: ["port9"] })] })],
    verdict: "violated",
  },
  {
    trap: "replies of a declared flow pass a stateless list",
    devices: [firewall(["permit 10.1.0.0/24 > any udp"], { forwarding: [step(["policy"], { stateful: false })] })],
    map: plan(CELLS, [flow("cell-b > cell-a udp")]),
    verdict: "proved",
  },
  {
    trap: "requests are no replies of a declared flow of all ICMP",
    devices: [firewall(["permit 10.1.0.0/24 > any icmp"], { forwarding: [step(["policy"], { stateful: false })] })],
    map: plan(CELLS, [flow("cell-b > cell-a icmp")]),
    verdict: "violated",
  },
];

describe("the verdict of a pair", () => {
  it.each(TRAPS)("$trap: $verdict", ({ devices, map, missing, verdict, because }) => {
    const found = pairOf(devices, map ?? plan(CELLS), missing);
    expect(found.verdict).toBe(verdict);
    if (verdict === "unproved") expect(found.reasons.length).toBeGreaterThan(0);
    else expect(found.reasons).toEqual([]);
    if (because !== undefined) expect(found.reasons.map(({ reason }) => reason).join("\n")).toContain(because);
  });
});
