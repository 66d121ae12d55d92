/** Between which interfaces translations of IOS are made, by VRF (reference/cisco.md 5.2). */

import type { NatRule } from "../../../../src/model/device.js";
import type { DoubtId } from "../../../../src/model/expression.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import type { IosInterface } from "./interfaces.js";
import { takeVrf, takeWord } from "./nat-statements.js";

/** Interfaces on either side. */
export interface Sides {
  readonly inside: readonly string[];
  readonly outside: readonly string[];
  /** By which of the outside ones packets come in whose destinations are translated. */
  readonly entering: readonly string[];
  /** What comes in from outside is sent on by the routes of another VRF. */
  readonly crossing?: DoubtId | undefined;
  readonly elsewhere?: Elsewhere;
}

/** Interfaces by which packets are translated perhaps, and why. */
export interface Elsewhere {
  readonly reason: string;
  readonly source: Pick<NatRule["match"], "ingress" | "egress">;
  readonly entering: readonly string[];
}

const WITHIN = "whether what is translated within a VRF is by outside interfaces of others as well is not documented";
const WITHOUT = "whether a translation that names no VRF holds for what comes in by one as well is not documented";

/**
 * The interfaces of a statement; takes its words about VRFs away. What comes in by another VRF is not translated, and the
 * outside may be the global table. `match-in-vrf` translates between interfaces of the VRF (Cisco, Match-in-VRF Support for
 * NAT). What a statement that names none does with packets of VRFs, and whether what leaves or comes in by other outside
 * interfaces is left as it is by `match-in-vrf`, is not documented: they are translated perhaps.
 */
export function sidesOf(
  words: string[],
  interfaces: readonly IosInterface[],
  line: CiscoLine,
  context: CiscoContext,
): Sides {
  const vrf = takeVrf(words);
  const isWithin = takeWord(words, "match-in-vrf") && vrf !== undefined;
  const side = (name: "inside" | "outside", isOf: (router: string) => boolean) =>
    interfaces.filter((one) => one.nat === name && isOf(one.interface.router)).map((one) => one.interface.id);
  const own = vrf ?? "default";
  const isOwn = (router: string) => router === own;
  const isOther = (router: string) => router !== own;
  const [inside, others] = [side("inside", isOwn), side("outside", isOther)];
  const within = side("outside", isOwn);
  if (isWithin) {
    const elsewhere = { reason: WITHIN, source: { egress: others }, entering: others };
    return { inside, outside: within, entering: within, elsewhere };
  }
  const outside = side("outside", () => true);
  if (vrf === undefined) {
    const elsewhere = { reason: WITHOUT, source: { ingress: side("inside", isOther) }, entering: others };
    return { inside, outside, entering: within, elsewhere };
  }
  const crossing = opensInward(words) ? doubtCrossing(vrf, line, interfaces, context) : undefined;
  return { inside, outside, entering: outside, crossing };
}

/** Whether somebody outside may open a session by it: not where hosts share addresses. */
function opensInward(words: readonly string[]): boolean {
  return words[4] === "static" || (words[6] === "pool" && !words.includes("overload"));
}

/** What is translated for a VRF is sent on by the routes of that one, wherever it came in: all else that comes in there is not. */
function doubtCrossing(
  vrf: string,
  line: CiscoLine,
  all: readonly IosInterface[],
  context: CiscoContext,
): DoubtId | undefined {
  const others = all.filter((one) => one.nat === "outside" && one.interface.router !== vrf);
  const interfaces = others.map((one) => one.interface.id);
  const reason = `what is translated here is sent on by the routes of the VRF ${vrf}: that is not computed`;
  if (interfaces.length === 0) return undefined;
  return context.doubt(reason, line, { scope: "match", interfaces, reroutes: true });
}
