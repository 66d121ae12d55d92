/** The files of an evidence pack as they lie in a folder: every one, hidden ones and links too, and folders without a file. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { shownPath } from "./read-file.js";

export interface PackFolder {
  /** Bytes by path in the folder, `/` between its parts. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /**
   * What is neither a file nor a folder: a link may lead anywhere, so nothing behind it is read. And folders with nothing in
   * them, with a `/` at the end: no pack has one.
   */
  readonly others: readonly string[];
}

/** @throws Error of the file system, ENOENT and ENOTDIR among them. */
export async function readPackFolder(folder: string): Promise<PackFolder> {
  const files = new Map<string, Uint8Array>();
  const others: string[] = [];
  const open = [""];
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    if (entries.length === 0 && below !== "") others.push(`${shownPath(below)}/`);
    for (const entry of entries) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile()) files.set(shownPath(path), await readFile(join(folder, path)));
      else others.push(shownPath(path));
    }
  }
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), others: others.sort() };
}
