/** An interface of NX-OS while its statements are read. */
import { type Binding, type InterfaceDraft, newInterface } from "../interface-draft.js";

export interface NxosDraft extends InterfaceDraft {
  /** Left out: nothing is written about it. */
  shutdown?: boolean;
  /** Lists that filter what comes in by a layer-2 port. */
  portBindings: Binding[];
  /** The aggregate it is a member of. */
  aggregate?: string;
}

export function newNxosInterface(id: string): NxosDraft {
  return { ...newInterface(id), router: id.startsWith("mgmt") ? "management" : "default", portBindings: [] };
}
