/** The routing tables that `get router info routing-table all` printed in the capture of a session. */
import { readIPv4 } from "../../src/packets/address.js";
import { type RoutingTable, readRoutingTable, type TableGrammar } from "../../src/source/routing-table.js";
import type { Places } from "./places.js";

const WORDS = "get router info routing-table all";
/** The prompt, and the VDOM where the session is in one. */
const COMMAND = new RegExp(String.raw`^([\w.@~-]{1,64}) ?(?:\(([^()]{1,64})\) ?)?[#$] ?${WORDS}\s*$`);

const TIME = String.raw`(?:\d+:\d\d:\d\d|(?:\d+[ywdhm])+)`;
const ADDRESS = String.raw`\d+\.\d+\.\d+\.\d+`;
/** When it was learned, and from 7.0 on its priority and weight. */
const END = String.raw`(?:, ${TIME})?(?:, \[\d+/\d+\])?`;
const DISTANCE = String.raw`\[(\d+)/\d+\]`;
const NAME = String.raw`([^\s,()]+)`;
/** The far end of a tunnel that itself says where it leads; of several ways the weight of each stands behind. */
const WEIGHT = String.raw`(?: \[\d+\])?`;
const BY_TUNNEL = `via ${NAME} tunnel ${ADDRESS}${WEIGHT}`;

const ENTRY = new RegExp(String.raw`^([CSRBOi])(?:\*| )?(?: ?(?:IA|N1|N2|E1|E2|L1|L2|ia))? +(${ADDRESS})/(\d+) +(.*)$`);
const VIA = new RegExp(`^${DISTANCE} via (${ADDRESS}), ${NAME}${END}$`);
const TUNNEL = new RegExp(`^${DISTANCE} ${BY_TUNNEL}${END}$`);
/** How a next hop is reached that another route leads to; more such ways stand alone in the lines behind it. */
const RECURSIVE = new RegExp(
  String.raw`^(?:${DISTANCE} via (${ADDRESS})${WEIGHT} )?\(recursive (?:via (${ADDRESS})${WEIGHT}(?:, ${NAME})?|${BY_TUNNEL}|is directly connected, ${NAME})\)${END}$`,
);
const CONNECTED = new RegExp(`^(?:${DISTANCE} )?is directly connected, ${NAME}${END}$`);
const BLACKHOLE = new RegExp(`^${DISTANCE} is a summary, Null${END}$`);

/** Fortinet, FortiOS administration guide, routing concepts: the routing table. */
const FORTIOS: TableGrammar = {
  head: (text) => {
    const [, code, address = "", length, rest = ""] = ENTRY.exec(text) ?? [];
    const network = readIPv4(address);
    return code === undefined || network === undefined
      ? undefined
      : { code, network, prefixLength: Number(length), isBelow: false, rest };
  },
  hop: (text, code) => {
    if (text.includes("(recursive ")) return code === "C" ? undefined : recursiveHop(text);
    const [, distance, gateway = "", over = ""] = VIA.exec(text) ?? [];
    const nextHop = readIPv4(gateway);
    if (distance !== undefined && nextHop !== undefined && code !== "C")
      return { hop: { nextHop, egress: over }, distance: Number(distance) };
    const [, far, tunnel] = TUNNEL.exec(text) ?? [];
    if (tunnel !== undefined && code !== "C") return { hop: { egress: tunnel }, distance: Number(far) };
    const [, own, egress] = CONNECTED.exec(text) ?? [];
    // A protocol learns no network as connected.
    if (egress !== undefined && (code === "C" || code === "S"))
      return { hop: { egress }, ...(own === undefined ? {} : { distance: Number(own) }) };
    const dropped = BLACKHOLE.exec(text)?.[1];
    return dropped === undefined ? undefined : { hop: {}, distance: Number(dropped) };
  },
  heading: /^Gateway of last resort is not set$/,
  named: /^Routing table for VRF=(\d+)$/,
};

function recursiveHop(text: string): ReturnType<TableGrammar["hop"]> {
  const [, distance, written = "", last, over, tunnel, link] = RECURSIVE.exec(text) ?? [];
  const said = distance === undefined ? {} : { distance: Number(distance) };
  if (tunnel !== undefined) return { hop: { egress: tunnel }, ...said };
  const nextHop = readIPv4(last ?? written);
  const egress = over ?? link;
  if (nextHop === undefined) return undefined;
  return { hop: { nextHop, ...(egress === undefined ? {} : { egress }) }, ...said };
}

/** Those of a text; `router` of one is the VDOM that its prompt names, or "". */
export function routingTablesIn(places: Places): RoutingTable[] {
  const { text, starts } = places;
  const tables: RoutingTable[] = [];
  const at = (index: number) => {
    const line = text.slice(starts[index], starts[index + 1] ?? text.length).trimEnd();
    // The pager of the terminal returns to the beginning of its line: the text has an end of a line there.
    return line === "--More--" ? "" : line;
  };
  for (let found = text.indexOf(WORDS); found >= 0; ) {
    const line = places.lineAt(found);
    const [, host, vdom = ""] = COMMAND.exec(at(line - 1)) ?? [];
    const asked = host === undefined ? undefined : { host, router: vdom, names: [undefined, "0"] };
    if (asked !== undefined) tables.push(readRoutingTable(FORTIOS, asked, { length: starts.length, at }, line));
    const next = starts[line];
    found = next === undefined ? -1 : text.indexOf(WORDS, next);
  }
  return tables;
}

/** The lines (from 1) of tables that were understood. */
export function listedLines(tables: readonly RoutingTable[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { first, last, refused } of tables)
    if (refused === undefined) for (let line = first; line <= last; line++) lines.add(line);
  return lines;
}
