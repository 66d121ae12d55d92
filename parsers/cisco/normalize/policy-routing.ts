/** Policy routing: what comes in by an interface is sent another way than routes say, and passes the lists of that way all the same. */
import type { PolicyRouted } from "../../../src/model/device.js";
import { readIPv4, readIPv6 } from "../../../src/packets/address.js";
import type { CiscoLine } from "../tree.js";
import { beginning } from "./beginning.js";
import type { CiscoContext } from "./context.js";

/** Why an interface with a policy is doubtful. */
export const POLICY_ROUTING = "policy routing may send packets another way";

/** The last address of each family. */
const LAST = { 4: 0xffff_ffff, 6: (1n << 128n) - 1n } as const;

/** What an interface says that a route map, or its own measurements, choose the way for. */
const POLICY = /^(?:(ip|ipv6) policy route-map|policy-route route-map) (\S+)$/;
const MEASURED = /^policy-route (?:cost|path-monitoring)\b/;

/**
 * What a route map may set for packets that still leave by an interface of the device, as what passes its output lists: the
 * way, and marks (Cisco IOS, NX-OS and ASA, policy-based routing). Others put packets into tunnels or give them labels.
 */
const PLAIN =
  /^set (?:(?:ip|ipv6) (?:(?:default|global|vrf \S+) )?(?:next-hop(?! encapsulate)|precedence|tos|df|dscp)|(?:default )?interface(?! null)|vrf \S+$|global$)\b/i;

/** Statements of route maps that say for which packets and in which order; another may be a `set` that was not understood. */
const SETS_NOTHING = /^(?:match|description|continue|exit)\b/i;

/** What sets marks of packets, and no way. */
const MARKS = /^set (?:ip|ipv6) (?:precedence|tos|df|dscp)\b/i;

/** Addresses of next hops, and nothing else but when they are there. */
const NEXT_HOPS = /^set (?:ip|ipv6) next-hop (?:([\d.a-f:\s]+)|verify-availability (\S+) \d+ track \d+)$/i;

/** What packets go by that no route leads on (Cisco IOS command reference: set ip default next-hop, set default interface). */
const DEFAULTS = /^set (?:(?:ip|ipv6) default next-hop|default interface) /i;

/** An interface while it is read. */
interface Draft {
  doubts: { readonly text: string; readonly line: CiscoLine }[];
}

const NONE: readonly PolicyRouted[] = [];

/**
 * Takes the policies out of the doubts of an interface whose packets meet the same lists whichever way they go.
 * @returns what they may send another way; nothing where there are none.
 */
export function takePolicies(
  draft: Draft,
  id: string,
  roots: readonly CiscoLine[],
  context: CiscoContext,
): readonly PolicyRouted[] {
  const policies = draft.doubts.filter(({ text, line }) => text === POLICY_ROUTING && isPlain(line, roots));
  if (policies.length === 0) return NONE;
  draft.doubts = draft.doubts.filter((one) => !policies.includes(one));
  return policies.flatMap(({ text, line }) => {
    const doubt = context.doubt(`${id}: ${text}`, line, { scope: "match", interfaces: [id], reroutes: true });
    const asDefault = isDefault(line, roots) ? ({ asDefault: true } as const) : {};
    return familiesOf(line).map((family) => {
      const all = { family, from: family === 4 ? 0 : 0n, to: LAST[family], ...asDefault, doubt };
      const nextHops = nextHopsOf(line, family, roots);
      return nextHops === undefined ? all : { ...all, nextHops };
    });
  });
}

/** Whether the lists of interfaces are asked as without it. Maps are changed at run time: one that is not there sends nothing. */
function isPlain({ text }: CiscoLine, roots: readonly CiscoLine[]): boolean {
  const name = POLICY.exec(text)?.[2];
  if (name === undefined) return MEASURED.test(text);
  return statementsOf(name, roots).every((line) => PLAIN.test(line) || SETS_NOTHING.test(line));
}

/** Whether a policy sends another way only what routes lead nowhere. */
function isDefault({ text }: CiscoLine, roots: readonly CiscoLine[]): boolean {
  const sets = waysIn(POLICY.exec(text)?.[2] ?? "", roots);
  return sets.length > 0 && sets.every((line) => DEFAULTS.test(line));
}

/** All that a policy may send packets to; `undefined` where that is not said by next hops alone, on networks of the same router. */
function nextHopsOf(
  { text }: CiscoLine,
  family: 4 | 6,
  roots: readonly CiscoLine[],
): readonly (number | bigint)[] | undefined {
  const name = POLICY.exec(text)?.[2];
  if (name === undefined) return undefined;
  const words = waysIn(name, roots).flatMap((line) => {
    const [, all, checked] = NEXT_HOPS.exec(line) ?? [];
    return (all ?? checked ?? "none").split(/\s+/);
  });
  const hops = words.map((word) => (family === 4 ? readIPv4(word) : readIPv6(word)));
  return hops.every((hop) => hop !== undefined) ? hops : undefined;
}

/** What the entries of a route map set, marks aside. */
function waysIn(name: string, roots: readonly CiscoLine[]): readonly string[] {
  return statementsOf(name, roots).filter((line) => !SETS_NOTHING.test(line) && !MARKS.test(line));
}

/** What the entries of a route map hold. */
function statementsOf(name: string, roots: readonly CiscoLine[]): readonly string[] {
  const maps = beginning(roots, "route-map").filter((line) => line.text.startsWith(`route-map ${name} `));
  return maps.flatMap(({ children }) => children.map(({ text }) => text));
}

function familiesOf({ text }: CiscoLine): readonly (4 | 6)[] {
  const word = POLICY.exec(text)?.[1];
  return word === undefined ? [4, 6] : [word === "ip" ? 4 : 6];
}
