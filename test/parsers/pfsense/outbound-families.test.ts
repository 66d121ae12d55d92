/** Which IP versions rules for sources are of, and which interfaces automatic ones are for (filter.inc: filter_nat_rules_generate_if). */
import { expect, it } from "vitest";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { address, on, opnsense, pfsense, rule } from "./configuration.js";
import { packet, parseText, type Verdict } from "./walk.js";

const V6 = {
  wan: "<ipaddrv6>2001:db8:99::1</ipaddrv6><subnetv6>64</subnetv6>",
  lan: "<ipaddrv6>2001:db8:1::1</ipaddrv6><subnetv6>64</subnetv6>",
};
const PASS = rule("<type>pass</type><interface>lan</interface><ipprotocol>inet46</ipprotocol>");
const blockOut = (from: string, id = "wan"): string =>
  rule(
    `<type>block</type><interface>${id}</interface><ipprotocol>${from.includes(":") ? "inet6" : "inet"}</ipprotocol><floating>yes</floating><quick>1</quick><direction>out</direction>`,
    { from: address(from) },
  );
const anything = (fields: string): string =>
  `<outbound><mode>advanced</mode><rule><interface>wan</interface><source><network>any</network></source>${fields}<destination><any></any></destination></rule></outbound>`;
const [HOST6, HOST4] = ["lan>wan tcp [2001:db8:1::5] > [2001:db8:9::7]:443", "lan>wan tcp 10.1.0.5 > 198.51.100.7:443"];
const TUNNEL = (device: string): string =>
  `<opt2><enable>1</enable><if>${device}</if><ipaddr>10.9.0.1</ipaddr><subnet>30</subnet></opt2>`;
const FAR =
  "<gateways><gateway_item><interface>opt2</interface><gateway>10.9.0.2</gateway><name>FAR</name></gateway_item></gateways>";
const [OUT_BY_TUNNEL, OUT_OF_TUNNEL] = [
  "lan>opt2 tcp 10.1.0.5 > 198.51.100.7:443",
  "opt2>wan tcp 10.9.0.2 > 198.51.100.7:443",
];

const ROUTES = `<staticroutes>${["10.7.0.0/24", "203.0.113.0/24"].map((far) => `<route><network>${far}</network><gateway>INSIDE</gateway></route>`).join("")}</staticroutes><gateways><gateway_item><interface>lan</interface><gateway>10.1.0.254</gateway><name>INSIDE</name></gateway_item></gateways>`;
const OUT_ROUTED = blockOut("10.7.0.0/24") + blockOut("203.0.113.0/24") + PASS;
const [ROUTED, ROUTED_PUBLIC] = [
  "lan>wan tcp 10.7.0.5 > 198.51.100.7:443",
  "lan>wan tcp 203.0.113.5 > 198.51.100.7:443",
];

const CASES: readonly (readonly [trap: string, text: string, answers: Readonly<Record<string, Verdict>>])[] = [
  [
    "a rule that names no IP version may translate IPv6 as well",
    pfsense({ ...V6, nat: anything("<target></target>"), rules: blockOut("2001:db8:1::/64") + PASS }),
    { [HOST6]: "unknown", [HOST4]: "permit" },
  ],
  [
    "so it may leave IPv6 under the address of the firewall",
    opnsense({ ...V6, nat: anything("<target></target>"), rules: blockOut("2001:db8:99::1") + PASS }),
    { [HOST6]: "unknown" },
  ],
  [
    "a rule of IPv6 takes the IPv6 address of its interface",
    pfsense({
      ...V6,
      nat: anything("<ipprotocol>inet6</ipprotocol><target></target>"),
      rules: blockOut("2001:db8:1::/64") + PASS,
    }),
    { [HOST6]: "permit" },
  ],
  [
    "a target tells the IP version",
    pfsense({ ...V6, nat: anything("<target>192.0.2.1</target>"), rules: blockOut("2001:db8:1::/64") + PASS }),
    { [HOST6]: "deny", [HOST4]: "permit" },
  ],
  ...["gre0", "gif0"].map(
    (device) =>
      [
        `what leaves pfSense by ${device} leaves under its address`,
        pfsense({ interfaces: TUNNEL(device), rules: blockOut("10.1.0.0/24", "opt2") + PASS }),
        { [OUT_BY_TUNNEL]: "permit" },
      ] as const,
  ),
  [
    "what leaves OPNsense by a tunnel with a gateway may do so",
    opnsense({ interfaces: TUNNEL("gre0"), more: FAR, rules: blockOut("10.1.0.0/24", "opt2") + PASS }),
    { [OUT_BY_TUNNEL]: "unknown" },
  ],
  [
    "without one it does not",
    opnsense({ interfaces: TUNNEL("gre0"), rules: blockOut("10.1.0.0/24", "opt2") + PASS }),
    { [OUT_BY_TUNNEL]: "deny" },
  ],
  [
    "what comes out of a tunnel of WireGuard may leave under the address of the firewall",
    pfsense({ interfaces: TUNNEL("tun_wg0"), rules: blockOut("10.9.0.0/30") + rule(on("pass", "opt2")) }),
    { [OUT_OF_TUNNEL]: "unknown" },
  ],
  [
    "what comes out of one of an OpenVPN client does",
    pfsense({
      interfaces: "<opt2><enable></enable><if>ovpnc1</if></opt2>",
      more: "<openvpn><openvpn-client><vpnid>1</vpnid><tunnel_network>10.9.0.0/30</tunnel_network></openvpn-client></openvpn>",
      rules: blockOut("10.9.0.0/30") + rule(on("pass", "opt2")),
    }),
    { [OUT_OF_TUNNEL]: "permit" },
  ],
  [
    "pfSense translates what a static route leads to where that is private, and nothing else",
    pfsense({ more: ROUTES, rules: OUT_ROUTED }),
    { [ROUTED]: "permit", [ROUTED_PUBLIC]: "deny" },
  ],
  [
    "whether OPNsense does is not known",
    opnsense({ more: ROUTES, rules: OUT_ROUTED }),
    { [ROUTED]: "unknown", [ROUTED_PUBLIC]: "unknown" },
  ],
  ...(["permit", "deny"] as const).map(
    (verdict) =>
      [
        `what comes from a PPPoE server of pfSense at ${verdict === "permit" ? "a private" : "another"} address: ${verdict}`,
        pfsense({
          more: `<pppoes><pppoe><mode>server</mode><localip>${verdict === "permit" ? "10.8.0.1" : "203.0.113.1"}</localip><remoteip>10.8.0.128</remoteip><pppoe_subnet>25</pppoe_subnet></pppoe></pppoes>`,
          rules: blockOut("10.8.0.0/24") + rule(on("pass", "pppoe")),
        }),
        { "pppoe>wan tcp 10.8.0.130 > 198.51.100.7:443": verdict },
      ] as const,
  ),
];

it.each(CASES)("%s", (_, text, answers) => {
  const ask = createSetTracer(parseText(text).device);
  const answer = (line: string) => {
    const [way = "", ...sent] = line.split(" ");
    const [ingress = "", egress = ""] = way.split(">");
    return ask({ ...packet(sent.join(" ")), icmpCode: 0, tail: false }, ingress, egress);
  };
  expect(Object.fromEntries(Object.keys(answers).map((line) => [line, answer(line)]))).toEqual(answers);
});
