/** What address translation could do to a walked packet: until it is followed, whatever it touches is open. */
import type { Device, NatRule } from "../../model/device.js";
import type { PacketMatch } from "./packet-match.js";
import type { Passage, WalkDoubt, WalkedStep } from "./walked.js";

/** A translation that could turn the packet into another one (`away`), or be what made it (`here`). */
export interface Touched extends WalkDoubt {
  readonly away: boolean;
  readonly here: boolean;
}

/** @param steps what the filters say of the packet as it came. */
export function touchedByTranslation(
  device: Device,
  match: PacketMatch,
  passage: Passage,
  steps: readonly WalkedStep[],
): Touched[] {
  return device.nat
    .filter(({ enabled, exempt }) => enabled && exempt !== true)
    .map((nat) => ({
      ...(nat.kind === "destination" ? byDestination(nat, match, passage) : bySource(nat, match, passage, steps)),
      reason: `address translation ${nat.id} may change these packets`,
      at: nat.at[0],
    }))
    .filter(({ away, here }) => away || here);
}

function byDestination(nat: NatRule, match: PacketMatch, { packet, ingress }: Passage): Pick<Touched, "away" | "here"> {
  const { match: original, translated } = nat;
  const comesIn = original.ingress?.includes(ingress) ?? true;
  if (!comesIn || match.source(packet, original.source) === "no") return { away: false, here: false };
  return {
    away: match.destination(packet, original.destination) !== "no",
    here: translated === undefined || match.destination(packet, translated) !== "no",
  };
}

/** A translated source is seen by filters on the way out alone; where those surely let the packet out, nothing changes. */
function bySource(
  nat: NatRule,
  match: PacketMatch,
  { packet, egress }: Passage,
  steps: readonly WalkedStep[],
): Pick<Touched, "away" | "here"> {
  const none = { away: false, here: false };
  const { match: original } = nat;
  if (original.egress !== undefined && (egress === "self" || !original.egress.includes(egress))) return none;
  const filters = steps.filter(isOnTheWayOut);
  if (filters.every(({ verdict }) => verdict === "permit")) return none;
  const touched = match.source(packet, original.source) !== "no";
  return { away: touched, here: touched };
}

/** A filter of the egress interface, or a later one that asks nowhere by which interface a packet came in (pf: `out`). */
function isOnTheWayOut({ step, rule, open }: WalkedStep, index: number): boolean {
  if (step.egress !== undefined) return true;
  if (index === 0 || step.ingress !== undefined) return false;
  return [...open.map((held) => held.rule), ...(rule ? [rule] : [])].every(({ match }) => match.ingress === undefined);
}
