/** pfSense and OPNsense. */
import type { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { LineAccount } from "../../src/source/line-account.js";
import type { SourceFile } from "../../src/source/source-file.js";
import { splitLines } from "../../src/source/source-file.js";
import type { Detection, ParsedFile, ParseOptions, Vendor } from "../vendor.js";
import { understand } from "./account.js";
import { detect } from "./detect.js";
import { normalize } from "./normalize/normalize.js";
import { parseDocument } from "./parse.js";
import { rewritePfsense } from "./rewrite.js";
import { OPNSENSE_STATEMENTS } from "./statements/opnsense.js";
import { PFSENSE_STATEMENTS } from "./statements/pfsense.js";

export const PFSENSE: Vendor = {
  id: "pfsense",
  name: "pfSense and OPNsense",
  detect,
  parse,
  rewrite: rewritePfsense,
};

function parse(
  file: SourceFile,
  detection: Detection,
  diagnostics: Diagnostics,
  { asOfMinutes }: ParseOptions = {},
): ParsedFile {
  const document = parseDocument(file, diagnostics);
  if (document === undefined) return { devices: [], account: new LineAccount(splitLines(file.text).length) };
  const platform = detection.platform === "opnsense" ? "opnsense" : "pfsense";
  const statements = platform === "opnsense" ? OPNSENSE_STATEMENTS : PFSENSE_STATEMENTS;
  const understanding = understand(file, document, statements, diagnostics);
  const device = normalize({ file, document, platform, understanding, diagnostics, asOfMinutes });
  return { devices: [device], account: understanding.account };
}
