/** Service policies of an ASA that stand at the end: one for all interfaces, and one of each (reference/cisco.md 8.1). */
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AsaStatements, isNegated } from "./statements.js";

export interface ServicePolicy {
  /** The policy map. */
  readonly name: string;
  /** Left out: all interfaces. */
  readonly interface?: string;
  readonly line: CiscoLine;
}

/** Bindings in the order of the file, without those that a later line takes away. */
export function servicePolicies(statements: AsaStatements): ServicePolicy[] {
  const bound = new Map<string, ServicePolicy>();
  for (const line of statements.of("service-policy")) {
    const [, name, id] = /^(?:no )?service-policy (\S+) (?:interface (\S+)|global\b)/.exec(line.text) ?? [];
    if (name === undefined) continue;
    const key = `${name} ${id ?? ""}`;
    if (isNegated(line)) bound.delete(key);
    else bound.set(key, { name, ...(id === undefined ? {} : { interface: id }), line });
  }
  return [...bound.values()];
}

/** Policy maps by name, those of inspections (`type inspect`) left out. A map may be opened again. */
export function policyMaps(statements: AsaStatements): ReadonlyMap<string, readonly CiscoLine[]> {
  const maps = new Map<string, CiscoLine[]>();
  for (const line of statements.of("policy-map")) {
    if (/^(?:no )?policy-map type /.test(line.text)) continue;
    const name = wordsOf(line).at(-1) ?? "";
    if (isNegated(line)) maps.delete(name);
    else maps.set(name, [...(maps.get(name) ?? []), line]);
  }
  return maps;
}
