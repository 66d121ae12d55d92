/** Entries of crypto maps: which packets each tunnel carries, and which filter it has (reference/cisco.md 3.5, 5.1). */
import { readPrefix } from "../../../../src/packets/address.js";
import type { CiscoLine } from "../../tree.js";
import type { AccessList } from "./access-lists.js";
import { type Range, rangesIn } from "./nat-ranges.js";
import { isSame } from "./nat-rules.js";
import { clientPackets, DEFAULT_POLICY, filterNameOf, mayBringNetworks } from "./remote-access.js";
import type { AsaStatements } from "./statements.js";
import type { Translation } from "./translation.js";
import type { CarriedPackets, TunnelSite } from "./tunnel-site.js";

/** More rules than these of one map are left in doubt. */
const MAX_RULES = 2000;

/** All that the tunnels of a map carry; `undefined` where one of its entries does not tell. */
export function entriesAt(map: string, site: TunnelSite): CarriedPackets[] | undefined {
  const entries = numbered(map, "crypto map", site);
  if (entries === undefined) return undefined;
  const read = entries.map((entry) =>
    entry.dynamic === undefined ? carriedBy(entry, site) : ofAnyPeer(entry.dynamic, site),
  );
  if (read.some((one) => one === undefined)) return undefined;
  const all = read.flatMap((one) => one ?? []);
  return all.some((one) => isPublished(one, site)) ? undefined : all;
}

/** More rules than these of one interface are left in doubt. */
export function areTooMany(carried: readonly CarriedPackets[]): boolean {
  return carried.reduce((sum, { filter, most }) => sum + 1 + ((filter ?? most)?.rules.length ?? 0), 0) > MAX_RULES;
}

interface MapEntry {
  readonly line: CiscoLine;
  list?: string;
  readonly peers: string[];
  /** The map for any peer that it takes over from. */
  dynamic?: string;
  /** Without a proposal it is not complete, and the device does not look at it. */
  isProtected: boolean;
}

/** The entries of a map; `undefined` where there are none. What takes lines of a map away again is not followed. */
function numbered(map: string, kind: "crypto map" | "crypto dynamic-map", site: TunnelSite): MapEntry[] | undefined {
  const entries = new Map<string, MapEntry>();
  const lines = site.statements.of("crypto");
  const pattern = new RegExp(`^${kind} (\\S+) (\\d+) (.+)$`);
  for (const line of lines) {
    const [, name, number, rest = ""] = pattern.exec(line.text) ?? [];
    if (name !== map || number === undefined) continue;
    const entry = entries.get(number) ?? { line, peers: [], isProtected: false };
    entries.set(number, entry);
    const list = /^match address (\S+)$/.exec(rest)?.[1];
    const peers = /^set peer (.+)$/.exec(rest)?.[1];
    const dynamic = /^ipsec-isakmp dynamic (\S+)$/.exec(rest)?.[1];
    if (list !== undefined) entry.list = list;
    if (peers !== undefined) entry.peers.push(...peers.split(" "));
    if (dynamic !== undefined) entry.dynamic = dynamic;
    if (/^set (?:(?:ikev1 )?transform-set|ikev2 ipsec-proposal) /.test(rest)) entry.isProtected = true;
  }
  const isUndone = lines.some(({ text }) => text.startsWith(`no ${kind} ${map} `));
  return isUndone || entries.size === 0 ? undefined : [...entries.values()];
}

/** A map for any peer: the packets of its lists; where an entry has none, those of users who get their address here. */
function ofAnyPeer(map: string, site: TunnelSite): CarriedPackets[] | undefined {
  const read = numbered(map, "crypto dynamic-map", site)?.map((entry): CarriedPackets[] | undefined => {
    if (entry.list !== undefined) return listed(entry.list, entry.line, site);
    const found = mayBringNetworks(site.statements) ? undefined : clientPackets(site, entry.line);
    return found && [found];
  });
  return read === undefined || read.some((one) => one === undefined) ? undefined : read.flatMap((one) => one ?? []);
}

/** What a list puts into a tunnel, where it says so plainly. */
function listed(name: string, line: CiscoLine, site: TunnelSite): CarriedPackets[] | undefined {
  const rules = site.lists.get(name)?.rules ?? [];
  const isPlain = rules.every(
    (rule) =>
      rule.action === "permit" && rule.enabled && rule.doubts === undefined && rule.match.service.kind === "any",
  );
  if (!isPlain || rules.length === 0) return undefined;
  return rules.map(({ match }) => ({ near: match.source, far: match.destination, service: match.service, line }));
}

function carriedBy({ line, list, peers, isProtected }: MapEntry, site: TunnelSite): CarriedPackets[] | undefined {
  const found = list === undefined ? undefined : listed(list, line, site);
  if (!isProtected || peers.length === 0) return undefined;
  const filters = [...new Set(peers)].map((peer) => filterOf(peer, site));
  const [filter] = filters;
  if (filter === undefined || filter === "open" || filters.some((one) => one !== filter)) return undefined;
  return found?.map((one) => ({ ...one, peers, ...(filter === "none" ? {} : { filter }) }));
}

/** The group of peers without one of their own. */
const DEFAULT_GROUP = "DefaultL2LGroup";

/** The filter that the group policy of a peer names; `open` where that does not stand in the file, or who the peer is. */
function filterOf(peer: string, { statements, lists }: TunnelSite): AccessList | "none" | "open" {
  const own = policyOf(peer, statements);
  const policy = own ?? policyOf(DEFAULT_GROUP, statements) ?? DEFAULT_POLICY;
  const said = statements.of("group-policy").filter(({ text }) => text.startsWith(`group-policy ${policy} `));
  const isExternal = said.some(({ text }) => text.startsWith(`group-policy ${policy} external`));
  if (own === undefined && readPrefix(peer) === undefined) return "open";
  if (said.length === 0 && policy !== DEFAULT_POLICY) return "open";
  const name = filterNameOf(policy, statements);
  if (isExternal) return "open";
  if (name === "none") return "none";
  const list = lists.get(name);
  return list === undefined || list.kind !== "extended" || list.rules.length === 0 ? "open" : list;
}

function policyOf(group: string, statements: AsaStatements): string | undefined {
  return statements
    .of("tunnel-group")
    .filter(({ text }) => text === `tunnel-group ${group} general-attributes`)
    .flatMap(({ children }) => children.flatMap(({ text }) => /^default-group-policy (\S+)$/.exec(text)?.[1] ?? []))
    .at(-1);
}

/** Lists of tunnels name addresses as they are on the wire: where a translation makes some of these, others stand behind them. */
function isPublished({ near, filter }: CarriedPackets, { translations, groups }: TunnelSite): boolean {
  // All addresses are these as well.
  if (near.kind === "any" && filter === undefined) return false;
  const own = near.kind === "any" ? undefined : rangesIn(near, groups);
  return translations.some((one) => {
    const made = madeBy(one);
    if (made === undefined) return true;
    return made.some((range) => own === undefined || own.some((other) => meets(range, other)));
  });
}

/** The addresses that a translation puts in place of others; `undefined` where they are not known. */
function madeBy({ real, mapped, destination }: Translation): readonly Range[] | undefined {
  const turned = destination === undefined || "any" in destination || isSame(destination.mapped, destination.real);
  if (!turned || mapped.kind === "unknown") return undefined;
  if (mapped.kind === "static") {
    if (isSame(real, mapped.to)) return [];
    return mapped.to === "any" ? undefined : mapped.to;
  }
  if (mapped.to?.kind === "range4" || mapped.to?.kind === "range6") return [mapped.to];
  if (mapped.to?.kind !== "union") return undefined;
  const of = mapped.to.of.flatMap((one) => (one.kind === "range4" || one.kind === "range6" ? [one] : []));
  return of.length === mapped.to.of.length ? of : undefined;
}

function meets(one: Range, other: Range): boolean {
  return one.kind === other.kind && one.from <= other.to && other.from <= one.to;
}
