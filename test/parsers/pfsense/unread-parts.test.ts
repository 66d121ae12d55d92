/** Parts that cannot be read, or name what is not in the file: what they could join or let through is not known. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { on, opnsense, pfsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24"), zone("line 10.8.0.0/24")];
const UPLINK =
  "<gateways><gateway_item><interface>wan</interface><gateway>192.0.2.254</gateway><name>WANGW</name><ipprotocol>inet</ipprotocol></gateway_item><defaultgw4>WANGW</defaultgw4></gateways>";

function verdictOf(text: string, from: string, to: string): string | undefined {
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

describe.each([
  ["pfSense", pfsense],
  ["OPNsense", opnsense],
])("members that are no interfaces, in %s", (_, make) => {
  const bridge = (members: string) =>
    make({
      interfaces:
        "<opt2><enable>1</enable><if>bridge0</if><ipaddr>10.8.0.1</ipaddr><subnet>24</subnet></opt2><opt3><enable>1</enable><if>igb3</if></opt3>",
      rules: rule(on("pass", "opt1")),
      more: `<bridges><bridged>${members}<bridgeif>bridge0</bridgeif></bridged></bridges>${UPLINK}`,
    });

  it.each([
    ["is read", "<members>opt3</members>", "proved"],
    ["names one that is not there as well", "<members>opt3,opt9</members>", "unproved"],
    ["names one that is not there", "<members>opt9</members>", "unproved"],
    ["holds nothing", "<members></members>", "unproved"],
    ["is not there", "", "unproved"],
  ])("leave open what a bridge joins whose list %s", (_trap, members, verdict) => {
    expect(verdictOf(bridge(members), "office", "cell")).toBe(verdict);
  });

  const group = (members: string) =>
    make({
      rules: rule(on("pass", "INSIDE")) + rule(on("block", "opt1")),
      more: `<ifgroups><ifgroupentry><ifname>INSIDE</ifname><members>${members}</members><sequence>0</sequence></ifgroupentry></ifgroups>${UPLINK}`,
    });

  it.each([
    ["lan opt1", "violated"],
    ["lan", "proved"],
    ["lan openvpn", "proved"],
    ["lan optl", "unproved"],
  ])("leave open where rules of a group hold: %s", (members, verdict) => {
    expect(verdictOf(group(members), "cell", "office")).toBe(verdict);
  });

  it("are none of an empty row, nor is it a static route", () => {
    const rows = "<bridges><bridged/></bridges><staticroutes><route/></staticroutes>";
    const { device } = parseText(make({ more: rows + UPLINK }));
    expect(device.doubts.filter(({ scope }) => scope === "device")).toEqual([]);
    expect(device.routers[0]?.dynamicRouting).toBeUndefined();
  });
});

describe.each([
  ["pfSense", pfsense],
  ["OPNsense", opnsense],
])("an interface of %s that is on", (_, make) => {
  it.each([
    ["has a port", "<enable>1</enable><if>igb4</if>", "proved"],
    ["may have any port where none is in the file", "<enable>1</enable><if></if>", "unproved"],
    ["has no port that matters where it is off", "<if></if>", "proved"],
  ])("%s", (_trap, fields, verdict) => {
    const text = make({ rules: rule(on("pass", "opt2")), interfaces: `<opt2>${fields}</opt2>`, more: UPLINK });
    expect(verdictOf(text, "office", "cell")).toBe(verdict);
  });
});

describe("services that let packets by, as they stand and spoilt", () => {
  const packages = (text: string) => `<installedpackages>${text}</installedpackages>${UPLINK}`;
  const inPf = (more: string) => pfsense({ more: more + UPLINK });
  const inOpn = (models: string) => opnsense({ models, more: UPLINK });
  const UPNP = packages("<miniupnpd><config><enable>on</enable><ext_iface>wan</ext_iface></config></miniupnpd>");
  const PPPOE = "<pppoes><pppoe><mode>server</mode><interface>opt1</interface></pppoe></pppoes>";
  const DIALLED = pfsense({ rules: rule(on("pass", "pppoe")), more: PPPOE + UPLINK });
  const RELAY =
    "<udpbroadcastrelay><relay><enabled>1</enabled><interfaces>lan,opt1</interfaces></relay></udpbroadcastrelay>";
  const PROXY = "<proxy><general><enabled>1</enabled><icap>x</icap></general></proxy>";
  const FTP =
    "<ftpproxy><ftpproxies><ftpproxy><enabled>1</enabled><port>8021</port></ftpproxy></ftpproxies></ftpproxy>";

  it.each([
    ["UPnP of pfSense", inPf(UPNP), "line", "<enable>on</enable>", "<enabl>on</enabl>"],
    ["UPnP of OPNsense", opnsense({ more: UPNP }), "line", "<enable>on</enable>", "<enabl>on</enabl>"],
    ["a server of PPPoE", DIALLED, "line", "<mode>server</mode>", "<mod>server</mod>"],
    ["a server of PPPoE in another word", DIALLED, "line", ">server<", ">sever<"],
    ["a server of L2TP", inPf("<l2tp><mode>server</mode></l2tp>"), "office", ">server<", ">sever<"],
    ["a relay of broadcasts", inOpn(RELAY), "office", ">lan,opt1<", ">lan,optl<"],
    ["a proxy", inOpn(PROXY), "office", "<enabled>1</enabled><icap>", "<enabld>1</enabld><icap>"],
    ["a proxy in another word", inOpn(PROXY), "office", "<enabled>1</enabled><icap>", "<enabled>yes</enabled><icap>"],
    ["a proxy for FTP", inOpn(FTP), "office", "<enabled>1</enabled><port>", "<enabld>1</enabld><port>"],
  ])("%s", (_, text, from, word, by) => {
    expect(text).toContain(word);
    expect([verdictOf(text, from, "cell"), verdictOf(text.replace(word, by), from, "cell")]).toEqual([
      "unproved",
      "unproved",
    ]);
  });

  it("let nothing by that are off", () => {
    const off = [
      inPf("<l2tp><mode>off</mode></l2tp><pppoes><pppoe><mode>off</mode></pppoe></pppoes>"),
      inOpn(PROXY.replace(">1<", ">0<") + FTP.replace(">1<", ">0<")),
      inOpn("<proxy/><ftpproxy><ftpproxies/></ftpproxy>"),
    ];
    expect(off.map((text) => verdictOf(text, "office", "cell"))).toEqual(["proved", "proved", "proved"]);
  });

  it("leave open who may pass a captive portal whose interface is not there", () => {
    const rules =
      rule(
        "<type>block</type><floating>yes</floating><quick></quick><direction>out</direction><interface>opt1</interface>",
      ) + rule(on("pass", "lan"));
    const inside = (id: string) =>
      pfsense({
        rules,
        more: `<captiveportal><guest><enable></enable><interface>${id}</interface></guest></captiveportal>${UPLINK}`,
      });
    const zone = (ids: string) =>
      opnsense({
        rules: rule(on("pass", "lan")),
        models: `<captiveportal><zones><zone><enabled>1</enabled><interfaces>${ids}</interfaces></zone></zones></captiveportal>`,
        more: UPLINK,
      });
    const told = [inside("opt1"), inside("optl"), zone("lan"), zone("1an")];
    expect(told.map((text) => verdictOf(text, "office", "cell"))).toEqual([
      "unproved",
      "unproved",
      "unproved",
      "unproved",
    ]);
  });
});
