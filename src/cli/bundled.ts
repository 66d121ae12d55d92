/** The whole program as one file that was compiled before, where the build left one (.ci/bundle.mjs). */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

const FILE = fileURLToPath(new URL("../../bundle/run-command.cjs", import.meta.url));

/**
 * How much bytecode a function runs before V8 thinks of optimizing it; 8 times the default of V8 11. A check of a plant is
 * over before most of what V8 optimizes pays: its 3.2 s of processor time became 1.5. By 16 times a plant takes another 5 %
 * less of it, but as long, and 10,000 and 50,000 rules take 3 to 10 % longer.
 */
const INTERRUPT_BUDGET = "--interrupt-budget=540672";
/** The same for V8 12 to 14, which count calls: 5 times their default. 0.83 s of processor time for the sample, which were 0.93. */
const CALLS_BEFORE_MAGLEV = "--invocation-count-for-maglev=2000";
/**
 * How much the heap may grow over what was alive before garbage is collected again. By its default V8 lets 230 MB grow to
 * 950. By 100 percent 100,000 rules over 100 devices take 5 % less time than by 70, and 10,000 rules 190 MB where they take 170.
 */
const HEAP_GROWING = "--heap-growing-percent=85";
/**
 * How much a WebAssembly function runs before V8 optimizes it, in bytes, 9 times the default of V8 11: what the policies say of
 * a plant is said before that pays. 74 ms of processor time became 50, those of thirty plants are as many as before.
 */
const WASM_TIERING = "--wasm-tiering-budget=16000000";
/** The first and the last V8 that are known to know a flag: of one that it does not know it would speak on the screen. V8 12 has no such budget. */
const FLAGS = [
  { flag: INTERRUPT_BUDGET, first: 11, last: 11 },
  { flag: CALLS_BEFORE_MAGLEV, first: 12, last: 14 },
  { flag: HEAP_GROWING, first: 11, last: 14 },
  { flag: WASM_TIERING, first: 11, last: 14 },
];

/**
 * Modules of Node that the program loads first. Node has them compiled too, for flags as they are by themselves: loaded under
 * others, they take 12 ms and not 4.
 */
const OF_NODE = ["child_process", "crypto", "fs/promises", "os", "timers/promises", "worker_threads", "zlib"];

/** What the program exports. */
type Commands = Pick<typeof import("./run-command.js"), "runCommand" | "runWorker">;

/**
 * 300 modules take 0.3 s to be found and read one by one, and as long again to be compiled; this takes a tenth of it. The
 * text is all ASCII (.ci/bundle.mjs): decoding it as UTF-8 took 40 ms more of the 100.
 * @returns undefined where there is no bundle: then the modules are there.
 */
export function bundledCommands(): Commands | undefined {
  if (!existsSync(FILE)) return undefined;
  const load = createRequire(FILE);
  for (const name of OF_NODE) load(`node:${name}`);
  const compiled = existsSync(`${FILE}.cache`) ? readFileSync(`${FILE}.cache`) : undefined;
  return scriptOf(FILE, readFileSync(FILE, "latin1"), compiled).load();
}

/**
 * A CommonJS module that was written as a function (.ci/bundle.mjs) as a script of its own.
 * @param compiled what V8 made of the same file before; one of another version or for another text length is not used.
 */
export function scriptOf(file: string, code: string, compiled?: Buffer): { script: Script; load: () => Commands } {
  // Before anything is compiled: V8 takes nothing that was compiled under other flags.
  const version = Number.parseInt(process.versions.v8, 10);
  for (const { flag, first, last } of FLAGS) if (version >= first && version <= last) setFlagsFromString(flag);
  const script = new Script(code, { filename: file, ...(compiled === undefined ? {} : { cachedData: compiled }) });
  const load = (): Commands => {
    const module: { exports: unknown } = { exports: {} };
    const run: unknown = script.runInThisContext();
    if (typeof run !== "function") throw new Error(`${file} is no module`);
    run(module.exports, createRequire(file), module, file, dirname(file));
    if (!isCommands(module.exports)) throw new Error(`${file} is not the program`);
    return module.exports;
  };
  return { script, load };
}

function isCommands(exports: unknown): exports is Commands {
  return (
    typeof exports === "object" &&
    exports !== null &&
    "runCommand" in exports &&
    typeof exports.runCommand === "function" &&
    "runWorker" in exports &&
    typeof exports.runWorker === "function"
  );
}
