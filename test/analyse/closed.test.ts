/** Passages that no rule opens: what may open one all the same leaves it open. */
import { describe, expect, it } from "vitest";
import { isClosed, isClosedTo } from "../../src/analyse/closed.js";
import { DeviceRules } from "../../src/analyse/rule-sets.js";
import type { Device } from "../../src/model/device.js";
import { doubt, firewall, nat, rules, step, table } from "./device-builder.js";

const CROSSING = { family: 4, ingress: "port1", egress: "port2" } as const;
/** From 10.1.0.0/24 to 10.2.0.0/24. */
const SCOPE = { ...CROSSING, sources: [0x0a010000, 0x0a0100ff], destinations: [0x0a020000, 0x0a0200ff] };
const SHUT = ["deny any > any any"];
const [UNKNOWN] = rules(["unknown any > any any"]);

describe("a passage", () => {
  it.each([
    ["is closed where every rule denies", {}, true],
    ["is open where not all of the device was understood", { doubts: [doubt("d1", "device")] }, false],
    [
      "is open where not all of an interface was understood",
      { doubts: [doubt("d1", "interfaces", { interfaces: ["port2"] })] },
      false,
    ],
    [
      "is closed where it was another interface",
      { doubts: [doubt("d1", "interfaces", { interfaces: ["port3"] })] },
      true,
    ],
    ["is open where what a rule does is not known", { tables: [table("policy", ["unknown any > any any"])] }, false],
    [
      "is open where what happens without a rule is not known",
      { forwarding: [step(["policy"], UNKNOWN === undefined ? {} : { otherwise: UNKNOWN })] },
      false,
    ],
  ] as const)("%s", (_, over: Partial<Device>, closed) => {
    const device = firewall(SHUT, over);
    expect(isClosed(device, CROSSING)).toBe(closed);
    expect(isClosedTo(new DeviceRules(device), SCOPE)).toBe(closed);
  });

  it.each([
    ["is closed to packets that no rule speaks of", {}, true],
    ["is open to them where some are translated", { nat: [nat("destination", "any", "10.2.0.9")] }, false],
    ["is open to them where not all of the device was understood", { doubts: [doubt("d1", "device")] }, false],
  ] as const)("%s", (_, over: Partial<Device>, closed) => {
    const device = firewall(["permit 10.7.0.0/24 > any any"], over);
    expect(isClosedTo(new DeviceRules(device), SCOPE)).toBe(closed);
  });
});
