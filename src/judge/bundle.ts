/** The compiled policies: loads the WASM bundle and its catalogue, and asks it about one slice at a time. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { LoadedPolicy, loadPolicySync } from "@open-policy-agent/opa-wasm";
import { packageRoot } from "../source/package-root.js";
import { SERVICES } from "../zones/service-catalogue.js";
import type { CatalogueEntry } from "./finding.js";

export type Slice = "pair" | "device" | "map";

export interface Bundle {
  readonly catalogue: readonly CatalogueEntry[];
  /** SHA-256 of both files, in hex. */
  readonly digests: () => { readonly wasm: string; readonly catalogue: string };
  /** Makes the policies ready for inputs of at most `inputBytes` of JSON each. */
  readonly open: (inputBytes: number) => OpenBundle;
}

export interface OpenBundle {
  /**
   * What the rules named `slice` say of one input, as they said it.
   * @throws Error when the policies break on it: they ran out of memory, or called something that is not there.
   */
  readonly evaluate: (slice: Slice, input: unknown) => unknown;
}

/** Pages of 64 KiB. */
const PAGE_BYTES = 65_536;
/** What the module needs beside its input. */
const BASE_PAGES = 128;
/**
 * Parsed facts and what policies derive from them take up to about this many times the bytes of the JSON. The module
 * grows its memory in small steps, which is slow, so it gets what it may need at once (design 7); what is not touched
 * costs nothing.
 */
const BYTES_PER_INPUT_BYTE = 64;
const MAX_PAGES = 32_768;

/**
 * Loads the bundle from a folder that holds `policies.wasm` and `catalogue.json`; by default the shipped one.
 * @throws Error when the folder does not hold them.
 */
export async function loadBundle(folder?: string): Promise<Bundle> {
  const place = folder === undefined ? new URL("policies/compiled/", packageRoot()) : pathToFileURL(`${folder}/`);
  const [bytes, text, library] = await Promise.all([
    readFile(new URL("policies.wasm", place)),
    readFile(new URL("catalogue.json", place), "utf8"),
    import("@open-policy-agent/opa-wasm"),
  ]);
  const catalogue = readCatalogue(text);
  const load = loaderOf(library);
  return {
    catalogue,
    digests: () => ({ wasm: sha256(bytes), catalogue: sha256(text) }),
    open: (inputBytes) => {
      const wanted = BASE_PAGES + Math.ceil((inputBytes * BYTES_PER_INPUT_BYTE) / PAGE_BYTES);
      const memory = { initial: Math.min(wanted, MAX_PAGES / 2), maximum: MAX_PAGES };
      const policy = load(bytes, memory);
      policy.setData(policyData(catalogue));
      return { evaluate: (slice, input) => evaluate(policy, slice, input) };
    },
  };
}

/**
 * What loads a policy at once: the other way asks for the `Response` of the network, which takes 40 ms to set up. The
 * typings promise it by name; the module of 1.10.0 has it in its default export alone.
 */
function loaderOf(library: object): typeof loadPolicySync {
  const inside: unknown = "default" in library ? library.default : undefined;
  if (typeof inside === "object" && inside !== null && "loadPolicySync" in inside) {
    const load: unknown = inside.loadPolicySync;
    if (typeof load === "function") return load as typeof loadPolicySync;
  }
  throw new Error("opa-wasm has no loadPolicySync: it is not the version that package-lock.json names");
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Reads `catalogue.json`, which the build wrote next to the bundle. */
function readCatalogue(text: string): readonly CatalogueEntry[] {
  const read: unknown = JSON.parse(text);
  if (typeof read !== "object" || read === null || !("checks" in read) || !Array.isArray(read.checks)) {
    throw new Error("catalogue.json of the policies has no list of checks: run `npm run generate`");
  }
  // Written by buildPolicies from typed entries; the freshness check of `policy check` keeps it so.
  return read.checks as readonly CatalogueEntry[];
}

/** What policies read as `data`: the checks in the words of METADATA as `catalogue`, what services are as `protocols`; both by id. */
export function policyData(catalogue: readonly CatalogueEntry[]): Record<string, Record<string, unknown>> {
  return {
    catalogue: Object.fromEntries(
      catalogue.map(({ id, severity, slTarget, verdictKind }) => [
        id,
        { severity, sl_target: slTarget, verdict_kind: verdictKind },
      ]),
    ),
    protocols: Object.fromEntries(
      SERVICES.map(({ id, category, canChangeProcess, encrypted, authenticated }) => [
        id,
        { category, can_change_process: canChangeProcess, encrypted, authenticated },
      ]),
    ),
  };
}

function evaluate(policy: LoadedPolicy, slice: Slice, input: unknown): unknown {
  let results: unknown;
  try {
    results = policy.evaluate(input, `zoneproof/main/${slice}`);
  } catch (error) {
    // The module throws texts and plain objects as well as errors.
    const reason =
      typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
    throw new Error(`the policies broke while judging a ${slice}: ${reason}`, { cause: error });
  }
  const first: unknown = Array.isArray(results) ? results[0] : undefined;
  if (typeof first !== "object" || first === null || !("result" in first)) {
    throw new Error(`the policies gave no answer for a ${slice}`);
  }
  return first.result;
}
