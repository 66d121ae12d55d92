/** Lists of statements that no part of the model holds, by how they begin. */

/**
 * - `irrelevant`: cannot change which packets pass.
 * - `elsewhere`: takes effect only where an interface or a rule names it; the doubt, where there is one, stands there.
 * - `doubt`: can change what passes, and how is not computed: the whole device is doubtful.
 */
type Treatment = "irrelevant" | "elsewhere" | "doubt";

export interface Statement {
  readonly treatment: Treatment;
  readonly why: string;
}

/** `words`: how the statements begin, separated by commas. */
export type Rows = readonly { readonly treatment: Treatment; readonly why: string; readonly words: string }[];

export function indexRows(rows: Rows): ReadonlyMap<string, Statement> {
  return new Map(
    rows.flatMap(({ words, treatment, why }) =>
      words.split(",").map((one) => [one.trim(), { treatment, why }] as const),
    ),
  );
}

/** The longest row that a statement begins with; `no` and `default` before a statement change nothing about it. */
export function longestRow(rows: ReadonlyMap<string, Statement>, text: string): Statement | undefined {
  const words = text.replace(/^(?:no|default) /, "").split(/\s+/, 4);
  for (let count = words.length; count > 0; count--) {
    const found = rows.get(words.slice(0, count).join(" "));
    if (found !== undefined) return found;
  }
  return undefined;
}
