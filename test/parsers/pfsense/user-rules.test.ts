/** Users of tunnels that log in by RADIUS may get rules of their own, before all others (reference/pfsense.md 3 step 1). */
import { describe, it } from "vitest";
import { on, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";

const SERVERS =
  "<authserver><name>plant-radius</name><type>radius</type></authserver><authserver><name>directory</name><type>ldap</type></authserver>";
const server = (authmode: string, mode = "server_tls_user") =>
  `<openvpn><openvpn-server><vpnid>1</vpnid><mode>${mode}</mode><authmode>${authmode}</authmode><tunnel_network>10.8.0.0/24</tunnel_network></openvpn-server></openvpn>`;
const given = (more: string, tab = "openvpn") => ({ system: SERVERS, more, rules: rule(on("block", tab)) });
const INTO_PLANT = ["openvpn>opt1 tcp 10.8.0.5 > 10.2.0.9:502"];

const TRAPS: readonly Trap<Parameters<typeof pfsense>[0]>[] = [
  { trap: "RADIUS may let them in", given: given(server("plant-radius")), unknown: INTO_PLANT },
  { trap: "as one of several", given: given(server("Local Database,plant-radius")), unknown: INTO_PLANT },
  { trap: "or a server that the file does not have", given: given(server("elsewhere")), unknown: INTO_PLANT },
  { trap: "others give no rules", given: given(server("Local Database,directory")), denies: INTO_PLANT },
  { trap: "and certificates alone do not", given: given(server("plant-radius", "server_tls")), denies: INTO_PLANT },
  {
    trap: "mobile clients of IPsec may get some as well",
    given: given(
      "<ipsec><client><enable></enable><user_source>plant-radius</user_source></client><phase1><ikeid>1</ikeid><interface>wan</interface><mobile></mobile></phase1></ipsec>",
      "enc0",
    ),
    unknown: ["enc0>opt1 tcp 10.8.0.5 > 10.2.0.9:502"],
  },
];

describe("rules of users", () => {
  it.each(TRAPS)("$trap", ({ given: sections, ...verdicts }) => expectVerdicts(pfsense(sections), verdicts));
});
