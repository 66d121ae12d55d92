/** Who reaches services of NX-OS and IOS-XR past the lists that limit them (reference/cisco.md 4.2, 4.4). */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { block, xr } from "./iosxr-site.js";
import { nexus } from "./nxos-site.js";
import { parse } from "./site.js";

const ZONES = [zone("office 10.1.5.0/24", "enterprise"), zone("ops 10.1.9.0/24")];

/** How a service is reached from `office`, then from `ops`. */
function reached(text: string, service: string): string {
  const plant = resolvePlant([parse(text).device], plan(ZONES), []);
  const found = buildFacts(plant, analysePlant(plant)).devices[0]?.management.filter((one) => one.service === service);
  return ["office", "ops"]
    .map((id) => found?.flatMap((one) => one.reached_from).find(({ zone: { id: own } }) => own === id)?.verdict)
    .join(", ");
}

const OPEN = "ip access-list A\n  10 permit ip any any";

const nxos = (entries: readonly string[], use: string) =>
  nexus([OPEN, "ip access-list M", ...entries.map((one) => `  ${one}`), use].join("\n"));
const iosxr = (entries: readonly string[], use: string) => xr(`${block("ipv4 access-list M", entries)}\n${use}`, []);

const VTY = "line vty\n  access-class M in";
const LINE = "ssh server v2\nline default\n access-class ingress M";
const SNMP = "snmp-server community s3cret group network-operator\nsnmp-server community s3cret use-ipv4acl M";

const TRAPS = [
  [["10 deny ipv4 10.1.5.0/24 any", "20 permit ipv4 10.1.0.0/16 any"], "not reachable, reachable", "one denied first"],
  [["10 permit ipv4 10.1.0.0/16 any", "20 deny ipv4 10.1.5.0/24 any"], "reachable, reachable", "one denied too late"],
  [["10 deny tcp 10.1.5.0/24 any eq 22", "20 permit ipv4 any any"], "not reachable, reachable", "its port denied"],
  [["10 deny tcp 10.1.5.0/24 any eq 23", "20 permit ipv4 any any"], "reachable, reachable", "another port denied"],
  [["10 deny udp 10.1.5.0/24 any", "20 permit tcp any any"], "reachable, reachable", "another protocol denied"],
  [["10 permit udp 10.1.5.0/24 any eq 22", "20 permit tcp 10.1.9.0/24 any"], "not reachable, reachable", "no permit"],
  [["10 permit tcp 10.1.5.0/24 host 10.1.0.1 eq 22"], "perhaps, not reachable", "a permit to one address"],
  [["10 deny ipv4 10.1.5.0/24 host 10.1.0.1", "20 permit ipv4 any any"], "perhaps, reachable", "a denial of one"],
  [["10 permit tcp 10.1.5.0/24 eq 4000 any"], "perhaps, not reachable", "a permit from one port"],
] as const;

describe("the list of terminals", () => {
  it.each(TRAPS)("of NX-OS: %j: %s (%s)", (entries, expected) => {
    const text = nxos(
      entries.map((one) => one.replace("ipv4", "ip")),
      VTY,
    );
    expect(reached(text, "ssh")).toBe(expected);
  });

  it.each(TRAPS)("of IOS-XR: %j: %s (%s)", (entries, expected) => {
    expect(reached(iosxr(entries, LINE), "ssh")).toBe(expected);
  });

  it("trap 31: one that is not defined, or has no entries, keeps nobody away", () => {
    expect(reached(nxos([], VTY.replace("M", "GONE")), "ssh")).toBe("reachable, reachable");
    expect(reached(nxos([], VTY), "ssh")).toBe("reachable, reachable");
    expect(reached(iosxr([], LINE.replace("M", "GONE")), "ssh")).toBe("reachable, reachable");
  });

  it("is taken away again", () => {
    const text = nxos(["10 permit ip 10.1.9.0/24 any"], `${VTY}\nline vty\n  no access-class M in`);
    expect(reached(text, "ssh")).toBe("reachable, reachable");
  });

  it("stands beside that of the server: a session passes both", () => {
    const lists = `${block("ipv4 access-list S", ["10 permit ipv4 10.1.5.0/24 any"])}\nssh server v2\nssh server vrf default ipv4 access-list S`;
    const text = iosxr(["10 permit ipv4 10.1.9.0/24 any"], `${lists}\nline default\n access-class ingress M`);
    const { services } = parse(text).device.management;
    expect(services.filter(({ service }) => service === "ssh").map(({ sources }) => sources !== undefined)).toEqual([
      true,
      true,
    ]);
    expect(reached(text.replace("ssh server v2\n", ""), "ssh")).toBe("not reachable, not reachable");
  });
});

describe("the list of SNMP", () => {
  it.each([
    [["10 deny ip 10.1.5.0/24 any", "20 permit ip 10.1.0.0/16 any"], "not reachable, reachable"],
    [["10 permit udp 10.1.5.0/24 any eq snmp"], "reachable, not reachable"],
    [["10 permit tcp 10.1.5.0/24 any"], "not reachable, not reachable"],
  ])("of NX-OS: %j: %s", (entries, expected) => {
    expect(reached(nxos(entries, SNMP), "snmp")).toBe(expected);
  });

  it.each([
    [["10 deny ipv4 10.1.5.0/24 any", "20 permit ipv4 10.1.0.0/16 any"], "not reachable, reachable"],
    [["10 permit udp 10.1.5.0/24 any eq snmp"], "reachable, not reachable"],
  ])("of IOS-XR: %j: %s", (entries, expected) => {
    expect(reached(iosxr(entries, "snmp-server community s3cret RO IPv4 M"), "snmp")).toBe(expected);
  });

  it("one community has one list of each family, in lines of their own", () => {
    const text = nxos(["10 permit ip 10.1.9.0/24 any"], `${SNMP}\nsnmp-server community s3cret use-ipv6acl M6`);
    const { services } = parse(text).device.management;
    expect(services.filter(({ service }) => service === "snmp")).toHaveLength(1);
    expect(reached(text, "snmp")).toBe("not reachable, reachable");
  });
});
