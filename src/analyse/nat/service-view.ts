/** What ports look like at one point of a way, after or before translations. */
import type { PortRange } from "../../model/expression.js";
import { EMPTY, type Node } from "../../packets/diagram.js";
import { covers, intersect, meets, pairsOf } from "../../packets/intervals.js";
import { PORT_PROTOCOLS } from "../../packets/layout.js";
import type { PacketSpace } from "../../packets/space.js";
import { type Part, splitByField } from "../../packets/split.js";
import type { Bound } from "./address-view.js";

/** Tells a set of services as rules see it by the ports that packets are told by. */
export type ServiceView = (services: Node, bound: Bound) => Node;

/** What one translation does to destination ports of some protocols; those of others stay. */
export interface PortChange {
  readonly protocols: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly inOrder: boolean;
}

/** Services told by the port before a translation, as rules behind it see them; `back`: told by the port behind it, as rules before see them. */
export function portView(space: PacketSpace, change: PortChange, way: "forth" | "back"): ServiceView {
  const [told, seen] = way === "forth" ? [change.from, change.to] : [change.to, change.from];
  const by = change.inOrder ? distance(told, seen) : undefined;
  return (services, bound) => {
    const { changed, others } = withPorts(space, services, change.protocols);
    const shown = eachProtocol(space, changed, change.protocols, (rest) => {
      const parts = splitByField(space, rest, "dstPort");
      if (by !== undefined)
        return joined(
          space,
          parts.map((part) => movedPart(part, seen, by)),
        );
      return space.diagram.and(forget(space, parts, seen, bound), space.field("dstPort", told));
    });
    return space.diagram.or(others, shown);
  };
}

/** Initial packets of some protocols, and all others. */
export function withPorts(
  space: PacketSpace,
  services: Node,
  protocols: readonly number[],
): { readonly changed: Node; readonly others: Node } {
  const { diagram } = space;
  const own = protocols.toSorted((a, b) => a - b).flatMap((one) => [one, one]);
  const initial = diagram.and(space.field("protocol", own), space.field("tail", [0, 0]));
  const changed = diagram.and(services, initial);
  return { changed, others: diagram.diff(services, changed) };
}

/** What source ports may be behind translations: as they were told, one of a range for TCP and UDP, any. */
export type SourcePorts = "kept" | "any" | PortRange;

/** Protocols whose source ports a translation takes from its own range; what it does to those of others is not known. */
const GIVEN_BY_RANGE: readonly number[] = [6, 17];

/** Source ports behind the translation of a source, of those that do not keep them. */
export function sourcePortView(space: PacketSpace, ports: PortRange | "any"): ServiceView {
  const views =
    ports === "any"
      ? [givenPorts(space, PORT_PROTOCOLS, anyPort(space))]
      : [
          givenPorts(space, GIVEN_BY_RANGE, (parts, bound) => forget(space, parts, [ports.from, ports.to], bound)),
          givenPorts(
            space,
            PORT_PROTOCOLS.filter((one) => !GIVEN_BY_RANGE.includes(one)),
            anyPort(space),
          ),
        ];
  return (services, bound) => views.reduce((sum, view) => view(sum, bound), services);
}

type ToldPorts = (parts: readonly Part[], bound: Bound) => Node;

/** Any but 0, which is reserved (RFC 6335, 6) and which only a packet that had it may keep. */
function anyPort(space: PacketSpace): ToldPorts {
  const { diagram } = space;
  const given = [1, 65_535];
  return (parts, bound) =>
    diagram.or(
      diagram.and(space.field("srcPort", given), forget(space, parts, given, bound)),
      diagram.and(space.field("srcPort", [0, 0]), forget(space, parts, [0, 65_535], bound)),
    );
}

function givenPorts(space: PacketSpace, protocols: readonly number[], tell: ToldPorts): ServiceView {
  const { diagram } = space;
  return (services, bound) => {
    const { changed, others } = withPorts(space, services, protocols);
    const shown = eachProtocol(space, changed, protocols, (rest) =>
      diagram.union(
        splitByField(space, rest, "dstPort").map(({ values, rest: behind }) =>
          diagram.and(space.field("dstPort", values), tell(splitByField(space, behind, "srcPort"), bound)),
        ),
      ),
    );
    return diagram.or(others, shown);
  };
}

function eachProtocol(
  space: PacketSpace,
  services: Node,
  protocols: readonly number[],
  tell: (rest: Node) => Node,
): Node {
  const { diagram } = space;
  const known = new Set(protocols);
  return diagram.union(
    splitByField(space, services, "protocol").flatMap(({ values, rest }) => {
      const own = pairsOf(values).flatMap(([from, to]) => [...known].filter((one) => from <= one && one <= to));
      if (own.length === 0) return [];
      const narrowed = space.field(
        "protocol",
        own.toSorted((a, b) => a - b).flatMap((one) => [one, one]),
      );
      return [diagram.and(narrowed, tell(rest))];
    }),
  );
}

function movedPart({ values, rest }: Part, seen: readonly number[], by: number): Part {
  const within = intersect(values, seen);
  return { values: within.map((port) => Number(port) - by), rest };
}

function joined(space: PacketSpace, parts: readonly Part[]): Node {
  const { diagram } = space;
  return diagram.union(
    parts
      .filter(({ values }) => values.length > 0)
      .map(({ values, rest }) => diagram.and(space.field("dstPort", values), rest)),
  );
}

/** What is left of a set whatever the field is among `seen`: for `least` with every one of them, for `most` with any. */
function forget(space: PacketSpace, parts: readonly Part[], seen: readonly number[], bound: Bound): Node {
  const { diagram } = space;
  const met = parts.filter(({ values }) => meets(values, seen));
  if (bound === "most") return diagram.union(met.map(({ rest }) => rest));
  const covered = met.flatMap(({ values }) => pairsOf(values)).toSorted(([a], [b]) => Number(a) - Number(b));
  if (!covers(merged(covered), seen)) return EMPTY;
  return met.map(({ rest }) => rest).reduce((sum, rest) => diagram.and(sum, rest));
}

function merged(pairs: readonly (readonly [number | bigint, number | bigint])[]): number[] {
  const out: number[] = [];
  for (const [from, to] of pairs) {
    const last = out.at(-1);
    if (last !== undefined && last + 1 === Number(from)) out[out.length - 1] = Number(to);
    else out.push(Number(from), Number(to));
  }
  return out;
}

/** Seen is told plus this; `undefined` unless both are one range of one size. */
function distance(told: readonly number[], seen: readonly number[]): number | undefined {
  const [a, b] = told;
  const [c, d] = seen;
  if (told.length !== 2 || seen.length !== 2 || a === undefined || b === undefined || c === undefined) return undefined;
  return d !== undefined && b - a === d - c ? c - a : undefined;
}
