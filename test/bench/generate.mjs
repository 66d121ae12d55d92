/** `node test/bench/generate.mjs --rules N --zones Z --seed S [--probes P] [--mix MIX] --out DIR`: writes a generated rule set for all vendors. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeRuleSet } from "./rule-set.mjs";
import { FILES } from "./writers.mjs";

/** Writes the files of one rule set. @param options numbers, the mix, and the folder `out`. */
export function generate({ out, ...numbers }) {
  const ruleSet = makeRuleSet(numbers);
  mkdirSync(out, { recursive: true });
  for (const [name, write] of Object.entries(FILES)) writeFileSync(join(out, name), write(ruleSet));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = { rules: "1000", zones: "8", seed: "1", probes: "200", mix: "random", out: "" };
  const { values } = parseArgs({
    options: Object.fromEntries(
      Object.entries(options).map(([name, value]) => [name, { type: "string", default: value }]),
    ),
  });
  if (values.out === "") throw new Error("--out names the folder to write to");
  const numbers = Object.fromEntries(["rules", "zones", "seed", "probes"].map((name) => [name, Number(values[name])]));
  generate({ ...numbers, mix: values.mix, out: values.out });
}
