/** Statements that name ports of a routed bridge group, asked about its BVI: by which port a host is connected is not in the file. */
import type { CiscoContext } from "../context.js";
import type { AccessGroups } from "./access-groups.js";
import type { Grant } from "./grants.js";
import type { AsaInterface } from "./interface-draft.js";
import type { RoutedBridge } from "./routed-bridges.js";
import type { AsaStatements } from "./statements.js";
import type { Translation, Unclear } from "./translation.js";

/** The interface whose address packets to a port are for, and whose networks lie behind it. */
export function carrierOf(
  id: string | undefined,
  interfaces: ReadonlyMap<string, AsaInterface>,
): AsaInterface | undefined {
  const one = interfaces.get(id ?? "");
  return one?.interface.bridge === undefined ? one : interfaces.get(one.interface.parent ?? "");
}

/** Services that ports let in, for their BVI too: surely where all of them do, perhaps where some do. */
export function grantsOverBridges(grants: readonly Grant[], bridges: readonly RoutedBridge[]): Grant[] {
  const over = bridges.flatMap(({ bvi, ports }) => {
    const own = grants.filter((grant) => ports.some(({ interface: { id } }) => id === grant.interface));
    return sets(own, ({ source, service, limited }) => ({ source, service, limited })).flatMap(([first, ...same]) => {
      if (first === undefined) return [];
      const { id } = bvi.interface;
      const isWhole = ports.every((port) => [first, ...same].some((one) => one.interface === port.interface.id));
      const limited = isWhole ? {} : { limited: `${id}: by which port a host is connected is not in the file` };
      const { management: _, ...rest } = first;
      return [{ ...rest, id: `${first.id} on ${id}`, interface: id, ...limited }];
    });
  });
  return [...grants, ...over];
}

/** Translations that name ports, for their BVI too where all ports have the same; where they have not, that is in doubt. */
export function translationsOverBridges(
  table: readonly (Translation | Unclear)[],
  bridges: readonly RoutedBridge[],
  context: CiscoContext,
): (Translation | Unclear)[] {
  const before = new Map<Translation | Unclear, Translation[]>();
  for (const { bvi, ports } of bridges) {
    const ids = ports.map((port) => port.interface.id);
    const named = table.flatMap((one) => ("real" in one && one.enabled ? [one] : []));
    const real = named.filter(({ realInterface }) => ids.includes(realInterface ?? ""));
    const strays = named.filter(({ mappedInterface }) => ids.includes(mappedInterface ?? ""));
    for (const same of sets(real, ({ id: _, line: __, realInterface: ___, ...rest }) => rest)) {
      const [first] = same;
      const isWhole = ids.every((id) => same.some(({ realInterface }) => realInterface === id));
      if (first !== undefined && isWhole)
        before.set(first, [{ ...first, id: `${first.id} on ${bvi.interface.id}`, realInterface: bvi.interface.id }]);
      else strays.push(...same);
    }
    for (const { line } of strays)
      context.doubt("whether a host is connected by the port that this translation names is not in the file", line, {
        scope: "interfaces",
        interfaces: [bvi.interface.id],
        reroutes: true,
      });
  }
  return table.flatMap((one) => [...(before.get(one) ?? []), withBvis(one, bridges)]);
}

function withBvis(one: Translation | Unclear, bridges: readonly RoutedBridge[]): Translation | Unclear {
  if ("real" in one || one.interfaces === undefined) return one;
  const { interfaces } = one;
  const bvis = bridges.filter(({ ports }) => ports.some((port) => interfaces.includes(port.interface.id)));
  return { ...one, interfaces: [...interfaces, ...bvis.map(({ bvi }) => bvi.interface.id)] };
}

/** What says the same, together. */
function sets<Value>(all: readonly Value[], what: (one: Value) => unknown): Value[][] {
  const found = new Map<string, Value[]>();
  for (const one of all) {
    const key = JSON.stringify(what(one), (name, value) =>
      name === "at" || name === "line" ? undefined : typeof value === "bigint" ? `${value}` : value,
    );
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()];
}

/** Lists of frames, of messages and of packets to the device at single ports: what they keep from the BVI is in doubt. */
export function doubtPorts(
  bridges: readonly RoutedBridge[],
  { frames, controlPlane }: AccessGroups,
  statements: AsaStatements,
  context: CiscoContext,
): void {
  const messages = [...statements.of("icmp"), ...statements.of("ipv6")].filter(({ text }) => MESSAGES.test(text));
  for (const { bvi, ports } of bridges) {
    const ids = ports.map((port) => port.interface.id);
    const lines = [
      ...ids
        .flatMap((id) => [frames.in.get(id), frames.out.get(id), controlPlane.get(id)])
        .flatMap((one) => one?.line ?? []),
      ...messages.filter(({ text }) => ids.includes(text.split(" ").at(-1) ?? "")),
    ];
    for (const line of lines)
      context.doubt("what a list at one port of a bridge group keeps from the others is not known", line, {
        scope: "interfaces",
        interfaces: [bvi.interface.id],
      });
  }
}

const MESSAGES = /^(?:ipv6 )?icmp (?:permit|deny) /;
