/**
 * A line of an export of IOS-XR or NX-OS that cannot be read may have been any: what was certain with it is the same without it, or open.
 * The same for a word that is spoilt, and for a line that stands deeper than it should.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import type { Device } from "../../../src/model/device.js";
import { readIPv4 } from "../../../src/packets/address.js";
import { fc } from "../../seeded.js";
import { parse } from "./site.js";

const RUNS = 100;

/** Exports, with hosts of networks that the device joins. */
const EXPORTS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "IOS-XR",
    "iosxr-plant",
    ["10.20.30.11", "10.20.31.5", "10.20.40.10", "10.20.101.10", "10.20.102.99", "10.20.70.9", "10.20.71.10"],
  ],
  [
    "NX-OS",
    "nxos-plant",
    ["10.20.31.2", "10.20.101.10", "10.20.102.99", "10.20.103.40", "10.20.106.9", "10.20.110.11", "10.20.140.5"],
  ],
];

function packetBetween(hosts: readonly string[]) {
  return fc.record({
    src: fc.constantFrom(...hosts),
    dst: fc.constantFrom(...hosts),
    protocol: fc.constantFrom(6, 6, 17),
    port: fc.constantFrom(22, 23, 123, 443, 502, 1433, 4840, 5050),
    flags: fc.constantFrom(2, 16),
  });
}

/** How a line is damaged: hidden as a whole or in its first word, in a word somewhere, or moved. */
const damage = fc.constantFrom<((line: string, at: number) => string)[]>(
  (line) => line.replace(/\S.*/, "zzz-unknown 1"),
  (line) => line.replace(/^(\s*)(?:\d+ )?\S+/, "$1frobnicate"),
  (line, at) => {
    const place = line.length - line.trimStart().length + 1 + (at % Math.max(1, line.trim().length - 1));
    return `${line.slice(0, place)}zzz${line.slice(place)}`;
  },
  (line) => ` ${line}`,
);

/** The interface that joins the network of a host. */
function joining({ interfaces }: Device, host: string): string | undefined {
  const number = readIPv4(host) ?? 0;
  const isNear = (address: number | bigint, length: number) =>
    typeof address === "number" && length < 32 && address >>> (32 - length) === number >>> (32 - length);
  return interfaces.find(({ addresses }) =>
    addresses.some(({ address, prefixLength }) => isNear(address, prefixLength)),
  )?.id;
}

function answer(device: Device, { src, dst, protocol, port, flags }: PacketShape): string | undefined {
  const [ingress, egress] = [joining(device, src), joining(device, dst)];
  if (ingress === undefined || egress === undefined) return undefined;
  const header = {
    ...{ family: 4 as const, src: readIPv4(src) ?? 0, dst: readIPv4(dst) ?? 0, protocol, tail: false },
    ...{ srcPort: 40000, dstPort: port, icmpType: 0, icmpCode: 0, flags: protocol === 6 ? flags : 0 },
  };
  return createWalker(device)(header, ingress, egress).verdict;
}

type PacketShape = ReturnType<typeof packetBetween> extends fc.Arbitrary<infer Shape> ? Shape : never;

describe.each(EXPORTS)("a line of %s that cannot be read", (_platform, name, hosts) => {
  const lines = readFileSync(`test/fixtures/cisco/${name}.cfg`, "utf8").split("\n");
  const packet = packetBetween(hosts);

  it("is not in the export as it is", () => {
    const { device, codes, account } = parse(lines.join("\n"));
    expect(codes).toEqual([]);
    expect(account.counts().notUnderstood).toBe(0);
    expect(device.doubts.filter(({ scope }) => scope === "device" || scope === "interfaces")).toEqual([]);
  });

  it("makes nothing certain that was not", { timeout: 120_000 }, () => {
    const whole = parse(lines.join("\n")).device;
    let open = 0;
    const written = lines.flatMap((line, index) => (/^\s*!|^\s*$/.test(line) ? [] : [index]));
    fc.assert(
      fc.property(
        fc.nat(9999),
        damage,
        fc.array(packet, { minLength: 12, maxLength: 12 }),
        (number, change, packets) => {
          const index = written[number % written.length] ?? 0;
          const other = change(lines[index] ?? "", number);
          const { device } = parse(lines.with(index, other).join("\n"));
          for (const one of packets) {
            const [meant, found] = [answer(whole, one), answer(device, one)];
            if (found === "unknown") open++;
            else if (found !== undefined) expect({ other, one, found }).toEqual({ other, one, found: meant });
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(open).toBeGreaterThan(RUNS);
  });
});
