/** Parts of tunnels that cannot be read: who lies behind one of them is then not known, and no zone is proved to be kept out. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { modern, on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("cell 10.2.0.0/24"), zone("site 10.7.0.0/24"), zone("dial 10.9.0.0/24")];
const UPLINK =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name><ipprotocol>inet</ipprotocol></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";

function verdictOf(text: string, from: string, to = "cell"): string | undefined {
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

/** The verdicts for what comes from behind a tunnel, as it stands and with words changed. */
function told(text: string, from: string, ...spoilt: readonly (readonly [string, string])[]) {
  const changed = spoilt.map(([word, by]) => {
    expect(text).toContain(word);
    return verdictOf(text.replace(word, by), from);
  });
  return [verdictOf(text, from), ...changed];
}

const row = (address: string, mask: number) => `<row><address>${address}</address><mask>${mask}</mask></row>`;
const peer = (...rows: readonly string[]) =>
  `<item><enabled>yes</enabled><tun>tun_wg0</tun><allowedips>${rows.join("")}</allowedips></item>`;
const WIREGUARD = `<ifgroups><ifgroupentry><ifname>WireGuard</ifname><members></members></ifgroupentry></ifgroups><installedpackages><wireguard><tunnels><item><name>tun_wg0</name><enabled>yes</enabled><addresses>${row("10.9.0.1", 24)}</addresses></item></tunnels><peers>${peer(row("10.9.0.2", 32))}${peer(row("10.9.0.3", 32), row("10.7.0.0", 24))}</peers></wireguard></installedpackages>`;

describe("WireGuard of pfSense", () => {
  const text = pfsense({ rules: rule(on("pass", "WireGuard")), more: WIREGUARD + UPLINK });

  it("lets its clients in", () => {
    expect(verdictOf(text, "dial")).toBe("violated");
  });

  it.each([
    ["that it is on", "<name>tun_wg0</name><enabled>yes</enabled>", "<name>tun_wg0</name><enabld>yes</enabld>"],
    ["what says that it is on", "<name>tun_wg0</name><enabled>yes<", "<name>tun_wg0</name><enabled>yse<"],
    ["a tunnel", "<tunnels><item>", "<tunnels><itm>"],
    ["its list", "<tunnels>", "<tunels>"],
    ["the name of its group", "<ifname>WireGuard</ifname>", "<ifnme>WireGuard</ifnme>"],
  ])("keeps nobody out surely whose file lost %s", (_, word, by) => {
    const closed = { "<itm>": "</itm>", "<tunels>": "</tunels>" };
    const end = Object.entries(closed).find(([start]) => by.endsWith(start))?.[1];
    const spoilt = text.replace(word, by);
    const whole =
      end === "</itm>"
        ? spoilt.replace("</item></tunnels>", "</itm></tunnels>")
        : end === undefined
          ? spoilt
          : spoilt.replace("</tunnels>", end);
    expect(verdictOf(whole, "dial")).toBe("unproved");
  });

  const OPT2 = "<opt2><enable></enable><if>tun_wg0</if><ipaddr>10.9.0.1</ipaddr><subnet>24</subnet></opt2>";
  const assigned = pfsense({ interfaces: OPT2, rules: rule(on("pass", "opt2")), more: WIREGUARD + UPLINK });
  const SITE = peer(row("10.9.0.3", 32), row("10.7.0.0", 24));
  const spoil = (from: string, to: string) => [SITE, SITE.replaceAll(from, to)] as const;

  it.each([
    ["the element of the peer", spoil("item>", "itm>")],
    ["the tunnel of the peer", spoil("tun>", "tn>")],
    ["its name", spoil("tun_wg0", "tun_wgO")],
    ["whether the peer is on", spoil("yes", "yse")],
    ["the row of the network", [row("10.7.0.0", 24), row("10.7.0.0", 24).replaceAll("row>", "rw>")] as const],
  ])("may bring a network of a peer whose file spoilt %s", (_, spoilt) => {
    expect(told(assigned, "site", spoilt)).toEqual(["unproved", "unproved"]);
  });

  it("brings none of a peer that is off, or of no tunnel", () => {
    expect(told(assigned, "site", spoil("yes", "no"), spoil("tun_wg0", "unassigned"))).toEqual([
      "unproved",
      "proved",
      "proved",
    ]);
  });
});

describe("tunnels of OPNsense", () => {
  const WG = `<wireguard><general><enabled>1</enabled></general><server><servers><server uuid="s1"><enabled>1</enabled><instance>0</instance><tunneladdress>10.9.0.1/24</tunneladdress><peers>p1</peers></server></servers></server><client><clients><client uuid="p1"><enabled>1</enabled><tunneladdress>10.9.0.2/32</tunneladdress></client></clients></client></wireguard>`;
  const pass = (id: string) => modern({ action: "pass", interface: id });

  it.each([
    ["spoilt", "<enabled>1</enabled><instance>", "<enabld>1</enabld><instance>", "unproved"],
    ["not there", "<enabled>1</enabled><instance>", "<instance>", "violated"],
    ["0", "<enabled>1</enabled><instance>", "<enabled>0</enabled><instance>", "proved"],
  ])("of WireGuard let in clients where enabled is %s as the model says", (_, word, by, verdict) => {
    const text = opnsense({ modern: pass("wireguard"), models: WG, more: UPLINK });
    expect(told(text, "dial", [word, by])).toEqual(["violated", verdict]);
  });

  const INSTANCE = `<OpenVPN><Instances><Instance uuid="i1"><vpnid>1</vpnid><enabled>1</enabled><dev_type>tun</dev_type><role>server</role><server>10.9.0.0/24</server></Instance></Instances><Overwrites><Overwrite uuid="o1"><enabled>1</enabled><servers>i1</servers><remote_networks>10.7.0.0/24</remote_networks></Overwrite></Overwrites></OpenVPN>`;

  it("of OpenVPN may bring networks of a client whose list was spoilt", () => {
    const text = opnsense({ modern: pass("openvpn"), models: INSTANCE, more: UPLINK });
    const spoilt = INSTANCE.replaceAll("remote_networks", "remote_netwrks");
    expect(told(text, "site", [INSTANCE, spoilt], [INSTANCE, INSTANCE.replaceAll("Overwrites", "Overwrits")])).toEqual([
      "unproved",
      "unproved",
      "unproved",
    ]);
  });

  const child = (uuid: string, remote: string) =>
    `<child uuid="${uuid}"><enabled>1</enabled><connection>k1</connection><mode>tunnel</mode><policies>1</policies><local_ts>10.2.0.0/24</local_ts><remote_ts>${remote}</remote_ts></child>`;
  const SWANCTL = `<IPsec><general><enabled>1</enabled></general></IPsec><Swanctl><Connections><Connection uuid="k1"><enabled>1</enabled></Connection></Connections><children>${child("h1", "10.9.0.0/24")}${child("h2", "10.7.0.0/24")}</children></Swanctl>`;

  it("of IPsec may bring a network of a child whose connection was spoilt", () => {
    const text = opnsense({ modern: pass("enc0"), models: SWANCTL, more: UPLINK });
    const site = child("h2", "10.7.0.0/24");
    expect(
      told(text, "site", [site, site.replace(">k1<", ">k2<")], [site, site.replaceAll("connection>", "conection>")]),
    ).toEqual(["violated", "unproved", "unproved"]);
  });
});

describe("tunnels of pfSense", () => {
  const SERVER =
    "<openvpn><openvpn-server><vpnid>1</vpnid><mode>server_tls</mode><dev_mode>tun</dev_mode><tunnel_network>10.9.0.0/24</tunnel_network><remote_network>10.5.0.0/24</remote_network></openvpn-server><openvpn-csc><common_name>rtu</common_name><remote_network>10.7.0.0/24</remote_network></openvpn-csc></openvpn>";

  it.each([
    ["the mode", "server_tls<", "server_tsl<"],
    ["the element of the mode", "<mode>server_tls</mode>", "<mod>server_tls</mod>"],
    [
      "what a client brings",
      "<remote_network>10.7.0.0/24</remote_network>",
      "<remote_netwrk>10.7.0.0/24</remote_netwrk>",
    ],
  ])("of OpenVPN may bring networks of clients where %s was spoilt", (_, word, by) => {
    const text = pfsense({ rules: rule(on("pass", "openvpn")), more: SERVER + UPLINK });
    expect(told(text, "site", [word, by])).toEqual(["unproved", "unproved"]);
  });

  const second = (network: string) =>
    `<phase2><ikeid>1</ikeid><mode>tunnel</mode><localid><type>opt1</type></localid><remoteid><type>network</type><address>${network}</address><netbits>24</netbits></remoteid></phase2>`;
  const IPSEC = `<ipsec><phase1><ikeid>1</ikeid><interface>wan</interface><remote-gateway>203.0.113.9</remote-gateway></phase1>${second("10.9.0.0")}${second("10.7.0.0")}</ipsec>`;

  it("of IPsec may bring networks of a phase that was spoilt", () => {
    const text = pfsense({ rules: rule(on("pass", "enc0")), more: IPSEC + UPLINK });
    const site = second("10.7.0.0");
    const spoil = (from: string, to: string) => [site, site.replaceAll(from, to)] as const;
    expect(told(text, "site", spoil("phase2>", "phase>"), spoil("remoteid>", "remotid>"))).toEqual([
      "violated",
      "unproved",
      "unproved",
    ]);
  });
});
