/** The routing table that `show ip route` printed in the capture of a session with IOS. */
import { readIPv4 } from "../../src/packets/address.js";
import { type RoutingTable, readRoutingTable, type TableGrammar } from "../../src/source/routing-table.js";
import type { TextLines } from "./text-lines.js";

/** The whole table of one router: what is behind `|` or names a protocol leaves routes out. */
const COMMAND = /^([\w.-]+)[#>]\s*sh(?:ow?)?\s+ip\s+ro(?:u(?:t(?:e)?)?)?(?:\s+vrf\s+(\S+))?\s*$/i;

const TIME = String.raw`(?:\d+:\d\d:\d\d|(?:\d+[ywdh])+|never)`;
const ADDRESS = String.raw`\d+\.\d+\.\d+\.\d+`;
const NAME = String.raw`[A-Za-z][\w./:-]*`;

/** `O E2  10.2.0.0/16 …`, `S*    0.0.0.0/0 …`: codes that are not here are of routes that come and go with traffic, or are copies. */
const ENTRY = new RegExp(
  String.raw`^(([CLSRBDOi])(?:\*| )?(?: ?(?:EX|IA|N1|N2|E1|E2|su|L1|L2|ia))? +)(${ADDRESS})(?:/(\d+))?(?: +(.*))?$`,
);
const VIA = new RegExp(String.raw`^\[(\d+)/\d+\] via (${ADDRESS})(?:, ${TIME})?(?:, (${NAME}))?$`);
const CONNECTED = new RegExp(String.raw`^(?:\[(\d+)/\d+\] )?is directly connected, (?:${TIME}, )?(${NAME})$`);
const SUMMARY = new RegExp(`^is a summary, ${TIME}, Null0$`);
const SUBNETTED = /^ +[\d.]+\/(\d+) is (variably )?subnetted, (\d+) subnets?(?:, \d+ masks)?$/;
/** How far destinations are indented at least that stand below a heading: those below none begin at 5 or 6. */
const BELOW = 8;

/** Cisco IOS IP Routing: Protocol-Independent Command Reference, `show ip route`. */
const IOS: TableGrammar = {
  head: (text) => {
    const [, before = "", code, address = "", length, rest = ""] = ENTRY.exec(text) ?? [];
    const network = readIPv4(address);
    if (code === undefined || network === undefined) return undefined;
    const prefixLength = length === undefined ? undefined : Number(length);
    return { code, network, prefixLength, isBelow: before.length >= BELOW, rest };
  },
  hop: (text, code) => {
    const [, distance, gateway, over] = VIA.exec(text) ?? [];
    if (distance !== undefined) {
      const nextHop = readIPv4(gateway ?? "");
      if (nextHop === undefined || code === "C" || code === "L") return undefined;
      // What BGP itself puts together, which leads nowhere.
      if (nextHop === 0) return over === "Null0" ? { hop: {}, distance: Number(distance) } : undefined;
      return { hop: { nextHop, ...(over === undefined ? {} : { egress: over }) }, distance: Number(distance) };
    }
    const [, own, egress] = CONNECTED.exec(text) ?? [];
    if (egress === undefined) return SUMMARY.test(text) ? { hop: {} } : undefined;
    const said = own === undefined ? {} : { distance: Number(own) };
    if (/^null0$/i.test(egress)) return { hop: {}, ...said };
    // A protocol learns no network as connected.
    return "CLS".includes(code) ? { hop: { egress }, ...said } : undefined;
  },
  heading: /^Gateway of last resort is (?:not set|(\S+) to network 0\.0\.0\.0)$/,
  partsOf: (text) => {
    const [, length, variably, parts] = SUBNETTED.exec(text) ?? [];
    if (parts === undefined) return undefined;
    return { ...(variably === undefined ? { prefixLength: Number(length) } : {}), parts: Number(parts) };
  },
  named: /^Routing Table: (\S+)$/,
};

/** @param index the line of a prompt, from 0. @returns undefined where its command is another. */
export function routingTableAt(lines: TextLines, index: number, body: string): RoutingTable | undefined {
  const [, host, vrf] = COMMAND.exec(body) ?? [];
  if (host === undefined) return undefined;
  const shown = { length: lines.length, at: (line: number) => withoutPager(lines, line) };
  return readRoutingTable(IOS, { host, router: vrf ?? "default", names: [vrf] }, shown, index + 1);
}

/** A line without what a pager left before it and took away again; where it stood in the line before, nothing is left of that. */
function withoutPager(lines: TextLines, index: number): string {
  const text = lines.at(index);
  if (!/-more-/i.test(text)) return text;
  lines.show(index);
  return lines.isPaged && lines.body !== "" ? text : " ".repeat(lines.indent) + lines.body;
}
