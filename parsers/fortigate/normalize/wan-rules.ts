/** Rules of SD-WAN: whether they send packets where the routes do not. */
import type { Interface, PolicyRouted, Route } from "../../../src/model/device.js";
import type { Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, isEnabled, rowsOf, textOf, valuesOf } from "../tree.js";
import { boundsOf6, maskOf } from "./address-text.js";
import type { Context } from "./context.js";
import type { WanMember } from "./wan-members.js";

/** A route as rules look at it. */
interface Known {
  readonly family: Family;
  readonly network: number | bigint;
  readonly length: number;
  /** Connected: -1, before all others. */
  readonly distance: number;
  readonly egress: InterfaceId;
  readonly isOpen: boolean;
}

export interface WanRules {
  /** A rule that may send packets where no route of theirs leads. */
  readonly beyond?: Block;
  /** Connected networks of members, what is for which may leave by another member of its zone: policies are about the zone. */
  readonly beside: readonly PolicyRouted[];
}

/**
 * A rule holds where the best route leads to a member, and then sends packets to one of its own members that has a route to
 * them, be it another one than the best (Fortinet, SD-WAN guide, rules): it goes by routes where the best ones are by all of
 * its members. With `default` it asks no best route.
 */
export function readWanRules(
  { wans, members }: { readonly wans: readonly Block[]; readonly members: readonly WanMember[] },
  routes: readonly Route[],
  interfaces: readonly Interface[],
  context: Context,
): WanRules {
  const rules = wans.flatMap((table) => rowsOf(table, "service")).filter((row) => textOf(row, "status") !== "disable");
  if (rules.length === 0) return { beside: [] };
  const ranks = ranksOf([...interfaces.flatMap(connected), ...routes.flatMap(written)]);
  const zones = new Map(members.map((one) => [one.interface, one.zone]));
  const led = ranks.filter((rank) => rank.some(({ egress }) => zones.has(egress)));
  // The way of a route that names a next hop alone may be by a member.
  const isUntold = routes.some(({ egress, nextHop }) => egress === undefined && nextHop !== undefined);
  const beside: PolicyRouted[] = [];
  const rows = wans.flatMap((table) => rowsOf(table, "members"));
  for (const rule of rules) {
    const chosen = chosenBy(rule, members, rows);
    if (isEnabled(rule, "default") || isUntold) return { beyond: rule, beside };
    const family = textOf(rule, "addr-mode") === "ipv6" ? 6 : 4;
    for (const rank of led.filter(([first]) => first?.family === family)) {
      if (isAmong(chosen, rank, ranks)) continue;
      const [first] = rank;
      const around = new Set([...rank.map(({ egress }) => egress), ...chosen].map((id) => zones.get(id)));
      if (first?.distance !== CONNECTED || around.size > 1) return { beyond: rule, beside };
      const reason = `SD-WAN rule ${rule.name} may send packets to another member than the routes`;
      const doubt = context.sharedDoubt(`wan rule ${rule.name}`, { reason, scope: "match", at: context.rangeOf(rule) });
      beside.push({ ...boundsOf(first), family, doubt });
    }
  }
  return { beside };
}

const CONNECTED = -1;

/**
 * The interfaces of the members that a rule names; those of all where it names none, or one that is not in the file.
 * @param rows of all members, those that are switched off among them.
 */
function chosenBy(rule: Block, members: readonly WanMember[], rows: readonly Block[]): readonly InterfaceId[] {
  const numbers = ["priority-members", "member", "members"].flatMap((key) => valuesOf(rule, key));
  const zones = valuesOf(rule, "priority-zone");
  const isStrange = numbers.some((number) => number !== "0" && !rows.some(({ name }) => name === number));
  const isOpen = isStrange || numbers.length + zones.length === 0;
  return members
    .filter(({ number, zone }) => isOpen || numbers.includes(number) || zones.includes(zone))
    .map((one) => one.interface);
}

/** Whether routes that are as good lead by all of the chosen: where some may not be there, none of these may be left to a wider one. */
function isAmong(
  chosen: readonly InterfaceId[],
  rank: readonly Known[],
  ranks: readonly (readonly Known[])[],
): boolean {
  if (!chosen.every((id) => rank.some(({ egress }) => egress === id))) return false;
  if (!rank.some(({ isOpen }) => isOpen)) return true;
  const [first] = rank;
  return !ranks.some((other) =>
    other.some(
      ({ family, length, egress }) =>
        first !== undefined && family === first.family && length < first.length && chosen.includes(egress),
    ),
  );
}

/** Routes to one network of one distance together. */
function ranksOf(known: readonly Known[]): readonly (readonly Known[])[] {
  const ranks = new Map<string, Known[]>();
  for (const one of known) {
    const key = `${one.family} ${one.network} ${one.length} ${one.distance}`;
    const rank = ranks.get(key);
    if (rank) rank.push(one);
    else ranks.set(key, [one]);
  }
  return [...ranks.values()];
}

function connected({ id, enabled, addresses }: Interface): Known[] {
  if (!enabled) return [];
  return addresses.map(({ family, address, prefixLength: length }): Known => {
    const network =
      typeof address === "bigint" ? boundsOf6({ address, length }).from : (address & maskOf(length)) >>> 0;
    return { family, network, length, distance: CONNECTED, egress: id, isOpen: false };
  });
}

function written({ family, network, prefixLength: length, distance, egress, doubt }: Route): Known[] {
  return egress === undefined ? [] : [{ family, network, length, distance, egress, isOpen: doubt !== undefined }];
}

function boundsOf({ network, length }: Known): Pick<PolicyRouted, "from" | "to"> {
  if (typeof network === "bigint") return boundsOf6({ address: network, length });
  return { from: network, to: (network | ~maskOf(length)) >>> 0 };
}
