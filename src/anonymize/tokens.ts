/** The words of any configuration: addresses, identifiers, names, numbers, each replaced in its way. */
import { formatIPv4, formatIPv6, readIPv4, readIPv6 } from "../packets/address.js";
import { AddressMap, isMask } from "./address-map.js";
import { NameMap } from "./name-map.js";

const IPV4 = String.raw`(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)`;
/** Names often spell an address: `h-10-1-1-5`, `net_10_20_30_0`. */
const SPELT = String.raw`(?<!\d)\d{1,3}(?<joint>[-_])\d{1,3}\k<joint>\d{1,3}\k<joint>\d{1,3}(?!\d)`;
const MAC = String.raw`(?<![0-9A-Fa-f:.])(?:(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4})(?![0-9A-Fa-f:.])`;
const IPV6 = String.raw`(?<![\w:.])(?=[0-9A-Fa-f]*:[0-9A-Fa-f]*:)[0-9A-Fa-f:]+(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])`;
const UUID = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
/** A name of DNS by how it ends; files, interfaces and tunables have points too. It has at most 127 parts (RFC 1035). */
const DOMAIN = String.raw`(?<![\p{L}\p{M}\d_-])(?:[\p{L}\d_](?:[\p{L}\d_-]*[\p{L}\d_])?\.){1,127}(?:com|net|org|edu|gov|mil|int|info|biz|io|eu|at|be|br|ca|ch|cn|cz|de|dk|es|fi|fr|gr|hu|it|jp|kr|nl|no|nz|pl|pt|ro|ru|se|sk|tr|uk|us|za|arpa|corp|example|home|intern|internal|intranet|invalid|lan|local|localdomain|private|test)(?![\p{L}\d_-]|\.[\p{L}\d_])`;
/** Where devices of every plant look by themselves: such a name tells nothing. */
const OF_FACTORY =
  /(?:^|\.)(?:pool\.ntp\.org|(?:pfsense|opnsense|freebsd)\.org|(?:fortinet|fortiguard|netgate|cisco)\.com|fortinet\.net)$/i;
const ENTITY = String.raw`&#?\w+;`;
const WORD = String.raw`[\p{L}\p{M}\d_](?:[\p{L}\p{M}\d_-]*[\p{L}\p{M}\d_])?`;

const TOKENS = new RegExp(
  `(?<entity>${ENTITY})|(?<uuid>${UUID})|(?<ipv4>${IPV4})|(?<mac>${MAC})|(?<ipv6>${IPV6})|(?<domain>${DOMAIN})|(?<spelt>${SPELT})|(?<word>${WORD})`,
  "giu",
);
/** An address with what says how long its network is: `/24`, a mask, or the number in the next XML element. */
const WITH_LENGTH =
  /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2})(?!\d)|["']?\s+["']?(\d{1,3}(?:\.\d{1,3}){3})(?![\d.]|\.\d)|<\/[\w.-]+>\s*<[\w.-]+>(\d{1,2})<)/g;
const WITH_LENGTH6 =
  /(?<![\w:])([0-9A-Fa-f:]{0,45}:[0-9A-Fa-f:]{0,45})(?:\/(\d{1,3})(?!\d)|<\/[\w.-]+>\s*<[\w.-]+>(\d{1,3})<)/g;
/** Two addresses that are the ends of a range: behind words for one, joined by a dash, or behind words for a start and an end. Bounded: none is longer. */
const ADDRESS = "([0-9A-Fa-f:.]{0,45}[:.][0-9A-Fa-f:.]{0,45})";
const RANGES: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:range|pool|excluded-address|rotary|address)\b[^\n]*?(?<![\w.:])${ADDRESS}[ \t]+${ADDRESS}(?![\w.:])`,
    "gi",
  ),
  new RegExp(String.raw`(?<![\w.:])${ADDRESS}\s*-\s*${ADDRESS}(?![\w.:])`, "g"),
  new RegExp(
    String.raw`(?:start|from|begin|low)[\w-]*(?:>|["']?[\s=:]+["']?)${ADDRESS}["']?(?:<\/[\w.-]+>)?\s*(?:set\s+|<)?[\w-]*(?:end|to|high)[\w-]*(?:>|["']?[\s=:]+["']?)${ADDRESS}`,
    "gi",
  ),
];
/** Two that may be. */
const SIDE_BY_SIDE = new RegExp(String.raw`(?<![\w.:])${ADDRESS}(?:[ \t]+|"[ \t]+")${ADDRESS}(?![\w.:])`, "g");

/** An address and what stands behind it where a wildcard or a mask may. */
const WITH_WILDCARD = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}["']?[ \t]+["']?((?:0|255)(?:\.\d{1,3}){3})(?![\d.]|\.\d)/;

/** Frames of certificates and keys are no secret, and tell what stands between them. */
const SECRET_TOKENS = /-----(?:BEGIN|END) [A-Z0-9 ]+-----|[^\s"'<>]+/g;
/** What stands between the word that announces a secret and the secret: how it is written, which version, whose it is. */
const BEFORE: ReadonlySet<string> = new Set(
  `version 1 2c 3 v1 v2c v3 auth noauth priv md5 sha sha-2 sha256 sha512 aes aes-128 aes-192 aes-256 des 3des encrypted unencrypted
   clear clear-text cleartext enc hex ascii text scrypt pbkdf2 level role hmac-sha-256 hmac-sha-1 chain traps informs trap inform
   udp-port ssh-rsa ssh-ed25519 ssh-dss ecdsa-sha2-nistp256`.split(/\s+/),
);
/** Another secret follows. */
const INTRODUCING: ReadonlySet<string> = new Set("auth priv password secret key community".split(" "));
/** Words of the grammar that stand behind a secret: rights, versions, lists. */
const STAYING: ReadonlySet<string> = new Set(
  `version 1 2c 3 v1 v2c v3 auth noauth priv md5 sha sha-2 sha256 sha512 aes aes-128 aes-192 aes-256 des 3des 128 192 256 encrypted
   unencrypted localized localizedkey localizedv2key engineid enc ro rw view access address ipv4 ipv6 vrf udp-port traps informs
   trap inform hmac-sha-256 pbkdf2 nt-encrypted mschap privilege level role timeout key password text chain hex ascii clear
   scrypt snmp remote group use-acl use-ipv4acl use-ipv6acl`.split(/\s+/),
);
/** Communities of the factory: everybody knows them, and checks say so. */
const TRIED_BY_EVERYBODY: ReadonlySet<string> = new Set(["public", "private", "cisco", "ciscoworks"]);
/** What announces a secret stands so many characters in front of it at most; a line may hold as many words as a file. */
const LOOKED_BACK = 200;
/** Words behind which a short number is a secret; behind others it is the number of a key. */
const HIDING = /(?:passw\w*|secret|pass|passphrase|passcode|pin|pwd|psk|community)["'=:>\s]*(?:\d\s+)?$/i;

/** Whether a line has a wildcard with gaps: it matches addresses that no prefix joins, and other ones in a copy. */
export function hasGaps(line: string): boolean {
  const wildcard = readIPv4(WITH_WILDCARD.exec(line)?.[1] ?? "");
  return wildcard !== undefined && !isMask(wildcard);
}

export class Tokens {
  readonly names: NameMap;
  private readonly addresses: { readonly 4: AddressMap; readonly 6: AddressMap };

  /** @param keywords in lower case: they stay. */
  constructor(key: string, keywords: ReadonlySet<string>) {
    this.names = new NameMap(key, keywords);
    this.addresses = { 4: new AddressMap(4, key), 6: new AddressMap(6, key) };
  }

  /** Looks at what has to keep its structure. Every text is learnt before the first one is replaced. */
  learn(text: string): void {
    for (const { groups = {} } of text.matchAll(TOKENS)) {
      const { word, domain, ipv4, ipv6, spelt } = groups;
      if ((word ?? domain) !== undefined) this.names.learn(word ?? domain ?? "");
      const found = readAddress(ipv4 ?? ipv6 ?? spelt?.replaceAll(/[-_]/g, ".") ?? "");
      if (found !== undefined) this.addresses[found.family].learn(found.value);
    }
    for (const [, address = "", length, mask, next] of text.matchAll(WITH_LENGTH)) {
      this.learnNetwork(address, mask === undefined ? Number(length ?? next) : lengthOf(mask));
    }
    for (const [, address = "", length, next] of text.matchAll(WITH_LENGTH6)) {
      this.learnNetwork(address, Number(length ?? next));
    }
    for (const pattern of [...RANGES, SIDE_BY_SIDE]) {
      for (const [, low = "", high = ""] of text.matchAll(pattern)) {
        this.learnRange(low, high, pattern !== SIDE_BY_SIDE);
      }
    }
  }

  private learnNetwork(text: string, length: number | undefined): void {
    const found = readAddress(text);
    if (found !== undefined && length !== undefined && length <= (found.family === 4 ? 32 : 128)) {
      this.addresses[found.family].learn(found.value, length);
    }
  }

  private learnRange(low: string, high: string, isSaid: boolean): void {
    const [from, to] = [readAddress(low), readAddress(high)];
    if (from === undefined || to === undefined || from.family !== to.family || from.value > to.value) return;
    if (from.family === 4 && [from, to].some(({ value }) => isMask(Number(value)))) return;
    this.addresses[from.family].learnRange(from.value, to.value, isSaid);
  }

  /** Statements: keywords and numbers stay. */
  statement(text: string): string {
    return this.replace(text, (word) => this.names.word(word));
  }

  /** Free text: every word goes, but for those that checks read. */
  freeText(text: string): string {
    return this.replace(text, (word) => (/^\d{4}-\d{2}-\d{2}$/.test(word) ? word : this.names.name(word)));
  }

  /** What may be a secret: the word where it stands goes, whatever it is; words of the grammar beside it stay. */
  secret(text: string, announcing: string): string {
    let isValue = true;
    let last = "";
    const lead = announcing.slice(-LOOKED_BACK);
    return text.replace(SECRET_TOKENS, (token: string, at: number) => {
      if (token.startsWith("-----")) return token;
      const lower = token.toLowerCase();
      if (isValue) {
        const isLast = !/[^\s"'<>]/.test(text.slice(at + token.length));
        if (!isLast && isBefore(lower, lead + text.slice(Math.max(0, at - LOOKED_BACK), at))) return token;
        isValue = false;
        return this.secretWord(token, announcing);
      }
      const namesList = /^use-(?:ipv[46])?acl$/.test(last);
      last = lower;
      if (namesList) return this.statement(token);
      isValue = INTRODUCING.has(lower);
      if (isValue || STAYING.has(lower) || /^\d{1,3}$/.test(token)) return token;
      return this.secretWord(token, "");
    });
  }

  private secretWord(token: string, announcing: string): string {
    if (/^\d{1,3}$/.test(token) && !HIDING.test(announcing)) return token;
    if (token.includes("-") && this.names.isKeyword(token)) return token;
    if (TRIED_BY_EVERYBODY.has(token.toLowerCase()) && /communit|snmp-server\s+host/i.test(announcing)) return token;
    if (readAddress(token) !== undefined) return this.statement(token);
    // A group or user is named in other statements too, and there as a name.
    const name = /^[A-Za-z][A-Za-z_-]{1,18}$/.test(token) ? this.names.name(token) : token;
    if (name !== token) return name;
    const [, mark = "", rest = token] = /^(\$\w{1,12}\$|0x(?=[0-9A-Fa-f]+$))(.*)$/.exec(token) ?? [];
    return mark + this.names.shaped(rest);
  }

  private replace(text: string, word: (text: string) => string): string {
    return text.replace(TOKENS, (token, ...rest) => {
      const groups: Readonly<Record<string, string | undefined>> = rest.at(-1);
      if (groups.entity !== undefined) return token;
      if (groups.uuid !== undefined) return this.names.shaped(token);
      if (groups.mac !== undefined) return this.mac(token);
      if (groups.word !== undefined) return word(token);
      if (groups.domain !== undefined) return this.domain(token);
      return groups.spelt === undefined ? this.address(token) : this.spelt(token, groups.joint ?? "-");
    });
  }

  private address(text: string): string {
    const found = readAddress(text);
    if (found === undefined) return text.includes(":") && /[A-Fa-f]/.test(text) ? this.names.shaped(text) : text;
    const mapped = this.addresses[found.family].map(found.value);
    if (found.family === 4) return isMask(Number(found.value)) ? text : formatIPv4(Number(mapped));
    return mapped === found.value ? text : formatIPv6(mapped);
  }

  private spelt(text: string, joint: string): string {
    const dotted = text.replaceAll(joint, ".");
    return readAddress(dotted) === undefined ? text : this.address(dotted).replaceAll(".", joint);
  }

  /** Every part goes, keyword or not; the last one only where it is none. */
  private domain(text: string): string {
    if (OF_FACTORY.test(text)) return text;
    const parts = text.split(".");
    const last = parts.length - 1;
    return parts.map((part, index) => (index === last ? this.names.word(part) : this.names.name(part))).join(".");
  }

  /** Group and local bits stay (IEEE 802); so do all zeros, all ones and the multicast of protocols. */
  private mac(text: string): string {
    const digits = text.replaceAll(/[^0-9A-Fa-f]/g, "").toLowerCase();
    if (/^(?:0+|f+|01.*|3333.*)$/.test(digits)) return text;
    const made = this.names.shaped(`0${digits.slice(2)}`).replaceAll(/[^0-9a-f]/g, "0");
    const mapped = digits.slice(0, 2) + made.slice(1).padEnd(10, "0");
    let at = 0;
    return text.replace(/[0-9A-Fa-f]/g, () => mapped.charAt(at++));
  }
}

/** @param announcing all of the line in front of the word. */
function isBefore(word: string, announcing: string): boolean {
  if (/^\d{1,3}$/.test(word)) return word.length === 1 || !HIDING.test(announcing);
  if (INTRODUCING.has(word)) return !HIDING.test(announcing) && !/\bkey\s+$/i.test(announcing);
  return BEFORE.has(word);
}

function readAddress(text: string): { readonly family: 4 | 6; readonly value: bigint } | undefined {
  const four = readIPv4(text);
  if (four !== undefined) return { family: 4, value: BigInt(four) };
  const six = text.includes(":") ? readIPv6(text) : undefined;
  return six === undefined ? undefined : { family: 6, value: six };
}

/** Of a netmask or a wildcard; undefined for what is neither. */
function lengthOf(text: string): number | undefined {
  const value = readIPv4(text);
  if (value === undefined || !isMask(value)) return undefined;
  const netmask = value >>> 31 === 1 ? value : ~value >>> 0;
  return netmask === 0 ? 0 : 32 - Math.round(Math.log2((~netmask >>> 0) + 1));
}
