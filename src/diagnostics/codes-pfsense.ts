/** Diagnostic codes of `parsers/pfsense`. */
import type { CodeRow } from "./code-row.js";

export const PFSENSE_CODES = {
  "pfsense/unknown-statement": { severity: "warning", message: "this statement is not known" },
  "pfsense/padded-value": { severity: "warning", message: "blanks stand around this value" },
  "pfsense/no-root": { severity: "error", message: "no <pfsense> or <opnsense> element was found" },
  "pfsense/own-entities": { severity: "error", message: "the file declares entities of its own and is not read" },
  "pfsense/too-deep": { severity: "error", message: "elements are nested too deep, the file is not read" },
  "pfsense/malformed": { severity: "error", message: "this is not well-formed XML" },
  "pfsense/truncated": { severity: "error", message: "the file ends inside an element" },
  "pfsense/no-interfaces": {
    severity: "error",
    message: "the file has no section of interfaces: it is a part of a configuration",
  },
  "pfsense/text-outside": { severity: "note", message: "text outside the configuration is not read" },
  "pfsense/duplicate-alias": {
    severity: "warning",
    message: "an alias of this name was defined before; the first one counts",
  },
  "pfsense/alias-circle": { severity: "warning", message: "this alias refers to itself" },
  "pfsense/rule-not-loaded": { severity: "warning", message: "the firewall does not load this rule" },
  "pfsense/ports-ignored": { severity: "warning", message: "the firewall ignores the ports of this rule" },
  "pfsense/unknown-schedule": {
    severity: "warning",
    message: "no schedule of this name exists, the rule is always active",
  },
  "pfsense/no-state": { severity: "note", message: "the rule keeps no state: replies need a rule of their own" },
  "pfsense/translation-not-loaded": { severity: "warning", message: "the firewall does not load this translation" },
  "pfsense/filter-disabled": {
    severity: "warning",
    message: "packet filtering is switched off: everything is passed on",
  },
  "pfsense/negated-list": {
    severity: "warning",
    message: "each entry of a negated list is negated alone: almost everything matches",
  },
  "pfsense/second-root": { severity: "error", message: "a second configuration stands in this file" },
} as const satisfies Record<string, CodeRow>;
