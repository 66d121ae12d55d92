/** What a record of reading says of files beside those that were read, against the files that lie with the originals. */
import type { PackDifference } from "../../report/evidence/compare.js";
import type { EvidenceStatement, ReadRecord } from "../../report/evidence/manifest.js";
import { MANIFEST } from "../../report/evidence/pack.js";
import type { SourceFile } from "../../source/source-file.js";
import { detectVendor } from "../parse-input.js";

/** A replay takes a record at its word; a file that is recorded as no text and can be read as one was left out of the run. */
export function falselyLeftOut(
  { skipped, failed }: ReadRecord,
  texts: ReadonlyMap<string, SourceFile>,
): PackDifference[] {
  return [...skipped, ...failed].flatMap(({ name, digest }): PackDifference[] => {
    if (digest.sha256 === undefined || !texts.has(digest.sha256)) return [];
    return [{ file: MANIFEST, kind: "changed", detail: `${name} is recorded as no text, and the original is one` }];
  });
}

/** Configurations that lie with the originals, and that the run of the pack did not read: sorted paths. */
export async function unreadConfigurations(
  { subject, predicate: { read } }: EvidenceStatement,
  texts: ReadonlyMap<string, SourceFile>,
): Promise<string[]> {
  const known = new Set([...read.files, ...subject].map(({ digest }) => digest.sha256));
  const others = [...texts.values()].filter(({ sha256 }) => !known.has(sha256));
  const found = await Promise.all(
    others.map(async (file) => ((await detectVendor(file)) === undefined ? [] : [file.path])),
  );
  return found.flat().sort();
}
