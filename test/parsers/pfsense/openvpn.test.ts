/** Which OpenVPN servers have nothing behind them but their clients. */
import { expect, it } from "vitest";
import { PFSENSE } from "../../../parsers/pfsense/index.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import { address, on, opnsense, pfsense, rule } from "./configuration.js";
import { expectVerdicts } from "./trap-table.js";

const SERVER =
  "<vpnid>1</vpnid><mode>server_tls</mode><dev_mode>tun</dev_mode><tunnel_network>10.8.0.0/24</tunnel_network>";
const LOCAL = SERVER.replace("server_tls", "server_user").concat("<authmode>Local Database</authmode>");

it.each([
  ["clients with certificates", SERVER, "", true],
  ["clients with passwords that the firewall keeps", LOCAL, "", true],
  ["clients that another server answers for", LOCAL.replace("Local Database", "radius1"), "", false],
  ["a peer", SERVER.replace("server_tls", "p2p_tls"), "", false],
  ["a tunnel of frames", SERVER.replace(">tun<", ">tap<"), "", false],
  ["networks behind the clients", `${SERVER}<remote_network>10.9.0.0/24</remote_network>`, "", false],
  ["options about encryption", `${SERVER}<custom_options>tls-version-min 1.2;verb 3</custom_options>`, "", true],
  ["an option that routes", `${SERVER}<custom_options>verb 3;route 10.9.0.0 255.255.255.0</custom_options>`, "", false],
  ["a client with settings of its own", SERVER, "<common_name>hmi</common_name><push_reset></push_reset>", true],
  ["a client with a network of its own", SERVER, "<remote_network>10.9.0.0/24</remote_network>", false],
])("%s", (_, server, client, expected) => {
  const text = pfsense({
    interfaces: "<opt2><enable></enable><if>ovpns1</if></opt2>",
    more: `<openvpn><openvpn-server>${server}</openvpn-server><openvpn-csc>${client}</openvpn-csc></openvpn>`,
  });
  const file = { path: "fw-edge.xml", text, encoding: "utf-8", sha256: "" } as const;
  const { devices } = PFSENSE.parse(file, { platform: "pfsense", confidence: 1, reasons: [] }, new Diagnostics());
  const opt2 = devices[0]?.interfaces.find(({ id }) => id === "opt2");
  expect(opt2?.onlyRouted ?? false).toBe(expected);
});

const RADIUS = "<authserver><type>radius</type><name>users</name></authserver>";
const LDAP = "<authserver><type>ldap</type><name>users</name></authserver>";
const CLIENT = "opt2>lan tcp 10.8.0.6:49152 -> 10.1.0.10:443";

it.each([
  ["RADIUS", RADIUS, "users", "unknown"],
  ["RADIUS beside the own users", RADIUS, "Local Database,users", "unknown"],
  ["a directory, which tells no rules", LDAP, "users", "deny"],
  ["the own users, where RADIUS is there for something else", RADIUS, "Local Database", "deny"],
] as const)("lets through what users bring along where they log in by %s", (_, system, authmode, verdict) => {
  const server = LOCAL.replace("Local Database", authmode);
  const text = pfsense({
    system,
    interfaces: "<opt2><enable></enable><if>ovpns1</if></opt2>",
    more: `<openvpn><openvpn-server>${server}</openvpn-server></openvpn>`,
  });
  expectVerdicts(text, verdict === "deny" ? { denies: [CLIENT] } : { unknown: [CLIENT] });
});

it("lets through what users of IPsec bring along where they log in by RADIUS", () => {
  const phase = (method: string) =>
    `<phase1><ikeid>1</ikeid><interface>wan</interface><mobile></mobile><authentication_method>${method}</authentication_method></phase1>`;
  const text = (method: string) =>
    pfsense({
      system: RADIUS,
      more: `<ipsec>${phase(method)}<client><enable></enable><user_source>users</user_source><pool_address>10.9.0.0</pool_address><pool_netbits>24</pool_netbits></client></ipsec>`,
    });
  const client = "enc0>lan tcp 10.9.0.6:49152 -> 10.1.0.10:443";
  expectVerdicts(text("xauth_rsa_server"), { unknown: [client] });
  expectVerdicts(text("eap-tls"), { denies: [client] });
});

it.each([
  ["pfSense", pfsense],
  ["OPNsense", opnsense],
])("a tunnel of %s runs beside an interface that is off, and the rules of all tunnels are loaded for it", (_, make) => {
  const text = make({
    interfaces: "<opt2><if>ovpns1</if></opt2>",
    rules: rule(on("pass", "openvpn"), { to: address("10.1.0.10") }),
    more: `<openvpn><openvpn-server>${SERVER}</openvpn-server></openvpn>`,
  });
  const client = "openvpn>lan tcp 10.8.0.6 >";
  expectVerdicts(text, { permits: [`${client} 10.1.0.10:443`], denies: [`${client} 10.1.0.11:443`] });
});

it("a tunnel of WireGuard runs beside an interface that is off as well", () => {
  const server =
    "<server><enabled>1</enabled><instance>1</instance><tunneladdress>10.8.0.1/24</tunneladdress></server>";
  const text = opnsense({
    interfaces: "<opt2><if>wg1</if></opt2>",
    rules: rule(on("pass", "wireguard"), { to: address("10.1.0.10") }),
    models: `<wireguard><general><enabled>1</enabled></general><server><servers>${server}</servers></server></wireguard>`,
  });
  expectVerdicts(text, { permits: ["wireguard>lan tcp 10.8.0.6 > 10.1.0.10:443"] });
});
