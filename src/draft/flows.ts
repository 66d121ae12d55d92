/** What passes between two zones as candidate flows: few, with the rules that let each through. */
import type { Carrier } from "../analyse/carriers.js";
import type { PairAnswer } from "../analyse/pairs.js";
import { boxesOf } from "../packets/boxes.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { DraftEnd, EndZone, HostBook } from "./host-book.js";
import { hullOf, joinBoxes, type RuledBox } from "./join-boxes.js";
import { isResolvedOutside, rulesText } from "./rule-text.js";
import { draftServices } from "./service-texts.js";

export interface DraftFlow {
  readonly from: DraftEnd;
  readonly to: DraftEnd;
  readonly services: readonly string[];
  /** The rules that let it through, for a comment; left out where no rule does. */
  readonly by?: string;
  /** Why it may not pass, or not all of it; left out where it surely does. */
  readonly doubt?: string;
  /** Whether it says more than passes. */
  readonly isRounded: boolean;
  /** Whether everything may start between all of both zones. */
  readonly isEverything: boolean;
}

/** What a flow goes between. */
export interface FlowZones {
  readonly from: EndZone;
  readonly to: EndZone;
  /** Whether there is a zone for the internet: names that devices resolve at run time mostly lie there. */
  readonly hasInternet: boolean;
}

/** More boxes than these of the rules of one table are written as the one that holds them all. */
const MOST_BOXES = 24;

/** The candidate flows of one ordered pair in one family: all that surely passes, and what may pass by written rules. */
export function draftFlows(answer: PairAnswer, zones: FlowZones, book: HostBook): DraftFlow[] {
  const { space, must, may, open, carriers } = answer;
  const { diagram } = space;
  const written = carriers.filter(({ rule }) => rule.implicit !== true);
  const possible = open ? diagram.union([must, ...written.map(({ permits }) => permits)]) : diagram.or(may, must);
  const shares = sharesOf(space, possible, carriers).filter((share) => isWorthIt(share, answer, zones));
  return [...groupsOf(space, shares, must).values()].flatMap((group) => {
    const joined = joinBoxes(space, group.boxes);
    const boxes = joined.length > MOST_BOXES ? [hullOf(space, joined)] : joined;
    return boxes.map((box) => {
      const flow = flowOf(space, box, zones, book, joined.length > MOST_BOXES);
      return group.isSure ? flow : { ...flow, doubt: doubtOf(answer) };
    });
  });
}

interface Share {
  readonly set: Node;
  readonly carrier?: Carrier;
}

/** A set parted among the rules that carry it, those of the device first that parts it finest; the rest has no rule. */
function sharesOf(space: PacketSpace, set: Node, carriers: readonly Carrier[]): Share[] {
  const { diagram } = space;
  const shares: Share[] = [];
  let left = set;
  for (const carrier of finestFirst(carriers)) {
    if (left === EMPTY) break;
    const part = diagram.and(left, carrier.permits);
    if (part === EMPTY) continue;
    shares.push({ set: part, carrier });
    left = diagram.diff(left, carrier.permits);
  }
  return left === EMPTY ? shares : [...shares, { set: left }];
}

function finestFirst(carriers: readonly Carrier[]): Carrier[] {
  const counts = new Map<string, number>();
  for (const { device } of carriers) counts.set(device.id, (counts.get(device.id) ?? 0) + 1);
  const count = ({ device }: Carrier) => counts.get(device.id) ?? 0;
  return carriers.toSorted(
    (a, b) =>
      count(b) - count(a) ||
      (a.device.id < b.device.id ? -1 : a.device.id > b.device.id ? 1 : 0) ||
      Number(a.rule.implicit ?? false) - Number(b.rule.implicit ?? false) ||
      a.rule.at[0].line - b.rule.at[0].line,
  );
}

/**
 * What may pass by nobody's rule is no flow that anybody meant: ways past every given device. Nor is what passes only if a
 * name that the device resolves should mean an address of a zone, where there is an internet that it can mean.
 */
function isWorthIt(
  { set, carrier }: Share,
  { space, must }: PairAnswer,
  { from, to, hasInternet }: FlowZones,
): boolean {
  if (space.diagram.and(set, must) !== EMPTY) return true;
  if (carrier === undefined || carrier.rule.implicit === true) return false;
  return !hasInternet || from.isInternet || to.isInternet || !isResolvedOutside(carrier);
}

interface Group {
  readonly boxes: RuledBox[];
  readonly isSure: boolean;
}

/** Boxes by the table whose rules carry them, and by whether they surely pass. */
function groupsOf(space: PacketSpace, shares: readonly Share[], must: Node): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { set, carrier } of shares) {
    const isSure = space.diagram.isWithin(set, must);
    const key = `${carrier?.device.id}\n${carrier?.table?.id ?? carrier?.step}\n${isSure}`;
    const group = groups.get(key) ?? { boxes: [], isSure };
    const carriers = carrier === undefined ? [] : [carrier];
    group.boxes.push(...boxesOf(space, set).map((box) => ({ ...box, carriers })));
    groups.set(key, group);
  }
  return groups;
}

function flowOf(
  space: PacketSpace,
  { sources, destinations, service, carriers }: RuledBox,
  { from, to }: FlowZones,
  book: HostBook,
  isHull: boolean,
): DraftFlow {
  const [source, destination] = [book.end(sources, from), book.end(destinations, to)];
  const services = draftServices(space, service);
  return {
    from: source,
    to: destination,
    services: services.texts,
    ...(carriers.length > 0 && { by: rulesText(carriers) }),
    isRounded: isHull || source.isRounded || destination.isRounded || services.isRounded,
    isEverything: source.isWhole && destination.isWhole && services.texts[0] === "any",
  };
}

/** The first reason why what may pass is not sure to. */
function doubtOf({ reasons, paths }: PairAnswer): string {
  const [reason] = reasons();
  if (reason !== undefined) return reason.text;
  for (const { way } of paths) {
    if (way.because !== undefined) return way.because;
    if (way.unless !== undefined) return `unless ${way.unless}`;
  }
  return "whether it does is not in the exports";
}
