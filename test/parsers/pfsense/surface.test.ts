/** What pfSense and OPNsense offer and ask for on the network beside forwarding. */
import { describe, expect, it } from "vitest";
import type { Surface } from "../../../src/model/posture.js";
import { opnsense, pfsense, type Sections } from "./configuration.js";
import { parseText } from "./walk.js";

const of = (sections: Sections): Surface => parseText(pfsense(sections)).device.posture!.surface!;
const ofModel = (sections: Parameters<typeof opnsense>[0]): Surface =>
  parseText(opnsense(sections)).device.posture!.surface!;
const packages = (inside: string) => ({ more: `<installedpackages>${inside}</installedpackages>` });

describe("services", () => {
  it("that open or tell what others should not", () => {
    const names = (inside: string) => of(packages(inside)).services.map(({ name }) => name);
    expect(names("<miniupnpd><config><enable>on</enable></config></miniupnpd>")).toEqual(["UPnP"]);
    expect(names("<miniupnpd><config><enable></enable></config></miniupnpd>")).toEqual([]);
    expect(names("<avahi><config><enable>on</enable></config></avahi>")).toEqual(["mDNS between networks"]);
    expect(ofModel({ models: "<MDNSRepeater><enabled>1</enabled></MDNSRepeater>" }).services).toHaveLength(1);
    expect(ofModel({ models: "<MDNSRepeater><enabled>0</enabled></MDNSRepeater>" }).services).toEqual([]);
  });
});

describe("tunnels without cryptography", () => {
  it("are those that are written, by the interface they became", () => {
    const more =
      "<gres><gre><if>wan</if><greif>gre0</greif><remote-addr>198.51.100.9</remote-addr></gre></gres><gifs><gif><if>wan</if><gifif>gif0</gifif><remote-addr>2001:db8::9</remote-addr></gif></gifs>";
    const interfaces = "<opt2><enable></enable><if>gre0</if></opt2>";
    expect(of({ more, interfaces }).plainTunnels).toMatchObject([
      { name: "opt2", kind: "gre", remote: 0xc6336409, isProtected: undefined },
      { name: "gif0", kind: "ipip", remote: 0x20010db8000000000000000000000009n },
    ]);
  });

  it("are old ways to dial in, where they serve", () => {
    expect(of({ more: "<pptpd><mode>server</mode></pptpd><l2tp><mode>off</mode></l2tp>" }).plainTunnels).toMatchObject([
      { kind: "pptp", isProtected: false },
    ]);
  });
});

describe("wireless networks", () => {
  const radio = (fields: string) =>
    of({ opt1: `<wireless><mode>hostap</mode><ssid>plant</ssid>${fields}</wireless>` }).wireless;

  it.each([
    ["open", ""],
    ["wep", "<wep><enable/></wep>"],
    ["wpa", "<wpa><enable/><wpa_mode>3</wpa_mode><wpa_key_mgmt>WPA-PSK</wpa_key_mgmt></wpa>"],
    ["personal", "<wpa><enable/><wpa_mode>2</wpa_mode><wpa_key_mgmt>WPA-PSK WPA-EAP</wpa_key_mgmt></wpa>"],
    ["enterprise", "<wpa><enable/><wpa_mode>2</wpa_mode><wpa_key_mgmt>WPA-EAP</wpa_key_mgmt></wpa>"],
    ["open", "<wpa><wpa_mode>2</wpa_mode><wpa_key_mgmt>WPA-PSK</wpa_key_mgmt></wpa>"],
  ])("are %s: %s", (security, fields) => {
    expect(radio(fields)).toMatchObject([{ name: "plant", security, interface: "opt1" }]);
  });

  it("are those of others where the firewall is a station", () => {
    expect(of({ opt1: "<wireless><mode>bss</mode><ssid>office</ssid></wireless>" }).wireless).toEqual([]);
  });
});

describe("monitors", () => {
  it("are ports of bridges and sensors that run", () => {
    const names = (surface: Surface) => surface.mirrors.map(({ name }) => name);
    const rule = (on: string) => `<rule><interface>wan</interface><enable>${on}</enable></rule>`;
    expect(names(of(packages(`<suricata>${rule("on")}${rule("off")}</suricata>`)))).toEqual([
      "intrusion detection on wan",
    ]);
    expect(names(of(packages(`<snortglobal>${rule("on")}</snortglobal>`)))).toHaveLength(1);
    const bridge =
      "<bridges><bridged><members>lan</members><span>opt1</span><bridgeif>bridge0</bridgeif></bridged></bridges>";
    expect(names(of({ more: bridge }))).toEqual(["opt1"]);
    const ids = (on: number) => `<IDS><general><enabled>${on}</enabled><interfaces>wan</interfaces></general></IDS>`;
    expect(names(ofModel({ models: ids(1) }))).toEqual(["intrusion detection on wan"]);
    expect(names(ofModel({ models: ids(0) }))).toEqual([]);
  });
});

describe("servers it asks", () => {
  it("for names, each of several, and for those who log in", () => {
    const system =
      "<dnsserver>10.1.0.9</dnsserver><dnsserver>10.1.0.10</dnsserver><dnsserver></dnsserver><authserver><name>plant</name><type>radius</type><host>10.1.0.11</host></authserver><authserver><name>other</name><host>10.1.0.12</host></authserver><webgui><protocol>https</protocol><authmode>plant</authmode></webgui>";
    const { device } = parseText(pfsense({ system }));
    expect(device.posture?.surface?.helpers.map(({ kind, server }) => [kind, server])).toEqual([
      ["names", "10.1.0.9"],
      ["names", "10.1.0.10"],
      ["accounts", "10.1.0.11"],
    ]);
    expect(device.doubts.filter(({ reason }) => reason.includes("more than once"))).toEqual([]);
  });
});
