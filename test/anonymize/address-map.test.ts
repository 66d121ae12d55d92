import { describe, expect, it } from "vitest";
import { AddressMap, isMask } from "../../src/anonymize/address-map.js";
import { formatIPv4, readIPv4, readIPv6 } from "../../src/packets/address.js";
import { fc } from "../seeded.js";

const address = fc.integer({ min: 0, max: 0xffffffff }).map(BigInt);
const ipv6 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });

function four(text: string): bigint {
  return BigInt(readIPv4(text) ?? 0);
}

function sharedBits(a: bigint, b: bigint, bits: bigint): number {
  let shared = 0;
  while (shared < bits && a >> (bits - BigInt(shared) - 1n) === b >> (bits - BigInt(shared) - 1n)) shared++;
  return shared;
}

describe("replaced addresses", () => {
  it("are other addresses, whatever the key, where a bit is free", () => {
    for (let key = 0; key < 50; key++) {
      const map = new AddressMap(4, `${key}`);
      map.learn(0x76000000n);
      map.learn(0x08080808n);
      expect(map.map(0x76000000n)).not.toBe(0x76000000n);
      expect(map.map(0x08080808n)).not.toBe(0x08080808n);
    }
  });

  it("share as many leading bits as before, whatever was learnt", () => {
    fc.assert(
      fc.property(
        fc.string(),
        address,
        address,
        fc.array(address),
        fc.integer({ min: 8, max: 32 }),
        (key, a, b, all, length) => {
          const map = new AddressMap(4, key);
          for (const one of all) map.learn(one, length);
          expect(sharedBits(map.map(a), map.map(b), 32n)).toBe(sharedBits(a, b, 32n));
        },
      ),
    );
    fc.assert(
      fc.property(fc.string(), ipv6, ipv6, (key, a, b) => {
        const map = new AddressMap(6, key);
        expect(sharedBits(map.map(a), map.map(b), 128n)).toBe(sharedBits(a, b, 128n));
      }),
      { numRuns: 20 },
    );
  });

  it("leave networks networks: the first address stays the first, and the last the last", () => {
    fc.assert(
      fc.property(fc.string(), address, fc.integer({ min: 1, max: 31 }), (key, host, length) => {
        const map = new AddressMap(4, key);
        map.learn(host, length);
        const rest = (1n << BigInt(32 - length)) - 1n;
        expect(map.map(host & ~rest) & rest).toBe(0n);
        expect(map.map(host | rest) & rest).toBe(rest);
      }),
    );
  });

  it("leave ranges ranges, of the same size and with the same addresses in them", () => {
    fc.assert(
      fc.property(fc.string(), address, fc.integer({ min: 0, max: 5000 }), fc.nat(5000), (key, low, size, step) => {
        const high = low + BigInt(size) > 0xffffffffn ? 0xffffffffn : low + BigInt(size);
        const within = low + (BigInt(step) % (high - low + 1n));
        const map = new AddressMap(4, key);
        map.learnRange(low, high, true);
        expect(map.map(high) - map.map(low)).toBe(high - low);
        expect(map.map(within) >= map.map(low) && map.map(within) <= map.map(high)).toBe(true);
      }),
    );
  });

  it.each(["0.0.0.0", "255.255.255.255", "127.0.0.1", "169.254.7.9", "224.0.0.5", "239.1.2.3"])("leave %s", (text) => {
    for (const key of ["a", "b", "c", "d"]) expect(new AddressMap(4, key).map(four(text))).toBe(four(text));
  });

  it.each([
    ["10.20.30.11", 8],
    ["172.20.1.5", 12],
    ["192.168.7.9", 16],
    ["100.70.1.1", 10],
    ["203.0.113.9", 24],
  ])("keep %s in its block", (text, length) => {
    for (const key of ["a", "b", "c", "d"]) {
      expect(sharedBits(new AddressMap(4, key).map(four(text)), four(text), 32n)).toBeGreaterThanOrEqual(length);
    }
  });

  it("leave public addresses public, and change them", () => {
    const keys = Array.from({ length: 50 }, (_, index) => String(index));
    const made = keys.map((key) => formatIPv4(Number(new AddressMap(4, key).map(four("8.8.8.8")))));
    expect(made.every((text) => /^[89]\./.test(text))).toBe(true);
    expect(new Set(made).size).toBeGreaterThan(40);
  });

  it.each(["::", "::1", "fe80::1", "ff02::5"])("leave %s", (text) => {
    const value = readIPv6(text) ?? -1n;
    for (const key of ["a", "b", "c"]) expect(new AddressMap(6, key).map(value)).toBe(value);
  });
});

describe("masks", () => {
  it.each([
    ["255.255.255.0", true],
    ["0.0.0.255", true],
    ["255.255.255.255", true],
    ["0.0.0.0", true],
    ["31.255.255.255", true],
    ["10.20.30.0", false],
    ["255.0.255.0", false],
  ])("%s: %s", (text, is) => expect(isMask(readIPv4(text) ?? 0)).toBe(is));
});
