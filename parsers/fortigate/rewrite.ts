/** Changes as scripts of FortiOS: `config`, `edit`, `set`. */
import type { Change, ChangedText } from "../../src/model/change.js";
import type { SourceFile } from "../../src/source/source-file.js";
import { Lexer } from "./lexer.js";
import { narrowing } from "./rewrite-narrow.js";
import { quoted, scriptOf } from "./script.js";

/** Tables whose rows are rules with `status` and `logtraffic` (reference/fortios.md 3). */
const POLICIES = /^config firewall (?:policy|policy6)$/;
const CLEAR: ReadonlySet<string> = new Set(["telnet", "http"]);

/**
 * Writes a change as a script. The device takes a script as if it stood at the end of its configuration (reference/fortios.md
 * 1: later statements replace earlier ones), and so does the text that comes out: what is checked is the script itself.
 */
export function rewriteFortios(file: SourceFile, _platform: string, change: Change): ChangedText | undefined {
  const settings = change.kind === "stop-clear-text" ? stopClearText(file, change) : changeRule(file, change);
  if (settings === undefined || settings.length === 0) return undefined;
  const end = file.text.includes("\r\n") ? "\r\n" : "\n";
  const begun = /[\r\n]$/.test(file.text) ? file.text : file.text + end;
  return { where: "command line", lines: settings, text: `${begun}${settings.join(end)}${end}` };
}

function changeRule(file: SourceFile, change: Exclude<Change, { kind: "stop-clear-text" }>): string[] | undefined {
  const path = pathAt(file, change.at.line);
  const row = path.at(-1);
  if (row === undefined || !row.startsWith("edit ") || !POLICIES.test(path.at(-2) ?? "")) return undefined;
  switch (change.kind) {
    case "disable-rule":
      return scriptOf(path, ["set status disable"]);
    case "log-rule":
      return scriptOf(path, ["set logtraffic all"]);
    case "narrow-rule": {
      const narrowed = narrowing(file.text, path.slice(0, -2), change.to);
      if (narrowed === undefined) return undefined;
      const log = change.log ? ["set logtraffic all"] : [];
      return [...narrowed.objects, ...scriptOf(path, [...narrowed.settings, ...log])];
    }
  }
}

/** `set allowaccess` without telnet and HTTP; a community of SNMP v1 and v2c is switched off. */
function stopClearText(file: SourceFile, { at }: Extract<Change, { kind: "stop-clear-text" }>): string[] | undefined {
  const scripts = [...new Set(at.map(({ line }) => line))].map((line) => {
    const path = pathAt(file, line);
    if (path.includes("config system snmp community")) return scriptOf(path, ["set status disable"]);
    const words = statementAt(file, line);
    if (words?.[0] !== "set" || words[1] !== "allowaccess") return undefined;
    const left = words.slice(2).filter((word) => !CLEAR.has(word));
    return scriptOf(path, [left.length === 0 ? "unset allowaccess" : `set allowaccess ${left.join(" ")}`]);
  });
  // Other places say who may come in, and stay.
  return scripts.flatMap((script) => script ?? []);
}

/** The statements that a line stands under, itself included where it opens something: `config firewall policy`, `edit 12`. */
function pathAt(file: SourceFile, line: number): string[] {
  const path: string[] = [];
  for (const { verb, words, first } of statementsOf(file)) {
    if (first > line) break;
    if (verb === "config") path.push(`config ${words.join(" ")}`);
    else if (verb === "edit") path.push(`edit ${words.map(quoted).join(" ")}`);
    else if (verb === "next" && path.at(-1)?.startsWith("edit ")) path.pop();
    else if (verb === "end") path.splice(path.findLastIndex((one) => one.startsWith("config ")));
  }
  return path;
}

function statementAt(file: SourceFile, line: number): readonly string[] | undefined {
  for (const { verb, words, first, last } of statementsOf(file))
    if (first <= line && line <= last) return [verb, ...words];
  return undefined;
}

interface Statement {
  readonly verb: string;
  readonly words: readonly string[];
  readonly first: number;
  readonly last: number;
}

function* statementsOf({ text }: SourceFile): Generator<Statement> {
  const lexer = new Lexer(text);
  for (let found = lexer.next(); found !== "end"; found = lexer.next()) {
    if (found !== "statement") continue;
    yield { verb: lexer.word(0) ?? "", words: lexer.wordsFrom(1), first: lexer.line, last: lexer.endLine };
  }
}
