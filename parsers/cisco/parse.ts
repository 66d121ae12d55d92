/** Text → tree: indentation and modes, banners, certificates, terminal noise (reference/cisco.md 1). */
import { splitLines } from "../../src/source/source-file.js";
import { policyEnd } from "./policy-text.js";
import type { CiscoLine, CiscoLiteral, CiscoTree } from "./tree.js";

/** Deeper nesting than any platform has is taken as damage: such lines stand under the deepest level kept. */
const MAX_DEPTH = 40;

/** How far into a text the comment is looked for that says which release wrote it. */
const HEADER = 10_000;

/** What a terminal adds around a configuration: pager prompts, commands typed at a prompt, progress. */
const PAGER = /^\s*<?-+ ?more ?-+>?\s*/i;
const PROMPT =
  /^(?:RP\/\d+\/\S+:)?[\w.-]+(?:\([\w-]+\))?[#>](?:\s*$|\s*(?:show|sh|term|terminal|exit|enable|en|wr|copy|more)\b)/;
const PREAMBLE =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d+ \d+:\d+:\d+|Building configuration\.\.\.|Current configuration\s*:|Using \d+ out of|: Saved|: end|Cryptochecksum:|\[OK\])/;

interface Mode {
  readonly opens: RegExp;
  readonly holds: RegExp;
}

/** Commands that stand in a mode when a typed script has no indentation, by the line that opens the mode. */
const MODES: readonly Mode[] = [
  {
    opens: /^interface /i,
    holds:
      /^(?:no )?(?:ip (?:address|access-group|port|forward|nat|helper|policy|ospf|verify|unnumbered|vrf|proxy|redirects)|ipv6 (?:address|traffic-filter|port|enable)|description|shutdown|switchport|vrf (?:forwarding|member)|encapsulation|duplex|speed|standby|vrrp|channel-group|zone-member|tunnel|mtu|bandwidth|negotiation|media-type|spanning-tree|nameif|security-level)\b/i,
  },
  {
    opens: /^(?:no )?(?:ip|ipv6|mac) access-list /i,
    holds: /^(?:\d+ |sequence \d+ )?(?:permit|deny|remark|evaluate|dynamic)\b/i,
  },
  {
    opens: /^object-group /i,
    holds:
      /^(?:host|range|group-object|network-object|service-object|port-object|protocol-object|icmp-object|description|tcp|udp|tcp-udp|icmp|\d+\.\d+\.\d+\.\d+)\b/i,
  },
  {
    opens: /^line /i,
    holds:
      /^(?:no )?(?:transport|access-class|exec-timeout|login|password|logging|privilege|session|stopbits|length|width)\b/i,
  },
];

/** Those that an ASA has besides. */
const ASA_MODES: readonly Mode[] = [
  ...MODES,
  {
    opens: /^interface /i,
    holds:
      /^(?:no )?(?:management-only|shut|vlan|bridge-group|nve-only|vtep-nve|proxy paired|segment-id|(?:internal|external)-(?:segment-id|port))\b/i,
  },
  {
    opens: /^object (?:network|service) /i,
    holds: /^(?:(?:host|subnet|range|fqdn|service|description)\b|nat (?:\(\S+\) )?(?:static|dynamic) )/i,
  },
  { opens: /^policy-map \S+$/i, holds: /^(?:class \S+|(?:no )?inspect \S.*)$/i },
  { opens: /^nve \d/i, holds: /^(?:encapsulation|source-interface|peer-group|peer) /i },
];

/** Those of IOS-XR. */
const XR_MODES: readonly Mode[] = [
  {
    opens: /^interface (?:preconfigure )?\S+(?: l2transport)?$/,
    holds:
      /^(?:no )?(?:ipv[46] (?:address|access-group|verify|unnumbered|enable|mtu)|description|shutdown|vrf|encapsulation|bundle|mtu|service-policy|l2transport|load-interval|dampening|rewrite)\b/,
  },
  { opens: /^ipv[46] access-list \S+$/, holds: /^(?:no )?(?:\d+ )?(?:permit|deny|remark)\b/ },
  {
    opens: /^object-group (?:network ipv[46]|port) \S+$/,
    holds: /^(?:no )?(?:host|range|object-group \S+$|eq|neq|gt|lt|[\da-fA-F.:]+\/\d+$|description)\b/,
  },
  {
    opens: /^line (?:default|console|template \S+)$/,
    holds: /^(?:no )?(?:transport|access-class|exec-timeout|session-timeout|login|password)\b/,
  },
];

const MODES_OF: Readonly<Record<string, readonly Mode[]>> = { asa: ASA_MODES, iosxr: XR_MODES };

/**
 * Parses any text; what belongs together is decided by indentation, where there is none by the commands of the open mode.
 * @param platform of an ASA every line of a banner repeats the command, and there is no delimiter (reference/cisco.md 1.3).
 */
export function parseCisco(text: string, platform: string): CiscoTree {
  const lines = splitLines(text);
  const roots: CiscoLine[] = [];
  const literals: CiscoLiteral[] = [];
  const open: OpenModes = { lines: [], isClosed: false, modes: MODES_OF[platform] ?? MODES };
  for (let index = 0; index < lines.length; index++) {
    const shown = (lines[index] as string).trimEnd();
    const first = shown.trimStart();
    const raw = first.startsWith("-") || first.startsWith("<") ? shown.replace(PAGER, "") : shown;
    const body = raw === shown ? first : raw.trimStart();
    const number = index + 1;
    const isBannerLine = platform === "asa" && body.startsWith("banner ");
    const literal = isBannerLine
      ? undefined
      : literalAt(lines, index, body, { platform, indent: raw.length - body.length });
    if (literal !== undefined) {
      literals.push(literal);
      if (literal.kind === "certificate" || literal.kind === "banner")
        push(roots, open, { number, indent: raw.length - body.length, text: body });
      if (body.startsWith("!") && raw === body) open.isClosed = true;
      if (platform === "iosxr" && body === "!") close(open, raw.length - body.length);
      index = literal.last - 1;
      continue;
    }
    push(roots, open, { number, indent: raw.length - body.length, text: body });
  }
  const version = /^!! IOS XR Configuration (?:version = )?(\d\S*)/m.exec(text.slice(0, HEADER))?.[1];
  return { lines: lines.length, roots, literals, ...(version === undefined ? {} : { version }) };
}

/** The lines that later ones may stand under. Closed by a `!` without blanks before it: then only indentation joins. */
interface OpenModes {
  readonly lines: CiscoLine[];
  readonly modes: readonly Mode[];
  isClosed: boolean;
}

function push(
  roots: CiscoLine[],
  open: OpenModes,
  { number, indent, text }: Pick<CiscoLine, "number" | "indent" | "text">,
): void {
  const parent = parentOf(open, indent, text);
  const line: CiscoLine =
    parent === undefined ? { number, indent, text, children: [] } : { number, indent, text, children: [], parent };
  (parent === undefined ? roots : parent.children).push(line);
  if (parent !== undefined && parent.indent >= indent) return; // held by its mode, not by indentation: opens none of its own
  while (open.lines.length > 0 && (open.lines.at(-1) as CiscoLine).indent >= indent) open.lines.pop();
  if (open.lines.length < MAX_DEPTH) open.lines.push(line);
  open.isClosed = false;
}

/** On IOS-XR a `!` ends what was opened with as many blanks or more (reference/cisco.md 1.1): nothing behind it joins that. */
function close({ lines }: OpenModes, indent: number): void {
  while ((lines.at(-1)?.indent ?? -1) >= indent) lines.pop();
}

function parentOf({ lines, isClosed, modes }: OpenModes, indent: number, text: string): CiscoLine | undefined {
  for (let depth = lines.length - 1; depth >= 0; depth--) {
    const candidate = lines[depth] as CiscoLine;
    if (candidate.indent < indent) return candidate;
  }
  const last = lines[0];
  if (last === undefined || isClosed || indent > 0 || last.children.some((child) => child.indent > last.indent))
    return undefined;
  return modes.some((mode) => mode.opens.test(last.text) && mode.holds.test(text)) ? last : undefined;
}

/** How literals with words of their own begin: banner, vacant-message, aaa, certificate, key-string. */
const LITERAL_LETTERS = "bvack";

/** The literal that begins on a line, if one does. */
function literalAt(
  lines: readonly string[],
  index: number,
  body: string,
  { platform, indent }: { readonly platform: string; readonly indent: number },
): CiscoLiteral | undefined {
  const first = index + 1;
  // An ASA writes `: Saved`; `::/0` is an address.
  const isComment = body.startsWith("!") || (body.startsWith(":") && !body.startsWith("::"));
  if (body === "" || isComment) return { kind: "comment", first, last: first };
  if (indent === 0 && (PREAMBLE.test(body) || PROMPT.test(body))) return { kind: "terminal", first, last: first };
  const end = platform === "iosxr" && indent === 0 ? policyEnd(lines, index, body) : undefined;
  if (end !== undefined) return { kind: "policy", first, last: end + 1 };
  const letter = body.charAt(0);
  if (!LITERAL_LETTERS.includes(letter)) return undefined;
  const banner = /^(?:banner\s+\S+|vacant-message|aaa authentication (?:banner|fail-message))\s+(\S.*)$/.exec(body);
  if (banner?.[1] !== undefined) return { kind: "banner", first, last: bannerEnd(lines, index, banner[1]) };
  if (/^certificate\b/.test(body) || /^key-string\b/.test(body))
    return { kind: "certificate", first, last: quitAfter(lines, index, body) };
  return undefined;
}

/**
 * The line on which a banner ends: where its delimiter, the first character of the text, comes again. Exports show the
 * delimiter as the two characters `^C`. A banner that never ends takes its own line only: nothing else is swallowed.
 */
function bannerEnd(lines: readonly string[], index: number, text: string): number {
  const delimiter = text.startsWith("^C") ? "^C" : text.slice(0, 1);
  if (text.indexOf(delimiter, delimiter.length) >= 0) return index + 1;
  for (let line = index + 1; line < lines.length; line++)
    if ((lines[line] as string).includes(delimiter)) return line + 1;
  return index + 1;
}

/** The line with `quit` behind hex lines; the line itself when what follows is no block of them. */
function quitAfter(lines: readonly string[], index: number, body: string): number {
  for (let line = index + 1; line < lines.length; line++) {
    const text = (lines[line] as string).trim();
    if (text === "quit") return line + 1;
    if (!/^[0-9A-Fa-f ]+$/.test(text)) return index + 1;
  }
  return body === "" ? index : index + 1;
}
