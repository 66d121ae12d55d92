/** Every known statement of FortiOS: which section a `config` line opens. What is not here is unknown, and reported. */
import type { Lexer } from "./lexer.js";
import { ADMINISTRATION_SECTIONS } from "./statements/administration.js";
import { FAMILIES } from "./statements/families.js";
import { OBJECT_SECTIONS } from "./statements/objects.js";
import { POLICY_SECTIONS } from "./statements/policies.js";
import { POSTURE_SECTIONS } from "./statements/posture.js";
import { ROUTING_SECTIONS } from "./statements/routing.js";
import { SYSTEM_SECTIONS } from "./statements/system.js";
import { isValue, type Section, section, type Treatment, UNKNOWN_SECTION } from "./statements/treatment.js";

const LISTED: ReadonlyMap<string, Section> = new Map([
  ...POLICY_SECTIONS,
  ...OBJECT_SECTIONS,
  ...SYSTEM_SECTIONS,
  ...ADMINISTRATION_SECTIONS,
  ...ROUTING_SECTIONS,
  ...POSTURE_SECTIONS,
]);

/** The file itself, a row of `config vdom`, and `config global`: what stands in them are sections of the first level. */
export const TOP: Section = section([]);
const VDOM_TABLE: Section = section([]);

/** The section that `config NAME` opens inside `parent`; `UNKNOWN_SECTION` when no list holds it. */
export function sectionNamed(parent: Section, name: string): Section {
  if (parent === VDOM_TABLE || parent === TOP) return topSection(name) ?? UNKNOWN_SECTION;
  if (parent.kind !== "modelled") return isTableIn(parent, name) ? parent : UNKNOWN_SECTION;
  return parent.sections.get(name) ?? UNKNOWN_SECTION;
}

/** Whether a table may stand in a section whose keys are not looked up; `redistribute connected` is one of several. */
function isTableIn({ tables }: Section, name: string): boolean {
  return tables === undefined || tables.has(name.split(" ", 1)[0] ?? "");
}

/** A section of the first level; `undefined` when no list holds it. Longer names are looked up before their first words. */
export function topSection(name: string): Section | undefined {
  if (name === "vdom") return VDOM_TABLE;
  if (name === "global") return TOP;
  const listed = LISTED.get(name);
  if (listed) return listed;
  for (let end = name.length; end > 0; end = name.lastIndexOf(" ", end - 1)) {
    const family = FAMILIES.get(name.slice(0, end));
    if (family) return family;
  }
  return undefined;
}

/** From release to release more tables have it: a number that the device gives a row, for other tools. */
const NUMBER: Treatment = { name: "uuid", kind: "irrelevant", why: "a number of the row for other tools" };

/** Whether a key, or the value it is set to, is in no list of a section whose keys are all listed though only some of them are read. */
export function isStrange({ kind, kept, keys }: Section, key: string | undefined, lexer: Lexer): boolean {
  if (key === undefined || kind === "modelled" || !kept || keys.size === 0 || key === NUMBER.name) return false;
  const listed = keys.get(key);
  if (listed === undefined) return true;
  const verb = lexer.word(0);
  return (verb === "set" || verb === "select") && !isValue(listed, lexer.word(2) ?? "", lexer.word(3));
}

/** What a key of a section is; `undefined` when no list holds it. */
export function treatmentOf(parent: Section, key: string): Treatment | undefined {
  const listed = parent.keys.get(key);
  if (listed || parent.kind !== "modelled") return listed;
  if (key === "uuid") return NUMBER;
  const family = parent.prefixes.find(([prefix]) => key.startsWith(prefix));
  return family && { name: key, kind: "irrelevant", why: family[1] };
}
