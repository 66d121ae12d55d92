/** Changes as elements to write: what goes and what comes, under the path of the element. */

import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Change, ChangedText } from "../../src/model/change.js";
import type { SourceRange } from "../../src/source/range.js";
import type { SourceFile } from "../../src/source/source-file.js";
import { parseDocument } from "./parse.js";
import { ElementEdit, type Found, placeOf, withText } from "./rewrite-element.js";
import { narrowedRules } from "./rewrite-narrow.js";
import { child, type Element, has, textOf } from "./tree.js";

type RuleChange = Exclude<Change, { kind: "stop-clear-text" }>;

/** Writes a change as elements; the text that comes out is the configuration with these in their place. */
export function rewritePfsense(file: SourceFile, platform: string, change: Change): ChangedText | undefined {
  const document = parseDocument(file, new Diagnostics());
  if (document === undefined || document.problem !== undefined) return undefined;
  const find = (at: SourceRange) => placeOf(document.root, document.places.offsetAt(at.line, at.column));
  if (change.kind !== "stop-clear-text") {
    const rule = find(change.at);
    return rule?.element.name === "rule" ? changeRule(file.text, rule, platform, change) : undefined;
  }
  const written = change.at.map((at) => {
    const found = find(at);
    return found && stopClearText(file.text, found);
  });
  // One element at a time: what switches on two is looked at again once the first is off.
  return written.find((one) => one !== undefined);
}

function changeRule(text: string, found: Found, platform: string, change: RuleChange): ChangedText | undefined {
  const edit = new ElementEdit(text, found);
  const isModern = found.path[0] === "opnsense";
  // pfSense asks whether the element is there, OPNsense for a 1 (reference/pfsense.md 1).
  const yes = platform === "opnsense" ? "1" : "";
  switch (change.kind) {
    case "disable-rule":
      if (isModern) edit.set("enabled", withText("enabled", "0"));
      else edit.set("disabled", withText("disabled", yes));
      return edit.finish();
    case "log-rule":
      edit.set("log", withText("log", yes));
      return edit.finish();
    case "narrow-rule":
      return narrowedRules(edit, { isModern, change, log: withText("log", yes) });
  }
}

/** The web interface by HTTPS, which needs the certificate that it names; SNMP off: neither firewall speaks version 3 itself. */
function stopClearText(text: string, found: Found): ChangedText | undefined {
  const { element } = found;
  const edit = new ElementEdit(text, found);
  if (element.name === "protocol" && element.text === "http" && found.path.at(-1) === "webgui") {
    return hasCertificate(found.parent) ? edit.become(withText("protocol", "https")) : undefined;
  }
  if (element.name !== "snmpd" || !has(element, "enable")) return undefined;
  edit.set("enable", undefined);
  return edit.finish();
}

function hasCertificate(webgui: Element | undefined): boolean {
  return child(webgui, "ssl-certref") !== undefined && textOf(webgui, "ssl-certref") !== "";
}
