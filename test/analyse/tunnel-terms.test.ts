/** Two FortiGates that name each other as the far end of a tunnel: nothing passes where they do not agree on its terms. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { plan, zone } from "./device-builder.js";

interface Phases {
  readonly phase1?: string;
  /** Of each row. */
  readonly phase2?: readonly string[];
}

function fortigate(number: 1 | 9, { phase1 = "", phase2 = [""] }: Phases): string {
  const other = 10 - number;
  const policy = (id: number, from: string, to: string) =>
    `edit ${id}\nset srcintf "${from}"\nset dstintf "${to}"\nset srcaddr "all"\nset dstaddr "all"\nset action accept\n` +
    `set schedule "always"\nset service "ALL"\nnext\n`;
  const rows = phase2.map((lines, index) => `edit "p${index}"\nset phase1name "vpn"\n${lines}\nnext\n`);
  return `config system global
set hostname "f${number}"
end
config system interface
edit "lan"
set ip 10.10.${number}.1 255.255.255.0
next
edit "wan"
set ip 10.2.0.${number} 255.255.255.0
next
edit "vpn"
set type tunnel
set interface "wan"
next
end
config vpn ipsec phase1-interface
edit "vpn"
set interface "wan"
set remote-gw 10.2.0.${other}
${phase1}
next
end
config vpn ipsec phase2-interface
${rows.join("")}end
config firewall policy
${policy(1, "lan", "vpn")}${policy(2, "vpn", "lan")}end
config router static
edit 1
set dst 10.10.${other}.0 255.255.255.0
set device "vpn"
next
end
`;
}

async function verdictOf(one: Phases, other: Phases): Promise<string | undefined> {
  const diagnostics = new Diagnostics();
  const texts = [fortigate(1, one), fortigate(9, other)];
  const parsed = await Promise.all(
    texts.map((text, index) =>
      parseInput({ path: `configs/${index}.conf`, text, encoding: "utf-8", sha256: "" }, diagnostics),
    ),
  );
  const devices = parsed.flatMap((file) => (file.kind === "parsed" ? file.devices : []));
  const plant = resolvePlant(devices, plan([zone("a 10.10.1.0/24"), zone("b 10.10.9.0/24")]));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === "a" && pair.to.id === "b")?.verdict;
}

const selector = (src: string, dst: string) =>
  `set src-subnet ${src} 255.255.255.0\nset dst-subnet ${dst} 255.255.255.0`;
const [NEAR, FAR] = [selector("10.10.1.0", "10.10.9.0"), selector("10.10.9.0", "10.10.1.0")];

const TRAPS: readonly { trap: string; one: Phases; other: Phases; verdict: string }[] = [
  { trap: "nothing but defaults", one: {}, other: {}, verdict: "violated" },
  { trap: "two versions of IKE", one: { phase1: "set ike-version 2" }, other: {}, verdict: "unproved" },
  {
    trap: "no proposal in common",
    one: { phase1: "set proposal aes256-sha256" },
    other: { phase1: "set proposal aes128-sha256 des-md5" },
    verdict: "unproved",
  },
  {
    trap: "one proposal in common",
    one: { phase1: "set proposal aes256-sha256 aes128-sha256" },
    other: { phase1: "set proposal aes128-sha256 des-md5" },
    verdict: "violated",
  },
  {
    trap: "proposals of one end: which are those of the other depends on its release",
    one: { phase1: "set proposal aes256-sha256" },
    other: {},
    verdict: "violated",
  },
  {
    trap: "two ends that wait for each other",
    one: { phase1: "set passive-mode enable" },
    other: { phase1: "set passive-mode enable" },
    verdict: "unproved",
  },
  { trap: "one end that waits", one: { phase1: "set passive-mode enable" }, other: {}, verdict: "violated" },
  {
    trap: "a far end of another name than is asked for",
    one: { phase1: 'set peertype one\nset peerid "site-9"' },
    other: { phase1: 'set localid "plant-9"' },
    verdict: "unproved",
  },
  {
    trap: "a far end that names itself by its address where a name is asked for",
    one: { phase1: 'set peertype one\nset peerid "site-9"' },
    other: {},
    verdict: "unproved",
  },
  {
    trap: "a far end of the name that is asked for",
    one: { phase1: 'set peertype one\nset peerid "site-9"' },
    other: { phase1: 'set localid "site-9"' },
    verdict: "violated",
  },
  { trap: "main and aggressive mode", one: { phase1: "set mode aggressive" }, other: {}, verdict: "unproved" },
  {
    trap: "a shared key at one end, certificates at the other",
    one: { phase1: "set authmethod signature" },
    other: {},
    verdict: "unproved",
  },
  {
    trap: "no group in common",
    one: { phase1: "set dhgrp 14 5" },
    other: { phase1: "set dhgrp 20" },
    verdict: "unproved",
  },
  { trap: "selectors that mirror each other", one: { phase2: [NEAR] }, other: { phase2: [FAR] }, verdict: "violated" },
  { trap: "selectors of one end", one: { phase2: [NEAR] }, other: {}, verdict: "unproved" },
  {
    trap: "a selector that the other end has wider",
    one: { phase2: [NEAR] },
    other: { phase2: [FAR.replace("255.255.255.0", "255.255.0.0")] },
    verdict: "unproved",
  },
  {
    trap: "selectors of more ports",
    one: { phase2: [`${NEAR}\nset protocol 6\nset dst-port 443`] },
    other: { phase2: [`${FAR}\nset protocol 6\nset src-port 443`] },
    verdict: "violated",
  },
  {
    trap: "the same selectors in another order",
    one: { phase2: [NEAR, selector("10.10.2.0", "10.10.9.0")] },
    other: { phase2: [selector("10.10.9.0", "10.10.2.0"), FAR] },
    verdict: "violated",
  },
  {
    trap: "a selector that the other end lacks",
    one: { phase2: [NEAR, selector("10.10.2.0", "10.10.9.0")] },
    other: { phase2: [FAR] },
    verdict: "unproved",
  },
];

describe("terms of a tunnel", () => {
  it.each(TRAPS)("$trap: $verdict", async ({ one, other, verdict }) => {
    expect(await verdictOf(one, other)).toBe(verdict);
  });
});
