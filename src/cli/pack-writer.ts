/** Evidence packs on the disk: written beside their place, and moved there when they are whole. */
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { whyNotWritten } from "../diagnostics/not-written.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { makeFolder } from "../read/make-folder.js";
import { readPackFolder } from "../read/pack-folder.js";
import { againstManifest } from "../report/evidence/compare.js";
import { readManifest } from "../report/evidence/manifest.js";
import { MANIFEST } from "../report/evidence/pack.js";

/**
 * Whether a pack may take this place: nothing is there, an empty folder, or a pack with nothing added to it. Asked before the long work.
 * @throws UsageError when not.
 */
export async function claimPackFolder(folder: string): Promise<void> {
  // As it is written later: to the system an empty name is nothing, and resolved it is the folder this runs in.
  const held = await stat(resolve(folder)).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT") return undefined;
    throw new UsageError(`the evidence cannot be written to ${folder}: ${whyNotWritten(error)}`);
  });
  if (held === undefined) return;
  if (!held.isDirectory()) throw new UsageError(`${folder} is no folder`, "name a folder for the evidence");
  const { files, others } = await readPackFolder(resolve(folder));
  if (files.size + others.length === 0) return;
  const manifest = files.has(MANIFEST) ? readManifest(await readFile(join(folder, MANIFEST), "utf8")) : undefined;
  if (manifest === undefined || "why" in manifest) {
    throw new UsageError(
      `${folder} is not empty and is no evidence pack`,
      "name an empty folder, or one that is not there",
    );
  }
  const added = againstManifest(manifest.statement, files, others).find(({ kind }) => kind === "added");
  if (added === undefined) return;
  throw new UsageError(
    `${folder} is an evidence pack with something else in it: ${added.file}`,
    "move that away, or name another folder",
  );
}

/** @throws UsageError when it cannot be written; then nothing of it is left, and an earlier pack is as it was. */
export async function writePack(files: ReadonlyMap<string, string>, folder: string): Promise<void> {
  await claimPackFolder(folder);
  const place = await realpath(folder).catch(() => resolve(folder));
  const draft = join(dirname(place), `.${process.pid}.zoneproof`);
  const old = `${draft}.old`;
  try {
    makeFolder(dirname(place));
    for (const [path, text] of files) {
      makeFolder(dirname(join(draft, path)));
      await writeFile(join(draft, path), text);
    }
    await takePlace(draft, place, old);
  } catch (error) {
    throw new UsageError(`the evidence cannot be written to ${folder}: ${whyNotWritten(error)}`);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Moves what was there aside, and back where its place cannot be taken. */
async function takePlace(draft: string, place: string, old: string): Promise<void> {
  const held = await stat(place).catch(noneAtAll);
  if (held !== undefined) await rename(place, old);
  try {
    await rename(draft, place);
  } catch (error) {
    if (held !== undefined) await rename(old, place);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

function noneAtAll(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
