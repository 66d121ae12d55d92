/** Dynamic translations of IOS (reference/cisco.md 5.2): what a list or a route map gives, addresses of a pool or an interface. */

import type { NatRule } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import { readIPv4 } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { interfaceName } from "../interface-name.js";
import type { IosInterface } from "./interfaces.js";
import { type Ends, endsOf } from "./nat-lists.js";
import type { Sides } from "./nat-sides.js";

type AddressRange = Extract<AddressExpression, { kind: "range4" }>;

/** A route map that gives one list, and may name the interface that packets go out by; others are known from above only. */
export function readRouteMap(name: string, roots: readonly CiscoLine[]): { list?: string; outside?: string } {
  const entries = beginning(roots, "route-map").filter(({ text }) => text.startsWith(`route-map ${name} `));
  const clauses = entries.flatMap(({ children }) => children.filter(({ text }) => /^match /.test(text)));
  const [entry, ...others] = entries;
  const lists = clauses.flatMap(({ text }) => /^match ip address (\S+)$/.exec(text)?.[1] ?? []);
  const outside = clauses.flatMap(({ text }) => /^match interface (\S+)$/.exec(text)?.[1] ?? []);
  const isRead = lists.length + outside.length === clauses.length && lists.length === 1 && outside.length < 2;
  if (others.length > 0 || entry === undefined || !isRead || !/^route-map \S+ permit \d+$/.test(entry.text)) return {};
  return {
    ...(lists[0] === undefined ? {} : { list: lists[0] }),
    ...(outside[0] === undefined ? {} : { outside: interfaceName(outside[0]) }),
  };
}

/** Behind the name of a pool; options that say how big its network is, how it is told, and which of its addresses goes to whom. */
const POOL =
  /^(?:(\d\S* \d\S*)(?: |$))?(?:(?:netmask \S+|prefix-length \d+|type (?:match-host|rotary)|accounting \S+|add-route|arp-ping|no-alias|nopreservation)(?: |$))*$/;
const POOL_LINE = /^(?:address|range) (\S+ \S+)$/;

/** Pools of addresses by name: `ip nat pool NAME FIRST LAST …`, or with lines `address FIRST LAST` below. One of which not all is read has addresses that are not known. */
export function readPools(lines: readonly CiscoLine[], context: CiscoContext): ReadonlyMap<string, AddressExpression> {
  const pools = new Map<string, AddressExpression>();
  for (const line of lines) {
    const [, , what, name, ...rest] = wordsOf(line);
    if (what !== "pool" || name === undefined) continue;
    const options = POOL.exec(rest.join(" "));
    const of = [
      ...(options === null ? [{ at: line, range: undefined }] : []),
      ...(options?.[1] === undefined ? [] : [{ at: line, range: readRange(options[1], line, context) }]),
      ...line.children.map((at) => ({ at, range: readRange(POOL_LINE.exec(at.text)?.[1], at, context) })),
    ];
    const odd = of.filter(({ range }) => range === undefined);
    for (const { at } of odd) context.unknown(at, "ip nat pool", { scope: "device" });
    const ranges = of.flatMap(({ range }) => range ?? []);
    const [first] = ranges;
    if (odd.length > 0 || first === undefined) continue;
    pools.set(name, ranges.length === 1 ? first : { kind: "union", of: ranges });
  }
  return pools;
}

/** The first and last of some addresses; `undefined` where they are none. */
function readRange(text: string | undefined, line: CiscoLine, context: CiscoContext): AddressRange | undefined {
  const [from, to] = (text ?? "").split(" ").map((word) => readIPv4(word));
  return from === undefined || to === undefined ? undefined : { kind: "range4", from, to, at: context.at(line) };
}

/** What may stand behind the pool or the interface of a translation: which hosts share an address is all that it tells. */
const SHARING = /^(?:overload|oer|reversible|no-payload|mapping-id=\d+)$/;

/** Whether all words behind `list NAME` or `route-map NAME` are known. Those about VRFs are taken out before. */
export function isDynamic([, , , , , , how, ...words]: readonly string[]): boolean {
  if (how !== "pool" && how !== "interface") return false;
  const parts = how === "pool" || /\d$/.test(words[0] ?? "") ? 1 : 2;
  const rest = words.slice(parts).join(" ").replace("mapping-id ", "mapping-id=").split(" ");
  return rest.every((word) => word === "" || SHARING.test(word));
}

/** What a dynamic translation gives out: addresses of a pool or an interface; `shared`: with ports, so nobody outside can open anything. */
interface Given {
  readonly name: string;
  readonly addresses: AddressExpression | undefined;
  readonly shared: boolean;
}

export function givenBy(
  words: readonly string[],
  pools: ReadonlyMap<string, AddressExpression>,
  interfaces: readonly IosInterface[],
): Given {
  const name = words[5] ?? "";
  const from = words[6] === "pool" ? pools.get(words[7] ?? "") : addressOf(words.slice(7), interfaces);
  return { name, addresses: from, shared: words[6] !== "pool" || words.includes("overload") };
}

/** The address of the interface that is named: `GigabitEthernet0/0`, `Gi0/0` or in two words. */
export function addressOf(words: readonly string[], interfaces: readonly IosInterface[]): AddressRange | undefined {
  const name = interfaceName(words.filter((word) => word !== "overload").join(""));
  const found = interfaces.find(({ interface: one }) => one.id === name)?.interface;
  const own = found?.addresses.find(({ family, kind }) => family === 4 && kind === "primary");
  if (own === undefined || typeof own.address === "bigint" || found?.addressDoubt !== undefined) return undefined;
  return { kind: "range4", from: own.address, to: own.address, at: own.at };
}

export function readDynamic(
  { name, addresses, shared }: Given,
  line: CiscoLine,
  sides: Sides,
  lists: ReadonlyMap<string, AccessList>,
  context: CiscoContext,
): NatRule[] {
  const at = context.at(line);
  const ends = endsOf(lists.get(listKey(name, 4)), { name, shared }, line, context);
  const given = addresses === undefined ? {} : { translated: addresses };
  const out = ends.map(
    ({ source, destination }, index): NatRule => ({
      id: index === 0 ? `dynamic ${line.number}` : `dynamic ${line.number} ${index + 1}`,
      kind: "source",
      match: { ingress: sides.inside, egress: sides.outside, source, destination, service: { kind: "any" } },
      ...given,
      enabled: true,
      at: [at],
    }),
  );
  return [...(shared ? [] : [dynamicBack(ends, addresses, line, sides, context)]), ...out];
}

/** While an address of a pool is given to a host, packets to it from outside reach that host (reference/cisco.md 5.2). */
function dynamicBack(
  ends: readonly Ends[],
  addresses: AddressExpression | undefined,
  line: CiscoLine,
  sides: Sides,
  context: CiscoContext,
): NatRule {
  const any: AddressExpression = { kind: "any", family: 4 };
  const reason = "while an address of the pool is given to a host, packets from outside to it reach that host";
  const doubt = context.doubt(reason, line, { scope: "match" });
  const at = context.at(line);
  const destination: AddressExpression = { kind: "unknown", doubt, upper: addresses ?? any, at };
  const [only, ...more] = ends.map(({ source }) => source);
  return {
    id: `dynamic ${line.number} back`,
    kind: "destination",
    match: { ingress: sides.entering, source: any, destination, service: { kind: "any" } },
    translated:
      only !== undefined && more.length === 0 ? only : { kind: "union", of: ends.map(({ source }) => source) },
    enabled: true,
    at: [at],
  };
}
