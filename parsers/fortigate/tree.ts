/** The FortiOS tree: tables, rows and settings after all statements took effect, with offsets into the text. */

/** A key with its values as it stands at the end of the file: later statements replaced, extended or emptied it. */
export interface Setting {
  readonly key: string;
  readonly values: readonly string[];
  /** Offsets of the first value; those of the statement where there is none. */
  readonly from: number;
  readonly to: number;
  /** Start and end offsets of each value, two entries per value; left out where there is at most one. */
  readonly spans?: readonly number[] | undefined;
  /** Offsets of the last statement that changed it. */
  readonly start: number;
  readonly end: number;
}

/** A statement whose key or section is not known, or that is damaged. */
export interface UnknownStatement {
  /** Keywords only. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What is wrong with it, for people. */
  readonly reason: string;
}

/** A known statement whose effect cannot be known. */
export interface DoubtfulStatement {
  readonly key: string;
  readonly reason: string;
  readonly effect: "narrows" | "anything";
  readonly start: number;
  readonly end: number;
}

/**
 * A table, singleton or row. A table has rows, a singleton has settings, a row has settings and tables of its own.
 * `name` is the path of a table (`firewall policy`) or the key of a row.
 */
export interface Block {
  readonly kind: "config" | "row";
  name: string;
  settings: Setting[];
  /** Rows in their order, which is the order of evaluation. */
  rows: Block[];
  configs: Block[];
  unknown: UnknownStatement[];
  doubtful: DoubtfulStatement[];
  /** Offsets of the first stretch that wrote it. */
  start: number;
  end: number;
  /** Start and end offsets of later stretches: two entries per stretch. */
  later: number[];
  /** Names it had before it was renamed, each with the offset of the renaming: references written earlier followed it. */
  formerly: readonly { readonly name: string; readonly until: number }[] | undefined;
}

/** Most rows have none of most lists: they share this one, and `added` makes another when something comes. */
const NOTHING: never[] = [];
Object.freeze(NOTHING);

/** A row or table that begins at `start`; its lists change only by `added` or as wholes. */
export function newBlock(kind: Block["kind"], name: string, start = 0, end = start): Block {
  return {
    kind,
    name,
    settings: NOTHING,
    rows: NOTHING,
    configs: NOTHING,
    unknown: NOTHING,
    doubtful: NOTHING,
    start,
    end,
    later: NOTHING,
    formerly: undefined,
  };
}

/** The list with one more at its end. */
export function added<Item>(list: Item[], item: Item): Item[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}

/** Notes that another stretch of the text writes the block, or has written more of it. */
export function reopen(block: Block, start: number, end: number): void {
  block.later = added(added(block.later, start), end);
}

/** Sets where the stretch that is being written ends. */
export function closeAt(block: Block, end: number): void {
  if (block.later.length > 0) block.later[block.later.length - 1] = end;
  else block.end = end;
}

/** Where the last stretch that wrote the block begins. */
export function lastStart(block: Block): number {
  return block.later.at(-2) ?? block.start;
}

export function settingOf(block: Block, key: string): Setting | undefined {
  const { settings } = block;
  for (let index = 0; index < settings.length; index++) {
    const setting = settings[index];
    if (setting?.key === key) return setting;
  }
  return undefined;
}

/** The first value of a key; `undefined` where the key is absent: the default holds. */
export function textOf(block: Block, key: string): string | undefined {
  return settingOf(block, key)?.values[0];
}

/** All values of a key; none where it is absent. */
export function valuesOf(block: Block, key: string): readonly string[] {
  return settingOf(block, key)?.values ?? [];
}

/** Offset of value number `index` of a setting. */
export function valueStart(setting: Setting, index: number): number {
  return index === 0 ? setting.from : (setting.spans?.[2 * index] ?? setting.start);
}

export function isEnabled(block: Block, key: string, byDefault = false): boolean {
  const value = textOf(block, key);
  return value === undefined ? byDefault : value === "enable";
}

export function configOf(block: Block, name: string): Block | undefined {
  for (const config of block.configs) if (config.name === name) return config;
  return undefined;
}

/** Rows of a nested table; none where the table is absent. */
export function rowsOf(block: Block, name: string): readonly Block[] {
  return configOf(block, name)?.rows ?? [];
}

/** Whether something in the row that was not understood may be about a key: it names that, or no key at all. */
export function mayBeAbout(row: Block, key: string): boolean {
  return row.unknown.some(({ text }) => {
    const [verb, named] = text.split(" ");
    return verb !== "config" && (named === undefined || named === key);
  });
}
