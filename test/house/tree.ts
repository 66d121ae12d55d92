/** The files of the project, for the tests that look at the house itself. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Paths below a folder of the project, from the project's root, `/` between their parts, sorted. */
export function listFiles(folder: string, ending = ""): string[] {
  return readdirSync(ROOT + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(ROOT.length).replaceAll("\\", "/"))
    .map((path) => path.replace(/^\/+/, ""))
    .sort();
}

/** Names of the folders in a folder of the project. */
export function listFolders(folder: string): string[] {
  return readdirSync(ROOT + folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function readText(path: string): string {
  return readFileSync(ROOT + path, "utf8");
}
