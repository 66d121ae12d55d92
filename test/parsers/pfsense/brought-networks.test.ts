/** Tunnels that routes lead to, and whose far ends bring other networks along: what comes from those meets the rules of the tunnel. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, on, opnsense, pfsense, rule } from "./configuration.js";
import { expectVerdicts } from "./trap-table.js";
import { parseText } from "./walk.js";

const ZONES = [
  zone("brought 10.72.0.0/24"),
  zone("cell 10.2.0.0/24"),
  zone("office 10.1.0.0/24"),
  zone("outside 192.0.2.0/24"),
  zone("tunnels 10.8.0.0/16"),
  zone("routed 10.71.0.0/24"),
];

/** WAN keeps out what it takes for private: what a default route leads to sends nothing. */
const WAN = "<blockpriv>1</blockpriv>";
const item = (id: string, gateway: string, name: string) =>
  `<gateway_item><interface>${id}</interface><gateway>${gateway}</gateway><name>${name}</name><defaultgw>1</defaultgw></gateway_item>`;
const GATEWAY = item("wan", "192.0.2.254", "WANGW");

function told(text: string, zones = ZONES) {
  const plant = resolvePlant([parseText(text).device], plan(zones));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "brought" && to.id === "cell")?.verdict;
}

const passing = (id: string) => rule(on("pass", id), { to: address("10.2.0.9") });

describe("OpenVPN", () => {
  const gateways = `<gateways>${GATEWAY}<defaultgw4>WANGW</defaultgw4></gateways>`;
  const peer = (id: number, more: string) =>
    `<openvpn-client><vpnid>${id}</vpnid><mode>p2p_tls</mode><tunnel_network>10.8.${id}.0/24</tunnel_network><route_no_pull>yes</route_no_pull>${more}</openvpn-client>`;
  const ROUTED = "<remote_network>10.71.0.0/24</remote_network>";
  const OPTIONS = "<custom_options>route 10.72.0.0 255.255.255.0</custom_options>";
  const assigned = (instances: string, device = "ovpnc1") =>
    told(
      pfsense({
        wan: WAN,
        interfaces: `<opt2><enable></enable><if>${device}</if></opt2>`,
        rules: passing("opt2"),
        more: `${gateways}<openvpn>${instances}</openvpn>`,
      }),
    );
  const others = (instances: string) =>
    told(pfsense({ wan: WAN, rules: passing("openvpn"), more: `${gateways}<openvpn>${instances}</openvpn>` }));
  const server = `<openvpn-server><vpnid>1</vpnid><mode>server_tls</mode><tunnel_network>10.8.1.0/24</tunnel_network>${ROUTED}</openvpn-server>`;
  const client =
    "<openvpn-csc><common_name>rtu</common_name><remote_network>10.72.0.0/24</remote_network></openvpn-csc>";

  it.each([
    ["that says all of its networks", assigned(peer(1, ROUTED)), "proved"],
    [
      "that takes the routes that its server tells",
      assigned(peer(1, ROUTED).replace("<route_no_pull>yes</route_no_pull>", "")),
      "unproved",
    ],
    [
      "with a shared key, by which none are told",
      assigned(peer(1, ROUTED).replace("<route_no_pull>yes</route_no_pull>", "").replace("p2p_tls", "p2p_shared_key")),
      "proved",
    ],
    ["with routes among its options", assigned(peer(1, ROUTED + OPTIONS)), "unproved"],
    ["whose clients have none", assigned(server, "ovpns1"), "proved"],
    ["with a client that has one", assigned(server + client, "ovpns1"), "unproved"],
    ["alone", others(peer(1, ROUTED)), "proved"],
    ["beside one with routes among its options", others(peer(1, ROUTED) + peer(2, ROUTED + OPTIONS)), "unproved"],
    ["beside one that says nothing", others(peer(1, ROUTED) + peer(2, "")), "unproved"],
    ["beside one that is switched off", others(peer(1, ROUTED) + peer(2, `${OPTIONS}<disable></disable>`)), "proved"],
  ])("of an instance %s", (_, verdict, expected) => {
    expect(verdict).toBe(expected);
  });

  it.each([
    ["", "proved"],
    [client, "unproved"],
  ])("brings along what a zone has beside the network of the tunnel itself, with %j", (more, expected) => {
    const zones = ["brought 10.8.1.0/24 10.72.0.0/24", "cell 10.2.0.0/24", "office 10.1.0.0/24"].map((text) =>
      zone(text),
    );
    const text = pfsense({
      wan: WAN,
      rules: rule(on("pass", "openvpn"), { from: address("10.72.0.0/24") }),
      more: `${gateways}<openvpn>${server.replace(ROUTED, "")}${more}</openvpn>`,
    });
    expect(told(text, zones)).toBe(expected);
  });

  const model = (instance: string, more = "", old = "", device = "ovpns2") =>
    told(
      opnsense({
        wan: WAN,
        interfaces: device === "" ? "" : `<opt2><enable>1</enable><if>${device}</if></opt2>`,
        rules: passing(device === "" ? "openvpn" : "opt2"),
        more: `<openvpn>${old}</openvpn>`,
        models: `<Gateways>${GATEWAY}</Gateways><OpenVPN><Instances>${instance}</Instances><Overwrites>${more}</Overwrites></OpenVPN>`,
      }),
    );
  const instance = (more: string, role = "server") =>
    `<Instance uuid="i2"><vpnid>2</vpnid><enabled>1</enabled><dev_type>tun</dev_type><role>${role}</role>${more}</Instance>`;
  const POOL = "<server>10.8.2.0/24</server>";
  const rtu = (servers: string) =>
    `<Overwrite uuid="o1"><enabled>1</enabled><servers>${servers}</servers><common_name>rtu</common_name><remote_networks>10.72.0.0/24</remote_networks></Overwrite>`;

  const OTHER = instance("<server>10.8.3.0/24</server>").replace("i2", "i3").replace(/>2</, ">3<");

  it.each([
    ["with a network of its own", model(instance(POOL)), "proved"],
    ["with routes, too", model(instance(`${POOL}<route>10.71.0.0/24</route>`)), "proved"],
    ["alone, with nothing assigned", model(instance(POOL), "", "", ""), "proved"],
    ["with a client that has a network", model(instance(POOL), rtu("i2")), "unproved"],
    ["with a client of any server that has a network", model(instance(POOL), rtu("")), "unproved"],
    ["beside another one whose client has a network", model(instance(POOL) + OTHER, rtu("i3")), "proved"],
    ["with a client of a server that is not in the file", model(instance(POOL), rtu("i3")), "unproved"],
    ["whose users others answer for", model(instance(`${POOL}<authmode>radius1</authmode>`)), "unproved"],
    ["of frames", model(instance(POOL).replace(">tun<", ">tap<")), "unproved"],
    ["between two ends", model(instance(`${POOL}<topology>p2p</topology>`)), "unproved"],
    ["without a network", model(instance("")), "unproved"],
    ["that is a client", model(instance("<remote>vpn.example.com</remote>", "client"), "", "", "ovpnc2"), "unproved"],
    ["beside one of the old place", model(instance(POOL), "", peer(1, ROUTED), ""), "proved"],
    ["that says nothing, beside one of the old place", model(instance(""), "", peer(1, ROUTED), ""), "unproved"],
    [
      "that is switched off",
      model(instance("").replace("<enabled>1<", "<enabled>0<"), "", peer(1, ROUTED), ""),
      "proved",
    ],
    ["none, with a client of a server of the old place", model("", rtu("1"), server, "ovpns1"), "unproved"],
  ])("of an instance of the OPNsense model %s", (_, verdict, expected) => {
    expect(verdict).toBe(expected);
  });

  it("leads to what an instance of the model makes routes to", () => {
    const text = opnsense({
      models: `<OpenVPN><Instances>${instance(`${POOL}<route>10.71.0.0/24,10.73.0.0/24</route>`)}</Instances></OpenVPN>`,
    });
    const { routes } = parseText(text).device;
    const words = routes.filter(({ egress }) => egress === "openvpn").map(({ network }) => network);
    expect(words).toEqual([0x0a470000, 0x0a490000]);
  });
});

describe("WireGuard", () => {
  const own = (device: string) =>
    `<opt2><enable>1</enable><if>${device}</if><ipaddr>10.8.0.1</ipaddr><subnet>24</subnet></opt2>`;
  const items = GATEWAY + item("opt2", "10.8.0.2", "PEER").replace("<defaultgw>1</defaultgw>", "");
  const routes = "<staticroutes><route><network>10.71.0.0/24</network><gateway>PEER</gateway></route></staticroutes>";
  const UNROUTED = "<disableroutes>1</disableroutes>";
  const inOPNsense = (allowed: string, peers = "p1", more = "") =>
    told(
      opnsense({
        wan: WAN,
        interfaces: own("wg1"),
        rules: passing("opt2"),
        more: routes,
        models: `<Gateways>${items}</Gateways><wireguard><server><servers><server uuid="s1"><enabled>1</enabled><instance>1</instance><peers>${peers}</peers>${more}</server></servers></server><client><clients><client uuid="p1"><enabled>1</enabled><tunneladdress>${allowed}</tunneladdress></client></clients></client></wireguard>`,
      }),
    );
  const inPfsense = (...rows: readonly string[]) =>
    told(
      pfsense({
        wan: WAN,
        interfaces: own("tun_wg0"),
        rules: passing("opt2"),
        more: `${routes}<gateways>${items}<defaultgw4>WANGW</defaultgw4></gateways><installedpackages><wireguard><peers><item><enabled>yes</enabled><tun>tun_wg0</tun><allowedips>${rows.map((each) => `<row><address>${each}</address><mask>24</mask></row>`).join("")}</allowedips></item></peers></wireguard></installedpackages>`,
      }),
    );

  it.each([
    ["what routes and the tunnel name", inOPNsense("10.8.0.2/32,10.71.0.0/24"), "proved"],
    ["another network, which routes are made to", inOPNsense("10.8.0.2/32,10.72.0.0/24"), "violated"],
    ["another network, with routes left to others", inOPNsense("10.72.0.0/24", "p1", UNROUTED), "unproved"],
    ["part of another network", inOPNsense("10.72.0.128/32"), "violated"],
    ["nothing of another network", inOPNsense("10.8.0.0/24"), "proved"],
    ["everything", inOPNsense("0.0.0.0/0"), "violated"],
    ["what is not in the file", inOPNsense("10.71.0.0/24", "p1,p2"), "unproved"],
    ["what routes name, in pfSense", inPfsense("10.71.0.0"), "proved"],
    ["another network, in pfSense", inPfsense("10.71.0.0", "10.72.0.0"), "unproved"],
  ])("with peers that may send %s", (_, verdict, expected) => {
    expect(verdict).toBe(expected);
  });

  const server = (more = "") =>
    `<wireguard><general><enabled>1</enabled></general><server><servers><server uuid="s1"><enabled>1</enabled><instance>1</instance><tunneladdress>10.8.0.1/24</tunneladdress><peers>p1</peers>${more}</server></servers></server><client><clients><client uuid="p1"><enabled>1</enabled><tunneladdress>10.8.0.2/32</tunneladdress></client></clients></client></wireguard>`;
  const FROM = ["tcp 10.8.0.2:49152 -> 10.2.0.9:443", "tcp 10.8.0.3:49152 -> 10.2.0.9:443"];

  it.each([
    ["that is assigned", "<opt2><enable>1</enable><if>wg1</if></opt2>", "opt2"],
    ["that is not assigned", "", "wireguard"],
  ])(
    "has the addresses of the model of OPNsense on a tunnel %s, and takes in what its peers have alone",
    (_, interfaces, id) => {
      const text = opnsense({ interfaces, rules: passing(id), models: server() });
      const tunnel = parseText(text).device.interfaces.find((each) => each.id === id);
      expect(tunnel).toMatchObject({ onlyRouted: true, addresses: [{ address: 0x0a080001, prefixLength: 24 }] });
      expectVerdicts(text, { permits: [`${id}>opt1 ${FROM[0]}`], denies: [`${id}>opt1 ${FROM[1]}`] });
    },
  );

  it("has the addresses of the package of pfSense", () => {
    const row = (text: string, mask: number) => `<row><address>${text}</address><mask>${mask}</mask></row>`;
    const text = pfsense({
      rules: passing("WireGuard"),
      more: `<ifgroups><ifgroupentry><members></members><ifname>WireGuard</ifname></ifgroupentry></ifgroups><installedpackages><wireguard><tunnels><item><name>tun_wg0</name><enabled>yes</enabled><addresses>${row("10.8.0.1", 24)}</addresses></item></tunnels><peers><item><enabled>yes</enabled><tun>tun_wg0</tun><allowedips>${row("10.8.0.2", 32)}</allowedips></item><item><enabled>no</enabled><tun>tun_wg0</tun><allowedips>${row("10.8.0.3", 32)}</allowedips></item></peers></wireguard></installedpackages>`,
    });
    const tunnel = parseText(text).device.interfaces.find(({ id }) => id === "wireguard");
    expect(tunnel).toMatchObject({ onlyRouted: true, addresses: [{ address: 0x0a080001, prefixLength: 24 }] });
    expectVerdicts(text, { permits: [`wireguard>opt1 ${FROM[0]}`], denies: [`wireguard>opt1 ${FROM[1]}`] });
  });

  it("opens everything where commands run as a tunnel comes up", () => {
    const scopes = (more: string) =>
      parseText(opnsense({ models: server(more) })).device.doubts.filter(({ scope }) => scope === "device").length;
    expect([scopes(""), scopes("<postup></postup>"), scopes("<postup>pfctl -d</postup>")]).toEqual([0, 0, 1]);
  });
});
