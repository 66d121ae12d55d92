/** No secret of any vendor survives masking, and lines that filter stay readable. */
import { describe, expect, it } from "vitest";
import { MASK, maskLine, maskLines } from "../../src/source/mask.js";
import { secretBlocks } from "../../src/source/secret-blocks.js";

const BLOB = "TUlJRmFrZUNlcnQxMjM0NTY3ODkwYWJjZGVmR0hJSktMTU5PUFFSU1RVVldYWVo5OA==";
const HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778";

/** In each row `SECRET` must be gone, and `keep` must stay. */
const SECRETS: readonly { vendor: string; line: string; keep: string }[] = [
  // FortiOS
  { vendor: "fortios", line: "        set password ENC SECRET+aa==", keep: "set password" },
  { vendor: "fortios", line: '    set passwd "SECRET one"', keep: "set passwd" },
  { vendor: "fortios", line: "    set psksecret SECRET", keep: "set psksecret" },
  { vendor: "fortios", line: "    set secret ENC SECRET", keep: "set secret" },
  { vendor: "fortios", line: '    set tertiary-secret "SECRET"', keep: "set tertiary-secret" },
  { vendor: "fortios", line: "    set key ENC SECRET", keep: "set key" },
  { vendor: "fortios", line: "    set auth-pwd ENC SECRET", keep: "set auth-pwd" },
  { vendor: "fortios", line: "    set priv-pwd SECRET", keep: "set priv-pwd" },
  { vendor: "fortios", line: '    set passphrase "SECRET"', keep: "set passphrase" },
  {
    vendor: "fortios",
    line: '    set private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----SECRET',
    keep: "set private-key",
  },
  { vendor: "fortios", line: '    set certificate "-----BEGIN CERTIFICATE-----SECRET', keep: "set certificate" },
  { vendor: "fortios", line: '    set ssh-public-key1 "ssh-rsa SECRET"', keep: "set ssh-public-key1" },
  { vendor: "fortios", line: "    set api-key SECRET", keep: "set api-key" },
  { vendor: "fortios", line: "    set auth-password-l1 ENC SECRET", keep: "auth-password-l1" },
  { vendor: "fortios", line: "    set sharedkey SECRET", keep: "sharedkey" },
  { vendor: "fortios", line: '    set community "SECRET"', keep: "set community" },
  { vendor: "fortios", line: '    set comment "vendor password: SECRET"', keep: "vendor password" },
  { vendor: "fortios", line: '    set comments "pw=SECRET until friday"', keep: "set comments" },
  { vendor: "fortios", line: '    set uri "https://backup:SECRET@192.0.2.7/x"', keep: "192.0.2.7" },
  // Automation: what a webhook sends to be let in.
  { vendor: "fortios", line: '    set headers "Authorization:Bearer SECRET"', keep: "set headers" },
  { vendor: "fortios", line: '    set http-body "SECRET"', keep: "set http-body" },
  { vendor: "fortios", line: '            set value "Bearer SECRET"', keep: "set value" },
  {
    vendor: "fortios",
    line: '    set uri "outlook.office.com/webhook/SECRET/IncomingWebhook/SECRET"',
    keep: "office.com",
  },
  { vendor: "fortios", line: '    set uri "https://192.0.2.7:8443/api/SECRET"', keep: "192.0.2.7:8443" },
  { vendor: "fortios", line: '    set scep-url "http://192.0.2.7/scep?challenge=SECRET"', keep: "192.0.2.7" },
  {
    vendor: "fortios",
    line: '    set script "execute backup config ftp a 10.1.1.1 halden SECRET"',
    keep: "set script",
  },
  // Cisco
  { vendor: "ios", line: "event manager environment _slack SECRET", keep: "_slack" },
  {
    vendor: "ios",
    line: ' action 1 http post "https://hooks.slack.com/services/SECRET/SECRET"',
    keep: "hooks.slack.com",
  },
  { vendor: "ios", line: ' action 1 mail server "halden:SECRET@192.0.2.7" to "a" from "b"', keep: "192.0.2.7" },
  { vendor: "ios", line: "  add http://ddns.example/u?token=SECRET&myip=<a>", keep: "ddns.example" },
  { vendor: "ios", line: " path scp://halden:SEC@SECRET@192.0.2.7/x", keep: "192.0.2.7" },
  { vendor: "ios", line: "crypto pki import HALDEN pem terminal SECRET", keep: "crypto pki import HALDEN" },
  { vendor: "asa", line: " hidden-parameter SECRET=SECRET", keep: "hidden-parameter" },
  { vendor: "ios", line: "enable secret 9 $9$SECRET", keep: "enable secret" },
  { vendor: "ios", line: "enable password SECRET", keep: "enable password" },
  { vendor: "ios", line: "enable algorithm-type scrypt secret SECRET", keep: "scrypt" },
  { vendor: "ios", line: "username admin privilege 15 password 7 SECRET", keep: "username admin privilege 15" },
  { vendor: "ios", line: "username admin secret 5 $1$SECRET$SECRET", keep: "username admin" },
  { vendor: "ios", line: " password 7 SECRET", keep: "password" },
  { vendor: "ios", line: "snmp-server community SECRET RW 10", keep: "snmp-server community" },
  { vendor: "ios", line: "snmp-server community-map SECRET context plant", keep: "snmp-server community-map" },
  { vendor: "ios", line: "snmp-server host 10.20.99.10 version 2c SECRET", keep: "10.20.99.10" },
  { vendor: "ios", line: "snmp-server host 2001:db8::7 SECRET", keep: "2001:db8::7" },
  { vendor: "ios", line: "snmp-server host nms.example SECRET", keep: "nms.example" },
  {
    vendor: "ios",
    line: "snmp-server user SECRET GRP v3 auth sha SECRET priv aes 128 SECRET",
    keep: "snmp-server user",
  },
  { vendor: "ios", line: "tacacs-server key 7 SECRET", keep: "tacacs-server key" },
  { vendor: "ios", line: "tacacs-server host 10.20.30.40 key SECRET", keep: "10.20.30.40" },
  { vendor: "ios", line: "radius-server host 10.20.30.40 auth-port 1812 key 7 SECRET", keep: "auth-port 1812" },
  { vendor: "ios", line: " key 7 SECRET", keep: "key" },
  { vendor: "ios", line: "  key-string 7 SECRET", keep: "key-string" },
  { vendor: "ios", line: "ntp authentication-key 1 md5 SECRET 7", keep: "ntp authentication-key" },
  { vendor: "ios", line: " ip ospf message-digest-key 1 md5 7 SECRET", keep: "ip ospf" },
  { vendor: "ios", line: " ip ospf authentication-key SECRET", keep: "ip ospf" },
  { vendor: "ios", line: " neighbor 192.0.2.1 password 7 SECRET", keep: "neighbor 192.0.2.1" },
  { vendor: "ios", line: "crypto isakmp key SECRET address 192.0.2.1", keep: "crypto isakmp key" },
  { vendor: "ios", line: "crypto isakmp key 6 SECRET hostname peer", keep: "crypto isakmp key" },
  { vendor: "ios", line: "  pre-shared-key address 192.0.2.1 key SECRET", keep: "pre-shared-key" },
  { vendor: "ios", line: "  pre-shared-key local SECRET", keep: "pre-shared-key" },
  { vendor: "ios", line: " standby 1 authentication md5 key-string 7 SECRET", keep: "standby 1" },
  { vendor: "ios", line: " standby 1 authentication SECRET", keep: "standby 1" },
  { vendor: "ios", line: " vrrp 1 authentication text SECRET", keep: "vrrp 1" },
  { vendor: "ios", line: " ip nhrp authentication SECRET", keep: "ip nhrp authentication" },
  { vendor: "ios", line: " ppp chap password 0 SECRET", keep: "ppp chap" },
  { vendor: "ios", line: " ppp pap sent-username halden password 0 SECRET", keep: "sent-username halden" },
  { vendor: "ios", line: "key config-key password-encrypt SECRET", keep: "key" },
  { vendor: "ios", line: " isis password SECRET level-2", keep: "isis" },
  { vendor: "ios", line: " area-password SECRET", keep: "area-password" },
  { vendor: "ios", line: " security wpa psk set-key ascii 0 SECRET", keep: "security wpa" },
  { vendor: "ios", line: " description vendor line, password SECRET", keep: "vendor line" },
  { vendor: "ios", line: "ip http client password 7 SECRET", keep: "ip http client" },
  { vendor: "ios", line: "archive path ftp://halden:SECRET@10.20.99.10/cfg", keep: "10.20.99.10" },
  { vendor: "ios", line: "access-list 10 remark password SECRET for the old router", keep: "access-list 10 remark" },
  { vendor: "nxos", line: "username admin password 5 $5$SECRET$SECRET role network-admin", keep: "username admin" },
  {
    vendor: "nxos",
    line: "snmp-server user SECRET network-admin auth md5 0xSECRET localizedkey",
    keep: "snmp-server user",
  },
  { vendor: "nxos", line: "  authentication md5 key-string SECRET", keep: "authentication md5" },
  { vendor: "nxos", line: "  authentication text SECRET", keep: "authentication text" },
  { vendor: "asa", line: "passwd SECRET encrypted", keep: "passwd" },
  { vendor: "asa", line: "enable password SECRET pbkdf2", keep: "enable password" },
  { vendor: "asa", line: "username admin password SECRET encrypted privilege 15", keep: "username admin" },
  { vendor: "asa", line: " ikev1 pre-shared-key SECRET", keep: "ikev1 pre-shared-key" },
  { vendor: "asa", line: " ikev2 remote-authentication pre-shared-key SECRET", keep: "ikev2" },
  { vendor: "asa", line: "failover key SECRET", keep: "failover key" },
  {
    vendor: "asa",
    line: "snmp-server host inside 10.20.99.10 community SECRET version 2c",
    keep: "inside 10.20.99.10",
  },
  { vendor: "asa", line: "aaa-server TAC (inside) host 10.20.30.40 SECRET timeout 10", keep: "10.20.30.40" },
  { vendor: "asa", line: " ldap-login-password SECRET", keep: "ldap-login-password" },
  { vendor: "asa", line: " radius-common-pw SECRET", keep: "radius-common-pw" },
  { vendor: "iosxr", line: " secret 10 $6$SECRET$SECRET", keep: "secret" },
  { vendor: "iosxr", line: "  key-string password SECRET", keep: "key-string" },
  // pfSense, OPNsense
  { vendor: "pfsense", line: "\t\t<password>SECRET</password>", keep: "</password>" },
  { vendor: "pfsense", line: "<bcrypt-hash>$2y$10$SECRET</bcrypt-hash>", keep: "<bcrypt-hash>" },
  { vendor: "pfsense", line: "<sha512-hash>$6$SECRET</sha512-hash>", keep: "<sha512-hash>" },
  { vendor: "pfsense", line: "<nt-hash>SECRET</nt-hash>", keep: "<nt-hash>" },
  { vendor: "pfsense", line: "<md5-hash>SECRET</md5-hash>", keep: "<md5-hash>" },
  { vendor: "pfsense", line: "<pre-shared-key>SECRET</pre-shared-key>", keep: "<pre-shared-key>" },
  { vendor: "pfsense", line: "<ipsecpsk>SECRET</ipsecpsk>", keep: "<ipsecpsk>" },
  { vendor: "pfsense", line: "<prv>SECRET</prv>", keep: "<prv>" },
  { vendor: "pfsense", line: "<crt>SECRET", keep: "<crt>" },
  { vendor: "pfsense", line: "<tls>SECRET</tls>", keep: "<tls>" },
  { vendor: "pfsense", line: "<shared_key>SECRET</shared_key>", keep: "<shared_key>" },
  { vendor: "pfsense", line: "<auth_pass>SECRET</auth_pass>", keep: "<auth_pass>" },
  { vendor: "pfsense", line: "<rocommunity>SECRET</rocommunity>", keep: "<rocommunity>" },
  { vendor: "pfsense", line: "<rwcommunity><![CDATA[SECRET]]></rwcommunity>", keep: "<rwcommunity>" },
  { vendor: "pfsense", line: "<radius_secret>SECRET</radius_secret>", keep: "<radius_secret>" },
  { vendor: "pfsense", line: "<ldap_bindpw>SECRET</ldap_bindpw>", keep: "<ldap_bindpw>" },
  { vendor: "pfsense", line: "<authorizedkeys>SECRET</authorizedkeys>", keep: "<authorizedkeys>" },
  { vendor: "pfsense", line: "<proxy_passwd>SECRET</proxy_passwd>", keep: "<proxy_passwd>" },
  { vendor: "pfsense", line: "<ddnsdomainkey>SECRET</ddnsdomainkey>", keep: "<ddnsdomainkey>" },
  { vendor: "pfsense", line: "<privatekey>SECRET</privatekey>", keep: "<privatekey>" },
  { vendor: "pfsense", line: "<presharedkey>SECRET</presharedkey>", keep: "<presharedkey>" },
  { vendor: "pfsense", line: "<passphrase>SECRET</passphrase>", keep: "<passphrase>" },
  { vendor: "pfsense", line: "<otp_seed>SECRET</otp_seed>", keep: "<otp_seed>" },
  { vendor: "pfsense", line: "<key>SECRET</key>", keep: "<key>" },
  { vendor: "pfsense", line: "<custom_options>push x; password=SECRET;</custom_options>", keep: "push x" },
  { vendor: "pfsense", line: "<descr>vendor, password SECRET</descr>", keep: "vendor" },
  { vendor: "pfsense", line: '<user name="kuka" password="SECRET"/>', keep: 'name="kuka"' },
  {
    vendor: "pfsense",
    line: "<a><password>SECRET</password><b>10.20.40.10</b><prv>SECRET</prv></a>",
    keep: "10.20.40.10",
  },
  { vendor: "pfsense", line: "<radiuskey>SECRET</radiuskey>", keep: "<radiuskey>" },
  { vendor: "pfsense", line: "<accountkey>SECRET</accountkey>", keep: "<accountkey>" },
  { vendor: "pfsense", line: "<privatekeyfld>SECRET</privatekeyfld>", keep: "<privatekeyfld>" },
  { vendor: "pfsense", line: "<monpass>SECRET</monpass>", keep: "<monpass>" },
  { vendor: "pfsense", line: "<md5sigpass>SECRET</md5sigpass>", keep: "<md5sigpass>" },
  { vendor: "pfsense", line: "<varusersmotppin>SECRET</varusersmotppin>", keep: "<varusersmotppin>" },
  { vendor: "pfsense", line: "<adminpw>SECRET</adminpw>", keep: "<adminpw>" },
  { vendor: "pfsense", line: "<trapstring>SECRET</trapstring>", keep: "<trapstring>" },
  { vendor: "pfsense", line: "<api>SECRET</api>", keep: "<api>" },
  { vendor: "pfsense", line: "<oinkmastercode>SECRET</oinkmastercode>", keep: "<oinkmastercode>" },
  { vendor: "pfsense", line: "<etpro_code>SECRET</etpro_code>", keep: "<etpro_code>" },
  { vendor: "pfsense", line: "<updateurl>https://ddns.example/SECRET/%IP%</updateurl>", keep: "<updateurl>" },
  { vendor: "pfsense", line: "<url>https://api.telegram.org/bot123456789:SECRET/x</url>", keep: "telegram.org" },
  { vendor: "pfsense", line: "<command>curl -u halden:SECRET https://192.0.2.7/x</command>", keep: "192.0.2.7" },
  { vendor: "pfsense", line: "<command>curl --user=halden:SECRET https://192.0.2.7/x</command>", keep: "192.0.2.7" },
  {
    vendor: "pfsense",
    line: "<command>sshpass -p SECRET ssh backup</command>",
    keep: "sshpass -p",
  },
  { vendor: "ios", line: ' action 1 cli command "curl -u halden:SECRET http://192.0.2.7/x"', keep: "192.0.2.7" },
  { vendor: "pfsense", line: "<url>https://feed.example/list?a=b&amp;apikey=SECRET</url>", keep: "a=b" },
  // Anything
  // Keys that stand at a place of their own
  { vendor: "ios", line: "snmp mib community-map SECRET engineid 8000", keep: "community-map" },
  { vendor: "ios", line: "   authentication mode hmac-sha-256 SECRET", keep: "hmac-sha-256" },
  { vendor: "nxos", line: "    authentication SECRET", keep: "authentication" },
  { vendor: "nxos", line: "  ip pim hello-authentication ah-md5 3 SECRET", keep: "ah-md5" },
  { vendor: "nxos", line: "  ospfv3 authentication ipsec spi 256 sha1 3 SECRET", keep: "spi 256 sha1" },
  {
    vendor: "asa",
    line: " ipv6 ospf encryption ipsec spi 256 esp aes-cbc 128 SECRET sha1 SECRET",
    keep: "spi 256 esp",
  },
  { vendor: "iosxr", line: "    text-authentication SECRET", keep: "text-authentication" },
  { vendor: "fortios", line: "            set auth-string SECRET", keep: "set auth-string" },
  { vendor: "fortios", line: '        set http-headers "X-Key: SECRET"', keep: "set http-headers" },
  { vendor: "fortios", line: '        set what-nobody-knows "the password SECRET1"', keep: "the password" },
  { vendor: "pfsense", line: "<sshkeyfile><filename>x</filename><xmldata>SECRET</xmldata>", keep: "<filename>x" },
  { vendor: "pfsense", line: "<pppoe><username>robot:SECRET</username>", keep: "<username>" },
  { vendor: "opnsense", line: "<stats><users>admin:SECRET</users></stats>", keep: "<users>" },
  { vendor: "opnsense", line: "<account><eab_hmac>SECRET</eab_hmac></account>", keep: "<eab_hmac>" },
  // Said in a sentence
  { vendor: "ios", line: " remark robots, temp pw SECRET", keep: "robots" },
  { vendor: "asa", line: "access-list IN remark vendor pass SECRETx7", keep: "vendor pass" },
  { vendor: "any", line: "-----BEGIN RSA PRIVATE KEY-----SECRET", keep: "" },
  { vendor: "any", line: "something $6$SECRET$SECRET behind", keep: "something" },
];

describe("maskLine hides", () => {
  it.each(SECRETS)("$vendor: $line", ({ line, keep }) => {
    const masked = maskLine(line);
    expect(masked).not.toContain("SECRET");
    expect(masked).toContain(MASK);
    expect(masked).toContain(keep);
  });

  it.each([BLOB, ` ${BLOB}`, HEX, `  30820225 3082018E A0030201 02020101`, `<x>${BLOB}</x>`, `unknown thing ${BLOB}`])(
    "a blob wherever it stands: %s",
    (line) => {
      expect(maskLine(line)).toContain(MASK);
      expect(maskLine(line)).not.toMatch(/TUlJ|0f1e2d|30820225/);
    },
  );

  it("keeps the length of a secret to itself", () => {
    expect(maskLine("enable password short")).toBe(maskLine("enable password a-very-much-longer-one"));
  });
});

/** Lines that findings point at: they must be shown as they are. */
const READABLE: readonly string[] = [
  "    edit 12",
  '    set name "temp-migration"',
  '    set srcaddr "all"',
  '    set dstaddr "grp-scada-hosts" "KEY-SERVERS"',
  '    set service "RDP" "PASSWORD-RESET"',
  "    set uuid 5f0c1e2a-0000-51ee-aaaa-0123456789ab",
  "    set action accept",
  "config firewall policy",
  "ip access-list extended ACL-RCA-IN",
  " 40 permit ip 10.20.101.0 0.0.0.255 10.20.110.0 0.0.0.255",
  " permit tcp object-group KEY-HOSTS any eq 22",
  "access-list SECRET_ACL extended permit tcp any object key-server eq 443",
  "object-group network PASSWORD-SERVERS",
  "interface HundredGigabitEthernet1/0/48",
  "interface TwentyFiveGigE1/0/1",
  " ip access-group ACL-PKG-IN in",
  "service password-encryption",
  "no ip http server",
  "line vty 0 4",
  " transport input telnet ssh",
  " authentication pre-share",
  " authentication port-control auto",
  " description Trunk to ACC-1 GigabitEthernet1/0/48 robot hall",
  "crypto key generate rsa modulus 2048",
  "key chain HALDEN",
  "ssh key-exchange group dh-group14-sha256",
  "\t\t<type>pass</type>",
  "\t\t<bypass>1</bypass>",
  "\t\t<url>https://feed.example/lists/ot.txt?format=plain</url>",
  " ntp server pool.ntp.example",
  "ip domain name halden.example",
  " 10 permit tcp 2001:db8::/32 any eq 443",
  "\t\t<interface>opt1</interface>",
  "\t\t<descr><![CDATA[KUKA, ticket OT-0812]]></descr>",
  "\t\t<associated-rule-id>nat_5f3c2b1a0d9e87.12345678</associated-rule-id>",
  "\t\t<tracker>1620000001</tracker>",
  "\t<hash-algorithm>sha256</hash-algorithm>",
  "\t\t<refid>5f3c2b1a0d9e8</refid>",
  "<password/>",
  "<password></password>",
  "",
  "!",
];

describe("maskLine leaves what filters readable", () => {
  it.each(READABLE)("%s", (line) => expect(maskLine(line)).toBe(line));
});

describe("secretBlocks", () => {
  const table: readonly { trap: string; lines: string[]; shown: string[] }[] = [
    {
      trap: "a PEM key in a FortiOS value",
      lines: ['set private-key "-----BEGIN RSA PRIVATE KEY-----', "aW52ZW50", '-----END RSA PRIVATE KEY-----"', "next"],
      shown: [`set private-key ${MASK}`, MASK, MASK, "next"],
    },
    {
      trap: "an XML element that is open behind a closed one of its name",
      lines: ["<s><bindpw>SECRET</bindpw><bindpw>", "Sommer", "</bindpw></s>", "<next>1</next>"],
      shown: [`<s><bindpw>${MASK}</bindpw><bindpw>`, MASK, MASK, "<next>1</next>"],
    },
    {
      trap: "the community of FortiOS is a name",
      lines: [
        "config system snmp community",
        "edit 1",
        'set name "public"',
        "config hosts",
        "edit 1",
        "set ip 10.20.99.10 255.255.255.255",
        "next",
        "end",
        'set name "second"',
        "next",
        "end",
        'set name "temp-migration"',
      ],
      shown: [
        "config system snmp community",
        "edit 1",
        MASK,
        "config hosts",
        "edit 1",
        "set ip 10.20.99.10 255.255.255.255",
        "next",
        "end",
        MASK,
        "next",
        "end",
        'set name "temp-migration"',
      ],
    },
    {
      trap: "what a webhook sends stands beside a name",
      lines: [
        "config http-headers",
        "edit 1",
        'set key "X-API-Key"',
        'set value "office"',
        "next",
        "end",
        "set value 2",
      ],
      shown: ["config http-headers", "edit 1", `set key ${MASK}`, MASK, "next", "end", "set value 2"],
    },
    {
      trap: "the community of a managed switch is a name too",
      lines: ["config switch-controller snmp-community", "edit 1", 'set name "office"', "next", "end"],
      shown: ["config switch-controller snmp-community", "edit 1", MASK, "next", "end"],
    },
    {
      trap: "an IOS certificate, its last line a single short group",
      lines: ["crypto pki certificate chain TP", " certificate self-signed 01", "  30820225", "  AB", "  quit", "!"],
      shown: ["crypto pki certificate chain TP", " certificate self-signed 01", MASK, MASK, "  quit", "!"],
    },
    {
      trap: "an XML secret over several lines",
      lines: ["<tls>", "abc", "</tls>", "<descr>clear</descr>"],
      shown: ["<tls>", MASK, MASK, "<descr>clear</descr>"],
    },
    {
      trap: "CDATA over several lines",
      lines: ["<password><![CDATA[one", "two]]></password>", "<id>1</id>"],
      shown: [`<password>${MASK}`, MASK, "<id>1</id>"],
    },
    {
      trap: "a block that nobody closes hides the rest",
      lines: ["<prv>aaa", "bbb", "ccc"],
      shown: [`<prv>${MASK}`, MASK, MASK],
    },
    {
      trap: "a placeholder in angle brackets is no XML",
      lines: ["enable password <asa-password>", "access-list allow-all extended permit ip any any"],
      shown: [`enable password ${MASK}`, "access-list allow-all extended permit ip any any"],
    },
    {
      trap: "a PEM text in XML that was cut short ends with its element",
      lines: ["<crt>-----BEGIN CERTIFICATE-----", "aW52ZW50</crt>", "<descr>clear</descr>"],
      shown: [`<crt>${MASK}`, MASK, "<descr>clear</descr>"],
    },
    {
      trap: "a quoted password over two lines",
      lines: ['    set passwd "one', '  two"', "    next"],
      shown: [`    set passwd ${MASK}`, MASK, "    next"],
    },
    {
      trap: "an empty XML secret opens nothing",
      lines: ["<password></password>", "<prv/>", "<tls />", "open"],
      shown: ["<password></password>", "<prv/>", "<tls />", "open"],
    },
  ];

  it.each(table)("$trap", ({ lines, shown }) => expect(maskLines(lines, secretBlocks(lines))).toEqual(shown));
});

it("takes no long time over hostile lines", () => {
  const hostile = [
    "passw".repeat(40_000),
    `key${" ".repeat(200_000)}`,
    "a-".repeat(100_000),
    "<a ".repeat(60_000),
    "$1".repeat(90_000),
  ];
  const start = performance.now();
  for (const line of hostile) maskLine(line);
  expect(performance.now() - start).toBeLessThan(2_000);
});

it("hides the same of a line whose closing tag it hid, blanks behind it or not", () => {
  const once = maskLine("<prv> ENC </prv>  ");
  expect([once, maskLine(once)]).toEqual([`<prv>${MASK}  `, once]);
});
