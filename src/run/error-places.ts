/** Why a job cannot begin: the errors that took away what it needs. */
import { placeText } from "../diagnostics/code-frame.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";

/** Each error with its place, a line each. */
export function errorPlaces(diagnostics: Diagnostics): string[] {
  const errors = diagnostics.all().filter(({ severity }) => severity === "error");
  return errors.map(({ at, message }) => `${placeText(at)}: ${message}`);
}
