/** Statements of an ASA about tunnels that were spoilt: who gets one, from which addresses, past which filter, is then not known. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "../../analyse/text-plants.js";

const MAP = `crypto dynamic-map ANY 10 set ikev1 transform-set T
crypto map VPN 65535 ipsec-isakmp dynamic ANY
crypto map VPN interface outside
`;
const GROUP = "tunnel-group STAFF type remote-access\ntunnel-group STAFF general-attributes\n address-pool STAFF\n";
const PORTAL = "webvpn\n enable outside\n anyconnect enable\n";
const POLICY = "group-policy GP internal\ngroup-policy GP attributes\n";
const NO_PORTAL = "group-policy DfltGrpPolicy attributes\n vpn-tunnel-protocol ikev2 ssl-client\n";
const LISTED = "access-list V extended permit ip 10.1.0.0 255.255.0.0 203.0.113.0 255.255.255.0\n";
const KNOWN = `${LISTED}crypto map VPN 10 match address V
crypto map VPN 10 set ikev1 transform-set T
crypto map VPN interface outside
group-policy DfltGrpPolicy attributes
 vpn-filter value NOTHING
`;
const PEER = "crypto map VPN 10 set peer 192.0.2.9\n";
const OF_PEER = "tunnel-group 192.0.2.9 type ipsec-l2l\n";

const asa = (lines: string) => `ASA Version 9.16(4)
hostname fw
interface GigabitEthernet1/1
 nameif outside
 security-level 0
 ip address 192.0.2.1 255.255.255.0
interface GigabitEthernet1/2
 nameif inside
 security-level 100
 ip address 10.1.0.1 255.255.0.0
access-list NOTHING extended deny ip any any
access-group NOTHING in interface outside
route outside 203.0.113.0 255.255.255.0 192.0.2.9
ip local pool STAFF 10.99.0.10-10.99.0.20 mask 255.255.255.0
${lines}Cryptochecksum:0123456789abcdef0123456789abcdef
: end
`;

const verdict = async (lines: string) =>
  (await pairVerdicts([asa(lines)], ["far 203.0.113.0/24", "cell 10.1.0.0/16"]))[0]?.split(" ").at(-1);

describe("statements of tunnels", () => {
  it.each([
    ["users of the pool alone", `${MAP}${GROUP}`],
    [
      "attributes that say nothing of addresses",
      `${MAP}${GROUP} strip-realm\n${POLICY} dns-server value 10.1.0.9\n webvpn\n  anyconnect ask none\n`,
    ],
    ["users over TLS without a portal", `${GROUP}${NO_PORTAL}${PORTAL} tunnel-group-list enable\n`],
    ["a peer whose filter lets nothing in", `${KNOWN}${PEER}`],
    [
      "a peer with a policy that has the default filter",
      `${KNOWN}${PEER}${POLICY}${OF_PEER}tunnel-group 192.0.2.9 general-attributes\n default-group-policy GP\n`,
    ],
    ["no tunnel at all, whatever policies say", `${POLICY} frobnicate 1\n`],
  ])("keep others out where all is understood: %s", async (_, lines) => {
    expect(await verdict(lines)).toBe("proved");
  });

  it.each([
    ["a server that knows the users", `${MAP}${GROUP} authentication-server-grxup RADIUS\n`],
    ["a server that is not named", `${MAP}${GROUP} authentication-server-group\n`],
    ["one below another attribute", `${MAP}${GROUP}  authentication-server-group RADIUS\n`],
    ["a server that gives addresses", `${MAP}${GROUP} dhcp-serxer 10.1.0.9\n`],
    ["a group of another kind", `${MAP}${GROUP}tunnel-group 192.0.2.9 type ipsec-l2x\n`],
    ["a group below another statement", `${MAP}${GROUP} tunnel-group 192.0.2.9 type ipsec-l2l\n`],
    ["networks behind a client", `${MAP}${GROUP}${POLICY} nem enxble\n`],
    ["a policy of a server", `${MAP}${GROUP}group-policy GP extxrnal server-group RADIUS password x\n`],
    [
      "a user's own address",
      `${MAP}${GROUP}username anna attributes\n vpn-framxd-ip-address 203.0.113.5 255.255.255.255\n`,
    ],
    ["a map of an interface", `${GROUP}${MAP.replace("interface outside", "interfxce outside")}`],
    [
      "a map below another statement",
      `${GROUP}${MAP.replace("crypto map VPN interface", " crypto map VPN interface")}`,
    ],
    ["the number of an entry", `${KNOWN}${PEER}crypto map VPN 6553x ipsec-isakmp dynamic ANY\n`],
    ["the list of an entry for any peer", `${GROUP}${MAP}crypto dynamic-map ANY 10 match addrxss V\n`],
    ["the interface of a portal", `${GROUP}${NO_PORTAL}${PORTAL.replace(" enable outside", " enxble outside")}`],
    ["a portal below another statement", `${NO_PORTAL}${GROUP} webvpn\n  enable outside\n`],
    [
      "protocols of a user",
      `${GROUP}${NO_PORTAL}${PORTAL}username anna attributes\n vpn-tunnel-protocol ssl-cliextless\n`,
    ],
    [
      "users that a provider knows",
      `${GROUP}${NO_PORTAL}${PORTAL}tunnel-group STAFF webvpn-attributes\n authentication sxml\n`,
    ],
    [
      "a policy without a filter",
      `${KNOWN}${PEER}${POLICY} vpn-filtxr none\n${OF_PEER}tunnel-group 192.0.2.9 general-attributes\n default-group-policy GP\n`,
    ],
    [
      "the policy of a peer",
      `${KNOWN}${PEER}${POLICY} vpn-filter none\n${OF_PEER}tunnel-group 192.0.2.9 general-attributes\n default-group-policy GQ\n`,
    ],
    [
      "the attributes of a policy",
      `${KNOWN}${PEER}${POLICY.replace("GP attributes", "GQ attributes")} vpn-filter none\n`,
    ],
    [
      "the attributes of a group",
      `${KNOWN}${PEER}${OF_PEER}tunnel-group 192.0.2.8 general-attributes\n default-group-policy GP\n`,
    ],
    ["the name of a peer", `${KNOWN}${PEER.replace("192.0.2.9", "peer%9")}`],
  ])("may let others in where one was spoilt: %s", async (_, lines) => {
    expect(await verdict(lines)).toBe("unproved");
  });
});

describe("an entry of an ASA", () => {
  it("that was cut to its first word may be any", async () => {
    const open =
      "access-list OUT extended permit tcp host 203.0.113.9 host 10.9.9.9 eq 80\naccess-group OUT in interface outside\n";
    expect(await verdict(open)).toBe("proved");
    expect(await verdict(`access-list\n${open}`)).toBe("unproved");
  });
});
