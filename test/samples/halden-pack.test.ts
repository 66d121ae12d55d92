/** The sample plant is consistent in itself, invented throughout, and shows no secret. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { MASK, maskLines } from "../../src/source/mask.js";
import { secretBlocks } from "../../src/source/secret-blocks.js";
import { splitLines } from "../../src/source/source-file.js";

const FOLDER = new URL("../../samples/halden-pack/weak/", import.meta.url);
const CONFIGS = ["fw-edge.conf", "core-1.cfg", "pf-ra.xml", "acc-1.cfg", "asa-sis.cfg"].map(
  (file) => `configs/${file}`,
);
const FILES = ["zones.yaml", ...CONFIGS];

function read(file: string): string {
  return readFileSync(new URL(file, FOLDER), "utf8");
}

interface Map {
  zones: Record<string, { networks?: string[]; kind: string }>;
  hosts: Record<string, string>;
  conduits: Record<string, { between: string[]; flows: { id: string; from: string[]; to: string[] }[] }>;
  devices: Record<string, { config: string }>;
}

const map = parse(read("zones.yaml")) as Map;
const flows = Object.values(map.conduits).flatMap((conduit) => conduit.flows);

/** Every IPv4 address of a text that is not a mask. */
function addresses(text: string): string[] {
  return (text.match(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g) ?? []).filter(
    (address) => !address.startsWith("255.") && !address.startsWith("0."),
  );
}

describe("samples/halden-pack/weak", () => {
  it("declares the devices that it holds", () => {
    expect(Object.values(map.devices).map((device) => device.config)).toEqual(CONFIGS);
  });

  it.each(FILES)("%s uses plant networks and documentation ranges only", (file) => {
    const stray = addresses(read(file)).filter(
      (address) =>
        !/^10\.(?:10|20)\./.test(address) &&
        !/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./.test(address) &&
        // What FortiOS ships with: its tunnel pool and multicast groups; what is private, as pf-ra and core-1 deny it.
        !/^(?:10\.212\.134\.\d+|22[4-9]\..*|239\..*|10\.0\.0\.0|172\.16\.0\.0|192\.168\.0\.0)$/.test(address),
    );
    expect(stray).toEqual([]);
  });

  it("gives the firewall the addresses of the map", () => {
    const rows = read("configs/fw-edge.conf").matchAll(
      /edit "([\w-]+)"\n\s+set uuid \S+\n\s+set subnet (\S+) 255\.255\.255\.255/g,
    );
    const named = [...rows].filter(([, name = ""]) => name in map.hosts);
    expect(named.length).toBeGreaterThan(15);
    for (const [, name = "", address] of named) expect(`${name} ${address}`).toBe(`${name} ${map.hosts[name]}`);
  });

  it.each(flows.map((flow) => flow.id))("%s is written somewhere, by its name", (id) => {
    const number = Number(id.slice(2));
    const texts = CONFIGS.map(read).join("\n");
    const ranges = [...texts.matchAll(/F-(\d+) to F-(\d+)/g)].some(
      ([, a, b]) => Number(a) <= number && number <= Number(b),
    );
    expect(ranges || new RegExp(`${id}(?!\\d)`).test(texts)).toBe(true);
  });

  it.each([
    ["W01", "configs/fw-edge.conf", 'set name "ERP-to-SCADA"'],
    ["W02", "configs/fw-edge.conf", 'set name "temp-migration"'],
    ["W03", "configs/fw-edge.conf", 'set name "IT-admins"'],
    ["W04", "configs/fw-edge.conf", 'set name "OT-updates"'],
    ["W05", "configs/fw-edge.conf", 'set mappedip "10.20.110.20"'],
    ["W06", "configs/fw-edge.conf", 'set member "PI-5450" "TCP-HIGH"'],
    ["W07", "configs/fw-edge.conf", "set logtraffic disable"],
    ["W08", "configs/fw-edge.conf", "set allowaccess ping https ssh http telnet"],
    ["W09", "configs/fw-edge.conf", "config system snmp community"],
    ["W10", "configs/pf-ra.xml", "<mode>server_user</mode>"],
    ["W11", "configs/pf-ra.xml", "<descr><![CDATA[staff VPN]]></descr>"],
    ["W12", "configs/pf-ra.xml", "<descr><![CDATA[KUKA]]></descr>"],
    ["W13", "configs/pf-ra.xml", "<name>vendor</name>"],
    ["W14", "configs/pf-ra.xml", "<digest>SHA1</digest>"],
    ["W15", "configs/pf-ra.xml", "<port>33890</port>"],
    ["W16", "configs/pf-ra.xml", "<protocol>http</protocol>"],
    ["W17", "configs/core-1.cfg", "ip address 10.20.102.1 255.255.255.0\n no ip redirects\n no ip proxy-arp\n!"],
    ["W18", "configs/core-1.cfg", " 40 permit ip 10.20.101.0 0.0.0.255 10.20.110.0 0.0.0.255"],
    ["W19", "configs/core-1.cfg", " 10 permit ip any any"],
    ["W20", "configs/core-1.cfg", " 30 permit udp 10.20.70.0 0.0.0.255 10.20.110.0 0.0.0.255 eq 47808"],
    ["W21", "configs/core-1.cfg", " 20 permit tcp 10.20.60.0 0.0.0.255 10.20.0.0 0.0.255.255 eq 102"],
    ["W22", "configs/core-1.cfg", "ip access-list extended ACL-OPS-OLD"],
    ["W23", "configs/core-1.cfg", " transport input telnet ssh"],
    ["W24", "configs/core-1.cfg", "ntp server 192.0.2.123"],
    ["W30", "zones.yaml", "expires: 2025-12-31"],
    ["W31", "configs/fw-edge.conf", 'set member "HTTPS" "BACNET"'],
    ["W32", "configs/fw-edge.conf", "set ip6-address 2001:db8:254::1/64"],
  ])("holds weakness %s in %s", (_, file, text) => expect(read(file)).toContain(text));

  it.each(CONFIGS)("%s shows none of its secrets", (file) => {
    const lines = splitLines(read(file));
    const shown = maskLines(lines, secretBlocks(lines));
    expect(shown.filter((line) => /FAKE(?!DISK|0001)|FA4EFA4E|RkFLR/.test(line))).toEqual([]);
    expect(shown.filter((line) => line.includes(MASK)).length).toBeGreaterThan(5);
  });

  it.each(CONFIGS)("%s stays readable where it filters", (file) => {
    const lines = splitLines(read(file));
    const shown = maskLines(lines, secretBlocks(lines));
    const filtering =
      /srcaddr|dstaddr|srcintf|dstintf|permit|deny|access-group|<(?:type|interface|address|port|network|protocol)>|set (?:action|service|subnet)/;
    lines.forEach((line, index) => {
      if (filtering.test(line)) expect(shown[index]).toBe(line);
    });
  });
});
