/** Names and secrets replaced by others of the same shape, each by the same one wherever it stands. */
import { createHmac } from "node:crypto";
import { REMOTE_TOOL } from "../source/remote-tools.js";

/** Words of a comment or name that checks read: what is temporary, until when, by which change, and whose account it is. */
const TELLING =
  /^(?:vendors?|suppliers?|service|oem|extern(?:al)?|partner|support|contractors?|maintenance|remote|shared|team|lieferant|(?:fern)?wartung|dienstleister|review|te?mp|temporar(?:y|ily)|test(?:ing|s)?|trial|provisional|interim|poc|workaround|until|till|valid|expir(?:es|y|ing)|ends?|remove|delete|by|after|on|through|up|to|bis|chg|inc|rfc|req|task|cr)$/i;

/** Checks look for these in statements that were not understood (policies/lib/unread.rego): no made name has one by chance. */
export const LOOKED_FOR =
  /log|admin|aaa|user|banner|global|dos|storm|ips|archive|ntp|clock|password|ssl|timeout|line|interface|policy|vlan|automation|backup|bpdu|carp|certificate|cluster|factor|failover|hasync|inspect|kron|lockout|mirror|monitor|portfast|profile|redundancy|revision|snooping|span|switchport/;

/** What interfaces, lines and parameters are called in front of a number, in lower case. */
const NUMBERED =
  /^(?:(?:(?:fast|gigabit|tengigabit|twogigabit|fivegigabit|twentyfivegig|twentyfivegige|fortygigabit|fiftygig|hundredgig|hundredgige|fourhundredgige|tengige|gige|two|ten|twentyfive|forty|fifty|hundred)?(?:ethernet|e)?|gig|gi|fa|te|tw|twe|fo|hu|fi|eth?|et|mgmteth|mgmt|management|vlan|vl|loopback|lo|tunnel|tu|port-channel|po|bundle-ether|be|bvi|bdi|nve|null|serial|se|dialer|cellular|virtual-template|virtual-access|pos|wlan|wan|lan|dmz|opt|port|ssl|ha|npu|internal|a|b|x|s|igb|igc|ix|ixl|em|re|bge|bce|vmx|vtnet|hn|ena|ovpns|ovpnc|ipsec|wg|tun_wg|gif|gre|lagg|bridge|vxlan|vti|tun|tap)|group|dh|aes|aesgcm|sha|md|v|ikev|ike|tls|tlsv|sslv|p|build|rfc|ipv|inet|modp|ecp|pkcs|nat|dot|level|nexthop)$/;

/** Algorithms and kinds of ICMP are put together from words that are known one by one. */
const COMPOSED = /^(?:esp|ah|3?des|aes|aes\d+|aes\d*gcm|md5|sha\d*|chacha20poly1305|icmp|icmp6)-/;

/** Families of words that grammars know by how they begin: privileges of pf's page names, access lists of an SNMP community. */
const FAMILY = /^(?:page|use)-/;

/** A run of letters may become this much longer when all of its own length are taken. */
const MOST_LENGTHENING = 4;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** From so many letters on, a name made of all of them has a word that checks look for by chance, sooner or later always. */
const LONG = 256;
/** No such word is made of these alone. */
const WORDLESS = "bcdfghjkmqwxz";

export class NameMap {
  private readonly names = new Map<string, string>();
  private readonly taken = new Set<string>();
  /** How many different words were replaced. */
  get size(): number {
    return this.names.size;
  }

  /** @param keywords words of vendors and of maps, in lower case: they stay. */
  constructor(
    private readonly seed: string,
    private readonly keywords: ReadonlySet<string>,
  ) {}

  /** Every word of the inputs: none of them comes out as the replacement of another. */
  learn(word: string): void {
    for (const run of word.toLowerCase().match(/\p{L}+/gu) ?? []) this.taken.add(run);
  }

  /** Whether a word is one of a vendor: whole, with a number behind it, or put together from such words. */
  isKeyword(word: string): boolean {
    const lower = word.toLowerCase();
    if (this.keywords.has(lower) || FAMILY.test(lower) || /^(?:lan|wan|opt\d+)(?:ip)?$/.test(lower)) return true;
    if (COMPOSED.test(lower) && this.areKeywords(lower.split("-"))) return true;
    const numbered = /^(.*?)\d+$/.exec(lower);
    return numbered?.[1] !== undefined && numbered[1] !== "" && NUMBERED.test(numbered[1]);
  }

  /** `icmp-alternate-address` has two parts that are known: each alone, or several as one. */
  private areKeywords([first = "", ...others]: readonly string[]): boolean {
    const rest = others.join("-");
    if (!this.isKeyword(first)) return false;
    return this.keywords.has(rest) || others.length === 0 || this.areKeywords(others);
  }

  /** A word of a statement: a keyword stays, a name is replaced. */
  word(word: string): string {
    return this.isKeyword(word) || /^[\d_-]{1,11}$/.test(word) ? word : this.name(word);
  }

  /** Letters replaced run by run, so that `cell-a` and `cell-b` stay alike; short numbers stay, and products that checks know an address by. */
  name(word: string): string {
    return word
      .split(REMOTE_TOOL)
      .map((part, index) => (index % 2 === 0 ? this.runs(part) : part))
      .join("");
  }

  private runs(part: string): string {
    return part.replace(/\p{L}[\p{L}\p{M}]*|\d{5,}/gu, (run) => {
      if (TELLING.test(run)) return run;
      return /^\d/.test(run) ? this.shaped(run) : cased(this.runFor(run.toLowerCase()), run);
    });
  }

  /** A secret: every letter and digit by another of its kind, as the whole decides. */
  shaped(text: string): string {
    const isHex = /^[0-9a-f:.-]+$/i.test(text) && /\d/.test(text);
    const stream = this.stream(`shape ${text.toLowerCase()}`, text.length);
    return [...text]
      .map((character, index) => {
        const random = stream[index] ?? 0;
        if (/\d/.test(character)) return String(random % 10);
        if (!/\p{L}/u.test(character)) return character;
        return cased(LETTERS.charAt(random % (isHex ? 6 : 26)), character);
      })
      .join("");
  }

  private runFor(run: string): string {
    const known = this.names.get(run);
    if (known !== undefined) return known;
    for (let attempt = 0; ; attempt++) {
      const length = run.length + Math.min(MOST_LENGTHENING, Math.floor(attempt / 64));
      const letters = length < LONG ? LETTERS : WORDLESS;
      const bytes = this.stream(`name ${attempt} ${run}`, length);
      const made = [...bytes].map((byte) => letters.charAt(byte % letters.length)).join("");
      if (this.taken.has(made) || this.isKeyword(made) || TELLING.test(made)) continue;
      if (REMOTE_TOOL.test(made) || LOOKED_FOR.test(made)) continue;
      this.taken.add(made);
      this.names.set(run, made);
      return made;
    }
  }

  private stream(purpose: string, length: number): Buffer {
    const first = this.digest(`0 ${purpose}`);
    const parts = [first];
    // The purpose holds the word, which may be as long as the file: it is hashed once.
    const rest = first.toString("hex");
    for (let part = 1; part * first.length < length; part++) parts.push(this.digest(`${part} ${rest}`));
    return Buffer.concat(parts).subarray(0, length);
  }

  private digest(text: string): Buffer {
    return createHmac("sha256", this.seed).update(text).digest();
  }
}

/** Upper case where the original has it; a name that devices take in any case is then still one name. */
function cased(made: string, original: string): string {
  if (original === original.toLowerCase()) return made;
  if (original === original.toUpperCase())
    return original.length === 1 && made.length > 1 ? capital(made) : made.toUpperCase();
  return capital(made);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
