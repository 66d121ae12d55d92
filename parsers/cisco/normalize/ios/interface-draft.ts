/** What an interface of IOS has besides while its statements are read. */
import type { CiscoLine } from "../../tree.js";
import { InterfaceDraft } from "../interface-draft.js";
import type { Precedence } from "./port-precedence.js";

export class IosDraft extends InterfaceDraft {
  /** The port-channel that it is a member of. */
  aggregate?: string;
  /** The interface that takes its place when it is down. */
  backup?: string;
  /** It takes the frames of its port that have no tag. */
  isNative = false;
  /** Whether its own list stands before those of its VLAN, where it says so. */
  precedence?: Precedence;
  /** The list of frames that come in. */
  frames?: { readonly list: string; readonly line: CiscoLine };
  /** What may stop packets here and opens nothing. */
  drops: Drop[] = [];
  /** Instances of layer-2 NAT; without a VLAN it is for frames without a tag (reference/cisco.md 5.4). */
  translations: { readonly line: CiscoLine; readonly vlan?: number }[] = [];
  /** Lists in common with other interfaces. */
  chains: Chain[] = [];
  /** Rules of inspection (`ip inspect`) that sessions through here meet. */
  inspections: readonly Inspection[] = [];
}

/** The lists of one direction in the order a packet meets them: the one in common, then the interface's own, if it has one. */
export interface Chain {
  readonly names: readonly string[];
  readonly family: 4 | 6;
  readonly direction: "in" | "out";
  readonly line: CiscoLine;
}

export interface Inspection {
  readonly name: string;
  readonly direction: "in" | "out";
  readonly line: CiscoLine;
}

export interface Drop {
  readonly text: string;
  readonly line: CiscoLine;
  readonly side: "in" | "out" | "both";
  /** Whether it leaves alone what comes from the networks of the interface itself. */
  readonly sparesOwn: boolean;
}
