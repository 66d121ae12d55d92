/** Diagnostic codes of `parsers/fortigate`. */
import type { CodeRow } from "./code-row.js";

export const FORTIGATE_CODES = {
  "fortigate/unknown-statement": { severity: "warning", message: "this statement is not known" },
  "fortigate/unknown-section": { severity: "warning", message: "this section is not known" },
  "fortigate/too-deep": { severity: "error", message: "nested deeper than any table" },
  "fortigate/unbalanced-quote": { severity: "warning", message: "this quote is not closed" },
  "fortigate/unbalanced-end": { severity: "warning", message: "there is nothing to close here" },
  "fortigate/missing-end": { severity: "warning", message: "a section begins inside another: an end is missing above" },
  "fortigate/missing-next": { severity: "warning", message: "a row begins inside another: a next is missing above" },
  "fortigate/truncated": { severity: "error", message: "the file ends in the middle of a section" },
  "fortigate/second-configuration": { severity: "error", message: "a second configuration stands in this file" },
  "fortigate/part-of-table": { severity: "warning", message: "this shows only some rows of a table" },
  "fortigate/no-configuration": { severity: "error", message: "no FortiOS section was found in this file" },
  "fortigate/routing-table": { severity: "warning", message: "this routing table is not used" },
  "fortigate/unknown-version": { severity: "note", message: "the file does not tell its FortiOS version" },
  "fortigate/no-policies": { severity: "warning", message: "a part of a configuration, without firewall policies" },
  "fortigate/bad-address": { severity: "warning", message: "this is not an address" },
  "fortigate/bad-value": { severity: "warning", message: "this value cannot be read" },
  "fortigate/unknown-value": { severity: "warning", message: "this value is not known" },
  "fortigate/undefined-reference": { severity: "warning", message: "no object of this name is in the file" },
  "fortigate/predefined-object": { severity: "note", message: "not in the file: the factory definition is assumed" },
  "fortigate/undefined-interface": { severity: "warning", message: "no interface or zone of this name is in the file" },
  "fortigate/group-cycle": { severity: "warning", message: "this group contains itself" },
  "fortigate/incomplete-policy": { severity: "warning", message: "this policy lacks a key that every policy has" },
  "fortigate/intrazone-order": {
    severity: "note",
    message:
      "this denial is taken to hold inside a zone with intrazone allow as well, which the vendor tells both ways",
  },
  "fortigate/list-with-all": { severity: "warning", message: "the device takes no other entries beside this one" },
  "fortigate/unused-member": { severity: "warning", message: "these members do nothing while exclude is not enabled" },
} as const satisfies Record<string, CodeRow>;
