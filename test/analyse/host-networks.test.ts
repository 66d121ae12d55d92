/** Networks that hosts on a segment are told to take addresses of, beside those of the routers' own addresses (`ipv6 nd prefix`). */
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { parseInput } from "../../src/run/parse-input.js";
import { pairVerdicts } from "./text-plants.js";

const ZONES = ["a 2001:db8:1::/64", "b 2001:db8:2::/64"];

/** A router that lets nothing in from network a, and from others of its segment everything; `port`: statements there. */
function ios(port: string, rest = ""): string {
  return `version 15.7\nhostname r1\nipv6 unicast-routing
ipv6 access-list A\n deny ipv6 2001:db8:1::/64 any\n permit ipv6 any any
ipv6 access-list B\n deny ipv6 any any
interface GigabitEthernet0/1\n ipv6 address 2001:db8:1::1/64\n ipv6 traffic-filter A in\n${port}
interface GigabitEthernet0/2\n ipv6 address 2001:db8:2::1/64
${rest}end
`;
}

/** A shorter route, which leads elsewhere. */
const SHORTER = `interface GigabitEthernet0/3\n ipv6 address 2001:db8:3::1/64\nipv6 route 2001:db8::/32 2001:db8:3::9\n`;
const CLOSED = " ipv6 traffic-filter B out\n";

describe("a prefix that an IOS router advertises", () => {
  it.each([
    ["is one of its segment, whose hosts have addresses of it", " ipv6 nd prefix 2001:db8:5::/64\n", "violated"],
    [
      "with lifetimes and without autoconfiguration",
      " ipv6 nd prefix 2001:db8:5::/64 900 900 no-autoconfig\n",
      "violated",
    ],
    ["and does not take for connected", " ipv6 nd prefix 2001:db8:5::/64 off-link\n", "unproved"],
    ["is none when it is not advertised", " ipv6 nd prefix 2001:db8:5::/64 no-advertise\n", "proved"],
    ["and no longer", " ipv6 nd prefix 2001:db8:5::/64\n no ipv6 nd prefix 2001:db8:5::/64\n", "proved"],
    ["is the network of its own address", " ipv6 nd prefix 2001:db8:1::/64 900 900\n", "proved"],
    ["by default", " ipv6 nd prefix default 900 900\n", "proved"],
  ])("%s", async (_, port, verdict) => {
    expect(await pairVerdicts([ios(port)], ZONES)).toContain(`a > b ${verdict}`);
  });

  it("hides shorter routes, as a connected network does", async () => {
    const zones = ["b 2001:db8:2::/64", "p 2001:db8:5::/64", "c 2001:db8:3::/64"];
    const prefix = " ipv6 nd prefix 2001:db8:5::/64";
    expect(await pairVerdicts([ios(CLOSED, SHORTER)], zones)).toContain("b > p violated");
    expect(await pairVerdicts([ios(`${prefix}\n${CLOSED}`, SHORTER)], zones)).toContain("b > p proved");
    expect(await pairVerdicts([ios(`${prefix} off-link\n${CLOSED}`, SHORTER)], zones)).toContain("b > p unproved");
  });

  it("takes its own network out of the routes where that is off the link", async () => {
    const zones = [...ZONES, "c 2001:db8:3::/64"];
    const own = " ipv6 nd prefix 2001:db8:1::/64 900 900 off-link\n";
    expect(await pairVerdicts([ios(CLOSED, SHORTER)], zones)).toContain("b > a proved");
    expect(await pairVerdicts([ios(`${CLOSED}${own}`, SHORTER)], zones)).toContain("b > a unproved");
  });
});

describe("a prefix that others advertise", () => {
  it("ASA", async () => {
    const asa = (line: string) => `ASA Version 9.12(4)\nhostname asa1
interface GigabitEthernet0/0\n nameif ina\n security-level 50\n ipv6 address 2001:db8:1::1/64\n${line}
interface GigabitEthernet0/1\n nameif inb\n security-level 10\n ipv6 address 2001:db8:2::1/64
access-list A extended deny ip 2001:db8:1::/64 any6\naccess-list A extended permit ip any6 any6
access-group A in interface ina\n: end\n`;
    expect(await pairVerdicts([asa("")], ZONES)).toContain("a > b proved");
    expect(await pairVerdicts([asa(" ipv6 nd prefix 2001:db8:5::/64\n")], ZONES)).toContain("a > b violated");
  });

  it("FortiOS, which has no route to it", async () => {
    const fortigate = (lines: string) => `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system interface
edit "p1"\nset vdom "root"\nconfig ipv6\nset ip6-address 2001:db8:1::1/64\n${lines}\nend\nnext
edit "p2"\nset vdom "root"\nconfig ipv6\nset ip6-address 2001:db8:2::1/64\nend\nnext
end
config firewall address6\nedit "five"\nset ip6 2001:db8:5::/64\nnext\nedit "all"\nnext\nend
config firewall policy
edit 1\nset srcintf "p1"\nset dstintf "p2"\nset srcaddr6 "five"\nset dstaddr6 "all"
set action accept\nset schedule "always"\nset service "ALL"\nnext
end
`;
    const list = (prefix: string) => `config ip6-prefix-list\nedit "${prefix}"\nset autonomous-flag enable\nnext\nend`;
    const found = (lines: string) => pairVerdicts([fortigate(lines)], ZONES);
    expect(await found("")).toContain("a > b proved");
    expect(await found(list("2001:db8:5::/64"))).toContain("a > b proved");
    expect(await found(`set ip6-send-adv enable\n${list("2001:db8:1::/64")}`)).toContain("a > b proved");
    expect(await found(`set ip6-send-adv enable\n${list("2001:db8:5::/64")}`)).toContain("a > b unproved");
  });

  it("FortiOS, of a network of which other ports are segments too", async () => {
    const fortigate = (
      status: string,
      other: string,
    ) => `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system interface
edit "p1"\nset vdom "root"\nconfig ipv6\nset ip6-address 2001:db8:1::1/64\nend\nnext
edit "p2"\nset vdom "root"\nconfig ipv6\nset ip6-address 2001:db8:2::1/64\nend\nnext
edit "p3"\nset vdom "root"\nnext
end
config firewall address6\nedit "all"\nnext\nend
config firewall policy
edit 1\nset srcintf "p3"\nset dstintf "p2"\nset srcaddr6 "all"\nset dstaddr6 "all"
set action accept\nset schedule "always"\nset service "ALL"\nnext
end
config system nd-proxy\nset status ${status}\nset member "p1" "${other}"\nend
`;
    const found = (status: string, other = "p3") => pairVerdicts([fortigate(status, other)], ZONES);
    expect(await found("disable")).toEqual(expect.arrayContaining(["a > b proved", "b > a proved"]));
    expect(await found("enable")).toEqual(expect.arrayContaining(["a > b unproved", "b > a proved"]));
    // Each has a network of its own: that hosts of one are beside the other is told by nothing.
    expect(await found("enable", "p2")).toEqual(expect.arrayContaining(["a > b unproved", "b > a unproved"]));
  });

  it("pfSense, which has no route to it", async () => {
    const advertisedBy = async (lan: string) => {
      const text = `<?xml version="1.0"?>
<pfsense><version>22.9</version><system><hostname>pf1</hostname></system>
<interfaces><lan><enable/><if>em0</if><ipaddrv6>2001:db8:1::1</ipaddrv6><subnetv6>64</subnetv6></lan></interfaces>
<dhcpdv6><lan>${lan}</lan></dhcpdv6></pfsense>`;
      const file = { path: "pf1.xml", text, encoding: "utf-8", sha256: "" } as const;
      const parsed = await parseInput(file, new Diagnostics());
      const [device] = parsed.kind === "parsed" ? parsed.devices : [];
      const networks = device?.interfaces[0]?.networks ?? [];
      return networks.map(({ prefixLength, doubt }) => [prefixLength, doubt !== undefined]);
    };
    const subnets = "<subnets><item>2001:db8:1::/64</item><item>2001:db8:5::/64</item></subnets>";
    expect(await advertisedBy("")).toEqual([]);
    expect(await advertisedBy(`<ramode>disabled</ramode>${subnets}`)).toEqual([]);
    expect(await advertisedBy(`<ramode>router</ramode>${subnets}`)).toEqual([[64, true]]);
  });
});
