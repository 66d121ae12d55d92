/** OPNsense, as `normalize` asks for it. */
import type { Flavour } from "../flavour.js";
import { listAliases } from "./aliases.js";
import { hiddenRules, lastIn, lastOut } from "./hidden.js";
import { readTranslations } from "./nat.js";
import { byPriority } from "./priority.js";
import { writtenRules } from "./rules.js";

/** Rules by priority (reference/pfsense.md B3): inbound ends in the default deny, outbound passes. */
export const OPNSENSE_FLAVOUR: Flavour = {
  listAliases,
  pfRules: (names, interfaces) => {
    const { nat, first, automatic } = readTranslations(names, interfaces);
    const placed = [...hiddenRules(names, interfaces), ...writtenRules(names, interfaces), ...automatic];
    return { list: [...first, ...byPriority(placed)], nat };
  },
  lastRules: (context) => ({ in: lastIn(context), out: lastOut(context) }),
};
