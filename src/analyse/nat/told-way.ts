/** A way over several devices, with what headers look like at every point of it, told by its real ends. */
import { type Intervals, intersect } from "../../packets/intervals.js";
import {
  type AddressChange,
  type AddressView,
  asTheyAre,
  tellAddresses,
  viewBefore,
  viewBehind,
} from "./address-view.js";
import { changeOf } from "./changes.js";
import type { Passage, Stage } from "./choices.js";
import { type HeaderView, isPlainView, plainView } from "./header-view.js";
import type { Leg } from "./legs.js";
import type { PortChange, SourcePorts } from "./service-view.js";

/** A way told by who really talks to whom: the source it starts with, the destination and port it arrives with. */
export interface ToldWay {
  readonly passages: readonly (Passage | undefined)[];
  /** Whether one address or port that is dialled may lead to several. */
  readonly isSpread: boolean;
}

interface SourceSide {
  readonly source: AddressView;
  readonly sourcePorts: SourcePorts;
}

interface DestinationSide {
  readonly destination: AddressView;
  readonly ports: readonly PortChange[];
}

/** Headers between the legs of a way, from its last destination back and from its first source on. */
export function toldWay(legs: readonly Leg[]): ToldWay {
  if (legs.every(({ destination, source }) => destination.length === 0 && source === undefined)) {
    return { passages: legs.map(untranslated), isSpread: false };
  }
  const sources = sourcesAlong(legs);
  const { sides, isSpread } = destinationsAlong(legs);
  const passages = legs.map((leg, index) => {
    const [source, destination] = [sources[index], sides[index]];
    return source && destination && passageOf(leg, source, destination);
  });
  return { passages, isSpread };
}

/** Of packets that nothing translated before, nor does here. */
function untranslated({ rules, scope, destination }: Leg): Passage | undefined {
  // Packets to the device itself are told by what its own steps make of them.
  if (scope.egress === undefined || rules.natMeeting("destination", scope).length === 0) return undefined;
  const stage: Stage = { scope, view: plainView(scope) };
  return { incoming: stage, forwarded: stage, leaving: stage, destination };
}

/** `undefined` where packets are as they are told, and no translation of the device concerns them. */
function passageOf(
  leg: Leg,
  source: { readonly before: SourceSide; readonly behind: SourceSide },
  destination: { readonly before: DestinationSide; readonly behind: DestinationSide },
): Passage | undefined {
  const incomingScope = {
    ...leg.scope,
    sources: source.before.source.seen,
    destinations: destination.before.destination.seen,
  };
  const views: readonly HeaderView[] = [
    { ...source.before, ...destination.before, way: "back" },
    { ...source.before, ...destination.behind, way: "back" },
    { ...source.behind, ...destination.behind, way: "back" },
  ];
  const meets = leg.rules.natMeeting("destination", incomingScope).length > 0;
  const concerns = (meets && leg.scope.egress !== undefined) || leg.source !== undefined;
  if (!concerns && views.every(isPlainView)) return undefined;
  const [incoming, forwarded, leaving] = views.map((view) => ({
    view,
    scope: { ...leg.scope, sources: view.source.seen, destinations: view.destination.seen },
  }));
  if (incoming === undefined || forwarded === undefined || leaving === undefined) return undefined;
  const chosen = leg.source === undefined ? {} : { source: leg.source };
  return { incoming, forwarded, leaving, destination: leg.destination, ...chosen };
}

function sourcesAlong(legs: readonly Leg[]): { before: SourceSide; behind: SourceSide }[] {
  let side: SourceSide = { source: asTheyAre(legs[0]?.scope.sources ?? []), sourcePorts: "kept" };
  return legs.map(({ rules, scope, source: chosen }) => {
    const before = { ...side, source: narrowed(side.source, scope.sources) };
    side = before;
    if (chosen !== undefined && chosen.length > 0) {
      const { address, sourcePorts } = changeOf(rules, chosen, scope.family);
      const source = viewBehind(before.source, address);
      side = { source, sourcePorts: sourcePorts === "kept" ? before.sourcePorts : sourcePorts };
    }
    return { before, behind: side };
  });
}

function destinationsAlong(legs: readonly Leg[]): {
  sides: { before: DestinationSide; behind: DestinationSide }[];
  isSpread: boolean;
} {
  let side: DestinationSide = { destination: asTheyAre(legs.at(-1)?.scope.destinations ?? []), ports: [] };
  let isSpread = false;
  const sides = legs.toReversed().map(({ rules, scope, destination: chosen }) => {
    const behind = { ...side, destination: narrowed(side.destination, scope.destinations) };
    side = behind;
    if (chosen.length > 0) {
      const { address, ports } = changeOf(rules, chosen, scope.family);
      const destination = viewBefore(behind.destination, address);
      isSpread ||= mayLeadToSeveral(address, destination) || (ports !== undefined && mayGetSeveral(ports));
      side = { destination, ports: [...(ports === undefined ? [] : [ports]), ...behind.ports] };
    }
    return { before: side, behind };
  });
  return { sides: sides.toReversed(), isSpread };
}

/** Whether one of the addresses before a translation may become more than one. */
function mayLeadToSeveral({ to }: AddressChange, { shift }: AddressView): boolean {
  return shift === undefined && !(to.length === 2 && to[0] === to[1]);
}

function mayGetSeveral({ from, to, inOrder }: PortChange): boolean {
  const size = (ports: readonly number[]) => (ports[1] ?? 0) - (ports[0] ?? 0);
  const isOne = to.length === 2 && size(to) === 0;
  return !isOne && !(inOrder && from.length === 2 && to.length === 2 && size(from) === size(to));
}

function narrowed(view: AddressView, values: Intervals<number | bigint>): AddressView {
  const seen = intersect(view.seen, values);
  return { ...view, told: tellAddresses(view, values, "most"), seen };
}
