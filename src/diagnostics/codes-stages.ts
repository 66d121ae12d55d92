/** Diagnostic codes of the stages: read, zones, resolve, analyse, judge. */
import type { CodeRow } from "./code-row.js";

export const STAGE_CODES = {
  "read/unreadable": { severity: "error", message: "this file cannot be read" },
  "read/empty": { severity: "error", message: "this file is empty" },
  "read/binary": { severity: "error", message: "this is not a text file" },
  "read/unknown-vendor": { severity: "error", message: "no known configuration format fits this file" },
  "read/too-large": { severity: "error", message: "this file is too large to be a configuration" },
  "read/no-configuration": { severity: "error", message: "no configuration in this folder" },
  "read/map-below": { severity: "warning", message: "this map is not used: it lies below the folder that was given" },
  "read/skipped": { severity: "note", message: "not a configuration, skipped" },
  "run/stale-baseline": {
    severity: "note",
    message: "nothing is found any more that this entry of the baseline is about",
  },
  "run/bug": { severity: "error", message: "zoneproof failed on this input, which is a bug of zoneproof" },
  "run/duplicate-device": { severity: "error", message: "two inputs have the same host name" },
  "run/device-not-given": { severity: "warning", message: "the configuration of this device was not given" },
  "run/rule-not-decided": { severity: "note", message: "whether this rule can ever match was not decided" },
  "run/unknown-interface": { severity: "error", message: "no given device has this interface" },
  "import/no-list": { severity: "error", message: "this is no list of zones, conduits or assets" },
  "import/unknown-column": { severity: "warning", message: "this column was not understood" },
  "import/bad-value": { severity: "warning", message: "this value was not understood" },
  "trace/bad-packet": { severity: "error", message: "this is no packet" },
  "trace/unknown-interface": { severity: "error", message: "no given device has this interface" },
} as const satisfies Record<string, CodeRow>;
