/** The routing table that `show ip route` printed in the capture of a session with IOS. */
import { readIPv4 } from "../../src/packets/address.js";
import type { TextLines } from "./text-lines.js";

/** Where a listed route leads: a next hop, an interface, or both; neither: nowhere (`Null0`). */
export interface ListedHop {
  readonly nextHop?: number;
  readonly egress?: string;
}

export interface ListedRoute {
  /** `C`, `L`, `S`, or of a protocol that learned it: `R`, `B`, `D`, `O`, `i`. */
  readonly code: string;
  readonly network: number;
  readonly prefixLength: number;
  /** The administrative distance; 0 of what is connected. */
  readonly distance: number;
  readonly hops: readonly ListedHop[];
  /** Its line in the file, from 1. */
  readonly line: number;
}

export interface RouteTable {
  /** What the prompt calls the device. */
  readonly host: string;
  /** The VRF, or `default`. */
  readonly router: string;
  /** The lines of command and listing in the file, from 1, both included. */
  readonly first: number;
  readonly last: number;
  readonly routes: readonly ListedRoute[];
  /** The first line that was not understood, or why it is not whole: then it says nothing. */
  readonly refused?: { readonly line: number; readonly why: string };
}

/** The whole table of one router: what is behind `|` or names a protocol leaves routes out. */
const COMMAND = /^([\w.-]+)[#>]\s*sh(?:ow?)?\s+ip\s+ro(?:u(?:t(?:e)?)?)?(?:\s+vrf\s+(\S+))?\s*$/i;

const TIME = String.raw`(?:\d+:\d\d:\d\d|(?:\d+[ywdh])+|never)`;
const ADDRESS = String.raw`\d+\.\d+\.\d+\.\d+`;
const NAME = String.raw`[A-Za-z][\w./:-]*`;

/** `O E2  10.2.0.0/16 …`, `S*    0.0.0.0/0 …`: codes that are not here are of routes that come and go with traffic, or are copies. */
const ENTRY = new RegExp(
  String.raw`^([CLSRBDOi])(?:\*| )?(?: ?(?:EX|IA|N1|N2|E1|E2|su|L1|L2|ia))? +(${ADDRESS})(?:/(\d+))?(?: +(.*))?$`,
);
const VIA = new RegExp(String.raw`^\[(\d+)/\d+\] via (${ADDRESS})(?:, ${TIME})?(?:, (${NAME}))?$`);
const CONNECTED = new RegExp(`^is directly connected, (?:${TIME}, )?(${NAME})$`);
const SUMMARY = new RegExp(`^is a summary, ${TIME}, Null0$`);
const SUBNETTED = /^ +[\d.]+\/(\d+) is (variably )?subnetted, \d+ subnets?(?:, \d+ masks)?$/;
const GATEWAY = /^Gateway of last resort is (?:not set|\S+ to network 0\.0\.0\.0)$/;
const LEGEND = /^(?:Codes: | +).* - /;

/**
 * Reads what stands behind a prompt with `show ip route`, up to the next prompt of the same device: without that one nobody
 * knows whether more came (Cisco IOS IP Routing: Protocol-Independent Command Reference, `show ip route`).
 * @param index the line of the prompt, from 0.
 * @returns undefined where the line is no such command.
 */
export function routeTableAt(lines: TextLines, index: number, body: string): RouteTable | undefined {
  const command = COMMAND.exec(body);
  if (command === null) return undefined;
  const [, host = "", router = "default"] = command;
  const prompt = new RegExp(`^${host.replace(/[.]/g, "\\.")}[#>]`);
  const reading = new Reading(router);
  for (let at = index + 1; at < lines.length; at++) {
    const text = lines.at(at).trimEnd();
    if (prompt.test(text)) {
      const found = reading.ended(index + 1);
      return { host, router, first: index + 1, last: at, ...found };
    }
    reading.take(text, at + 1);
  }
  const refused = { line: index + 1, why: `no prompt of ${host} follows: its end may be missing` };
  return { host, router, first: index + 1, last: index + 1, routes: [], refused };
}

/** A table while its lines are read. */
class Reading {
  private readonly routes: ListedRoute[] = [];
  private refused: RouteTable["refused"];
  private isLegend = false;
  /** The VRF that a heading named. */
  private named = "default";
  private isBegun = false;
  /** The length that prefixes without one have below a heading. */
  private length: number | undefined;
  private open: { route: Omit<ListedRoute, "hops">; hops: ListedHop[] } | undefined;

  constructor(private readonly router: string) {}

  ended(command: number): Pick<RouteTable, "routes" | "refused"> {
    this.close();
    if (!this.isBegun) this.refused ??= { line: command, why: "no legend of its codes follows" };
    else if (this.named !== this.router) this.refused ??= { line: command, why: "its heading names another VRF" };
    return { routes: this.routes, ...(this.refused && { refused: this.refused }) };
  }

  take(text: string, line: number): void {
    if (!this.isUnderstood(text, line)) this.refused ??= { line, why: "this line of it was not understood" };
  }

  private isUnderstood(text: string, line: number): boolean {
    if (text === "") {
      this.isLegend = false;
      return true;
    }
    const named = /^Routing Table: (\S+)$/.exec(text)?.[1];
    if (named !== undefined && !this.isBegun) {
      this.named = named;
      return true;
    }
    if (text.startsWith("Codes: ") && !this.isBegun) {
      this.isBegun = true;
      this.isLegend = true;
    }
    if (this.isLegend) return LEGEND.test(text);
    if (!this.isBegun) return false;
    const heading = SUBNETTED.exec(text);
    if (heading !== null) {
      this.length = heading[2] === undefined ? Number(heading[1]) : undefined;
      return true;
    }
    return GATEWAY.test(text) || this.isRoute(text, line);
  }

  private isRoute(text: string, line: number): boolean {
    const entry = ENTRY.exec(text);
    if (entry === null) return this.open !== undefined && text.startsWith(" ") && this.takeHop(text.trimStart());
    this.close();
    const [, code = "", address = "", written, rest] = entry;
    const network = readIPv4(address);
    const prefixLength = written === undefined ? this.length : Number(written);
    if (network === undefined || prefixLength === undefined || prefixLength > 32) return false;
    this.open = { route: { code, network, prefixLength, distance: 0, line }, hops: [] };
    return rest === undefined || this.takeHop(rest);
  }

  /** What stands behind a prefix, or alone in the next line where a route has several ways or the line was too long. */
  private takeHop(text: string): boolean {
    if (this.open === undefined) return false;
    const { route, hops } = this.open;
    const via = VIA.exec(text);
    if (via !== null) {
      const nextHop = readIPv4(via[2] ?? "");
      this.open.route = { ...route, distance: Number(via[1]) };
      if (nextHop === undefined || route.code === "C" || route.code === "L") return false;
      hops.push({ nextHop, ...(via[3] === undefined ? {} : { egress: via[3] }) });
      return true;
    }
    const egress = CONNECTED.exec(text)?.[1];
    if (egress === undefined && !SUMMARY.test(text)) return false;
    // A protocol learns no network as connected; a route to `Null0` drops.
    if (egress === undefined || /^null0$/i.test(egress)) hops.push({});
    else if ("CLS".includes(route.code)) hops.push({ egress });
    else return false;
    return true;
  }

  private close(): void {
    if (this.open === undefined) return;
    const { route, hops } = this.open;
    if (hops.length === 0) this.refused ??= { line: route.line, why: "where this route leads does not follow" };
    this.routes.push({ ...route, hops });
    this.open = undefined;
  }
}
