/** Hides secrets in configuration lines before anything shows them. Conservative: when in doubt it hides. */
import {
  ANNOUNCED,
  ANNOUNCED_IN_XML,
  ASSIGNED,
  ASSIGNED_IN_NAMES,
  BEHIND_HOST,
  CISCO_PLACES,
  FORTIOS_ADDRESS,
  FORTIOS_FREE_TEXT,
  FORTIOS_SECRET,
  IN_ADDRESSES,
  SAID,
  XML_SECRET,
} from "./secret-names.js";

/** What stands where a secret stood. Always the same length: the length of a password is a hint too. */
export const MASK = "[masked]";

/** A secret in a line: indices from 0, `end` exclusive. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
}

/** More passes than any line needs: each hides more, and a line that is all mask stays. */
const MOST_PASSES = 8;

/**
 * The line with `[masked]` in the place of every secret. Read again until nothing more shows: without a secret that looked like
 * XML, the rest may be a line of another kind. For a line inside a certificate or another block, see `secretBlocks`.
 */
export function maskLine(text: string): string {
  let shown = text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const masked = applyMask(shown, secretSpans(shown));
    if (masked === shown) break;
    shown = masked;
  }
  return shown;
}

/** Several lines masked at once, those inside certificates and other secret blocks whole. */
export function maskLines(lines: readonly string[], blocks: ReadonlySet<number>): string[] {
  return lines.map((line, index) => (blocks.has(index) ? MASK : maskLine(line)));
}

/** Nothing else can be said to be a password: most names and comments end here. */
const MAY_SAY =
  /p(?:ass|\/?wd?|sk|in=)|secret|(?:key|token|community)=|kennwort|wachtwoord|contrase|senha|lösen|salasana|has[łl]o|heslo/i;

/** What somebody called a rule or wrote beside it, without what it says to be a password. */
export function maskName(name: string): string {
  return MAY_SAY.test(name) ? applyMask(name, merge(matches(name, [ASSIGNED_IN_NAMES, ...SAID]))) : name;
}

/** @param spans sorted and apart, as `secretSpans` gives them. */
export function applyMask(text: string, spans: readonly SecretSpan[]): string {
  let shown = "";
  let from = 0;
  for (const span of spans) {
    shown += text.slice(from, span.start) + MASK;
    from = span.end;
  }
  return shown + text.slice(from);
}

/**
 * The secrets of one line of any vendor, sorted and apart. Vendors are told by the shape of the line: XML, a FortiOS
 * `set`, or anything else, which is read as Cisco. Sources: reference/fortios.md, cisco.md, pfsense.md (secrets), and
 * the forms that the corpus shows.
 */
export function secretSpans(text: string): SecretSpan[] {
  return merge([...shapeSpans(text), ...anywhereSpans(text)]);
}

function shapeSpans(text: string): SecretSpan[] {
  if (/<[A-Za-z_]/.test(text) && /^\s*</.test(text)) return xmlSpans(text);
  const setting = /^\s*(?:set|append)\s+(\S+)\s+(\S.*)$/.exec(text);
  if (setting) return settingSpans(text, setting[1] ?? "", setting[2] ?? "");
  // Entries of access lists hold no secrets, and are what most findings show: names such as `KEY` stay readable.
  if (/^\s*(?:\d+\s+)?(?:permit|deny)\s/.test(text)) return [];
  if (/^\s*(?:no\s+)?(?:access-list|ip access-list|object|object-group|interface|edit|config)\s/.test(text)) {
    return /\b(?:remark|description)\b/.test(text) ? matches(text, [ANNOUNCED, ASSIGNED, ...saidIn(text)]) : [];
  }
  return matches(text, [ANNOUNCED, ASSIGNED, ...saidIn(text), ...CISCO_PLACES]);
}

function settingSpans(text: string, name: string, value: string): SecretSpan[] {
  if (FORTIOS_SECRET.test(name)) return [{ start: text.lastIndexOf(value), end: text.trimEnd().length }];
  if (FORTIOS_ADDRESS.test(name)) {
    const lead = text.lastIndexOf(value);
    return matches(value, [BEHIND_HOST]).map(({ start, end }) => ({ start: lead + start, end: lead + end }));
  }
  return matches(text, FORTIOS_FREE_TEXT.test(name) ? [ANNOUNCED, ASSIGNED, ...saidIn(text)] : saidIn(text));
}

function saidIn(text: string): readonly RegExp[] {
  return MAY_SAY.test(text) ? SAID : [];
}

/** HAProxy of OPNsense has its users with their passwords in one element, PPPoE of pfSense too. */
const USERS_WITH_PASSWORDS = /<user(?:s|name)>([^<:]{1,100}:[^<]+)<\/user/g;

function xmlSpans(text: string): SecretSpan[] {
  const spans = matches(text, [ANNOUNCED_IN_XML, ASSIGNED, USERS_WITH_PASSWORDS, ...saidIn(text)]);
  for (const open of text.matchAll(/<([\w.:-]+)((?:\s[^<>]*)?)>/g)) {
    const [tag, name = "", attributes = ""] = open;
    if (attributes.endsWith("/") || !XML_SECRET.test(name)) continue;
    const start = open.index + tag.length;
    const close = text.indexOf("</", start);
    const end = close < 0 ? text.trimEnd().length : close;
    if (text.slice(start, end).trim() !== "") spans.push({ start, end });
  }
  for (const attribute of text.matchAll(/\s([\w.:-]+)=("[^"]*"|'[^']*')/g)) {
    const [whole, name = "", value = ""] = attribute;
    const end = attribute.index + whole.length - 1;
    if (XML_SECRET.test(name) && value.length > 2) spans.push({ start: end - value.length + 2, end });
  }
  return spans;
}

/** What a program sends to be let in (RFC 7617, RFC 6750), as the value of a header. */
const CREDENTIALS = /["'](?:Basic|Bearer|Digest|Token)\s+([^\s"'][^"']*)/gi;

/** Secrets that show themselves wherever they stand. */
function anywhereSpans(text: string): SecretSpan[] {
  const spans = matches(text, [/(-----BEGIN .*)$/g, /(?:^|\s|")ENC\s+(\S.*)$/g, ...IN_ADDRESSES, CREDENTIALS]);
  for (const hash of text.matchAll(/\$[0-9A-Za-z]{1,12}\$[^\s"'<\]]+/g)) {
    spans.push({ start: hash.index, end: hash.index + hash[0].length });
  }
  if (isHexDump(text)) spans.push({ start: text.search(/\S/), end: text.trimEnd().length });
  for (const token of text.matchAll(/[A-Za-z0-9+/_=-]{28,}/g)) {
    if (isBlob(token[0])) spans.push({ start: token.index, end: token.index + token[0].length });
  }
  return spans;
}

/** Nothing but groups of hexadecimal digits, as IOS writes certificates. */
function isHexDump(text: string): boolean {
  return /^\s*(?:[0-9A-Fa-f]{8}\s+){2,}[0-9A-Fa-f]{2,8}\s*$/.test(text);
}

/** Long, and either hexadecimal or of the mixture that base64 has and names have not. */
function isBlob(token: string): boolean {
  if (/^[0-9A-Fa-f]{32,}$/.test(token)) return true;
  if (token.includes("-") && /^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+$/.test(token)) return looksMixed(token, 8);
  return looksMixed(token, 6);
}

/** Whether upper case, lower case and digits follow each other in at least `least` changes; capitals of a name do not count. */
function looksMixed(token: string, least: number): boolean {
  if (!/[A-Z]/.test(token) || !/[a-z]/.test(token)) return /^[A-Z0-9+/=]{40,}$|^[a-z0-9+/=]{40,}$/.test(token);
  const changes = token.match(/[a-z][0-9]|[0-9][a-zA-Z]|[a-z][A-Z](?![a-z]{2})|[+=]/g);
  return (changes?.length ?? 0) >= least || /^[A-Za-z0-9+/]{60,}={0,2}$/.test(token);
}

/** The group that every match has: the first, or of several forms the one it is. The patterns are global. */
function matches(text: string, patterns: readonly RegExp[]): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const pattern of patterns) {
    for (const found of text.matchAll(pattern)) {
      const secret = (found[1] ?? found[2])?.trimEnd() ?? "";
      const start = found.index + found[0].lastIndexOf(secret);
      if (secret !== "") spans.push({ start, end: start + secret.length });
    }
  }
  return spans;
}

function merge(spans: readonly SecretSpan[]): SecretSpan[] {
  const merged: SecretSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}
