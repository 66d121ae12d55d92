/** What is said of a bug: one line, where it happened, how to report it; never a stack. */
import type { DiagnosticDetails } from "../diagnostics/diagnostic.js";

/** Anything thrown that is no UsageError, in words. Its message may quote a configuration, hence it is not shown. */
export function bugMessage(error: unknown): Required<Pick<DiagnosticDetails, "message" | "help">> {
  return {
    message: `a bug of zoneproof: ${kindOf(error)}${placeOf(error)}`,
    help: "report it with this line and, if you may, the input that shows it; other inputs keep their results",
  };
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** The first place of ours on the stack: ` in src/judge/judge.js:55`, or in the joined program ` in judge (run-command.cjs:9120)`. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const place = /((?:src|parsers)\/[\w./-]+\.[jt]s:\d+)/.exec(stack)?.[1];
  if (place !== undefined) return ` in ${place}`;
  const [, name, line] = /at (?:new |async )?([\w$.]+) \([^()]*(run-command\.cjs:\d+)/.exec(stack) ?? [];
  return name === undefined || line === undefined ? "" : ` in ${name} (${line})`;
}
