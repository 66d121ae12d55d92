/** How pfSense and OPNsense are run: what of it policies see. */
import { describe, expect, it } from "vitest";
import type { Posture } from "../../../src/model/posture.js";
import { modern, on, opnsense, pfsense, rule, type Sections } from "./configuration.js";
import { parseText } from "./walk.js";

const of = (sections: Sections): Posture => parseText(pfsense(sections)).device.posture!;
const ofModel = (sections: Parameters<typeof opnsense>[0]): Posture => parseText(opnsense(sections)).device.posture!;
const ADMIN =
  "<group><name>admins</name><priv>page-all</priv><member>0</member></group><user><name>admin</name><uid>0</uid><groupname>admins</groupname><bcrypt-hash>$2y$x</bcrypt-hash></user>";

describe("administration", () => {
  it("counts users with rights, by how their password is stored", () => {
    const users =
      "<user><name>anna</name><uid>2000</uid><priv>page-status-interfaces</priv><password>plain text</password></user>" +
      "<user><name>road</name><uid>2001</uid><priv>user-ipsec-xauth-dialin</priv></user>" +
      "<user><name>gone</name><uid>2002</uid><priv>page-all</priv><disabled></disabled></user>";
    const { accounts, profiles } = of({ system: ADMIN + users }).administration;
    expect(accounts.map(({ name, profile, password }) => [name, profile, password])).toEqual([
      ["admin", "page-all", "hashed"],
      ["anna", "page-status-interfaces", "plain"],
    ]);
    expect(profiles.map(({ name }) => name)).toEqual(["page-all"]);
  });

  it("gives everybody the rights of the group of all, in pfSense", () => {
    const system = "<group><name>all</name><priv>page-all</priv></group><user><name>anna</name><uid>2000</uid></user>";
    expect(of({ system }).administration.accounts).toMatchObject([{ name: "anna", profile: "page-all" }]);
    expect(ofModel({ system }).administration.accounts).toEqual([]);
  });

  it("counts the server that checks who logs in", () => {
    const system = `${ADMIN}<authserver><name>plant-ldap</name><type>ldap</type></authserver><webgui><protocol>https</protocol><authmode>plant-ldap</authmode></webgui>`;
    expect(of({ system }).administration.accounts.filter(({ remote }) => remote)).toMatchObject([
      { name: "any user of plant-ldap", wildcard: true, secondFactor: "none" },
    ]);
  });

  it("takes hosts for limited where no rule of its own keeps administrators in", () => {
    const limited = (webgui: string) => of({ system: `${ADMIN}<webgui>${webgui}</webgui>` }).administration.accounts[0];
    expect(limited("")?.limited).toBe(false);
    expect(limited("<noantilockout></noantilockout>")?.limited).toBe(true);
  });

  it.each([
    ["four hours by default", "", 240],
    ["never", "<session_timeout>0</session_timeout>", 0],
    ["as written", "<session_timeout>15</session_timeout>", 15],
  ])("ends idle sessions: %s", (_, written, minutes) => {
    expect(of({ system: `<webgui>${written}</webgui>` }).administration.idleMinutes).toBe(minutes);
  });

  it("locks out by the score of an attempt", () => {
    expect(of({}).administration.lockoutAttempts).toBe(3);
    expect(of({ system: "<sshguard_threshold>50</sshguard_threshold>" }).administration.lockoutAttempts).toBe(5);
  });

  it("knows the password policy of OPNsense, and none of pfSense", () => {
    const webgui =
      "<webgui><enable_password_policy_constraints>1</enable_password_policy_constraints><password_policy_length>12</password_policy_length></webgui>";
    expect(ofModel({ system: webgui }).administration.passwordPolicy).toMatchObject({
      enabled: true,
      minimumLength: 12,
    });
    expect(ofModel({}).administration.passwordPolicy.enabled).toBe(false);
    expect(of({}).administration.passwordPolicy.enabled).toBeUndefined();
  });
});

describe("records and time", () => {
  it("go to servers in clear text where sending is switched on", () => {
    const syslog =
      "<logall></logall><remoteserver>10.1.0.9:5514</remoteserver><remoteserver2>10.1.0.10</remoteserver2>";
    expect(of({ more: `<syslog>${syslog}</syslog>` }).logging.servers).toEqual([]);
    expect(of({ more: `<syslog><enable></enable>${syslog}</syslog>` }).logging.servers).toMatchObject([
      { server: "10.1.0.9", port: 5514, transport: "udp", encrypted: false },
      { server: "10.1.0.10", port: 514 },
    ]);
  });

  it("go nowhere where no kind of record is chosen", () => {
    const server = "<enable></enable><remoteserver>10.1.0.9</remoteserver><nentries>50</nentries>";
    const sent = (kind: string) => of({ more: `<syslog>${server}${kind}</syslog>` }).logging.servers;
    expect(sent("")).toEqual([]);
    expect(sent("<filter></filter>")).toHaveLength(1);
  });

  it("go nowhere where syslog of OPNsense is off, and are not kept where that is off", () => {
    const models = (general: string) =>
      `<Syslog><general>${general}</general><destinations><destination><hostname>10.1.0.9</hostname></destination></destinations></Syslog>`;
    expect(ofModel({ models: models("<enabled>0</enabled>") }).logging.servers).toEqual([]);
    expect(ofModel({ models: models("<loglocal>0</loglocal>") }).logging).toMatchObject({
      local: false,
      servers: [{ port: 514, transport: "udp" }],
    });
  });

  it("go by TLS where a target of OPNsense says so", () => {
    const target = "<enabled>1</enabled><transport>tls4</transport><hostname>10.1.0.9</hostname><port>6514</port>";
    const models = `<Syslog><destinations><destination>${target}</destination></destinations></Syslog>`;
    expect(ofModel({ models }).logging.servers).toMatchObject([{ port: 6514, transport: "tcp", encrypted: true }]);
  });

  it("leave out what no rule permits only by a switch", () => {
    expect(of({}).logging.implicitDeny).toBe(true);
    const off = "<syslog><nologdefaultblock></nologdefaultblock></syslog>";
    expect(of({ more: off }).logging.implicitDeny).toBe(false);
    const since = (value: number) =>
      ofModel({ settings: `<logging><default_block>${value}</default_block></logging>` });
    expect([since(0), since(1)].map(({ logging }) => logging.implicitDeny)).toEqual([false, true]);
    expect(ofModel({ more: "<syslog><nologdefaultblock>0</nologdefaultblock></syslog>" }).logging.implicitDeny).toBe(
      true,
    );
  });

  it("tell the vendor's servers from those of the plant", () => {
    expect(of({ system: "<timeservers>2.pfsense.pool.ntp.org</timeservers>" }).clock.ofVendor).toBe(true);
    expect(of({ system: "<timeservers>10.1.0.9</timeservers>" }).clock).toMatchObject({
      synchronized: true,
      ofVendor: false,
      servers: [{ server: "10.1.0.9", authenticated: false }],
    });
    expect(of({}).clock.synchronized).toBe(false);
    const off = { system: "<timeservers>10.1.0.9</timeservers>", more: "<ntpd><enable>disabled</enable></ntpd>" };
    expect(of(off).clock).toMatchObject({ synchronized: false, servers: [] });
  });

  it("take the time from a receiver, or by chrony with servers of its own", () => {
    const receiver = "<ntpd><gps><type>Default</type><port>cuau1</port></gps></ntpd>";
    expect(of({ more: receiver }).clock).toMatchObject({ synchronized: true, ofVendor: false });
    expect(of({ more: "<ntpd><gps><type>Default</type></gps></ntpd>" }).clock.synchronized).toBe(false);
    const chrony = (fields: string) =>
      ofModel({ models: `<chrony><general><enabled>1</enabled>${fields}</general></chrony>` }).clock;
    expect(chrony("<peers>10.1.0.9,10.1.0.10</peers><ntsclient>1</ntsclient>").servers).toMatchObject([
      { server: "10.1.0.9", authenticated: true },
      { server: "10.1.0.10", authenticated: true },
    ]);
    expect(chrony("").ofVendor).toBe(true);
  });

  it("tell of the plugin beside what the old place still holds", () => {
    const { device } = parseText(
      opnsense({
        more: "<snmpd><syslocation>plant</syslocation></snmpd>",
        models: "<Netsnmp><general><enabled>1</enabled><community>public</community></general></Netsnmp>",
      }),
    );
    expect(device.management.services.find(({ service }) => service === "snmp")).toMatchObject({
      enabled: true,
      port: 161,
    });
  });

  it("tell of communities, and not what they are called", () => {
    const more =
      "<snmpd><enable></enable><rocommunity>public</rocommunity><rwcommunity>s3cr3t-plant</rwcommunity></snmpd>";
    const found = of({ more });
    expect(found.snmp.communities.map(({ wellKnown, writes }) => [wellKnown, writes])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(JSON.stringify(found)).not.toContain("s3cr3t");
  });
});

describe("tunnels", () => {
  const phase = (fields: string) =>
    `<ipsec><phase1><ikeid>1</ikeid><interface>wan</interface>${fields}</phase1><phase2><ikeid>1</ikeid><protocol>esp</protocol><encryption-algorithm-option><name>3des</name></encryption-algorithm-option><hash-algorithm-option>hmac_sha1</hash-algorithm-option><pfsgroup>2</pfsgroup></phase2><client><enable></enable><net_list></net_list><pool_address>10.9.0.0</pool_address><pool_netbits>24</pool_netbits><user_source>Local Database</user_source></client></ipsec>`;

  it("are told by their phases", () => {
    const item =
      "<encryption><item><encryption-algorithm><name>aes</name><keylen>256</keylen></encryption-algorithm><hash-algorithm>sha256</hash-algorithm><dhgroup>14</dhgroup></item></encryption>";
    const fields = `<iketype>ikev1</iketype><mode>aggressive</mode><mobile></mobile><authentication_method>xauth_psk_server</authentication_method><pre-shared-key>s3cr3t</pre-shared-key>${item}`;
    const found = of({ more: phase(fields) });
    expect(found.tunnels).toMatchObject([
      {
        ikeVersion: 1,
        aggressive: true,
        dialUp: true,
        authentication: "pre-shared-key",
        secret: "plain",
        userLogin: "xauth",
        userGroup: "Local Database",
        proposals: ["aes256-sha256"],
        dhGroups: [14],
        pool: "10.9.0.0/24",
        splitTunnel: true,
        selectors: [{ proposals: ["3des-sha1"], forwardSecrecy: true, dhGroups: [2] }],
      },
    ]);
    expect(JSON.stringify(found)).not.toContain("s3cr3t");
  });

  it("are told by the connections of OPNsense", () => {
    const models =
      '<Swanctl><Connections><Connection uuid="c1"><enabled>1</enabled><version>2</version><remote_addrs>198.51.100.9</remote_addrs><proposals>aes128-sha1-modp1024</proposals></Connection></Connections><locals><local><connection>c1</connection><auth>psk</auth></local></locals><children><child><connection>c1</connection><esp_proposals>default</esp_proposals></child></children></Swanctl>';
    expect(ofModel({ models }).tunnels).toMatchObject([
      {
        ikeVersion: 2,
        authentication: "pre-shared-key",
        dialUp: false,
        proposals: ["aes128-sha1"],
        dhGroups: [2],
        selectors: [{ proposals: undefined, forwardSecrecy: false }],
      },
    ]);
  });

  it("let people in by passwords, by certificates, many times and by their own ways", () => {
    const server = (fields: string) =>
      `<openvpn><openvpn-server><vpnid>1</vpnid><tunnel_network>10.8.0.0/24</tunnel_network>${fields}</openvpn-server></openvpn>`;
    const [portal] =
      of({
        system: ADMIN,
        more: server("<mode>server_user</mode><authmode>Local Database</authmode><duplicate_cn>yes</duplicate_cn>"),
      }).portals ?? [];
    expect(portal).toMatchObject({
      clientCertificate: false,
      idleSeconds: 0,
      rules: [{ groups: ["Local Database"] }],
      profiles: [{ splitTunnel: true, oneLogin: false, pools: ["10.8.0.0/24"] }],
    });
    const [strict] =
      of({
        more: server("<mode>server_tls_user</mode><gwredir>yes</gwredir><inactive_seconds>300</inactive_seconds>"),
      }).portals ?? [];
    expect(strict).toMatchObject({
      clientCertificate: true,
      idleSeconds: 300,
      profiles: [{ splitTunnel: false, oneLogin: true }],
    });
  });
});

describe("upkeep", () => {
  it("tells of copies elsewhere", () => {
    expect(of({}).upkeep.automations).toEqual([]);
    expect(of({ system: "<acb><enable>yes</enable></acb>" }).upkeep.automations).toMatchObject([{ backsUp: true }]);
    expect(of({ system: "<acb><enable>no</enable></acb>" }).upkeep.automations).toEqual([]);
  });

  it("tells of copies where plugins of OPNsense keep them", () => {
    const system = (on: number) =>
      `<backup><git><enabled>${on}</enabled></git><nextcloud><enabled>0</enabled></nextcloud></backup>`;
    expect(ofModel({ system: system(1) }).upkeep.automations).toMatchObject([{ name: "git", backsUp: true }]);
    expect(ofModel({ system: system(0) }).upkeep.automations).toEqual([]);
  });

  it("tells where states are sent to a partner", () => {
    const vip =
      "<virtualip><vip><mode>carp</mode><interface>lan</interface><subnet>10.1.0.254</subnet><subnet_bits>24</subnet_bits></vip></virtualip>";
    const keeps = (more: string) => of({ more: vip + more }).cluster.keepsSessions;
    expect(keeps("<hasync><pfsyncinterface>opt1</pfsyncinterface></hasync>")).toBe(false);
    const old = "<carpsettings><config><pfsyncenabled>on</pfsyncenabled></config></carpsettings>";
    expect(keeps(`<installedpackages>${old}</installedpackages>`)).toBe(true);
    const sync = "<hasync><pfsyncinterface>opt1</pfsyncinterface></hasync>";
    expect(ofModel({ more: vip + sync }).cluster.keepsSessions).toBe(true);
  });

  it("tells a partner by addresses that are shared", () => {
    expect(of({}).cluster.mode).toBe("standalone");
    const more =
      "<virtualip><vip><mode>carp</mode><interface>lan</interface><subnet>10.1.0.254</subnet><subnet_bits>24</subnet_bits></vip></virtualip><hasync><pfsyncenabled>on</pfsyncenabled></hasync>";
    expect(of({ more }).cluster).toMatchObject({ mode: "a-p", keepsSessions: true });
  });

  it("tells limits that rules set", () => {
    const limited = rule(`${on("pass", "wan", "tcp")}<max-src-conn-rate>15</max-src-conn-rate>`);
    expect(of({ rules: limited }).floodLimits).toMatchObject([{ interface: "wan", anomalies: [{ threshold: 15 }] }]);
    const answered = modern({ action: "pass", interface: "wan", statetype: "synproxy" }, "r1");
    expect(ofModel({ modern: answered }).floodLimits).toMatchObject([{ id: "r1", anomalies: [{ name: "synproxy" }] }]);
  });
});

describe("the web interface", () => {
  const services = (webgui: string) =>
    parseText(pfsense({ system: webgui }))
      .device.management.services.filter(({ service }) => service === "http" || service === "https")
      .map(({ service, enabled, port }) => [service, enabled, port]);

  it.each([
    ["as written", "<webgui><protocol>http</protocol></webgui>", [["http", true, 80]]],
    [
      "as written, at its port",
      "<webgui><protocol>https</protocol><port>8443</port></webgui>",
      [["https", true, 8443]],
    ],
    [
      "either, where the file does not say",
      "<webgui></webgui>",
      [
        ["https", undefined, 443],
        ["http", undefined, 80],
      ],
    ],
    [
      "either, at the port that is written",
      "<webgui><port>8443</port></webgui>",
      [
        ["https", undefined, 8443],
        ["http", undefined, 8443],
      ],
    ],
  ])("speaks %s", (_name, webgui, expected) => {
    expect(services(webgui)).toEqual(expected);
  });
});
