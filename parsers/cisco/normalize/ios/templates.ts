/** Interface templates of IOS: statements that ports take by `source template NAME`. */
import type { CiscoLine } from "../../tree.js";
import { beginning, under } from "../beginning.js";
import type { IosDraft } from "./interface-draft.js";

/** What `template NAME` holds, by its name. */
export function readTemplates(roots: readonly CiscoLine[]): ReadonlyMap<string, readonly CiscoLine[]> {
  const templates = new Map<string, CiscoLine[]>();
  for (const { text, children } of beginning(roots, "template")) {
    const [, name] = /^template (\S+)$/.exec(text) ?? [];
    if (name !== undefined) templates.set(name, [...(templates.get(name) ?? []), ...children]);
  }
  return templates;
}

/** The last statement about a template, by the statement that opens the interface. */
export function templateSources(roots: readonly CiscoLine[]): ReadonlyMap<CiscoLine | undefined, CiscoLine> {
  const sources = new Map<CiscoLine | undefined, CiscoLine>();
  for (const line of under(roots, "interface", "source", "default"))
    if (/^(?:(?:no|default) )?source template\b/.test(line.text)) sources.set(line.parent, line);
  return sources;
}

/** The statements that an interface takes from its template: its own go before these. One that is not in the file may set anything. */
export function fromTemplate(
  draft: IosDraft,
  source: CiscoLine | undefined,
  templates: ReadonlyMap<string, readonly CiscoLine[]>,
): readonly CiscoLine[] {
  if (source === undefined) return NOTHING;
  const [, name] = /^source template (\S+)/.exec(source.text) ?? [];
  if (name === undefined) return NOTHING;
  const found = templates.get(name);
  if (found === undefined) draft.unknown.push(source);
  return found ?? NOTHING;
}

const NOTHING: readonly CiscoLine[] = [];
