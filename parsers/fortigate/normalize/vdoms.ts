/** Virtual domains: whose objects and policies a section belongs to, in every shape a backup has. */
import type { Header } from "../header.js";
import { type Block, configOf, textOf } from "../tree.js";

/** One VDOM with the blocks that hold its sections, and those of the whole device. */
export interface Vdom {
  readonly name: string;
  readonly holders: readonly Block[];
}

export interface Vdoms {
  readonly all: readonly Vdom[];
  /** Blocks that hold the sections of the whole device: interfaces, global settings, administrators. */
  readonly global: readonly Block[];
  readonly several: boolean;
}

const DEFAULT_VDOM = "root";

/**
 * Finds the VDOMs of a file (reference/fortios.md 1.1, 1.2): a full multi-VDOM backup lists them, then has `config
 * global` and one `config vdom` for each; a backup of one VDOM has no wrapper; a plain unit has the one VDOM `root`.
 */
export function vdomsOf(root: Block, header: Header): Vdoms {
  const table = configOf(root, "vdom");
  const shared = configOf(root, "global");
  const plain = header.onlyVdom ?? onlyVdomOf(root) ?? DEFAULT_VDOM;
  const global = shared ? [shared, root] : [root];
  if (!table || table.rows.length === 0) {
    return { all: [{ name: plain, holders: [root, ...(shared ? [shared] : [])] }], global, several: false };
  }
  const all = table.rows.map((row): Vdom => ({ name: row.name, holders: [row] }));
  if (!root.configs.some(isOfOneVdom)) return { all, global, several: all.length > 1 };
  // Sections outside any VDOM belong to the one the session was in; a capture that does so has `root` around it.
  const known = all.find((vdom) => vdom.name === plain);
  const home: Vdom = { name: plain, holders: [...(known?.holders ?? []), root] };
  const merged = known ? all.map((vdom) => (vdom === known ? home : vdom)) : [home, ...all];
  return { all: merged, global: [...global, ...all.flatMap((vdom) => vdom.holders)], several: merged.length > 1 };
}

/** What each VDOM has for itself, and `config global` never. */
const OF_ONE =
  /^(?:firewall (?:(?:security-|consolidated |local-in-|multicast-)?policy[46]*|address6?|addrgrp6?|vip6?|vipgrp6?|service|schedule|ippool|central-snat-map)(?: |$)|router |system (?:settings|zone|sdwan|virtual-wan-link)$|vpn ipsec phase)/;

/** Whether a section is one that each VDOM has for itself. */
export function isOfOneVdom({ name }: Block): boolean {
  return OF_ONE.test(name);
}

/** The VDOM that all interfaces of the file are in; `undefined` where they name several, or none. */
function onlyVdomOf(root: Block): string | undefined {
  const names = new Set(rowsIn([root], "system interface").flatMap((row) => textOf(row, "vdom") ?? []));
  const [only] = names;
  return names.size === 1 ? only : undefined;
}

/** The tables of a name in some blocks, in order. */
export function tablesIn(holders: readonly Block[], name: string): Block[] {
  return holders.flatMap((holder) => configOf(holder, name) ?? []);
}

/** The rows of a table in some blocks, in order. */
export function rowsIn(holders: readonly Block[], name: string): Block[] {
  return tablesIn(holders, name).flatMap((table) => table.rows);
}

/** Whether a VDOM with these blocks bridges instead of routing. */
export function isTransparent(holders: readonly Block[]): boolean {
  return tablesIn(holders, "system settings").some((settings) => textOf(settings, "opmode") === "transparent");
}
