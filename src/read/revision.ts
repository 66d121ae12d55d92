/** Files as a revision of a git repository has them; git itself is asked, nothing is checked out. */
import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { decodeFile, type ReadOutcome, readPath } from "./read-file.js";
import { InputReading, type InputSet, isMapName, type ReadRequest } from "./read-inputs.js";

/** As much as git may answer at once: no configuration is larger. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The two ends of `BASE..HEAD`, of `BASE...HEAD` (from where the two parted, as pull requests are compared), or of `BASE` and what is in the working tree. */
export interface RevisionRange {
  readonly before: string;
  /** Left out: the working tree. */
  readonly after?: string;
}

/**
 * Reads a range as people write it. Revisions are told by their hashes from then on.
 * @throws UsageError when git knows no such revision, or there is no git.
 */
export async function readRange(text: string): Promise<RevisionRange> {
  const [, base = "", dots, head = ""] = /^(.*?)(\.{2,3})(.*)$/.exec(text) ?? [undefined, text];
  if (dots === undefined) return { before: await commitOf(base) };
  // To git it is HEAD, which compared with itself passes every gate. Who writes it is a runner whose variable is not set.
  if (base === "") throw new UsageError(`the range "${text}" has no revision before its dots`, EXAMPLE);
  const [before, after] = [await commitOf(base), await commitOf(head || "HEAD")];
  if (dots === "..") return { before, after };
  return { before: await partingOf(text, before, after), after };
}

const EXAMPLE = "zoneproof diff --git main..HEAD -- configs";

async function commitOf(name: string): Promise<string> {
  try {
    const found = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
    return found.toString("utf8").trim();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`git knows no revision "${name}" here`, (await shallowHelp()) ?? EXAMPLE);
  }
}

/** The commit from where two parted. */
async function partingOf(range: string, before: string, after: string): Promise<string> {
  try {
    return (await git(["merge-base", before, after])).toString("utf8").trim();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `the ends of "${range}" have no commit in common here`,
      (await shallowHelp()) ?? "use two dots",
    );
  }
}

async function shallowHelp(): Promise<string | undefined> {
  const told = (await git(["rev-parse", "--is-shallow-repository"])).toString("utf8").trim();
  return told === "true" ? "this clone has only its last commits: git fetch --unshallow" : undefined;
}

/** What a revision holds. Paths are those of the working tree: from the current folder, or from the top of the disk. */
export class Revision {
  constructor(private readonly commit: string) {}

  /**
   * As `readInputs` of the disk; a path that the revision does not have gives nothing: it may be what the change adds.
   * @throws UsageError for a path outside of the repository, of which no revision has anything.
   */
  readonly readInputs = async (request: ReadRequest, diagnostics: Diagnostics): Promise<InputSet> => {
    const reading = new InputReading(diagnostics);
    const listed: { path: string; files: readonly string[]; isNamed: boolean }[] = [];
    for (const path of request.paths) {
      if ((await placeOf(path)) === undefined) {
        throw new UsageError(`${path} is not in this repository`, "name two folders instead, without --git");
      }
      const { files, links } = await this.list(path);
      for (const link of links) reading.skip(link, "a link, and links are not followed in revisions", "");
      const [first] = files;
      listed.push({ path, files, isNamed: files.length === 1 && first !== undefined && join(first) === join(path) });
    }
    const taken = new Set<string>();
    const isNew = (file: string) => !taken.has(join(file)) && taken.add(join(file));
    for (const { path } of listed.filter(({ isNamed }) => isNamed)) {
      if (isNew(path)) await reading.takeNamed(path, await this.readPath(path));
    }
    for (const { path, files } of listed.filter(({ isNamed }) => !isNamed)) {
      const isAtTop = (file: string) => isMapName(file) && !join(file).slice(join(path, "/").length).includes("/");
      reading.inputs.maps.push(...files.filter(isAtTop));
      const others = files.filter((file) => !isAtTop(file) && isNew(file));
      for (const file of others) await reading.takeFound(file, path, await this.readPath(file));
      if (others.length > 0) reading.inputs.folders.push(path);
    }
    return reading.sorted();
  };

  /** A file that the revision does not have is read from the disk: a map need not lie in the repository. */
  readonly readPath = async (path: string): Promise<ReadOutcome> => {
    const place = await placeOf(path);
    if (place === undefined || (await this.list(path)).files.length === 0) return readPath(path);
    return decodeFile(path, await git(["cat-file", "blob", `${this.commit}:${place}`]));
  };

  /** Whether the revision has anything at a path. */
  async has(path: string): Promise<boolean> {
    const { files, links } = await this.list(path);
    return files.length + links.length > 0;
  }

  /** Files and links at or below a path, sorted, as the path was given; submodules are not looked into. */
  private async list(path: string): Promise<Record<"files" | "links", string[]>> {
    const place = await placeOf(path);
    if (place === undefined) return { files: [], links: [] };
    const at = place === "" ? [] : ["--", place];
    const listed = await git(["ls-tree", "-r", "-z", "--full-tree", this.commit, ...at]);
    const rows = listed.toString("utf8").split("\0").sort();
    const blobs = rows.flatMap((row) => {
      const [, mode, file] = /^(\d+) blob \S+\t(.*)$/s.exec(row) ?? [];
      if (file === undefined) return [];
      return [{ isLink: mode === "120000", file: file === place ? path : join(path, relative(place, file)) }];
    });
    const named = (isLink: boolean) => blobs.flatMap((blob) => (blob.isLink === isLink ? [blob.file] : [])).sort();
    return { files: named(false), links: named(true) };
  }
}

/**
 * A path as git names it, from the top of the repository, however it was given: what is read from the disk in its place is the same
 * for both ends of a range. Undefined: it lies outside.
 */
async function placeOf(path: string): Promise<string | undefined> {
  const top = await topFolder();
  // Git tells its top without links.
  return [join(realFolder(dirname(resolve(path))), basename(resolve(path))), realFolder(resolve(path))]
    .map((real) => relative(top, real).replaceAll("\\", "/"))
    .find((place) => place !== ".." && !place.startsWith("../") && !isAbsolute(place));
}

let top: Promise<string> | undefined;

function topFolder(): Promise<string> {
  top ??= git(["rev-parse", "--show-toplevel"]).then((found) => resolve(found.toString("utf8").replace(/\r?\n$/, "")));
  return top;
}

/** Without links, as far as it is there: a revision has folders that the disk has no more. */
function realFolder(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realFolder(above), basename(path));
  }
}

/** @throws Error with what git says; UsageError where there is no git. */
function git(words: readonly string[]): Promise<Buffer> {
  return new Promise((answer, reject) => {
    execFile("git", [...words], { encoding: "buffer", maxBuffer: MAX_BYTES }, (error, stdout, stderr) => {
      if (error === null) answer(stdout);
      else if (error.code === "ENOENT") reject(new UsageError("git is not installed here", "name two folders instead"));
      else if (/not a git repository/.test(stderr.toString("utf8")))
        reject(new UsageError("this is no git repository"));
      else if (/dubious ownership/.test(stderr.toString("utf8")))
        reject(
          new UsageError(
            "git does not read this repository: its folder belongs to somebody else",
            `git config --global --add safe.directory ${resolve()}`,
          ),
        );
      else if (/must be run in a work tree/.test(stderr.toString("utf8")))
        reject(new UsageError("this git repository has no working tree", "run it in a clone"));
      else reject(new Error(`git ${words[0]}: ${stderr.toString("utf8").trim()}`));
    });
  });
}
