/** How the IPsec tunnels of an ASA are protected. */
import type { VpnSelector, VpnTunnel } from "../../../../../src/model/posture.js";
import { type CiscoLine, wordsOf } from "../../../tree.js";
import type { FoundLine, Lines } from "../../posture-lines.js";
import { readTunnelGroups, type TunnelGroup } from "./tunnel-groups.js";

/** One tunnel for each entry of a crypto map that stands at an interface, and for each IPsec profile. */
export function readTunnels(lines: Lines): VpnTunnel[] {
  const groups = readTunnelGroups(lines);
  const bound = new Map(lines.all(/^crypto map (\S+) interface (\S+)$/).map(({ match }) => [match[1], match[2]]));
  return [
    ...entriesOf(lines).flatMap((entry) => {
      const over = bound.get(entry.map);
      return over === undefined ? [] : [tunnelOf(entry, over, groups, lines)];
    }),
    ...lines.all(/^crypto ipsec profile (\S+)$/).map((profile) => profileOf(profile, groups, lines)),
  ];
}

interface MapEntry {
  readonly map: string;
  readonly name: string;
  readonly line: CiscoLine;
  /** What stands behind `set`, of the dynamic entries that it names too. */
  readonly set: readonly string[];
  readonly isDynamic: boolean;
}

/** `crypto map M N set …`, one line for each setting; `crypto dynamic-map D N set …` likewise. */
function entriesOf(lines: Lines): MapEntry[] {
  const entries = new Map<string, { map: string; name: string; line: CiscoLine; set: string[]; isDynamic: boolean }>();
  for (const { line, match } of lines.all(
    /^crypto map (\S+) (\d+) (?:set (.+)|match .+|ipsec-isakmp dynamic (\S+))$/,
  )) {
    const [, map = "", number = "", setting, dynamic] = match;
    const key = `${map} ${number}`;
    const entry = entries.get(key) ?? { map, name: key, line, set: [], isDynamic: false };
    entries.set(key, entry);
    if (setting !== undefined) entry.set.push(setting);
    if (dynamic === undefined) continue;
    entry.isDynamic = true;
    entry.set.push(
      ...lines
        .all(/^crypto dynamic-map (\S+) \d+ set (.+)$/)
        .flatMap((one) => (one.match[1] === dynamic && one.match[2] !== undefined ? [one.match[2]] : [])),
    );
  }
  return [...entries.values()];
}

function tunnelOf(
  { name, line, set, isDynamic }: MapEntry,
  over: string,
  groups: readonly TunnelGroup[],
  lines: Lines,
): VpnTunnel {
  const of = (pattern: RegExp) => set.flatMap((one) => pattern.exec(one)?.[1] ?? []);
  const peers = of(/^peer (.+)$/).flatMap((all) => all.split(" "));
  const group = groups.find((one) => (isDynamic ? one.isRemoteAccess : peers.includes(one.name)));
  const of2 = of(/^ikev2 ipsec-proposal (.+)$/).flatMap((all) => all.split(" "));
  const of1 = of(/^(?:ikev1 )?transform-set (.+)$/).flatMap((all) => all.split(" "));
  // An entry may take both, and a peer chooses.
  const isIke2 = of2.length > 0;
  const isIke1 = !isIke2 || (of1.length > 0 && runsIke1(over, lines));
  const pfs = set.flatMap((one) => /^pfs(?: group(\d+))?$/.exec(one) ?? []);
  const groupsOfPfs = of(/^pfs group(\d+)$/).map(Number);
  const isAggressive =
    lines.last(/^(?:no )?crypto (?:ikev1|isakmp) am-disable$/)?.line.text.startsWith("crypto") !== true;
  const selector: VpnSelector = {
    name,
    proposals:
      of1.length + of2.length === 0
        ? undefined
        : [
            ...of2.flatMap((one) => proposalsOf(one, true, lines)),
            ...(isIke1 ? of1.flatMap((one) => proposalsOf(one, false, lines)) : []),
          ],
    forwardSecrecy: pfs.length > 0,
    dhGroups: groupsOfPfs.length > 0 ? groupsOfPfs : undefined,
    at: lines.context.at(line),
  };
  return {
    ...(isIke1 && isIke2 ? agreedOfBoth(lines) : agreed(isIke2, lines)),
    ...peerOf(group),
    name,
    interface: over,
    aggressive: isAggressive && isDynamic && isIke1,
    dialUp: isDynamic,
    selectors: [selector],
    at: lines.context.at(line),
  };
}

function profileOf({ line, match }: FoundLine, groups: readonly TunnelGroup[], lines: Lines): VpnTunnel {
  const name = match[1] ?? "";
  const of = (pattern: RegExp) => line.children.flatMap(({ text }) => pattern.exec(text)?.[1] ?? []);
  const isIke2 = of(/^set (ikev2 ipsec-proposal) /).length > 0;
  const names = of(isIke2 ? /^set ikev2 ipsec-proposal (.+)$/ : /^set ikev1 transform-set (.+)$/).flatMap((all) =>
    all.split(" "),
  );
  const dhGroups = of(/^set pfs group(\d+)$/).map(Number);
  const site = groups.find(({ isRemoteAccess }) => !isRemoteAccess);
  const selector: VpnSelector = {
    name,
    proposals: names.length === 0 ? undefined : names.flatMap((one) => proposalsOf(one, isIke2, lines)),
    forwardSecrecy: of(/^set (pfs)\b/).length > 0,
    dhGroups: dhGroups.length > 0 ? dhGroups : undefined,
    at: lines.context.at(line),
  };
  return {
    ...agreed(isIke2, lines),
    ...peerOf(site),
    name,
    interface: undefined,
    aggressive: false,
    dialUp: false,
    selectors: [selector],
    at: lines.context.at(line),
  };
}

/** What the group of a peer says of how it proves who it is. */
function peerOf(
  group: TunnelGroup | undefined,
): Pick<VpnTunnel, "authentication" | "secret" | "userLogin" | "userGroup" | "pool" | "splitTunnel" | "idleMinutes"> {
  return {
    authentication: group?.authentication ?? "unknown",
    secret: group?.secret ?? "none",
    userLogin: group?.isRemoteAccess === true ? "xauth" : undefined,
    userGroup: group?.servers,
    pool: group === undefined || group.pools.length === 0 ? undefined : group.pools.join(","),
    splitTunnel: group?.policy?.splitTunnel === true,
    idleMinutes: group?.policy?.idleMinutes,
  };
}

/** Any policy of the key exchange may be agreed on: `crypto ikev1|isakmp policy N`, `crypto ikev2 policy N`. */
function agreed(isIke2: boolean, lines: Lines): Pick<VpnTunnel, "ikeVersion" | "proposals" | "dhGroups"> {
  const policies = lines.all(isIke2 ? /^crypto ikev2 policy \d+$/ : /^crypto (?:ikev1|isakmp) policy \d+$/);
  const read = policies.map(({ line }) => {
    const values = (pattern: RegExp) =>
      line.children.flatMap(({ text }) => (pattern.test(text) ? text.split(" ").slice(1) : []));
    const hashes = values(/^(?:hash|integrity) /);
    return {
      // What is not written is the default of the release: 3DES, SHA-1, group 2.
      ciphers: orElse(values(/^encryption /), "3des"),
      hashes: orElse(hashes, "sha"),
      groups: orElse(values(/^group /), "2").map(Number),
    };
  });
  const version = { ikeVersion: isIke2 ? 2 : 1 };
  if (read.length === 0) return { ...version, proposals: undefined, dhGroups: undefined };
  return {
    ...version,
    proposals: read.flatMap(({ ciphers, hashes }) =>
      ciphers.flatMap((cipher) => hashes.map((hash) => `${cipherOf(cipher)}-${digestOf(hash)}`)),
    ),
    dhGroups: read.flatMap(({ groups }) => groups),
  };
}

/** Whether an interface answers IKEv1: `crypto ikev1 enable IF`, of old `crypto isakmp enable IF`. */
function runsIke1(over: string, lines: Lines): boolean {
  return lines.all(/^crypto (?:ikev1|isakmp) enable (\S+)$/).some(({ match }) => match[1] === over);
}

/** What either version may agree on; told is the older one. */
function agreedOfBoth(lines: Lines): ReturnType<typeof agreed> {
  const [older, newer] = [agreed(false, lines), agreed(true, lines)];
  return {
    ikeVersion: older.ikeVersion,
    proposals: joined(newer.proposals, older.proposals),
    dhGroups: joined(newer.dhGroups, older.dhGroups),
  };
}

function joined<T>(first: readonly T[] | undefined, second: readonly T[] | undefined): readonly T[] | undefined {
  return first === undefined ? second : [...first, ...(second ?? [])];
}

function orElse(values: readonly string[], otherwise: string): readonly string[] {
  return values.length === 0 ? [otherwise] : values;
}

/** A transform set in one line, or a proposal of IKEv2 with its lines. */
function proposalsOf(name: string, isIke2: boolean, lines: Lines): string[] {
  if (!isIke2)
    return lines.all(/^crypto ipsec (?:ikev1 )?transform-set (\S+) (?!mode\b)(.+)$/).flatMap(({ match }) => {
      const words = match[1] === name ? (match[2] ?? "").split(" ") : [];
      return words.length === 0 ? [] : [words.map(transformOf).join("-")];
    });
  return lines
    .all(/^crypto ipsec ikev2 ipsec-proposal (\S+)$/)
    .filter(({ match }) => match[1] === name)
    .map(({ line }) => {
      const of = (what: string) =>
        line.children.flatMap((child) => {
          const [, , kind, ...values] = wordsOf(child);
          return kind === what ? values : [];
        });
      const ciphers = of("encryption").map(cipherOf);
      // Ciphers of GCM prove by themselves that nobody changed anything.
      const digests = ciphers.every((one) => one.endsWith("gcm")) ? [] : of("integrity").map(digestOf);
      return [...ciphers, ...digests].join("-");
    });
}

/** `esp-aes-256` is `aes256`, `esp-sha-hmac` is SHA-1. */
function transformOf(word: string): string {
  const plain = word.replace(/^(?:esp|ah)-/, "").replace(/-hmac$/, "");
  return digestOf(cipherOf(plain));
}

function cipherOf(word: string): string {
  return word.replace(/^aes-(gcm-)?(\d+)$/, (_, gcm, bits) => `aes${bits}${gcm === undefined ? "" : "gcm"}`);
}

function digestOf(word: string): string {
  return word === "sha" || word === "sha-1" ? "sha1" : word.replace(/^sha-(\d)/, "sha$1");
}
