/**
 * What rules let pass to hosts of a broker zone, and from them: where both meet at a host by one service, a session can be chained
 * through (reference/checks.md, `dmz-pass-through`).
 */
import type { Carrier } from "../analyse/carriers.js";
import type { PairAnswer } from "../analyse/pairs.js";
import { boxesOf } from "../packets/boxes.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { type Intervals, pairsOf, union } from "../packets/intervals.js";
import { PORT_PROTOCOLS, PROTOCOL } from "../packets/layout.js";
import type { PacketSpace } from "../packets/space.js";
import { splitByField } from "../packets/split.js";
import type { RuleFactsForPolicies } from "./common.js";

/** Where what starts in the first may be chained through. */
const OUTSIDE: ReadonlySet<string> = new Set(["enterprise", "internet"]);
const INSIDE: ReadonlySet<string> = new Set(["operations", "cell", "safety", "wireless", "building"]);
const BROKER = "dmz";

/** A protocol with its destination ports from and to; of one without ports 0 and 65535. */
export type ServiceRange = [protocol: number, from: number, to: number];

/** Addresses of the broker zone and services, each of them by each. */
export interface RelayedPart {
  family: 4 | 6;
  /** First and last of each interval, in hexadecimal. */
  hosts: string[];
  services: ServiceRange[];
  /** Whether it surely passes. */
  certain: boolean;
}

/** What one rule lets pass to hosts of a broker zone, or from them. */
export interface Relayed {
  rule: RuleFactsForPolicies;
  parts: RelayedPart[];
}

/** At which end of a pair the broker zone lies; undefined: no session is chained there. */
export function brokerEnd(from: string, to: string): "source" | "destination" | undefined {
  if (from === BROKER && INSIDE.has(to)) return "source";
  return to === BROKER && OUTSIDE.has(from) ? "destination" : undefined;
}

const PORTS = 65_535;

/** Boxes of one rule that are told one by one; more are told as one that may pass. */
const MANY = 64;

/** The parts of what a carrier lets pass. */
export function relayedParts(
  { space }: Pick<PairAnswer, "space">,
  { permits, permitsSurely }: Pick<Carrier, "permits" | "permitsSurely">,
  end: "source" | "destination",
): RelayedPart[] {
  const surely = partsOf(space, permitsSurely, end, true);
  return permits === permitsSurely ? surely : [...surely, ...partsOf(space, permits, end, false)];
}

function partsOf(space: PacketSpace, node: Node, end: "source" | "destination", certain: boolean): RelayedPart[] {
  if (node === EMPTY) return [];
  const side = end === "source" ? "sources" : "destinations";
  const boxes = space.diagram.productsOf(node) ?? boxesOf(space, node);
  if (boxes.length <= MANY) return boxes.flatMap((box) => partOf(space, box[side], box.service, certain));
  if (certain) return boxes.slice(0, MANY).flatMap((box) => partOf(space, box[side], box.service, true));
  const hosts = union(
    boxes.map((box) => box[side]),
    space.domain,
  );
  return partOf(space, hosts, space.diagram.union(boxes.map(({ service }) => service)), false);
}

/** Nobody is reached through the answers of a host: messages of ICMP start no session. */
function partOf(space: PacketSpace, hosts: Intervals<number | bigint>, service: Node, certain: boolean): RelayedPart[] {
  const services = splitByField(space, service, "protocol").flatMap(({ values, rest }) => {
    const ports = splitByField(space, rest, "dstPort").flatMap((part) => pairsOf(part.values));
    return pairsOf(values).flatMap(([from, to]) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, more) => Number(from) + more)
        .filter((protocol) => protocol !== PROTOCOL.icmp && protocol !== PROTOCOL.icmp6)
        .flatMap((protocol): ServiceRange[] =>
          PORT_PROTOCOLS.includes(protocol)
            ? ports.map(([low, high]) => [protocol, Number(low), Number(high)])
            : [[protocol, 0, PORTS]],
        ),
    );
  });
  if (services.length === 0) return [];
  return [{ family: space.layout.family, hosts: hexOf(hosts), services, certain }];
}

/** As they go into a cache, which holds no numbers of 128 bits. */
function hexOf(addresses: Intervals<number | bigint>): string[] {
  return addresses.map((address) => address.toString(16));
}

/** The addresses again. */
export function ofHex(texts: readonly string[], family: 4 | 6): Intervals<number | bigint> {
  return family === 4 ? texts.map((text) => Number.parseInt(text, 16)) : texts.map((text) => BigInt(`0x${text}`));
}
