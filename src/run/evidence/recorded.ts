/** What a run read, written down; and the same reading once more from files that are known by their hashes alone. */
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type ReadOutcome, readPath } from "../../read/read-file.js";
import { InputReading, type InputSet, readInputs } from "../../read/read-inputs.js";
import type { ReadRecord } from "../../report/evidence/manifest.js";
import type { SourceFile } from "../../source/source-file.js";
import type { InputStore } from "../load-plant.js";

/** The disk, with a record of what was read from it. */
export class RecordingStore implements InputStore {
  private map: SourceFile | undefined;
  private set: InputSet | undefined;

  readonly readInputs: InputStore["readInputs"] = async (request, diagnostics) => {
    this.set = await readInputs(request, diagnostics);
    const [given] = this.set.givenMaps.values();
    if (given?.kind === "text") this.map = given.file;
    return this.set;
  };

  /** A run reads its map alone this way. */
  readonly readPath = async (path: string): Promise<ReadOutcome> => {
    const outcome = await readPath(path);
    if (outcome.kind === "text") this.map = outcome.file;
    return outcome;
  };

  record(): ReadRecord {
    const { files = [], folders = [], archives = [], maps = [], skipped = [], failed = [] } = this.set ?? {};
    return {
      map: this.map === undefined ? null : { name: this.map.path, digest: { sha256: this.map.sha256 } },
      maps: [...maps],
      files: files.map(({ file, folder }) => ({
        name: file.path,
        digest: { sha256: file.sha256 },
        folder: folder ?? null,
      })),
      folders: [...folders],
      archives: archives.map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
      skipped: skipped.map(({ path, sha256, why }) => ({ name: path, digest: digestOf(sha256), why })),
      failed: failed.map(({ path, sha256, code, why }) => ({ name: path, digest: digestOf(sha256), code, why })),
    };
  }
}

function digestOf(sha256: string): { sha256: string } | Record<string, never> {
  return sha256 === "" ? {} : { sha256 };
}

/** A recorded reading from other places: each text by its hash, under the name that it had. */
export class ReplayStore implements InputStore {
  /** @param texts every text of the record by its hash. */
  constructor(
    private readonly recorded: ReadRecord,
    private readonly texts: ReadonlyMap<string, SourceFile>,
  ) {}

  readonly readInputs: InputStore["readInputs"] = async (_, diagnostics) => this.replay(diagnostics);

  readonly readPath = async (): Promise<ReadOutcome> => {
    const { map } = this.recorded;
    if (map === null) throw new Error("the recorded run read no map");
    return { kind: "text", file: this.textOf(map) };
  };

  private async replay(diagnostics: Diagnostics): Promise<InputSet> {
    const reading = new InputReading(diagnostics);
    const { files, folders, archives, maps, skipped, failed } = this.recorded;
    reading.inputs.maps.push(...maps);
    reading.inputs.folders.push(...folders);
    reading.inputs.archives.push(...archives.map(({ name, digest }) => ({ path: name, sha256: digest.sha256 })));
    for (const { name, digest, folder } of files) {
      const outcome = { kind: "text" as const, file: this.textOf({ name, digest }) };
      if (folder === null) await reading.takeNamed(name, outcome);
      else await reading.takeFound(name, folder, outcome);
    }
    for (const { name, digest, why } of skipped) {
      await reading.takeFound(name, "", { kind: "other", code: "read/binary", why, sha256: hashOf(digest) });
    }
    for (const { name, digest, code, why } of failed) {
      reading.fail(name, outcomeOf(code, why, hashOf(digest)));
    }
    return reading.inputs;
  }

  private textOf({
    name,
    digest,
  }: {
    readonly name: string;
    readonly digest: { readonly sha256: string };
  }): SourceFile {
    const found = this.texts.get(digest.sha256);
    if (found === undefined) throw new Error(`nothing was found that is ${name}`);
    return { ...found, path: name };
  }
}

type FailedOutcome = Exclude<ReadOutcome, { kind: "text" }>;

function outcomeOf(code: FailedOutcome["code"], why: string, sha256: string): FailedOutcome {
  if (code === "read/empty" || code === "read/binary") return { kind: "other", code, why, sha256 };
  return { kind: "failed", code, why };
}

function hashOf(digest: object): string {
  return "sha256" in digest && typeof digest.sha256 === "string" ? digest.sha256 : "";
}
