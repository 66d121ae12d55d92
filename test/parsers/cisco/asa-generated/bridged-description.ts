/** Random firewalls that route a bridge group by its BVI (from release 9.7 on): the door `inside` is the BVI. */
import { fc } from "../../../seeded.js";
import { chosen, type SiteShape, siteShape } from "./description.js";

export const PORTS = ["cell-1", "cell-2"] as const;
export type Port = (typeof PORTS)[number];

export interface BridgedShape {
  /** Of the door `inside`, level and lists are those of the BVI. */
  readonly site: SiteShape;
  readonly levels: readonly number[];
  /** Index of a list of the site by port; -1: none. */
  readonly in: readonly number[];
  readonly out: readonly number[];
}

export const bridgedShape: fc.Arbitrary<BridgedShape> = fc.record({
  site: siteShape.map((site): SiteShape => ({ ...site, mode: "routed", nat: [], hidden: undefined })),
  levels: fc.array(fc.constantFrom(0, 50, 100), { minLength: 2, maxLength: 2 }),
  in: chosen,
  out: chosen,
});
