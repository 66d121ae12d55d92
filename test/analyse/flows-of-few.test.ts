/** Flows between so few addresses that a device may have them itself, as not all of its own were read. */
import { expect, it } from "vitest";
import { flowStates } from "./text-plants.js";

/** Joins the operators with the cell, and lets nothing but Modbus pass, to some addresses of it. */
const router = (destination: string) => `version 15.2
hostname edge
ip access-list extended OPS
 permit tcp any ${destination} eq 502
interface GigabitEthernet0/1
 ip address 10.20.10.1 255.255.255.0
 ip access-group OPS in
interface GigabitEthernet0/2
 ip address 10.20.30.1 255.255.255.0
end
`;

/** Beside the cell, with an address there as the file has it. */
const beside = (address: string) => `version 15.2
hostname beside
interface GigabitEthernet0/1
 ip address 10.20.40.1 255.255.255.0
interface GigabitEthernet0/2
 ip address ${address} 255.255.255.0
end
`;

const ZONES = ["ops 10.20.10.0/24", "cell 10.20.30.0/24", "other 10.20.40.0/24"];

it.each([
  ["to an address of the device itself is no matter of filters", "any", "10.20.30.7", "10.20.30.7", "unknown"],
  ["is open to one that it does not have", "any", "10.20.30.8", "10.20.30.7", "open"],
  ["is not surely open to one that it may have", "any", "10.20.yzz", "10.20.30.7", "unknown"],
  ["is not surely blocked to one that it may have", "host 10.20.30.8", "10.20.yzz", "10.20.30.7", "unknown"],
  ["is blocked to one that it does not have", "host 10.20.30.8", "10.20.30.9", "10.20.30.7", "blocked"],
  ["is open to two of which it may have one", "any", "10.20.yzz", "10.20.30.6/31", "open"],
  ["is blocked to two of which it may have one", "host 10.20.30.8", "10.20.yzz", "10.20.30.6/31", "blocked"],
  [
    "is not surely blocked to the one of two that it may have",
    "host 10.20.30.6",
    "10.20.yzz",
    "10.20.30.6/31",
    "unknown",
  ],
])("%s", async (_case, permitted, address, to, state) => {
  expect(await flowStates([router(permitted), beside(address)], ZONES, `ops > cell=${to} tcp/502`)).toEqual([state]);
});
