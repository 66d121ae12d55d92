/**
 * Tunnels of peers that the file does not name: which addresses they may have, and what their policies let them do
 * (reference/cisco.md 4.3, 8; Cisco ASA VPN guide: address assignment, group policies).
 */
import type { AddressExpression } from "../../../../src/model/expression.js";
import { readIPv4, readPrefix } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { AccessList } from "./access-lists.js";
import { isSame } from "./nat-rules.js";
import { type AsaStatements, isNegated } from "./statements.js";
import type { Translation } from "./translation.js";
import type { CarriedPackets, TunnelSite } from "./tunnel-site.js";

/** The policy that all others take over from. */
export const DEFAULT_POLICY = "DfltGrpPolicy";

/**
 * What users with a client may send: anything, from addresses of the pools. While no client has one of these, packets from it
 * meet the lists of the interface as others do.
 * @returns undefined where the file does not say which addresses they get: a server or a part that is not here assigns them.
 */
export function clientPackets(site: TunnelSite, line: CiscoLine): CarriedPackets | undefined {
  const { statements, context } = site;
  const far = pools(statements);
  if (!context.isWhole || far === undefined || mayHaveOthers(statements)) return undefined;
  const most = isPublishing(site.translations) ? undefined : filterOfAll(site);
  return {
    near: { kind: "any" },
    far: { kind: "union", of: far },
    service: { kind: "any" },
    ...(most === undefined ? {} : { most }),
    line,
  };
}

/** Whether hosts have other addresses for those outside: which of them a filter of a tunnel names is then not verified. */
function isPublishing(translations: readonly Translation[]): boolean {
  return translations.some(
    ({ real, mapped }) => mapped.kind === "unknown" || (mapped.kind === "static" && !isSame(real, mapped.to)),
  );
}

/** The same of users of a portal: without a client the device itself would speak to what they open, from its own address. */
export function portalPackets(site: TunnelSite, line: CiscoLine): CarriedPackets | undefined {
  return site.hasNoPortal || neverOpens(site.statements) ? clientPackets(site, line) : undefined;
}

/** Whether a peer of a whole network may take an entry that names none: it brings the addresses that it likes. */
export function mayBringNetworks(statements: AsaStatements): boolean {
  return statements
    .of("tunnel-group")
    .some(({ text }) => / type ipsec-l2l$/i.test(text) || text.startsWith("tunnel-group DefaultL2LGroup "));
}

/** All pools together, and addresses of single users. */
function pools(statements: AsaStatements): AddressExpression[] | undefined {
  const found = writtenPools(statements);
  return found.some((one) => one === undefined) ? undefined : found.flatMap((one) => one ?? []);
}

/** Addresses that the file has for clients, whoever else may give them some. */
export function clientAddresses(statements: AsaStatements): AddressExpression {
  return { kind: "union", of: writtenPools(statements).flatMap((one) => one ?? []) };
}

function writtenPools(statements: AsaStatements): (AddressExpression | undefined)[] {
  return [
    ...statements
      .of("ip")
      .filter(({ text }) => text.startsWith("ip local pool "))
      .map(poolOf),
    ...statements
      .of("ipv6")
      .filter(({ text }) => text.startsWith("ipv6 local pool "))
      .map(pool6Of),
    ...childrenOf(statements, "username").flatMap((line) => {
      const [word, address = ""] = wordsOf(line);
      return /^vpn-framed-ip/.test(word ?? "") ? [prefixOf(address)] : [];
    }),
  ];
}

/** `ip local pool NAME FIRST[-LAST] [mask MASK]`. */
function poolOf(line: CiscoLine): AddressExpression | undefined {
  const [first = "", last = first] = (wordsOf(line)[4] ?? "").split("-");
  const [from, to] = [readIPv4(first), readIPv4(last)];
  return from === undefined || to === undefined ? undefined : { kind: "range4", from, to };
}

/** `ipv6 local pool NAME FIRST/LENGTH COUNT`. */
function pool6Of(line: CiscoLine): AddressExpression | undefined {
  const [address = "", count] = wordsOf(line).slice(4);
  const first = prefixOf(address.replace(/\/\d+$/, ""));
  if (first?.kind !== "range6" || !/^[1-9]\d*$/.test(count ?? "")) return undefined;
  return { ...first, to: first.from + BigInt(count ?? 1) - 1n };
}

function prefixOf(text: string): AddressExpression | undefined {
  const prefix = readPrefix(text);
  if (prefix === undefined) return undefined;
  const { from, to } = prefix;
  return prefix.family === 4
    ? { kind: "range4", from: Number(from), to: Number(to) }
    : { kind: "range6", from: BigInt(from), to: BigInt(to) };
}

/** Whether something else than the pools of the file may give clients addresses, or bring networks behind them. */
function mayHaveOthers(statements: AsaStatements): boolean {
  const known = new Set(
    ["ip", "ipv6"].flatMap((word) =>
      statements.of(word).flatMap(({ text }) => /^ipv?6? local pool (\S+)/.exec(text)?.[1] ?? []),
    ),
  );
  const groups = childrenOf(statements, "tunnel-group");
  const policies = childrenOf(statements, "group-policy");
  const named = [...groups, ...policies].flatMap(({ text }) => {
    const of = /^(?:ipv6-)?address-pools? (?:value )?(.*)$/.exec(text)?.[1];
    return of === undefined || of === "none" ? [] : of.split(" ").filter((word) => !word.startsWith("("));
  });
  return (
    (asksServers(statements) && assigns(statements, "aaa")) ||
    (groups.some(({ text }) => text.startsWith("dhcp-server ")) && assigns(statements, "dhcp")) ||
    policies.some(({ text }) => text === "nem enable") ||
    statements.of("group-policy").some(({ text }) => / external\b/.test(text)) ||
    named.some((name) => !known.has(name))
  );
}

/** All ways to assign addresses are on where nothing is written. */
function assigns(statements: AsaStatements, by: "aaa" | "dhcp"): boolean {
  const last = statements
    .of("vpn-addr-assign")
    .findLast(({ text }) => text === `vpn-addr-assign ${by}` || text === `no vpn-addr-assign ${by}`);
  return last === undefined || !isNegated(last);
}

/** Whether somebody else than the accounts of the file decides who a user is. */
function asksServers(statements: AsaStatements): boolean {
  return [...childrenOf(statements, "tunnel-group"), ...childrenOf(statements, "webvpn")].some(({ text }) => {
    const server = /^(?:secondary-)?(?:authentication|authorization)-server-group (?:\(\S+\) )?(\S+)/.exec(text)?.[1];
    return (server !== undefined && server !== "LOCAL" && server !== "none") || /^authentication .*\bsaml\b/.test(text);
  });
}

/** Whether no policy lets anybody work without a client. */
function neverOpens(statements: AsaStatements): boolean {
  const opens = ({ text }: CiscoLine) => /^vpn-tunnel-protocol .*\b(?:webvpn|ssl-clientless)\b/.test(text);
  const ofDefault = policyLines(DEFAULT_POLICY, statements).some(({ text }) => text.startsWith("vpn-tunnel-protocol "));
  const all = [...childrenOf(statements, "group-policy"), ...childrenOf(statements, "username")];
  return ofDefault && !all.some(opens) && !asksServers(statements);
}

/**
 * What filters of policies let through at most; `undefined` where some policy has none, or a server may choose. A user may get
 * any policy of the file.
 */
function filterOfAll({ statements, lists }: TunnelSite): Pick<AccessList, "rules"> | undefined {
  const own = childrenOf(statements, "username").some(({ text }) => text.startsWith("vpn-filter "));
  if (own || asksServers(statements)) return undefined;
  const names = statements.of("group-policy").flatMap(({ text }) => /^group-policy (\S+) /.exec(text)?.[1] ?? []);
  const filters = new Set([DEFAULT_POLICY, ...names].map((name) => filterNameOf(name, statements)));
  const found = [...filters].map((name) => (name === "none" ? undefined : lists.get(name)));
  if (found.some((list) => list === undefined || list.kind !== "extended" || list.rules.length === 0)) return undefined;
  const [only, ...others] = found.flatMap((list) => list ?? []);
  if (only === undefined || others.length === 0) return only;
  return { rules: [only, ...others].flatMap(({ rules }) => rules.filter(({ action }) => action !== "deny")) };
}

/** The list that filters tunnels of a policy, by its own statement or that of the default; `none` where there is none. */
export function filterNameOf(policy: string, statements: AsaStatements): string {
  const named = (name: string) =>
    policyLines(name, statements)
      .flatMap(({ text }) => /^vpn-filter (?:value )?(\S+)$/.exec(text)?.[1] ?? [])
      .at(-1);
  return named(policy) ?? named(DEFAULT_POLICY) ?? "none";
}

function policyLines(policy: string, statements: AsaStatements): readonly CiscoLine[] {
  return statements
    .of("group-policy")
    .filter(({ text }) => text === `group-policy ${policy} attributes`)
    .flatMap(({ children }) => children);
}

function childrenOf(statements: AsaStatements, word: string): readonly CiscoLine[] {
  return statements.of(word).flatMap(({ children }) => children);
}
