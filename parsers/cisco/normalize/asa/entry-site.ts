/** What entries of access lists refer to. */
import type { AddressExpression, PortRange } from "../../../../src/model/expression.js";
import type { CiscoContext } from "../context.js";
import type { Groups } from "./groups.js";
import type { AsaInterface } from "./interface-draft.js";
import type { Names } from "./names.js";

export interface EntrySite {
  readonly context: CiscoContext;
  readonly groups: Groups;
  readonly names: Names;
  readonly interfaces: ReadonlyMap<string, AsaInterface>;
  /** Groups of ports by their names. */
  readonly portGroups: ReadonlyMap<string, PortTest>;
  /** What `any` stands for: before release 9.0 IPv4 alone (trap 22). */
  readonly any: AddressExpression;
  /** Entries of Threat Defense may name the interfaces that packets come in and leave by. */
  readonly isThreatDefense?: true;
}

/** A condition on ports, or a group of them. */
export type PortTest = { readonly ranges: readonly PortRange[] } | { readonly group: string };
