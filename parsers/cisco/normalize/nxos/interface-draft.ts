/** An interface of NX-OS while its statements are read. */
import { type Binding, InterfaceDraft } from "../interface-draft.js";

export class NxosDraft extends InterfaceDraft {
  /** Left out: nothing is written about it. */
  shutdown?: boolean;
  /** Lists that filter what comes in by a layer-2 port. */
  portBindings: Binding[] = [];
  /** The aggregate it is a member of. */
  aggregate?: string;
  override router = this.id.startsWith("mgmt") ? "management" : "default";
}
