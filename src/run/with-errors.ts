/** Why a job cannot begin: what is missing, and the errors that took it away. */
import { placeText } from "../diagnostics/code-frame.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { visible } from "../source/visible.js";

/** The sentence, and below it each error with its place. */
export function withErrors(sentence: string, diagnostics: Diagnostics): string {
  const errors = diagnostics.all().filter(({ severity }) => severity === "error");
  return [sentence, ...errors.map(({ at, message }) => `${placeText(at)}: ${visible(message)}`)].join("\n  ");
}
