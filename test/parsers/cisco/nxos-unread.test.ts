/** A line of NX-OS that cannot be read may have been any: what was certain with it is the same without it, or open. */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import type { Packet } from "../../../src/model/packet.js";
import { fc } from "../../seeded.js";
import { switchShape } from "./generated/description.js";
import { writeSwitch } from "./generated/write.js";
import { parse } from "./site.js";

const RUNS = 100;

const packet = fc.record({
  src: fc.constantFrom(0x0a010005, 0x0a010100, 0x0a0101ff, 0x0a010300),
  dst: fc.constantFrom(0x0a020009, 0x0a020100, 0x0a0201ff, 0x0a020300),
  protocol: fc.constantFrom(6, 6, 17, 89),
  port: fc.constantFrom(0, 22, 80, 65535),
  flags: fc.constantFrom(2, 16),
  tail: fc.constantFrom(false, false, true),
});

/** The line with another first word; a number before it goes with it. */
function garbled(text: string, index: number): string {
  const lines = text.split("\n");
  lines[index] = (lines[index] ?? "").replace(/^(\s*)(?:\d+ )?\S+/, "$1frobnicate");
  return lines.join("\n");
}

describe("a line of NX-OS that cannot be read", () => {
  it("proves nothing", { timeout: 60_000 }, () => {
    let open = 0;
    fc.assert(
      fc.property(
        switchShape,
        fc.nat(999),
        fc.array(packet, { minLength: 4, maxLength: 8 }),
        (shape, number, packets) => {
          const text = writeSwitch(shape);
          const hidden = garbled(text, 1 + (number % (text.split("\n").length - 2)));
          const [whole, part] = [text, hidden].map((one) => createWalker(parse(one).device));
          for (const one of packets) {
            const header = headerOf(one);
            const [meant, found] = [whole, part].map((walk) => walk?.(header, "Ethernet1/1", "Ethernet1/2").verdict);
            if (found === "unknown") open++;
            else expect({ hidden, one, found }).toEqual({ hidden, one, found: meant });
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(open).toBeGreaterThan(RUNS);
  });
});

function headerOf({
  src,
  dst,
  protocol,
  port,
  flags,
  tail,
}: {
  src: number;
  dst: number;
  protocol: number;
  port: number;
  flags: number;
  tail: boolean;
}): Packet {
  const dstPort = (protocol === 6 || protocol === 17) && !tail ? port : 0;
  const own = { flags: protocol === 6 && !tail ? flags : 0, srcPort: dstPort === 0 ? 0 : 40000 };
  return { family: 4, src, dst, protocol, dstPort, icmpType: 0, icmpCode: 0, tail, ...own };
}
