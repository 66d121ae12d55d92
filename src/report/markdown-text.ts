/** Text of inputs in Markdown: it can become neither markup nor a mention, a link or a command of whoever shows it. */
import { visible } from "../source/visible.js";

/** Text in a line or a cell of a table: everything that means something in GitHub's or GitLab's Markdown is written as a character reference. */
export function markdownText(text: string): string {
  return visible(text).replace(/[&<>"'`*_{}[\]()#+!|~@\\$%^=:/]/g, (sign) =>
    PLAIN.has(sign) ? sign : `&#${sign.charCodeAt(0)};`,
  );
}

/** Signs that mean something only beside others: they stay readable where those do not stand. */
const PLAIN: ReadonlySet<string> = new Set(["(", ")", "+", "=", "%", "'", '"', ".", "/", ":"]);

/** Code in a line: no reference is read there, so backticks become the only sign that has to go. */
export function markdownCode(text: string): string {
  return `\`${visible(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** A block of lines, fenced by more backticks than stand in any of them. */
export function markdownBlock(lines: readonly string[], language = ""): string[] {
  const longest = Math.max(
    2,
    ...lines.map((line) => Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))),
  );
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines.map((line) => visible(line)), fence];
}

/** Lines that are folded until somebody wants them. @param summary plain text. */
export function markdownFold(summary: string, lines: readonly string[]): string[] {
  return ["<details>", `<summary>${markdownText(summary)}</summary>`, "", ...lines, "", "</details>", ""];
}
