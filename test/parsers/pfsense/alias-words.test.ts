/** What the programs that fill tables make of words that stand in no alias the web interface writes (scripts/filter/lib/alias of OPNsense; filter.inc of pfSense). */
import { describe, it } from "vitest";
import { address, alias, modelAlias, on, opnsense, pfsense, rule } from "./configuration.js";
import { expectVerdicts, type Trap } from "./trap-table.js";

const toPlant = (type: "pass" | "block") => rule(on(type, "lan"), { to: address("PLANT") });
const NINE = "lan>opt1 tcp 10.1.0.5 > 10.2.0.9:502";
const FIFTY = "lan>opt1 tcp 10.1.0.5 > 10.2.0.50:502";
const passing = (...aliases: readonly string[]) => opnsense({ aliases: aliases.join(""), rules: toPlant("pass") });
const blocking = (...aliases: readonly string[]) =>
  opnsense({ aliases: aliases.join(""), rules: toPlant("block") + rule(on("pass", "lan")) });
const inPfsense = (type: string, words: string) =>
  pfsense({ aliases: alias("PLANT", type, words), rules: toPlant("block") + rule(on("pass", "lan")) });

const TRAPS: readonly Trap<string>[] = [
  {
    trap: "an alias behind ! is the name of a host that nobody has: it may leave nothing out",
    given: passing(
      modelAlias("FIELD", "network", ["10.2.0.0/27"]),
      modelAlias("PLANT", "network", ["10.2.0.0/24", "!FIELD"]),
    ),
    unknown: [NINE],
    permits: [FIFTY],
  },
  {
    trap: "so is a range behind !",
    given: passing(modelAlias("PLANT", "network", ["10.2.0.0/24", "!10.2.0.0-10.2.0.31"])),
    unknown: [NINE],
    permits: [FIFTY],
  },
  {
    trap: "a network behind ! is left out, in an alias inside too",
    given: passing(
      modelAlias("FIELD", "network", ["10.2.0.0/24", "!10.2.0.0/27"]),
      modelAlias("PLANT", "networkgroup", ["FIELD"]),
    ),
    denies: [NINE],
    permits: [FIFTY],
  },
  {
    trap: "a wildcard with more free bits than are taken apart holds the first ones alone",
    given: blocking(modelAlias("PLANT", "network", ["10.2.0.9/255.255.255.0"])),
    unknown: [NINE, FIFTY],
  },
  {
    trap: "free bits at the end count for nothing",
    given: blocking(modelAlias("PLANT", "network", ["10.0.0.0/0.255.255.31"])),
    denies: [NINE],
    permits: [FIFTY],
  },
  {
    trap: "words with a comma between them are one name",
    given: blocking(modelAlias("PLANT", "network", ["10.2.0.0/27,10.3.0.0/27"])),
    unknown: [NINE],
  },
  {
    trap: "a type in other letters is none",
    given: blocking(modelAlias("PLANT", "Network", ["10.2.0.0/27"])),
    unknown: [NINE],
  },
  {
    trap: "an alias whose enabled is empty is off",
    given: blocking(
      modelAlias("PLANT", "network", ["10.2.0.0/27"]).replace("<enabled>1</enabled>", "<enabled></enabled>"),
    ),
    unknown: [NINE],
  },
  {
    trap: "pfSense hands ! to pf, which may leave out what stands behind it",
    given: inPfsense("network", "10.2.0.0/24 !10.2.0.9"),
    unknown: [NINE],
    denies: [FIFTY],
  },
  {
    trap: "and looks a range up as the name of a host",
    given: inPfsense("network", "10.2.0.0-10.2.0.31"),
    unknown: [NINE],
  },
  { trap: "types of pfSense are read letter for letter", given: inPfsense("Network", "10.2.0.0/27"), unknown: [NINE] },
];

describe("words of an alias", () => {
  it.each(TRAPS)("$trap", ({ given, ...of }) => {
    expectVerdicts(given, of);
  });
});
