/** Secrets that are ordinary words, short or written in an unusual way: where one stands, nothing of it is left. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { anonymizeText, type TextKind } from "../../src/anonymize/text.js";
import { hasGaps, Tokens } from "../../src/anonymize/tokens.js";

const keywords = new Set(readFileSync("schemas/keywords.txt", "utf8").split("\n"));

function copyOf(text: string, kind: TextKind = "lines"): string {
  const tokens = new Tokens("of the test", keywords);
  tokens.learn(text);
  return anonymizeText(text, kind, tokens);
}

/** Line, what is in front of the secret in the copy, what is behind it. */
const LINES: readonly (readonly [string, string, string])[] = [
  ["username admin privilege 15 password 0 cisco", "username admin privilege 15 password 0 ", ""],
  ["username admin password password privilege 15", "username admin password ", " privilege 15"],
  ["username admin password 123", "username admin password ", ""],
  ["username admin password 0 12", "username admin password 0 ", ""],
  ["enable secret level 15 0 secret", "enable secret level 15 0 ", ""],
  ["enable password public", "enable password ", ""],
  ["enable password key encrypted", "enable password ", " encrypted"],
  [" key 7 private", " key 7 ", ""],
  ["crypto isakmp key secret address 192.0.2.1", "crypto isakmp key ", " address 192.0.2.1"],
  [" ip ospf message-digest-key 20 md5 7 text", " ip ospf message-digest-key 20 md5 7 ", ""],
  ["snmp-server community access RO 2", "snmp-server community ", " RO 2"],
  ["snmp-server community 123 RO", "snmp-server community ", " RO"],
  ["snmp-server host 192.0.2.1 version 2c remote", "snmp-server host 192.0.2.1 version 2c ", ""],
  ["    set password ENC secret", "    set password ENC ", ""],
  ['    set psksecret "private"', '    set psksecret "', '"'],
  ['    set passwd "12"', '    set passwd "', '"'],
];

describe("a secret that is a word of the grammar or short", () => {
  it.each(LINES)("goes from %j", (line, front, behind) => {
    const made = copyOf(line);
    const plain = made.replaceAll(/192\.0\.2\.\d+/g, "192.0.2.1");
    expect(plain.slice(0, front.length)).toBe(front);
    expect(plain.slice(plain.length - behind.length)).toBe(behind);
    const [before, after] = [line, plain].map((text) => text.slice(front.length, text.length - behind.length));
    expect(after).not.toBe("");
    expect(after).not.toBe(before);
  });

  it.each(["<password>secret</password>", "<password>12</password>", "<pre-shared-key>private</pre-shared-key>"])(
    "goes from %s",
    (element) => {
      const made = copyOf(element, "xml");
      expect(made).toMatch(/^<([\w-]+)>[^<]+<\/\1>$/);
      expect(made).not.toBe(element);
    },
  );

  it("goes from both places of an SNMP user", () => {
    const made = copyOf("snmp-server user ops MONITOR v3 auth sha private priv aes 128 secret");
    expect(made).toMatch(/^snmp-server user \w+ \w+ v3 auth sha (?!private)\w+ priv aes 128 (?!secret)\w+$/i);
  });
});

describe("what stays beside secrets", () => {
  it("is a community that everybody knows: checks say so", () => {
    expect(copyOf("snmp-server community public RO")).toBe("snmp-server community public RO");
    const named = 'config system snmp community\n    edit 1\n        set name "public"\n    next\nend';
    expect(copyOf(named)).toBe(named);
    expect(copyOf("enable secret 0 public")).not.toContain("public");
  });

  it("is the frame of a certificate or key", () => {
    const made = copyOf('    set private-key "-----BEGIN PRIVATE KEY-----\nMIIabcdefghijk\n-----END PRIVATE KEY-----"');
    expect(made.split("\n")[0]).toBe('    set private-key "-----BEGIN PRIVATE KEY-----');
    expect(made).toContain("-----END PRIVATE KEY-----");
    expect(made).not.toContain("MIIabc");
  });

  it("is the release of a device and the model an image is for: defaults depend on them", () => {
    expect(copyOf("version 7.3(1)D1(1)")).toBe("version 7.3(1)D1(1)");
    expect(copyOf("ASA Version 9.8(2)")).toBe("ASA Version 9.8(2)");
    expect(copyOf("boot system bootflash:n7000-hovland.bin")).toMatch(/:n7000-(?!hovland)/);
    expect(copyOf("switch 1 provision ws-c3750x-24")).toContain("ws-c3750x");
  });

  it("is the delimiter at both ends of a banner: one without its end goes on over the statements behind it", () => {
    expect(copyOf("banner motd ^C Hovland only.^C\nhostname hovland")).toMatch(
      /^banner motd \^C \w+ \w+\.\^C\nhostname/,
    );
    expect(copyOf("banner login #Hovland\n only.#\nhostname hovland")).toMatch(/^banner login #\w+\n \w+\.#\nhostname/);
  });

  it("is the product that checks know an address by, in a longer name too", () => {
    const made = copyOf("object network Hovland-TeamViewerHosts");
    expect(made).toMatch(/^object network \w+-Teamviewer\w+$/i);
    expect(made).not.toMatch(/Hovland|Hosts/i);
    expect(copyOf("object network Chrome-Remote-Hovland")).toMatch(/^object network Chrome-Remote-(?!Hovland)\w+$/);
  });
});

describe("what is typed short", () => {
  it.each([
    "ena sec 0 Sommer2024",
    "usern joe priv 15 sec Sommer2024",
    "snmp-s comm Sommer2024 ro",
    " pass Sommer2024",
  ])("leaves nothing of the secret in %j", (line) => {
    expect(copyOf(line)).not.toMatch(/sommer|2024/i);
  });
});

describe("names of DNS", () => {
  it("go by every part, keywords too, but where all devices look by themselves", () => {
    expect(copyOf("ip domain name edge.vpn.lan")).toMatch(/^ip domain name (?!edge)\w+\.(?!vpn)\w+\.lan$/);
    expect(copyOf("ntp server 0.pool.ntp.org")).toBe("ntp server 0.pool.ntp.org");
  });
});

describe("wildcards with gaps", () => {
  it.each([
    [" permit ip 10.0.1.0 0.255.0.255 any", true],
    ["    set wildcard 10.0.1.0 255.0.255.0", true],
    [" permit ip 10.0.1.0 0.0.0.255 any", false],
    [" ip address 10.0.1.1 255.255.255.0", false],
    ["ip route 10.0.0.0 255.0.0.0 10.0.1.1", false],
  ])("are found: %j %s", (line, found) => {
    expect(hasGaps(line)).toBe(found);
  });
});

describe("keywords", () => {
  it("are none of the words that sentences to people have", () => {
    for (const word of ["everybody", "somebody", "guessed", "subscribers"]) expect(keywords.has(word)).toBe(false);
    for (const word of ["permit", "accprofile-override", "hygiene"]) expect(keywords.has(word), word).toBe(true);
  });
});

it("a statement that reads in two ways keeps both of its keywords", () => {
  for (const line of ["no sysopt connection permit-vpn", "sysopt connection permit-ipsec"])
    expect(copyOf(line)).toBe(line);
});
