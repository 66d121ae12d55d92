/** Is a text a configuration of pfSense or OPNsense? */
import type { SourceFile } from "../../src/source/source-file.js";
import type { Detection } from "../vendor.js";

/** An echoed command or a comment may stand before the root element, a whole other document may not. */
const LOOK_AT = 65_536;

const ROOT = /<(pfsense|opnsense)(?=[\s/>])/i;

/**
 * The root element tells (reference/pfsense.md 1 and B1): `<pfsense>` or `<opnsense>`. Sure when nothing but an XML
 * declaration and comments stand before it.
 */
export function detect(file: SourceFile): Detection | undefined {
  const start = file.text.slice(0, LOOK_AT);
  const found = ROOT.exec(start);
  const name = found?.[1]?.toLowerCase();
  if (!found || name === undefined) return undefined;
  const before = start.slice(0, found.index).replace(/<!--[\s\S]*?-->/g, "");
  const alone = /^\s*(?:<\?[^>]*\?>\s*)*(?:<!DOCTYPE[\s\S]*>\s*)?$/i.test(before);
  const line = start.slice(0, found.index).split(/\r\n|\n|\r/).length;
  return { platform: name, confidence: alone ? 1 : 0.9, reasons: [`line ${line} opens the element <${name}>`] };
}
