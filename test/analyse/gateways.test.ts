/** Flows from hosts that have several given devices on their segment: which of them is their gateway is not in the files. */
import { expect, it } from "vitest";
import { flowStates } from "./text-plants.js";

/** Joins the operators with the cell, in their networks at some place. */
const router = (place: string, permitted: string, over = "10.20.30") => `version 15.2
hostname r-${place}
ip access-list extended OPS
 ${permitted}
interface GigabitEthernet0/1
 ip address 10.20.10.${place} 255.255.255.0
 ip access-group OPS in
interface GigabitEthernet0/2
 ip address ${over}.${place} 255.255.255.0
end
`;

const OPEN = router("1", "permit tcp any any eq 502");
const ZONES = ["ops 10.20.10.0/24", "cell 10.20.30.0/24", "other 10.20.40.0/24"];

it.each([
  ["one lets it through, and there is no other", [OPEN], "open"],
  ["each of two lets it through", [OPEN, router("2", "permit tcp any any")], "open"],
  ["one of two does not", [OPEN, router("2", "deny ip any any")], "unknown"],
  ["one of two lets a part of it through", [OPEN, router("2", "permit tcp any host 10.20.30.9")], "unknown"],
  ["none does", [router("1", "deny ip any any"), router("2", "deny ip any any")], "blocked"],
  ["the other leads elsewhere alone", [OPEN, router("2", "deny ip any any", "10.20.40")], "open"],
])("%s", async (_case, devices, state) => {
  expect(await flowStates(devices, ZONES, "ops > cell tcp/502")).toEqual([state]);
});
