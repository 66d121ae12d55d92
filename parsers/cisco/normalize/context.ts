/** What every part of the normalization shares: places, the account of lines, doubts. */
import type { Code } from "../../../src/diagnostics/codes.js";
import type { DiagnosticDetails, Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Device, Doubt, Unparsed } from "../../../src/model/device.js";
import type { DoubtId } from "../../../src/model/expression.js";
import type { LineAccount, LineFate } from "../../../src/source/line-account.js";
import { maskLine } from "../../../src/source/mask.js";
import { rangeOnLine, type SourceRange } from "../../../src/source/range.js";
import { PlainScan } from "../plain-scan.js";
import { type CiscoLine, lastUnder, withDescendants, writtenText } from "../tree.js";
import { skipBlanks, skipWord } from "../words.js";
import { BehindInterfaces } from "./behind-interfaces.js";
import { ServicePool } from "./service-pool.js";
import { TimeRanges } from "./time-ranges.js";

/** How wide a doubt is: the whole device, some interfaces, what hosts of a segment send one another, or what refers to it. */
export type DoubtWidth =
  | {
      readonly scope: "device" | "rule" | "match";
      readonly interfaces?: readonly string[];
      readonly reroutes?: true;
      readonly hidesAddress?: true;
    }
  | { readonly scope: "segments"; readonly interfaces: readonly string[] }
  | {
      readonly scope: "interfaces";
      readonly interfaces: readonly string[];
      readonly reroutes?: true;
      readonly hidesAddress?: true;
    };

/** Words of statements that translate addresses, on any platform. */
const MAY_TRANSLATE = /nat|translat|xlate|\bpat\b|\bstatic \(|\bglobal \(|\bcgn\b|cgv6|\balias\b/i;

export class CiscoContext {
  readonly doubts: Doubt[] = [];
  readonly unparsed: Unparsed[] = [];
  readonly services = new ServicePool();
  /** For who reads a line from its beginning to its end, and is done with it then. */
  readonly scan: PlainScan;
  /** Whether the export has its head, and its end as far as its platform writes one: what is not in it is not set. */
  isWhole = false;
  /** The first doubt about what may translate addresses, whichever. */
  translating: Pick<Doubt, "id" | "at"> | undefined;
  /** Of the device: why the file does not show that it is whole. */
  wholeness: Device["wholeness"];
  /** Of the file; until they are read, entries that name one hold at times. */
  timeRanges = new TimeRanges([]);
  private readonly behindInterfaces: BehindInterfaces;
  private lastLine: CiscoLine | undefined;
  private lastPlace: SourceRange | undefined;

  constructor(
    readonly file: string,
    /** The whole text: what `start` of its lines counts in. */
    readonly text: string,
    readonly platform: string,
    readonly account: LineAccount,
    readonly diagnostics: Diagnostics,
    roots: readonly CiscoLine[],
  ) {
    this.scan = new PlainScan(text);
    this.behindInterfaces = new BehindInterfaces(text, roots, platform);
  }

  /** The place of a whole line: the same one as long as the same line is asked about. */
  at(line: CiscoLine): SourceRange {
    if (this.lastLine === line && this.lastPlace !== undefined) return this.lastPlace;
    const at = rangeOnLine(this.file, line.number, line.indent + 1, writtenText(line).length);
    this.lastLine = line;
    this.lastPlace = at;
    return at;
  }

  /** The place of one word, from 0; of the whole line when it has no such word. */
  wordAt(line: CiscoLine, index: number): SourceRange {
    const text = writtenText(line);
    let [start, end] = [0, skipWord(text, 0)];
    for (let left = index; left > 0; left--) {
      start = skipBlanks(text, end);
      end = skipWord(text, start);
    }
    return start === end || index < 0
      ? this.at(line)
      : rangeOnLine(this.file, line.number, line.indent + 1 + start, end - start);
  }

  /** The place of a block: from its first line to its last. */
  blockAt(line: CiscoLine): SourceRange {
    const last = lastUnder(line);
    if (last.number === line.number) return this.at(line);
    return {
      file: this.file,
      line: line.number,
      column: line.indent + 1,
      endLine: last.number,
      endColumn: last.indent + 1 + writtenText(last).length,
    };
  }

  mark(line: CiscoLine, fate: LineFate): void {
    this.account.mark(line.number, line.number, fate);
  }

  markBlock(line: CiscoLine, fate: LineFate): void {
    this.mark(line, fate);
    for (const child of line.children) this.markBlock(child, fate);
  }

  report(code: Code, at: SourceRange, details?: DiagnosticDetails): void {
    this.diagnostics.add(code, at, details);
  }

  /** Adds a doubt and gives its id. */
  doubt(reason: string, line: CiscoLine, width: DoubtWidth): DoubtId {
    const at = this.at(line);
    const id = this.doubtAt(reason, at, width);
    const isOfPackets = width.scope === "device" || width.scope === "interfaces";
    if (isOfPackets && this.translating === undefined && MAY_TRANSLATE.test(line.text)) this.translating = { id, at };
    return id;
  }

  /** Notes that a part of the export is missing: anything, translations of addresses as well. */
  doubtPart(reason: string, line: CiscoLine): void {
    const id = this.doubt(reason, line, { scope: "device" });
    this.translating ??= { id, at: this.at(line) };
  }

  /** The same where the place is known. */
  doubtAt(reason: string, at: SourceRange, width: DoubtWidth): DoubtId {
    const id = `d${this.doubts.length + 1}`;
    this.doubts.push({ id, reason, at, ...width });
    return id;
  }

  /**
   * A statement that was not understood and could change what is filtered: reported, listed, covered by a doubt. Only its
   * first words are named: what follows may be a secret.
   */
  unknown(line: CiscoLine, section: string, width: DoubtWidth): DoubtId {
    const statement = this.missed(line, section);
    this.report("cisco/unknown-statement", this.at(line), {
      message: `"${statement}" is not known in ${section}`,
      help: "what it does to packets is taken as unknown; nothing it could change counts as proved",
    });
    const isLost =
      width.scope === "device" &&
      this.behindInterfaces.has(line, ({ number }) => this.account.fateOf(number) === "filtering");
    const wide = isLost ? { ...width, hidesAddress: true as const } : widthOf(line, width);
    return this.doubt(`the statement "${statement}" in ${section} was not understood`, line, wide);
  }

  /** A line that an unindented `!` parts from the block it stands in by its indentation: whose it is, is not known. */
  parted(line: CiscoLine): void {
    const above = line.parent === undefined ? "" : keywordsOf(line.parent);
    this.missed(line, above);
    this.report("cisco/parted-line", this.at(line), {
      help: `where a line above it is lost, put it back; what it does is taken as unknown, and it stays under "${above}"`,
    });
    this.doubt(`whether the lines from here on belong to "${above}" is not certain`, line, {
      scope: "device",
      ...hiddenIn(line),
    });
  }

  /** Notes a line as not understood and filtering. @returns its first words. */
  private missed(line: CiscoLine, section: string): string {
    this.mark(line, "filtering");
    const statement = keywordsOf(line);
    this.unparsed.push({ statement, section, filtering: true, at: this.at(line) });
    return statement;
  }
}

/** How wide a statement that was not understood is, and whether it may give an address, or open an interface that has one. */
function widthOf(line: CiscoLine, width: DoubtWidth): DoubtWidth {
  if (width.scope === "interfaces") return { ...width, hidesAddress: true };
  if (width.scope !== "device") return width;
  return /^interface \S/i.test(line.text) ? { ...width, hidesAddress: true } : { ...width, ...hiddenIn(line) };
}

/** Whether lines that nobody understood give an own address: the line that opens an interface may be lost. */
function hiddenIn(line: CiscoLine): { readonly hidesAddress?: true } {
  return withDescendants(line).some(({ text }) => /^(?:ip|ipv[46]) address\b/.test(text)) ? { hidesAddress: true } : {};
}

/** The first words, as far as they are keywords: letters and hyphens only, none behind a word that announces a secret. */
export function keywordsOf(line: CiscoLine): string {
  const words = maskLine(line.text).trim().split(/\s+/);
  const keywords: string[] = [];
  for (const word of words.slice(0, 3)) {
    if (!/^[A-Za-z][A-Za-z-]{0,24}$/.test(word)) break;
    keywords.push(word);
    if (/^(?:password|secret|key|community|username|enable|md5|user|hash|token)$/i.test(word)) break;
  }
  return keywords.length === 0 ? "…" : keywords.join(" ");
}
