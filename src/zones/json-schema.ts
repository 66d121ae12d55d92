/** The JSON Schema of zones.yaml, generated from what validates it, for editors. */
import { z } from "zod";
import { ZONES_DOCUMENT } from "./schema.js";

/** Draft 2020-12. Shipped as `schemas/zones.schema.json`. */
export function zonesJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(ZONES_DOCUMENT, { io: "input", target: "draft-2020-12" });
  return { title: "zones.yaml of zoneproof", ...schema };
}
