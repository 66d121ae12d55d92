/** Who reaches the administration of a device: by its own filters and limits, over the devices before it, and what is open. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { followPacket } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device, ManagementService } from "../../src/model/device.js";
import { readPacketText } from "../../src/read/packet-text.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { addresses, at, doubt, firewall, flow, nat, plan, port, route, step, table, zone } from "./device-builder.js";

const SSH: ManagementService = { service: "ssh", enabled: true, port: 22, at: [at(30)] };
const ZONES = [zone("office 10.1.0.0/24", "enterprise"), zone("cell-a 10.2.0.0/24")];
const PERMIT = ["permit any > any any"];

/** A router between office and cell-a that guards itself with `own`. */
function guarded(
  own: Parameters<typeof table>[1],
  service: Partial<ManagementService> = {},
  over: Partial<Device> = {},
) {
  return firewall(PERMIT, {
    tables: [table("policy", PERMIT), table("own", own)],
    toDevice: [step(["own"])],
    management: { services: [{ ...SSH, ...service }] },
    ...over,
  });
}

/** A switch in cell-a, administered at 10.2.0.9, which reaches everything through the firewall. */
function behind(over: Partial<Device> = {}): Device {
  return firewall([], {
    id: "access-1",
    interfaces: [port("Vlan2 10.2.0.9/24")],
    routers: [{ id: "default", forwards: { ipv4: false, ipv6: false } }],
    tables: [],
    forwarding: [],
    management: { services: [SSH] },
    ...over,
  });
}

function reachOf(devices: readonly Device[], map = plan(ZONES), missing: readonly string[] = []) {
  const plant = resolvePlant(devices, map, missing);
  const facts = buildFacts(plant, analysePlant(plant)).devices.at(-1);
  return new Map((facts?.management[0]?.reached_from ?? []).map((one) => [one.zone.id, one]));
}

interface Trap {
  readonly trap: string;
  readonly devices: readonly Device[];
  readonly office: string;
  readonly cell?: string;
  readonly missing?: readonly string[];
  /** Reached by another address than its own: packets to its own need not pass. */
  readonly dialled?: true;
}

const TRAPS: readonly Trap[] = [
  { trap: "no filter stands before the device", devices: [guarded(PERMIT)], office: "reachable", cell: "reachable" },
  {
    trap: "its own filter lets one zone in",
    devices: [guarded(["permit 10.2.0.0/24 > any tcp/22"])],
    office: "not reachable",
    cell: "reachable",
  },
  {
    trap: "its own filter is about another port",
    devices: [guarded(["permit any > any tcp/443"])],
    office: "not reachable",
    cell: "not reachable",
  },
  {
    trap: "on which port it answers is not known",
    devices: [guarded(["permit 10.2.0.0/24 > any tcp/8443"], { portDoubt: "d1" })],
    office: "not reachable",
    cell: "perhaps",
  },
  {
    trap: "the service limits its sources",
    devices: [guarded(PERMIT, { sources: addresses("10.2.0.7") })],
    office: "not reachable",
    cell: "reachable",
  },
  {
    trap: "the service answers on one interface",
    devices: [guarded(PERMIT, { interfaces: ["port2"] })],
    office: "perhaps",
    cell: "reachable",
  },
  {
    trap: "the export does not tell whether it is on",
    devices: [guarded(PERMIT, { enabled: undefined })],
    office: "perhaps",
  },
  {
    trap: "a rule of its own filter cannot be read",
    devices: [
      guarded(
        [["permit any > any tcp/22", { doubts: [{ doubt: "d1", effect: "anything" }] }]],
        {},
        {
          doubts: [doubt("d1", "rule")],
        },
      ),
    ],
    office: "perhaps",
    cell: "perhaps",
  },
  {
    trap: "the firewall before it lets packets through",
    devices: [firewall(PERMIT), behind()],
    office: "reachable",
    cell: "reachable",
  },
  {
    trap: "the firewall before it stops them",
    devices: [firewall(["permit any > any tcp/443"]), behind()],
    office: "not reachable",
    cell: "reachable",
  },
  {
    trap: "a policy for hosts of the network lets them through to the device too",
    devices: [firewall(["permit 10.1.0.5 > 10.2.0.0/28 tcp/22"]), behind()],
    office: "reachable",
  },
  {
    trap: "what the firewall lets through its own filter stops",
    devices: [
      firewall(PERMIT),
      behind({ tables: [table("own", ["deny 10.1.0.0/24 > any any", ...PERMIT])], toDevice: [step(["own"])] }),
    ],
    office: "not reachable",
    cell: "reachable",
  },
  {
    trap: "a loopback of it is reached by a route",
    devices: [
      firewall(PERMIT, { routes: [route("192.0.2.1/32 via 10.2.0.9")] }),
      behind({ interfaces: [port("Vlan2 10.2.0.9/24"), port("Loopback0 192.0.2.1/32", { kind: "loopback" })] }),
    ],
    office: "reachable",
  },
  {
    trap: "the firewall learns routes, and lets packets through where none is written",
    devices: [
      firewall(["permit any > any tcp/22"], {
        interfaces: [port("port1 10.1.0.1/24"), port("port3 192.0.2.1/24")],
        routers: [{ id: "default", forwards: { ipv4: true, ipv6: true }, dynamicRouting: "d1" }],
        doubts: [doubt("d1", "match")],
      }),
      behind(),
    ],
    office: "perhaps",
  },
  {
    trap: "the firewall before it puts its own address in the place of the source, which the device lets in",
    devices: [
      firewall(PERMIT, { nat: [nat("source", "10.1.0.0/24", "any", { translated: addresses("10.2.0.1") })] }),
      behind({ tables: [table("own", ["permit 10.2.0.0/24 > any any"])], toDevice: [step(["own"])] }),
    ],
    office: "perhaps",
  },
  {
    trap: "a port forward leads to it",
    devices: [
      firewall(["permit any > 192.0.2.7 tcp"], {
        forwarding: [step(["policy"], { sees: "incoming" })],
        nat: [nat("destination", "any", "192.0.2.7", { translated: addresses("10.2.0.9") })],
      }),
      behind(),
    ],
    office: "reachable",
    dialled: true,
  },
  {
    trap: "no given device leads to the zone",
    devices: [behind()],
    office: "perhaps",
    cell: "reachable",
  },
  {
    trap: "no given device joins the zone and the device",
    devices: [firewall(PERMIT, { interfaces: [port("port1 10.1.0.1/24")] }), behind()],
    office: "perhaps",
    cell: "reachable",
  },
  {
    trap: "no given device joins them, and its own filter keeps the zone away",
    devices: [
      firewall(PERMIT, { interfaces: [port("port1 10.1.0.1/24")] }),
      behind({ tables: [table("own", ["permit 10.2.0.0/24 > any any"])], toDevice: [step(["own"])] }),
    ],
    office: "not reachable",
    cell: "reachable",
  },
  {
    trap: "a device is missing",
    devices: [firewall(["permit any > any tcp/443"]), behind()],
    missing: ["fw-2.conf could not be analysed"],
    office: "perhaps",
    cell: "reachable",
  },
  {
    trap: "the port it is administered by takes no part in routing",
    devices: [firewall(PERMIT), behind({ interfaces: [port("mgmt 10.2.0.9/24", { kind: "other" })] })],
    office: "perhaps",
    cell: "reachable",
  },
  {
    trap: "its address is given by somebody else",
    devices: [
      guarded(
        PERMIT,
        {},
        {
          interfaces: [port("port1", { addressDoubt: "d1" }), port("port2 10.2.0.1/24")],
          doubts: [doubt("d1", "match")],
        },
      ),
    ],
    office: "perhaps",
    cell: "reachable",
  },
];

describe("the administration of a device", () => {
  it.each(TRAPS)("$trap", ({ devices, office, cell, missing }) => {
    const reach = reachOf(devices, plan(ZONES), missing);
    expect(reach.get("office")?.verdict).toBe(office);
    for (const { verdict, doubts } of reach.values()) expect(doubts.length > 0).toBe(verdict === "perhaps");
    if (cell !== undefined) expect(reach.get("cell-a")?.verdict).toBe(cell);
  });

  it.each(TRAPS.filter(({ office, dialled }) => office === "reachable" && dialled === undefined))(
    "the evaluator walks it there: $trap",
    ({ devices }) => {
      const text = reachOf(devices).get("office")?.witness?.text ?? "";
      const packet = readPacketText(text, "--packet", new Diagnostics())?.packet;
      if (packet === undefined) throw new Error(`no packet: ${text}`);
      const [first] = devices;
      const door = first?.interfaces.find(({ id }) => id === "port1");
      if (first === undefined || door === undefined) throw new Error("no door");
      const { verdict, hops } = followPacket(devices, packet, [{ device: first, interface: door, told: true }], {
        walk: (device, ...rest) => createWalker(device)(...rest),
        forwarded: (device, ...rest) => createWalker(device).forwarded(...rest),
      });
      expect({ verdict, egress: hops.at(-1)?.egress, at: hops.at(-1)?.device.id }).toEqual({
        verdict: "permit",
        egress: "self",
        at: devices.at(-1)?.id,
      });
    },
  );

  it("says what lets them in, and what stands between", () => {
    const office = reachOf([firewall(PERMIT), behind()]).get("office");
    expect(office).toMatchObject({ via: [["fw-edge"]], doubts: [], witness: { dst: "10.2.0.9", dst_port: 22 } });
    const own = reachOf([guarded(["deny 10.1.0.5 > any any", "permit 10.1.0.0/24 > any tcp/22"])]).get("office");
    expect(own?.carriers.map(({ id }) => id)).toEqual(["2"]);
    expect(own?.via).toEqual([[]]);
  });

  it("tells what a flow of the map to the device declares", () => {
    const declared = {
      ...flow("office > cell-a tcp/22"),
      to: [{ kind: "device" as const, text: "fw-edge", device: "fw-edge", at: at(20) }],
    };
    const office = reachOf([guarded(PERMIT)], plan(ZONES, [declared])).get("office");
    expect(office).toMatchObject({ verdict: "reachable", undeclared: "not reachable" });
    const other = reachOf(
      [guarded(PERMIT)],
      plan(ZONES, [
        {
          ...declared,
          from: [
            {
              kind: "addresses",
              text: "x",
              zone: "office",
              ranges: [{ family: 4, from: 0x0a010005, to: 0x0a010005 }],
              at: at(20),
            },
          ],
        },
      ]),
    );
    expect(other.get("office")?.undeclared).toBe("reachable");
  });

  it("lists no zone for a service that is off", () => {
    expect(reachOf([guarded(PERMIT, { enabled: false })]).size).toBe(0);
  });
});
