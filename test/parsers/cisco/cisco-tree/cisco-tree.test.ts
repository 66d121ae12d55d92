/** The tree as a package of its own: what is found, with which line numbers, and what texts it copes with. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  ancestorsOf,
  type CiscoLine,
  type CiscoPlatform,
  descendantsOf,
  readCiscoTree,
  statementOf,
} from "../../../../parsers/cisco/cisco-tree/cisco-tree.js";

const FOLDER = fileURLToPath(new URL("../../../../parsers/cisco/cisco-tree/", import.meta.url));

const CONFIG = `hostname core-1
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
 ip access-group OPS-IN in
!
interface Vlan101
 ip address 10.20.101.1 255.255.255.0
 no shutdown
!
router bgp 65001
 address-family ipv4
  neighbor 192.0.2.1 activate
`;

const shown = (lines: readonly CiscoLine[]) => lines.map(({ number, text }) => `${number} ${text}`);

/** Each statement with the number of its line and of its parent's. */
function outline(text: string, platform: CiscoPlatform = "ios"): string[] {
  const all = [...readCiscoTree(text, platform).statements()];
  return all.map((line) => `${line.number} < ${line.parent?.number ?? "-"} ${line.text}`);
}

describe("searching", () => {
  const config = readCiscoTree(CONFIG);

  it.each([
    ["by how statements begin", config.find("interface"), ["2 interface Vlan30", "6 interface Vlan101"]],
    ["by an expression", config.find(/10\.20\.101/g), ["7 ip address 10.20.101.1 255.255.255.0"]],
    ["children", config.findChildren("interface Vlan30", "ip access-group"), ["4 ip access-group OPS-IN in"]],
    ["parents by a child", config.findParents("interface", "ip access-group"), ["2 interface Vlan30"]],
    ["parents without a child", config.findParentsWithout("interface", "ip access-group"), ["6 interface Vlan101"]],
    ["a path", config.findPath("router", "address-family", /activate$/), ["12 neighbor 192.0.2.1 activate"]],
    ["a path that starts at the top alone", config.findPath("address-family"), []],
    ["negated statements only where asked", config.find("shutdown"), []],
    ["negated statements", config.find("no shutdown"), ["8 no shutdown"]],
  ])("finds %s", (_, found, wanted) => expect(shown(found)).toEqual(wanted));

  it("finds nothing twice with an expression that remembers", () => {
    const pattern = /^ip /g;
    expect(config.find(pattern)).toHaveLength(3);
    expect(config.find(pattern)).toHaveLength(3);
  });

  it("goes up and down from a line", () => {
    const line = config.at(12)!;
    expect(shown(ancestorsOf(line))).toEqual(["10 router bgp 65001", "11 address-family ipv4"]);
    expect(shown(descendantsOf(config.at(10)!))).toEqual(["11 address-family ipv4", "12 neighbor 192.0.2.1 activate"]);
    expect(config.at(5)).toBeUndefined();
    expect(config.lineCount).toBe(12);
    expect(config.literals).toEqual([
      { kind: "comment", first: 5, last: 5 },
      { kind: "comment", first: 9, last: 9 },
    ]);
  });

  it.each([
    ["no ip  routing", { form: "no", words: ["ip", "routing"] }],
    ["default interface Gi0/1", { form: "default", words: ["interface", "Gi0/1"] }],
    ["ip routing", { form: "set", words: ["ip", "routing"] }],
  ])("tells the form of %s", (text, wanted) => expect(statementOf(readCiscoTree(text).roots[0]!)).toEqual(wanted));
});

describe("abbreviated keywords", () => {
  it.each([
    ["int Gi0/1", "interface", true],
    ["INTERFACE Gi0/1", "interface", true],
    ["i Gi0/1", "interface", false], // ip begins so too
    ["ip access-l extended A", "ip access-list", true],
    ["ip access- extended A", "ip access-list", true], // access-group stands under interfaces
    ["interface Gi0/1\n ip access- extended A", "ip access-list", false],
    ["ip add 10.0.0.1 255.0.0.0", "ip address", true],
    ["ip access-list ext A", "ip access-list extended A", true],
    ["ip access-list ext AB", "ip access-list extended ABC", false], // a name has to be whole
    ["interface Gi0/1", "interface Gi0/10", false],
    ["ipv6 route ::/0 Null0", "ip route", false],
  ])("%s fits %s: %s", (text, pattern, wanted) => expect(readCiscoTree(text).find(pattern).length === 1).toBe(wanted));
});

describe("texts", () => {
  it.each<[string, string, readonly string[], CiscoPlatform?]>([
    ["a banner by its delimiter", "banner motd #\n no shutdown\n#\nend", ["1 < - banner motd #", "4 < - end"]],
    ["a banner of an export", "banner motd ^CC\nx ^ y\n^C\nend", ["1 < - banner motd ^CC", "4 < - end"]],
    ["a banner without an end", "banner motd #\nend", ["1 < - banner motd #", "2 < - end"]],
    [
      "a banner of an ASA",
      "banner motd #\nbanner motd x\nend",
      ["1 < - banner motd #", "2 < - banner motd x", "3 < - end"],
      "asa",
    ],
    [
      "a certificate",
      "crypto pki certificate chain A\n certificate 01\n  3082 0321\n  \tquit\nend",
      ["1 < - crypto pki certificate chain A", "2 < 1 certificate 01", "5 < - end"],
    ],
    ["a prompt and its command", "core-1#show run\nhostname core-1\ncore-1#", ["2 < - hostname core-1"]],
    [
      "a pager",
      "interface Vlan1\n --More--  no shutdown\n ip address dhcp",
      ["1 < - interface Vlan1", "2 < 1 no shutdown", "3 < 1 ip address dhcp"],
    ],
    [
      "several outputs",
      "sw#show ver\nsw#show run\nvlan 2\n name A\nsw#show run\nvlan 3",
      ["3 < - vlan 2", "4 < 3 name A", "6 < - vlan 3"],
    ],
    ["ends of lines of Windows", "vlan 2\r\n name A\r\n", ["1 < - vlan 2", "2 < 1 name A"]],
    ["ends of lines of old Macs", "vlan 2\r name A\r", ["1 < - vlan 2", "2 < 1 name A"]],
    ["a mixture of both", "vlan 2\r name A\nvlan 3\r\n", ["1 < - vlan 2", "2 < 1 name A", "3 < - vlan 3"]],
    [
      "a script without indentation",
      "interface Vlan1\nip address dhcp\nip routing",
      ["1 < - interface Vlan1", "2 < 1 ip address dhcp", "3 < - ip routing"],
    ],
    [
      "a routing protocol without indentation",
      "router ospf 1\nnetwork 10.0.0.0 0.0.0.255 area 0\nip routing",
      ["1 < - router ospf 1", "2 < 1 network 10.0.0.0 0.0.0.255 area 0", "3 < - ip routing"],
    ],
    ["a closing mark", "interface Vlan1\n!\nip address dhcp", ["1 < - interface Vlan1", "3 < - ip address dhcp"]],
    [
      "a mark inside a block",
      "vrf definition A\n !\n address-family ipv4",
      ["1 < - vrf definition A", "3 < 1 address-family ipv4"],
    ],
    [
      "no command joins behind indentation",
      "interface Vlan1\n shutdown\nip address dhcp",
      ["1 < - interface Vlan1", "2 < 1 shutdown", "3 < - ip address dhcp"],
    ],
    ["blanks of other scripts", "vlan 2\n\u00a0name A\u3000\nend", ["1 < - vlan 2", "2 < 1 name A", "3 < - end"]],
    [
      "deeper lines again at the same depth",
      "a\n b\n   c\n d\n  e",
      ["1 < - a", "2 < 1 b", "3 < 2 c", "4 < 1 d", "5 < 4 e"],
    ],
    ["nothing", "", []],
  ])("%s", (_, text, wanted, platform = "ios") => expect(outline(text, platform)).toEqual(wanted));

  it("reads a list of many entries without indentation as fast as one with it", () => {
    const entries = Array.from(
      { length: 40_000 },
      (_, index) => `permit ip host 10.0.${index >> 8}.${index & 255} any`,
    );
    const started = performance.now();
    const config = readCiscoTree(["ip access-list extended A", ...entries].join("\n"));
    expect(config.roots[0]?.children).toHaveLength(40_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it("keeps what is nested deeper than any platform nests", () => {
    const lines = Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a${depth}`);
    const config = readCiscoTree(lines.join("\n"));
    expect([...config.statements()]).toHaveLength(200);
    expect(ancestorsOf(config.at(200)!).length).toBeLessThan(50);
  });
});

describe("the package", () => {
  it("runs its example by its name", () => {
    const written = execFileSync(process.execPath, [`${FOLDER}example.mjs`], { encoding: "utf8" });
    expect(written).toBe("line 7: interface Vlan101\nrouter bgp 65001 > address-family ipv4 192.0.2.1\n");
  });

  it("names every call in its README", () => {
    const page = readFileSync(`${FOLDER}README.md`, "utf8");
    const config = Object.getOwnPropertyNames(Object.getPrototypeOf(readCiscoTree(""))).filter(
      (name) => !["constructor", "lineCount"].includes(name),
    );
    const missing = [
      ...config.map((name) => `config.${name}`),
      "readCiscoTree",
      "ancestorsOf",
      "descendantsOf",
      "statementOf",
    ];
    expect(missing.filter((name) => !page.includes(name))).toEqual([]);
  });
});
