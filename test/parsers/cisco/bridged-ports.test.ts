/** Lists that frames meet on ports which hand them to a bridge domain, and what its routed interface passes on (Cisco, EVC). */
import { describe, expect, it } from "vitest";
import { askBoth, parse } from "./site.js";

interface Site {
  /** Statements of the bridged port, of its first service instance, and of the whole file. */
  readonly port?: string;
  readonly instance?: string;
  readonly rest?: string;
  readonly domain?: string;
}

const LIST = "ip access-group NO-TELNET in";

/** A port with service instance 10 of bridge domain 10; BDI20 has no port with a list. */
function site({ port = "", instance = "", rest = "", domain = "bridge-domain 10" }: Site): string {
  const lines = (text: string, blanks: string) => text.split("; ").flatMap((one) => (one === "" ? [] : blanks + one));
  return [
    "version 17.3",
    "hostname agg-1",
    "ip access-list extended NO-TELNET",
    " deny tcp any any eq 23",
    " permit ip any any",
    "policy-map DROPS",
    " class ANY",
    "  drop",
    "policy-map MARKS",
    " class ANY",
    "  set dscp 0",
    "interface GigabitEthernet0/0/0",
    " no ip address",
    ...lines(port, " "),
    " service instance 10 ethernet",
    "  encapsulation dot1q 10",
    ...lines(instance, "  "),
    ...lines(domain, "  "),
    "interface GigabitEthernet0/0/2",
    " no ip address",
    " service instance 20 ethernet",
    "  encapsulation dot1q 20",
    "  bridge-domain 20",
    "interface BDI10",
    " ip address 10.1.0.1 255.255.0.0",
    "interface BDI20",
    " ip address 10.2.0.1 255.255.0.0",
    "interface GigabitEthernet0/0/1",
    " ip address 10.3.0.1 255.255.0.0",
    rest,
    "end",
    "",
  ].join("\n");
}

const TELNET = "tcp 10.1.0.5 > 10.3.0.9:23";
const ask = (one: Site, ingress = "BDI10", egress = "GigabitEthernet0/0/1") =>
  askBoth(site(one), TELNET, ingress, egress);

describe("a list of a service instance", () => {
  it.each([
    ["may stop what its BDI routes", { instance: LIST }],
    [
      "does so where the bridge domain names its members",
      {
        instance: LIST,
        domain: "",
        rest: "bridge-domain 10\n member GigabitEthernet0/0/0 service-instance 10",
      },
    ],
    ["does so where nothing says of which bridge domain it is", { instance: LIST, domain: "" }],
    ["may be one of frames", { instance: "mac access-group FRAMES in" }],
    ["may be a policy that drops", { instance: "service-policy input DROPS" }],
    ["may be that of its port", { port: LIST }],
  ])("%s", (_, one) => {
    expect(ask(one)).toBe("unknown");
  });

  it.each([
    ["where there is none", {}],
    ["where it is one of what leaves", { instance: "ip access-group NO-TELNET out" }],
    ["where a policy drops nothing", { instance: "service-policy input MARKS" }],
  ])("stops nothing that comes in %s", (_, one) => {
    expect(ask(one)).toBe("permit");
  });

  it("may stop what the BDI sends out by it", () => {
    const one = { instance: "ip access-group NO-TELNET out" };
    expect(ask(one, "GigabitEthernet0/0/1", "BDI10")).toBe("unknown");
  });

  it("leaves other bridge domains alone", () => {
    expect(ask({ instance: LIST }, "BDI20")).toBe("permit");
  });

  it("filters what other devices route through the bridge as well", () => {
    const { carried = [] } = parse(site({ instance: LIST })).device;
    expect(carried.map(({ interfaces }) => interfaces)).toEqual([["GigabitEthernet0/0/0"]]);
  });
});

describe("a port of NX-OS with service instances", () => {
  const nexus = (statement: string) => `!Command: show running-config
version 7.3(0)D1(1)
hostname core-1
line console
interface Ethernet1/1
  no shutdown
  ${statement}
interface Ethernet1/2
  no switchport
  ip address 10.3.0.1/16
  no shutdown
interface Bdi10
  ip address 10.1.0.1/16
  no shutdown
`;

  it("leaves open what bridge domains route", () => {
    const ask = (statement: string) => askBoth(nexus(statement), TELNET, "Bdi10", "Ethernet1/2");
    expect(ask("ip port access-group NO-TELNET in\n  service instance 10 vni")).toBe("unknown");
    expect(ask("switchport")).toBe("permit");
  });
});
