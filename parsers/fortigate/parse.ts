/** Text → tree: runs the statements of a FortiOS file as the command line would, and accounts for every line. */
import type { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { LineAccount, LineFate } from "../../src/source/line-account.js";
import type { RoutingTable } from "../../src/source/routing-table.js";
import { changeSetting } from "./change-setting.js";
import { addRow, editRows, nameOfRow } from "./edit-rows.js";
import { type Frame, noRows, type TableRows } from "./frame.js";
import type { Header } from "./header.js";
import { type Found, Lexer } from "./lexer.js";
import type { Places } from "./places.js";
import { listedLines, routingTablesIn } from "./routing-tables.js";
import { goesOn } from "./second-statement.js";
import { Session } from "./session.js";
import { isValue } from "./statements/treatment.js";
import { isStrange, sectionNamed, TOP, topSection, treatmentOf } from "./statements.js";
import { recoverText } from "./stray-text.js";
import { added, type Block, closeAt, lastStart, newBlock, reopen } from "./tree.js";

/** What a file says, and whether it ended in the middle. */
export interface ParsedText {
  readonly root: Block;
  /** Routing tables that were captured with it. */
  readonly routingTables: readonly RoutingTable[];
  /** Offset of the innermost statement that nobody closed; `undefined` when all are. */
  readonly unclosed?: number;
  /** What the session tells in which it was captured. */
  readonly session: Pick<Session, "elsewhere" | "part">;
}

/** A row is no table: rows that stand in it belong to the tables in it. */
const NO_ROWS = noRows();

const SECOND_STATEMENT = "another statement stands on its line";
/** Deeper nesting than any FortiOS table has; what lies deeper is counted, reported and left out. */
const DEEPEST = 24;

/**
 * Reads a whole FortiOS text (reference/fortios.md 1). Tolerant: what is not known or damaged is reported, kept in
 * `Block.unknown` and marked in `account`; reading goes on with the next statement. Never throws.
 * @param header whether the device wrote it as a whole: it then names no row of a table and no key of a row twice.
 */
export function parseText(
  places: Places,
  account: LineAccount,
  diagnostics: Diagnostics,
  header: Pick<Header, "written" | "complete">,
): ParsedText {
  return new Parser(places, account, diagnostics, header).run();
}

class Parser {
  private readonly lexer: Lexer;
  private readonly routingTables: readonly RoutingTable[];
  /** Their lines. */
  private readonly listed: ReadonlySet<number>;
  private readonly root = newBlock("config", "");
  private readonly stack: Frame[] = [];
  private readonly rowsOf = new Map<Block, TableRows>();
  /** How many `config` lines are open beyond `DEEPEST`. */
  private tooDeep = 0;
  private readonly session = new Session();

  constructor(
    private readonly places: Places,
    private readonly account: LineAccount,
    private readonly diagnostics: Diagnostics,
    private readonly header: Pick<Header, "written" | "complete">,
  ) {
    this.lexer = new Lexer(places.text);
    this.routingTables = routingTablesIn(places);
    this.listed = listedLines(this.routingTables);
  }

  run(): ParsedText {
    const { lexer } = this;
    this.stack.push({ block: this.root, section: TOP, kept: true, ...noRows() });
    for (let found = this.next(); found !== "end"; found = this.next()) {
      if (found === "statement") this.statement();
      else if (found === "text") this.stray();
      else this.mark("ignored");
    }
    if (lexer.start > 0 && lexer.line <= this.places.lines) this.account.mark(lexer.line, lexer.line, "ignored");
    const open = this.stack.length > 1 ? this.top() : undefined;
    const { root, routingTables, session } = this;
    if (!open) return { root, routingTables, session };
    const unclosed = lastStart(open.block);
    while (this.stack.length > 1) this.close(lexer.end);
    return { root, routingTables, unclosed, session };
  }

  private next(): Found {
    const { kept, section } = this.top();
    this.lexer.skims = !kept && section.kind !== "modelled";
    return this.lexer.next();
  }

  private top(): Frame {
    return this.stack[this.stack.length - 1] as Frame; // never empty: the root is not popped
  }

  private statement(): void {
    const verb = this.lexer.word(0) ?? "";
    if (this.lexer.openQuote >= 0) {
      const at = this.places.range(this.lexer.openQuote, this.lexer.openQuote + 1);
      this.diagnostics.add("fortigate/unbalanced-quote", at);
    }
    if (verb === "config") this.openConfig();
    else if (verb === "edit") this.openRow();
    else if (verb === "next") this.closeRow();
    else if (verb === "end") this.closeConfig();
    else if (this.tooDeep > 0) this.markAsSection();
    else if (this.top().block.kind === "row" || !this.rowEdited(verb)) this.setting(verb);
  }

  /** A row that is not there is one of a configuration that the script changes and that is another one; of an export it has to be there. */
  private rowEdited(verb: string): boolean {
    const edited = editRows(this.lexer, this.top());
    if (edited !== undefined) this.markAsSection();
    if (edited === "missing" && !this.header.complete && this.top().section.kind === "modelled")
      this.unknown(undefined, verb, "its row is not in the file, which may be a change to another configuration");
    return edited !== undefined;
  }

  private openConfig(): void {
    if (this.stack.length > DEEPEST || this.tooDeep > 0) {
      if (this.tooDeep++ === 0) this.unknown("fortigate/too-deep", "config", "nested deeper than any table");
      else this.markAsSection();
      return;
    }
    const words = [...this.lexer.wordsFrom(1)];
    if (words[0] === "sys") words[0] = "system";
    const name = words.join(" ");
    let parent = this.top();
    if (sectionNamed(parent.section, name).kind === "unknown" && this.belongsAbove(name)) {
      const at = this.places.range(this.lexer.start, this.lexer.end);
      this.diagnostics.add("fortigate/missing-end", at, { related: [this.opened(parent)] });
      while (!this.holdsSections(this.top())) this.close(this.lexer.start);
      parent = this.top();
    }
    const section = sectionNamed(parent.section, name);
    const block = this.childConfig(parent, name);
    if (section.kind === "unknown" && parent.section.kind !== "unknown") {
      this.unknownHere(parent, `config ${words.slice(0, 3).join(" ")}`, "this section is not known");
    }
    const kept = parent.kept && section.kept;
    this.stack.push({ block, section, kept, ...this.rowsIn(block) });
    this.markAsSection();
  }

  /** Whether `name` is a section of the first level that stands inside another table: an `end` is missing above it. */
  private belongsAbove(name: string): boolean {
    return !this.holdsSections(this.top()) && topSection(name) !== undefined && name.includes(" ");
  }

  /** Whether sections of the first level stand directly in it: the file, `config global`, a row of `config vdom`. */
  private holdsSections(frame: Frame): boolean {
    return frame.section === TOP || (frame.block.kind === "row" && frame.section === topSection("vdom"));
  }

  private opened(frame: Frame): { at: ReturnType<Places["range"]>; message: string } {
    const start = lastStart(frame.block);
    return { at: this.places.range(start, start + 6), message: "this was still open" };
  }

  private openRow(): void {
    if (this.tooDeep > 0) {
      this.markAsSection();
      return;
    }
    const former = this.top();
    // On the device `edit` inside a row fails, and what follows goes into the row that is still open: both are in doubt.
    const doubtful = former.block.kind === "row" && former.section.kind === "modelled" && !this.holdsSections(former);
    if (doubtful) this.missingNext(former);
    if (former.block.kind === "row") this.close(this.lexer.start);
    const parent = this.top();
    const written = this.lexer.word(1);
    if (written === undefined || parent === this.stack[0]) {
      this.unknown("fortigate/unknown-statement", "edit", "a row outside a table");
      return;
    }
    const name = nameOfRow(written, parent);
    let block = parent.rows.get(name);
    const isSecond =
      this.header.written &&
      parent.section.kind === "modelled" &&
      block !== undefined &&
      lastStart(block) >= lastStart(parent.block);
    if (!block) {
      block = newBlock("row", name, this.lexer.start, this.lexer.end);
      addRow(parent, block);
      if (parent.kept) parent.block.rows = added(parent.block.rows, block);
    } else reopen(block, this.lexer.start, this.lexer.end);
    this.stack.push({ block, section: parent.section, kept: parent.kept, ...NO_ROWS });
    this.markAsSection();
    if (doubtful) this.unknown(undefined, "edit", "the row above was not closed");
    if (isSecond)
      this.unknown("fortigate/unknown-statement", "edit", "a row of this name stands above in the same table");
    if (parent.section.kind === "modelled") this.nothingBehind("edit", 2);
  }

  /** A line that ends a statement and goes on: a break was lost, and with it another statement. */
  private nothingBehind(verb: string, words: number): void {
    const more = this.lexer.word(words);
    if (more === undefined || more.startsWith("#")) return;
    this.unknown("fortigate/unknown-statement", verb, "more stands on its line");
  }

  private missingNext(former: Frame): void {
    const at = this.places.range(this.lexer.start, this.lexer.end);
    this.diagnostics.add("fortigate/missing-next", at, { related: [this.opened(former)] });
    this.unknown(undefined, "edit", "the row is not closed before the next one");
  }

  private closeRow(): void {
    this.markAsSection();
    if (this.tooDeep > 0) return;
    this.nothingBehind("next", 1);
    if (this.top().block.kind === "row") {
      this.close(this.lexer.end);
      return;
    }
    this.nothingToClose();
  }

  private closeConfig(): void {
    this.markAsSection();
    if (this.tooDeep > 0) {
      this.tooDeep--;
      return;
    }
    this.nothingBehind("end", 1);
    if (this.top().block.kind === "row") this.close(this.lexer.end);
    if (this.stack.length > 1) {
      this.close(this.lexer.end);
      return;
    }
    this.nothingToClose();
  }

  /** Above the first section such a line is the end of one that is not in the file: it begins in the middle. */
  private nothingToClose(): void {
    this.diagnostics.add("fortigate/unbalanced-end", this.places.range(this.lexer.start, this.lexer.end));
    if (this.root.configs.length === 0 || (this.decides() && this.top().block.settings.length > 0))
      this.unknown(undefined, this.lexer.word(0) ?? "", "what it closes is missing");
  }

  private close(end: number): void {
    const frame = this.stack.pop();
    if (frame) closeAt(frame.block, end);
  }

  private setting(verb: string): void {
    const { lexer } = this;
    const frame = this.top();
    const key = lexer.word(1);
    if (frame.section.kind !== "modelled" && !isStrange(frame.section, key, lexer)) {
      this.markAsSection();
      if (frame.kept && key !== undefined) this.notTwice(frame.block, changeSetting(frame.block, key, lexer));
      return;
    }
    if (key === undefined) {
      this.unknown("fortigate/unknown-statement", verb, "a key is missing");
      return;
    }
    if (lexer.openQuote >= 0) {
      this.unknown(undefined, `${verb} ${key}`, "a quote is not closed");
      return;
    }
    const treatment = treatmentOf(frame.section, key);
    if (!treatment) {
      this.unknown("fortigate/unknown-statement", `${verb} ${key}`, "this key is not known here");
      return;
    }
    const isIrrelevant = treatment.kind === "irrelevant";
    if (isIrrelevant && !goesOn(this.lexer)) {
      this.mark("ignored");
      return;
    }
    const misplaced = isIrrelevant ? SECOND_STATEMENT : this.misplaced(verb);
    if (misplaced !== undefined) {
      this.unknown("fortigate/unknown-statement", `${verb} ${key}`, misplaced);
      return;
    }
    if ((verb === "set" || verb === "select") && !isValue(treatment, lexer.word(2) ?? "", lexer.word(3))) {
      this.unknown("fortigate/unknown-value", `${verb} ${key}`, "this value is not known");
      return;
    }
    const before = changeSetting(frame.block, treatment.name, lexer);
    if (before === undefined) {
      this.unknown("fortigate/unknown-statement", `${verb} ${key}`, "this does not belong here");
      return;
    }
    this.mark("modelled");
    this.notTwice(frame.block, before);
    if (treatment.kind !== "doubt") return;
    const others = frame.block.doubtful.filter((doubtful) => doubtful.key !== key);
    frame.block.doubtful = others;
    if (verb === "unset" || treatment.unless.has(lexer.word(2) ?? "")) return;
    const { why: reason, effect } = treatment;
    frame.block.doubtful = [...others, { key, reason, effect, start: lexer.start, end: lexer.end }];
  }

  /** A backup sets no key twice: what stood between is lost, or two rows ran together, and what is one's own of it nobody knows. */
  private notTwice(block: Block, before: ReturnType<typeof changeSetting>): void {
    if (before === undefined || before === "nothing" || !this.header.written) return;
    const verb = this.lexer.word(0) ?? "";
    if (verb !== "set" || before.start < lastStart(block)) return;
    this.unknown("fortigate/unknown-statement", verb, "its key was set above: two rows may have run together");
  }

  /** What no device prints: a value that is missing, a setting of a row outside it, two in one line. A line may be lost of each. */
  private misplaced(verb: string): string | undefined {
    const { block } = this.top();
    if (block.kind === "config" && block.rows.length > 0) return "it stands beside the rows of a table, in none";
    if (verb === "set" && this.lexer.word(2) === undefined) return "its value is missing";
    return goesOn(this.lexer) ? SECOND_STATEMENT : undefined;
  }

  /** Whether packets may depend on what stands here. */
  private decides(): boolean {
    const { kept, section } = this.top();
    return section.kind === "modelled" || (kept && section.kind === "irrelevant" && section.isApart !== true);
  }

  /** A line that begins with no verb. */
  private stray(): void {
    const found = recoverText(this.places.text.slice(this.lexer.start, this.lexer.end), this.stack.length > 1);
    if (found.kind !== "text") {
      const table = this.stack.findLast(({ block }) => block.kind === "config")?.block.name ?? "";
      this.session.notice(found, { start: this.lexer.start, table, isInRow: this.top().block.kind === "row" });
    }
    if (found.kind === "prompt") {
      this.lexer.restartAt(this.lexer.start + found.length, this.lexer.line);
      return;
    }
    if (found.kind === "ignored" || (this.top().section.kind === "irrelevant" && !this.decides())) {
      this.mark("ignored");
      return;
    }
    const isMarker = found.kind === "text" && found.isMarker;
    if ((this.stack.length === 1 && !isMarker) || this.top().section.kind === "harmless") {
      this.mark(this.listed.has(this.lexer.line) ? "modelled" : "harmless");
      return;
    }
    this.unknown("fortigate/unknown-statement", found.word, "no statement begins like this");
  }

  private unknown(
    code: "fortigate/unknown-statement" | "fortigate/unknown-value" | "fortigate/too-deep" | undefined,
    text: string,
    reason: string,
  ) {
    this.mark("filtering");
    const frame = this.top();
    const home = frame.kept ? frame.block : this.root;
    home.unknown = added(home.unknown, { text, start: this.lexer.start, end: this.lexer.end, reason });
    if (code) this.diagnostics.add(code, this.places.range(this.lexer.start, this.lexer.end), { message: reason });
  }

  private unknownHere(frame: Frame, text: string, reason: string): void {
    const home = frame.kept ? frame.block : this.root;
    home.unknown = added(home.unknown, { text, start: this.lexer.start, end: this.lexer.end, reason });
    const at = this.places.range(this.lexer.start, this.lexer.end);
    this.diagnostics.add("fortigate/unknown-section", at);
  }

  private childConfig(parent: Frame, name: string): Block {
    for (const config of parent.block.configs) {
      if (config.name !== name) continue;
      reopen(config, this.lexer.start, this.lexer.end);
      return config;
    }
    const block = newBlock("config", name, this.lexer.start, this.lexer.end);
    parent.block.configs = added(parent.block.configs, block);
    return block;
  }

  private rowsIn(block: Block): TableRows {
    let rows = this.rowsOf.get(block);
    if (!rows) {
      rows = noRows();
      this.rowsOf.set(block, rows);
    }
    return rows;
  }

  private mark(fate: LineFate): void {
    this.account.mark(this.lexer.line, this.lexer.endLine, fate);
  }

  /** Marks a statement as its section is: the lines that frame it, and all lines of sections left out as a whole. */
  private markAsSection(): void {
    const { kind } = this.top().section;
    if (kind === "irrelevant") this.mark("ignored");
    else if (kind === "harmless") this.mark("harmless");
    else if (kind === "unknown" || this.tooDeep > 0) this.mark("filtering");
    else this.mark("modelled");
  }
}
