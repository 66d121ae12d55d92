/** SD-WAN: its members, and those that a static route leads to by their zone. */
import { type Block, isEnabled, rowsOf, textOf, valuesOf } from "../tree.js";
import { tablesIn, type Vdom } from "./vdoms.js";

/** SD-WAN tables by release; members without a zone are in the zone of this name. */
export const SDWAN = ["system sdwan", "system virtual-wan-link"];
export const DEFAULT_SDWAN_ZONE = "virtual-wan-link";
/** Keys of a static route that name SD-WAN: a zone of it, or in earlier releases all of it. */
export const BY_WAN = ["sdwan", "sdwan-zone", "virtual-wan-link"];

export interface WanMember {
  /** The key of its row, by which rules name it. */
  readonly number: string;
  readonly interface: string;
  readonly zone: string;
  readonly row: Block;
}

/** The SD-WAN tables of a VDOM that are switched on. */
export function wansOf({ holders }: Vdom): Block[] {
  return SDWAN.flatMap((section) => tablesIn(holders, section)).filter((table) => isEnabled(table, "status"));
}

/** The members of these that are switched on. */
export function membersOf(wans: readonly Block[]): WanMember[] {
  return wans
    .flatMap((table) => rowsOf(table, "members"))
    .flatMap((row) => {
      const name = textOf(row, "interface");
      if (name === undefined || textOf(row, "status") === "disable") return [];
      return [{ number: row.name, interface: name, zone: textOf(row, "zone") ?? DEFAULT_SDWAN_ZONE, row }];
    });
}

/**
 * The members that a static route by SD-WAN leads to: it is a route by each of them (Fortinet, administration guide, SD-WAN
 * zones). `undefined` where a zone that it names has none: what it then does is not documented.
 */
export function membersOfRoute(row: Block, members: readonly WanMember[]): readonly WanMember[] | undefined {
  const zones = valuesOf(row, "sdwan-zone").filter((name) => name !== "");
  if (zones.length === 0) return members.length > 0 ? members : undefined;
  if (!zones.every((name) => members.some(({ zone }) => zone === name))) return undefined;
  return members.filter(({ zone }) => zones.includes(zone));
}
