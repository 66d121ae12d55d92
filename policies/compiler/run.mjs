/** Runs opa.wasm.gz once, in a process of its own: `node run.mjs REQUEST RESPONSE ERRORS`, three files. */
import { openSync, readFileSync } from "node:fs";
import { WASI } from "node:wasi";
import { gunzipSync } from "node:zlib";

const [request, response, errors] = process.argv.slice(2);
const module = await WebAssembly.compile(gunzipSync(readFileSync(new URL("opa.wasm.gz", import.meta.url))));
const stdin = openSync(request, "r");
const stdout = openSync(response, "w");
const stderr = openSync(errors, "w");
// No folder is opened to it, nothing of our environment: a policy that breaks out of the compiler finds nothing. A run is
// short, so the Go runtime collects its garbage seldom: a third faster for some megabytes more.
const env = { GOGC: "800" };
// The end of the compiler ends the process. By default Node throws through the frames of the WASM instead, and V8 of Node
// 20 crashed there in a tenth of the runs (Isolate::UnwindAndFindHandler reads bytecode that a collection had moved).
const returnOnExit = false;
const wasi = new WASI({ version: "preview1", args: ["opa"], env, preopens: {}, stdin, stdout, stderr, returnOnExit });
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
wasi.start(instance);
