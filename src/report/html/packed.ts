/** The data of the HTML report as text of an element: JSON as it is, or packed where there is much of it. */
import { deflateSync, strToU8 } from "fflate";
import { visibleFormats } from "../../source/visible.js";
import type { PageData } from "./page-data.js";
import { shareValues } from "./shared-values.js";

/**
 * Numbers of shared values up to which the JSON stands as it is, some 3 MB, for whoever reads the file with something else than a
 * browser; the sample plant has a third of them.
 */
const PLAIN = 150_000;

/**
 * Of 10,000 rules on ten devices the JSON took 83 MB, which no mail server takes. Packed: what stands in many places is written
 * once, compressed (RFC 1951) and put into base64. By a library and not by Node's zlib, whose bytes differ from build to build, while
 * the same result has to give the same page (`zoneproof verify` compares it).
 * @param plain numbers of shared values that are not packed yet.
 * @returns text without `<`, and whether it is packed.
 */
export function packedData(data: PageData, plain = PLAIN): { text: string; isPacked: boolean } {
  const shared = shareValues(data);
  if (shared.nodes.length <= plain) return { text: jsonForScript(data), isPacked: false };
  const leaves = shared.leaves.map((leaf) => (typeof leaf === "string" ? visibleFormats(leaf) : leaf));
  const bytes = deflateSync(strToU8(JSON.stringify({ ...shared, leaves })));
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64"), isPacked: true };
}

/** JSON that cannot end its element or begin another: without `<`. Line separators are line ends to older scripts. */
function jsonForScript(value: unknown): string {
  return visibleFormats(JSON.stringify(value), "\\")
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
