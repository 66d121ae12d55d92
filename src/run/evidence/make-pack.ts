/** The job of `zoneproof report --evidence`: a run, and the files of its evidence pack. */
import { shippedDigests } from "../../judge/bundle.js";
import type { EvidencePredicate } from "../../report/evidence/manifest.js";
import { buildPack } from "../../report/evidence/pack.js";
import type { PageAssets } from "../../report/html.js";
import { type CheckOutcome, type CheckRequest, check } from "../check.js";
import type { InputStore } from "../load-plant.js";
import { RecordingStore } from "./recorded.js";

/** What the program is made of, as it is installed here. */
export interface Installed {
  readonly version: string;
  /** SHA-256 of the program. */
  readonly program: string;
  readonly assets: PageAssets;
}

export interface PackRequest extends Omit<CheckRequest, "version" | "sets" | "store" | "day"> {
  readonly day: string;
  /** Whether masked copies of the configurations are part of it. */
  readonly copies: boolean;
  readonly installed: Installed;
}

export interface MadePack {
  readonly outcome: CheckOutcome;
  readonly files: ReadonlyMap<string, string>;
}

/** Reads the disk, and writes down what it read. */
export async function makePack(request: PackRequest): Promise<MadePack> {
  const store = new RecordingStore();
  return packOf(request, store, () => store.record());
}

/** @param recorded what was read, asked for when the run is over. */
export async function packOf(
  request: PackRequest,
  store: InputStore,
  recorded: () => EvidencePredicate["read"],
): Promise<MadePack> {
  const { installed, day, asOfMinutes, paths, zones, copies } = request;
  const outcome = await check({ ...request, version: installed.version, sets: true, store });
  const predicate: EvidencePredicate = {
    tool: { name: "zoneproof", version: installed.version, digest: { sha256: installed.program } },
    policies: await policiesOf(),
    judged: { day, asOfMinutes: asOfMinutes ?? null },
    asked: { paths: [...paths], zones: zones ?? null, copies },
    read: recorded(),
  };
  // Earlier runs are not what a pack rests on: who runs it again from the originals has none.
  const { history: _, ...result } = outcome.result;
  const { profile, checks, policies } = request;
  const judging = {
    ...(profile !== undefined && { profile }),
    ...(checks !== undefined && { checks }),
    ...(policies !== undefined && { policies }),
  };
  return { outcome, files: buildPack(result, predicate, installed.assets, judging) };
}

/** The compiled policies that judge, by their hashes. */
export async function policiesOf(): Promise<EvidencePredicate["policies"]> {
  const digests = shippedDigests();
  return { bundle: { sha256: digests.wasm }, catalogue: { sha256: digests.catalogue } };
}
