/** Random firewalls with the translations of releases up to 8.2. */
import { fc } from "../../../seeded.js";
import { DOORS, type Door, NETWORKS, type SiteShape, siteShape } from "./description.js";

/** `static (real,mapped) PUBLISHED HOST`. */
export interface OldStatic {
  readonly real: Door;
  readonly mapped: Door;
  readonly host: number;
  readonly published: number;
}

/** `nat (door) id NETWORK`: all of the network behind it, or the first 256 addresses; id 0 leaves them as they are. */
export interface OldLocal {
  readonly door: Door;
  readonly id: number;
  readonly wide: boolean;
}

/** `global (door) id ADDRESS`: one address, shared by ports. */
export interface OldPool {
  readonly door: Door;
  readonly id: number;
}

/** `nat (door) 0 access-list …`: from the network behind it to that behind another one. */
export interface OldExemption {
  readonly door: Door;
  readonly far: Door;
}

export interface OldSiteShape extends SiteShape {
  readonly statics: readonly OldStatic[];
  readonly locals: readonly OldLocal[];
  readonly pools: readonly OldPool[];
  readonly exemptions: readonly OldExemption[];
  readonly control: boolean;
}

/** What hosts of a pool come from. */
export function poolAddress({ door, id }: OldPool): number {
  return NETWORKS[door] + 0xff00 + id;
}

const door = fc.constantFrom(...DOORS);
const differ = ({ real, mapped }: { real: Door; mapped: Door }) => real !== mapped;

export const oldSiteShape: fc.Arbitrary<OldSiteShape> = fc
  .record({
    site: siteShape,
    statics: fc.uniqueArray(
      fc.record({ real: door, mapped: door, host: fc.constantFrom(0, 1, 5, 255), published: fc.nat(3) }).filter(differ),
      { maxLength: 3, selector: ({ mapped, published }) => `${mapped} ${published}` },
    ),
    locals: fc.uniqueArray(fc.record({ door, id: fc.nat(2), wide: fc.boolean() }), {
      maxLength: 3,
      selector: (one) => `${one.door} ${one.wide}`,
    }),
    pools: fc.uniqueArray(fc.record({ door, id: fc.integer({ min: 1, max: 2 }) }), {
      maxLength: 3,
      selector: (one) => `${one.door} ${one.id}`,
    }),
    exemptions: fc.uniqueArray(
      fc.record({ door, far: door }).filter((one) => one.door !== one.far),
      { maxLength: 2, selector: (one) => `${one.door} ${one.far}` },
    ),
    control: fc.boolean(),
  })
  .map(({ site, ...rest }) => ({
    ...site,
    mode: site.mode === "transparent" ? "routed" : site.mode,
    nat: [],
    hidden: undefined,
    global: -1,
    ...rest,
  }));
