/** Every real file and its anonymized copy: no name, address or secret of the one is in the other. Independent of what `anonymize` looks for. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/diagnostics/usage-error.js";
import { anonymize } from "../../src/run/anonymize.js";

const CORPUS = fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const GROUPS = ["fortios", "cisco", "pfsense", "opnsense"];
const NOT_INPUTS = /(^|\/)INDEX\.tsv$|\.md$/;
const readStdin = async () => new Uint8Array();
const keywords = new Set(readFileSync("schemas/keywords.txt", "utf8").split("\n"));

/** What is nowhere in a copy, however short the line it stood in. Group 1 is the token. */
const ANYWHERE: Readonly<Record<string, readonly RegExp[]>> = {
  host: [/^\s*(?:hostname|switchname|set hostname)\s+"?([\w-]+)"?\s*$/gim, /<hostname>([\w-]+)</g],
  domain: [
    /^\s*(?:ip domain[ -]name|ip domain-list|domain-name|domain name|default-domain value|dns domain-name)\s+(?:vrf \S+ )?([\w.-]+)/gim,
    /^\s*set domain\s+"([\w.-]+)"/gim,
    /<domain>([\w.-]+)</g,
  ],
  "e-mail address": [/([A-Za-z][\w.+-]*@[A-Za-z][\w-]*(?:\.[\w-]+)+)/g],
  user: [/^\s*(?:username|snmp-server user)\s+"?([^\s"]+)/gim],
  community: [/snmp-server community\s+(\S+)/gim],
  "location or contact": [
    /snmp-server (?:location|contact|chassis-id)\s+(\S.*\S)\s*$/gim,
    /<sys(?:location|contact)>([^<]+)</g,
    /^[^\S\n]*set (?:location|contact-info)\s+"?([^"\n]+)/gim,
  ],
  secret: [
    /^[^<\n]*?\b(?:password|secret|key-string|psksecret|passwd|passphrase|pre-shared-key)[^\S\n]+(?:\d[^\S\n]+|ENC[^\S\n]+|encrypted[^\S\n]+|ascii-text[^\S\n]+|local[^\S\n]+|remote[^\S\n]+)?"?([\w$./+=!-]{4,})/gim,
    /<(?:[\w-]*(?:password|passwd|secret|psk|hash|prv|pre-shared-key|apikey|otp_seed))>(?:<!\[CDATA\[)?([^<\]]{4,})/gi,
    /(\$\d{1,2}\$[^\s"'<]+)/g,
  ],
  certificate: [/^\s+((?:[0-9A-F]{8} ){3,}[0-9A-F]+)/gm, /^([A-Za-z0-9+/]{60,}={0,2})\s*$/gm],
  "serial number": [
    /(?:serial number:?|processor board id|license udi pid \S+ sn|set serial-?number)\s+"?([A-Z0-9]{8,})/gi,
  ],
};
/** What is not left where it stood: other statements may have the same word by themselves. */
const IN_ITS_LINE: readonly RegExp[] = [
  /^\s*(?:no )?description\s+(.+)$/gim,
  /\bremark\s+(.+)$/gim,
  /^\s*set (?:comments?|description|alias)\s+"([^"\n]+)"/gim,
  /<(?:descr|description|detail|name)>(?:<!\[CDATA\[)?([^<\]]+)/g,
  /^\s*edit\s+"([^"\n]+)"/gm,
  /^\s*(?:object network|object service|object-group \S+|ip access-list (?:standard|extended)|ipv6 access-list|route-map|vrf definition|ip vrf|vrf context|class-map(?: match-\w+| type \S+)?|policy-map(?: type \S+)?|crypto map|tunnel-group|group-policy|nameif|prefix-set|route-policy|ip prefix-list|zone security|key chain|crypto (?:pki|ca) trustpoint)[^\S\n]+(\S+)/gim,
];
/** Kept on purpose: what checks read in names (temporary, test, vendor …), products of remote access, and where all devices look by themselves. */
const TOLD_BY_CHECKS =
  /^(?:vendors?|suppliers?|service|oem|extern(?:al)?|partner|support|contractors?|maintenance|remote|shared|team|review|te?mp|temporary|test(?:ing|s)?|trial|until|till|valid|expir(?:es|y)|ends?|remove|delete|by|after|on|through|up|to|bis|chg|inc|rfc|req|task|cr|teamviewer|anydesk|splashtop|logmein|zerotier|tailscale)$/i;
const OF_FACTORY =
  /(?:pool\.ntp\.org|(?:pfsense|opnsense)\.org|(?:fortinet|fortiguard|netgate|cisco)\.com|fortinet\.net)$/i;
/** Interfaces are called so by the device. */
const NUMBERED =
  /^(?:\w*ethernet|vlan|loopback|port|wan|lan|opt|internal|ha|wg|x|port-channel|mgmt|tunnel|dmz|modem|nat|ipv|ike|ikev|aes|sha|des|dh|group|dot|build|level|quic|a|b|s|p|v|md)\d+$/i;

/** Whether a text has a word that nobody but its author can have put there. */
function words(text: string): string[] {
  return (text.match(/[\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*/gu) ?? []).filter((word) => {
    const runs = word.match(/\p{L}+/gu) ?? [];
    const known = (one: string) => keywords.has(one.toLowerCase()) || TOLD_BY_CHECKS.test(one);
    return !known(word) && !NUMBERED.test(word) && !runs.every((run) => run.length < 3 || known(run));
  });
}

function has(text: string, token: string): boolean {
  const escaped = token.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").test(text);
}

const lineOf = (text: string, at: number) => text.slice(0, at).split("\n").length - 1;

/** What stands behind a pattern, with its line from 0. */
function* tokensIn(text: string, patterns: readonly RegExp[]): Generator<readonly [string, number]> {
  for (const pattern of patterns) {
    for (const found of text.matchAll(pattern)) {
      const at = found.index + found[0].lastIndexOf(found[1] ?? "");
      yield [(found[1] ?? "").trim(), lineOf(text, at)];
    }
  }
}

/** Octets of what is no mask, nor in a block with a meaning of its own (RFC 6890). */
function isPublic(address: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  if ([a, b, c, d].some((octet) => octet > 255)) return false;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if ((a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254)) return false;
  if ((a === 100 && b >= 64 && b < 128) || (a === 198 && (b === 18 || b === 19))) return false;
  if (["192.0.2", "198.51.100", "203.0.113"].includes(`${a}.${b}.${c}`)) return false;
  const value = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return [value, ~value >>> 0].every((bits) => (bits & (bits + 1)) >>> 0 !== 0);
}

/** Beside a block with a meaning of its own nothing is free to change: the neighbours of 0/8, of 100.64/10 and of 192.0.2/24. */
const PINNED = /^(?:[123]|10[01])\.|^192\.0\./;
/** Numbers of releases and of sections look like addresses. */
const NO_ADDRESS = /https?:|\.bin\b/;

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/g;

interface Searched {
  readonly left: readonly string[];
  readonly tokens: number;
}

function search(original: string, copy: string): Searched {
  const copied = copy.split("\n");
  const left: string[] = [];
  let tokens = 0;
  for (const [kind, patterns] of Object.entries(ANYWHERE)) {
    for (const [token] of tokensIn(original, patterns)) {
      if (OF_FACTORY.test(token) || words(token).length === 0) continue;
      tokens++;
      if (has(copy, token)) left.push(`${kind} ${token}`);
    }
  }
  for (const [text, line] of tokensIn(original, IN_ITS_LINE)) {
    for (const word of words(OF_FACTORY.test(text) ? "" : text)) {
      tokens++;
      if (has(copied[line] ?? "", word)) left.push(`name ${word} in line ${line + 1}`);
    }
  }
  for (const [index, line] of original.split("\n").entries()) {
    const after = copied[index]?.match(ADDRESS) ?? [];
    for (const [place, address] of (line.match(ADDRESS) ?? []).entries()) {
      if (!isPublic(address) || PINNED.test(address) || NO_ADDRESS.test(line)) continue;
      tokens++;
      if (after[place] === address) left.push(`address ${address} in line ${index + 1}`);
    }
  }
  return { left, tokens };
}

async function searchFile(path: string): Promise<Searched> {
  try {
    const { files } = await anonymize({ paths: [path], readStdin, key: "of the test", keywords });
    const { left, tokens } = search(readFileSync(path, "utf8"), files[0]?.text ?? "");
    return { left: left.map((one) => `${path.slice(CORPUS.length + 1)}: ${one}`), tokens };
  } catch (error) {
    if (error instanceof UsageError) return { left: [], tokens: 0 };
    throw error;
  }
}

function filesIn(group: string): string[] {
  const files = readdirSync(join(CORPUS, group), { recursive: true, withFileTypes: true });
  return files.flatMap((one) => (one.isFile() && !NOT_INPUTS.test(one.name) ? [join(one.parentPath, one.name)] : []));
}

describe("the search of this test", () => {
  it("finds what is left of a text", () => {
    const text =
      "hostname kiln-7\nusername hovland secret 5 $1$abcd$efghijkl\n description to the kiln\nip host 8.8.4.4\n";
    const copy =
      "hostname kiln-7\nusername hovland secret 5 $1$abcd$efghijkl\n description xx xx kiln\nip host 8.8.4.4\n";
    expect(search(text, copy).left).toEqual([
      "host kiln-7",
      "user hovland",
      "secret $1$abcd$efghijkl",
      "secret $1$abcd$efghijkl",
      "name kiln in line 3",
      "address 8.8.4.4 in line 4",
    ]);
  });
});

describe.skipIf(!existsSync(CORPUS))("anonymized copies of the corpus (skipped without ../shared/corpus)", () => {
  it.each(GROUPS)("of %s have no name, address or secret of the original", { timeout: 240_000 }, async (group) => {
    const found: Searched[] = [];
    for (const file of filesIn(group)) found.push(await searchFile(file));
    expect(found.reduce((sum, { tokens }) => sum + tokens, 0)).toBeGreaterThan(500);
    expect(found.flatMap(({ left }) => left)).toEqual([]);
  });
});
