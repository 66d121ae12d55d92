/** Where packets of a zone come in, and how sure it is that they do. */
import type { Device } from "../model/device.js";
import { type Intervals, intersect, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment, RoutedDevice } from "../resolve/attachments.js";
import { networksHere } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
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
  const uncertain = source.backup || source.doubts.length > 0 || plant.clustered.has(source.device);
  const start = { at, ingress: source.interface, sources: source[family], uncertain };
  const { device, interface: ingress } = source;
  if (tunnelsOf(plant).mayBeDown({ device, interface: ingress })) {
    return [{ ...start, uncertain: true, unless: downText(device, ingress), mayBeMissing: true }];
  }
  const contested = source.contested[family];
  if (contested.length > 0) {
    const rest = subtract(source[family], contested, domainOf(family));
    const [unless] = source.doubts.slice(-1);
    return [
      { ...start, sources: contested, uncertain: true, ...(unless !== undefined && { unless }), mayBeMissing: true },
      ...(rest.length === 0 ? [] : behindOthers(plant, { ...start, sources: rest }, source, family)),
    ];
  }
  const strange = intersect(source.onSegment[family], unsureOn(ingress, family));
  if (strange.length > 0) {
    const rest = subtract(source[family], strange, domainOf(family));
    return [
      { ...start, sources: strange, uncertain: true, unless: strangeText(device, ingress), mayBeMissing: true },
      ...(rest.length === 0 ? [] : behindOthers(plant, { ...start, sources: rest }, source, family)),
    ];
  }
  const nameless = plant.topology.namelessBeside({ device, interface: ingress }, family);
  const instead = nameless?.isUnread === true ? intersect(source[family], source.unless[family]) : [];
  if (nameless === undefined || instead.length === 0) return behindOthers(plant, start, source, family);
  const rest = subtract(source[family], instead, domainOf(family));
  return [
    { ...start, sources: instead, uncertain: true, unless: namelessText(nameless), mayBeMissing: true },
    ...(rest.length === 0 ? [] : behindOthers(plant, { ...start, sources: rest }, source, family)),
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
