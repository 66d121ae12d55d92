/** Tunnels of peers that an ASA does not name: what they leave open, and what they surely cannot touch. */
import { describe, expect, it } from "vitest";
import { answerPair, rulesOf } from "../../../src/analyse/pairs.js";
import { EMPTY } from "../../../src/packets/diagram.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { answers, asa, doubtsOf } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

const END = "Cryptochecksum:0123456789abcdef0123456789abcdef\n: end";
const LISTS = `access-list OUT extended permit tcp any host 10.1.0.5 eq 80
access-list OUT extended permit tcp 10.9.0.0 255.255.255.0 host 10.1.0.6 eq 80
access-group OUT in interface outside`;
const POOL = "ip local pool STAFF 10.9.0.10-10.9.0.20 mask 255.255.255.0";
const GROUP = `tunnel-group STAFF type remote-access
tunnel-group STAFF general-attributes
 address-pool STAFF`;
const DYNAMIC = `crypto dynamic-map ANY 10 set ikev1 transform-set T
crypto map VPN 65535 ipsec-isakmp dynamic ANY
crypto map VPN interface outside`;
const CLIENTS = "webvpn\n enable outside\n anyconnect enable\n tunnel-group-list enable";
const NO_PORTAL = "group-policy DfltGrpPolicy attributes\n vpn-tunnel-protocol ikev2 ssl-client";

function site(lines: readonly string[], version?: string): string {
  return asa([POOL, ...lines, GROUP, LISTS, END].join("\n"), version);
}

/** A host outside, a client, and both ways of the client. */
const TOLD: Record<string, Answer> = {
  "tcp 192.0.2.9 > 10.1.0.5:22": "deny",
  "tcp 192.0.2.9 > 10.1.0.5:80": "permit",
  "tcp 10.9.0.21 > 10.1.0.5:22": "deny",
  "tcp 10.9.0.21 > 10.1.0.6:80": "permit",
  "tcp 10.9.0.10 > 10.1.0.5:22": "unknown",
  "tcp 10.9.0.20 > 10.1.0.6:80": "unknown",
  "tcp 10.1.0.5 > 10.9.0.10:22 [inside > outside]": "unknown",
  "tcp 10.1.0.5 > 192.0.2.9:22 [inside > outside]": "permit",
};

describe("clients that get their addresses from pools", () => {
  it.each([
    ["of a crypto map for any peer", site([DYNAMIC])],
    ["over TLS, where no policy opens the portal", site([CLIENTS, NO_PORTAL])],
    ["over TLS, in a release without portal", site([CLIENTS], "9.18(2)")],
    ["of both", site([DYNAMIC, CLIENTS, NO_PORTAL])],
    ["whom a server knows that gives no addresses", site([DYNAMIC, "no vpn-addr-assign aaa", server("RADIUS")])],
    ["whom the accounts of the file know", site([DYNAMIC, server("LOCAL")])],
  ])("leave open what these send and get, and nothing else: %s", (_, text) => {
    expect(answers(text, TOLD)).toEqual(TOLD);
  });

  it("meet the lists without `permit-vpn`", () => {
    const packets = { "tcp 10.9.0.10 > 10.1.0.5:22": "deny", "tcp 10.9.0.10 > 10.1.0.6:80": "unknown" } as const;
    expect(answers(site([DYNAMIC, "no sysopt connection permit-vpn"]), packets)).toEqual(packets);
  });

  it("may have the address that stands at their account, and one of IPv6", () => {
    const text = site([
      DYNAMIC,
      "ipv6 local pool STAFF6 2001:db8:77::10/64 4",
      "username anna attributes\n vpn-framed-ip-address 10.9.0.99 255.255.255.0",
    ]);
    const packets = {
      "tcp 10.9.0.99 > 10.1.0.5:22": "unknown",
      "tcp 10.9.0.98 > 10.1.0.5:22": "deny",
      "tcp 2001:db8:77::13 > 2001:db8:1::5:22": "unknown",
      "tcp 2001:db8:77::14 > 2001:db8:1::5:22": "deny",
    } as const;
    expect(answers(text, packets)).toEqual(packets);
  });

  it("of an entry with a list leave open what that list holds", () => {
    const list = "access-list V extended permit ip 10.1.0.0 255.255.0.0 172.16.0.0 255.255.255.0";
    const text = site([list, "crypto dynamic-map ANY 10 match address V", DYNAMIC, "tunnel-group S type ipsec-l2l"]);
    const packets = {
      "tcp 172.16.0.9 > 10.1.0.5:22": "unknown",
      "tcp 172.16.1.9 > 10.1.0.5:22": "deny",
      "tcp 10.9.0.10 > 10.1.0.5:22": "deny",
    } as const;
    expect(answers(text, packets)).toEqual(packets);
  });
});

function server(name: string): string {
  return `tunnel-group STAFF general-attributes\n authentication-server-group ${name}`;
}

describe("filters of the policies", () => {
  const FILTER = "access-list VF extended permit tcp any host 10.1.0.7 eq 3389";
  const ALL = "group-policy DfltGrpPolicy attributes\n vpn-filter value VF";
  const RDP = "tcp 10.9.0.10 > 10.1.0.7:3389";
  const SSH = "tcp 10.9.0.10 > 10.1.0.7:22";

  it.each([
    ["one for all", [FILTER, ALL], "deny"],
    [
      "several, all of them narrow",
      [FILTER, ALL, `access-list VG extended permit tcp any any eq 443\n${policy("GUEST", " vpn-filter value VG")}`],
      "deny",
    ],
    ["one policy has none", [FILTER, ALL, policy("GUEST", " vpn-filter none")], "unknown"],
    ["a list that is not in the file", [ALL], "unknown"],
    ["an account has its own", [FILTER, ALL, "username anna attributes\n vpn-filter value VX"], "unknown"],
    ["a server says who has which", [FILTER, ALL, "no vpn-addr-assign aaa", server("RADIUS")], "unknown"],
    [
      "hosts have other addresses outside: which the filter names is not verified",
      [FILTER, ALL, "object network SRV\n host 10.1.0.8\n nat (inside,outside) static 203.0.113.7"],
      "unknown",
    ],
  ] as const)("what comes past the lists is in them: %s", (_, lines, ssh) => {
    expect(answers(site([DYNAMIC, ...lines]), { [RDP]: "unknown", [SSH]: ssh })).toEqual({
      [RDP]: "unknown",
      [SSH]: ssh,
    });
  });

  it("keep nobody from what the lists permit: packets from such an address may come without a tunnel", () => {
    const packets = { "tcp 10.9.0.10 > 10.1.0.6:80": "unknown" } as const;
    expect(answers(site([DYNAMIC, FILTER, ALL]), packets)).toEqual(packets);
  });

  function policy(name: string, line: string): string {
    return `group-policy ${name} internal\ngroup-policy ${name} attributes\n${line}`;
  }
});

describe("what leaves the whole interface open", () => {
  const WIDE = { "tcp 192.0.2.9 > 10.1.0.5:22": "unknown" } as const;

  it.each([
    ["a server may give addresses", [DYNAMIC, server("RADIUS")]],
    ["a server may give addresses, behind an interface", [DYNAMIC, server("(inside) RADIUS LOCAL")]],
    ["an authority of the web may", [CLIENTS, NO_PORTAL, "tunnel-group STAFF webvpn-attributes\n authentication saml"]],
    ["a DHCP server gives addresses", [DYNAMIC, "tunnel-group STAFF general-attributes\n dhcp-server 10.1.0.9"]],
    ["a pool is not in the file", [DYNAMIC, "tunnel-group STAFF general-attributes\n address-pool GUESTS"]],
    ["a pool is not in the file, of a policy", [DYNAMIC, "group-policy G attributes\n address-pools value GUESTS"]],
    ["a policy is kept by a server", [DYNAMIC, "group-policy G external server-group RADIUS password s3cret"]],
    ["clients may bring networks", [DYNAMIC, "group-policy G attributes\n nem enable"]],
    ["a network may come with what it likes", [DYNAMIC, "tunnel-group 192.0.2.77 type ipsec-l2l"]],
    [
      "a network that is not named may",
      [DYNAMIC, "tunnel-group DefaultL2LGroup ipsec-attributes\n ikev1 pre-shared-key s3cret"],
    ],
    [
      "the map for any peer is not in the file",
      ["crypto map VPN 1 ipsec-isakmp dynamic GONE", "crypto map VPN interface outside"],
    ],
    ["a line of it is taken away", [DYNAMIC, "no crypto dynamic-map ANY 10 set ikev1 transform-set T"]],
    ["its list is not in the file", [DYNAMIC, "crypto dynamic-map ANY 10 match address V"]],
    ["a portal may speak for them", [CLIENTS]],
    [
      "a policy opens the portal",
      [CLIENTS, `${NO_PORTAL}\ngroup-policy G attributes\n vpn-tunnel-protocol ssl-clientless`],
    ],
    [
      "an account opens the portal",
      [CLIENTS, `${NO_PORTAL}\nusername anna attributes\n vpn-tunnel-protocol ssl-clientless`],
    ],
    ["a server may open the portal", [CLIENTS, NO_PORTAL, "no vpn-addr-assign aaa", server("RADIUS")]],
  ] as const)("%s", (_, lines) => {
    expect(answers(site([...lines]), WIDE)).toEqual(WIDE);
  });

  it("a part of an export, which may lack any of these", () => {
    expect(answers(site([DYNAMIC]).replace(END, ""), WIDE)).toEqual(WIDE);
    expect(doubtsOf(site([DYNAMIC]).replace(END, "")).join()).toContain("a crypto map may bring packets in");
  });
});

describe("clients whose addresses lie in a network of another side", () => {
  const closed = ["inside", "dmz", "outside"]
    .map((side) => `access-list ${side} extended deny ip any any\naccess-group ${side} in interface ${side}`)
    .join("\n");
  const INNER = POOL.replaceAll("10.9.0.", "10.1.200.");

  /** What may pass between two zones by a firewall whose lists deny everything. */
  function verdict(lines: readonly string[], from: string, to: string): "proved" | "unproved" | "violated" {
    const { device } = parse(asa([...lines, GROUP, closed, END].join("\n")), "fw-1.cfg");
    const zones = ["inside 10.1.0.0/16", "dmz 10.2.0.0/16", "outside 192.0.2.0/24"].map((text) => zone(text));
    const plant = resolvePlant([device], plan(zones), []);
    const { must, may } = answerPair(plant, rulesOf(plant), { from, to, family: 4 });
    if (must !== EMPTY) return "violated";
    return may === EMPTY ? "proved" : "unproved";
  }

  it("come in by the interface where their tunnels end: no list of their network stops them", () => {
    expect(verdict([POOL, DYNAMIC], "inside", "dmz")).toBe("proved");
    expect(verdict([INNER, DYNAMIC], "inside", "dmz")).toBe("unproved");
    expect(verdict([INNER, CLIENTS, NO_PORTAL], "inside", "dmz")).toBe("unproved");
    expect(verdict([INNER], "inside", "dmz")).toBe("proved");
  });

  it("do so where a portal may be open or a server may give addresses as well", () => {
    expect(verdict([POOL, CLIENTS], "inside", "dmz")).toBe("proved");
    expect(verdict([INNER, CLIENTS], "inside", "dmz")).toBe("unproved");
    expect(verdict([INNER, DYNAMIC, server("RADIUS")], "inside", "dmz")).toBe("unproved");
  });

  it("may be in a network behind a router of that side", () => {
    const behind = "route inside 10.9.0.0 255.255.0.0 10.1.0.2";
    const routes = (lines: readonly string[]) => parse(asa([...lines, GROUP, END].join("\n"))).device.routes;
    expect(routes([POOL, DYNAMIC])).toHaveLength(1);
    expect(routes([POOL, DYNAMIC, behind]).slice(2)).toMatchObject([
      { egress: "outside", prefixLength: 31, doubt: expect.any(String) },
      { egress: "outside", prefixLength: 30, doubt: expect.any(String) },
      { egress: "outside", prefixLength: 30, doubt: expect.any(String) },
      { egress: "outside", prefixLength: 32, doubt: expect.any(String) },
    ]);
  });
});
