/** Where tunnels start and end: between two given devices they are a link that nothing else is on. */
import type { TunnelEnds } from "../../../src/model/device.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, textOf } from "../tree.js";
import { readIPv4 } from "./address-text.js";
import { rowsIn, type Vdoms } from "./vdoms.js";

const SECTIONS = ["vpn ipsec phase1-interface", "system gre-tunnel", "system ipip-tunnel"];

/** The ends of each tunnel by the name of its interface; those that dial in, or whose far end is a name, are left out. */
export function tunnelEnds(vdoms: Vdoms): ReadonlyMap<InterfaceId, TunnelEnds> {
  const holders = [...new Set([...vdoms.global, ...vdoms.all.flatMap((vdom) => vdom.holders)])];
  const rows = SECTIONS.flatMap((section) => rowsIn(holders, section));
  return new Map(
    rows.flatMap((row) => {
      const ends = endsOf(row);
      return ends === undefined ? [] : [[row.name, ends] as const];
    }),
  );
}

function endsOf(row: Block): TunnelEnds | undefined {
  const remote = readIPv4(textOf(row, "remote-gw") ?? "");
  if ((textOf(row, "type") ?? "static") !== "static" || !remote) return undefined;
  const local = readIPv4(textOf(row, "local-gw") ?? "");
  if (local) return { local, remote };
  const over = textOf(row, "interface");
  return over === undefined ? undefined : { over, remote };
}
