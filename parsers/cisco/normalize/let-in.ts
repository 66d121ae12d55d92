/** Whom a list lets in that limits a service of the device itself (reference/cisco.md 4). */
import type { AddressExpression, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import type { AccessList } from "./access-list.js";
import type { CiscoContext } from "./context.js";

/** What sessions of the service look like, as far as that is known. */
export interface Door {
  readonly protocol: number;
  readonly port: number;
}

interface Entry {
  readonly permits: boolean;
  readonly denies: boolean;
  /** It decides over every session from its sources. */
  readonly isSure: boolean;
  readonly source: AddressExpression;
}

/**
 * The sources of sessions that the list permits: what an entry before denies is not among them. Where an entry looks at more
 * than the source and the door, both bounds and a doubt.
 * @returns undefined where there is no list or it has no entries: it restricts nobody.
 */
export function letInBy(
  list: AccessList | undefined,
  door: Door,
  family: 4 | 6,
  context: CiscoContext,
): AddressExpression | undefined {
  const [line] = list?.lines ?? [];
  if (list === undefined || line === undefined || list.rules.length === 0) return undefined;
  const entries = list.rules.flatMap((rule) => entryOf(rule, door, family));
  const upper = folded(entries.filter(({ permits, isSure }) => permits || isSure));
  if (entries.every(({ isSure }) => isSure)) return upper;
  const reason = `whom the list ${list.name} lets in depends on more than their addresses`;
  const lower = folded(entries.flatMap(atLeast));
  return { kind: "unknown", doubt: context.doubt(reason, line, { scope: "match" }), lower, upper };
}

function entryOf({ action, match, doubts = [], enabled }: Rule, door: Door, family: 4 | 6): Entry[] {
  const isAnything = doubts.some(({ effect }) => effect === "anything");
  if (!enabled || match.fragments === "only" || !(isAnything || mayMeet(match.service, door))) return [];
  return [
    {
      permits: action !== "deny",
      denies: action !== "permit",
      isSure:
        action !== "unknown" && doubts.length === 0 && match.destination.kind === "any" && covers(match.service, door),
      source: isAnything ? { kind: "any", family } : match.source,
    },
  ];
}

/** An entry as it lets in the fewest: what it may deny is denied, what it may permit is not. */
function atLeast(entry: Entry): Entry[] {
  return entry.denies ? [{ ...entry, permits: false }] : entry.isSure ? [entry] : [];
}

/** First match, from the last entry to the first; entries of one action next to each other are taken together. */
function folded(entries: readonly Entry[]): AddressExpression {
  const runs: { readonly permits: boolean; readonly of: AddressExpression[] }[] = [];
  for (const { permits, source } of entries) {
    const last = runs.at(-1);
    if (last?.permits === permits) last.of.push(source);
    else runs.push({ permits, of: [source] });
  }
  return runs.reduceRight<AddressExpression>(
    (rest, { permits, of }) =>
      permits
        ? { kind: "union", of: rest.kind === "none" ? of : [...of, rest] }
        : { kind: "except", base: rest, minus: { kind: "union", of } },
    { kind: "none" },
  );
}

/** Whether it holds every session that comes to the door, whatever port it comes from. */
function covers(service: ServiceExpression, door: Door): boolean {
  switch (service.kind) {
    case "any":
      return true;
    case "protocol":
      return service.protocol === door.protocol;
    case "ports":
      return service.source === undefined && service.flags === undefined && isAt(service, door);
    case "union":
      return service.of.some((one) => covers(one, door));
    case "unknown":
      return service.lower !== undefined && covers(service.lower, door);
    default:
      return false;
  }
}

function mayMeet(service: ServiceExpression, door: Door): boolean {
  switch (service.kind) {
    case "none":
    case "icmp":
      return false;
    case "protocol":
      return service.protocol === door.protocol;
    case "ports":
      return isAt(service, door);
    case "union":
      return service.of.some((one) => mayMeet(one, door));
    case "unknown":
      return service.upper === undefined || mayMeet(service.upper, door);
    default:
      return true;
  }
}

function isAt({ protocol, destination }: Extract<ServiceExpression, { kind: "ports" }>, door: Door): boolean {
  const isThere = destination?.some(({ from, to }) => from <= door.port && door.port <= to) ?? true;
  return protocol === door.protocol && isThere;
}
