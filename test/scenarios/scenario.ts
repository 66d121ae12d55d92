/**
 * Scenarios: text files that hold inputs, command lines, and what has to come of them.
 *
 *     One line that says what this shows.
 *     --- file: core-1.cfg encoding=utf-16le        its lines follow; also utf-16le-unmarked, latin1, hex; ends=crlf
 *     --- file: deep.xml repeat=1000000             its text, line ends left out, so many times; more sections append
 *     --- unreadable: secret.cfg                    nobody may read it
 *     --- run: check core-1.cfg                     a command line of zoneproof
 *     --- in: plant/north                           the folder it runs in; left out: the top one
 *     --- exit: 3
 *     --- stdout:                                   each line below stands somewhere on standard output
 *     --- stderr:
 *     --- absent:                                   none of the lines below stands on either
 */

export interface ScenarioFile {
  readonly path: string;
  readonly content: Buffer;
}

export interface ScenarioRun {
  readonly words: readonly string[];
  folder: string;
  exit: number;
  readonly stdout: string[];
  readonly stderr: string[];
  readonly absent: string[];
}

export interface Scenario {
  readonly title: string;
  readonly files: readonly ScenarioFile[];
  readonly unreadable: readonly string[];
  readonly runs: readonly ScenarioRun[];
}

/** @throws Error when the text is no scenario: one that expects nothing would always pass. */
export function parseScenario(text: string): Scenario {
  const [title = "", ...sections] = text.split(/^--- /m);
  const files = new Map<string, Buffer>();
  const unreadable: string[] = [];
  const runs: ScenarioRun[] = [];
  for (const section of sections) {
    const [head = "", ...lines] = section.split("\n");
    const [, kind, argument = ""] = /^(\w+):\s*(.*?)\s*$/.exec(head) ?? [];
    if (kind === "file") addFile(files, argument, lines);
    else if (kind === "unreadable") unreadable.push(argument);
    else if (kind === "run")
      runs.push({ words: wordsOf(argument), folder: ".", exit: 0, stdout: [], stderr: [], absent: [] });
    else expectOf(runs, kind, argument, lines);
  }
  if (runs.length === 0) throw new Error(`the scenario "${title.trim()}" runs nothing`);
  const all = [...files].map(([path, content]) => ({ path, content }));
  return { title: title.trim(), files: all, unreadable, runs };
}

/** As a shell parts them: at blanks, but for those between single quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

function addFile(files: Map<string, Buffer>, argument: string, lines: readonly string[]): void {
  const [path = "", ...options] = argument.split(" ");
  const option = (name: string) => options.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const repeat = option("repeat");
  const text = repeat === undefined ? lines.join("\n") : lines.join("").repeat(Number(repeat));
  const ended = option("ends") === "crlf" ? text.replaceAll("\n", "\r\n") : text;
  const content = encode(ended, option("encoding") ?? "utf-8");
  files.set(path, Buffer.concat([files.get(path) ?? Buffer.alloc(0), content]));
}

function encode(text: string, encoding: string): Buffer {
  if (encoding === "utf-16le") return Buffer.from(`\ufeff${text}`, "utf16le");
  if (encoding === "utf-16le-unmarked") return Buffer.from(text, "utf16le");
  if (encoding === "hex") return Buffer.from(text.replace(/\s/g, ""), "hex");
  if (encoding === "latin1") return Buffer.from(text, "latin1");
  if (encoding === "utf-8") return Buffer.from(text);
  throw new Error(`no encoding "${encoding}"`);
}

function expectOf(
  runs: readonly ScenarioRun[],
  kind: string | undefined,
  argument: string,
  lines: readonly string[],
): void {
  const run = runs.at(-1);
  if (run === undefined) throw new Error(`"--- ${kind}" stands before any "--- run:"`);
  const wanted = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (kind === "in") run.folder = argument;
  else if (kind === "exit") run.exit = Number(argument);
  else if (kind === "stdout" || kind === "stderr" || kind === "absent") run[kind].push(...wanted);
  else throw new Error(`no section "--- ${kind}"`);
}
