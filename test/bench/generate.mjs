/**
 * `node test/bench/generate.mjs --rules N --zones Z --seed S [--devices D] [--probes P] [--mix MIX] --out DIR`: writes a generated
 * rule set for all vendors. Equal options give equal bytes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeRuleSet } from "./rule-set.mjs";
import { filesOf } from "./writers.mjs";

/** Writes the files of one rule set. @param options numbers, the mix, and the folder `out`. */
export function generate({ out, ...numbers }) {
  for (const [name, text] of filesOf(makeRuleSet(numbers))) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = { rules: "1000", zones: "8", devices: "1", seed: "1", probes: "200", mix: "random", out: "" };
  const { values } = parseArgs({
    options: Object.fromEntries(
      Object.entries(options).map(([name, value]) => [name, { type: "string", default: value }]),
    ),
  });
  if (values.out === "") throw new Error("--out names the folder to write to");
  const { mix, out, ...texts } = values;
  const numbers = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]));
  generate({ ...numbers, mix, out });
}
