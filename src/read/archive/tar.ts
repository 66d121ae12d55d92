/** Entries of a tar archive. */
import { unpackTar } from "modern-tar";
import { ArchiveProblem, type Budget } from "./budget.js";
import type { RawEntry } from "./entry.js";

const KINDS: Readonly<Record<string, RawEntry["kind"]>> = {
  file: "file",
  directory: "folder",
  symlink: "link",
  link: "link",
};

/** @throws ArchiveProblem, or an error of the library, for an archive that is none: a header whose check sum is wrong, an end too early. */
export async function listTar(bytes: Uint8Array, budget: Budget): Promise<RawEntry[]> {
  refuseParts(bytes);
  const entries = await unpackTar(bytes, { strict: true });
  return entries.map(({ header, data = new Uint8Array() }): RawEntry => {
    budget.takeEntry();
    const isSparse = Object.keys(header.pax ?? {}).some((key) => key.startsWith("GNU.sparse"));
    return {
      name: header.name,
      kind: KINDS[header.type ?? "file"] ?? "other",
      ...(header.linkname !== undefined && { target: header.linkname }),
      read: async () => {
        if (isSparse) throw new ArchiveProblem("it is stored with holes: unpack it, and name what came out");
        budget.takeBytes(data.length);
        return data;
      },
    };
  });
}

const BLOCK = 512;
/** Where a header has its kind, and what tells a header of POSIX and GNU (POSIX.1-1988 ustar; GNU tar manual, basic format). */
const [KIND_AT, MAGIC_AT, MAGIC] = [156, 257, "ustar"];
/** `M`: a file goes on from another volume; `S`: it is stored with holes, in the old way of GNU. */
const PARTS: ReadonlySet<string> = new Set(["M", "S"]);

/**
 * The library hands these on as whole files: a part of a configuration would be judged as all of it.
 * @throws ArchiveProblem wherever a block looks like a header of one, be it within a file: unpacking tells.
 */
function refuseParts(bytes: Uint8Array): void {
  const text = (from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));
  for (let block = 0; block + BLOCK <= bytes.length; block += BLOCK) {
    if (!PARTS.has(text(block + KIND_AT, 1)) || text(block + MAGIC_AT, MAGIC.length) !== MAGIC) continue;
    throw new ArchiveProblem("it holds a part of a file, or one stored with holes: unpack it, and name what came out");
  }
}
