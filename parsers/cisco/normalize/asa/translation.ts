/** One translation of an ASA, whichever way it is written (reference/cisco.md 5.1). */
import type { AddressExpression, PortRange } from "../../../../src/model/expression.js";
import type { CiscoLine } from "../../tree.js";
import type { Addresses, Range } from "./nat-ranges.js";

/** What stands in place of the real addresses. */
export type Mapped =
  | { readonly kind: "static"; readonly to: Addresses }
  /** `shared`: with ports, so that nobody outside can open anything; otherwise one address for one host while it is used. */
  | { readonly kind: "dynamic"; readonly to: AddressExpression | undefined; readonly shared: boolean }
  /** The address of an interface that is not in the file. */
  | { readonly kind: "unknown" };

/** Protocol and ports on one side. */
export interface Ports {
  readonly protocol: number;
  readonly source?: readonly PortRange[];
  readonly destination?: readonly PortRange[];
}

export interface Translation {
  readonly id: string;
  readonly line: CiscoLine;
  /** Interfaces of either side; left out: any. */
  readonly realInterface?: string;
  readonly mappedInterface?: string;
  readonly real: Addresses;
  readonly mapped: Mapped;
  readonly destination?:
    | { readonly mapped: readonly Range[]; readonly real: readonly Range[] }
    | { readonly any: true };
  /** Up to release 8.2: the addresses on the mapped side that a policy limits it to; left out: all. */
  readonly far?: AddressExpression;
  /** Of packets from the real side: what their ports are, and what they become. */
  readonly ports?: { readonly before: Ports; readonly after: Ports };
  /** Of a network object: it is about one end of a packet, and another may be about the other end. */
  readonly isObject?: true;
  readonly unidirectional: boolean;
  readonly routeLookup: boolean;
  readonly enabled: boolean;
}

/** One that is not understood: whatever passes between its interfaces may be changed. */
export interface Unclear {
  readonly line: CiscoLine;
  readonly reason: string;
  readonly interfaces?: readonly string[];
  readonly enabled: boolean;
}
