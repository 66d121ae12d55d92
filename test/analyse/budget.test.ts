/** Plants with more ways than anybody can follow: what is said of them, and what that takes. */
import { describe, expect, it } from "vitest";
import { type Budget, budgetOf } from "../../src/analyse/budget.js";
import { followPacket } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { answerPair, type PairAnswer, rulesOf } from "../../src/analyse/pairs.js";
import type { Device } from "../../src/model/device.js";
import type { ServiceExpression } from "../../src/model/expression.js";
import type { Packet } from "../../src/model/packet.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { firewall, flow, nat, plan, port, ROUTER, route, rules, step, table, zone } from "./device-builder.js";

type Link = readonly [number, number];

/** `apart`: routes name the router of the zone; `all`: every neighbour, as good as each other. `learned`: none is written. */
type Routing = "apart" | "all" | "learned";

const mesh = (size: number): Link[] => numbers(size).flatMap((one) => numbers(one).map((other): Link => [other, one]));
const ring = (size: number): Link[] => numbers(size).map((one): Link => [one, (one + 1) % size]);
/** Two spines, every other router on both. */
const leaves = (size: number): Link[] =>
  numbers(size - 2).flatMap((one): Link[] => [
    [0, one + 2],
    [1, one + 2],
  ]);

function numbers(size: number): number[] {
  return Array.from({ length: size }, (_, index) => index);
}

/** Routers with a zone each; a link is a network of its own. */
function routers(size: number, links: readonly Link[], routing: Routing, over: Partial<Device> = {}): Device[] {
  return numbers(size).map((own) => {
    const near = links.flatMap(([one, other], index) => {
      if (one !== own && other !== own) return [];
      const [here, there] = one === own ? [1, 2] : [2, 1];
      return [{ to: one === own ? other : one, here: `172.16.${index}.${here}`, there: `172.16.${index}.${there}` }];
    });
    const others = routing === "learned" ? [] : numbers(size).filter((to) => to !== own);
    const routes = others.flatMap((to) => {
      const direct = near.filter((one) => one.to === to);
      const hops = routing === "apart" && direct.length > 0 ? direct : near;
      return hops.map(({ there }) => route(`10.0.${to}.0/24 via ${there}`));
    });
    return firewall(["permit any > any tcp/502"], {
      id: `core-${own}`,
      interfaces: [port(`lan 10.0.${own}.1/24`), ...near.map(({ to, here }) => port(`to-${to} ${here}/30`))],
      routes,
      routers: [routing === "learned" ? { ...ROUTER, dynamicRouting: "ospf" } : ROUTER],
      ...over,
    });
  });
}

function ask(devices: readonly Device[], budget: Partial<Budget>): PairAnswer {
  const plant = resolvePlant(devices, plan(devices.map((_, number) => zone(`cell-${number} 10.0.${number}.0/24`))), []);
  return answerPair(plant, rulesOf(plant, { ...budgetOf(plant), ...budget }), {
    from: "cell-0",
    to: "cell-2",
    family: 4,
  });
}

/** The nearest way by itself, all at once. */
const FEW = { waysBesideNet: 1, shown: 1 };

const texts = ({ reasons }: PairAnswer) => reasons().map(({ text }) => text);

describe("a plant with more ways than are followed", () => {
  it.each([
    ["a mesh", mesh(12), "all"],
    ["a mesh that learns", mesh(12), "learned"],
    ["a ring", ring(12), "all"],
    ["leaves on two spines", leaves(12), "all"],
    ["leaves on two spines that learn", leaves(12), "learned"],
  ] as const)("of %s tells no more than it may, and the same again", (_, links, routing) => {
    const budget = { hops: 2000, shown: 16, apart: 16 };
    const [one, other] = [0, 1].map(() => {
      const answer = ask(routers(12, links, routing), budget);
      const { must, may, morePaths } = answer;
      const paths = answer.paths.map(({ way, passes }) => [
        way.hops.map(({ device, scope }) => [device.id, scope.ingress, scope.egress]),
        way.others,
        passes,
      ]);
      return { must, may, morePaths, paths, reasons: texts(answer) };
    });
    expect(one).toEqual(other);
    expect(one?.paths.length).toBeLessThanOrEqual(16);
    expect(one?.paths.length).toBeGreaterThan(0);
    expect(one?.reasons.length).toBeLessThanOrEqual(17);
    expect(one?.may).not.toBe(EMPTY);
  });

  it("lets only what the rules permit pass where legs stand for many", () => {
    const { space, may, open } = ask(routers(12, mesh(12), "learned"), { apart: 0 });
    const telnet = space.all([space.field("protocol", [6, 6]), space.field("dstPort", [23, 23])]);
    expect(open).toBe(false);
    expect(space.diagram.and(may, telnet)).toBe(EMPTY);
  });

  it("says which budget was spent and how many ways were found, and proves nothing", () => {
    const closed = routers(6, mesh(6), "all", { forwarding: [step([])] });
    const answer = ask(closed, { hops: 50, apart: 0, legs: 3 });
    expect(answer.open).toBe(true);
    expect(answer.must).toBe(EMPTY);
    expect(texts(answer)[0]).toMatch(
      /^the ways that lead from cell-0 to cell-2 meet more than 50 devices, dead ends counted, the most that one question may follow; \d+ of them were found by then; to look at them all at once takes more than the 3 legs that one question may take$/,
    );
  });

  it("joins no zones that routes do not lead between, however many ways go in circles", () => {
    const closed = { forwarding: [step([])] };
    const circle = routers(4, ring(4), "all", closed).map((device) => ({
      ...device,
      interfaces: device.interfaces.filter(({ id }) => id !== "lan" || device.id === "core-0"),
    }));
    const far = firewall([], { id: "far", interfaces: [port("lan 10.0.2.1/24"), port("up 172.17.0.1/30")], ...closed });
    for (const budget of [{}, { hops: 3 }, { hops: 3, apart: 0, shown: 1 }]) {
      expect(ask([...circle, far], budget).open).toBe(true);
    }
  });

  it("says so where addresses are translated, too", () => {
    const translating = routers(6, mesh(6), "all", {
      nat: [nat("destination", "any", "192.0.2.9", { translated: { kind: "any" } })],
    });
    const answer = ask(translating, { ways: 3 });
    expect(answer.open).toBe(true);
    expect(texts(answer)[0]).toBe(
      "more than 3 ways lead from cell-0 to cell-2, the most that one question may follow; addresses may be translated on them, so that they cannot be looked at all at once",
    );
  });
});

/** What answers udp/502 may go from cell-0 to cell-2: past one router by itself, and over two that may keep state. */
function plantOf(stateful: boolean): Device[] {
  const answers: ServiceExpression = { kind: "ports", protocol: 17, source: [{ from: 502, to: 502 }] };
  const [permit] = rules(["permit 10.0.0.0/24 > 10.0.2.0/24 udp"]);
  if (permit === undefined) throw new Error("no rule");
  const acl = { ...table("policy", []), rules: [{ ...permit, match: { ...permit.match, service: answers } }] };
  const between = (id: string, ports: string[], routes: string[], keeps: boolean) => {
    const forwarding = [step(["policy"], { stateful: keeps })];
    const interfaces = ports.map((text) => port(text));
    return firewall([], { id, interfaces, routes: routes.map((text) => route(text)), tables: [acl], forwarding });
  };
  const links = (last: number) => numbers(3).map((link) => `to-${link} 172.16.${link}.${last}/30`);
  const over = (to: string, last: number) => numbers(3).map((link) => `${to} via 172.16.${link}.${last}`);
  return [
    between("near", ["lan 10.0.0.1/24", "field 10.0.2.1/24"], [], false),
    between("first", ["lan 10.0.0.2/24", ...links(1)], over("10.0.2.0/24", 2), false),
    between("second", ["field 10.0.2.2/24", ...links(2)], over("10.0.0.0/24", 1), stateful),
  ];
}

describe("replies where not all ways that routes lead were looked at", () => {
  function verdictOf(stateful: boolean, over: Partial<Budget>): string {
    const zones = [zone("cell-0 10.0.0.0/24"), zone("cell-2 10.0.2.0/24")];
    const plant = resolvePlant(plantOf(stateful), plan(zones, [flow("cell-2 > cell-0 udp/502")]), []);
    const resolved = rulesOf(plant, { ...budgetOf(plant), ...over });
    const question = { from: "cell-0", to: "cell-2", family: 4 } as const;
    const { space, must, may, declared, open } = answerPair(plant, resolved, question);
    if (!space.diagram.isWithin(must, declared)) return "violated";
    return !open && space.diagram.isWithin(may, declared) ? "proved" : "unproved";
  }

  it.each([
    ["are declared where no filter keeps state", false, {}, "proved"],
    ["are declared where no filter keeps state, in ways that were not looked at either", false, FEW, "proved"],
    ["are not declared where a filter of some way keeps state", true, {}, "violated"],
    ["may be undeclared where a filter of a way that was not looked at may keep state", true, FEW, "unproved"],
  ] as const)("%s", (_, stateful, budget, verdict) => {
    expect(verdictOf(stateful, budget)).toBe(verdict);
  });
});

describe("answers where not all ways back were looked at", () => {
  const lan = ["lan 10.0.0.1/24", "field 10.0.2.1/24"];

  function stateOf(devices: readonly Device[], over: Partial<Budget>): string | undefined {
    const zones = [zone("cell-0 10.0.0.0/24"), zone("cell-2 10.0.2.0/24")];
    const plant = resolvePlant(devices, plan(zones, [flow("cell-0 > cell-2 udp/502")]), []);
    const resolved = rulesOf(plant, { ...budgetOf(plant), ...over });
    return answerPair(plant, resolved, { from: "cell-0", to: "cell-2", family: 4 }).flows[0]?.state;
  }

  /** Lets everything pass one way, and nothing back. */
  const near = firewall(["permit 10.0.0.0/24 > any any"], {
    id: "near",
    interfaces: lan.map((text) => port(text)),
    forwarding: [step(["policy"], { stateful: false })],
  });

  it("are not blocked by the ways that were found", () => {
    const open = { forwarding: [step(["policy"], { stateful: false })] };
    const links = (last: number) => numbers(3).map((link) => port(`to-${link} 172.16.${link}.${last}/30`));
    const over = (to: string, last: number) => numbers(3).map((link) => route(`${to} via 172.16.${link}.${last}`));
    const [first, second] = [
      { id: "first", interfaces: [port("lan 10.0.0.2/24"), ...links(1)], routes: over("10.0.2.0/24", 2) },
      { id: "second", interfaces: [port("field 10.0.2.2/24"), ...links(2)], routes: over("10.0.0.0/24", 1) },
    ].map((one) => firewall(["permit any > any any"], { ...one, ...open })) as [Device, Device];
    const devices = [near, first, second];
    expect(stateOf(devices, {})).not.toBe("blocked");
    expect(stateOf(devices, { hops: 3, apart: 0, legs: 1 })).not.toBe("blocked");
    expect(stateOf([near], {})).toBe("blocked");
  });

  it("block nothing where a filter of a way there that was not looked at may keep state", () => {
    const links = numbers(3).map((link) => `to-${link}`);
    const forwarding = [
      step(["policy"], { ingress: links }),
      step(["policy"], { ingress: ["field"], stateful: false }),
    ];
    const others = plantOf(true)
      .slice(1)
      .map((device) => (device.id === "second" ? { ...device, forwarding } : device));
    expect(stateOf([near, ...others], FEW)).not.toBe("blocked");
    // Of those that were, the first router keeps none, and lets no answers back.
    expect(stateOf([near, ...others], {})).toBe("blocked");
  });

  it("need no rules where a filter of some way back keeps state, whatever it lets pass", () => {
    const beside = firewall([], {
      id: "beside",
      interfaces: ["lan 10.0.0.2/24", "field 10.0.2.2/24"].map((text) => port(text)),
      forwarding: [step(["policy"], { ingress: ["field"] })],
    });
    for (const budget of [{}, { waysBesideNet: 1 }, { waysBesideNet: 1, shown: 1 }]) {
      expect(stateOf([near, beside], budget)).not.toBe("blocked");
    }
  });
});

describe("routes that somebody wrote and that may lead in circles", () => {
  const devices = routers(4, ring(4), "all");
  const packet: Packet = {
    family: 4,
    src: 0x0a000009,
    dst: 0x0a000209,
    protocol: 6,
    dstPort: 502,
    srcPort: 49_152,
    icmpType: 0,
    icmpCode: 0,
    flags: 2,
    tail: false,
  };

  it.each([
    ["way by way", {}],
    ["all at once", { waysBesideNet: 1 }],
    ["all at once, legs united", { waysBesideNet: 1, apart: 0 }],
  ])("surely lead nowhere, looked at %s", (_, budget) => {
    const { must, may } = ask(devices, budget);
    expect(must).toBe(EMPTY);
    expect(may).not.toBe(EMPTY);
  });

  it("are no certain ways for the independent evaluator either", () => {
    const walkers = new Map(devices.map((device) => [device, createWalker(device)]));
    const walker = (device: Device) => walkers.get(device) ?? createWalker(device);
    const [first] = devices;
    const [lan] = first?.interfaces ?? [];
    if (first === undefined || lan === undefined) throw new Error("no router");
    const { verdict } = followPacket(devices, packet, [{ device: first, interface: lan, told: true }], {
      walk: (device, ...asked) => walker(device)(...asked),
      forwarded: (device, ...asked) => walker(device).forwarded(...asked),
    });
    expect(verdict).not.toBe("permit");
  });
});

describe("the budget of a question", () => {
  it("gets smaller the more are asked, and never nothing", () => {
    const of = (size: number) => {
      const zones = numbers(size).map((number) => zone(`cell-${number} 10.0.${number}.0/24`));
      return budgetOf(resolvePlant([], plan(zones), []));
    };
    expect(of(60).hops).toBeLessThan(of(4).hops);
    expect(Math.min(...Object.values(of(200)))).toBeGreaterThan(10);
  });
});
