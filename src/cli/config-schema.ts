/** The shape of zoneproof.config.yaml: the one source of its validation and its JSON Schema. */
import { z } from "zod";
import { PROFILES } from "../judge/profile.js";
import { DIFF_FORMATS } from "../report/diff/formats.js";
import { FORMATS } from "../report/formats.js";
import { DIFF_FAIL_ON } from "../run/diff/gate.js";
import { FAIL_ON } from "../run/exit-code.js";
import { CHECK_SETTINGS, oneOf, text } from "../zones/schema.js";
import { MOST_SECONDS, MOST_WORKERS } from "./option-limits.js";

/** Keys whose values are paths, from the folder of the file. */
export const CONFIG_PATHS = ["zones", "policy", "policyData", "cache", "baseline", "history"] as const;

const A_PATH = "a path from the folder of this file, such as plant/zones.yaml";
const A_COUNT = `a number from 0 to ${MOST_WORKERS}`;
const SECONDS = `a number from 1 to ${MOST_SECONDS}`;
const path = (what: string) => text(A_PATH).exactOptional().describe(`${what}; a path from the folder of this file`);
const oneById = (rows: readonly { readonly id: string }[]) => {
  const [first = "", ...others] = rows.map(({ id }) => id);
  return oneOf([first, ...others]);
};

/** Left out: as the options are by themselves. */
export const CONFIG_DOCUMENT = z
  .strictObject(
    {
      $schema: z.string({ error: "the path of a JSON Schema" }).exactOptional().describe("For editors"),
      zones: path("The map of zones and conduits, as --zones"),
      profile: oneById(PROFILES).exactOptional().describe("Which checks are asked, where the map does not say"),
      policy: path("Own checks, as --policy"),
      policyData: path("Thresholds of checks, as --policy-data"),
      policySeconds: z
        .int({ error: SECONDS })
        .min(1, SECONDS)
        .max(MOST_SECONDS, SECONDS)
        .exactOptional()
        .describe("How long own checks may take for one pair of zones or device"),
      format: oneById(FORMATS).exactOptional().describe("How check reports"),
      failOn: oneOf(FAIL_ON).exactOptional().describe("From which severity check exits with 1"),
      cache: path("Folder with results of zone pairs, of check"),
      baseline: path("What was found before and does not count, of check"),
      history: path("Folder with records of runs, of check and report"),
      workers: z
        .int({ error: A_COUNT })
        .min(0, A_COUNT)
        .max(MOST_WORKERS, A_COUNT)
        .exactOptional()
        .describe("Threads that help check"),
      diff: z
        .strictObject({
          format: oneById(DIFF_FORMATS).exactOptional().describe("How diff reports"),
          failOn: oneOf(DIFF_FAIL_ON).exactOptional().describe("On what diff exits with 1"),
        })
        .exactOptional(),
      checks: CHECK_SETTINGS.omit({ profile: true })
        .exactOptional()
        .describe("What of the checks is not as they are by themselves, where the map does not say"),
    },
    { error: "keys with values, such as zones: zones.yaml" },
  )
  .describe("What options of zoneproof are where its command line does not say");

export type ConfigDocument = z.output<typeof CONFIG_DOCUMENT>;

/** Draft 2020-12. Shipped as `schemas/config.schema.json`. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(CONFIG_DOCUMENT, { io: "input", target: "draft-2020-12" });
  return { title: "zoneproof.config.yaml of zoneproof", ...schema };
}
