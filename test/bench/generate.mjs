/** `node test/bench/generate.mjs --rules N --zones Z --seed S [--probes P] --out DIR`: writes a generated rule set for all vendors. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeRuleSet } from "./rule-set.mjs";
import { FILES } from "./writers.mjs";

const options = { rules: "1000", zones: "8", seed: "1", probes: "200", out: "" };
const { values } = parseArgs({
  options: Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, { type: "string", default: value }]),
  ),
});
if (values.out === "") throw new Error("--out names the folder to write to");

const numbers = Object.fromEntries(["rules", "zones", "seed", "probes"].map((name) => [name, Number(values[name])]));
const ruleSet = makeRuleSet(numbers);
mkdirSync(values.out, { recursive: true });
for (const [name, write] of Object.entries(FILES)) writeFileSync(join(values.out, name), write(ruleSet));
