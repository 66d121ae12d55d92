/** Lists of interfaces that people dial in by, where a server may send others in their place. */
import { describe, expect, it } from "vitest";
import { askBoth } from "./site.js";

const PPP = "interface Async1\n ip address 10.4.0.1 255.255.255.0\n ip access-group V in\n encapsulation ppp\n";
const RADIUS = "aaa authorization network default group radius\n";

const site = (statements: string) => `version 15.2
hostname r1
aaa new-model
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
ip access-list extended V
 permit tcp any any eq 443
${statements}
end
`;

/** Peers of IPsec that come in by copies of a Virtual-Template. */
const peers = (lists: string, profile: string) =>
  `${lists}crypto ikev2 profile P
 match identity remote any
 ${profile}
 virtual-template 1
interface Virtual-Template1 type tunnel
 ip address 10.4.0.1 255.255.255.0
 ip access-group V in
 tunnel source GigabitEthernet0/0
 tunnel mode ipsec ipv4
`;

const ask = (statements: string, from: string) =>
  askBoth(site(statements), "tcp 10.4.0.9 > 10.1.0.5:22", from, "GigabitEthernet0/0");

describe("lists for who dials in", () => {
  const own = "aaa authorization network default local\n";

  it.each([
    ["from a server", RADIUS, "ppp authentication chap", "unknown"],
    ["from attributes in the file", `${own}aaa attribute list X\n`, "ppp authentication chap", "unknown"],
    [
      "from a server of that name",
      RADIUS.replace("default", "N"),
      "ppp authentication pap\n ppp authorization N",
      "unknown",
    ],
    ["none: the server is asked for others", RADIUS.replace("default", "N"), "ppp authentication chap", "deny"],
    [
      "none: the server only lets them in",
      "aaa authentication ppp default group radius\n",
      "ppp authentication chap",
      "deny",
    ],
    ["none: no server is asked any more", `${RADIUS}no ${RADIUS}`, "ppp authentication chap", "deny"],
    ["none: nobody is asked", own, "ppp authentication chap", "deny"],
    ["none: nobody logs in", RADIUS, "keepalive 10", "deny"],
  ])("may stand in place of that of the interface: %s", (_, lists, login, expected) => {
    expect(ask(`${lists}${PPP} ${login}`, "Async1")).toBe(expected);
  });

  it.each([
    ["of a group", peers(RADIUS.replace("default", "N"), "aaa authorization group psk list N G"), "unknown"],
    ["as the server let them in", peers("", "aaa authorization user eap cached"), "unknown"],
    [
      "of IKE 1",
      peers(RADIUS, "isakmp authorization list default").replace("crypto ikev2", "crypto isakmp"),
      "unknown",
    ],
    [
      "of policies in the file",
      peers("aaa authorization network N local\n", "aaa authorization group psk list N G"),
      "deny",
    ],
    ["of nobody", peers(RADIUS, "keyring local K"), "deny"],
  ])("may stand in place of that of a Virtual-Template: %s", (_, statements, expected) => {
    expect(ask(statements, "Virtual-Template1")).toBe(expected);
  });

  it("open nothing where the interface has no list", () => {
    const open = `${RADIUS}${PPP} ppp authentication chap`.replace(" ip access-group V in\n", "");
    expect(ask(open, "Async1")).toBe("permit");
  });
});
