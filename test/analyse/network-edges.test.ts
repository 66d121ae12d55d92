/** First and last addresses of networks: what a router on the network gets for them it keeps, and no host sends from them. */
import { describe, expect, it } from "vitest";
import { pairVerdicts, reasonsOfPair } from "./text-plants.js";

const ZONES = ["a 10.0.1.0/24", "b 10.0.2.0/24"];

const PASSES_ON = "ip directed-broadcast";

const router = (rule: string, { mask = "255.255.255.0", version = "15.7", passesOn = "" } = {}) => `version ${version}
hostname near
interface GigabitEthernet0/0\n ip address 10.0.1.1 255.255.255.0\n ip access-group IN in
interface GigabitEthernet0/1\n ip address 10.0.2.1 ${mask}\n ${passesOn}
ip access-list extended IN\n ${rule}
end
`;

const nexus = (passesOn = "") => `!Command: show running-config
version 9.3(8)
hostname near
interface Ethernet1/1\n  no switchport\n  ip access-group IN in\n  ip address 10.0.1.1/24\n  no shutdown
interface Ethernet1/2\n  no switchport\n  ${passesOn}\n  ip address 10.0.2.1/24\n  no shutdown
ip access-list IN\n  10 permit udp any 10.0.2.255/32 eq 9
line vty
`;

const fortigate = (
  passesOn = "",
  version = "7.4.3",
) => `#config-version=FGT60F-${version}-FW-build2573:opmode=0:vdom=0:user=admin
config system interface
edit "a"\nset vdom "root"\nset ip 10.0.1.1 255.255.255.0\nset type physical\nnext
edit "b"\nset vdom "root"\nset ip 10.0.2.1 255.255.255.0\nset type physical\n${passesOn}\nnext
end
config firewall address\nedit "all-of-b"\nset subnet 10.0.2.255 255.255.255.255\nnext\nend
config firewall policy
edit 1\nset srcintf "a"\nset dstintf "b"\nset srcaddr "all"\nset dstaddr "all-of-b"\nset action accept
set schedule "always"\nset service "ALL"\nnext
end
`;

describe("what is sent to a whole network", () => {
  it.each<readonly [trap: string, rule: string, verdict: string]>([
    ["is kept by a router that it would leave for it", "permit udp any host 10.0.2.255 eq 9", "proved"],
    ["as it is where it is sent as hosts did of old", "permit tcp any host 10.0.2.0 eq 80", "proved"],
    ["and comes from none, unless one has another mask", "permit tcp host 10.0.1.255 any eq 80", "unproved"],
    ["beside what is for a host of it", "permit tcp any 10.0.2.254 0.0.0.1 eq 80", "violated"],
    ["in the middle of it", "permit tcp any host 10.0.2.128 eq 80", "violated"],
  ])("%s", async (_trap, rule, verdict) => {
    expect(await pairVerdicts([router(rule)], ZONES)).toContain(`a > b ${verdict}`);
  });

  it("is for a host where the network is another one", async () => {
    const halved = router("permit udp any host 10.0.2.128 eq 9", { mask: "255.255.255.128" });
    expect(await pairVerdicts([halved], ["a 10.0.1.0/24", "b 10.0.2.0/25"])).toContain("a > b proved");
    const pair = router("permit tcp any host 10.0.2.0 eq 80", { mask: "255.255.255.254" });
    expect(await pairVerdicts([pair], ["a 10.0.1.0/24", "b 10.0.2.0/31"])).toContain("a > b violated");
  });

  it.each([
    ["a router that passes it on", { passesOn: PASSES_ON }],
    ["one that does so for some", { passesOn: "ip directed-broadcast 110" }],
    ["one that knows another address for it", { passesOn: "ip broadcast-address 10.0.2.0" }],
    ["one that passes it on as long as nobody says otherwise", { version: "11.3" }],
  ])("may reach hosts behind %s", async (_trap, of) => {
    const asked = router("permit udp any host 10.0.2.255 eq 9", of);
    expect(await pairVerdicts([asked], ZONES)).toContain("a > b unproved");
    const found = await reasonsOfPair([asked], ZONES, ["a", "b"]);
    expect(found.join()).toContain("first or last address of a network that a given device is on");
  });

  it.each<readonly [trap: string, text: string, verdict: string]>([
    ["is kept by NX-OS", nexus(), "proved"],
    ["is passed on by NX-OS that is told so", nexus("ip directed-broadcast"), "unproved"],
    ["is kept by FortiOS", fortigate(), "proved"],
    ["is passed on by FortiOS that is told so", fortigate("set broadcast-forward enable"), "unproved"],
    ["is for a host, maybe, where the kernel is not known", fortigate("", "8.0.0"), "unproved"],
  ])("%s", async (_trap, text, verdict) => {
    expect(await pairVerdicts([text], ZONES)).toContain(`a > b ${verdict}`);
  });

  it("is kept where that is written", async () => {
    const written = router("permit udp any host 10.0.2.255 eq 9", { passesOn: `no ${PASSES_ON}` });
    expect(await pairVerdicts([written], ZONES)).toContain("a > b proved");
  });

  it("is for a host of the next network where that is taken for a part of it", async () => {
    const wider = router("permit udp any host 10.0.2.255 eq 9", { mask: "255.255.254.0" });
    expect(await pairVerdicts([wider], ["a 10.0.1.0/24", "b 10.0.2.0/23"])).toContain("a > b violated");
  });
});

/** Like `router`, with statements of the interface that it comes in by, of the one to the network, and others behind and before these. */
const routerWith = ({ into = "", out = "", before = "", behind = "" }) => `version 15.7
hostname near
${before}
interface GigabitEthernet0/0\n ${into}\n ip address 10.0.1.1 255.255.255.0\n ip access-group IN in
interface GigabitEthernet0/1\n ip address 10.0.2.1 255.255.255.0\n ${out}
ip access-list extended IN\n permit udp any host 10.0.2.255 eq 9
${behind}
end
`;

const RULE_OF_MANY = `config firewall multicast-address
edit "all-of-b"\nset type broadcastmask\nset subnet 10.0.2.0 255.255.255.0\nnext
end
config firewall multicast-policy
edit 1\nset srcintf "a"\nset dstintf "b"\nset srcaddr "all"\nset dstaddr "all-of-b"\nnext
end
`;

describe("what is sent to a whole network is not kept for sure", () => {
  it.each<readonly [trap: string, text: string]>([
    [
      "where a route for its very address leads on",
      routerWith({ behind: "ip route 10.0.2.255 255.255.255.255 10.0.2.9" }),
    ],
    [
      "where a policy sends it",
      routerWith({ into: "ip policy route-map ON", behind: "route-map ON permit 10\n set ip next-hop 10.0.2.9" }),
    ],
    [
      "where it comes from a VRF that the network is leaked to",
      routerWith({
        before: "ip vrf OTHER",
        into: "ip vrf forwarding OTHER",
        behind: "ip route vrf OTHER 10.0.2.0 255.255.255.0 GigabitEthernet0/1 10.0.2.9",
      }),
    ],
    ["where a host has it in a network of two", routerWith({ out: "ip address 10.0.2.254 255.255.255.254 secondary" })],
    [
      "where a template says otherwise",
      routerWith({ before: `template ON\n ${PASSES_ON}`, out: "source template ON" }),
    ],
    ["where blanks stand between the words", routerWith({ out: PASSES_ON.replace(" ", "  ") })],
    ["where a deeper line says otherwise", routerWith({ out: `description x\n  ${PASSES_ON}` })],
    [
      "where the device changes that by itself",
      routerWith({
        behind: `event manager applet X\n event none\n action 1 cli command "conf t"
 action 2 cli command "interface GigabitEthernet0/1"\n action 3 cli command "${PASSES_ON}"`,
      }),
    ],
    [
      "where a port profile says otherwise",
      nexus("inherit port-profile ON").replace(
        "hostname near",
        `hostname near\nport-profile type ethernet ON\n  ${PASSES_ON}\n  state enabled`,
      ),
    ],
    ["where a multicast policy is for it", `${fortigate()}${RULE_OF_MANY}`],
  ])("%s", async (_trap, text) => {
    expect(await pairVerdicts([text], ZONES)).toContain("a > b unproved");
  });

  it("where a multicast policy alone is for it, unless it denies", async () => {
    const only = (rule: string) => `${fortigate().replace("set action accept", "set action deny")}${rule}`;
    expect(await pairVerdicts([only(RULE_OF_MANY)], ZONES)).toContain("a > b unproved");
    const denying = RULE_OF_MANY.replace('set srcaddr "all"', 'set srcaddr "all"\nset action deny');
    expect(await pairVerdicts([only(denying)], ZONES)).toContain("a > b proved");
    const elsewhere = RULE_OF_MANY.replace("10.0.2.0", "10.0.3.0");
    expect(await pairVerdicts([only(elsewhere)], ZONES)).toContain("a > b proved");
  });

  it("and violates nothing where many ways are looked at as a net", async () => {
    const learning = (out: string) =>
      routerWith({ out, behind: "router ospf 1\n network 0.0.0.0 255.255.255.255 area 0" });
    expect(await pairVerdicts([learning(PASSES_ON)], ZONES)).toContain("a > b unproved");
    expect(await pairVerdicts([learning("")], ZONES)).toContain("a > b proved");
  });

  it("where a statement of its interface was not understood, of a zone that is nothing else", async () => {
    const only = ["a 10.0.1.0/24", "b 10.0.2.255"];
    expect(await pairVerdicts([routerWith({})], only)).toContain("a > b proved");
    expect(await pairVerdicts([routerWith({ out: "wibble wobble" })], only)).toContain("a > b unproved");
  });
});

describe("nobody sends from the first or last address of a link between two routers", () => {
  const LINK = ["a 10.0.1.0/30", "b 10.0.2.0/24"];
  const near = (more = "", mask = "255.255.255.252") =>
    router("permit ip any any").replace("10.0.1.1 255.255.255.0", `10.0.1.1 ${mask}${more}`);
  const far = (more = "", mask = "255.255.255.252") =>
    `version 15.7\nhostname far\ninterface GigabitEthernet0/0\n ip address 10.0.1.2 ${mask}\n${more}end\n`;

  it.each<readonly [trap: string, texts: readonly string[], zones: readonly string[], verdict: string]>([
    ["all of whose other addresses they have themselves", [near(), far()], LINK, "proved"],
    ["that is a part of its zone", [near(), far()], ["a 10.0.0.0/23", LINK[1] ?? ""], "unproved"],
    ["one of which was not given", [near()], LINK, "violated"],
    [
      "with room for more",
      [near("", "255.255.255.248"), far("", "255.255.255.248")],
      ["a 10.0.1.0/29", LINK[1] ?? ""],
      "violated",
    ],
    ["one of which has another mask", [near(), far("", "255.255.255.248")], LINK, "unproved"],
    ["one of which has one that is not known", [near(), far("", "255.255.255.25x")], LINK, "unproved"],
    ["with a network beside it", [near("\n ip address 10.0.1.5 255.255.255.248 secondary"), far()], LINK, "unproved"],
    [
      "that a route takes for a host's",
      [near(), far("ip route 10.0.1.3 255.255.255.255 10.0.1.1\n")],
      LINK,
      "unproved",
    ],
    ["that the map takes for hosts'", [near(), far()], ["a 10.0.1.3/32", "b 10.0.2.0/24", "c 10.0.1.0/30"], "unproved"],
  ])("%s", async (_trap, texts, zones, verdict) => {
    expect(await pairVerdicts(texts, zones)).toContain(`a > b ${verdict}`);
  });

  it("though others may be where another network of the same addresses is", async () => {
    const lab =
      "vrf definition LAB\ninterface GigabitEthernet0/2\n vrf forwarding LAB\n ip address 10.0.1.1 255.255.255.252\n";
    const wide = near("", "255.255.255.0").replace(
      "interface GigabitEthernet0/0",
      `${lab}interface GigabitEthernet0/0`,
    );
    expect(await pairVerdicts([wide, far("", "255.255.255.0")], ["a 10.0.1.0/24", "b 10.0.2.0/24"])).toContain(
      "a > b violated",
    );
  });
});
