/** Results of earlier runs in a folder, by the hash of everything they rest on. */
import { createHash, randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { whyNotWritten } from "../diagnostics/not-written.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { makeFolder } from "../read/make-folder.js";

/** How many answers were known, and how many were found out anew. */
export interface Tally {
  readonly recalled: number;
  readonly made: number;
  /** Why not all of them could be kept; left out: they were. */
  readonly unwritten?: string;
}

export interface ResultCache {
  readonly tally: () => Tally;
  /**
   * What is kept under the key, or else what `make` gives, which is kept then. Values are plain JSON.
   * @param holds whether a value that was made holds for later runs too; left out: it does.
   */
  readonly recall: <T>(key: string, make: () => T, holds?: (value: T) => boolean) => T;
}

/**
 * Opens a folder of results. Entries are written beside their place and renamed, so that runs at the same time do not see
 * halves; one whose bytes are not those that were written, or that another version wrote, is none. Once one cannot be written,
 * no further one is tried: what was found out is worth more than that it is kept.
 * @param version of zoneproof: another one may answer differently.
 * @throws UsageError when the folder cannot be made.
 */
export function openCache(folder: string, version: string): ResultCache {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new UsageError(
      `the cache ${folder} cannot be used: ${whyNotWritten(error)}`,
      "name a folder that can be written",
    );
  }
  let [recalled, made] = [0, 0];
  let unwritten: string | undefined;
  return {
    tally: () => ({ recalled, made, ...(unwritten !== undefined && { unwritten }) }),
    recall: <T>(key: string, make: () => T, holds: (value: T) => boolean = () => true): T => {
      const name = sha256(JSON.stringify([FORMAT, version, key]));
      const place = join(folder, name.slice(0, 2), `${name}.json`);
      const kept = readEntry(place, name);
      // Under this name lies what this version wrote for this key: the types are those of `make`.
      if (kept !== undefined) {
        recalled++;
        return JSON.parse(kept) as T;
      }
      made++;
      const value = make();
      if (unwritten === undefined && holds(value)) unwritten = writeEntry(place, name, JSON.stringify(value));
      return value;
    },
  };
}

/** A cache that lasts as long as it is held, for runs one after the other that differ in little. */
export function memoryCache(): ResultCache {
  const kept = new Map<string, unknown>();
  let [recalled, made] = [0, 0];
  return {
    tally: () => ({ recalled, made }),
    recall: <T>(key: string, make: () => T, holds: (value: T) => boolean = () => true): T => {
      if (kept.has(key)) {
        recalled++;
        // What lies under a key was made for it: the types are those of `make`.
        return kept.get(key) as T;
      }
      const value = make();
      made++;
      if (holds(value)) kept.set(key, value);
      return value;
    },
  };
}

/** Of zoneproof and of what judges: other policies say something else of the same slice. */
export function cacheVersion(
  { version }: { readonly version: string },
  judging: { readonly version?: string },
): string {
  return judging.version === undefined ? version : JSON.stringify([version, judging.version]);
}

/** Of the entries; another one is another cache. */
const FORMAT = 3;

/** An entry is a line with its name and the hash of the rest, and the rest. */
function headOf(name: string, body: string | Uint8Array): string {
  return `${name} ${sha256(body)}\n`;
}

function readEntry(place: string, name: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(place);
  } catch (error) {
    // Not there yet, or not to be read: both are found out anew, as it is with an entry that is damaged.
    if (isFileError(error)) return undefined;
    throw error;
  }
  // Hashed as it lies there: to hash the text, it would be made bytes once more.
  const end = bytes.indexOf("\n") + 1;
  const body = bytes.subarray(end);
  return bytes.toString("latin1", 0, end) === headOf(name, body) ? body.toString() : undefined;
}

/** @returns why it could not be written; then nothing is left of it. */
function writeEntry(place: string, name: string, body: string): string | undefined {
  const draft = `${place}.${randomUUID()}`;
  try {
    makeFolder(dirname(place));
  } catch (error) {
    return whyNotWritten(error);
  }
  try {
    writeFileSync(draft, headOf(name, body) + body);
    renameSync(draft, place);
    return undefined;
  } catch (error) {
    rmSync(draft, { force: true });
    return whyNotWritten(error);
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
