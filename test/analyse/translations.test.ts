/** Traps of address translation: who really talks to whom, and what cannot be known of it. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import {
  addresses,
  doubt,
  firewall,
  match,
  nat,
  plan,
  port,
  route,
  service,
  step,
  table,
  zone,
} from "./device-builder.js";

const MAP = plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")]);
const SERVER = addresses("10.2.0.9");
const INCOMING = [step(["policy"], { sees: "incoming" })];
const WEB = { match: match("any", "192.0.2.9", "tcp/443"), translated: SERVER, translatedService: service("tcp/8443") };
const PORTS = ["port1 10.1.0.1/24", "port2 10.2.0.1/24"].map((text) => port(text));

/** `fw-edge` with a filter in and one that sees packets as they leave. */
function twoFilters(inside: readonly string[], leaving: readonly string[], over: Partial<Device>): Device {
  return firewall([], {
    tables: [table("in", [...inside]), table("out", [...leaving])],
    forwarding: [step(["in"]), step(["out"], { sees: "leaving" })],
    ...over,
  });
}

/** A second firewall behind `fw-edge`, which leads to it over 10.9.0.0/24. */
function inARow(first: Partial<Device>, lines: readonly string[], over: Partial<Device> = {}): Device[] {
  return [
    firewall(["permit any > any any"], {
      interfaces: [port("port1 10.1.0.1/24"), port("port2 10.9.0.1/24")],
      routes: [route("10.2.0.0/24 via 10.9.0.2")],
      ...first,
    }),
    firewall([...lines], {
      id: "fw-cell",
      interfaces: [port("port1 10.9.0.2/24"), port("port2 10.2.0.1/24")],
      routes: [route("10.1.0.0/24 via 10.9.0.1")],
      ...over,
    }),
  ];
}

interface Trap {
  readonly trap: string;
  readonly devices: readonly Device[];
  /** Verdict from cell-a to cell-b. */
  readonly verdict: "violated" | "unproved" | "proved";
  /** Begin of what it carries in excess. */
  readonly witness?: string;
  readonly because?: string;
}

const SNAT = (over = {}) => nat("source", "any", "any", { translated: addresses("10.9.0.1"), ...over });

const TRAPS: readonly Trap[] = [
  {
    trap: "a published server is told by its real address and port",
    devices: [firewall(["permit any > 10.2.0.9 tcp/8443"], { nat: [nat("destination", "any", "any", WEB)] })],
    verdict: "violated",
    witness: "10.2.0.9:8443",
  },
  {
    trap: "a filter before the translation sees what is dialled",
    devices: [
      firewall(["permit any > 192.0.2.9 tcp/443"], {
        nat: [nat("destination", "any", "any", WEB)],
        forwarding: INCOMING,
      }),
    ],
    verdict: "violated",
    witness: "10.2.0.9:8443",
  },
  {
    trap: "a rule for the dialled port lets nothing to the real one",
    devices: [firewall(["permit any > 192.0.2.9 tcp/443"], { nat: [nat("destination", "any", "any", WEB)] })],
    verdict: "proved",
  },
  {
    trap: "a rule for the real address does not let in what is dialled",
    devices: [
      firewall(["permit any > 192.0.2.9 tcp/8443"], {
        nat: [nat("destination", "any", "any", WEB)],
        forwarding: INCOMING,
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "an exemption above a translation",
    devices: [
      firewall(["permit any > 192.0.2.9 tcp/443"], {
        nat: [
          nat("destination", "any", "192.0.2.9", { id: "none", exempt: true }),
          nat("destination", "any", "any", WEB),
        ],
        forwarding: INCOMING,
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "the first translation that matches decides",
    devices: [
      firewall(["permit any > 192.0.2.9 any"], {
        nat: [
          nat("destination", "any", "192.0.2.9", { translated: addresses("10.7.0.1") }),
          nat("destination", "any", "any", { ...WEB, id: "second" }),
        ],
        forwarding: INCOMING,
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a doubt whether a translation matches counts both ways",
    devices: [
      firewall(["permit any > 192.0.2.9 any"], {
        nat: [
          nat("destination", "any", "any", {
            match: { ...match("any", "192.0.2.9", "any"), source: { kind: "unknown", doubt: "d1" } },
            translated: SERVER,
          }),
        ],
        doubts: [doubt("d1", "match")],
        forwarding: INCOMING,
      }),
    ],
    verdict: "unproved",
    because: "address translation vip",
  },
  {
    trap: "one of several servers gets it: none surely does",
    devices: [
      firewall(["permit any > 192.0.2.9 any"], {
        nat: [nat("destination", "any", "192.0.2.9", { translated: addresses("10.2.0.9-10.2.0.10") })],
        forwarding: INCOMING,
      }),
    ],
    verdict: "unproved",
  },
  {
    trap: "ranges are translated in order",
    devices: [
      firewall(["permit any > 192.0.2.9 any"], {
        nat: [
          nat("destination", "any", "192.0.2.8-192.0.2.10", {
            translated: addresses("10.2.0.20-10.2.0.22"),
            inOrder: true,
          }),
        ],
        forwarding: INCOMING,
      }),
    ],
    verdict: "violated",
    witness: "10.2.0.21",
  },
  {
    trap: "what a translation leads to is not known",
    devices: [
      firewall(["permit any > 192.0.2.9 any"], { nat: [nat("destination", "any", "192.0.2.9")], forwarding: INCOMING }),
    ],
    verdict: "unproved",
  },
  {
    trap: "a filter on the way out sees the translated source",
    devices: [
      twoFilters(["permit any > any any"], ["deny 10.1.0.0/24 > any any", "permit any > any any"], { nat: [SNAT()] }),
    ],
    verdict: "violated",
  },
  {
    trap: "and denies it where no rule is for that",
    devices: [twoFilters(["permit any > any any"], ["permit 10.1.0.0/24 > any any"], { nat: [SNAT()] })],
    verdict: "proved",
  },
  {
    trap: "a pool of which the filter behind lets a part pass",
    devices: [
      twoFilters(["permit any > any any"], ["permit 10.9.0.1 > any any"], {
        nat: [SNAT({ translated: addresses("10.9.0.1-10.9.0.8") })],
      }),
    ],
    verdict: "unproved",
    because: "address translation vip",
  },
  {
    trap: "a pool of which it lets all pass",
    devices: [
      twoFilters(["permit any > any any"], ["permit 10.9.0.0/28 > any any"], {
        nat: [SNAT({ translated: addresses("10.9.0.1-10.9.0.8") })],
      }),
    ],
    verdict: "violated",
  },
  {
    trap: "the next device sees the translated source",
    devices: inARow({ nat: [SNAT()] }, ["deny 10.1.0.0/24 > any any", "permit 10.9.0.1 > any tcp/502"]),
    verdict: "violated",
    witness: "10.2.0.2:502",
  },
  {
    trap: "it may pass by no rule for the real source",
    devices: inARow({ nat: [SNAT()] }, ["permit 10.1.0.0/24 > any any"]),
    verdict: "proved",
  },
  {
    trap: "twice translated",
    devices: inARow(
      {
        nat: [
          nat("destination", "any", "192.0.2.9", { translated: addresses("10.9.0.9") }),
          SNAT({ id: "masquerade" }),
        ],
      },
      ["permit 10.9.0.1 > 10.2.0.9 tcp/502"],
      { nat: [nat("destination", "10.9.0.1", "10.9.0.9", { translated: SERVER })] },
    ),
    verdict: "violated",
    witness: "10.2.0.9:502",
  },
  {
    trap: "the address of a device that translates what comes for it",
    devices: inARow({}, ["permit any > 10.2.0.9 any"], {
      nat: [nat("destination", "any", "10.9.0.2", { translated: SERVER })],
    }).map((device) => (device.id === "fw-edge" ? { ...device, routes: [] } : device)),
    verdict: "violated",
    witness: "10.2.0.9",
  },
  {
    trap: "a policy that names a translation lets nothing else to the server",
    devices: [
      firewall([], {
        tables: [
          {
            ...table("policy", ["permit any > any tcp/8443"]),
            rules: table("policy", ["permit any > any tcp/8443"]).rules.map((rule) => ({
              ...rule,
              match: {
                ...rule.match,
                destination: { kind: "unknown" as const, doubt: "d1", upper: SERVER, translatedBy: ["vip"] },
              },
            })),
          },
        ],
        doubts: [doubt("d1", "match")],
        nat: [nat("destination", "any", "any", { ...WEB, enabled: false })],
      }),
    ],
    verdict: "proved",
  },
  {
    trap: "a policy whose addresses do not fit what was translated fits what nobody translated",
    devices: [
      firewall([], {
        tables: [
          {
            ...table("policy", []),
            rules: table("policy", ["permit any > 10.2.0.9 tcp/8443", "deny any > any any"]).rules.map((rule) => ({
              ...rule,
              match: { ...rule.match, translated: "never" as const },
            })),
          },
        ],
        nat: [nat("destination", "any", "any", WEB), nat("destination", "any", "10.2.0.0/24", { exempt: true })],
        interfaces: PORTS,
      }),
    ],
    verdict: "violated",
  },
];

function pairOf(devices: readonly Device[], map = MAP) {
  const plant = resolvePlant(devices, map, []);
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const found = pairs.find(({ from, to }) => from.id === "cell-a" && to.id === "cell-b");
  if (found === undefined) throw new Error("no pair");
  return found;
}

describe("address translation", () => {
  it.each(TRAPS)("$trap: $verdict", ({ devices, verdict, witness, because }) => {
    const found = pairOf(devices);
    expect(found.verdict, JSON.stringify(found.reasons)).toBe(verdict);
    if (because !== undefined) expect(found.reasons.map(({ reason }) => reason).join()).toContain(because);
    if (witness !== undefined) {
      const texts = found.carriers.flatMap(({ excess }) => (excess === undefined ? [] : [excess.witness.text]));
      expect(texts.join()).toContain(witness);
    }
  });

  it("an address that another device may answer for is not surely reached, whatever source packets have", () => {
    const claims = { nat: [nat("destination", "any", "10.2.0.200", { translated: addresses("10.8.0.9") })] };
    const third = firewall([], {
      id: "fw-3",
      interfaces: [port("port1 10.2.0.3/24"), port("port2 10.8.0.1/24")],
      ...claims,
    });
    const one = plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.200/32")]);
    const rows = inARow({ nat: [SNAT()] }, ["permit any > any any"]);
    expect(pairOf(rows, one).verdict).toBe("violated");
    expect(pairOf([...rows, third], one).verdict).toBe("unproved");
  });

  it("what is dialled stands beside the real ends", () => {
    const [dialled] = TRAPS.map(({ devices }) => pairOf(devices).paths).filter((paths) =>
      paths.some(({ hops }) => hops.some(({ translations }) => translations !== undefined)),
    );
    expect(dialled?.flatMap(({ hops }) => hops.flatMap(({ translations = [] }) => translations))).toEqual([
      { of: "destination", from: "192.0.2.9:443", to: "10.2.0.9:8443", rules: ["vip"] },
    ]);
    const twice = pairOf(TRAPS.find(({ trap }) => trap === "twice translated")?.devices ?? []).paths;
    const both = twice.find(({ hops }) => hops.some(({ translations }) => translations?.length === 2));
    expect(both?.passes).toBe("surely");
    expect(both?.hops.map(({ translations }) => translations)).toEqual([
      [
        { of: "destination", from: "192.0.2.9", to: "10.9.0.9", rules: ["vip"] },
        { of: "source", from: "10.1.0.0, 10.1.0.2-10.1.0.255", to: "10.9.0.1", rules: ["masquerade"] },
      ],
      [{ of: "destination", from: "10.9.0.9", to: "10.2.0.9", rules: ["vip"] }],
    ]);
  });
});
