/** Hosts that are known by other addresses than their own. */

/** Addresses of IPv4 hosts, both ends inclusive, and those that they are known by, one each; `to` left out: any. */
export interface Renaming {
  readonly from: readonly [number, number];
  readonly to?: readonly [number, number];
}
