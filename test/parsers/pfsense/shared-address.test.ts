/** Which shared (CARP) addresses leave it open what lies behind their interface (reference/pfsense.md 2.4). */
import { expect, it } from "vitest";
import { PFSENSE } from "../../../parsers/pfsense/index.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import { pfsense } from "./configuration.js";

it.each([
  ["in the network of the interface", "carp", "10.20.2.1", "24", false],
  ["in a network of its own", "carp", "10.20.9.1", "24", true],
  ["alone", "carp", "10.20.9.1", "32", false],
  ["an alias, which connects its network", "ipalias", "10.20.9.1", "24", false],
])("%s", (_, mode, address, bits, expected) => {
  const text = pfsense({
    interfaces: "<opt2><enable></enable><if>igb2</if><ipaddr>10.20.2.2</ipaddr><subnet>24</subnet></opt2>",
    more: `<virtualip><vip><interface>opt2</interface><mode>${mode}</mode><subnet>${address}</subnet><subnet_bits>${bits}</subnet_bits></vip></virtualip>`,
  });
  const file = { path: "fw-edge.xml", text, encoding: "utf-8", sha256: "" } as const;
  const { devices } = PFSENSE.parse(file, { platform: "pfsense", confidence: 1, reasons: [] }, new Diagnostics());
  const opt2 = devices[0]?.interfaces.find(({ id }) => id === "opt2");
  expect(opt2?.addressDoubt !== undefined).toBe(expected);
});
