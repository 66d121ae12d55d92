/** The FortiOS tree: tables, rows and settings after all statements took effect, with offsets into the text. */

/** A key with its values as it stands at the end of the file: later statements replaced, extended or emptied it. */
export interface Setting {
  readonly key: string;
  readonly values: readonly string[];
  /** Start and end offsets of each value: two entries per value. */
  readonly spans: readonly number[];
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
  /** Start and end offsets of each stretch that wrote it: two entries per stretch. */
  extents: number[];
  /** Names it had before it was renamed, each with the offset of the renaming: references written earlier followed it. */
  formerly?: readonly { readonly name: string; readonly until: number }[];
}

export function newBlock(kind: Block["kind"], name: string): Block {
  return { kind, name, settings: [], rows: [], configs: [], unknown: [], doubtful: [], extents: [] };
}

export function settingOf(block: Block, key: string): Setting | undefined {
  for (const setting of block.settings) if (setting.key === key) return setting;
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
