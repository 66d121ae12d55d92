/** How elements of a configuration are known: modelled, irrelevant (why), doubtful (why), harmless. What no list holds is unknown. */

/**
 * What a known element is.
 * - `modelled`: `normalize/` reads it, or stands in for it with a doubt of its own.
 * - `irrelevant`: it and all in it changes nothing that is filtered, for the reason given.
 * - `harmless`: not understood; all of it stands where nothing can change what is filtered.
 * - `doubt`: known, but what it does to a packet cannot be told from the file. An empty one does nothing.
 * - `section`: its children are looked up one by one.
 */
export type Statement =
  | { readonly kind: "modelled" }
  | { readonly kind: "irrelevant"; readonly why: string }
  | { readonly kind: "harmless"; readonly why: string }
  | { readonly kind: "doubt"; readonly why: string; readonly effect: "narrows" | "anything" }
  | Section;

/** What an unknown or doubtful element inside blurs: this rule, object, translation, interface or route; left out: what is around it. */
export type Owner = "rule" | "alias" | "nat" | "interface" | "route";

export interface Section {
  readonly kind: "section";
  readonly owner?: Owner;
  readonly statements: ReadonlyMap<string, Statement>;
  /** For names that `statements` does not hold: by how they begin, or "" for every name. */
  readonly beginning?: readonly (readonly [string, Statement])[];
}

export const MODELLED: Statement = { kind: "modelled" };

/** Names, separated by blanks, that `normalize/` reads. */
export function modelled(names: string): [string, Statement][] {
  return split(names).map((name) => [name, MODELLED]);
}

/** Names, separated by blanks, that change nothing that is filtered. */
export function irrelevant(why: string, names: string): [string, Statement][] {
  return split(names).map((name) => [name, { kind: "irrelevant", why }]);
}

/** Names, separated by blanks, of elements whose effect cannot be known. */
export function doubtful(effect: "narrows" | "anything", why: string, names: string): [string, Statement][] {
  return split(names).map((name) => [name, { kind: "doubt", why, effect }]);
}

/** A section with these children. */
export function section(
  statements: readonly [string, Statement][],
  more: Pick<Section, "owner" | "beginning"> = {},
): Section {
  return { kind: "section", statements: new Map(statements), ...more };
}

/** A section whose children all are like this one, whatever they are called. */
export function sectionOf(each: Statement): Section {
  return { kind: "section", statements: new Map(), beginning: [["", each]] };
}

/** How a child of that name is known in a section; undefined: it is not. */
export function statementOf(of: Section, name: string): Statement | undefined {
  const listed = of.statements.get(name);
  return listed ?? of.beginning?.find(([start]) => name.startsWith(start))?.[1];
}

function split(names: string): string[] {
  return names.trim().split(/\s+/);
}
