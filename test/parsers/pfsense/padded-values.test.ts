/** Blanks around a value are part of it to the firewalls, and a rule with such a word is another one (xmlparse.inc: cData). */
import { describe, it } from "vitest";
import { any, on, opnsense, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";

const BLOCK = rule(on("block", "lan"));
const PASS = rule(on("pass", "lan"));
const CELL = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502";
const codes = ["pfsense/padded-value"];
const floating = (word: string, type: "pass" | "block") =>
  rule(`${on(type, "lan")}<floating>${word}</floating><quick>yes</quick><direction>out</direction>`);

const TRAPS: readonly Trap<string>[] = [
  {
    trap: "a type with a blank is none of the list: it may pass",
    given: pfsense({ rules: BLOCK.replace(">block<", ">block <") }),
    unknown: [CELL],
    codes,
  },
  {
    trap: "an interface with a blank is none",
    given: pfsense({ rules: BLOCK.replace(">lan<", "> lan<") + PASS }),
    unknown: [CELL],
    codes,
  },
  {
    trap: "a blank that does not part lines is one, too",
    given: opnsense({ rules: BLOCK.replace(">lan<", ">&#160;lan<") + PASS }),
    unknown: [CELL],
    codes,
  },
  {
    trap: "a field in capitals is none to OPNsense: without a type the rule passes",
    given: opnsense({ rules: BLOCK.replace("<type>block</type>", "<Type>block</Type>") }),
    unknown: [CELL],
    codes: ["pfsense/unknown-statement"],
  },
  {
    trap: "to pfSense it is the same",
    given: pfsense({ rules: BLOCK.replace("<type>block</type>", "<Type>block</Type>") + PASS }),
    denies: [CELL],
  },
  {
    trap: "tabs and line ends are not",
    given: pfsense({ rules: BLOCK.replace(">lan<", ">\n\tlan\n<") + PASS }),
    denies: [CELL],
  },
  {
    trap: "nor is anything around what people read",
    given: pfsense({ rules: `${BLOCK.replace("<type>", "<descr> keep out </descr><type>")}${PASS}` }),
    denies: [CELL],
  },
  {
    trap: "a rule floats by one word alone: with another one it is for what comes in",
    given: pfsense({ rules: floating("Yes", "pass") }),
    permits: [CELL],
  },
  { trap: "so does a block", given: pfsense({ rules: floating("YES", "block") + PASS }), denies: [CELL] },
  {
    trap: "with that word it is for what leaves",
    given: pfsense({ rules: floating("yes", "pass") + rule(on("block", "lan"), { from: any }) }),
    denies: [CELL],
  },
];

describe("blanks around values", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => {
    expectVerdicts(given, of);
  });
});
