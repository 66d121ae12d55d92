/** Entries of standard access lists: they name destinations for routing and tunnels, and stand at no interface (reference/cisco.md 2.2). */
import type { Rule } from "../../../../src/model/rule.js";
import { readPlain } from "./address.js";
import type { Entry } from "./entry.js";
import type { EntrySite } from "./entry-site.js";

export function readStandard({ line, id }: Entry, words: readonly string[], from: number, site: EntrySite): Rule {
  const { context, names } = site;
  const at = context.at(line);
  context.mark(line, "modelled");
  const isAny = words[from + 1] === "any" || words[from + 1] === "any4";
  const destination = isAny ? ({ kind: "any", family: 4, at } as const) : readPlain(words, from + 1, names, at)?.value;
  const doubt = destination === undefined ? context.unknown(line, "access list", { scope: "rule" }) : undefined;
  return {
    id,
    action: doubt !== undefined ? "unknown" : words[from] === "permit" ? "permit" : "deny",
    match: {
      source: { kind: "any", family: 4 },
      destination: destination ?? { kind: "any" },
      service: { kind: "any" },
    },
    enabled: true,
    ...(doubt === undefined ? {} : { doubts: [{ doubt, effect: "anything" }] }),
    at: [at],
  };
}
