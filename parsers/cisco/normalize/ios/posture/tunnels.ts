/** How the IPsec tunnels of an IOS device are protected. */
import type { VpnTunnel } from "../../../../../src/model/posture.js";
import { type CiscoLine, withDescendants, wordsOf } from "../../../tree.js";
import type { Lines } from "../../posture-lines.js";

/** One tunnel for each entry of a crypto map, and for each IPsec profile. Any policy of IKE may be agreed on. */
export function readTunnels(lines: Lines): VpnTunnel[] {
  const ike1 = readPolicies(lines);
  const ike2 = readIke2(lines);
  const transforms = readTransforms(lines);
  const secret = secretOf(lines);
  return lines
    .all(/^crypto (?:map (\S+) (\d+) ipsec-isakmp(?: dynamic \S+)?|ipsec profile (\S+))/)
    .map(({ line, match }) => {
      const [, map, number, profile] = match;
      const of = (pattern: RegExp) => line.children.flatMap(({ text }) => pattern.exec(text)?.[1] ?? []);
      const isIke2 = of(/^set (ikev2-profile) /).length > 0;
      const pfs = of(/^set pfs group(\d+)/).map(Number);
      const names = of(/^set transform-set (.+)$/).flatMap((list) => list.split(" "));
      const { proposals, groups, authentication } = isIke2 ? ike2 : ike1;
      const name = profile ?? `${map} ${number}`;
      return {
        name,
        interface: undefined,
        ikeVersion: isIke2 ? 2 : 1,
        aggressive: false,
        dialUp: map !== undefined && of(/^set (peer) /).length === 0,
        authentication,
        secret,
        userLogin: undefined,
        userGroup: undefined,
        proposals,
        dhGroups: groups,
        pool: undefined,
        splitTunnel: undefined,
        idleMinutes: undefined,
        selectors: [
          {
            name,
            proposals: names.length === 0 ? undefined : names.flatMap((one) => transforms.get(one) ?? []),
            forwardSecrecy: pfs.length > 0,
            dhGroups: pfs.length > 0 ? pfs : undefined,
            at: lines.context.at(line),
          },
        ],
        at: lines.context.at(line),
      };
    });
}

interface Agreed {
  readonly proposals: readonly string[] | undefined;
  readonly groups: readonly number[] | undefined;
  readonly authentication: VpnTunnel["authentication"];
}

/** `crypto isakmp policy`: what is not written is the default of the release: DES, SHA-1, group 1, signatures. */
function readPolicies(lines: Lines): Agreed {
  const policies = lines.all(/^crypto (?:isakmp|ikev1) policy \d+/).map(({ line }) => {
    const word = (pattern: RegExp) => line.children.flatMap(({ text }) => pattern.exec(text)?.[1] ?? []).at(-1);
    const cipher = word(/^encr(?:yption)? (\S+(?: \d+)?)/) ?? "des";
    const hash = word(/^hash (\S+)/) ?? "sha";
    return {
      proposal: `${cipher.replace(" ", "")}-${digest(hash)}`,
      group: Number(word(/^group (\d+)/) ?? 1),
      isShared: word(/^authentication (\S+)/) === "pre-share",
    };
  });
  if (policies.length === 0) return { proposals: undefined, groups: undefined, authentication: "unknown" };
  return {
    proposals: policies.map(({ proposal }) => proposal),
    groups: policies.map(({ group }) => group),
    authentication: policies.some(({ isShared }) => isShared) ? "pre-shared-key" : "certificate",
  };
}

function readIke2(lines: Lines): Agreed {
  const proposals = lines
    .all(/^crypto ikev2 proposal \S/)
    .map(({ line }) => line.children.map((child) => wordsOf(child)));
  const values = (word: string) =>
    proposals.flatMap((one) => one.flatMap(([key, ...rest]) => (key === word ? rest : [])));
  const isShared = lines.all(/^crypto ikev2 profile \S/).some(({ line }) => has(line, /^authentication \S+ pre-share/));
  if (proposals.length === 0) return { proposals: undefined, groups: undefined, authentication: "unknown" };
  return {
    proposals: values("encryption").flatMap((cipher) =>
      [...values("integrity"), ...values("prf")].map((hash) => `${cipher}-${digest(hash)}`),
    ),
    groups: values("group").map(Number),
    authentication: isShared ? "pre-shared-key" : "certificate",
  };
}

function has(line: CiscoLine, pattern: RegExp): boolean {
  return line.children.some(({ text }) => pattern.test(text));
}

/** A word for a cipher, `null` among them: headers of authentication encrypt nothing, and neither does GMAC. */
const NAMES_CIPHER = /(?:^| )esp-(?!gmac|\S+-hmac)/;

/** `crypto ipsec transform-set T esp-aes 256 esp-sha-hmac`, as `aes256-sha1`. */
function readTransforms(lines: Lines): ReadonlyMap<string, string> {
  return new Map(
    lines.all(/^crypto ipsec transform-set (\S+) (.+)$/).map(({ match: [, name = "", rest = ""] }) => {
      const words = `${NAMES_CIPHER.test(rest) ? "" : "null "}${rest.replace(/ (\d+)\b/g, "$1")}`.split(" ");
      return [name, words.map((word) => digest(word.replace(/^(?:esp|ah)-/, "").replace(/-hmac$/, ""))).join("-")];
    }),
  );
}

/** `sha` is SHA-1. */
function digest(word: string): string {
  return word === "sha" ? "sha1" : word;
}

/** Keys of type 6 are encrypted; others stand there as they are typed. */
function secretOf(lines: Lines): VpnTunnel["secret"] {
  const single = lines.all(/^crypto isakmp key (?:(\d) )?\S+ (?:address|hostname|ipv6)\b/).map(({ match }) => match[1]);
  const rings = lines.all(/^crypto (?:ikev2 )?keyring \S/).flatMap(({ line }) => withDescendants(line));
  const inRings = rings.flatMap(({ text }) => {
    const key = /^pre-shared-key (?:.* key )?(?:(?:local|remote) )?(?:(\d) )?\S+$/.exec(text);
    return key === null ? [] : [key[1]];
  });
  const types = [...single, ...inRings];
  if (types.length === 0) return "none";
  return types.every((type) => type === "6") ? "reversible" : "plain";
}
