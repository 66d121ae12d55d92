/** Compiled policies: loads a WASM bundle and its catalogue, and asks it about one slice at a time. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { LoadedPolicy, loadPolicySync } from "@open-policy-agent/opa-wasm";
import { once } from "../source/once.js";
import { packageRoot } from "../source/package-root.js";
import { SERVICES } from "../zones/service-catalogue.js";
import type { CatalogueEntry } from "./finding.js";
import { recallModule } from "./kept-code.js";
import { isRecord } from "./said.js";
import { isThresholds, type Thresholds } from "./thresholds.js";

export type Slice = "pair" | "device" | "map";
/** Slices, and what services may be. */
export type Asked = Slice | "services";

export interface Bundle {
  readonly catalogue: readonly CatalogueEntry[];
  /** What its checks measure by. */
  readonly thresholds: Thresholds;
  /** What tells it from the shipped one with its defaults, for what is kept of a run; left out: it is that one. */
  readonly version?: string;
  /** Whose checks are not ours, by check id: what goes wrong in one is theirs. */
  readonly own?: { readonly label: string; readonly checks: ReadonlySet<string> };
  /** Makes the policies ready for inputs of at most `inputBytes` of JSON each. */
  readonly open: (inputBytes: number) => OpenBundle;
}

export interface OpenBundle {
  /**
   * What the rules of `main.rego` with the name of what is asked say of one input, as they said it.
   * @throws Error when the policies break on it: they ran out of memory, or called something that is not there.
   */
  readonly evaluate: (asked: Asked, input: unknown) => unknown;
}

/** Asks policies about an input, as JSON bytes. @throws Error as `OpenBundle.evaluate`. */
export type Ask = (asked: Asked, json: ArrayBuffer) => unknown;

/** Room for the inputs of small plants: to open the policies again takes longer than what memory that is not touched costs. */
const LEAST_BYTES = 32_768;

/** Policies that are opened when they are first asked, and again with twice as much room for an input that wants more. */
export function askedOf(bundle: Pick<Bundle, "open">): Ask {
  let open: { readonly policies: OpenBundle; readonly bytes: number } | undefined;
  return (asked, json) => {
    if (open === undefined || open.bytes < json.byteLength) {
      const bytes = Math.max(json.byteLength * 2, LEAST_BYTES);
      open = { policies: bundle.open(bytes), bytes };
    }
    return open.policies.evaluate(asked, json);
  };
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

/** Policies as the build wrote them. */
export interface CompiledPolicies {
  readonly wasm: Uint8Array;
  /** What V8 made of it before; left out: nothing is kept of it. */
  readonly code?: Uint8Array;
  readonly catalogue: readonly CatalogueEntry[];
  readonly thresholds: Thresholds;
}

/**
 * Reads `policies.wasm` and the `catalogue.json` beside it; by default the shipped ones.
 * @throws Error when the folder does not hold them.
 */
export function readCompiled(folder?: string): CompiledPolicies {
  const { wasm, text } = readFiles(folder);
  const code = folder === undefined ? readCode() : undefined;
  return { wasm, ...readCatalogue(text), ...(code !== undefined && { code }) };
}

/** What the build left beside the joined program (.ci/bundle.mjs). */
function readCode(): Uint8Array | undefined {
  const file = new URL("dist/bundle/policies.wasm.cache", packageRoot());
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** SHA-256 of both shipped files, in hex. */
export function shippedDigests(): { readonly wasm: string; readonly catalogue: string } {
  const { wasm, text } = readFiles();
  return { wasm: sha256(wasm), catalogue: sha256(text) };
}

function readFiles(folder?: string): { readonly wasm: Uint8Array; readonly text: string } {
  const place = folder === undefined ? new URL("policies/compiled/", packageRoot()) : pathToFileURL(`${folder}/`);
  return {
    wasm: readFileSync(new URL("policies.wasm", place)),
    text: readFileSync(new URL("catalogue.json", place), "utf8"),
  };
}

/** Loads the bundle of a folder, by default the shipped one. @throws Error as `readCompiled`. */
export async function loadBundle(folder?: string): Promise<Bundle> {
  return bundleOf(readCompiled(folder), await loadPolicyLoader());
}

type Loader = typeof loadPolicySync;

/** The library that runs policies; it takes its time, so it is loaded once it is needed. */
export async function loadPolicyLoader(): Promise<Loader> {
  return loaderOf(await import("@open-policy-agent/opa-wasm"));
}

/** @param thresholds in place of the defaults. `mostPages`: of memory, 64 KiB each. */
export function bundleOf(
  { wasm, code, catalogue, thresholds }: CompiledPolicies,
  load: Loader,
  mostPages = MAX_PAGES,
): Bundle {
  // Function by function, V8 took 40 ms for what a run calls of it; as it was kept, 2 ms for all.
  const module = once(() => (code === undefined ? undefined : recallModule(wasm, code)) ?? wasm);
  return {
    catalogue,
    thresholds,
    open: (inputBytes) => {
      const wanted = BASE_PAGES + Math.ceil((inputBytes * BYTES_PER_INPUT_BYTE) / PAGE_BYTES);
      const memory = { initial: Math.min(wanted, mostPages / 2), maximum: mostPages };
      const policy = load(module(), memory);
      policy.setData(policyData(catalogue, thresholds));
      return { evaluate: (asked, input) => evaluate(policy, asked, input) };
    },
  };
}

/**
 * What loads a policy at once: the other way asks for the `Response` of the network, which takes 40 ms to set up. The
 * typings promise it by name; the module of 1.10.0 has it in its default export alone.
 */
function loaderOf(library: object): Loader {
  const inside: unknown = "default" in library ? library.default : undefined;
  if (typeof inside === "object" && inside !== null && "loadPolicySync" in inside) {
    const load: unknown = inside.loadPolicySync;
    if (typeof load === "function") return load as Loader;
  }
  throw new Error("opa-wasm has no loadPolicySync: it is not the version that package-lock.json names");
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Reads `catalogue.json`, which the build wrote next to the bundle. */
function readCatalogue(text: string): Pick<CompiledPolicies, "catalogue" | "thresholds"> {
  const read: unknown = JSON.parse(text);
  if (!isRecord(read) || !Array.isArray(read.checks)) {
    throw new Error("catalogue.json of the policies has no list of checks: run `npm run generate`");
  }
  const thresholds = read.thresholds ?? {};
  if (!isThresholds(thresholds)) throw new Error("catalogue.json of the policies has thresholds that are none");
  // Written by buildPolicies from typed entries; the freshness check of `policy check` keeps it so.
  return { catalogue: read.checks as readonly CatalogueEntry[], thresholds };
}

/**
 * What policies read as `data`: the checks in the words of METADATA as `catalogue`, what services are as `protocols`, both
 * by id; and the thresholds.
 */
export function policyData(
  catalogue: readonly CatalogueEntry[],
  thresholds: Thresholds,
): Record<string, Record<string, unknown>> {
  return {
    thresholds,
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

function evaluate(policy: LoadedPolicy, asked: Asked, input: unknown): unknown {
  let results: unknown;
  try {
    results = policy.evaluate(input, `zoneproof/main/${asked}`);
  } catch (error) {
    // The module throws texts and plain objects as well as errors.
    const reason =
      typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
    throw new Error(`the policies broke while judging ${named(asked)}: ${reason}`, { cause: error });
  }
  const first: unknown = Array.isArray(results) ? results[0] : undefined;
  if (typeof first !== "object" || first === null || !("result" in first)) {
    throw new Error(`the policies gave no answer for ${named(asked)}`);
  }
  return first.result;
}

function named(asked: Asked): string {
  return asked === "services" ? asked : `a ${asked}`;
}
