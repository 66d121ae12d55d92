/** Diagnostic codes of `parsers/pfsense`. */
import type { CodeRow } from "./code-row.js";

export const PFSENSE_CODES = {
  "pfsense/unknown-statement": { severity: "warning", message: "this statement is not known" },
} as const satisfies Record<string, CodeRow>;
