/** Port profiles of NX-OS: statements that interfaces take by `inherit port-profile NAME`. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";

/** What profiles hold that are enabled, by their names. */
export type PortProfiles = ReadonlyMap<string, readonly CiscoLine[]>;

/** @returns those whose statements are all their own: what one has of another is not read. */
export function readPortProfiles(roots: readonly CiscoLine[]): PortProfiles {
  const profiles = new Map<string, CiscoLine[]>();
  for (const { text, children } of beginning(roots, "port-profile")) {
    const [, no, name = ""] = /^(no )?port-profile (?:type \S+ )?(\S+)$/.exec(text) ?? [];
    if (no !== undefined) profiles.delete(name);
    else if (name !== "") profiles.set(name, [...(profiles.get(name) ?? []), ...children]);
  }
  for (const [name, statements] of profiles) {
    const isOn = statements.findLast(({ text }) => /^(?:no )?state enabled$/.test(text))?.text === "state enabled";
    if (!isOn || statements.some(({ text }) => /^inherit\b/.test(text))) profiles.delete(name);
    else
      profiles.set(
        name,
        statements.filter(({ text }) => !ABOUT_ITSELF.test(text)),
      );
  }
  return profiles;
}

const ABOUT_ITSELF = /^(?:state|description|max-ports|min-ports)\b/;
const INHERIT = /^(?:no )?inherit port-profile (\S+)$/;

/** The statements that an interface takes from its profile: its own go before these. `undefined`: there are some that were not read. */
export function fromProfile({ children }: CiscoLine, profiles: PortProfiles): readonly CiscoLine[] | undefined {
  const last = children.findLast(({ text }) => INHERIT.test(text))?.text;
  if (last === undefined || last.startsWith("no ")) return NOTHING;
  return profiles.get(INHERIT.exec(last)?.[1] ?? "");
}

const NOTHING: readonly CiscoLine[] = [];
