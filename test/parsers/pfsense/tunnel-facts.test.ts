/** What policies see of tunnels of pfSense and OPNsense, of every kind and age. */
import { describe, expect, it } from "vitest";
import type { Posture } from "../../../src/model/posture.js";
import { opnsense, pfsense, type Sections } from "./configuration.js";
import { parseText } from "./walk.js";

const of = (sections: Sections): Posture => parseText(pfsense(sections)).device.posture!;
const ofModel = (sections: Parameters<typeof opnsense>[0]): Posture => parseText(opnsense(sections)).device.posture!;
const cipher = (name: string, keylen = "") =>
  `<encryption-algorithm><name>${name}</name><keylen>${keylen}</keylen></encryption-algorithm>`;
const phase1 = (fields: string) =>
  `<phase1><ikeid>1</ikeid><interface>wan</interface><authentication_method>pre_shared_key</authentication_method>${fields}</phase1>`;
const phase2 = (fields: string) => `<phase2><ikeid>1</ikeid>${fields}</phase2>`;
const ipsec = (fields: string) => `<ipsec>${fields}</ipsec>`;
const tunnels = (more: string, version?: string) => of({ more, ...(version ? { version } : {}) }).tunnels ?? [];
const ofOPNsense = (more: string) => ofModel({ more }).tunnels ?? [];

describe("phases of IPsec", () => {
  it("name several digests and groups with commas in OPNsense", () => {
    const fields = `${cipher("aes", "256")}<hash-algorithm>sha256,sha1</hash-algorithm><dhgroup>14,2</dhgroup>`;
    expect(ofOPNsense(ipsec(`<enable>1</enable>${phase1(fields)}`))).toMatchObject([
      { proposals: ["aes256-sha256", "aes256-sha1"], dhGroups: [14, 2] },
    ]);
  });

  it.each([
    ["OPNsense: not without its switch", () => ofOPNsense(ipsec(`<enable>0</enable>${phase1("")}`)), 0],
    ["OPNsense: with it", () => ofOPNsense(ipsec(`<enable>1</enable>${phase1("")}`)), 1],
    ["pfSense 2.1: not without its switch", () => tunnels(ipsec(phase1("")), "10.1"), 0],
    ["pfSense 2.1: with it", () => tunnels(ipsec(`<enable/>${phase1("")}`), "10.1"), 1],
    ["pfSense since 2.3: no such switch", () => tunnels(ipsec(phase1(""))), 1],
    ["dial-in not without a switch of its own", () => tunnels(ipsec(`<client></client>${phase1("<mobile/>")}`)), 0],
    ["a phase that is off", () => tunnels(ipsec(phase1("<disabled/>"))), 0],
  ])("run: %s", (_, found, count) => {
    expect(found()).toHaveLength(count);
  });

  it.each([
    ["pre_shared_key", "pre-shared-key", undefined],
    ["xauth_psk_server", "pre-shared-key", "xauth"],
    ["hybrid_rsa_server", "certificate", "xauth"],
    ["rsasig", "certificate", undefined],
    ["cert", "certificate", undefined],
    ["eap-tls", "certificate", "eap"],
    ["psk_eap-tls", "certificate", "eap"],
    ["rsa_eap-mschapv2", "certificate", "eap"],
    ["eap-mschapv2", "unknown", "eap"],
  ])("take %s for %s", (method, authentication, userLogin) => {
    const fields = `<phase1><ikeid>1</ikeid><authentication_method>${method}</authentication_method></phase1>`;
    expect(tunnels(ipsec(fields))).toMatchObject([{ authentication }]);
    expect(tunnels(ipsec(fields))[0]?.userLogin).toBe(userLogin);
  });

  it("have no use for a digest where the cipher keeps its own integrity, and none for a cipher where only headers are signed", () => {
    const option = (name: string) =>
      `<encryption-algorithm-option><name>${name}</name><keylen>128</keylen></encryption-algorithm-option>`;
    const hash = "<hash-algorithm-option>hmac_sha1</hash-algorithm-option>";
    const seconds = `${phase2(`<protocol>esp</protocol>${option("aes128gcm")}${hash}`)}${phase2(`<protocol>ah</protocol>${option("aes")}${hash}`)}`;
    expect(tunnels(ipsec(phase1("") + seconds))[0]?.selectors.map(({ proposals }) => proposals)).toEqual([
      ["aes128gcm128"],
      ["null-sha1"],
    ]);
  });

  it("give those who dial in the group of all of them", () => {
    const client = "<client><enable/><pfs_group>14</pfs_group><user_source>system</user_source></client>";
    const found = tunnels(
      ipsec(client + phase1("<mobile/>") + phase2("<protocol>esp</protocol><pfsgroup>0</pfsgroup>")),
    );
    expect(found).toMatchObject([{ selectors: [{ forwardSecrecy: true, dhGroups: [14] }] }]);
  });

  it("take both versions where the word is auto", () => {
    expect(tunnels(ipsec(phase1("<iketype>auto</iketype><mode>aggressive</mode>")))).toMatchObject([
      { ikeVersion: 1, aggressive: true },
    ]);
  });
});

describe("connections of OPNsense", () => {
  const model = (fields: string, rest = "") =>
    `<Swanctl><Connections><Connection uuid="c1">${fields}</Connection></Connections>${rest}</Swanctl>`;
  const row = (name: string, fields: string) =>
    `<${name}s><${name}><connection>c1</connection>${fields}</${name}></${name}s>`;
  const found = (models: string) => ofModel({ models }).tunnels ?? [];

  it("have the defaults of the model where a field is left out", () => {
    expect(found(model("<remote_addrs>198.51.100.9</remote_addrs>", row("local", "")))).toMatchObject([
      { ikeVersion: 1, authentication: "pre-shared-key", secret: "plain", dialUp: false, proposals: undefined },
    ]);
  });

  it("leave out ends and children that are off", () => {
    const rest = `${row("local", "<auth>pubkey</auth>")}${row("remote", "<enabled>0</enabled><auth>psk</auth>")}<children><child><enabled>0</enabled><connection>c1</connection><esp_proposals>null-md5</esp_proposals></child></children>`;
    expect(found(model("", rest))).toMatchObject([{ authentication: "certificate", secret: "none", selectors: [] }]);
  });

  it("ask people by XAuth, from a pool by its addresses", () => {
    const rest = `${row("remote", "<auth>xauth-pam</auth>")}<Pools><Pool uuid="p1"><name>road</name><addrs>10.9.0.0/24</addrs></Pool></Pools>`;
    expect(found(model("<pools>p1</pools>", rest))).toMatchObject([
      { dialUp: true, userLogin: "xauth", pool: "10.9.0.0/24" },
    ]);
  });

  it("do not run where IPsec is off", () => {
    expect(ofModel({ models: model(""), more: ipsec("<enable></enable>") }).tunnels).toEqual([]);
    expect(
      ofModel({ models: `${model("")}<IPsec><general><enabled>1</enabled></general></IPsec>`, more: ipsec("") })
        .tunnels,
    ).toHaveLength(1);
  });
});

describe("OpenVPN", () => {
  const server = (fields: string) =>
    `<openvpn><openvpn-server><vpnid>1</vpnid><tunnel_network>10.8.0.0/24</tunnel_network>${fields}</openvpn-server></openvpn>`;
  const portal = (fields: string) => of({ more: server(`<mode>server_tls</mode>${fields}`) }).portals?.[0];

  it.each([
    [
      "of 2.5 and later",
      "<data_ciphers>AES-256-GCM,BF-CBC</data_ciphers><digest>SHA256</digest>",
      ["aes-256-gcm", "bf-cbc-sha256"],
    ],
    [
      "of 2.4",
      "<ncp-ciphers>AES-256-GCM</ncp-ciphers><crypto>AES-128-CBC</crypto><digest>SHA1</digest>",
      ["aes-256-gcm", "aes-128-cbc-sha1"],
    ],
    [
      "of 2.4 without negotiation",
      "<ncp_enable>disabled</ncp_enable><ncp-ciphers>AES-256-GCM</ncp-ciphers><crypto>BF-CBC</crypto>",
      ["bf-cbc-sha1"],
    ],
    ["of 2.0, with the digest of OpenVPN itself", "<crypto>BF-CBC</crypto>", ["bf-cbc-sha1"]],
    [
      "of options",
      "<custom_options>data-ciphers AES-128-GCM:3DES;auth SHA512</custom_options>",
      ["aes-128-gcm", "3des-sha512"],
    ],
    ["of nobody", "", undefined],
  ])("takes ciphers %s", (_, fields, expected) => {
    expect(portal(fields)?.proposals).toEqual(expected);
  });

  it("lets users in many times by presence of a flag, and ends sessions by an option as well", () => {
    expect(portal("<duplicate_cn></duplicate_cn>")?.profiles[0]?.oneLogin).toBe(false);
    expect(portal("")?.profiles[0]?.oneLogin).toBe(true);
    expect(portal("<custom_options>inactive 900;tls-version-min 1.0</custom_options>")).toMatchObject({
      idleSeconds: 900,
      minimumTls: "1.0",
    });
  });

  it("gives addresses of both families", () => {
    expect(portal("<tunnel_networkv6>2001:db8:8::/64</tunnel_networkv6>")?.profiles[0]?.pools).toEqual([
      "10.8.0.0/24",
      "2001:db8:8::/64",
    ]);
  });

  it("between two ends is a tunnel, of one key or of certificates", () => {
    const client =
      "<openvpn-client><vpnid>2</vpnid><mode>p2p_tls</mode><description>to works</description><data_ciphers>AES-256-GCM</data_ciphers></openvpn-client><openvpn-client><disable></disable><mode>p2p_tls</mode></openvpn-client>";
    const more = server(
      "<mode>p2p_shared_key</mode><shared_key>c2VjcmV0LXBsYW50</shared_key><crypto>BF-CBC</crypto><data_ciphers>AES-256-GCM</data_ciphers>",
    ).replace("</openvpn>", `${client}</openvpn>`);
    const found = of({ more });
    expect(found.portals).toEqual([]);
    expect(found.tunnels).toMatchObject([
      { ikeVersion: undefined, authentication: "pre-shared-key", secret: "plain", proposals: ["bf-cbc-sha1"] },
      { name: "to works", authentication: "certificate", proposals: ["aes-256-gcm"] },
    ]);
    expect(JSON.stringify(found)).not.toContain("c2VjcmV0LXBsYW50");
  });

  it("of the OPNsense model has its defaults: the local database unless that is emptied", () => {
    const instance = (fields: string) =>
      ofModel({
        system: "<user><name>anna</name><uid>2000</uid></user>",
        models: `<OpenVPN><Instances><Instance uuid="i1"><role>server</role>${fields}</Instance></Instances></OpenVPN>`,
      }).portals?.[0];
    expect(instance("<verify_client_cert>none</verify_client_cert>")?.rules[0]?.groups).toEqual(["Local Database"]);
    expect(instance("<authmode/>")?.rules[0]?.groups).toEqual([]);
    expect(instance("<data-ciphers>AES-256-GCM</data-ciphers>")?.proposals).toEqual(["aes-256-gcm"]);
  });
});

describe("WireGuard", () => {
  const mesh = (tunnel: string, peer: string, config = "<config><enable>on</enable></config>") =>
    `<installedpackages><wireguard><tunnels><item><name>tun_wg0</name><enabled>yes</enabled>${tunnel}<addresses><row><address>10.6.0.1</address><mask>24</mask></row></addresses></item></tunnels><peers><item><enabled>yes</enabled><tun>tun_wg0</tun>${peer}</item></peers>${config}</wireguard></installedpackages>`;

  it("of pfSense is a tunnel with the one set of algorithms it has", () => {
    expect(tunnels(mesh("<descr>works</descr>", "<endpoint>198.51.100.9</endpoint>"))).toMatchObject([
      {
        name: "works",
        dialUp: false,
        proposals: ["chacha20-poly1305"],
        dhGroups: [31],
        secret: "none",
        pool: undefined,
      },
    ]);
  });

  it("lets dial in who has no address of its own", () => {
    const found = tunnels(mesh("", "<endpoint></endpoint><presharedkey>c2VjcmV0</presharedkey>"));
    expect(found).toMatchObject([{ dialUp: true, secret: "plain", pool: "10.6.0.1/24" }]);
    expect(JSON.stringify(found)).not.toContain("c2VjcmV0");
  });

  it("does not run where it is off", () => {
    expect(tunnels(mesh("", "", "<config><enable>off</enable></config>"))).toEqual([]);
    const model = (on: number) =>
      ofModel({
        models: `<wireguard><general><enabled>${on}</enabled></general><server><servers><server uuid="s1"><enabled>1</enabled><name>works</name><instance>0</instance><tunneladdress>10.6.0.1/24</tunneladdress><peers>p1</peers></server></servers></server><client><clients><client uuid="p1"><enabled>1</enabled><serveraddress/></client></clients></client></wireguard>`,
      }).tunnels;
    expect(model(0)).toEqual([]);
    expect(model(1)).toMatchObject([{ name: "works", dialUp: true, pool: "10.6.0.1/24" }]);
  });
});
