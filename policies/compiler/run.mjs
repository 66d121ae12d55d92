/** Runs opa.wasm.gz once, as a worker thread: `request` goes in, `response` and `errors` are written as files. */
import { closeSync, openSync, readFileSync } from "node:fs";
import { WASI } from "node:wasi";
import { parentPort, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";

const module = await WebAssembly.compile(gunzipSync(readFileSync(workerData.wasm)));
const stdin = openSync(workerData.request, "r");
const stdout = openSync(workerData.response, "w");
const stderr = openSync(workerData.errors, "w");
// No folder is opened to it, nothing of our environment: a policy that breaks out of the compiler finds nothing. A run is
// short, so the Go runtime collects its garbage seldom: a third faster for some megabytes more.
const env = { GOGC: "800" };
const wasi = new WASI({ version: "preview1", args: ["opa"], env, preopens: {}, stdin, stdout, stderr });
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
const exitCode = wasi.start(instance);
for (const file of [stdin, stdout, stderr]) closeSync(file);
parentPort.postMessage(exitCode);
