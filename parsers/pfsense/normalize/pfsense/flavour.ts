/** pfSense, as `normalize` asks for it. */
import type { Flavour } from "../flavour.js";
import { listAliases } from "./aliases.js";
import { defaultDeny, rulesBefore } from "./hidden.js";
import { rulesAfter } from "./hidden-behind.js";
import { readTranslations } from "./nat.js";
import { writtenRules } from "./rules.js";

/** Rules in the order of generation (reference/pfsense.md 3); the default deny ends both directions. */
export const PFSENSE_FLAVOUR: Flavour = {
  listAliases,
  pfRules: (names, interfaces) => {
    const { nat, first } = readTranslations(names, interfaces);
    const before = [...first, ...rulesBefore(names, interfaces)];
    return { list: [...before, ...writtenRules(names, interfaces), ...rulesAfter(names, interfaces)], nat };
  },
  lastRules: (context) => ({ in: defaultDeny(context), out: defaultDeny(context) }),
};
