/** Where packets of a zone come in, and how sure it is that they do. */
import type { Device } from "../model/device.js";
import { type Intervals, intersect, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import { behindGiven, perhapsGiven } from "../resolve/given-hops.js";
import { networksHere } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import { namelessText } from "../resolve/topology.js";
import { detoursOf, detourText, together } from "./detours.js";
import { ofPlant } from "./of-plant.js";
import { downText, tunnelsOf } from "./tunnels.js";

/** Packets that start at one attachment of their zone. */
export interface Start {
  readonly at: RoutedDevice;
  readonly ingress: Attachment["interface"];
  readonly sources: Intervals<number | bigint>;
  readonly uncertain: boolean;
  /** What may happen to them before they come in, although routes lead there. */
  readonly unless?: string;
  /** Whether they may come in nowhere. */
  readonly mayBeMissing?: true;
}

/** Those of an attachment are the same for all that packets may be for. */
const KNOWN = ofPlant((): Record<4 | 6, Map<Attachment, readonly Start[]>> => ({ 4: new Map(), 6: new Map() }));

/**
 * The starts at one attachment: apart from the others those that may come through another given router first, since they
 * lie behind one that was not given.
 * @param at its device.
 */
export function startsOf(plant: Plant, at: RoutedDevice, source: Attachment, family: 4 | 6): readonly Start[] {
  const known = KNOWN(plant)[family];
  const starts = known.get(source) ?? find(plant, at, source, family);
  known.set(source, starts);
  return starts;
}

function find(plant: Plant, at: RoutedDevice, source: Attachment, family: 4 | 6): readonly Start[] {
  const uncertain = source.backup || plant.clustered.has(source.device);
  const start = { at, ingress: source.interface, sources: source[family], uncertain };
  const { device, interface: ingress } = source;
  if (tunnelsOf(plant).mayBeDown({ device, interface: ingress })) {
    return [{ ...start, uncertain: true, unless: downText(device, ingress), mayBeMissing: true }];
  }
  const doubtful: Start[] = [];
  let rest = start.sources;
  for (const { addresses, unless } of [
    ...perhapsNotThere(plant, source, family),
    ...perhapsBehindGiven(plant, at, source, family),
  ]) {
    const some = intersect(rest, addresses);
    if (some.length === 0) continue;
    doubtful.push({ ...start, sources: some, uncertain: true, unless, mayBeMissing: true });
    rest = subtract(rest, some, domainOf(family));
  }
  if (doubtful.length > 0 && rest.length === 0) return doubtful;
  const parts = byPlace({ ...start, sources: rest }, source, family);
  return [...doubtful, ...parts.flatMap((part) => behindOthers(plant, part, source, family))];
}

/** Hosts on the segment itself apart from those behind routes, where these may not be the ones that are taken. */
function byPlace(start: Start, source: Attachment, family: 4 | 6): readonly Start[] {
  if (!source.isOneOfSeveral && source.doubts.length === 0) return [start];
  const here = intersect(start.sources, source.onSegment[family]);
  const behind = { ...start, sources: subtract(start.sources, here, domainOf(family)), uncertain: true };
  if (here.length === 0) return [behind];
  return [{ ...start, sources: here }, behind].filter(({ sources }) => sources.length > 0);
}

/** Addresses that may come in nowhere, and why. */
interface Doubtful {
  readonly addresses: Intervals<number | bigint>;
  readonly unless: string;
}

/** What lies behind a next hop that another given device may have: it may come in there instead. */
function perhapsBehindGiven(
  { topology }: Plant,
  { tables, unwritten, misread }: RoutedDevice,
  { zone, device, interface: ingress }: Attachment,
  family: 4 | 6,
): Doubtful[] {
  const self = { device, interface: ingress };
  const ways = [...tables.values()].flatMap((table) => table[family].ways);
  return ways
    .filter((way) => way.interface === ingress.id)
    .flatMap((way) => {
      const [other] = perhapsGiven([...unwritten, ...misread], self, way, topology);
      if (other === undefined) return [];
      return [{ addresses: way.addresses, unless: `${zone} may lie ${behindGiven(self, other)}` }];
    });
}

/** Addresses of a source that may not be hosts of its zone there, and why. */
function perhapsNotThere(
  plant: Plant,
  { contested, device, doubts, elsewhere, interface: ingress, onSegment, unless }: Attachment,
  family: 4 | 6,
): Doubtful[] {
  const nameless = plant.topology.namelessBeside({ device, interface: ingress }, family);
  return [
    // What is contested is the last of what is doubtful.
    ...doubts.slice(-1).map((why) => ({ addresses: contested[family], unless: why })),
    { addresses: intersect(onSegment[family], unsureOn(ingress, family)), unless: strangeText(device, ingress) },
    ...(elsewhere === undefined ? [] : [{ addresses: elsewhere[family], unless: elsewhere.why }]),
    ...(nameless?.isUnread === true ? [{ addresses: unless[family], unless: namelessText(nameless) }] : []),
  ];
}

/** Networks of hosts that the router does not surely take for its own. */
function unsureOn(one: Attachment["interface"], family: 4 | 6): Intervals<number | bigint> {
  const here = networksHere(one).filter((network) => network.family === family);
  const of = (isSure: boolean) =>
    union(
      here.filter(({ doubt }) => (doubt === undefined) === isSure).map(({ from, to }) => [from, to]),
      domainOf(family),
    );
  return one.networks === undefined ? [] : subtract(of(false), of(true), domainOf(family));
}

/** Why packets of hosts with addresses of a network that the router does not know may come to nothing. */
function strangeText({ id }: Device, one: Attachment["interface"]): string {
  return `${id} takes nothing from networks that it does not know behind ${one.id}`;
}

/** The part of a start that may come through another given router first, apart from the rest. */
function behindOthers(plant: Plant, start: Start, source: Attachment, family: 4 | 6): readonly Start[] {
  const { at } = start;
  const behind = subtract(start.sources, source.onSegment[family], domainOf(family));
  if (behind.length === 0) return [start];
  const all = detoursOf(plant).over(at, source.interface, family);
  const detours = all.filter((one) => meets(one.addresses, behind));
  if (detours.length === 0) return [start];
  const detoured = intersect(behind, together(detours, family));
  const unless = detourText(at, source.interface, detours);
  const parts = [
    { ...start, sources: subtract(start.sources, detoured, domainOf(family)) },
    { ...start, sources: detoured, uncertain: true, unless },
  ];
  return parts.filter(({ sources }) => sources.length > 0);
}
