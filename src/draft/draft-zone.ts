/** A zone as it is drafted: what zones.yaml will say of it, and what a person has to look at. */
import type { ZoneKind } from "../zones/map.js";
import type { Place } from "./places.js";

/** Why something was drafted so. `isOpen`: nobody wrote it, a person has to decide. */
export interface Remark {
  readonly text: string;
  readonly isOpen: boolean;
}

export interface DraftZone {
  readonly id: string;
  /** For people; left out where nobody gave it a name. */
  readonly name?: string;
  readonly kind: ZoneKind;
  readonly level?: string;
  readonly slTarget?: number;
  /** Texts of prefixes. */
  readonly networks: readonly string[];
  /** `DEVICE/INTERFACE`, where networks do not tell. */
  readonly interfaces: readonly string[];
  /** Where it was found: `core-1 Vlan30`. */
  readonly seenAt: string;
  readonly nameRemark?: Remark;
  readonly kindRemark: Remark;
  /** What may belong together or apart. */
  readonly mergeRemark?: Remark;
  readonly places: readonly Place[];
}
