/** Diagnostic codes of `parsers/fortigate`. */
import type { CodeRow } from "./code-row.js";

export const FORTIGATE_CODES = {
  "fortigate/unknown-statement": { severity: "warning", message: "this statement is not known" },
} as const satisfies Record<string, CodeRow>;
