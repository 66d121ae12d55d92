/** Files as a revision of a git repository has them; git itself is asked, nothing is checked out. */
import { execFile } from "node:child_process";
import { isAbsolute, join } from "node:path";
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
  const [before, after] = [await commitOf(base || "HEAD"), await commitOf(head || "HEAD")];
  if (dots === "..") return { before, after };
  const parted = await git(["merge-base", before, after]);
  return { before: parted.toString("utf8").trim(), after };
}

async function commitOf(name: string): Promise<string> {
  try {
    const found = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
    return found.toString("utf8").trim();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`git knows no revision "${name}" here`, "zoneproof diff --git main..HEAD -- configs");
  }
}

/** What a revision holds. Paths are those of the working tree, from the current folder. */
export class Revision {
  constructor(private readonly commit: string) {}

  /** As `readInputs` of the disk; a path that the revision does not have gives nothing: it may be what the change adds. */
  readonly readInputs = async (request: ReadRequest, diagnostics: Diagnostics): Promise<InputSet> => {
    const reading = new InputReading(diagnostics);
    for (const path of request.paths) {
      const below = await this.list(path);
      const [first] = below;
      if (below.length === 1 && first !== undefined && join(first) === join(path)) {
        await reading.takeNamed(path, await this.readPath(path));
        continue;
      }
      const isAtTop = (file: string) => isMapName(file) && !join(file).slice(join(path, "/").length).includes("/");
      reading.inputs.maps.push(...below.filter(isAtTop));
      const others = below.filter((file) => !isAtTop(file));
      for (const file of others) await reading.takeFound(file, path, await this.readPath(file));
      if (others.length > 0) reading.inputs.folders.push(path);
    }
    return reading.inputs;
  };

  /** A file that the revision does not have is read from the disk: a map need not lie in the repository. */
  readonly readPath = async (path: string): Promise<ReadOutcome> => {
    if (isAbsolute(path) || path.startsWith("..")) return readPath(path);
    const [entry] = await this.list(path);
    if (entry === undefined) return readPath(path);
    const bytes = await git(["cat-file", "blob", `${this.commit}:./${join(path).replaceAll("\\", "/")}`]);
    return decodeFile(path, bytes);
  };

  /** Files below a path, sorted; links and submodules are not looked into. */
  private async list(path: string): Promise<string[]> {
    const listed = await git(["ls-tree", "-r", "-z", this.commit, "--", path]);
    return listed
      .toString("utf8")
      .split("\0")
      .flatMap((row) => {
        const [, mode, file] = /^(\d+) blob \S+\t(.*)$/s.exec(row) ?? [];
        return file === undefined || mode === "120000" ? [] : [file];
      })
      .sort();
  }
}

/** @throws Error with what git says; UsageError where there is no git. */
function git(words: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    execFile("git", [...words], { encoding: "buffer", maxBuffer: MAX_BYTES }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === "ENOENT") reject(new UsageError("git is not installed here", "name two folders instead"));
      else if (/not a git repository/.test(stderr.toString("utf8")))
        reject(new UsageError("this is no git repository"));
      else reject(new Error(`git ${words[0]}: ${stderr.toString("utf8").trim()}`));
    });
  });
}
