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

/** The same, with a list for what the cell sends. */
const answering = (place: string, permitted: string) =>
  router(place, "permit tcp any any").replace(
    /(?=end\n$)/,
    ` ip access-group CELL in\nip access-list extended CELL\n ${permitted}\n`,
  );

const ANSWERS = answering("1", "permit tcp any any established");

it.each([
  ["each of two lets the answers back", [ANSWERS, answering("2", "permit ip any any")], "open"],
  ["one of two does not let the answers back", [ANSWERS, answering("2", "deny ip any any")], "unknown"],
  ["one of two lets other answers back", [ANSWERS, answering("2", "permit tcp any eq 80 any")], "unknown"],
  ["none lets them back", [answering("1", "deny ip any any"), answering("2", "deny ip any any")], "blocked"],
])("%s", async (_case, devices, state) => {
  expect(await flowStates(devices, ZONES, "ops > cell tcp/502")).toEqual([state]);
});

/** A firewall of the operators alone, behind which the routers of the cell stand. */
const FIREWALL = `ASA Version 9.16(4)
hostname fw
interface GigabitEthernet0/0
 nameif ops
 security-level 100
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/1
 nameif core
 security-level 0
 ip address 10.20.20.1 255.255.255.0
route core 10.20.30.0 255.255.255.0 10.20.20.2
: end
`;

const behind = (place: string, permitted: string) => `version 15.2
hostname r-${place}
ip access-list extended CELL
 ${permitted}
interface GigabitEthernet0/1
 ip address 10.20.20.${place} 255.255.255.0
interface GigabitEthernet0/2
 ip address 10.20.30.${place} 255.255.255.0
 ip access-group CELL in
ip route 10.20.10.0 255.255.255.0 10.20.20.1
end
`;

it.each([
  ["what remembers them gets the answers by each of two", "permit ip any any", "open"],
  ["one of two does not let the answers back to what remembers them", "deny ip any any", "unknown"],
])("%s", async (_case, permitted, state) => {
  const devices = [FIREWALL, behind("2", "permit tcp any any"), behind("3", permitted)];
  expect(await flowStates(devices, ZONES, "ops > cell tcp/502")).toEqual([state]);
});

/** Between the operators and the cell. */
const firewall = (name: string, place: string, list: string) => `ASA Version 9.16(4)
hostname ${name}
interface GigabitEthernet0/0
 nameif ops
 security-level 100
 ip address 10.20.10.${place} 255.255.255.0
interface GigabitEthernet0/1
 nameif cell
 security-level 0
 ip address 10.20.30.${place} 255.255.255.0
access-list OPS extended ${list} ip any4 any4
access-group OPS in interface ops
: end
`;

it("lets the answers back by the firewall that saw what they answer, where each of two may", async () => {
  const firewalls = [firewall("fw-1", "1", "permit"), firewall("fw-2", "2", "permit")];
  expect(await flowStates(firewalls, ZONES, "ops > cell tcp/502")).toEqual(["open"]);
});

/** The cell has a router to the network of the firewall that flows come by no way. */
const aside = (list: string) => `version 15.2
hostname r-8
ip access-list extended CELL
 ${list}
interface GigabitEthernet0/1
 ip address 10.20.20.8 255.255.255.0
interface GigabitEthernet0/2
 ip address 10.20.30.8 255.255.255.0
 ip access-group CELL in
ip route 10.20.10.0 255.255.255.0 10.20.20.1
end
`;

/** Between three networks; it leads to the cell by its own interface there. */
const THREE = `version 15.2
hostname r-1
interface GigabitEthernet0/1
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/2
 ip address 10.20.30.1 255.255.255.0
interface GigabitEthernet0/3
 ip address 10.20.20.1 255.255.255.0
end
`;

/** The same as a firewall, that saw nothing of what goes to the cell. */
const FIREWALL_ASIDE = `ASA Version 9.16(4)
hostname fw-8
interface GigabitEthernet0/0
 nameif core
 security-level 0
 ip address 10.20.20.8 255.255.255.0
interface GigabitEthernet0/1
 nameif cell
 security-level 100
 ip address 10.20.30.8 255.255.255.0
route core 10.20.10.0 255.255.255.0 10.20.20.1
: end
`;

/** Between all three as a firewall that lets everything through. */
const FIREWALL_OF_THREE = `ASA Version 9.16(4)
hostname fw-1
interface GigabitEthernet0/0
 nameif ops
 security-level 100
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/1
 nameif cell
 security-level 0
 ip address 10.20.30.1 255.255.255.0
interface GigabitEthernet0/2
 nameif core
 security-level 0
 ip address 10.20.20.1 255.255.255.0
: end
`;

it.each([
  ["a router beside the way there lets the answers back", [THREE, aside("permit ip any any")], "open"],
  ["a router beside the way there stops the answers", [THREE, aside("deny ip any any")], "unknown"],
  ["a firewall beside the way there never saw what they answer", [THREE, FIREWALL_ASIDE], "unknown"],
  ["a router beside the firewall stops the answers", [FIREWALL_OF_THREE, aside("deny ip any any")], "unknown"],
  ["there is nothing beside the firewall", [FIREWALL_OF_THREE], "open"],
])("%s", async (_case, devices, state) => {
  expect(await flowStates(devices, ZONES, "ops > cell tcp/502")).toEqual([state]);
});
