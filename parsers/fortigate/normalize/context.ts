/** What all parts of the normalization share: places, diagnostics, and the doubts and unknown statements found so far. */
import type { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Doubt, Unparsed } from "../../../src/model/device.js";
import type { DoubtId } from "../../../src/model/expression.js";
import type { RuleDoubt } from "../../../src/model/rule.js";
import type { LineAccount } from "../../../src/source/line-account.js";
import type { SourceRange } from "../../../src/source/range.js";
import type { Header } from "../header.js";
import type { Places } from "../places.js";
import type { Block, Setting, UnknownStatement } from "../tree.js";

/** Words of sections and statements that translate addresses. */
export const MAY_TRANSLATE = /nat|pool|vip|virtual-ip/i;

export class Context {
  readonly places: Places;
  readonly header: Header;
  readonly diagnostics: Diagnostics;
  readonly account: LineAccount;
  /** The time of the analysis on the clock of the device (`source/wall-clock`); `undefined`: not known. */
  readonly asOfMinutes: number | undefined;
  readonly doubts: Doubt[] = [];
  readonly unparsed: Unparsed[] = [];
  /** The first doubt about what may translate addresses, whichever. */
  translating: Pick<Doubt, "id" | "at"> | undefined;
  /** Blocks whose unknown statements have found their place; the others doubt the whole device. */
  private readonly claimed = new Set<Block>();
  private readonly shared = new Map<string, DoubtId>();

  constructor(given: {
    readonly places: Places;
    readonly header: Header;
    readonly diagnostics: Diagnostics;
    readonly account: LineAccount;
    readonly asOfMinutes: number | undefined;
  }) {
    this.places = given.places;
    this.header = given.header;
    this.diagnostics = given.diagnostics;
    this.account = given.account;
    this.asOfMinutes = given.asOfMinutes;
  }

  /** Notes a doubt and returns its id. */
  doubt(doubt: Omit<Doubt, "id">): DoubtId {
    const id = `d${this.doubts.length + 1}`;
    this.doubts.push({ id, ...doubt });
    return id;
  }

  /** Notes that a part of the file is missing or in doubt: anything, translations of addresses as well. */
  doubtPart(reason: string, at: SourceRange): void {
    const id = this.doubt({ reason, scope: "device", at });
    this.translating ??= { id, at };
  }

  /** One doubt for everything that asks for it with the same key: the same object named by many rules. */
  sharedDoubt(key: string, doubt: Omit<Doubt, "id">): DoubtId {
    const known = this.shared.get(key);
    if (known) return known;
    const id = this.doubt(doubt);
    this.shared.set(key, id);
    return id;
  }

  /** The lines of a row or table, one range for each stretch that wrote it; never empty. */
  rangesOf(block: Block): [SourceRange, ...SourceRange[]] {
    const ranges: [SourceRange, ...SourceRange[]] = [this.rangeOf(block)];
    for (let index = 0; index + 1 < block.later.length; index += 2) {
      ranges.push(this.places.range(block.later[index] ?? 0, block.later[index + 1] ?? 0));
    }
    return ranges;
  }

  /** The first lines of a row or table. */
  rangeOf(block: Block): SourceRange {
    return this.places.range(block.start, block.end);
  }

  /** The place of value number `index` of a setting. */
  valueRange(setting: Setting, index: number): SourceRange {
    if (index === 0) return this.places.range(setting.from, setting.to);
    const start = setting.spans?.[2 * index];
    const end = setting.spans?.[2 * index + 1];
    return start === undefined || end === undefined ? this.settingRange(setting) : this.places.range(start, end);
  }

  settingRange(setting: Setting): SourceRange {
    return this.places.range(setting.start, setting.end);
  }

  /** The place of a key, or where it is absent the row, whose default then holds. */
  keyRange(block: Block, setting: Setting | undefined): SourceRange {
    return setting ? this.settingRange(setting) : this.rangeOf(block);
  }

  /** Marks the lines of a known statement whose value was not understood. */
  notUnderstood(setting: Setting, section: string): void {
    const at = this.settingRange(setting);
    this.account.mark(at.line, at.endLine, "filtering");
    this.unparsed.push({ statement: `set ${setting.key}`, section, filtering: true, at });
  }

  /**
   * Lists the unknown and doubtful statements of a row and of the tables in it, and returns one doubt for each.
   * @param section as shown to people. `scope` and `interfaces` say what the doubts are about, `hidesAddress` is of unknown ones.
   */
  claim(block: Block, section: string, about: Pick<Doubt, "scope" | "interfaces" | "hidesAddress">): RuleDoubt[] {
    const { hidesAddress: _, ...known } = about;
    const effects: RuleDoubt[] = [];
    if (block.unknown.length === 0 && block.doubtful.length === 0 && block.configs.length === 0) return effects;
    this.claimed.add(block);
    for (const unknown of block.unknown) {
      const at = this.places.range(unknown.start, unknown.end);
      this.unparsed.push({ statement: unknown.text, section, filtering: true, at });
      const place = section === "" ? "" : ` in ${section}`;
      const reason = `"${unknown.text}"${place} was not understood: ${unknown.reason}`;
      const doubt = this.doubt({ reason, ...about, at });
      effects.push({ doubt, effect: "anything" });
      if (about.scope === "device" && MAY_TRANSLATE.test(`${section} ${unknown.text}`))
        this.translating ??= { id: doubt, at };
    }
    for (const doubtful of block.doubtful) {
      const at = this.places.range(doubtful.start, doubtful.end);
      const reason = `"${doubtful.key}" in ${section}: ${doubtful.reason}`;
      effects.push({ doubt: this.doubt({ reason, ...known, at }), effect: doubtful.effect });
    }
    for (const config of block.configs) {
      effects.push(...this.claim(config, section, about));
      for (const row of config.rows) effects.push(...this.claim(row, section, about));
    }
    return effects;
  }

  /** The same for a block of which some unknown statements change no packet through the device; the others doubt it whole. */
  claimApart(block: Block, section: string, isHarmless: (statement: UnknownStatement) => boolean): void {
    const whole = { ...block, configs: [] };
    const harmless = block.unknown.filter(isHarmless);
    this.claim({ ...whole, unknown: harmless, doubtful: [] }, section, { scope: "match" });
    this.claim({ ...whole, unknown: block.unknown.filter((one) => !isHarmless(one)) }, section, { scope: "device" });
    this.claimed.add(block);
  }

  /** Claims what no part of the normalization has: it doubts the device. */
  claimRest(block: Block, section: string): void {
    if (!this.claimed.has(block) && (block.unknown.length > 0 || block.doubtful.length > 0)) {
      this.claim({ ...block, configs: [] }, section, { scope: "device" });
      this.claimed.add(block);
    }
    for (const config of block.configs) this.claimRest(config, section === "" ? config.name : section);
    const within = block.kind === "config" && block.name !== "vdom" ? section : "";
    for (let index = 0; index < block.rows.length; index++) {
      const row = block.rows[index] as Block;
      // Most rows were understood, and have nothing below them.
      if (row.unknown.length + row.doubtful.length + row.configs.length + row.rows.length > 0)
        this.claimRest(row, within);
    }
  }
}
