/** Candidate conduits: what passes between two zones, both ways; zones that nothing is filtered between share one. */
import type { Analysis, ZonePair } from "../analyse/analysis.js";
import { formatRange } from "../packets/address.js";
import { BudgetExceeded } from "../packets/diagram.js";
import { pairsOf, prefixesOf } from "../packets/intervals.js";
import type { Plant } from "../resolve/plant.js";
import { UNMAPPED } from "../resolve/zone-space.js";
import { type DraftFlow, draftFlows } from "./flows.js";
import type { EndZone, HostBook } from "./host-book.js";
import type { FreshNames } from "./shown-text.js";

export interface DraftConduit {
  readonly id: string;
  readonly between: readonly string[];
  readonly flows: readonly DraftFlow[];
  /** Whether nothing is filtered between any two of them. */
  readonly isUnfiltered: boolean;
  /** Pairs whose rules are too entangled: what passes there is not in the draft. */
  readonly isCut: boolean;
}

interface PairFlows {
  readonly from: string;
  readonly to: string;
  readonly flows: readonly DraftFlow[];
  readonly isCut: boolean;
}

/** Drafts conduits for all pairs of zones that something passes between. */
export function draftConduits(plant: Plant, analysis: Analysis, book: HostBook, fresh: FreshNames): DraftConduit[] {
  const internet = new Set(plant.map?.zones.filter(({ kind }) => kind === "internet").map(({ id }) => id));
  const pairs = analysis.pairs
    .filter(({ from, to }) => from !== UNMAPPED && to !== UNMAPPED)
    .map((pair) => flowsOf(pair, plant, internet, book));
  const order = (plant.map?.zones ?? []).map(({ id }) => id);
  const groups = unfilteredGroups(
    order.filter((id) => !internet.has(id)),
    pairs,
  );
  const groupOf = new Map(groups.flatMap((group) => group.map((id) => [id, group] as const)));
  const rest = pairs.filter(({ from, to }) => groupOf.get(from) === undefined || groupOf.get(from) !== groupOf.get(to));
  return [
    ...groups.map((group) => unfilteredConduit(group, fresh)),
    ...order.flatMap((a, index) =>
      order.slice(index + 1).flatMap((b) => {
        const both = rest.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a));
        const flows = both.flatMap((pair) => pair.flows);
        const isCut = both.some((pair) => pair.isCut);
        if (flows.length === 0 && !isCut) return [];
        return [{ id: fresh.take(`${a}--${b}`), between: [a, b], flows, isUnfiltered: false, isCut }];
      }),
    ),
  ];
}

function flowsOf(pair: ZonePair, plant: Plant, internet: ReadonlySet<string>, book: HostBook): PairFlows {
  const { from, to, families } = pair;
  const zonesOf = (family: 4 | 6) => ({
    from: endZone(plant, internet, from, family),
    to: endZone(plant, internet, to, family),
    hasInternet: internet.size > 0,
  });
  try {
    const found = families.map((family) => {
      const answer = pair.answer(family);
      return {
        family,
        flows: draftFlows(answer, zonesOf(family), book),
      };
    });
    return { from, to, flows: ofBothFamilies(found, plant, internet, { from, to }), isCut: false };
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    return { from, to, flows: [], isCut: true };
  }
}

function endZone(plant: Plant, internet: ReadonlySet<string>, id: string, family: 4 | 6): EndZone {
  const addresses = plant.zones.find(({ zone }) => zone === id)?.[family] ?? [];
  const networks = internet.has(id) ? [id] : networksIn(addresses);
  return { id, addresses, isInternet: internet.has(id), networks };
}

function networksIn(addresses: EndZone["addresses"]): string[] {
  return pairsOf(addresses).flatMap(([from, to]) => {
    const bits = typeof from === "bigint" ? 128 : 32;
    const prefixes = prefixesOf(from, to, bits, 4);
    return prefixes === undefined
      ? [formatRange(from, to)]
      : prefixes.map(([first, length]) =>
          length === bits ? formatRange(first, first) : `${formatRange(first, first)}/${length}`,
        );
  });
}

/**
 * A zone as an end means all its addresses: what goes for one family of a zone with two names the networks of that one.
 * Flows that are alike in both are one.
 */
function ofBothFamilies(
  found: readonly { readonly family: 4 | 6; readonly flows: readonly DraftFlow[] }[],
  plant: Plant,
  internet: ReadonlySet<string>,
  { from, to }: Pick<PairFlows, "from" | "to">,
): DraftFlow[] {
  const keyOf = ({ services, by, from: source, to: destination }: DraftFlow) =>
    JSON.stringify([services, by, source, destination]);
  const [one, other] = found;
  if (one === undefined || other === undefined) return [...(one?.flows ?? [])];
  const shared = new Set(other.flows.map(keyOf).filter((key) => one.flows.some((flow) => keyOf(flow) === key)));
  const ownNetworks = (flow: DraftFlow, family: 4 | 6): DraftFlow => {
    if (shared.has(keyOf(flow)) || isOfOneFamily(flow, family)) return flow;
    const networks = (id: string) => endZone(plant, internet, id, family).networks;
    return {
      ...flow,
      from: flow.from.isWhole ? { ...flow.from, texts: networks(from) } : flow.from,
      to: flow.to.isWhole ? { ...flow.to, texts: networks(to) } : flow.to,
    };
  };
  return [
    ...one.flows.map((flow) => ownNetworks(flow, one.family)),
    ...other.flows.filter((flow) => !shared.has(keyOf(flow))).map((flow) => ownNetworks(flow, other.family)),
  ];
}

/** Whether a side says which family it is for. */
function isOfOneFamily({ from, to, services }: DraftFlow, family: 4 | 6): boolean {
  const icmp = family === 4 ? /^(?:icmp\/|ping$|ip\/1$)/ : /^(?:icmp6\/|ip\/58$)/;
  return !from.isWhole || !to.isWhole || services.every((text) => icmp.test(text));
}

/** Zones that everything passes between, both ways, whichever two of them: each in the first group that it fits. */
function unfilteredGroups(zones: readonly string[], pairs: readonly PairFlows[]): string[][] {
  const open = new Set(
    pairs
      .filter(
        ({ flows, isCut }) =>
          !isCut && flows.length > 0 && flows.every(({ isEverything, doubt }) => isEverything && doubt === undefined),
      )
      .map(({ from, to }) => `${from}\n${to}`),
  );
  const areOpen = (a: string, b: string) => open.has(`${a}\n${b}`) && open.has(`${b}\n${a}`);
  const groups: string[][] = [];
  for (const zone of zones) {
    const group = groups.find((one) => one.every((other) => areOpen(zone, other)));
    if (group === undefined) groups.push([zone]);
    else group.push(zone);
  }
  return groups.filter(({ length }) => length > 1);
}

function unfilteredConduit(group: readonly string[], fresh: FreshNames): DraftConduit {
  const all = { texts: group, isWhole: true, isRounded: false };
  const flow = { from: all, to: all, services: ["any"], isRounded: false, isEverything: true };
  return { id: fresh.take("unfiltered"), between: group, flows: [flow], isUnfiltered: true, isCut: false };
}
