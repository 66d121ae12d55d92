/** An interface of NX-OS while its statements are read. */
import type { CiscoLine } from "../../tree.js";
import { type Binding, InterfaceDraft } from "../interface-draft.js";
import type { Ranges } from "../vlans.js";

export class NxosDraft extends InterfaceDraft {
  /** Left out: nothing is written about it. */
  shutdown?: boolean;
  /** Lists that filter what comes in by a layer-2 port. */
  portBindings: Binding[] = [];
  /** Whether the profile that it takes statements of was read. */
  hasProfile = false;
  /** The VLANs that reach other sites by it (OTV). */
  extended?: Ranges;
  /** Stations log in before they may send (IEEE 802.1X). */
  asksLogins?: boolean;
  /** The aggregate it is a member of. */
  aggregate?: string;
  /** A port that holds no SVI up (`switchport autostate exclude`). */
  isLeftOut = false;
  /** Lists it had when a statement took its addresses away, and perhaps these with them. */
  loose?: { readonly bindings: readonly Binding[]; readonly line: CiscoLine };
  override router = this.id.startsWith("mgmt") ? "management" : "default";
}
