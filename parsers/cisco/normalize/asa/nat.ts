/** The translation table of an ASA: from release 8.3 on section 1, objects, section 3 (reference/cisco.md 5.1). */
import type { NatRule } from "../../../../src/model/device.js";
import type { CiscoContext } from "../context.js";
import { rulesOf } from "./nat-rules.js";
import { takenBefore } from "./nat-taken.js";
import { type NatSite, unclear } from "./nat-words.js";
import { objectTranslations } from "./object-nat.js";
import type { ObjectNat } from "./objects.js";
import type { Paths } from "./reach.js";
import type { AsaStatements } from "./statements.js";
import type { Translation, Unclear } from "./translation.js";
import { twiceTranslations } from "./twice-nat.js";

export interface AsaNat {
  readonly rules: readonly NatRule[];
  /** What is computed, in the order of the table. */
  readonly translations: readonly Translation[];
}

/** From release 8.3 on. */
export function currentTranslations(
  statements: AsaStatements,
  objects: readonly ObjectNat[],
  site: NatSite,
): (Translation | Unclear)[] {
  const { first, afterAuto } = twiceTranslations(statements, site);
  return [...first, ...objectTranslations(objects, site), ...afterAuto];
}

/** @param table in the order the device looks through it. */
export function normalizeNat(table: readonly (Translation | Unclear)[], paths: Paths, site: NatSite): AsaNat {
  const { context } = site;
  const rules: NatRule[] = [];
  const translations: Translation[] = [];
  for (const one of table) {
    if (!one.enabled) continue;
    const made = "real" in one ? rulesOf(one, context) : undefined;
    if (!("real" in one)) doubtOf(one, context);
    else if (made === undefined)
      doubtOf(unclear(one.line, one, "what addresses become in this translation is not computed"), context);
    else {
      rules.push(...takenBefore(one, translations, paths, site), ...made);
      translations.push(one);
    }
  }
  reportInterfaces(translations, site);
  return { rules, translations };
}

/** It may change any packet between its interfaces, and so where it goes. */
function doubtOf({ line, reason, interfaces }: Unclear, context: CiscoContext): void {
  context.doubt(
    reason,
    line,
    interfaces === undefined ? { scope: "device" } : { scope: "interfaces", interfaces, reroutes: true },
  );
}

function reportInterfaces(translations: readonly Translation[], { interfaces, context }: NatSite): void {
  for (const { line, realInterface, mappedInterface } of translations) {
    const missing = [realInterface, mappedInterface].find((id) => id !== undefined && !interfaces.has(id));
    if (missing === undefined) continue;
    // A device takes none of an interface that it does not have: its name is spoilt, and any may be meant.
    const reason = `a translation names ${missing}, which is not in the file`;
    const id = context.doubt(reason, line, { scope: "device" });
    context.translating ??= { id, at: context.at(line) };
  }
}
