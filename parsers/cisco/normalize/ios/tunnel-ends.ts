/** Where tunnels of IOS start and end, and what they travel in (reference/cisco.md 2.1, 8). */

import type { Interface, OuterPackets } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import { interfaceName } from "../interface-name.js";
import { type Carriers, greOf, type Last, statementsOf, tunnelEnds } from "../tunnel-ends.js";
import type { IosDraft } from "./interface-draft.js";

/** What a profile of IPsec makes of a tunnel: what it travels in, and the sets of transforms that it takes. */
interface Protection {
  readonly carriedBy: Carriers;
  readonly transforms: readonly string[];
}

/** By the name of an IPsec profile; one whose transforms leave open what it travels in is not among them. */
export type Protections = ReadonlyMap<string, Protection>;

const IKE: OuterPackets = { protocol: 17, port: 500 };
const [ESP, AH]: readonly [Carriers, Carriers] = [
  [IKE, { protocol: 50 }],
  [IKE, { protocol: 51 }],
];

/** AH goes around ESP (RFC 4301, 5.1): with any transform of AH it is what filters see. Profiles without a set, and the one that the device has by itself, are of ESP. */
export function readProtections(roots: readonly CiscoLine[]): Protections {
  const sets = new Map<string, { readonly carriedBy: Carriers; readonly text: string }>();
  const profiles = new Map<string, readonly string[]>();
  for (const line of beginning(roots, "crypto ipsec")) {
    const [, , kind, name = "", ...transforms] = wordsOf(line);
    const carriedBy = transforms.some((one) => /^ah-/.test(one)) ? AH : ESP;
    if (kind === "transform-set") sets.set(name, { carriedBy, text: transformsText(transforms) });
    if (kind !== "profile") continue;
    const chosen = line.children.findLast(({ text }) => text.startsWith("set transform-set "));
    profiles.set(name, chosen === undefined ? [] : wordsOf(chosen).slice(2));
  }
  const found = [...profiles].flatMap(([name, chosen]) => {
    const own = chosen.flatMap((one) => sets.get(one) ?? []);
    const [first, ...others] = own;
    const carriedBy = first?.carriedBy ?? ESP;
    const isOne = own.length === chosen.length && others.every((one) => one.carriedBy === carriedBy);
    return isOne ? [[name, { carriedBy, transforms: own.map(({ text }) => text) }] as const] : [];
  });
  return new Map([["default", { carriedBy: ESP, transforms: [] }], ...found]);
}

/** The length of a key belongs to the word before it; the order of words does not count. */
function transformsText(words: readonly string[]): string {
  return words
    .join(" ")
    .replace(/ (?=\d)/g, "")
    .split(" ")
    .sort()
    .join(" ");
}

const MODE = "tunnel mode ";

/** Where a tunnel starts and ends: with one far end that it names, or many that come by NHRP. */
export function endsOf({ lines }: IosDraft, protections: Protections): Pick<Interface, "tunnel"> {
  return tunnelEnds(lines, {
    portName: interfaceName,
    carriersOf: (last) => carriersOf(last, protections),
    termsOf: (last) => {
      const { transforms = [] } = protections.get(profileOf(last) ?? "") ?? {};
      return transforms.length === 0 ? undefined : { "transforms of IOS": transforms };
    },
    hasManyEnds: (mode) => mode === "gre multipoint",
  });
}

/** What a tunnel travels in; with `tunnel protection` it is IPsec in any mode. */
function carriersOf(last: Last, protections: Protections): Carriers | undefined {
  const profile = profileOf(last);
  if (profile !== undefined) return protections.get(profile)?.carriedBy;
  switch (last(MODE) ?? "gre ip") {
    case "gre ip":
    case "gre multipoint":
      return greOf(last);
    case "ipip":
      return [{ protocol: 4 }];
    case "ipv6ip":
      return [{ protocol: 41 }];
    default:
      return undefined;
  }
}

function profileOf(last: Last): string | undefined {
  return /^profile (\S+)/.exec(last("tunnel protection ipsec ") ?? "")?.[1];
}

/** Packets go into a tunnel of GRE or IPsec by routes alone; NHRP shortcuts add some at run time. */
export function needsRoutes({ lines }: IosDraft): boolean {
  const statements = statementsOf(lines);
  const mode = statements.findLast((text) => text.startsWith(MODE)) ?? "tunnel mode gre ip";
  const isKnown = /^tunnel mode (?:gre (?:ip|ipv6|multipoint)|ipip|ipsec ipv[46])$/.test(mode);
  return isKnown && !statements.some((text) => /^ip(?:v6)? nhrp shortcut/.test(text));
}
