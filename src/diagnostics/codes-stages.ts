/** Diagnostic codes of the stages: read, zones, resolve, analyse, judge. */
import type { CodeRow } from "./code-row.js";

export const STAGE_CODES = {
  "read/unreadable": { severity: "error", message: "this file cannot be read" },
  "read/empty": { severity: "error", message: "this file is empty" },
  "read/binary": { severity: "error", message: "this is not a text file" },
  "read/unknown-vendor": { severity: "error", message: "no known configuration format fits this file" },
  "read/skipped": { severity: "note", message: "not a configuration, skipped" },
} as const satisfies Record<string, CodeRow>;
