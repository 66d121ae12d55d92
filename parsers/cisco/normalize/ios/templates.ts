/** Interface templates of IOS: statements that ports take by `source template NAME`. */
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning, under } from "../beginning.js";
import { isTakenBack } from "../taken-back.js";
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

/** The last template that is named and not taken back, by the statement that opens the interface. */
export function templateSources(roots: readonly CiscoLine[]): ReadonlyMap<CiscoLine | undefined, CiscoLine> {
  const sources = new Map<CiscoLine | undefined, CiscoLine>();
  for (const line of under(roots, "interface", "source", "default")) {
    const found = /^((?:no|default) )?source template\b ?(\S+)?/.exec(line.text);
    if (found === null) continue;
    const [, taken, name] = found;
    const known = sources.get(line.parent);
    if (taken === undefined && name !== undefined) sources.set(line.parent, line);
    if (taken !== undefined && known !== undefined && isTakenBack(known, wordsOf(line))) sources.delete(line.parent);
  }
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
