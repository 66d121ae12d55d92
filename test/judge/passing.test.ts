/** What a known finding lets pass: less is known, more or something else is not. */
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/judge/finding.js";
import { isNoMore, meaningIn, passingOf } from "../../src/judge/passing.js";
import { withEntry } from "../../src/judge/to-finding.js";

const ENTRY = {
  ...{ id: "flow-outside-conduit", area: "a", title: "t", description: "d", severity: "high" as const, slTarget: {} },
  ...{
    requirements: [],
    verdictKind: "decisive" as const,
    owner: "OT",
    phase: 1,
    action: "x",
    slices: [],
    needsMap: true,
  },
};

type Box = readonly [sources: string, destinations: string, services: string, packets: string | undefined];

function finding(boxes: readonly Box[], morePackets?: string): Finding {
  const listed = (text: string) => text.split(", ");
  return withEntry(
    {
      ...{ check: ENTRY.id, verdict: "violated", status: "open", severity: "high", message: "m", doubts: [] },
      boxes: boxes.map(([sources, destinations, services, packets]) => ({
        ...{ sources: listed(sources), destinations: listed(destinations), services: listed(services) },
        ...(packets !== undefined && { packets }),
      })),
      ...(morePackets !== undefined && { morePackets }),
      ...{ locations: [], fingerprint: "0" },
    },
    ENTRY,
  );
}

const MEANING = meaningIn(
  [{ zone: "office", 4: [0x0a010000, 0x0a0100ff], 6: [] }],
  [{ name: "plc-1", ranges: [{ from: 0x0a020009, to: 0x0a020009 }] }],
);
const WEB: Box = ["zone office", "plc-1", "tcp/443, tcp/8000-8010", "100"];

describe("what a finding lets pass", () => {
  it.each([
    { what: "as before", now: [WEB], before: [WEB], isKnown: true },
    {
      what: "fewer hosts, by address",
      now: [["10.1.0.5", "10.2.0.9", "tcp/443", "1"] as Box],
      before: [WEB],
      isKnown: true,
    },
    {
      what: "fewer ports",
      now: [["zone office", "plc-1", "tcp/8001-8003", "10"] as Box],
      before: [WEB],
      isKnown: true,
    },
    {
      what: "a network of two halves",
      now: [["10.1.0.0/25", "any", "tcp/1", "1"] as Box],
      before: [["10.1.0.0/26, 10.1.0.64-10.1.0.127", "any", "tcp", "2"] as Box],
      isKnown: true,
    },
    { what: "another port", now: [["zone office", "plc-1", "tcp/444", "10"] as Box], before: [WEB], isKnown: false },
    {
      what: "the port of another protocol",
      now: [["zone office", "plc-1", "udp/443", "10"] as Box],
      before: [WEB],
      isKnown: false,
    },
    {
      what: "a host beside the zone",
      now: [["10.1.1.0", "plc-1", "tcp/443", "1"] as Box],
      before: [WEB],
      isKnown: false,
    },
    {
      what: "a range that begins within",
      now: [["10.1.0.250-10.1.1.3", "plc-1", "tcp/443", "1"] as Box],
      before: [WEB],
      isKnown: false,
    },
    {
      what: "a name that means more than it did",
      now: [["zone office", "plc-1", "tcp/443, tcp/8000-8010", "200"] as Box],
      before: [WEB],
      isKnown: false,
    },
    {
      what: "one box more",
      now: [WEB, ["10.9.0.1", "plc-1", "tcp/443", undefined] as Box],
      before: [WEB],
      isKnown: false,
    },
  ])("$what: $isKnown", ({ now, before, isKnown }) => {
    expect(isNoMore(finding(now), passingOf(finding(before)), MEANING)).toBe(isKnown);
  });

  it("that is shown in part is known where it is told as before, and not where it is told otherwise", () => {
    const before = passingOf(finding([WEB], "7"));
    expect(isNoMore(finding([WEB], "7"), before, MEANING)).toBe(true);
    expect(isNoMore(finding([WEB], "6"), before, MEANING)).toBe(false);
    expect(isNoMore(finding([["10.1.0.1, and 3 more", "plc-1", "tcp/443", "4"]]), before, MEANING)).toBe(false);
    expect(isNoMore(finding([["10.1.0.1", "plc-1", "tcp/443", "1"]]), before, MEANING)).toBe(true);
  });

  it("is nothing for a finding about no packets, and new for one that had none", () => {
    expect(passingOf(finding([]))).toBeUndefined();
    expect(isNoMore(finding([]), undefined, MEANING)).toBe(true);
    expect(isNoMore(finding([WEB]), undefined, MEANING)).toBe(false);
  });
});
