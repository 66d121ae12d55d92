/** What V8 made of a WebAssembly module, as bytes for later runs: V8 keeps such code for browsers, and Node has no name for it. */
import { createHash } from "node:crypto";
import { cachedDataVersionTag, setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { withUsualHeap } from "../source/young-heap.js";

/** What of it is used here; TypeScript knows the rest with browsers alone. */
declare const WebAssembly: { readonly Module: new (wasm: Uint8Array) => object };

/** Compiles all of a module at once and by its best compiler, not function by function when one is first called. */
const THOROUGHLY = ["liftoff", "wasm-lazy-compilation", "wasm-dynamic-tiering"];
/** From V8 13 on functions are put into each other: 4.3 MB of the policies, which are 1.4 without, and as fast. */
const LEAN = { flag: "wasm-inlining", first: 13 };
/** The last V8 that tells its code when it is asked by this name (Node 24): that of Node 26 breaks the program off. */
const LAST_TO_TELL = 13;

/**
 * Compiles a module as a whole, for `recallModule` in runs of the same V8 with the same flags.
 * @param version of V8.
 * @returns undefined when this V8 has no way to tell its code.
 */
export function keepCode(wasm: Uint8Array, version: number): Uint8Array | undefined {
  if (version > LAST_TO_TELL) return undefined;
  const serialize = intrinsic("SerializeWasmModule", "module");
  const usual = version >= LEAN.first ? [...THOROUGHLY, LEAN.flag] : THOROUGHLY;
  for (const flag of usual) setFlagsFromString(`--no-${flag}`);
  const module = new WebAssembly.Module(wasm);
  for (const flag of usual) setFlagsFromString(`--${flag}`);
  const code = serialize?.(module);
  if (!(code instanceof ArrayBuffer)) return undefined;
  const body = new Uint8Array(code);
  return Buffer.concat([headOf(wasm, body), body]);
}

/**
 * The module with what was kept of it.
 * @returns undefined where that is of another module, or of a V8 of another version, other flags or another kind of processor,
 * or is not what was written.
 */
export function recallModule(wasm: Uint8Array, kept: Uint8Array): object | undefined {
  return withUsualHeap(() => {
    const body = Uint8Array.prototype.slice.call(kept, HEAD_BYTES);
    if (!headOf(wasm, body).equals(kept.subarray(0, HEAD_BYTES))) return undefined;
    const module = intrinsic("DeserializeWasmModule", "code, wasm")?.(body.buffer, wasm);
    return module instanceof WebAssembly.Module ? module : undefined;
  });
}

/** A tag of 4 bytes and a SHA-256. */
const HEAD_BYTES = 36;

/** V8 looks at its own version alone, and runs whatever follows: code of other policies would say what those say. */
function headOf(wasm: Uint8Array, code: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(cachedDataVersionTag());
  createHash("sha256").update(wasm).update(code).digest().copy(head, 4);
  return head;
}

/** A function of V8 that only its own tests call by name; undefined where it has none of the name. */
function intrinsic(name: string, parameters: string): ((...values: unknown[]) => unknown) | undefined {
  setFlagsFromString("--allow-natives-syntax");
  try {
    // In brackets, so that it is compiled now, while V8 knows such names.
    return new Script(`(function (${parameters}) { return %${name}(${parameters}); })`).runInThisContext();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  } finally {
    setFlagsFromString("--no-allow-natives-syntax");
  }
}
