/** Sessions that can be chained through a DMZ: rules and flows that meet at a host by a service, however either is written. */
import { describe, expect, it } from "vitest";
import { resultOfTexts } from "../policy/example-run.js";

const MAP = (conduits = "") => `version: 1
zones:
  office: { kind: enterprise, sl-target: 1, networks: [10.1.0.0/16] }
  dmz: { kind: dmz, sl-target: 2, networks: [10.2.0.0/24, "2001:db8:2::/64"] }
  cell: { kind: cell, sl-target: 2, networks: [10.3.0.0/24, "2001:db8:3::/64"] }
${conduits}`;

const ROUTER = (office: readonly string[], dmz: readonly string[]) => `version 16.9
hostname r1
ip routing
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 ip access-group OFFICE in
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.255.0
 ip access-group DMZ in
interface GigabitEthernet0/2
 ip address 10.3.0.1 255.255.255.0
 ip access-group CELL in
ip access-list extended OFFICE
${office.map((entry) => ` permit ${entry}\n`).join("")} deny ip any any
ip access-list extended DMZ
${dmz.map((entry) => ` permit ${entry}\n`).join("")} deny ip any any
ip access-list extended CELL
 permit tcp 10.3.0.0 0.0.0.255 10.2.0.0 0.0.0.255 established
end
`;

async function chains(office: readonly string[], dmz: readonly string[], conduits?: string): Promise<string[]> {
  const { findings } = await resultOfTexts({ zones: MAP(conduits), configs: { "r1.cfg": ROUTER(office, dmz) } });
  return findings.flatMap(({ check, message }) => (check === "dmz-pass-through" ? [message] : []));
}

const WHOLE = "tcp any 10.2.0.0 0.0.0.255 range 400 500";

describe("sessions chained through a DMZ", () => {
  it.each<[string, string[], string[], [hosts: string, services: string][]]>([
    ["a network in, one host on", [WHOLE], ["tcp host 10.2.0.5 any eq 443"], [["10.2.0.5", "tcp/443"]]],
    [
      "one host in, a network on",
      ["tcp any host 10.2.0.5 eq 443"],
      ["tcp 10.2.0.0 0.0.0.255 any"],
      [["10.2.0.5", "tcp/443"]],
    ],
    ["ranges that overlap", [WHOLE], ["tcp host 10.2.0.5 any range 450 600"], [["10.2.0.5", "tcp/450-500"]]],
    [
      "two rules on, at two hosts",
      [WHOLE],
      ["tcp host 10.2.0.5 any eq 443", "tcp host 10.2.0.9 any eq 445"],
      [["10.2.0.5, 10.2.0.9", "tcp/443, tcp/445"]],
    ],
    ["another host", ["tcp any host 10.2.0.6 eq 443"], ["tcp host 10.2.0.5 any eq 443"], []],
    ["another service", [WHOLE], ["tcp host 10.2.0.5 any eq 502"], []],
    ["another protocol", [WHOLE], ["udp host 10.2.0.5 any eq 443"], []],
    ["pings are no session", ["icmp any any echo"], ["icmp any any echo"], []],
    ["everything", ["ip any any"], ["ip any any"], [["10.2.0.0, 10.2.0.2-10.2.0.255", "any"]]],
  ])("%s", async (_, office, dmz, expected) => {
    const told = ([hosts, services]: readonly [string, string]) =>
      `office reaches ${hosts} in dmz and that one cell by the same service, ${services}`;
    expect(await chains(office, dmz)).toEqual(expected.map(told));
  });

  it("rules too many to be compared leave it open, where all of them together meet", async () => {
    const numbers = Array.from({ length: 1500 }, (_, index) => index);
    const host = (index: number) => `10.2.0.${2 + (index % 250)}`;
    const office = numbers.map((index) => `tcp any host ${host(index)} eq ${2000 + index}`);
    const dmz = (shift: number) => numbers.map((index) => `tcp host ${host(index + 1)} any eq ${2000 + index + shift}`);
    const [found] = await chains(office, dmz(0));
    expect(found).toMatch(/^office may reach 10\.2\.0\.2-10\.2\.0\.251 in dmz .* by the same service, tcp\/2000-3499$/);
    expect(await chains(office, dmz(5000))).toEqual([]);
  });

  it("a declared flow is a step, also where it names a whole zone", async () => {
    const flow = (to: string) => `conduits:
  C-01:
    between: [office, dmz]
    flows:
      - { from: office, to: ${to}, service: tcp/443, why: orders }
`;
    const on = ["tcp host 10.2.0.5 any eq 443"];
    expect(await chains([], on, flow("dmz"))).toHaveLength(1);
    expect(await chains([], on, flow("10.2.0.0/28"))).toHaveLength(1);
    expect(await chains([], on, flow("10.2.0.9"))).toEqual([]);
  });
});
