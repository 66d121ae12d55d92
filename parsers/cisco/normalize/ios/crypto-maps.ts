/** Which packets the entries of a crypto map of IOS put into tunnels, and to whom (reference/cisco.md 8). */

import type { AddressRange, PolicyTunnel } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import { readIPv4 } from "../../../../src/packets/address.js";
import { pairsOf } from "../../../../src/packets/intervals.js";
import type { CiscoLine } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import { reach } from "./nat-order.js";

export interface CryptoMap {
  readonly tunnels: readonly PolicyTunnel[];
  /** What its tunnels carry at most; left out: some entry does not say it, or does more than that. */
  readonly carried?: readonly Carried[];
}

/** Packets between two ends, as they are on the near side of a tunnel outside of it. */
export interface Carried {
  readonly near: AddressExpression;
  readonly far: AddressExpression;
  /** The entry of the map. */
  readonly line: CiscoLine;
}

/** Maps by their names; where an entry does not say what it carries, or to whom, it is everything, or anybody. */
export function readCryptoMaps(
  roots: readonly CiscoLine[],
  lists: ReadonlyMap<string, AccessList>,
): ReadonlyMap<string, CryptoMap> {
  const lines = beginning(roots, "crypto dynamic-map", "crypto map");
  const dynamic = tunnelsBy(/^crypto dynamic-map (\S+) \d+/, lines, (line) => [tunnelOf(line, lists)]);
  const tunnels = tunnelsBy(/^crypto map (\S+) \d+ /, lines, (line) => {
    const from = / dynamic (\S+)/.exec(line.text)?.[1];
    return from === undefined ? [tunnelOf(line, lists)] : (dynamic.get(from) ?? [EVERYTHING]);
  });
  return new Map(
    [...tunnels].map(([name, found]) => {
      const own = lines.filter(({ text }) => wordsOfMap(text) === name);
      const carried = own.map((line) => carriedBy(line, lists));
      const isRead = carried.every((one) => one !== undefined);
      return [name, { tunnels: found, ...(isRead && { carried: carried.flatMap((one) => one ?? []) }) }];
    }),
  );
}

/** The map that a statement is about, also where it takes some of it away. */
function wordsOfMap(text: string): string | undefined {
  return /^(?:(?:no|default) )?crypto map (\S+)/.exec(text)?.[1];
}

function tunnelsBy(
  pattern: RegExp,
  lines: readonly CiscoLine[],
  read: (line: CiscoLine) => readonly PolicyTunnel[],
): ReadonlyMap<string, readonly PolicyTunnel[]> {
  const found = new Map<string, PolicyTunnel[]>();
  for (const line of lines) {
    const name = pattern.exec(line.text)?.[1];
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), ...read(line)]);
  }
  return found;
}

const EVERYTHING: PolicyTunnel = { far: [{ from: 0, to: 0xffffffff }], peers: [] };

function tunnelOf(line: CiscoLine, lists: ReadonlyMap<string, AccessList>): PolicyTunnel {
  const set = line.children.flatMap(({ text }) => /^set peer (\S+)/.exec(text)?.[1] ?? []);
  const peers = set.flatMap((peer) => readIPv4(peer) ?? []);
  const permits = permitsOf(line, lists);
  return {
    far: permits === undefined ? EVERYTHING.far : reached(permits),
    peers: peers.length === set.length ? peers : [],
  };
}

/** The entries of its list that permit, with all that they may match. */
function permitsOf({ children }: CiscoLine, lists: ReadonlyMap<string, AccessList>) {
  const name = children.flatMap(({ text }) => /^match address (?:ipv4 )?(\S+)/.exec(text)?.[1] ?? []).at(-1);
  const list = name === undefined ? undefined : lists.get(listKey(name, 4));
  if (list === undefined || list.rules.length === 0) return undefined;
  return list.rules.filter(({ action }) => action !== "deny").map(({ match }) => match);
}

function reached(permits: readonly { readonly destination: AddressExpression }[]): readonly AddressRange[] {
  const of = permits.map(({ destination }) => destination);
  return pairsOf(reach({ kind: "union", of })).map(([from, to]) => ({ from, to }));
}

/** What an entry for known peers may say beside its list that concerns no other packets. */
const PLAIN =
  /^(?:description |set (?:peer|transform-set|ikev2-profile|isakmp-profile|pfs|security-association)\b|match address |qos pre-classify$)/;

/** @returns undefined for an entry that does more: for peers that come by themselves, with routes or lists of its own, of a group. */
function carriedBy(line: CiscoLine, lists: ReadonlyMap<string, AccessList>): Carried[] | undefined {
  if (/^crypto map \S+ local-address \S+$/.test(line.text)) return [];
  const { children } = line;
  const isPlain = /^crypto map \S+ \d+ ipsec-isakmp$/.test(line.text) && children.every(({ text }) => PLAIN.test(text));
  const hasPeers = children.some(({ text }) => text.startsWith("set peer "));
  const permits = isPlain && hasPeers ? permitsOf(line, lists) : undefined;
  return permits?.map(({ source, destination }) => ({ near: source, far: destination, line }));
}
