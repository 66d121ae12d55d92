/** Policies that hand packets to a router that was not given: it may know a way to what lies behind others that were not. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** Sends what the operators send to the cell past the guard, where the policy says so. */
const core = (set: string, match = "10.20.30.0 0.0.0.255") => `version 15.2
hostname core
ip access-list extended CELL
 permit ip any ${match}
route-map PAST permit 10
 match ip address CELL
 ${set}
interface GigabitEthernet0/1
 ip address 10.20.10.1 255.255.255.0
 ip policy route-map PAST
interface GigabitEthernet0/2
 ip address 10.20.253.1 255.255.255.248
ip route 10.20.30.0 255.255.255.0 10.20.253.2
end
`;

/** Lets nothing out to where the cell is. */
const guard = (where: string) => `version 15.2
hostname guard
ip access-list extended SHUT
 deny ip any any
interface GigabitEthernet0/1
 ip address 10.20.253.2 255.255.255.248
interface GigabitEthernet0/2
 ${where}
 ip access-group SHUT out
ip route 0.0.0.0 0.0.0.0 10.20.254.6
end
`;

const BEHIND = "ip address 10.20.254.2 255.255.255.248";
const BESIDE = "ip address 10.20.30.1 255.255.255.0";

const NETS = "net 10.20.253.0/29 10.20.254.0/29";
const ZONES = ["ops 10.20.10.0/24", "cell 10.20.30.0/24", NETS];

describe("a policy for packets to a cell behind a router that was not given", () => {
  it.each([
    ["may hand them to another one that was not", "set ip next-hop 10.20.253.6", BEHIND, "unproved"],
    ["may do so while that is there", "set ip next-hop verify-availability 10.20.253.6 1 track 1", BEHIND, "unproved"],
    ["may send them out by an interface", "set interface GigabitEthernet0/2", BEHIND, "unproved"],
    ["hands them to the guard", "set ip next-hop 10.20.253.2", BEHIND, "proved"],
    [
      "hands them to the guard while that is there",
      "set ip next-hop verify-availability 10.20.253.2 1 track 1",
      BEHIND,
      "proved",
    ],
    ["may hand it to two, of which one was not given", "set ip next-hop 10.20.253.2 10.20.253.6", BEHIND, "unproved"],
    ["may look in its routes for one that it is on no network of", "set ip next-hop 10.20.99.6", BEHIND, "unproved"],
    ["marks them alone", "set ip precedence critical", BEHIND, "proved"],
    ["does not bring them to what the guard is on", "set ip next-hop 10.20.253.6", BESIDE, "proved"],
  ])("%s", async (_case, set, where, verdict) => {
    expect(await pairVerdicts([core(set), guard(where)], ZONES)).toContain(`ops > cell ${verdict}`);
  });
});
