/** An interface of IOS-XR while its statements are read. */
import type { CiscoLine } from "../../tree.js";
import { InterfaceDraft } from "../interface-draft.js";

/** The lists of one direction: those that several interfaces have in common, then its own; the first that decides does. */
export interface XrBinding {
  readonly names: readonly string[];
  readonly family: 4 | 6;
  readonly direction: "in" | "out";
  readonly line: CiscoLine;
}

export class XrDraft extends InterfaceDraft {
  access: XrBinding[] = [];
  /** The aggregate it is a member of. */
  aggregate?: string;
  /** It passes frames, to where `l2vpn` says. */
  isLayer2 = false;
  /** Of a module that is not there. */
  isPreconfigured = false;
  hasEncapsulation = false;
  /** It takes the frames of its port that have no tag. */
  isNative = false;
  /** A list of layer 2, or of layer 3 on a layer-2 interface. */
  frameFilters: CiscoLine[] = [];
}
