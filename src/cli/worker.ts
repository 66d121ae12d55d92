/** Where a worker thread starts: as `main.ts`, with what the other thread told it instead of words. */
import { parentPort, workerData } from "node:worker_threads";
import { bundledCommands } from "./bundled.js";

const { runWorker } = bundledCommands() ?? (await import("./run-command.js"));
await runWorker(workerData, (delivery) => parentPort?.postMessage(delivery));
