/** A whole text, line by line: what of a line is free text, what a secret, and what a statement. */
import { secretSpans } from "../source/mask.js";
import { secretBlocks } from "../source/secret-blocks.js";
import type { Tokens } from "./tokens.js";

export type TextKind = "lines" | "xml" | "map";

/** Where free text begins in a line: behind group 1. What follows is what somebody wrote. */
const FREE_IN_LINES: readonly RegExp[] = [
  /^(\s*(?:no\s+)?description\s+)\S/i,
  /^(\s*(?:\d+\s+)?remark\s+)\S/i,
  /^(\s*(?:access-list|ip access-list)\s+\S+\s+(?:line\s+\d+\s+)?remark\s+)\S/i,
  /^(\s*snmp-server\s+(?:location|contact|chassis-id)\s+)\S/i,
  /^(\s*(?:set|append)\s+(?:comments?|description|alias|buffer|message|location|contact-info)\s+)\S/i,
];
/** What defaults of a platform depend on: its release, and the model that the name of an image or a part begins with. */
const RELEASE = /^\s*(?:version|(?:ASA|PIX|NGFW) Version)\s+(?=\d)[\w.()-]+/gi;
const OF_MODEL = /^\s*(?:no\s+)?(?:boot|license|switch\s+\d+\s+provision)\s/i;
const MODEL = /(?<![A-Za-z\d])(?:n\d[\dk]00|nxos|(?:ws-)?c\d{3,4}\w*|me-?3[68]00x)/gi;
const BANNER = /^(\s*banner\s+\S+\s+)(\S.?)/i;
const FREE_ELEMENT =
  /(<(?:descr|description|detail|comment|syslocation|syscontact|text|ldap_descr|notes?|contact|location)>(?:<!\[CDATA\[)?)([^<]*)/gi;
const FREE_KEY =
  /((?:^|[{,\s-])(?:why|reason|system|name|evidence|compensating|approved-by|description|title|note):[ \t]*)("(?:[^"\\]|\\.)*"|'[^']*'|[^"'\s[{#][^,}\]#\n]*)/g;

/** Replaces all of a text. Line ends stay as they are. */
export function anonymizeText(text: string, kind: TextKind, tokens: Tokens): string {
  const parts = text.split(/(\r\n|\n|\r)/);
  const lines = parts.filter((_, index) => index % 2 === 0);
  const writer = new LineWriter(kind, tokens, kind === "map" ? new Set() : secretBlocks(lines));
  return parts.map((part, index) => (index % 2 === 0 ? writer.line(part, index / 2) : part)).join("");
}

class LineWriter {
  /** What ends the banner the line is in. */
  private banner: string | undefined;

  constructor(
    private readonly kind: TextKind,
    private readonly tokens: Tokens,
    private readonly blocks: ReadonlySet<number>,
  ) {}

  line(text: string, index: number): string {
    if (this.blocks.has(index)) return this.blockLine(text);
    if (this.kind === "map") return this.mapLine(text);
    return this.kind === "xml" ? this.xmlLine(text) : this.statementLine(text);
  }

  /** A line of a certificate or a key; its frame stays, so that it is known for one. */
  private blockLine(text: string): string {
    // In the blocks of SNMP of FortiOS the name is the secret.
    const [lead = ""] = /^\s*(?:set\s+[\w-]+|edit)\s+(?=\S)/.exec(text) ?? [];
    return lead + this.secret(text.slice(lead.length), lead === "" ? "" : "community");
  }

  private mapLine(text: string): string {
    const comment = /(?:^|\s)#/.exec(text)?.index ?? text.length;
    const rest = text.slice(comment);
    return (
      this.withFree(text.slice(0, comment), FREE_KEY, (part) => this.tokens.statement(part)) +
      this.tokens.freeText(rest)
    );
  }

  private xmlLine(text: string): string {
    return this.withSecrets(text, (part) =>
      this.withFree(part, FREE_ELEMENT, (rest) => this.markup(rest, (plain) => this.tokens.statement(plain))),
    );
  }

  /** Names of elements stay: the firewall gave them, known here or not. */
  private markup(text: string, other: (part: string) => string): string {
    const parts = text.split(/(<\/?[A-Za-z_][\w.-]*)/);
    return parts.map((part, index) => (index % 2 === 0 ? other(part) : part)).join("");
  }

  /** Elements may stand within one whose content is a secret. */
  private secret(text: string, announcing: string): string {
    const hide = (part: string) => this.tokens.secret(part, announcing);
    return this.kind === "xml" ? this.markup(text, hide) : hide(text);
  }

  private statementLine(text: string): string {
    if (this.banner !== undefined) {
      const parts = text.split(this.banner).map((part) => this.tokens.freeText(part));
      const made = parts.join(this.banner);
      if (parts.length > 1) this.banner = undefined;
      return made;
    }
    const banner = BANNER.exec(text);
    if (banner !== null) return this.bannerLine(text, banner[1] ?? "", banner[2] ?? "");
    const free = FREE_IN_LINES.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
    if (free === undefined) return this.withSecrets(text, (part) => this.systemPart(part));
    return this.tokens.statement(free) + this.tokens.freeText(text.slice(free.length));
  }

  private systemPart(text: string): string {
    const pattern = OF_MODEL.test(text) ? MODEL : RELEASE;
    const made: string[] = [];
    let from = 0;
    for (const found of text.matchAll(pattern)) {
      made.push(this.setting(text.slice(from, found.index)), found[0]);
      from = found.index + found[0].length;
    }
    return made.join("") + this.setting(text.slice(from));
  }

  /** Tables and keys of FortiOS are keywords where they stand, known here or not. */
  private setting(text: string): string {
    const [lead = ""] = /^\s*(?:config\s.*|(?:set|unset|append|select|unselect)\s+[\w-]+)/.exec(text) ?? [];
    return lead + this.tokens.statement(text.slice(lead.length));
  }

  /** A banner goes from one delimiter to the next, `^C` or any character; an ASA has one line for each of its lines. */
  private bannerLine(text: string, start: string, first: string): string {
    const delimiter = first.startsWith("^") ? first : first.charAt(0);
    const isDelimited = first.startsWith("^") || !/\w/.test(delimiter);
    const rest = text.slice(start.length);
    if (!isDelimited) return this.tokens.statement(start) + this.tokens.freeText(rest);
    // The delimiter at its end stays as well: a banner without one goes on over the statements behind it.
    const parts = rest.slice(delimiter.length).split(delimiter);
    if (parts.length === 1) this.banner = delimiter;
    return [this.tokens.statement(start), ...parts.map((part) => this.tokens.freeText(part))].join(delimiter);
  }

  private withSecrets(text: string, other: (part: string) => string): string {
    let made = "";
    let from = 0;
    for (const { start, end } of secretSpans(text)) {
      made += other(text.slice(from, start)) + this.secret(text.slice(start, end), text.slice(0, start));
      from = end;
    }
    return made + other(text.slice(from));
  }

  /** What a pattern finds is free text behind its group 1, the rest is not. */
  private withFree(text: string, pattern: RegExp, other: (rest: string) => string): string {
    let made = "";
    let from = 0;
    for (const found of text.matchAll(pattern)) {
      const start = found.index + (found[1] ?? "").length;
      const end = found.index + found[0].length;
      made += other(text.slice(from, start)) + this.tokens.freeText(text.slice(start, end));
      from = end;
    }
    return made + other(text.slice(from));
  }
}
