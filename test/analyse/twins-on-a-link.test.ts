/** Exports of both members of a cluster: what stands on a network of no zone is as unknown as beside one of them. */
import { expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Device } from "../../src/model/device.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parse } from "../parsers/cisco/site.js";
import { plan, zone } from "./device-builder.js";

const ZONES = [zone("scada 10.0.0.0/24"), zone("cell 10.0.2.0/24")];

/** Lets nothing in from scada, and everything from a network that no zone has. */
const member = (name: string) => `version 15.7
hostname ${name}
interface GigabitEthernet0/0\n ip address 10.0.0.1 255.255.255.0\n ip access-group NONE in
interface GigabitEthernet0/1\n ip address 10.0.1.1 255.255.255.0
interface GigabitEthernet0/2\n ip address 10.0.2.1 255.255.255.0
ip access-list extended NONE\n deny ip any any
end
`;

it.each([[["core-a"]], [["core-a", "core-b"]]])("what comes in there from %s may be from anywhere", (names) => {
  const devices = names.map((name): Device => parse(member(name), `${name}.cfg`).device);
  const plant = resolvePlant(devices, plan(ZONES, []), []);
  const { may } = answerPair(plant, rulesOf(plant), { from: "scada", to: "cell", family: 4 });
  expect(may).not.toBe(EMPTY);
});
