/** Entries of crypto maps: which packets each tunnel carries, and which filter it has (reference/cisco.md 3.5, 5.1). */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import type { AccessList } from "./access-lists.js";
import type { Groups } from "./groups.js";
import { type Range, rangesIn } from "./nat-ranges.js";
import { isSame } from "./nat-rules.js";
import type { AsaStatements } from "./statements.js";
import type { Translation } from "./translation.js";

export interface TunnelSite {
  readonly statements: AsaStatements;
  readonly interfaces: ReadonlyMap<string, unknown>;
  readonly lists: ReadonlyMap<string, AccessList>;
  readonly groups: Groups;
  readonly translations: readonly Translation[];
  readonly context: CiscoContext;
}

/** What one line of a list puts into a tunnel. */
export interface CarriedPackets {
  readonly near: AddressExpression;
  readonly far: AddressExpression;
  /** As packets from the far end say it: ports of the list are those of packets to it. */
  readonly service: ServiceExpression;
  readonly filter?: AccessList;
  readonly line: CiscoLine;
}

/** More rules than these of one map are left in doubt. */
const MAX_RULES = 2000;

/** All that the tunnels of a map carry; `undefined` where one of its entries does not tell. */
export function entriesAt(map: string, site: TunnelSite): CarriedPackets[] | undefined {
  const entries = new Map<string, MapEntry & { peers: string[] }>();
  for (const line of site.statements.of("crypto")) {
    const [, name, number, rest = ""] = /^crypto map (\S+) (\d+) (.+)$/.exec(line.text) ?? [];
    if (name !== map || number === undefined) continue;
    const entry = entries.get(number) ?? { line, peers: [], isOpen: false, isProtected: false };
    entries.set(number, entry);
    const list = /^match address (\S+)$/.exec(rest)?.[1];
    const peers = /^set peer (.+)$/.exec(rest)?.[1];
    if (list !== undefined) entry.list = list;
    if (peers !== undefined) entry.peers.push(...peers.split(" "));
    if (rest.startsWith("ipsec-isakmp dynamic ")) entry.isOpen = true;
    if (/^set (?:(?:ikev1 )?transform-set|ikev2 ipsec-proposal) /.test(rest)) entry.isProtected = true;
  }
  // What takes lines of a map away again is not followed.
  const isUndone = site.statements.of("crypto").some(({ text }) => text.startsWith(`no crypto map ${map} `));
  const read = [...entries.values()].map((entry) => carriedBy(entry, site));
  if (isUndone || entries.size === 0 || read.some((one) => one === undefined)) return undefined;
  const all = read.flatMap((one) => one ?? []);
  const count = all.reduce((sum, { filter }) => sum + 1 + (filter?.rules.length ?? 0), 0);
  return count > MAX_RULES || all.some(({ near }) => isPublished(near, site)) ? undefined : all;
}

interface MapEntry {
  readonly line: CiscoLine;
  list?: string;
  readonly peers: readonly string[];
  isOpen: boolean;
  /** Without a proposal it is not complete, and the device does not look at it. */
  isProtected: boolean;
}

function carriedBy(
  { line, list, peers, isOpen, isProtected }: MapEntry,
  site: TunnelSite,
): CarriedPackets[] | undefined {
  const found = list === undefined ? undefined : site.lists.get(list);
  if (isOpen || !isProtected || found === undefined || peers.length === 0 || found.rules.length === 0) return undefined;
  const filters = [...new Set(peers)].map((peer) => filterOf(peer, site));
  const [filter] = filters;
  if (filter === undefined || filter === "open" || filters.some((one) => one !== filter)) return undefined;
  const isPlain = found.rules.every(
    (rule) =>
      rule.action === "permit" && rule.enabled && rule.doubts === undefined && rule.match.service.kind === "any",
  );
  if (!isPlain) return undefined;
  return found.rules.map(({ match }) => ({
    near: match.source,
    far: match.destination,
    service: match.service,
    ...(filter === "none" ? {} : { filter }),
    line,
  }));
}

/** The policy that all others take over from, and the group of peers without one of their own. */
const DEFAULT_POLICY = "DfltGrpPolicy";
const DEFAULT_GROUP = "DefaultL2LGroup";

/** The filter that the group policy of a peer names; `open` where that does not stand in the file. */
function filterOf(peer: string, { statements, lists }: TunnelSite): AccessList | "none" | "open" {
  const policy = policyOf(peer, statements) ?? policyOf(DEFAULT_GROUP, statements) ?? DEFAULT_POLICY;
  const isExternal = statements
    .of("group-policy")
    .some(({ text }) => text.startsWith(`group-policy ${policy} external`));
  const name = namedBy(policy, statements) ?? namedBy(DEFAULT_POLICY, statements) ?? "none";
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

function namedBy(policy: string, statements: AsaStatements): string | undefined {
  return statements
    .of("group-policy")
    .filter(({ text }) => text === `group-policy ${policy} attributes`)
    .flatMap(({ children }) => children.flatMap(({ text }) => /^vpn-filter (?:value )?(\S+)$/.exec(text)?.[1] ?? []))
    .at(-1);
}

/** Lists of tunnels name addresses as they are on the wire: where a translation makes some of these, others stand behind them. */
function isPublished(near: AddressExpression, { translations, groups }: TunnelSite): boolean {
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
