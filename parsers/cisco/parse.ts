/** Text → tree: indentation and modes, banners, certificates, terminal noise (reference/cisco.md 1). */

import type { RoutingTable } from "../../src/source/routing-table.js";
import { listingEnd } from "./listings.js";
import { commandsUnder, END_OF_JOB } from "./modes.js";
import { policyEnd } from "./policy-text.js";
import { routingTableAt } from "./route-tables.js";
import { mayBeTyped, type Whole, wholeBanner, wholeStatement } from "./shortened.js";
import { TextLines } from "./text-lines.js";
import type { CiscoLine, CiscoLiteral, CiscoTree } from "./tree.js";

/** Deeper nesting than any platform has is taken as damage: such lines stand under the deepest level kept. */
const MAX_DEPTH = 40;

/** How far into a text the comment is looked for that says which release wrote it. */
const HEADER = 10_000;

/**
 * What a terminal adds around a configuration: commands typed at a prompt, progress. That of Threat Defense is `>` alone; that
 * of an ASA may name its context, its unit and their state as well: `fw/ctx/pri/act#`.
 */
const PROMPT =
  /^(?:(?:RP\/\d+\/\S+:)?[\w.-]+(?:\/[\w.-]+)*(?:\([\w-]+\))?[#>]|>)(?:\s*$|\s*(?:do )?(?:show|sh|system support|term|terminal|exit|enable|en|wr|copy|more)\b)/;
const PREAMBLE =
  /^(?:Attaching to \S+ (?:CLI|console) \.|Type help or '\?' for a list|Password:\s*$|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d+ \d+:\d+:\d+|Building configuration\.\.\.|Current configuration\s*:|Using \d+ out of|: Saved|: end|Cryptochecksum:|\[OK\])/;
/** How such lines begin. */
const PREAMBLE_LETTERS = "MTWFSBCUAP[";
/** A message of the log that a console or a terminal monitor printed between the lines: `*Mar  1 00:02:11.000: %LINK-3-UPDOWN: …`. */
const MESSAGE = /^(?:[*.]?[A-Z][a-z]{2} +\d[\d .:]*[A-Z\d :]*: )?%[A-Z][A-Z\d_]*(?:-[A-Z\d_]+)*-[0-7]-[A-Z\d_]+: /;
/** How those begin. */
const MESSAGE_LETTERS = "%*.";

/**
 * Parses any text; what belongs together is decided by indentation, where there is none by the commands of the open mode.
 * @param platform of an ASA every line of a banner repeats the command, and there is no delimiter (reference/cisco.md 1.3).
 */
export function parseCisco(text: string, platform: string): CiscoTree {
  const lines = new TextLines(text);
  const literals: CiscoLiteral[] = [];
  const routingTables: RoutingTable[] = [];
  const isTyped = mayBeTyped(text, platform);
  const nesting = new Nesting(platform, isTyped);
  for (let index = 0; index < lines.length; index++) {
    lines.show(index);
    const { indent, body, start } = lines;
    const isBannerLine = platform === "asa" && body.startsWith("banner ");
    const opening = isTyped ? wholeBanner(body) : body;
    nesting.isPaged = lines.isPaged;
    let literal = isBannerLine ? undefined : literalAt(lines, opening, platform);
    if (literal === undefined || literal.kind === "certificate" || literal.kind === "banner")
      nesting.push(index + 1, indent, body, start);
    if (literal === undefined) continue;
    const table = literal.kind === "terminal" && platform === "ios" ? routingTableAt(lines, index, body) : undefined;
    if (table !== undefined) {
      routingTables.push(table);
      // Of one that was not understood any line may be a statement.
      if (table.refused === undefined) literal = { ...literal, last: table.last };
    }
    literals.push(literal);
    if (indent === 0 && body.startsWith("!")) nesting.close(body === "!");
    if (platform === "iosxr" && body === "!") nesting.end(indent, index + 1);
    index = literal.last - 1;
  }
  const version = /^!! IOS XR Configuration (?:version = )?(\d\S*)/m.exec(text.slice(0, HEADER))?.[1];
  return {
    text: lines.text,
    lines: lines.length,
    roots: nesting.roots,
    literals,
    strayEnds: nesting.strayEnds,
    parted: nesting.parted,
    ambiguous: nesting.ambiguous,
    routingTables,
    ...(version === undefined ? {} : { version }),
  };
}

/** Lines have children when some stand under them: until then all share this. */
const NOTHING: CiscoLine[] = [];

/** A line while the tree grows. */
interface Growing extends CiscoLine {
  readonly parent?: Growing | undefined;
  children: CiscoLine[];
}

/** The lines that later ones may stand under. */
class Nesting {
  readonly roots: CiscoLine[] = [];
  /** Lines that end what nothing opened. */
  readonly strayEnds: number[] = [];
  /** Lines that joined by their indentation what was open before an unindented `!`. */
  readonly parted: CiscoLine[] = [];
  /** Lines with a keyword that may stand for several. */
  readonly ambiguous: CiscoLine[] = [];
  /** Whether how far the next line is indented is lost. */
  isPaged = false;
  private readonly open: Growing[] = [];
  /** After a `!` without blanks before it only indentation joins. */
  private isClosed = false;
  /** After a `!` alone in its line: what joins by indentation lost the line that opened it. */
  private isParted = false;
  /** Whether lines stand under the open root by their indentation: then commands alone join none. */
  private hasIndented = false;
  /** What stands under the open root by its command, when that was asked for. */
  private commands: readonly RegExp[] | undefined;

  /** @param isTyped whether keywords may be short. */
  constructor(
    private readonly platform: string,
    private readonly isTyped: boolean,
  ) {}

  /** @param isBare whether the comment says nothing: exports write such between blocks, people write texts inside them. */
  close(isBare: boolean): void {
    this.isClosed = true;
    this.isParted ||= isBare;
  }

  /**
   * On IOS-XR a `!` ends what was opened with as many blanks or more (reference/cisco.md 1.1): nothing behind it joins that.
   * Where nothing was opened with as many, what opened it is lost.
   */
  end(indent: number, number: number): void {
    const [first] = this.roots;
    const isOpen = indent <= (first?.indent ?? indent) || this.open.some((line) => line.indent === indent);
    if (!isOpen) this.strayEnds.push(number);
    while ((this.open.at(-1)?.indent ?? -1) >= indent) this.open.pop();
  }

  push(number: number, indent: number, text: string, start: number): void {
    if (!this.isTyped) {
      this.add({ number, indent, text, start, children: NOTHING, parent: this.parentOf(indent, text) }, false);
      return;
    }
    const { parent, whole } = this.placeOf(indent, text);
    this.add(
      whole.text === text
        ? { number, indent, text, start, children: NOTHING, parent }
        : { number, indent, text: whole.text, children: NOTHING, parent, typed: text },
      whole.isAmbiguous,
    );
  }

  private add(line: Growing, isAmbiguous: boolean): void {
    const { open } = this;
    const { parent, indent } = line;
    if (isAmbiguous) this.ambiguous.push(line);
    if (parent === undefined) this.roots.push(line);
    else if (parent.children === NOTHING) parent.children = [line];
    else parent.children.push(line);
    if (parent !== undefined && this.isParted) this.parted.push(line);
    this.isParted = false;
    if (parent !== undefined && parent.indent >= indent) {
      // Held by its mode, not by indentation: it opens none of its own.
      if (line.text === END_OF_JOB) this.isClosed = true;
      return;
    }
    if (parent !== undefined && parent === open[0]) this.hasIndented = true;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    if (open.length === 0) {
      this.hasIndented = false;
      this.commands = undefined;
    }
    if (open.length < MAX_DEPTH) open.push(line);
    this.isClosed = false;
  }

  /** What a line stands under, and says: its keywords may be short for others in the mode that is open than outside of it. */
  private placeOf(indent: number, text: string): { parent: Growing | undefined; whole: Whole } {
    const [root] = this.open;
    const inMode = this.joins(indent) ? wholeStatement(text, root?.text) : undefined;
    const parent = this.parentOf(indent, inMode?.text ?? text);
    return { parent, whole: (parent === root ? inMode : undefined) ?? wholeStatement(text, parent?.text) };
  }

  /** Whether a line without blanks before it may stand under the open root. */
  private joins(indent: number): boolean {
    return this.open.length > 0 && indent === 0 && !this.isClosed && (!this.hasIndented || this.isPaged);
  }

  private parentOf(indent: number, text: string): Growing | undefined {
    const { open } = this;
    for (let depth = open.length - 1; depth >= 0; depth--) {
      const candidate = open[depth] as Growing;
      if (candidate.indent < indent) return candidate;
    }
    const [root] = open;
    if (root === undefined || !this.joins(indent)) return undefined;
    this.commands ??= commandsUnder(root.text, this.platform);
    // Nothing is made for the many lines that nothing could stand under.
    if (this.commands.length === 0) return undefined;
    return this.commands.some((command) => command.test(text)) ? root : undefined;
  }
}

/** How literals with words of their own begin: banner, vacant-message, aaa, certificate, key-string. */
const LITERAL_LETTERS = "bvack";

/**
 * The literal that begins on the line that was shown last, if one does.
 * @param body of the line, with its keywords whole.
 */
function literalAt(lines: TextLines, body: string, platform: string): CiscoLiteral | undefined {
  const { shown: index, indent } = lines;
  const first = index + 1;
  // An ASA writes `: Saved`; `::/0` is an address.
  const isComment = body.startsWith("!") || (body.startsWith(":") && !body.startsWith("::"));
  if (body === "" || isComment) return { kind: "comment", first, last: first };
  if (indent === 0 && isTerminal(body)) {
    const last = platform === "ios" ? listingEnd(lines, index, body) : first;
    return { kind: "terminal", first, last };
  }
  const end = platform === "iosxr" && indent === 0 ? policyEnd(lines, index, body) : undefined;
  if (end !== undefined) return { kind: "policy", first, last: end + 1 };
  const letter = body.charAt(0);
  if (!LITERAL_LETTERS.includes(letter)) return undefined;
  const banner = bannerText(body);
  if (banner !== undefined) {
    const last = bannerEnd(lines, index, banner);
    return last === undefined ? { kind: "banner", first, last: first, isOpen: true } : { kind: "banner", first, last };
  }
  if (/^certificate\b/.test(body) || /^key-string\b/.test(body))
    return { kind: "certificate", first, last: quitAfter(lines, index, body) };
  return undefined;
}

/** Most lines are told from those of a terminal by what they begin with, and by having no prompt in them. */
function isTerminal(body: string): boolean {
  const letter = body.charAt(0);
  if (PREAMBLE_LETTERS.includes(letter) && PREAMBLE.test(body)) return true;
  if (MESSAGE_LETTERS.includes(letter) && MESSAGE.test(body)) return true;
  return (body.includes("#") || body.includes(">")) && PROMPT.test(body);
}

/** The banners of a device. */
const BANNERS = ["motd", "login", "exec", "incoming", "config-save", "prompt-timeout", "slip-ppp"];
const TEXT = /^(?:banner\s+(\S+)|vacant-message|aaa authentication (?:banner|fail-message))\s+(\S.*)$/;
/** Those of tunnels and portals as exports show them. Without a delimiter they have one line: `banner title …`, `banner file …`. */
const OTHER_TEXT = /^banner\s+(?:text\s+)?(\^C.*)$/;

/** What stands behind the words that open a text: its delimiter first. */
function bannerText(body: string): string | undefined {
  const [, kind = "", text] = TEXT.exec(body) ?? [];
  const isOfDevice = BANNERS.some((banner) => banner.startsWith(kind.toLowerCase()));
  return (isOfDevice ? text : undefined) ?? OTHER_TEXT.exec(body)?.[1];
}

/**
 * The line on which a banner ends: where its delimiter, the first character of the text, comes again. Exports show the
 * delimiter as the two characters `^C`. A banner that never ends has no such line: it takes its own one only, nothing else is swallowed.
 */
function bannerEnd(lines: TextLines, index: number, text: string): number | undefined {
  const delimiter = text.startsWith("^C") ? "^C" : text.slice(0, 1);
  if (text.indexOf(delimiter, delimiter.length) >= 0) return index + 1;
  for (let line = index + 1; line < lines.length; line++) if (lines.at(line).includes(delimiter)) return line + 1;
  return undefined;
}

/** The line with `quit` behind hex lines; the line itself when what follows is no block of them. */
function quitAfter(lines: TextLines, index: number, body: string): number {
  for (let line = index + 1; line < lines.length; line++) {
    const text = lines.at(line).trim();
    if (text === "quit") return line + 1;
    if (!/^[0-9A-Fa-f ]+$/.test(text)) return index + 1;
  }
  return body === "" ? index : index + 1;
}
