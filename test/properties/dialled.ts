/** What the sets say of the real ends of a plant against walks of everything somebody could dial to reach them. */
import { expect } from "vitest";
import { followPacket, type Journey, type WalkDevice } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Device } from "../../src/model/device.js";
import type { Packet } from "../../src/model/packet.js";
import { formatIPv4, formatIPv6, readIPv4, readIPv6 } from "../../src/packets/address.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { contains } from "../../src/packets/intervals.js";
import type { PacketSpace } from "../../src/packets/space.js";
import { type Plant, resolvePlant } from "../../src/resolve/plant.js";
import type { ZoneMap } from "../../src/zones/map.js";

/** Zones `cell-0` to `cell-2` with a network each, what is asked about them, and all that can be dialled there. */
export interface Asked {
  readonly map: ZoneMap;
  readonly family: 4 | 6;
  /** The host with a last part of its address in a zone. */
  readonly host: (zone: number, last: number) => string;
  readonly hosts: readonly number[];
  readonly ports: readonly number[];
  readonly dialled: readonly string[];
}

/** How many walks arrived, how many did so by another address than their own, and what the sets said. */
export interface Compared {
  readonly seen: { arrives: number; dialled: number; must: number };
  readonly verdicts: { permit: number; deny: number; unknown: number };
}

export function newCompared(): Compared {
  return { seen: { arrives: 0, dialled: 0, must: 0 }, verdicts: { permit: 0, deny: 0, unknown: 0 } };
}

const ZONES = [0, 1, 2];

/** Fails where a packet that arrives is not in `may`, or one that `must` has arrives by no walk. */
export function compareDialled(devices: readonly Device[], asked: Asked, compared: Compared): void {
  const plant = resolvePlant(devices, asked.map, []);
  const resolved = rulesOf(plant);
  const walk = walkersOf(devices);
  const { seen, verdicts } = compared;
  for (const from of ZONES) {
    const source = asked.host(from, asked.hosts[0] ?? 0);
    const { reached, left } = walkAll(plant, walk, { ...asked, from, source }, seen);
    for (const to of ZONES.filter((other) => other !== from)) {
      const question = { from: `cell-${from}`, to: `cell-${to}`, family: asked.family };
      const { space, must, may, open } = answerPair(plant, resolved, question);
      expect(space.diagram.isWithin(must, may), "must is within may").toBe(true);
      for (const last of [...asked.hosts, 200]) {
        for (const dstPort of asked.ports) {
          const real = asked.host(to, last);
          const node = packetNode(space, tcp(asked.family, source, real, dstPort));
          const text = `${source} -> ${real}:${dstPort}`;
          const passes = space.diagram.and(node, must) !== EMPTY;
          const mayPass = space.diagram.and(node, may) !== EMPTY;
          verdicts[passes ? "permit" : mayPass || open ? "unknown" : "deny"]++;
          if (reached.has(`${real}:${dstPort}`)) {
            seen.arrives++;
            expect(mayPass, `may lacks ${text}`).toBe(true);
          }
          if (passes) {
            seen.must++;
            expect(left.has(`${real}:${dstPort}`), `must has ${text}`).toBe(true);
          }
        }
      }
    }
  }
}

function walkersOf(devices: readonly Device[]): { readonly devices: readonly Device[]; readonly of: WalkDevice } {
  const walkers = new Map(devices.map((device) => [device, createWalker(device)]));
  const walker = (device: Device) => walkers.get(device) ?? createWalker(device);
  return {
    devices,
    of: {
      walk: (device, ...given) => walker(device)(...given),
      forwarded: (device, ...given) => walker(device).forwarded(...given),
    },
  };
}

/** Every packet somebody in a zone may send: the real ends that it surely reaches, and those with which it leaves the given devices. */
function walkAll(
  plant: Plant,
  { devices, of }: ReturnType<typeof walkersOf>,
  { from, source, family, dialled, ports }: Asked & { readonly from: number; readonly source: string },
  seen: Compared["seen"],
): { readonly reached: ReadonlySet<string>; readonly left: ReadonlySet<string> } {
  const [reached, left] = [new Set<string>(), new Set<string>()];
  const doors = plant.attachments
    .filter((one) => one.zone === `cell-${from}` && contains(one[family], addressOf(source)))
    .map(({ device, interface: door }) => ({ device, interface: door, told: true }));
  for (const door of doors) {
    for (const dst of dialled) {
      for (const dstPort of ports) {
        const journey = followPacket(devices, tcp(family, source, dst, dstPort), [door], of);
        const then = passed(journey);
        if (then === undefined) continue;
        const key = `${textOf(then.dst)}:${then.dstPort}`;
        left.add(key);
        // What leaves the given devices has passed them, and need not have arrived.
        if (journey.notes.length === 0) reached.add(key);
        if (key !== `${dst}:${dstPort}`) seen.dialled++;
      }
    }
  }
  return { reached, left };
}

function addressOf(text: string): number | bigint {
  const address = readIPv4(text) ?? readIPv6(text);
  if (address === undefined) throw new Error(`no address: ${text}`);
  return address;
}

function textOf(address: number | bigint): string {
  return typeof address === "bigint" ? formatIPv6(address) : formatIPv4(address);
}

function tcp(family: 4 | 6, src: string, dst: string, dstPort: number): Packet {
  const ends = { src: addressOf(src), dst: addressOf(dst) };
  return { family, ...ends, protocol: 6, srcPort: 49_152, dstPort, icmpType: 0, icmpCode: 0, flags: 2, tail: false };
}

function packetNode(space: PacketSpace, { src, dst, dstPort, srcPort }: Packet): number {
  const fields = { src, dst, protocol: 6, dstPort, srcPort, flags: 2, tail: 0 } as const;
  return space.diagram.and(
    space.universe,
    space.all(Object.entries(fields).map(([name, value]) => space.field(name as keyof typeof fields, [value, value]))),
  );
}

/** The packet as it leaves the given devices, where all of them surely let it pass. */
function passed({ verdict, hops }: Journey): Packet | undefined {
  const last = hops.at(-1);
  return verdict === "permit" && last?.egress !== "self" ? last?.leaving?.packet : undefined;
}
