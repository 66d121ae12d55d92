/** Lines without blanks before them that stand where those of an interface do: one of these may have lost its blanks. */
import { type CiscoLine, lastUnder } from "../tree.js";

export class BehindInterfaces {
  /** The lines of the text, when somebody asks. */
  private lines: readonly string[] | undefined;
  private readonly known = new Set<CiscoLine>();

  /** @param text the whole one, with `\n` between lines. */
  constructor(
    private readonly text: string,
    private readonly roots: readonly CiscoLine[],
    /** What stands between blocks, at the beginning of a line: exports of NX-OS have blank lines there, others a `!`. */
    private readonly platform: string,
  ) {}

  /**
   * Whether nothing parts it from the block of an interface but lines that were not understood either.
   * @param isUnread whether a line before it was not understood.
   */
  has(line: CiscoLine, isUnread: (line: CiscoLine) => boolean): boolean {
    const before = line.parent === undefined && line.indent === 0 ? this.before(line) : undefined;
    if (before === undefined || this.isParted(before, line)) return false;
    const isBehind =
      /^interface \S/i.test(before.text) ||
      (this.known.has(before) && isUnread(before) && before.children.length === 0);
    if (isBehind) this.known.add(line);
    return isBehind;
  }

  private before(line: CiscoLine): CiscoLine | undefined {
    let [from, to] = [0, this.roots.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.roots[middle]?.number ?? 0) < line.number) from = middle + 1;
      else to = middle;
    }
    return this.roots[from - 1];
  }

  private isParted(before: CiscoLine, line: CiscoLine): boolean {
    this.lines ??= this.text.split("\n");
    const between = this.lines.slice(lastUnder(before).number, line.number - 1);
    return between.some((text) => text.startsWith("!") || (this.platform === "nxos" && text.trim() === ""));
  }
}
