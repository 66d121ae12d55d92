/** The job of `zoneproof anonymize`: copies of configurations and their map that tell nothing of the plant they come from. */
import { dirname, relative, resolve } from "node:path";
import { anonymizeText, type TextKind } from "../anonymize/text.js";
import { hasGaps, Tokens } from "../anonymize/tokens.js";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { type ReadOutcome, readPath } from "../read/read-file.js";
import { readInputs } from "../read/read-inputs.js";
import type { SourceFile } from "../source/source-file.js";
import { errorPlaces } from "./error-places.js";
import { parseInput } from "./parse-input.js";
import { parseInputs } from "./parse-inputs.js";

export interface AnonymizeRequest {
  /** Files, folders and archives; `-` is standard input. */
  readonly paths: readonly string[];
  /** A map that lies elsewhere than at the top of a given folder. */
  readonly zones?: string;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Decides what comes in the place of what: the same key gives the same. */
  readonly key: string;
  /** Words that stay, in lower case. */
  readonly keywords: ReadonlySet<string>;
}

export interface AnonymizedFile {
  readonly original: string;
  /** Where it belongs below the folder of all copies, `/` between its parts. */
  readonly path: string;
  readonly text: string;
  /** Lines that were not understood in the original, and are not in the copy; equal unless something went wrong. Of maps: none. */
  readonly notUnderstood: { readonly before: number; readonly after: number };
  /** Lines of the copy with a wildcard with gaps, which stays as it is beside another address. */
  readonly gaps: readonly number[];
}

export interface Anonymized {
  readonly files: readonly AnonymizedFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Inputs of which there is no copy: no known format fits, or they cannot be read. */
  readonly left: readonly string[];
  /** How many different words were replaced. */
  readonly words: number;
}

interface Original {
  readonly file: SourceFile;
  readonly kind: TextKind;
  readonly notUnderstood: number;
}

/** @throws UsageError when nothing could be taken. */
export async function anonymize(request: AnonymizeRequest): Promise<Anonymized> {
  const diagnostics = new Diagnostics();
  const { originals, left } = await readOriginals(request, diagnostics);
  if (originals.length === 0) {
    throw new UsageError("nothing to anonymize", "no given file is a known configuration", errorPlaces(diagnostics));
  }
  const tokens = new Tokens(request.key, request.keywords);
  const top = commonFolder(originals.map(({ file }) => file.path));
  const paths = originals.map(({ file }) => pathBelow(top, file.path));
  for (const [index, { file }] of originals.entries()) {
    tokens.learn(file.text);
    tokens.learn(paths[index] ?? "");
  }
  const taken = new Set<string>();
  const files: AnonymizedFile[] = [];
  for (const [index, original] of originals.entries()) {
    files.push(await copyOf(original, freePath(copiedPath(paths[index] ?? "", original, tokens), taken), tokens));
  }
  return { files, diagnostics: diagnostics.all(), left, words: tokens.names.size };
}

async function readOriginals({ zones, ...request }: AnonymizeRequest, diagnostics: Diagnostics) {
  const set = await readInputs(request, diagnostics);
  const { inputs, files } = await parseInputs(set, diagnostics);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const maps = await Promise.all(
    [...(zones === undefined ? set.maps : [zones])].map((path) => readMap(path, set.givenMaps.get(path))),
  );
  const originals: Original[] = maps.map((file) => ({ file, kind: "map", notUnderstood: 0 }));
  const left: string[] = [];
  for (const { file: path, vendor, counts, role } of inputs) {
    const file = byPath.get(path);
    if (role === "archive" || maps.some((map) => map.path === path)) continue;
    if (file === undefined || vendor === undefined) left.push(path);
    else
      originals.push({ file, kind: vendor === "pfsense" ? "xml" : "lines", notUnderstood: counts?.notUnderstood ?? 0 });
  }
  return { originals, left };
}

/** @param known what was read of it where it came by standard input. */
async function readMap(path: string, known: ReadOutcome | undefined): Promise<SourceFile> {
  const outcome = known ?? (await readPath(path));
  if (outcome.kind === "text") return outcome.file;
  throw new UsageError(`the map ${path} cannot be used: ${outcome.why}`, "name a zones.yaml");
}

async function copyOf({ file, kind, notUnderstood }: Original, path: string, tokens: Tokens): Promise<AnonymizedFile> {
  const text = anonymizeText(file.text, kind, tokens);
  const after = kind === "map" ? 0 : await notUnderstoodIn({ ...file, path, text });
  const gaps = text.split(/\r\n|\n|\r/).flatMap((line, index) => (hasGaps(line) ? [index + 1] : []));
  return { original: file.path, path, text, notUnderstood: { before: notUnderstood, after }, gaps };
}

async function notUnderstoodIn(file: SourceFile): Promise<number> {
  const outcome = await parseInput(file, new Diagnostics());
  return outcome.kind === "parsed" ? outcome.counts.notUnderstood : 0;
}

/** The folder that all of them lie in. */
function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => dirname(resolve(path)));
  let [common = "."] = folders;
  while (folders.some((folder) => relative(common, folder).startsWith(".."))) common = dirname(common);
  return common;
}

/** An entry of an archive lies in a folder that is called after it. */
function pathBelow(top: string, path: string): string {
  const name = path === "-" ? "stdin.txt" : relative(top, resolve(path));
  return name.replaceAll("\\", "/").replaceAll("!/", "/");
}

/** A map is found by its name; a path in it is replaced as the path of the copy is. */
function copiedPath(path: string, { kind }: Original, tokens: Tokens): string {
  if (kind !== "map") return tokens.statement(path);
  const parts = path.split("/");
  return [...parts.slice(0, -1).map((part) => tokens.statement(part)), "zones.yaml"].join("/");
}

function freePath(path: string, taken: Set<string>): string {
  let free = path;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = path.replace(/(\.[^./]*)?$/, `-${number}$1`);
  taken.add(free.toLowerCase());
  return free;
}
