/** A traced packet on a terminal: colours are colours, and names of a configuration steer nothing. */
import { expect, it } from "vitest";
import type { TracedPacket } from "../../src/report/trace-result.js";
import { renderTrace } from "../../src/report/trace-text.js";

const HOSTILE = "core\u001b[2J\u202e";
const TRACED: TracedPacket = {
  id: "1",
  packet: "tcp 10.20.70.9:40000 -> 10.20.110.10:1911",
  verdict: "deny",
  notes: [],
  hops: [
    {
      device: HOSTILE,
      ingress: "Vlan70",
      verdict: "deny",
      translations: [],
      steps: [{ name: `${HOSTILE} in`, verdict: "deny", open: [] }],
      doubts: [],
    },
  ],
  disagreements: [],
};

it("paints the verdict of a step", () => {
  expect(renderTrace(TRACED, new Map(), { color: true, width: 80 })).toContain(" in: \u001b[31mdenied\u001b[0m\n");
});

it("shows a name that would steer the terminal as it is written", () => {
  const text = renderTrace(TRACED, new Map(), { color: false, width: 80 });
  expect(text).toContain("\ncore\\x1b[2J\\u{202e}: in by Vlan70\n");
  expect(text).toContain("  1. core\\x1b[2J\\u{202e} in: denied\n");
});
