/** Changes of one entry of an access list. */
import type { Change } from "../../src/model/change.js";
import type { Edits } from "./line-edit.js";
import { entriesFor } from "./rewrite-traffic.js";
import { type CiscoLine, writtenText } from "./tree.js";

interface Asked {
  readonly roots: readonly CiscoLine[];
  readonly platform: string;
  readonly change: Exclude<Change, { kind: "stop-clear-text" }>;
}

type Narrowing = Change & { kind: "narrow-rule" };

/** An entry, and how the device speaks of it. */
interface Entry {
  readonly line: CiscoLine;
  /** The statement that leads to it; left out: it is a statement of its own (ASA). */
  readonly list?: string;
  readonly sequence?: number;
  /** What it says, without its number. */
  readonly says: string;
}

/** What an entry says beside addresses and ports: what is written anew would leave it out. */
const MORE =
  /\s(?:time-range|dscp|precedence|tos|fragments|established|reflect|option|ttl|inactive|match-a(?:ll|ny))\b/;

/** @returns undefined where the line is no entry whose change can be said in lines that surely mean it. */
export function changeEntry(line: CiscoLine | undefined, asked: Asked): Edits | undefined {
  if (line === undefined) return undefined;
  if (asked.platform === "asa") return changeAsaEntry(line, asked);
  const entry = entryOf(line);
  if (entry?.list === undefined) return undefined;
  const { list, sequence, says } = entry;
  const { change } = asked;
  if (change.kind === "disable-rule") {
    return { lines: [list, ` no ${sequence ?? says}`], edits: [{ line, becomes: [] }] };
  }
  // Entries without a number in the export have one on the device, and which is not in the file.
  if (sequence === undefined) return undefined;
  return change.kind === "log-rule"
    ? logEntry(line, entry, sequence)
    : narrowEntry(line, entry, sequence, { ...asked, change });
}

/**
 * The same entry with `log` goes in its own place: beside the one that is there it would be refused as its double. Where it is the
 * only one the list would be empty in between, and let everything through.
 */
function logEntry(line: CiscoLine, { list = "", says }: Entry, sequence: number): Edits | undefined {
  const entries = (line.parent?.children ?? []).filter(({ text }) => /^(?:\d+ )?(?:permit|deny) /.test(text));
  if (entries.length < 2) return undefined;
  const row = ` ${sequence} ${/\slog(?:-input)?$/.test(says) ? says : `${says} log`}`;
  return { lines: [list, ` no ${sequence}`, row], edits: [{ line, becomes: [row] }] };
}

/**
 * The others stand behind it before it goes: what is declared passes all the time, and the list is never empty. A double of
 * another entry would be refused, and be missing.
 */
function narrowEntry(
  line: CiscoLine,
  entry: Entry,
  sequence: number,
  asked: Asked & { change: Narrowing },
): Edits | undefined {
  const texts = rowsFor(entry, asked.change, asked);
  if (texts === undefined || sequence + texts.length >= nextSequence(line)) return undefined;
  const others = new Set((line.parent?.children ?? []).map((one) => bare(writtenText(one))));
  if (texts.some((text) => others.has(bare(text)))) return undefined;
  const rows = texts.map((text, index) => ` ${sequence + index + 1} ${text}`);
  return { lines: [entry.list ?? "", ...rows, ` no ${sequence}`], edits: [{ line, becomes: rows }] };
}

/** Without number and log. */
function bare(text: string): string {
  return text.replace(/^\d+ /, "").replace(/ log(?:-input)?$/, "");
}

/**
 * `access-list NAME extended permit …` goes by its words; `line N` puts others before it. No guide says what becomes of one that is
 * entered again with `log` behind it, and what it says must be unique: that is not proposed.
 */
function changeAsaEntry(line: CiscoLine, asked: Asked): Edits | undefined {
  const says = writtenText(line);
  const [, name = "", rest = ""] = /^access-list (\S+) extended (permit .*)$/.exec(says) ?? [];
  const list = asked.roots.filter(({ text }) => text.startsWith(`access-list ${name} `));
  if (name === "" || list.filter(({ text }) => / (?:permit|deny) /.test(text)).length < 2) return undefined;
  const { change } = asked;
  if (change.kind === "disable-rule") return { lines: [`no ${says}`], edits: [{ line, becomes: [] }] };
  if (change.kind === "log-rule") return undefined;
  const texts = rowsFor({ says: rest }, change, asked);
  if (texts === undefined) return undefined;
  const rows = texts.map((text) => `access-list ${name} extended ${text}`);
  const others = new Set(list.map((one) => bare(writtenText(one))));
  if (rows.some((row) => others.has(bare(row)))) return undefined;
  const number = list.indexOf(line) + 1;
  const lines = texts.map((text, index) => `access-list ${name} line ${number + index} extended ${text}`);
  return { lines: [...lines, `no ${says}`], edits: [{ line, becomes: rows }] };
}

/** The entry written for less traffic; what it says of logs stays. */
function rowsFor({ says }: Pick<Entry, "says">, change: Narrowing, { platform }: Asked) {
  if (MORE.test(says)) return undefined;
  const log = change.log || /\slog(?:-input)?\b/.test(says) ? " log" : "";
  return entriesFor(change.to, platform)?.map((text) => `${text}${log}`);
}

/** Entries of named lists, and those of numbered ones, which are edited under their number like named ones. */
function entryOf(line: CiscoLine): Entry | undefined {
  const text = writtenText(line);
  const numbered = /^access-list (\d+) (permit .*)$/.exec(text);
  if (numbered !== null && line.parent === undefined) {
    const [, number = "", says = ""] = numbered;
    return { line, says, list: `ip access-list ${isStandard(Number(number)) ? "standard" : "extended"} ${number}` };
  }
  const list = line.parent === undefined ? "" : writtenText(line.parent);
  const [, sequence, says] = /^(?:(\d+) )?(permit .*)$/.exec(text) ?? [];
  if (says === undefined || !/^(?:ip|ipv4) access-list /.test(list)) return undefined;
  return { line, list, says, ...(sequence !== undefined && { sequence: Number(sequence) }) };
}

/** 1 to 99 and 1300 to 1999 (reference/cisco.md: numbered lists). */
function isStandard(number: number): boolean {
  return number < 100 || (number >= 1300 && number < 2000);
}

/** The number of the entry behind this one: as many numbers are free up to there. */
function nextSequence({ number, parent }: CiscoLine): number {
  const behind = (parent?.children ?? []).filter((one) => one.number > number);
  const found = behind.map(({ text }) => /^(\d+) /.exec(text)?.[1]).find((text) => text !== undefined);
  return found === undefined ? Number.POSITIVE_INFINITY : Number(found);
}
