/** An evidence pack against its manifest: which file is not what it was, and where two texts part. */
import { type EvidenceStatement, sha256Of } from "./manifest.js";
import { ENVELOPE, MANIFEST } from "./pack.js";

export interface PackDifference {
  readonly file: string;
  readonly kind: "changed" | "missing" | "added";
  /** What is known beyond that, in words. */
  readonly detail?: string;
}

/** Every file of the folder that is not one of the manifest, and the other way round; sorted by path. */
export function againstManifest(
  { subject }: EvidenceStatement,
  files: ReadonlyMap<string, Uint8Array>,
  others: readonly string[] = [],
): PackDifference[] {
  const wanted = new Map(subject.map(({ name, digest }) => [name, digest.sha256]));
  const differences = [...wanted].flatMap(([file, sha256]): PackDifference[] => {
    const bytes = files.get(file);
    if (bytes === undefined) return [{ file, kind: "missing" }];
    const found = sha256Of(bytes);
    return found === sha256 ? [] : [{ file, kind: "changed", detail: `SHA-256 ${found}, the manifest has ${sha256}` }];
  });
  const added = [...files.keys(), ...others].filter(
    (file) => !wanted.has(file) && file !== MANIFEST && file !== ENVELOPE,
  );
  return [...differences, ...added.map((file): PackDifference => ({ file, kind: "added" }))].sort((a, b) =>
    a.file < b.file ? -1 : 1,
  );
}

/** Files of the folder that are not what the same run gives now; each with the first byte that differs. */
export function againstRun(
  made: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, Uint8Array>,
): PackDifference[] {
  return [...made].flatMap(([file, text]): PackDifference[] => {
    const held = files.get(file);
    const wanted = Buffer.from(text);
    if (held === undefined) return [{ file, kind: "missing" }];
    if (wanted.equals(held)) return [];
    return [
      { file, kind: "changed", detail: `from ${placeOfFirst(wanted, held)} on, the originals give other results` },
    ];
  });
}

/** The first byte in which two texts differ, by line and byte of the line, from 1. */
function placeOfFirst(wanted: Buffer, held: Uint8Array): string {
  const end = Math.min(wanted.length, held.length);
  let at = 0;
  while (at < end && wanted[at] === held[at]) at++;
  const before = held.subarray(0, at);
  const line = before.reduce((count, byte) => count + (byte === NEWLINE ? 1 : 0), 1);
  return `line ${line}, byte ${at - before.lastIndexOf(NEWLINE)}`;
}

const NEWLINE = 0x0a;
