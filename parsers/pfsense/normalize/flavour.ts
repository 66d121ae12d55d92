/** What the two firewalls do each in its own way. */
import type { NatRule } from "../../../src/model/device.js";
import type { Alias } from "./aliases.js";
import type { Context } from "./context.js";
import type { Names } from "./endpoints.js";
import type { Interfaces } from "./interfaces.js";
import type { PfRule } from "./order.js";

export interface Flavour {
  readonly listAliases: (context: Context) => Alias[];
  /** All rules in the order in which pf sees them, hidden ones included, and the translations. */
  readonly pfRules: (names: Names, interfaces: Interfaces) => Loaded;
  /** What decides a packet that no rule matches. */
  readonly lastRules: (context: Context) => { readonly in: PfRule; readonly out: PfRule };
}

export interface Loaded {
  readonly list: readonly PfRule[];
  readonly nat: readonly NatRule[];
}
