/** Diagnostics on standard error: one line each, what was expected and what to do below. */
import { placeText } from "../diagnostics/code-frame.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type UsageError, usageLines } from "../diagnostics/usage-error.js";
import { visible } from "../source/visible.js";

/** The same mistake on each line of a long file tells nothing after this many. */
const MOST = 100;

export function printProblems(diagnostics: readonly Diagnostic[]): void {
  for (const { at, severity, code, message, expected, help, related = [] } of diagnostics.slice(0, MOST)) {
    const below = [
      ...related.map((other) => `${placeText(other.at)}: ${other.message}`),
      ...(expected === undefined ? [] : [`expected: ${expected}`]),
      ...(help === undefined ? [] : [help]),
    ];
    const lines = [
      `${placeText(at)}: ${severity}: ${visible(message)} (${code})`,
      ...below.map((line) => `  ${visible(line)}`),
    ];
    process.stderr.write(`${lines.join("\n")}\n`);
  }
  if (diagnostics.length > MOST) process.stderr.write(`and ${diagnostics.length - MOST} more like these\n`);
}

/** What cannot be done as asked, and what to do about it. */
export function printUsage(error: UsageError): void {
  for (const line of usageLines(error)) process.stderr.write(`${visible(line)}\n`);
}
