/** Which translation of a device packets take, if any: the first that matches in list order. */
import type { NatRule } from "../../model/device.js";
import { EMPTY, type Node } from "../../packets/diagram.js";
import type { Passing } from "../fold.js";
import type { SliceScope } from "../rule-sets.js";
import type { Slicing } from "../slicing.js";
import { type AddressView, isSingle } from "./address-view.js";
import { type HeaderView, Teller } from "./header-view.js";

/** What rules see at a point of a device: which headers there are, and the ends they are told by. */
export interface Stage {
  readonly scope: SliceScope;
  readonly view: HeaderView;
}

/** A choice of translations on one device, and what headers look like between them. */
export interface Passage {
  readonly incoming: Stage;
  readonly forwarded: Stage;
  readonly leaving: Stage;
  /** What translates the destination; none: nothing does. */
  readonly destination: readonly NatRule[];
  /** What translates the source, by one of these with the same outcome; left out: whatever does, nothing that follows sees it. */
  readonly source?: readonly NatRule[];
}

/** The same for passages of one device that are the same to the same packets. */
export function passageKey({ incoming, forwarded, leaving, destination, source }: Passage): string {
  const ids = (chosen: readonly NatRule[]) => chosen.map(({ id }) => id).join("\n");
  const views = [incoming, forwarded, leaving].map(({ view }) => viewKey(view));
  return [ids(destination), source === undefined ? "unseen" : ids(source), ...views].join("\n\n");
}

function viewKey({ source, destination, ports, sourcePorts }: HeaderView): string {
  const side = ({ told, seen, shift }: AddressView) => `${told.join()} ${shift ?? seen.join()}`;
  return `${side(source)}\n${side(destination)}\n${JSON.stringify([ports, sourcePorts])}`;
}

/** Which packets may take a choice, which surely do, and the translations that keep the two apart. */
export interface Taken extends Passing {
  readonly open: readonly NatRule[];
}

/** Which packets take the choices of a passage. Of its source one is enough: another passage tells of every other. */
export function takenBy(slicing: Slicing, { incoming, forwarded, leaving, destination, source }: Passage): Taken {
  const { diagram } = slicing.space;
  const to = taken(slicing, { stage: incoming, kind: "destination" }, destination);
  const toSeveral = isSingle(incoming.view.destination) ? [] : destination;
  if (source === undefined) return { ...to, open: [...to.open, ...toSeveral] };
  const by = taken(slicing, { stage: forwarded, kind: "source", by: destination }, source);
  const bySeveral = isSingle(leaving.view.source) ? [] : source;
  return {
    must: diagram.and(to.must, by.may),
    may: diagram.and(to.may, by.may),
    open: [...new Set([...to.open, ...toSeveral, ...by.open, ...bySeveral])],
  };
}

/** Translations of one kind at a point of a device. */
export interface Point {
  readonly stage: Stage;
  readonly kind: NatRule["kind"];
  /** Of sources: what translated the destination before. */
  readonly by?: readonly NatRule[];
}

/** Those that packets there may meet, in order, told by the ends that sets are told by. */
export function metAt({ rules, slicer, space, within }: Slicing, { stage, kind, by }: Point) {
  const teller = new Teller(space, stage.view, within);
  const met = rules
    .natMeeting(kind, stage.scope, by)
    // Where other views show other headers, the slicer cuts to all of them: here too what is not looked at goes (`Slicing.within`).
    .map(({ nat, resolved }) => ({ nat, cut: teller.rule(slicer.cut(resolved, stage.scope)) }))
    .filter(({ cut }) => cut.upper !== EMPTY);
  return { met, whole: () => teller.whole() };
}

/** What of a stage is translated by one of `chosen`; by none of these, where it is empty. */
export function taken(slicing: Slicing, at: Point, chosen: readonly NatRule[]): Taken {
  const { diagram } = slicing.space;
  const isChosen = (nat: NatRule) => (chosen.length === 0 ? nat.exempt === true : chosen.includes(nat));
  const { met, whole: wholeAt } = metAt(slicing, at);
  let must: Node = EMPTY;
  let may: Node = EMPTY;
  let surelyAbove: Node = EMPTY;
  let othersAbove: Node = EMPTY;
  for (const { nat, cut } of met) {
    if (isChosen(nat)) {
      may = diagram.or(may, diagram.diff(cut.upper, surelyAbove));
      must = diagram.or(must, diagram.diff(cut.lower, othersAbove));
    } else othersAbove = diagram.or(othersAbove, cut.upper);
    surelyAbove = diagram.or(surelyAbove, cut.lower);
  }
  const open = met.filter(({ cut }) => cut.lower !== cut.upper).map(({ nat }) => nat);
  if (chosen.length > 0) return { must, may, open };
  const whole = wholeAt();
  return {
    must: diagram.or(must, diagram.diff(whole, othersAbove)),
    may: diagram.or(may, diagram.diff(whole, surelyAbove)),
    open,
  };
}
