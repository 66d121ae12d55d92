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
