/** Exports of ASA at the length and with the noise of real ones: every line understood, what passes, how they are run. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answers, doubtsOf } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

const read = (name: string) => readFileSync(`test/fixtures/cisco/asa-${name}.cfg`, "utf8");

interface Plant {
  readonly name: string;
  readonly lines: number;
  readonly packets: Readonly<Record<string, Answer>>;
}

const PLANTS: readonly Plant[] = [
  {
    name: "plant",
    lines: 802,
    packets: {
      // Groups of groups, of ports and of services.
      "tcp 10.20.99.12 > 10.20.118.10:4840 [plant > cell-18]": "permit",
      "tcp 10.20.99.12 > 10.20.118.11:4840 [plant > cell-18]": "deny",
      "tcp 10.20.99.11 > 10.20.101.10:44819 [plant > cell-1]": "permit",
      "tcp 10.20.99.13 > 10.20.101.10:502 [plant > cell-1]": "deny",
      "tcp 10.20.99.31 > 10.20.112.10:22 [plant > cell-12]": "permit",
      "tcp 10.20.99.31 > 10.20.113.10:22 [plant > cell-13]": "deny",
      "tcp 10.20.99.20:40000 > 10.20.124.10:102 [plant > cell-24]": "permit",
      "tcp 10.20.99.20:500 > 10.20.124.10:102 [plant > cell-24]": "deny",
      "icmp 10.20.99.20 > 10.20.124.10 8/0 [plant > cell-24]": "permit",
      // A neighbour of equal level needs more than its list.
      "tcp 10.20.104.10 > 10.20.103.10:502 [cell-4 > cell-3]": "unknown",
      "tcp 10.20.104.10 > 10.20.102.10:502 [cell-4 > cell-2]": "deny",
      "tcp 10.20.105.10 > 10.20.99.20:4840 [cell-5 > plant]": "permit",
      // A schedule, an entry that is switched off, a published address, a domain name.
      "tcp 10.10.9.9 > 10.20.113.10:502 [office > cell-13]": "unknown",
      "tcp 10.10.9.8 > 10.20.101.10:502 [office > cell-1]": "deny",
      "tcp 10.10.17.5 > 10.10.0.20:443 [office > plant]": "permit",
      "tcp 10.10.17.5 > 10.10.0.20:445 [office > plant]": "deny",
      "tcp 10.20.99.7 > 10.10.44.4:443 [plant > office]": "permit",
      // To the device: from where its services let people in, from the other unit, for key exchange.
      "tcp 10.20.98.9 > 10.20.98.1:22 [mgmt > self]": "permit",
      "tcp 10.20.99.31 > 10.20.99.1:22 [plant > self]": "permit",
      "tcp 10.20.99.32 > 10.20.99.1:22 [plant > self]": "deny",
      "ip105 10.20.99.2 > 10.20.99.1 [plant > self]": "unknown",
      "tcp 10.20.99.2 > 10.20.99.1:22 [plant > self]": "deny",
      "udp 10.10.0.77 > 10.10.0.1:500 [office > self]": "permit",
      "icmp 10.10.0.77 > 10.10.0.1 8/0 [office > self]": "deny",
      "icmp 10.20.99.7 > 10.20.99.1 8/0 [plant > self]": "permit",
      // Out of the tunnel, and what its filter keeps back.
      "tcp 10.40.8.5 > 10.20.99.20:443 [office > plant]": "unknown",
      "tcp 10.40.9.5 > 10.20.99.20:443 [office > plant]": "deny",
    },
  },
  {
    name: "82-plant",
    lines: 241,
    packets: {
      // Lists of this release name the address that is published.
      "tcp 198.51.100.7 > 203.0.113.20:443 [outside > inside]": "permit",
      "tcp 198.51.100.8 > 203.0.113.20:443 [outside > inside]": "deny",
      "tcp 198.51.100.7 > 10.30.1.20:443 [outside > inside]": "deny",
      "tcp 198.51.100.7 > 203.0.113.2:8022 [outside > inside]": "permit",
      "tcp 198.51.100.7 > 203.0.113.2:22 [outside > inside]": "deny",
      // Exemptions, and what has no translation of its own.
      "tcp 10.30.2.11 > 10.30.1.20:4840 [line > inside]": "permit",
      "tcp 10.30.2.40 > 10.30.1.20:4840 [line > inside]": "deny",
      "tcp 10.30.1.31 > 10.30.2.40:502 [inside > line]": "permit",
      "tcp 10.30.1.31 > 198.51.100.25:443 [inside > outside]": "permit",
      "tcp 10.30.1.31 > 10.30.1.1:22 [inside > self]": "permit",
      "tcp 10.30.1.32 > 10.30.1.1:22 [inside > self]": "deny",
      "tcp 10.30.1.32 > 10.30.1.1:23 [inside > self]": "permit",
    },
  },
  {
    name: "transparent",
    lines: 311,
    packets: {
      "tcp 10.20.108.200 > 10.20.108.30:44818 [outside2 > inside2]": "deny",
      "tcp 10.20.98.9 > 10.20.98.7:22 [management > self]": "permit",
    },
  },
  {
    name: "shared-cells",
    lines: 195,
    packets: {
      "tcp 10.60.112.9 > 10.60.105.10:502 [cell-12 > cell-5]": "permit",
      "tcp 10.60.112.9 > 10.60.105.11:502 [cell-12 > cell-5]": "deny",
      "tcp 10.60.101.20 > 10.60.105.10:502 [cell-1 > cell-5]": "unknown",
      // What its own list leaves out, the list of all interfaces may permit.
      "udp 10.60.101.77 > 10.60.112.53:53 [cell-1 > cell-12]": "permit",
      "udp 10.60.101.77 > 10.60.112.54:53 [cell-1 > cell-12]": "deny",
      "icmp 10.60.112.9 > 10.60.101.10 8/0 [cell-12 > cell-1]": "permit",
      "icmp 10.60.112.9 > 10.60.101.10 13/0 [cell-12 > cell-1]": "deny",
      "tcp 10.60.112.9 > 10.60.112.1:22 [cell-12 > self]": "permit",
    },
  },
  {
    name: "shared-office",
    lines: 93,
    packets: {
      "tcp 10.11.3.3 > 10.10.10.5:3389 [outside > inside]": "permit",
      "tcp 10.12.3.3 > 10.10.10.5:3389 [outside > inside]": "deny",
      "tcp 10.10.20.9 > 10.11.3.3:443 [inside > outside]": "permit",
      "tcp 10.10.20.9 > 10.10.20.1:22 [inside > self]": "permit",
      "tcp 10.10.20.9 > 10.10.20.1:443 [inside > self]": "deny",
    },
  },
];

describe("a long export of an ASA", () => {
  it.each(PLANTS)(
    "$name passes what its lines say, and has none that is not understood",
    ({ name, lines, packets }) => {
      const text = read(name);
      const { account, codes } = parse(text);
      expect(codes).toEqual([]);
      expect(account.unclaimed()).toEqual([]);
      expect(account.counts()).toMatchObject({ lines, notUnderstood: 0 });
      expect(answers(text, packets)).toEqual(packets);
    },
  );

  it("passes unfiltered what bypasses it without power: its lists count where no bypass is", () => {
    const text = read("transparent");
    const packets = {
      "tcp 10.20.107.200 > 10.20.107.25:502 [outside1 > inside1]": "permit",
      "tcp 10.20.107.201 > 10.20.107.25:502 [outside1 > inside1]": "deny",
      "udp 10.20.107.200 > 10.20.107.10:2222 [outside1 > inside1]": "permit",
      "udp 10.20.107.9 > 224.0.1.129:319 [outside1 > inside1]": "permit",
      "udp 10.20.107.10 > 224.0.1.129:319 [inside1 > outside1]": "deny",
      "tcp 10.20.107.10 > 10.20.107.200:44818 [inside1 > outside1]": "permit",
    } as const;
    expect(answers(text.replace(/^hardware-bypass/m, "no hardware-bypass"), packets)).toEqual(packets);
    const open = Object.fromEntries(Object.keys(packets).map((packet) => [packet, "unknown" as const]));
    expect(answers(text, open)).toEqual(open);
    expect(parse(text).device.doubts).toContainEqual(
      expect.objectContaining({ scope: "interfaces", interfaces: ["outside1", "inside1"] }),
    );
    expect(doubtsOf(text.replace(/^interface GigabitEthernet1\/2$/m, "interface GigabitEthernet1/9")).join()).toContain(
      "without power",
    );
  });

  it("of a system names its contexts, and lets nothing pass itself", () => {
    const { device, codes, account } = parse(read("shared-system"));
    expect(codes).toEqual([]);
    expect(account.counts().notUnderstood).toBe(0);
    expect(device.parts?.map(({ name }) => name)).toEqual(["admin", "office", "cells"]);
    const wide = device.doubts.filter(({ scope }) => scope === "device").map(({ reason }) => reason);
    expect(wide).toHaveLength(3);
    expect(wide.every((reason) => reason.startsWith("what the context"))).toBe(true);
  });

  it("says how the device is run", () => {
    const { posture } = parse(read("plant")).device;
    expect(posture?.cluster).toMatchObject({ mode: "a-p", encrypted: true, keepsSessions: true });
    expect(posture?.logging).toMatchObject({ implicitDeny: true, servers: [{ encrypted: true }, {}] });
    expect(posture?.clock).toBeDefined();
    expect(posture?.tunnels).toHaveLength(1);
    expect(parse(read("82-plant")).device.management.services.map(({ service }) => service)).toContain("telnet");
  });

  it("shows no password or key", () => {
    const shown = PLANTS.map(({ name }) =>
      JSON.stringify(parse(read(name)).device, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
    ).join();
    for (const secret of ["f3UhLvUj1QsXsuK7", "8Ry2YjIyt7RRXU24", "*****"]) expect(shown).not.toContain(secret);
  });
});
