/** Tunnel groups of an ASA: who the other end is, how it proves that, and which group policy it gets. */
import type { VpnTunnel } from "../../../../../src/model/posture.js";
import { formatIPv6, readIPv6 } from "../../../../../src/packets/address.js";
import type { CiscoLine } from "../../../tree.js";
import type { Lines } from "../../posture-lines.js";

export interface TunnelGroup {
  readonly name: string;
  readonly isRemoteAccess: boolean;
  readonly authentication: VpnTunnel["authentication"];
  readonly secret: VpnTunnel["secret"];
  /** The servers that check users: `LOCAL`, or a name. */
  readonly servers: string | undefined;
  /** Whether they ask a second time, elsewhere. */
  readonly asksTwice: boolean;
  /** Whether a client has to show a certificate, perhaps beside a password. */
  readonly clientCertificate: boolean;
  /** Addresses of its pools, as far as the file has them. */
  readonly pools: readonly string[];
  readonly policy: GroupPolicy | undefined;
  readonly line: CiscoLine;
}

export interface GroupPolicy {
  readonly name: string;
  readonly protocols: readonly string[] | undefined;
  readonly splitTunnel: boolean;
  readonly simultaneousLogins: number;
  /** Undefined: what another policy says. 0: never. */
  readonly idleMinutes: number | undefined;
  readonly sessionMinutes: number | undefined;
  readonly pools: readonly string[];
  readonly line: CiscoLine;
}

/** What the policy is called that all others take over from. */
const DEFAULT_POLICY = "DfltGrpPolicy";

export function readTunnelGroups(lines: Lines): TunnelGroup[] {
  const policies = readGroupPolicies(lines);
  const pools = readAddressPools(lines);
  return lines.all(/^tunnel-group (\S+) type (\S+)$/).map(({ line, match: [, name = "", type = ""] }) => {
    const under = (section: string) =>
      lines.all(/^tunnel-group (\S+) (\S+)$/).flatMap(({ line: block, match }) => {
        return match[1] === name && match[2] === section ? block.children.map(({ text }) => text) : [];
      });
    const general = under("general-attributes");
    const portal = under("webvpn-attributes");
    const policy = lastOf(general, /^default-group-policy (\S+)$/) ?? DEFAULT_POLICY;
    return {
      name,
      isRemoteAccess: type !== "ipsec-l2l",
      ...keysOf(under("ipsec-attributes")),
      servers: lastOf(general, /^authentication-server-group (?:\(\S+\) )?(\S+)/) ?? "LOCAL",
      asksTwice: general.some((text) => /^secondary-authentication-server-group (?!none\b)/.test(text)),
      clientCertificate: portal.some((text) => /^authentication (?:.* )?(?:multiple-)?certificate\b/.test(text)),
      pools: general.flatMap((text) =>
        addressesOf(/^(?:ipv6-)?address-pool (?:\(\S+\) )?(.+)$/.exec(text)?.[1], pools),
      ),
      policy: policies.get(policy),
      line,
    };
  });
}

/** A pre-shared key lets in whoever has it, whatever else is taken. */
function keysOf(texts: readonly string[]): Pick<TunnelGroup, "authentication" | "secret"> {
  const keys = texts.flatMap((text) => /\bpre-shared-key (?:(\d) )?(\S+)$/.exec(text) ?? []);
  const isPlain = texts.some((text) => {
    const [, type, key] = /\bpre-shared-key (?:(\d) )?(\S+)$/.exec(text) ?? [];
    // Stars stand in place of what the device does not show.
    return key !== undefined && type !== "8" && !/^\*+$/.test(key);
  });
  if (keys.length > 0) return { authentication: "pre-shared-key", secret: isPlain ? "plain" : "reversible" };
  const isSigned = texts.some((text) => /\b(?:trust-point|certificate)\b/.test(text));
  return { authentication: isSigned ? "certificate" : "unknown", secret: "none" };
}

/** `group-policy N attributes`; what one does not say, the default one does. */
export function readGroupPolicies(lines: Lines): ReadonlyMap<string, GroupPolicy> {
  const texts = new Map<string, { line: CiscoLine; of: string[] }>();
  for (const { line, match } of lines.all(/^group-policy (\S+) (?:internal|external|attributes)\b/)) {
    const known = texts.get(match[1] ?? "") ?? { line, of: [] };
    texts.set(match[1] ?? "", known);
    known.of.push(...line.children.map(({ text }) => text));
  }
  const base = texts.get(DEFAULT_POLICY)?.of ?? [];
  const pools = readAddressPools(lines);
  return new Map(
    [...texts].map(([name, { line, of }]) => [name, policyOf({ name, line, texts: [...base, ...of], pools })]),
  );
}

/** What the vendor gives users who have no other policy. */
const LOGINS = 3;
const IDLE_MINUTES = 30;

interface PolicyTexts {
  readonly name: string;
  readonly line: CiscoLine;
  readonly texts: readonly string[];
  readonly pools: ReadonlyMap<string, string>;
}

function policyOf({ name, line, texts, pools }: PolicyTexts): GroupPolicy {
  const split = lastOf(texts, /^split-tunnel-policy (\S+)$/);
  return {
    name,
    protocols: lastOf(texts, /^vpn-tunnel-protocol (.+)$/)
      ?.toLowerCase()
      .split(" "),
    splitTunnel: split !== undefined && split !== "tunnelall",
    simultaneousLogins: Number(lastOf(texts, /^vpn-simultaneous-logins (\d+)$/) ?? LOGINS),
    idleMinutes: minutesOf(lastOf(texts, /^vpn-idle-timeout (\S+)/)) ?? IDLE_MINUTES,
    sessionMinutes: minutesOf(lastOf(texts, /^vpn-session-timeout (\S+)/)),
    pools: [/^address-pools (?:value )?(.+)$/, /^ipv6-address-pools (?:value )?(.+)$/].flatMap((pattern) =>
      addressesOf(lastOf(texts, pattern), pools),
    ),
    line,
  };
}

/** `ip local pool NAME FIRST[-LAST]`, `ipv6 local pool NAME FIRST/LENGTH COUNT`: the addresses by the name, as a range. */
function readAddressPools(lines: Lines): ReadonlyMap<string, string> {
  const pools = new Map<string, string>();
  for (const { match } of lines.all(/^ip local pool (\S+) ([\d.]+(?:-[\d.]+)?)/)) {
    const [, name = "", range = ""] = match;
    pools.set(name, range.includes("-") ? range : `${range}-${range}`);
  }
  for (const { match } of lines.all(/^ipv6 local pool (\S+) ([\da-f:.]+)\/\d+ (\d+)/i)) {
    const [, name = "", address = "", count = "1"] = match;
    const first = readIPv6(address);
    if (first !== undefined) pools.set(name, `${address}-${formatIPv6(first + BigInt(count) - 1n)}`);
  }
  return pools;
}

/** Of names one behind the other; a pool that the file has not gives addresses that nobody knows. */
function addressesOf(names: string | undefined, pools: ReadonlyMap<string, string>): string[] {
  return (names ?? "").split(" ").flatMap((name) => pools.get(name) ?? []);
}

function minutesOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  return /^\d+$/.test(word) ? Number(word) : 0;
}

/** What stands last. */
function lastOf(texts: readonly string[], pattern: RegExp): string | undefined {
  return texts.flatMap((text) => pattern.exec(text)?.[1] ?? []).at(-1);
}
