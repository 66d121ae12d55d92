/** What a policy says becomes a finding: nothing of it is lost on the way. */
import { describe, expect, it } from "vitest";
import type { CatalogueEntry } from "../../src/judge/finding.js";
import { type BareFinding, withEntry } from "../../src/judge/to-finding.js";

const PLACE = { file: "a.cfg", line: 3, column: 1, end_line: 3, end_column: 9 };
const ENTRY: CatalogueEntry = {
  ...{ id: "cell-to-cell", area: "cells", title: "Cells talk", description: "It matters.", severity: "high" },
  ...{ slTarget: { RDF: 2 }, requirements: ["SR 5.1"], verdictKind: "decisive", owner: "network", phase: 1 },
  ...{ action: "Close it.", slices: ["pair"], needsMap: true },
};
/** Every field that there can be: a new one has to be written here. */
const BARE: Required<BareFinding> = {
  ...{ check: "cell-to-cell", verdict: "violated", status: "open", severity: "high", message: "a reaches b" },
  ...{ device: "core", from: "A", to: "B", conduit: "C", zone: "Z", flow: "F", slTarget: "RDF 2", rule: "policy 3" },
  witness: { text: "tcp", family: 4, src: "10.0.0.1", dst: "10.0.1.1", protocol: 6, protocol_name: "tcp" },
  boxes: [{ sources: ["10.0.0.0/24"], destinations: ["10.0.1.0/24"], services: ["tcp"], packets: "1" }],
  morePackets: "12",
  doubts: [{ reason: "why" }],
  locations: [PLACE],
  fingerprint: "0123",
};

describe("withEntry", () => {
  it("keeps everything a finding can have, beside the words of its check", () => {
    const words = { area: "cells", title: "Cells talk", requirements: ["SR 5.1"], owner: "network", phase: 1 };
    expect(withEntry(BARE, ENTRY)).toEqual({ ...BARE, ...words, why: "It matters.", action: "Close it." });
  });

  it("adds no key for what it has not", () => {
    const { device: _device, rule: _rule, ...bare } = BARE;
    expect(Object.keys(withEntry(bare, ENTRY))).not.toContain("device");
  });
});
