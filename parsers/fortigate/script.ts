/** Scripts of FortiOS as text. */

/** Settings under the statements they belong to, and what closes these. @param path `config firewall policy`, `edit 12`. */
export function scriptOf(path: readonly string[], settings: readonly string[]): string[] {
  const opened = path.map((statement, depth) => indented(statement, depth));
  const closed = path.map((statement, depth) => indented(closing(path, depth, statement), depth)).reverse();
  return [
    ...opened,
    ...settings.map((line) => indented(line, path.length)),
    ...closed.filter((line) => line.trim() !== ""),
  ];
}

/** A row of VDOMs ends with its table, as backups write it; every other row by itself. */
function closing(path: readonly string[], depth: number, statement: string): string {
  if (!statement.startsWith("edit ")) return "end";
  return path[depth - 1] === "config vdom" ? "" : "next";
}

function indented(line: string, depth: number): string {
  return "    ".repeat(depth) + line;
}

/** A word as it is written: bare where that is unmistakable, else in quotes (reference/fortios.md 1.3). */
export function quoted(word: string): string {
  return /^[\w.:-]+$/.test(word) ? word : `"${word.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
}
