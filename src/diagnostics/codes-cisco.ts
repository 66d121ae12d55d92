/** Diagnostic codes of `parsers/cisco`. */
import type { CodeRow } from "./code-row.js";

export const CISCO_CODES = {
  "cisco/unknown-statement": { severity: "warning", message: "this statement is not known" },
} as const satisfies Record<string, CodeRow>;
