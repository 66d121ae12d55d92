/** How fast a FortiOS text is read, in megabytes a second of one core: into the tree of its statements, and on into the model. */
import { readFileSync } from "node:fs";
import { FORTIGATE } from "../../dist/parsers/fortigate/index.js";
import { parseText } from "../../dist/parsers/fortigate/parse.js";
import { Places } from "../../dist/parsers/fortigate/places.js";
import { Diagnostics } from "../../dist/src/diagnostics/diagnostic.js";
import { LineAccount } from "../../dist/src/source/line-account.js";

/** The first runs compile what they call. */
const RUNS = 5;

/** @param into `tree` or `model`. @returns megabytes a second of the fastest of some runs. */
export function readingSpeed(path, into) {
  const text = readFileSync(path, "utf8");
  const file = { path, text, encoding: "utf-8", sha256: "" };
  const read = into === "tree" ? readTree : readModel;
  const seconds = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    read(file);
    return (performance.now() - start) / 1000;
  });
  return text.length / 1e6 / Math.min(...seconds);
}

function readTree(file) {
  const places = new Places(file);
  parseText(places, new LineAccount(places.lines), new Diagnostics());
}

function readModel(file) {
  const { devices } = FORTIGATE.parse(file, FORTIGATE.detect(file), new Diagnostics());
  if (devices.length !== 1) throw new Error(`no device in ${file.path}`);
}
