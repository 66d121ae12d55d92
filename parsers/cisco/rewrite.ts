/** Changes as lines to enter in configuration mode: IOS, IOS-XE, NX-OS, IOS-XR, ASA. */
import type { Change, ChangedText } from "../../src/model/change.js";
import type { SourceFile } from "../../src/source/source-file.js";
import type { Edits, LineEdit } from "./line-edit.js";
import { parseCisco } from "./parse.js";
import { changeEntry } from "./rewrite-entry.js";
import type { CiscoLine } from "./tree.js";
import { withDescendants, wordsOf, writtenText } from "./tree.js";

/** Writes a change as lines to enter; the text that comes out is the configuration as the device would show it then. */
export function rewriteCisco(file: SourceFile, platform: string, change: Change): ChangedText | undefined {
  const { roots } = parseCisco(file.text, platform);
  const byNumber = new Map(roots.flatMap(withDescendants).map((line) => [line.number, line]));
  const written =
    change.kind === "stop-clear-text"
      ? stopClearText(change.at.flatMap(({ line }) => byNumber.get(line) ?? []))
      : changeEntry(byNumber.get(change.at.line), { roots, platform, change });
  if (written === undefined || written.lines.length === 0) return undefined;
  const committed = platform === "iosxr" ? ["commit"] : [];
  return {
    where: "configuration mode",
    lines: [...written.lines, ...committed],
    text: edited(file.text, written.edits),
  };
}

/** The text with some of its lines replaced; line ends stay. */
function edited(text: string, edits: readonly LineEdit[]): string {
  const becomes = new Map(edits.map(({ line, becomes: lines }) => [line.number, lines]));
  const ends = /\r\n|\n|\r|$/g;
  const parts: string[] = [];
  let from = 0;
  for (let number = 1; from < text.length; number++) {
    ends.lastIndex = from;
    const end = ends.exec(text)?.[0] ?? "";
    const behind = ends.lastIndex === from && end === "" ? text.length : ends.lastIndex;
    const lines = becomes.get(number);
    parts.push(lines === undefined ? text.slice(from, behind) : lines.map((line) => line + end).join(""));
    from = behind;
  }
  return parts.join("");
}

/** Lines of terminals let in by SSH alone, other statements are taken back; places that switch nothing on stay. */
function stopClearText(places: readonly CiscoLine[]): Edits {
  const lines: string[] = [];
  const edits: LineEdit[] = [];
  for (const place of new Set(places.map(ofTerminals))) {
    const text = writtenText(place);
    if (wordsOf(place)[0] === "line") {
      const transport = place.children.find((child) => child.text.startsWith("transport input "));
      const becomes = `${" ".repeat(transport?.indent ?? place.indent + 1)}transport input ssh`;
      lines.push(text, " transport input ssh");
      edits.push(transport ? { line: transport, becomes: [becomes] } : { line: place, becomes: [text, becomes] });
    } else if (place.parent === undefined && CLEAR_TEXT.test(text)) {
      lines.push(`no ${text}`);
      edits.push({ line: place, becomes: [] });
    }
  }
  return { lines, edits };
}

/** Statements that switch on telnet, HTTP, or SNMP by communities, and that `no` takes back (reference/cisco.md). */
const CLEAR_TEXT = /^(?:ip http server|feature telnet|telnet |snmp-server (?:community|host) )/;

/** `transport input` stands for the lines it belongs to. */
function ofTerminals(line: CiscoLine): CiscoLine {
  return line.parent !== undefined && wordsOf(line.parent)[0] === "line" ? line.parent : line;
}
