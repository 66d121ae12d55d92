/** What all statements of a configuration say, and nothing else of it. */
import type { TextPiece } from "../../../src/source/mentions.js";
import type { CiscoLine } from "../tree.js";

const [LINE_END, BLANK] = [10, 32];

/**
 * Statements in parts of the file that end where one of them does: lines that stand there as they are, with nothing between
 * them. What the file has otherwise is a part of its own, in the words of the statement.
 * @param file what `start` of lines counts in.
 */
export function statementText(roots: readonly CiscoLine[], file: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  let to = 0;
  const close = () => {
    if (from < to) pieces.push({ text: file, from, to });
  };
  const add = ({ text, start = -1, children }: CiscoLine): void => {
    if (start < 0) pieces.push({ text, from: 0, to: text.length });
    else {
      if (start < to || !isBlank(file, to, start)) {
        close();
        from = start;
      }
      to = start + text.length;
    }
    for (const child of children) add(child);
  };
  for (const root of roots) add(root);
  close();
  return pieces;
}

function isBlank(file: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = file.charCodeAt(at);
    if (code !== LINE_END && code !== BLANK) return false;
  }
  return true;
}
