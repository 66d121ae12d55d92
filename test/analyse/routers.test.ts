/** Several routers of one device (VRF, VDOM): what joins them, what a pair between them comes to. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device, Interface, Route, Router } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, ROUTER, route, step, table, zone } from "./device-builder.js";

const CELLS = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24"), zone("cell-c 10.3.0.0/24")];
const OPEN = ["permit any > any any"];
const SHUT: string[] = [];
const OT: Router = { ...ROUTER, id: "ot" };
const TO_B = "10.2.0.0/24 via 169.254.0.2";

interface Inside {
  readonly links?: readonly Interface[];
  readonly routes?: readonly Route[];
  readonly it?: string[];
  readonly ot?: string[];
  readonly routers?: readonly Router[];
  readonly over?: Partial<Device>;
}

/** cell-a lies at the router `default`, cell-b at `ot`; each has rules for what comes in by its interfaces. */
function device({ links = [], routes = [], it: outer = OPEN, ot = OPEN, routers = [ROUTER, OT], over = {} }: Inside) {
  const interfaces = [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24", { router: "ot" }), ...links];
  const inside = (router: string) => interfaces.filter((one) => one.router === router).map(({ id }) => id);
  return firewall([], {
    interfaces,
    routes,
    routers,
    tables: [table("it", outer), table("ot", ot)],
    forwarding: [step(["it"], { ingress: inside("default") }), step(["ot"], { ingress: inside("ot") })],
    ...over,
  });
}

const LINK = [
  port("link0 169.254.0.1/30", { peer: "link1" }),
  port("link1 169.254.0.2/30", { peer: "link0", router: "ot" }),
];
const UNNUMBERED = [port("link0", { peer: "link1" }), port("link1", { peer: "link0", router: "ot" })];
const CABLE = [port("port3 169.254.0.1/30"), port("port4 169.254.0.2/30", { router: "ot" })];
const VLANS = [port("port3.7 169.254.0.1/30", { vlan: 7 }), port("port3.8 169.254.0.2/30", { vlan: 8, router: "ot" })];
const LEARNS = { ...ROUTER, dynamicRouting: "d1" };
const leak = (over: Partial<Route> = {}) => route("10.2.0.0/24 over port2", over);

interface Trap extends Inside {
  readonly trap: string;
  readonly codes?: string[];
  readonly verdict: "proved" | "unproved" | "violated";
}

const TRAPS: Trap[] = [
  { trap: "nothing joins them", verdict: "unproved" },
  { trap: "a link that both let pass", links: LINK, routes: [route(TO_B)], verdict: "violated" },
  { trap: "a link that the first one shuts", links: LINK, routes: [route(TO_B)], it: SHUT, verdict: "proved" },
  { trap: "a link that the second one shuts", links: LINK, routes: [route(TO_B)], ot: SHUT, verdict: "proved" },
  {
    trap: "a link without addresses",
    links: UNNUMBERED,
    routes: [route("10.2.0.0/24 over link0")],
    ot: SHUT,
    verdict: "proved",
  },
  {
    trap: "a link whose far end is switched off",
    links: [port("link0", { peer: "link1" }), port("link1", { peer: "link0", router: "ot", enabled: false })],
    routes: [route("10.2.0.0/24 over link0")],
    verdict: "unproved",
  },
  { trap: "a cable between two ports", links: CABLE, routes: [route(TO_B)], ot: SHUT, verdict: "proved" },
  { trap: "a cable that both let pass", links: CABLE, routes: [route(TO_B)], verdict: "violated" },
  {
    trap: "equal networks that no route joins: two worlds, or one",
    links: [port("port3 10.2.0.9/24")],
    it: SHUT,
    codes: ["topology/overlapping-networks"],
    verdict: "unproved",
  },
  {
    trap: "equal networks in two VLANs",
    links: VLANS,
    routes: [route(TO_B)],
    it: SHUT,
    codes: ["topology/overlapping-networks"],
    verdict: "unproved",
  },
  { trap: "a leak by interface", routes: [leak()], verdict: "violated" },
  { trap: "a leak by interface, shut", routes: [leak()], it: SHUT, verdict: "proved" },
  { trap: "a leak does not ask the router it leads into", routes: [leak()], ot: SHUT, verdict: "violated" },
  {
    trap: "a leak to a next hop of the other router",
    routes: [route("10.2.0.0/25 via 10.2.0.200", { nextHopRouter: "ot" })],
    verdict: "violated",
  },
  {
    trap: "a leak from the other router says nothing of this way",
    routes: [route("10.1.0.0/24 over port1", { router: "ot" })],
    verdict: "unproved",
  },
];

function verdictOf(...devices: Device[]): string | undefined {
  const plant = resolvePlant(devices, plan(CELLS));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "cell-a" && to.id === "cell-b")?.verdict;
}

describe("routers of one device", () => {
  it.each(TRAPS)("$trap: $verdict", ({ codes = [], verdict, ...inside }) => {
    const plant = resolvePlant([device(inside)], plan(CELLS));
    expect(plant.misfits.map(({ code }) => code).filter((code) => code !== "topology/zone-without-device")).toEqual(
      codes,
    );
    expect(verdictOf(device(inside))).toBe(verdict);
  });

  it("a route that is learned from another router leads by interfaces of that one", () => {
    const links = [port("port3 10.3.0.1/24")];
    const learning = (imports: Partial<Router>, egress: string) => {
      const one = device({ links, routers: [{ ...LEARNS, ...imports }, OT], over: { doubts: [doubt("d1", "match")] } });
      const shut = step(["shut"], { egress: [egress] });
      return { ...one, tables: [...one.tables, table("shut", [])], forwarding: [...one.forwarding, shut] };
    };
    expect(verdictOf(learning({}, "port3"))).toBe("proved");
    expect(verdictOf(learning({ imports: ["ot"] }, "port3"))).toBe("unproved");
    expect(verdictOf(learning({ imports: ["ot"] }, "port2"))).toBe("unproved");
  });

  it("a router that learns routes surely leads to no network of another router", () => {
    const routers = [{ ...LEARNS, imports: ["ot"] }, OT];
    expect(verdictOf(device({ routers, over: { doubts: [doubt("d1", "match")] } }))).toBe("unproved");
  });

  it("what the core between two given routers learns does not lead past the filter of the second one", () => {
    const learns = { routers: [LEARNS], doubts: [doubt("d1", "match")] };
    const first = firewall(OPEN, { interfaces: [port("port1 10.1.0.1/24"), port("port2 10.8.1.1/30")], ...learns });
    const interfaces = [port("port1 10.2.0.1/24"), port("port2 10.8.2.1/30")];
    const second = firewall(SHUT, { id: "fw-cell", interfaces, ...learns });
    expect(verdictOf(first, second)).not.toBe("violated");
  });

  it("packets take the longer route while it is there: nothing surely passes by the shorter one", () => {
    const interfaces = [port("port1 10.1.0.1/24"), port("port2 192.0.2.1/24"), port("port3 198.51.100.1/24")];
    const tracked = route("10.2.0.0/24 via 192.0.2.2", { doubt: "d1" });
    const fallback = route("10.2.0.0/16 via 198.51.100.2");
    const out = (port2: string[], port3: string[]) =>
      firewall([], {
        interfaces,
        routes: [tracked, fallback],
        doubts: [doubt("d1", "match")],
        tables: [table("two", port2), table("three", port3)],
        forwarding: [step(["two"], { egress: ["port2"] }), step(["three"], { egress: ["port3"] })],
      });
    expect(verdictOf(out(SHUT, OPEN))).toBe("unproved");
    expect(verdictOf(out(OPEN, OPEN))).toBe("violated");
  });
});

const WAN = 0xc6336401;
const FAR = 0xcb007101;

/** cell-a lies at one site, cell-b at another; a tunnel leads from each to the other over what was not given. */
function sites(near: Partial<Interface>, far: Partial<Interface>, [here, there]: readonly [string[], string[]]) {
  const tunnel = { kind: "tunnel" } as const;
  return [
    firewall(here, {
      id: "fw-a",
      interfaces: [port("lan 10.1.0.1/24"), port("wan 198.51.100.1/24"), port("to-b", { ...tunnel, ...near })],
      routes: [route("10.2.0.0/24 over to-b"), route("0.0.0.0/0 via 198.51.100.254")],
    }),
    firewall(there, {
      id: "fw-b",
      interfaces: [port("lan 10.2.0.1/24"), port("wan 203.0.113.1/24"), port("to-a", { ...tunnel, ...far })],
      routes: [route("10.1.0.0/24 over to-a"), route("0.0.0.0/0 via 203.0.113.254")],
    }),
  ];
}

const GRE = { carriedBy: [{ protocol: 47 }] };
const NEAR: Partial<Interface> = { tunnel: { over: "wan", remote: FAR, ...GRE } };
const BACK: Partial<Interface> = { tunnel: { local: FAR, remote: WAN, ...GRE } };

describe("tunnels between given devices", () => {
  it.each([
    ["both let it pass", NEAR, BACK, [OPEN, OPEN], "violated"],
    ["what one end sends is not known", NEAR, { tunnel: { local: FAR, remote: WAN } }, [OPEN, OPEN], "unproved"],
    ["the far one shuts it", NEAR, BACK, [OPEN, SHUT], "proved"],
    ["the near one shuts it", NEAR, BACK, [SHUT, OPEN], "proved"],
    ["the far one starts elsewhere", NEAR, { tunnel: { local: FAR + 1, remote: WAN } }, [OPEN, SHUT], "unproved"],
    ["the far one leads elsewhere", NEAR, { tunnel: { local: FAR, remote: WAN + 1 } }, [OPEN, SHUT], "unproved"],
    ["the far end is switched off", NEAR, { ...BACK, enabled: false }, [OPEN, SHUT], "unproved"],
    ["the far end is not known", {}, BACK, [OPEN, SHUT], "unproved"],
    ["the far end is not known, and whoever it is lets it pass", {}, BACK, [OPEN, OPEN], "violated"],
  ] as const)("%s: %s", (_, near, far, lines, verdict) => {
    expect(verdictOf(...sites(near, far, [[...lines[0]], [...lines[1]]]))).toBe(verdict);
  });
});
