/** What may send packets of any interface another way than the routes of its VDOM: policies by who has logged in, routing instances. */
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, isEnabled, settingOf, textOf } from "../tree.js";
import { rowsIn, type Vdoms } from "./vdoms.js";

/** A row that does so, and why. */
export interface Steering {
  readonly row: Block;
  readonly reason: string;
  /** The routing instance of each interface, where only destinations that others may lead to as well are concerned; left out: all are. */
  readonly instanceOf?: (id: InterfaceId) => string;
}

const POLICIES = ["firewall policy", "firewall consolidated policy"];

/** All of these by the name of their VDOM; those that have none are left out. */
export function steeringOf(vdoms: Vdoms): ReadonlyMap<string, readonly Steering[]> {
  const found = new Map<string, Steering[]>();
  for (const { name, holders } of vdoms.all) {
    const policies = POLICIES.flatMap((section) => rowsIn(holders, section)).filter(choosesByLogin);
    const own = [...policies.map(byLogin), ...instances(vdoms, name)];
    if (own.length > 0) found.set(name, own);
  }
  return found;
}

/** A user's group decides by which way packets go that the policy lets through (Fortinet, CLI reference, firewall identity-based-route). */
function choosesByLogin(row: Block): boolean {
  if (textOf(row, "status") === "disable") return false;
  return isEnabled(row, "auth-path") || (settingOf(row, "identity-based-route")?.values[0] ?? "") !== "";
}

function byLogin(row: Block): Steering {
  return { row, reason: `policy ${row.name} may send packets another way than the routes, by who has logged in` };
}

/** Interfaces of different `vrf` share no routes, connected ones included, unless some leak (Fortinet, administration guide, VRF). */
function instances({ all, global }: Vdoms, vdom: string): Steering[] {
  const rows = rowsIn(global, "system interface").filter((row) => (textOf(row, "vdom") ?? all[0]?.name) === vdom);
  const instances = new Map(rows.map((row) => [row.name, textOf(row, "vrf") ?? "0"]));
  const instanceOf = (id: InterfaceId) => instances.get(id) ?? "0";
  const apart = rows.find(({ name }) => instanceOf(name) !== "0");
  if (apart === undefined || rows.every(({ name }) => instanceOf(name) === instanceOf(apart.name))) return [];
  const reason = `${apart.name} is of vrf ${instanceOf(apart.name)}, which has routes of its own`;
  return [{ row: apart, reason, instanceOf }];
}
