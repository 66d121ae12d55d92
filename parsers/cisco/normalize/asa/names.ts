/** `name`: words that stand for addresses anywhere in a configuration (reference/cisco.md 2.3, trap 17). */

import type { CiscoContext } from "../context.js";
import { type AsaStatements, isNegated, plainWords } from "./statements.js";

export type Names = ReadonlyMap<string, string>;

/** Addresses by their names. `no names` changes what is shown, not what a name stands for. */
export function readNames(statements: AsaStatements, context: CiscoContext): Names {
  const names = new Map<string, string>();
  for (const line of statements.of("names")) context.mark(line, "ignored");
  for (const line of statements.of("name")) {
    const [, address, name] = plainWords(line);
    context.mark(line, "modelled");
    if (address === undefined || name === undefined) context.unknown(line, "names", { scope: "device" });
    else if (isNegated(line)) names.delete(name);
    else names.set(name, address);
  }
  return names;
}
