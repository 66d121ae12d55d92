/** Translations up to release 8.2 (reference/cisco.md 3.5, 5.1, trap 51): what is translated, in which order, and what lists see. */
import { describe, expect, it } from "vitest";
import { answers, asa, doubtsOf } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

const PUBLISHED =
  "access-list OUT extended permit tcp any host 203.0.113.10 eq 80\naccess-group OUT in interface outside\n";
const OPEN = "access-list OUT extended permit ip any any\naccess-group OUT in interface outside\n";
/** Packets to the inside have to go to hosts there. */
const TO_HOSTS = "access-list I extended permit tcp any 10.1.0.0 255.255.0.0\naccess-group I out interface inside\n";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const CASES: readonly Case[] = [
  {
    name: "trap 51: a list of packets from outside names the address that is published",
    text: `${PUBLISHED}access-list OUT extended permit tcp any host 10.1.1.10 eq 81\nstatic (inside,outside) 203.0.113.10 10.1.1.10 netmask 255.255.255.255`,
    packets: {
      "tcp 192.0.2.9 > 203.0.113.10:80": "permit",
      "tcp 192.0.2.9 > 203.0.113.10:81": "deny",
      "tcp 192.0.2.9 > 10.1.1.10:81": "deny",
    },
  },
  {
    name: "networks translate one by one, and the mask counts for both sides",
    text: `${PUBLISHED}static (inside,outside) 203.0.113.0 10.1.1.0 netmask 255.255.255.0`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit", "tcp 192.0.2.9 > 203.0.113.11:80": "deny" },
  },
  {
    name: "a port of the interface leads to a port of the host",
    text: "access-list OUT extended permit tcp any host 192.0.2.1 eq 8080\naccess-group OUT in interface outside\nstatic (inside,outside) tcp interface 8080 10.1.1.10 www netmask 255.255.255.255",
    packets: { "tcp 192.0.2.9 > 192.0.2.1:8080": "permit", "tcp 192.0.2.9 > 192.0.2.1:80": "deny" },
  },
  {
    name: "names stand for addresses",
    text: `names\nname 203.0.113.10 PUB\nname 10.1.1.10 SRV\n${PUBLISHED}static (inside,outside) PUB SRV netmask 255.255.255.255 tcp 100 50 dns`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit" },
  },
  {
    name: "a static translation by a list is for the far ends that it names",
    text: `${PUBLISHED}access-list POL extended permit ip host 10.1.1.10 192.0.2.0 255.255.255.128\nstatic (inside,outside) 203.0.113.10 access-list POL`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit", "tcp 192.0.2.200 > 10.1.1.10:80": "deny" },
  },
  {
    name: "one of a port by a list names that of the host there",
    text: `${PUBLISHED}access-list POL extended permit tcp host 10.1.1.10 eq 8080 any\nstatic (inside,outside) tcp 203.0.113.10 www access-list POL`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit" },
  },
  {
    name: "a list on the way out sees the addresses of its own network",
    text: "nat (inside) 1 10.1.0.0 255.255.0.0\nglobal (outside) 1 192.0.2.50\naccess-list X extended permit tcp host 192.0.2.50 any eq 80\naccess-list X extended permit tcp 10.1.0.0 255.255.0.0 any eq 81\naccess-group X out interface outside",
    packets: {
      "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 192.0.2.9:81 [inside > outside]": "deny",
    },
  },
  {
    name: "on the way out to the inside it sees the real destination",
    text: `${OPEN}static (inside,outside) 203.0.113.10 10.1.1.10\naccess-list I extended permit tcp any host 10.1.1.10 eq 80\naccess-group I out interface inside`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit", "tcp 192.0.2.9 > 203.0.113.10:81": "deny" },
  },
  {
    name: "hosts behind a pool with ports cannot be reached by their own addresses",
    text: `${OPEN}nat (inside) 1 10.1.0.0 255.255.0.0\nglobal (outside) 1 interface`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:80": "deny", "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]": "permit" },
  },
  {
    name: "those with an address of a pool may be reached by it while they have it",
    text: `${OPEN}${TO_HOSTS}nat (inside) 1 10.1.0.0 255.255.0.0\nglobal (outside) 1 203.0.113.20-203.0.113.29 netmask 255.255.255.0\nglobal (outside) 1 203.0.113.30`,
    packets: { "tcp 192.0.2.9 > 203.0.113.25:80": "unknown", "tcp 192.0.2.9 > 203.0.113.31:80": "deny" },
  },
  {
    name: "an exemption leaves addresses as they are, for both ends",
    text: `${OPEN}nat (inside) 1 10.1.0.0 255.255.0.0\nglobal (outside) 1 interface\naccess-list NONAT extended permit ip 10.1.0.0 255.255.0.0 192.0.2.0 255.255.255.128\nnat (inside) 0 access-list NONAT`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:80": "permit", "tcp 192.0.2.200 > 10.1.1.10:80": "deny" },
  },
  {
    name: "exemptions come before static translations",
    text: `${OPEN}static (inside,outside) 203.0.113.10 10.1.1.10\naccess-list NONAT extended permit ip host 10.1.1.10 host 192.0.2.9\nnat (inside) 0 access-list NONAT`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:80": "permit", "tcp 192.0.2.8 > 10.1.1.10:80": "deny" },
  },
  {
    name: "an identity keeps addresses as they are for those who open sessions, and what comes in is not verified",
    text: `${OPEN}nat (inside) 0 10.1.0.0 255.255.0.0`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:80": "unknown", "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]": "permit" },
  },
  {
    name: "of plain dynamic translations the closest one counts, not the first",
    text: "nat (inside) 1 10.1.0.0 255.255.0.0\nnat (inside) 2 10.1.1.0 255.255.255.0\nglobal (outside) 1 192.0.2.50\nglobal (outside) 2 192.0.2.60\naccess-list X extended permit ip host 192.0.2.60 any\naccess-group X out interface outside",
    packets: {
      "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]": "permit",
      "tcp 10.1.2.10 > 192.0.2.9:80 [inside > outside]": "deny",
    },
  },
  {
    name: "those with a policy come before them",
    text: "nat (inside) 1 10.1.1.10 255.255.255.255\naccess-list POL extended permit tcp 10.1.0.0 255.255.0.0 any eq 443\nnat (inside) 2 access-list POL\nglobal (outside) 1 192.0.2.50\nglobal (outside) 2 192.0.2.60\naccess-list X extended permit ip host 192.0.2.60 any\naccess-group X out interface outside",
    packets: {
      "tcp 10.1.1.10 > 192.0.2.9:443 [inside > outside]": "permit",
      "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]": "deny",
    },
  },
  {
    name: "whether packets pass that no pool of their number serves is in doubt",
    text: "nat (inside) 1 10.1.1.0 255.255.255.0\nglobal (outside) 1 interface",
    packets: {
      "tcp 10.1.1.10 > 10.2.0.9:80 [inside > dmz]": "unknown",
      "tcp 10.1.2.10 > 10.2.0.9:80 [inside > dmz]": "permit",
      "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]": "permit",
    },
  },
  {
    name: "a static translation towards that interface serves them",
    text: "nat (inside) 1 10.1.1.0 255.255.255.0\nglobal (outside) 1 interface\nstatic (inside,dmz) 10.1.0.0 10.1.0.0 netmask 255.255.0.0",
    packets: { "tcp 10.1.1.10 > 10.2.0.9:80 [inside > dmz]": "permit" },
  },
  {
    name: "with nat-control packets to lower levels need a translation",
    text: "nat-control\nnat (inside) 1 10.1.1.0 255.255.255.0\nglobal (outside) 1 interface",
    packets: {
      "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]": "permit",
      "tcp 10.1.2.10 > 192.0.2.9:80 [inside > outside]": "deny",
      "tcp 10.1.2.10 > 10.2.0.9:80 [inside > dmz]": "deny",
      "tcp 10.2.0.9 > 192.0.2.9:80 [dmz > outside]": "deny",
    },
  },
  {
    name: "and those to higher ones an address that is published or exempt",
    text: `nat-control\n${OPEN}static (inside,outside) 203.0.113.10 10.1.1.10\naccess-list NONAT extended permit ip host 10.1.1.11 any\nnat (inside) 0 access-list NONAT`,
    packets: {
      "tcp 192.0.2.9 > 203.0.113.10:80": "permit",
      "tcp 192.0.2.9 > 10.1.1.11:80": "permit",
      "tcp 192.0.2.9 > 10.1.1.12:80": "deny",
    },
  },
  {
    name: "an identity serves those who open sessions, and perhaps packets to hosts that did so before",
    text: `nat-control\n${OPEN}nat (inside) 0 10.1.1.0 255.255.255.0`,
    packets: {
      "tcp 10.1.1.10 > 192.0.2.9:80 [inside > outside]": "permit",
      "tcp 192.0.2.9 > 10.1.1.10:80": "unknown",
      "tcp 192.0.2.9 > 10.1.2.10:80": "deny",
    },
  },
  {
    name: "without nat-control nothing needs one",
    text: `no nat-control\n${OPEN}`,
    packets: { "tcp 192.0.2.9 > 10.1.1.12:80": "permit", "tcp 10.1.1.12 > 192.0.2.9:80 [inside > outside]": "permit" },
  },
  {
    name: "one that is taken away again is not there",
    text: `${PUBLISHED}static (inside,outside) 203.0.113.10 10.1.1.10\nno static (inside,outside) 203.0.113.10 10.1.1.10`,
    packets: { "tcp 192.0.2.9 > 203.0.113.10:80": "permit", "tcp 192.0.2.9 > 10.1.1.10:80": "deny" },
  },
  {
    name: "a policy that denies is not computed: its interfaces stay in doubt",
    text: `${PUBLISHED}access-list POL extended deny ip host 10.1.1.10 host 192.0.2.9\naccess-list POL extended permit ip host 10.1.1.10 any\nstatic (inside,outside) 203.0.113.10 access-list POL`,
    packets: { "tcp 192.0.2.9 > 10.1.1.10:81": "unknown", "tcp 10.1.0.5 > 10.2.0.9 [inside > dmz]": "unknown" },
  },
  {
    name: "a word that is not understood leaves the device in doubt",
    text: `${PUBLISHED}static (inside,outside) 203.0.113.10 10.1.1.10 sideways`,
    packets: { "tcp 10.2.0.9 > 10.1.0.5:81 [dmz > inside]": "unknown" },
  },
  {
    name: "a translation by the address that the network gives the interface may be by any",
    text: `interface GigabitEthernet0/0\n ip address dhcp\n${OPEN}${TO_HOSTS}static (inside,outside) tcp interface 8080 10.1.1.10 80`,
    packets: { "tcp 192.0.2.9 > 203.0.113.5:8080": "unknown", "tcp 192.0.2.9 > 203.0.113.5:8081": "deny" },
  },
];

describe("translations up to release 8.2", () => {
  it.each(CASES)("$name", ({ text, packets }) => {
    expect(answers(asa(text, "8.2(5)"), packets)).toEqual(packets);
  });

  it("stand in the order of the device: exemptions, static ones, policies, the others by their width", () => {
    const text = asa(
      "access-list P extended permit ip any host 192.0.2.7\naccess-list E extended permit ip any host 192.0.2.8\nnat (inside) 1 0 0\nnat (inside) 2 access-list P\nnat (inside) 1 10.1.1.0 255.255.255.0\nglobal (outside) 1 interface\nglobal (outside) 2 192.0.2.60\nstatic (inside,outside) 203.0.113.10 10.1.1.10\nnat (inside) 0 access-list E",
      "8.0(4)",
    );
    const { device } = parse(text);
    const lines = device.nat.filter(({ kind }) => kind === "source").map(({ at }) => at[0].line);
    const base = text.split("\n").findIndex((line) => line.startsWith("access-list P")) + 1;
    expect(lines.map((line) => line - base)).toEqual([8, 7, 3, 4, 2]);
  });

  it("are read in a file without a version by their words", () => {
    const text = asa(`${PUBLISHED}static (inside,outside) 203.0.113.10 10.1.1.10`).replace(/^ASA Version.*\n/, "");
    expect(answers(text, { "tcp 192.0.2.9 > 203.0.113.10:80": "permit" })).toEqual({
      "tcp 192.0.2.9 > 203.0.113.10:80": "permit",
    });
  });

  it("of a current release leave the device in doubt", () => {
    const text = asa(`${PUBLISHED}static (inside,outside) 203.0.113.10 10.1.1.10`);
    expect(doubtsOf(text).join()).toContain("not understood");
  });

  it("leave open which address of the far end a policy names where that is translated as well", () => {
    const policy = "access-list P extended permit ip any host 192.0.2.7\nnat (inside) 0 access-list P\n";
    expect(doubtsOf(asa(`${policy}static (outside,inside) 10.1.9.9 192.0.2.7`, "8.2(1)")).join()).toContain("far end");
    expect(doubtsOf(asa(policy, "8.2(1)")).join()).not.toContain("far end");
  });
});
