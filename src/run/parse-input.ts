/** One input through detection and its vendor's parser. */

import type { Detection, ParseOptions, Vendor } from "../../parsers/vendor.js";
import { VENDORS } from "../../parsers/vendors.js";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Device } from "../model/device.js";
import type { LineCounts } from "../source/line-account.js";
import { rangeOnLine } from "../source/range.js";
import type { SourceFile } from "../source/source-file.js";
import { bugMessage } from "./bug.js";
import type { LookedOnAt } from "./onlooker.js";

/** What became of one input. `unknown`: no vendor takes it; nothing is reported yet. `failed`: reported. */
export type ParseOutcome =
  | { readonly kind: "unknown" }
  | { readonly kind: "failed"; readonly vendor: string; readonly platform: string }
  | {
      readonly kind: "parsed";
      readonly vendor: string;
      readonly platform: string;
      readonly devices: readonly Device[];
      readonly counts: LineCounts;
    };

/**
 * Parses a text with the vendor that is surest of it. Never throws: a bug in a parser becomes a diagnostic at the input,
 * so that the other inputs keep their results (style 5).
 */
export async function parseInput(
  file: SourceFile,
  diagnostics: Diagnostics,
  options: ParseOptions & LookedOnAt = {},
): Promise<ParseOutcome> {
  const found = await detectVendor(file);
  if (found === undefined) return { kind: "unknown" };
  const { vendor, detection } = found;
  options.onlooker?.decided(() => [readAsText(file, vendor, detection)]);
  const about = { vendor: vendor.id, platform: detection.platform };
  const own = new Diagnostics();
  try {
    const { devices, account } = vendor.parse(file, detection, own, options);
    diagnostics.addAll(own.all());
    if (devices.length === 0) return { kind: "failed", ...about };
    return { kind: "parsed", ...about, devices, counts: account.counts() };
  } catch (error) {
    diagnostics.add("run/bug", rangeOnLine(file.path, 1, 1, 1), bugMessage(error));
    return { kind: "failed", ...about };
  }
}

function readAsText(file: SourceFile, vendor: Vendor, { platform, confidence, reasons }: Detection): string {
  const sure = confidence >= 1 ? "" : ` (${Math.round(confidence * 100)} % sure)`;
  return `${file.path}: ${file.encoding}, read as ${vendor.id} ${platform}${sure}: ${reasons.join(", ")}`;
}

/** The vendor with the highest confidence; the first of equals. Asks no further once one is certain. */
export async function detectVendor(file: SourceFile): Promise<{ vendor: Vendor; detection: Detection } | undefined> {
  let best: { vendor: Vendor; detection: Detection } | undefined;
  for (const load of VENDORS) {
    const vendor = await load();
    const detection = vendor.detect(file);
    if (detection === undefined || detection.confidence <= (best?.detection.confidence ?? 0)) continue;
    best = { vendor, detection };
    if (detection.confidence >= 1) break;
  }
  return best;
}

/** What a user can do about a file that no vendor takes. */
export async function describeVendors(): Promise<string> {
  const vendors = await Promise.all(VENDORS.map((load) => load()));
  return `a configuration export of ${vendors.map(({ name }) => name).join(", ")}`;
}
