/** Rules with a gateway that pfSense makes a second one of, for VPN networks (filter.inc: filter_generate_user_rule). */
import { describe, it } from "vitest";
import { address, alias, on, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";

const GATEWAYS =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";
const SERVER =
  "<openvpn><openvpn-server><vpnid>1</vpnid><mode>server_tls</mode><tunnel_network>10.8.1.0/24</tunnel_network></openvpn-server></openvpn>";
const PHASE =
  "<ipsec><phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>198.51.100.1</remote-gateway></phase1><phase2><ikeid>1</ikeid><mode>tunnel</mode><localid><type>lan</type></localid><remoteid><type>network</type><address>10.50.0.0</address><netbits>24</netbits></remoteid></phase2></ipsec>";

const to = (name: string, port = "", of: { readonly gateway?: string; readonly system?: string } = {}) =>
  pfsense({
    system: of.system ?? "",
    aliases:
      alias("germany", "network", "198.51.100.0/24") +
      alias("abroad", "network", "198.51.100.0/24") +
      alias("anydesk", "port", "7070"),
    rules: rule(`${on("pass", "lan", "tcp")}${of.gateway ?? "<gateway>WANGW</gateway>"}`, { to: address(name, port) }),
    more: GATEWAYS + SERVER + PHASE,
  });

const CLIENT = "lan>openvpn tcp 10.1.0.5 > 10.8.1.9:443";
const FAR = "lan>enc0 tcp 10.1.0.5 > 10.50.0.9:443";
const CELL = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:443";

const TRAPS: readonly Trap<string>[] = [
  {
    trap: "a rule to an alias with the letters any in its name may let VPN networks be reached",
    given: to("germany"),
    unknown: [CLIENT, FAR],
    denies: [CELL],
    permits: ["lan>wan tcp 10.1.0.5 > 198.51.100.9:443"],
  },
  {
    trap: "the same of ports, those of the alias alone",
    given: to("abroad", "anydesk"),
    unknown: ["lan>openvpn tcp 10.1.0.5 > 10.8.1.9:7070"],
    denies: [CLIENT, CELL],
  },
  { trap: "not to one of another name", given: to("abroad"), denies: [CLIENT, FAR, CELL] },
  { trap: "nor without a gateway", given: to("germany", "", { gateway: "" }), denies: [CLIENT, FAR, CELL] },
  {
    trap: "nor where such rules are switched off",
    given: to("germany", "", { system: "<disablenegate></disablenegate>" }),
    denies: [CLIENT, FAR, CELL],
  },
];

describe("rules for VPN networks", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => {
    expectVerdicts(given, of);
  });
});
