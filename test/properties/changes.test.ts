/** What a comparison of two devices says against walks through both: nothing that changed is called the same. */
import { describe, expect, it } from "vitest";
import { type CourseChange, compareDevices } from "../../src/analyse/change/compare-devices.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { DeviceRules } from "../../src/analyse/rule-sets.js";
import type { Device } from "../../src/model/device.js";
import type { Packet } from "../../src/model/packet.js";
import type { Rule } from "../../src/model/rule.js";
import { EMPTY, type Node } from "../../src/packets/diagram.js";
import type { PacketSpace } from "../../src/packets/space.js";
import { fc } from "../seeded.js";
import { device, packet } from "./devices.js";

const RUNS = Math.min(Number(process.env.ZONEPROOF_RUNS ?? 200), 20_000);
const PACKETS = 20;

/** What is done to the rules of a table: most of them stay. */
const edit = fc.record({
  kind: fc.constantFrom("none", "drop", "swap", "flip", "take", "reorder", "objects" as const),
  at: fc.nat(6),
  other: fc.nat(6),
});

function edited(before: Device, from: Device, edits: readonly { kind: string; at: number; other: number }[]): Device {
  const tables = before.tables.map((table, number) => {
    const { kind, at, other } = edits[number % edits.length] ?? { kind: "none", at: 0, other: 0 };
    const rules: Rule[] = [...table.rules];
    const [one, two] = [rules[at], rules[other]];
    if (kind === "drop") rules.splice(at, 1);
    if (kind === "swap" && one && two) [rules[at], rules[other]] = [two, one];
    if (kind === "flip" && one) rules[at] = { ...one, action: one.action === "permit" ? "deny" : "permit" };
    if (kind === "take") rules.splice(at, 0, ...(from.tables[number]?.rules.slice(0, 1) ?? []));
    if (kind === "reorder") rules.reverse();
    return { ...table, rules: rules.map((rule, index) => ({ ...rule, id: String(index) })) };
  });
  const objects = edits.some(({ kind }) => kind === "objects") ? from.addresses : before.addresses;
  return { ...before, tables, addresses: objects };
}

function one(space: PacketSpace, packet: Packet): Node {
  const isIcmp = packet.protocol === 1 || packet.protocol === 58;
  const at = (name: Parameters<PacketSpace["field"]>[0], value: number | bigint) => space.field(name, [value, value]);
  return space.diagram.and(
    space.universe,
    space.all([
      at("src", packet.src),
      at("dst", packet.dst),
      at("protocol", packet.protocol),
      at("dstPort", isIcmp ? packet.icmpType : packet.dstPort),
      at("srcPort", isIcmp ? packet.icmpCode : packet.srcPort),
      at("flags", packet.flags),
      at("tail", packet.tail ? 1 : 0),
    ]),
  );
}

function isOn(change: CourseChange, ingress: string, egress: string | undefined): boolean {
  return [change, ...change.alike].some((course) => course.ingress === ingress && course.egress === egress);
}

describe("the comparison of two devices", () => {
  it(`says of no packet that changed that it did not: ${RUNS} changes`, { timeout: 1_800_000 }, () => {
    const seen = { shifted: 0, same: 0, open: 0 };
    fc.assert(
      fc.property(
        device,
        device,
        fc.array(edit, { minLength: 2, maxLength: 2 }),
        fc.array(packet, { minLength: PACKETS, maxLength: PACKETS }),
        (before, other, edits, packets) => {
          const after = edited(before, other, edits);
          const { changes } = compareDevices(new DeviceRules(before), new DeviceRules(after));
          const [was, is] = [createWalker(before), createWalker(after)];
          const isSpread = [before, after].some(({ nat }) => nat.some(({ enabled, exempt }) => enabled && !exempt));
          for (const egress of ["port2", "self"] as const) {
            for (const sent of packets) {
              const told = changes.find(
                (change) =>
                  change.family === sent.family && isOn(change, "port1", egress === "self" ? undefined : egress),
              );
              const shift = told?.shifts.find(
                ({ packets: set }) => told.space.diagram.and(set, one(told.space, sent)) !== EMPTY,
              );
              const verdicts = [was(sent, "port1", egress).verdict, is(sent, "port1", egress).verdict];
              if (shift !== undefined) {
                seen.shifted++;
                expect([shift.before, verdicts[0]]).not.toEqual(["passes", "deny"]);
                expect([shift.before, verdicts[0]]).not.toEqual(["stopped", "permit"]);
                expect([shift.after, verdicts[1]]).not.toEqual(["passes", "deny"]);
                expect([shift.after, verdicts[1]]).not.toEqual(["stopped", "permit"]);
              } else if (told?.isOpen === true && (verdicts.includes("unknown") || isSpread)) seen.open++;
              else {
                seen.same++;
                expect(verdicts[0]).toBe(verdicts[1]);
                expect(verdicts[0]).not.toBe("unknown");
              }
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(Math.min(seen.shifted, seen.same, seen.open)).toBeGreaterThan(RUNS / 100);
  });
});
