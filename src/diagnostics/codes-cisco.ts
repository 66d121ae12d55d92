/** Diagnostic codes of `parsers/cisco`. */
import type { CodeRow } from "./code-row.js";

export const CISCO_CODES = {
  "cisco/unknown-statement": { severity: "warning", message: "this statement is not known" },
  "cisco/parted-line": { severity: "warning", message: "the line that opens the block of this one seems to be lost" },
  "cisco/platform-not-read": { severity: "error", message: "the configuration of this platform is not read yet" },
  "cisco/truncated": { severity: "error", message: "the export ends before its end" },
  "cisco/second-configuration": { severity: "error", message: "a second configuration stands in this file" },
  "cisco/routing-table": { severity: "warning", message: "this routing table is not used" },
  "cisco/undefined-policy": { severity: "warning", message: "the policy that is named here is not defined" },
  "cisco/undefined-list": { severity: "warning", message: "the access list that is named here is not defined" },
  "cisco/empty-list": { severity: "warning", message: "the access list that is named here has no entries" },
  "cisco/inactive-list": { severity: "warning", message: "the access list that is named here has no effect" },
  "cisco/undefined-group": { severity: "warning", message: "the object group that is named here is not defined" },
  "cisco/group-cycle": { severity: "warning", message: "this object group contains itself" },
  "cisco/duplicate-sequence": { severity: "warning", message: "the number of this entry is taken" },
  "cisco/repeated-entry": { severity: "note", message: "the list has this entry already: it changes nothing" },
  "cisco/open-place": { severity: "warning", message: "a place of a template is not filled in" },
  "cisco/reversed-range": { severity: "warning", message: "this range of ports ends before it starts" },
  "cisco/netmask-as-wildcard": { severity: "warning", message: "this wildcard looks like a netmask" },
} as const satisfies Record<string, CodeRow>;
