/** What is asked of the tunnels of an ASA, and what they carry (reference/cisco.md 3.5, 5.1). */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import type { AccessList } from "./access-lists.js";
import type { Groups } from "./groups.js";
import type { AsaStatements } from "./statements.js";
import type { Translation } from "./translation.js";

export interface TunnelSite {
  readonly statements: AsaStatements;
  readonly interfaces: ReadonlyMap<string, unknown>;
  readonly lists: ReadonlyMap<string, AccessList>;
  readonly groups: Groups;
  readonly translations: readonly Translation[];
  /** No release from 9.17 on has a portal for users without a client. */
  readonly hasNoPortal: boolean;
  readonly context: CiscoContext;
}

/** What one line of a list puts into a tunnel. */
export interface CarriedPackets {
  readonly near: AddressExpression;
  readonly far: AddressExpression;
  /** As packets from the far end say it: ports of the list are those of packets to it. */
  readonly service: ServiceExpression;
  /** Where the far end is, one of these; left out: anywhere. */
  readonly peers?: readonly string[];
  readonly filter?: AccessList;
  /** What comes past the lists of the interface at most; left out: all of it. */
  readonly most?: Pick<AccessList, "rules">;
  readonly line: CiscoLine;
}
