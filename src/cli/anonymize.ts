/** `zoneproof anonymize`: copies that can be shown to others. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { whyNotWritten } from "../diagnostics/not-written.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { makeFolder } from "../read/make-folder.js";
import { count } from "../report/summary.js";
import { type AnonymizedFile, anonymize } from "../run/anonymize.js";
import { EXIT } from "../run/exit-code.js";
import { packageRoot } from "../source/package-root.js";
import { withPatterns } from "./paths.js";
import { printProblems } from "./problems.js";
import { readStdin } from "./streams.js";
import { remark, type TalkOptions, withTalkOptions } from "./talk.js";

const KEYWORDS = new URL("schemas/keywords.txt", packageRoot());

const NOTES = `
What is replaced: names, descriptions, comments, user names, domain names, addresses and secrets, each by the same thing in
every file of one call, and so are the names of files. Words that a vendor, a map or a check knows stay, whatever they
are the name of ("inside", "dmz", "admin"), and so do numbers, ports, VLANs, dates and masks. Where a secret stands, no
word stays, but for communities that everybody knows ("public"). Private addresses stay
private and public ones public (one beside a block with a meaning of its own, as 1.0.0.0/8 is, may stay); networks and ranges
keep their shape. Look at the copies before you send them.

Examples:
  zoneproof anonymize plant/ --out for-the-report              with the zones.yaml of the folder
  zoneproof anonymize fw-edge.conf core-1.cfg -z zones.yaml --out copies
  zoneproof anonymize before/ --out b --key "a long sentence"; zoneproof anonymize after/ --out a --key "a long sentence"

Exit codes: 0 done, 2 usage, 3 there is no copy of an input`;

interface AnonymizeOptions extends TalkOptions {
  readonly out: string;
  readonly zones?: string;
  readonly key?: string;
}

/** The command; exit code 3 when there is no copy of something that was named. */
export function anonymizeCommand(): Command {
  const command = new Command("anonymize")
    .description("write copies whose names, addresses and secrets are replaced, with the same verdicts")
    .argument("<config...>", "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input")
    .requiredOption("--out <folder>", "where to write the copies: a folder that is not there yet, or is empty")
    .option("-z, --zones <file>", "the map of zones and conduits (default: zones.yaml of a given folder)")
    .option("--key <text>", "the same key replaces alike in another call; keep it to yourself (default: a new one)");
  return withPatterns(withTalkOptions(command)).addHelpText("after", NOTES).action(runAnonymize);
}

async function runAnonymize(paths: string[], options: AnonymizeOptions): Promise<void> {
  const { out, zones, key } = options;
  if (key === "") throw new UsageError("the key is empty", "leave --key out, and a new one is made");
  await claimFolder(out);
  const keywords = new Set(readFileSync(KEYWORDS, "utf8").split("\n"));
  const made = await anonymize({
    paths,
    ...(zones !== undefined && { zones }),
    readStdin,
    key: key ?? randomBytes(32).toString("hex"),
    keywords,
  });
  const errors = made.diagnostics.filter(({ severity, code }) => severity === "error" && code.startsWith("read/"));
  printProblems(errors);
  await writeFolder(made.files, out);
  for (const line of noteOf(made.files, made.left, made.words, out)) remark(line, options);
  if (errors.length > 0) process.exitCode = EXIT.notAnalysed;
}

function* noteOf(
  files: readonly AnonymizedFile[],
  left: readonly string[],
  words: number,
  out: string,
): Generator<string> {
  yield `wrote ${files.length} ${files.length === 1 ? "copy" : "copies"} to ${out}, ${words} different words replaced`;
  for (const path of left) yield `  no copy of ${path}`;
  for (const { original, path, notUnderstood, gaps } of files) {
    const { before, after } = notUnderstood;
    if (before > 0) {
      yield `  ${path}: ${before} lines of ${original} are not understood; words that no vendor is known to use were replaced there, abbreviations too`;
    }
    if (gaps.length > 0) {
      const shown = `${gaps.slice(0, 5).join(", ")}${gaps.length > 5 ? ", …" : ""}`;
      yield `  ${path}: ${count(gaps.length, "wildcard")} with gaps (line ${shown}): other addresses match than in ${original}, and verdicts may differ`;
    }
    if (after !== before)
      yield `  ${path}: ${after} lines are not understood, and ${before} of the original: verdicts may differ`;
  }
  yield "look at the copies before you send them: words that are keywords of a vendor stay, whatever they name";
}

/** @throws UsageError when something is there: inputs and earlier copies are never overwritten. */
async function claimFolder(folder: string): Promise<void> {
  try {
    const held = await readdir(folder);
    if (held.length > 0) throw new UsageError(`${folder} is not empty`, "name a folder that is not there yet");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw new UsageError(
      `copies cannot be written to ${folder}: ${whyNotWritten(error)}`,
      "name a folder that is not there yet",
    );
  }
}

/** Written beside its place, and moved there when it is whole. @throws UsageError; then nothing of it is left. */
async function writeFolder(files: readonly AnonymizedFile[], folder: string): Promise<void> {
  const place = resolve(folder);
  const draft = join(dirname(place), `.${process.pid}.zoneproof`);
  try {
    for (const { path, text } of files) {
      makeFolder(dirname(join(draft, path)));
      await writeFile(join(draft, path), text);
    }
    if ((await stat(place).catch(() => undefined)) !== undefined) await rmdir(place);
    await rename(draft, place);
  } catch (error) {
    throw new UsageError(`copies cannot be written to ${folder}: ${whyNotWritten(error)}`);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
