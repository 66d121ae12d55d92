/**
 * First the program of the HTML report, which runs in browsers: one script without imports, and the looks beside it. Then
 * joins the compiled modules and what they need into one file, and keeps what V8 made of it beside it: a run then reads
 * two files instead of 300 and compiles nothing of them. So with the policies. Run by `.ci/setup.mjs` after the compiler.
 */
import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { scriptOf } from "../dist/src/cli/bundled.js";
import { keepCode } from "../dist/src/judge/kept-code.js";

const ENTRY = fileURLToPath(new URL("../dist/src/cli/run-command.js", import.meta.url));
const PAGE = fileURLToPath(new URL("../src/report/html/page/", import.meta.url));
const POLICIES = fileURLToPath(new URL("../policies/compiled/policies.wasm", import.meta.url));
const FOLDER = fileURLToPath(new URL("../dist/bundle/", import.meta.url));
/** What is compiled is what this run needs; everything else is compiled when it is first called. */
const USUAL = ["check", fileURLToPath(new URL("../samples/halden-pack/weak", import.meta.url)), "--fail-on", "never"];

rmSync(FOLDER, { recursive: true, force: true });
const page = await rolldown({
  input: `${PAGE}main.tsx`,
  platform: "browser",
  tsconfig: fileURLToPath(new URL("../tsconfig.page.json", import.meta.url)),
  resolve: { extensionAlias: { ".js": [".ts", ".js"], ".jsx": [".tsx"] } },
});
await page.write({ file: `${FOLDER}page.js`, format: "iife", minify: true });
await page.close();
copyFileSync(`${PAGE}page.css`, `${FOLDER}page.css`);
const bundle = await rolldown({ input: ENTRY, platform: "node" });
await bundle.write({ dir: FOLDER, format: "cjs", entryFileNames: "run-command.cjs", codeSplitting: false });
await bundle.close();
asFunctionInAscii(`${FOLDER}run-command.cjs`);
await keepCompiled(`${FOLDER}run-command.cjs`);

/**
 * Makes a module the function that Node makes of it, which is then compiled as it was read: to join 4 MB anew takes memory and
 * time of every run. Writes what is not ASCII as escapes, which mean the same in all that is no comment: such text is read
 * without decoding it.
 */
function asFunctionInAscii(file) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const text = readFileSync(file, "utf8").replace(/[\u0080-\uffff]/g, escaped);
  writeFileSync(file, `(function (exports, require, module, __filename, __dirname) {${text}\n})`, "latin1");
}

/** Runs the usual command, so that the functions it calls are compiled, and writes what came of it. */
async function keepCompiled(file) {
  const { script, load } = scriptOf(file, readFileSync(file, "latin1"));
  // Under the flags of the program, and before it compiles them as runs without it do.
  const code = keepCode(readFileSync(POLICIES), Number.parseInt(process.versions.v8, 10));
  if (code !== undefined) writeFileSync(`${FOLDER}policies.wasm.cache`, code);
  const write = process.stdout.write;
  process.stdout.write = () => true;
  const { runCommand } = load();
  for (const format of ["terminal", "json"]) await runCommand([...USUAL, "--format", format]);
  process.stdout.write = write;
  // Never a half of it under the name that is read.
  writeFileSync(`${file}.part`, script.createCachedData());
  renameSync(`${file}.part`, `${file}.cache`);
}
