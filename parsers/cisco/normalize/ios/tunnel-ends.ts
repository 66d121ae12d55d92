/** Where tunnels of IOS start and end, and what they travel in (reference/cisco.md 2.1, 8). */

import type { Interface, OuterPackets } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import { interfaceName } from "../interface-name.js";
import { type Carriers, greOf, type Last, statementsOf, tunnelEnds } from "../tunnel-ends.js";
import type { IosDraft } from "./interface-draft.js";

/** What travels in what, by the name of an IPsec profile; one whose transforms leave that open is not among them. */
export type Protections = ReadonlyMap<string, Carriers>;

const IKE: OuterPackets = { protocol: 17, port: 500 };
const [ESP, AH]: readonly [Carriers, Carriers] = [
  [IKE, { protocol: 50 }],
  [IKE, { protocol: 51 }],
];

/** AH goes around ESP (RFC 4301, 5.1): with any transform of AH it is what filters see. Profiles without a set, and the one that the device has by itself, are of ESP. */
export function readProtections(roots: readonly CiscoLine[]): Protections {
  const sets = new Map<string, Carriers>();
  const profiles = new Map<string, readonly string[]>();
  for (const line of beginning(roots, "crypto ipsec")) {
    const [, , kind, name = "", ...transforms] = wordsOf(line);
    if (kind === "transform-set") sets.set(name, transforms.some((one) => /^ah-/.test(one)) ? AH : ESP);
    if (kind !== "profile") continue;
    const chosen = line.children.findLast(({ text }) => text.startsWith("set transform-set "));
    profiles.set(name, chosen === undefined ? [] : wordsOf(chosen).slice(2));
  }
  const found = [...profiles].flatMap(([name, chosen]) => {
    const [first = ESP, ...others] = chosen.map((one) => sets.get(one));
    const isOne = chosen.every((one) => sets.has(one)) && others.every((one) => one === first);
    return isOne ? [[name, first] as const] : [];
  });
  return new Map([["default", ESP], ...found]);
}

const MODE = "tunnel mode ";

/** Where a tunnel starts and ends: with one far end that it names, or many that come by NHRP. */
export function endsOf({ lines }: IosDraft, protections: Protections): Pick<Interface, "tunnel"> {
  return tunnelEnds(lines, {
    portName: interfaceName,
    carriersOf: (last) => carriersOf(last, protections),
    hasManyEnds: (mode) => mode === "gre multipoint",
  });
}

/** What a tunnel travels in; with `tunnel protection` it is IPsec in any mode. */
function carriersOf(last: Last, protections: Protections): Carriers | undefined {
  const [, profile] = /^profile (\S+)/.exec(last("tunnel protection ipsec ") ?? "") ?? [];
  if (profile !== undefined) return protections.get(profile);
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

/** Packets go into a tunnel of GRE or IPsec by routes alone; NHRP shortcuts add some at run time. */
export function needsRoutes({ lines }: IosDraft): boolean {
  const statements = statementsOf(lines);
  const mode = statements.findLast((text) => text.startsWith(MODE)) ?? "tunnel mode gre ip";
  const isKnown = /^tunnel mode (?:gre (?:ip|ipv6|multipoint)|ipip|ipsec ipv[46])$/.test(mode);
  return isKnown && !statements.some((text) => /^ip(?:v6)? nhrp shortcut/.test(text));
}
