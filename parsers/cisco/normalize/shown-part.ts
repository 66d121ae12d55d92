/** Files that say by the command which showed them that they hold a part of a configuration. */
import { rangeOnLine } from "../../../src/source/range.js";
import type { CiscoContext } from "./context.js";

/** A command behind a prompt, or the one that NX-OS writes first, and what was asked for beside the whole. */
const SHOWN =
  /^(?:[\w.@:/-]+(?:\([\w-]+\))?[#>] ?(?:do +)?sho?w? +|!Command: show +)(?:run|start|conf)\S*(?: +(?!all\b|full\b|view full\b|vdc-all\b|expand-port-profile\b|brief\b|linenum\b|formal\b|sanitized\b|running-config\b|\||!)\S.*| *\| *(?:(?:awk|tr)\b|(?![nrtafxj])\S).*)$/im;
const NEXUS_SAYS = "!Command: show ";
const PROMPTED = /[#>] ?(?:do +)?sh/i;
/** Such lines stand near the top. */
const TOP = 20_000;

/**
 * Reports and doubts a file whose first command asked for some lines or one section: what else the device holds is not here.
 * @returns whether it is one.
 */
export function doubtPart(text: string, context: CiscoContext): boolean {
  const top = text.slice(0, TOP);
  if (!top.includes(NEXUS_SAYS) && !PROMPTED.test(top)) return false;
  const found = SHOWN.exec(top);
  if (found === null) return false;
  const at = rangeOnLine(context.file, top.slice(0, found.index).split("\n").length, 1, found[0].trimEnd().length);
  context.report("cisco/truncated", at, {
    message: "this command shows a part of the configuration",
    expected: "all of it, as `show running-config` alone shows it",
    help: "export the configuration again",
  });
  context.doubtAt("the file holds what a command showed of the configuration, and not all of it", at, {
    scope: "device",
  });
  return true;
}
