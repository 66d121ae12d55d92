/** The files below a folder. */
import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { reason } from "./read-file.js";

export interface FolderListing {
  /** Paths that begin with the folder as it was given, sorted; links followed, each file and folder once. */
  readonly files: readonly string[];
  /** The folder itself and every one below it that was looked into. */
  readonly folders: readonly string[];
  /** Hidden folders, packages of other tools, and what is no file (pipes, sockets): not looked into. */
  readonly skipped: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
}

const NOT_LOOKED_INTO = /^(?:\..+|node_modules|__MACOSX)$/;

/** Lists a folder with all below it. A link counts only where nothing else leads to the file; those in circles end. */
export function listFolder(folder: string): FolderListing {
  const listing = { files: [] as string[], folders: [] as string[], skipped: [] as string[] };
  const unreadable: { path: string; why: string }[] = [];
  const seen = new Set<string>();
  const open = [folder];
  const links: string[] = [];
  for (let path = open.pop(); path !== undefined; path = open.pop() ?? links.shift()) {
    try {
      const real = realpathSync.native(path);
      if (seen.has(real)) continue;
      seen.add(real);
      const found = statSync(path);
      if (found.isFile()) listing.files.push(path);
      else if (!found.isDirectory()) listing.skipped.push(path);
      if (!found.isDirectory()) continue;
      listing.folders.push(path);
      const entries = readdirSync(path, { withFileTypes: true });
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const below = join(path, entry.name);
        if (NOT_LOOKED_INTO.test(entry.name)) listing.skipped.push(below);
        else (entry.isSymbolicLink() ? links : open).push(below);
      }
    } catch (error) {
      unreadable.push({ path, why: reason(error) });
    }
  }
  return { files: listing.files.sort(), folders: listing.folders, skipped: listing.skipped.sort(), unreadable };
}
