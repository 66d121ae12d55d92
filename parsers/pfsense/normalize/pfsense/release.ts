/** Which release of pfSense wrote a configuration: what differs is known of some only. */
import { textOf } from "../../tree.js";
import type { Context } from "../context.js";

/** A schema of version 24 or later: what reference/pfsense.md 3 says of the newest generator holds. A file without one may be of any release. */
export function isRecent({ root }: Context): boolean {
  return Number.parseFloat(textOf(root, "version")) >= 24;
}

/** A schema before version 24. */
export function isEarlier({ root }: Context): boolean {
  return Number.parseFloat(textOf(root, "version")) < 24;
}

/** 2.7 or later: the reference was read in its generator. */
export function isSince27({ root }: Context): boolean {
  return Number.parseFloat(textOf(root, "version")) >= 22.9;
}
