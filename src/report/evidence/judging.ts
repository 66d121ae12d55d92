/** What judged an evidence pack, where that is not the shipped policies as they are: enough to judge once more by the same. */

import { z } from "zod";
import { firstIssue } from "../../diagnostics/first-issue.js";
import { type CatalogueEntry, SEVERITIES } from "../../judge/finding.js";
import type { Thresholds } from "../../judge/thresholds.js";
import type { CheckSettings } from "../../zones/map.js";

export const JUDGING = "judging.json";

/** What was chosen beside the shipped policies. */
export interface Judging {
  readonly profile?: string;
  readonly checks?: CheckSettings;
  readonly policies?: {
    readonly own?: OwnRecord;
    readonly data?: { readonly file: string; readonly values: unknown };
  };
}

/** Own policies as they were compiled. */
export interface OwnRecord {
  readonly label: string;
  readonly sha256: string;
  readonly seconds: number;
  readonly wasm: Uint8Array;
  readonly catalogue: readonly CatalogueEntry[];
  readonly thresholds: Thresholds;
}

const text = z.string();

const SHAPE = z.strictObject({
  profile: text.nullable(),
  checks: z
    .strictObject({
      profile: text.exactOptional(),
      disable: z.array(z.strictObject({ check: text, reason: text })),
      enable: z.array(text),
      severity: z.record(text, z.enum(SEVERITIES)),
    })
    .nullable(),
  thresholds: z.strictObject({ file: text, values: z.unknown() }).nullable(),
  own: z
    .strictObject({
      label: text,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      seconds: z.number().int().min(1).max(3600),
      // Of the program that made the pack: what is in the hash of the manifest is that program's.
      catalogue: z.array(z.custom<CatalogueEntry>((entry) => typeof entry === "object" && entry !== null)),
      thresholds: z.custom<Thresholds>((value) => typeof value === "object" && value !== null),
      wasm: z.base64(),
    })
    .nullable(),
});

/** As a file of the pack; `undefined`: the shipped policies judged as they are. */
export function judgingText({ profile, checks, policies }: Judging): string | undefined {
  if (profile === undefined && checks === undefined && policies === undefined) return undefined;
  const { own, data } = policies ?? {};
  const shape: z.infer<typeof SHAPE> = {
    profile: profile ?? null,
    checks: checks === undefined ? null : settingsShape(checks),
    thresholds: data ?? null,
    own:
      own === undefined
        ? null
        : {
            label: own.label,
            sha256: own.sha256,
            seconds: own.seconds,
            catalogue: [...own.catalogue],
            thresholds: own.thresholds,
            wasm: Buffer.from(own.wasm).toString("base64"),
          },
  };
  return `${JSON.stringify(shape, null, 2)}\n`;
}

/** In one order of keys, wherever they come from: who judges again has them from the pack. */
function settingsShape({ profile, disable, enable, severity }: CheckSettings) {
  return {
    ...(profile !== undefined && { profile }),
    disable: disable.map(({ check, reason }) => ({ check, reason })),
    enable: [...enable],
    severity,
  };
}

/** @returns why it is none, in words. */
export function readJudging(content: string): Judging | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { why: `${JUDGING} is no JSON` };
  }
  const read = SHAPE.safeParse(value);
  if (!read.success) return { why: `${JUDGING}: ${firstIssue(read.error)}` };
  const { profile, checks, thresholds, own } = read.data;
  const policies = {
    ...(own !== null && { own: { ...own, wasm: Buffer.from(own.wasm, "base64") } }),
    ...(thresholds !== null && { data: thresholds }),
  };
  return {
    ...(profile !== null && { profile }),
    ...(checks !== null && { checks }),
    ...((own !== null || thresholds !== null) && { policies }),
  };
}
