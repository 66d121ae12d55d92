/** Paths with wildcards, for shells that leave them to the program: those of Windows, and every shell where they are quoted. */
import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { UsageError } from "../diagnostics/usage-error.js";
import { shownPath } from "./read-file.js";

const WILDCARD = /[*?[{]/;

/**
 * Every path as it was given, and in the place of a pattern what it fits, sorted. What is there under the very name is no
 * pattern, whatever is in it. Between parts of a pattern stands `/` or `\`; `**` is any number of folders, which gives files alone.
 * @throws UsageError for a pattern that fits nothing: a check of nothing would say that all is well.
 */
export async function expandPatterns(paths: readonly string[]): Promise<string[]> {
  const expanded: string[] = [];
  for (const path of paths) expanded.push(...(isPattern(path) ? await expand(path) : [path]));
  return expanded;
}

/** Whether a path is one that fits others. */
export function isPattern(path: string): boolean {
  return path !== "-" && WILDCARD.test(path) && !existsSync(path);
}

async function expand(pattern: string): Promise<string[]> {
  const parts = shownPath(pattern).split("/");
  const first = parts.findIndex((part) => WILDCARD.test(part));
  const folder = parts.slice(0, first).join("/");
  const base = folder === "" && first > 0 ? "/" : folder;
  // Loaded only where there is a pattern.
  const { glob } = await import("tinyglobby");
  const found = await glob(parts.slice(first).join("/"), {
    cwd: base === "" ? "." : base,
    onlyFiles: parts.includes("**"),
    expandDirectories: false,
    caseSensitiveMatch: sep !== "\\",
    ignore: ["**/node_modules/**"],
  });
  if (found.length > 0) return found.sort().map((path) => join(base, path.replace(/\/$/, "")));
  const help = existsSync(base === "" ? "." : base)
    ? "name files, or a folder: all below it is read"
    : `there is no folder ${base}`;
  throw new UsageError(`nothing fits the pattern ${pattern}`, help);
}
