/** `icmp permit|deny … IF`: which messages an interface answers; without a line all of them (reference/cisco.md 4.3). */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import { hostAddress, prefixAddress } from "../address.js";
import { readPlain } from "./address.js";
import type { GrantSite } from "./grants.js";
import { readIcmpWords } from "./service-members.js";
import { isNegated, plainWords } from "./statements.js";

/** A line by its interface; lists of one are read from the top, and end in denial. */
interface Line {
  readonly interface: string;
  readonly rule: Rule;
}

/** @param own addresses of an interface by its id. @returns rules in order, for the interfaces of `ids`. */
export function icmpRules(
  ids: readonly string[],
  own: (id: string, family: 4 | 6) => AddressExpression,
  site: GrantSite,
): Rule[] {
  return ([4, 6] as const).flatMap((family) => {
    const lines = readLines(family, own, site);
    const [first] = site.statements.roots;
    return ids.flatMap((id): Rule[] => {
      const written = lines.filter((line) => line.interface === id).map(({ rule }) => rule);
      const protocol = family === 4 ? 1 : 58;
      const place = written.at(-1)?.at[0] ?? (first && site.context.at(first));
      if (place === undefined) return [];
      const rest: Rule = {
        id: `icmp ${id} IPv${family}`,
        name: written.length === 0 ? `icmp on ${id}` : `implicit deny of icmp on ${id}`,
        action: written.length === 0 ? "permit" : "deny",
        match: {
          ingress: [id],
          source: { kind: "any", family },
          destination: own(id, family),
          service: { kind: "protocol", protocol },
        },
        enabled: true,
        implicit: true,
        at: [place],
      };
      return [...written, rest];
    });
  });
}

function readLines(family: 4 | 6, own: (id: string, family: 4 | 6) => AddressExpression, site: GrantSite): Line[] {
  const { statements, context } = site;
  const pattern = family === 4 ? /^(?:no )?icmp (?:permit|deny) / : /^(?:no )?ipv6 icmp (?:permit|deny) /;
  const lines: Line[] = [];
  for (const line of statements.of(family === 4 ? "icmp" : "ipv6")) {
    if (!pattern.test(line.text)) continue;
    context.mark(line, "modelled");
    const words = plainWords(line).slice(family === 4 ? 1 : 2);
    const read = readLine(words, family, line, site);
    if (read === undefined) {
      context.unknown(line, "icmp", { scope: "device" });
      continue;
    }
    const { id, source, service } = read;
    const rule: Rule = {
      id: `icmp ${line.number}`,
      action: words[0] === "permit" ? "permit" : "deny",
      match: { ingress: [id], source, destination: own(id, family), service },
      enabled: true,
      at: [context.at(line)],
    };
    if (!isNegated(line)) lines.push({ interface: id, rule });
    else {
      const text = line.text.slice(3);
      const index = lines.findIndex((one) => one.rule.id === `icmp ${lineOf(text, site)}`);
      if (index >= 0) lines.splice(index, 1);
    }
  }
  return lines;
}

function lineOf(text: string, { statements }: GrantSite): number | undefined {
  return statements.roots.find((line) => line.text === text)?.number;
}

/** `permit|deny any|host A|A M [type] IF`. */
function readLine(
  words: readonly string[],
  family: 4 | 6,
  line: CiscoLine,
  { names, context, interfaces }: GrantSite,
): { id: string; source: AddressExpression; service: ServiceExpression } | undefined {
  const at = context.at(line);
  const isAny = words[1] === "any";
  const source = isAny
    ? ({ count: 1, value: { kind: "any", family, at } } as const)
    : sourceOf(words, family, names, at);
  if (source === undefined) return undefined;
  const rest = words.slice(1 + source.count);
  const id = rest.at(-1);
  if (id === undefined || !interfaces.has(id)) return undefined;
  const service: ServiceExpression | undefined =
    rest.length === 1
      ? { kind: "protocol", protocol: family === 4 ? 1 : 58 }
      : readIcmpWords(family, rest.slice(0, -1), at);
  return service && { id, source: source.value, service };
}

function sourceOf(words: readonly string[], family: 4 | 6, names: GrantSite["names"], at: Rule["at"][0]) {
  if (family === 4) return readPlain(words, 1, names, at);
  const [, first = "", second = ""] = words;
  const value = first === "host" ? hostAddress(second, at) : prefixAddress(first, at);
  return value && { count: first === "host" ? 2 : 1, value };
}
