/** Traffic as entries of an access list, in the words of each platform. */
import type { Traffic, TrafficService } from "../../src/model/change.js";
import { formatIPv4 } from "../../src/packets/address.js";
import { DOMAIN4, type Intervals, pairsOf, prefixesOf } from "../../src/packets/intervals.js";

/** More entries are no short change, and nobody reads them. */
const MOST_ENTRIES = 12;
const PROTOCOLS: Readonly<Record<number, string>> = { 1: "icmp", 6: "tcp", 17: "udp" };
const WITH_PORTS: ReadonlySet<number> = new Set([6, 17]);

/**
 * `permit tcp host 10.1.1.1 10.2.0.0 0.0.0.255 eq 443` for each combination.
 * @returns undefined where they are too many, or a service has no words here.
 */
export function entriesFor(to: readonly Traffic[], platform: string): string[] | undefined {
  const entries: string[] = [];
  for (const { sources, destinations, services } of to) {
    const ends = [addressesFor(sources, platform), addressesFor(destinations, platform)];
    const [from, at] = ends;
    if (from === undefined || at === undefined) return undefined;
    for (const service of services) {
      const words = serviceWords(service);
      if (words === undefined) return undefined;
      for (const source of from) for (const target of at) entries.push(entryText(words, source, target));
    }
    if (entries.length > MOST_ENTRIES) return undefined;
  }
  return entries;
}

function entryText({ protocol, behind }: { protocol: string; behind: string }, source: string, target: string): string {
  return `permit ${protocol} ${source} ${target}${behind}`;
}

function serviceWords({ protocol, ports, icmpType }: TrafficService) {
  if (protocol === undefined) return { protocol: "ip", behind: "" };
  if (ports !== undefined) {
    if (!WITH_PORTS.has(protocol)) return undefined;
    const behind = ports.from === ports.to ? ` eq ${ports.from}` : ` range ${ports.from} ${ports.to}`;
    return { protocol: PROTOCOLS[protocol] ?? "", behind };
  }
  return { protocol: PROTOCOLS[protocol] ?? `${protocol}`, behind: icmpType === undefined ? "" : ` ${icmpType}` };
}

/** Wildcards on IOS, netmasks on ASA, prefixes on NX-OS and IOS-XR (reference/cisco.md: masks). */
function addressesFor(set: Intervals<number>, platform: string): string[] | undefined {
  const found: string[] = [];
  for (const [from, to] of pairsOf(set)) {
    if (from === DOMAIN4.min && to === DOMAIN4.max) return ["any"];
    const prefixes = prefixesOf(from, to, 32, MOST_ENTRIES);
    if (prefixes === undefined) return undefined;
    for (const [first, length] of prefixes) found.push(addressText(Number(first), length, platform));
  }
  return found;
}

function addressText(first: number, length: number, platform: string): string {
  const network = formatIPv4(first);
  if (length === 32) return `host ${network}`;
  if (platform === "nxos" || platform === "iosxr") return `${network}/${length}`;
  const hosts = 2 ** (32 - length) - 1;
  return `${network} ${formatIPv4(platform === "asa" ? ~hosts >>> 0 : hosts)}`;
}
