/** A port of NX-OS with a line that was not read: it may be the one that switches the port on (reference/cisco.md, NX-OS). */
import { expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Device } from "../../src/model/device.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parse } from "../parsers/cisco/site.js";
import { plan, zone } from "./device-builder.js";

const ZONES = [zone("scada 10.0.0.0/24"), zone("cell 10.0.2.0/24")];

/** Beside a router that lets nothing through. */
const CLOSED = `version 15.7
hostname closed
interface GigabitEthernet0/0\n ip address 10.0.0.1 255.255.255.0\n ip access-group NONE in
interface GigabitEthernet0/2\n ip address 10.0.2.1 255.255.255.0
ip access-list extended NONE\n deny ip any any
end
`;

const core = (line: string) => `!Command: show running-config
version 9.3(5)
hostname core
interface Ethernet1/1
  no switchport
  ip address 10.0.0.2/24
  no shutdown
interface Ethernet1/2
  no switchport
  ip address 10.0.2.2/24
  ${line}
line console
`;

it.each([
  ["no shutdown", true],
  ["no shutd0wn", true],
  ["description spare", false],
])("with '%s' something may pass: %s", (line, passes) => {
  const devices = [CLOSED, core(line)].map((text, at): Device => parse(text, `${at}.cfg`).device);
  const plant = resolvePlant(devices, plan(ZONES, []), []);
  const { may } = answerPair(plant, rulesOf(plant), { from: "scada", to: "cell", family: 4 });
  expect(may !== EMPTY).toBe(passes);
});
