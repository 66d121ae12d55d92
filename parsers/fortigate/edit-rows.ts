/** `delete`, `purge`, `rename`, `clone`, `move`: what each makes of the rows of a table. */

import { copySetting } from "./change-setting.js";
import type { Frame } from "./frame.js";
import type { Lexer } from "./lexer.js";
import { added, type Block, newBlock, reopen } from "./tree.js";

/**
 * Applies a statement about whole rows to an open table (reference/fortios.md 1.2). A row that does not exist makes the
 * statement fail on the device, so it changes nothing here either.
 * @returns undefined when the statement is none of these.
 */
export function editRows(lexer: Lexer, table: Frame): "known" | "missing" | undefined {
  const [verb = "", written = "", word = "", second = ""] = lexer.wordsFrom(0);
  const [name, other] = [numberOf(written, table), numberOf(second, table)];
  if (verb === "purge") {
    table.rows.clear();
    table.block.rows = [];
    return "known";
  }
  const row = table.rows.get(name);
  const found = row ? "known" : "missing";
  if (verb === "delete") {
    if (row) remove(table, row);
    return found;
  }
  if (verb === "rename" && word === "to") {
    if (row && !table.rows.has(other)) rename(table, row, other, lexer);
    return found;
  }
  if (verb === "clone" && word === "to") {
    if (row && !table.rows.has(other)) clone(table, row, other, lexer);
    return found;
  }
  if (verb !== "move" || (word !== "before" && word !== "after")) return undefined;
  const target = table.rows.get(other);
  if (row && target && row !== target) move(table, row, target, word);
  return target ? found : "missing";
}

/** Tables whose rows have numbers. */
const NUMBERED = new Set([
  "firewall policy",
  "firewall policy6",
  "firewall policy46",
  "firewall policy64",
  "firewall consolidated policy",
  "firewall security-policy",
  "firewall local-in-policy",
  "firewall local-in-policy6",
  "firewall multicast-policy",
  "firewall multicast-policy6",
  "firewall central-snat-map",
  "firewall acl",
  "firewall acl6",
  "router static",
  "router static6",
  "router policy",
  "router policy6",
  "members",
  "realservers",
  "secondaryip",
  "service",
  "vrrp",
]);

/** The name of the row that `edit NAME` opens: in a numbered table 0 stands for the next free number (CLI reference: edit). */
export function nameOfRow(name: string, table: Frame): string {
  if (!name.startsWith("0") || !NUMBERED.has(table.block.name)) return name;
  const number = numberOf(name, table);
  return number === "0" ? `${table.numbers.next}` : number;
}

/** A number without what stands before it for nothing: `edit 01` is row 1. */
function numberOf(name: string, { block }: Frame): string {
  return /^0+\d/.test(name) && NUMBERED.has(block.name) ? name.replace(/^0+(?=\d)/, "") : name;
}

/** Puts a new row into an open table, by its name. */
export function addRow(table: Frame, row: Block): void {
  table.rows.set(row.name, row);
  if (!NUMBERED.has(table.block.name)) return;
  const number = Number(row.name);
  if (Number.isSafeInteger(number) && number >= table.numbers.next) table.numbers.next = number + 1;
}

function remove(table: Frame, row: Block): void {
  table.rows.delete(row.name);
  const index = table.block.rows.indexOf(row);
  if (index >= 0) table.block.rows.splice(index, 1);
}

function rename(table: Frame, row: Block, name: string, lexer: Lexer): void {
  table.rows.delete(row.name);
  row.formerly = [...(row.formerly ?? []), { name: row.name, until: lexer.start }];
  row.name = name;
  reopen(row, lexer.start, lexer.end);
  addRow(table, row);
}

function clone(table: Frame, row: Block, name: string, lexer: Lexer): void {
  const copy = { ...copyOf(row), name };
  reopen(copy, lexer.start, lexer.end);
  addRow(table, copy);
  if (table.kept) table.block.rows = added(table.block.rows, copy);
}

function copyOf(block: Block): Block {
  return {
    ...newBlock(block.kind, block.name, block.start, block.end),
    settings: block.settings.map(copySetting),
    rows: block.rows.map(copyOf),
    configs: block.configs.map(copyOf),
    unknown: [...block.unknown],
    doubtful: [...block.doubtful],
    later: [...block.later],
  };
}

function move(table: Frame, row: Block, target: Block, side: "before" | "after"): void {
  const { rows } = table.block;
  const from = rows.indexOf(row);
  if (from < 0) return;
  rows.splice(from, 1);
  rows.splice(rows.indexOf(target) + (side === "after" ? 1 : 0), 0, row);
}
