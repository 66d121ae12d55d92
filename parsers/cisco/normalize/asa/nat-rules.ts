/** What one translation becomes in the model: entries for destinations and for sources, in both directions (reference/cisco.md 5.1). */
import type { NatRule } from "../../../../src/model/device.js";
import type { AddressExpression, PortRange } from "../../../../src/model/expression.js";
import type { RuleMatch } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { ANY, changes, destinationId, inward, outward, reversed, serviceOf, sides, staysAsSent } from "./nat-match.js";
import { type Addresses, areEqual, countOf, pairsOf, type Range, whole } from "./nat-ranges.js";
import type { Translation } from "./translation.js";

/** `undefined`: what becomes of the addresses cannot be told by ranges. */
export function rulesOf(one: Translation, context: CiscoContext): NatRule[] | undefined {
  const source = sourceRules(one, context);
  const destination = destinationRules(one, context);
  return source === undefined || destination === undefined ? undefined : [...source, ...destination];
}

/** Real addresses on their way out, and back: packets to what they became. */
function sourceRules(one: Translation, context: CiscoContext): NatRule[] | undefined {
  const { real, mapped } = one;
  if (mapped.kind === "dynamic") return dynamicRules(one, mapped, context);
  if (mapped.kind === "unknown") return onUnknownAddress(one, context);
  if (isIdentity(one)) {
    const match = { ...outward(one, context), source: whole(real) };
    const back = { ...inward(one), destination: whole(real) };
    return [
      entry(one, { kind: "source", id: one.id, match, exempt: true }, context),
      ...(one.unidirectional
        ? []
        : [entry(one, { kind: "destination", id: `${one.id} back`, match: back, exempt: true }, context)]),
    ];
  }
  if (real === "any" || mapped.to === "any") return undefined;
  const pairs = pairsOf(real, mapped.to) ?? oneToMany(real, mapped.to);
  return pairs?.flatMap(([from, to], index) => {
    const part = partOf(index, pairs.length);
    const inOrder = from.kind === to.kind && countOf([from]) === countOf([to]);
    const ports = one.ports?.before.source;
    const published = one.ports?.after.source;
    const out = { ...outward(one, context), source: from };
    const back = { ...inward(one), destination: to };
    return [
      entry(
        one,
        {
          kind: "source",
          id: `${one.id}${part}`,
          match: out,
          translated: inOrder ? to : firstOf(to),
          inOrder: inOrder && ports === undefined,
        },
        context,
      ),
      ...(one.unidirectional
        ? []
        : [
            entry(
              one,
              {
                kind: "destination",
                id: `${one.id}${part} back`,
                match: back,
                translated: from,
                inOrder,
                ...(ports && published ? { ports } : {}),
              },
              context,
            ),
          ]),
    ];
  });
}

/** Published by the address of an interface that the network gives it: packets to any address may be meant. */
function onUnknownAddress(one: Translation, context: CiscoContext): NatRule[] | undefined {
  const [host] = one.real === "any" ? [] : one.real;
  if (host === undefined || one.real.length > 1) return undefined;
  const reason = "the address of the interface that this translation publishes is not in the file";
  const doubt = context.doubt(reason, one.line, { scope: "match" });
  const back = { ...inward(one), destination: { kind: "unknown", doubt, upper: { kind: "any", family: 4 } } } as const;
  const ports = one.ports?.before.source;
  return [
    entry(one, { kind: "source", id: one.id, match: { ...outward(one, context), source: host } }, context),
    ...(one.unidirectional
      ? []
      : [
          entry(
            one,
            { kind: "destination", id: `${one.id} back`, match: back, translated: host, ...(ports ? { ports } : {}) },
            context,
          ),
        ]),
  ];
}

/** Whether a translation leaves alone what packets come from. */
export function isIdentity({ real, mapped, ports }: Translation): boolean {
  return mapped.kind === "static" && isSame(real, mapped.to) && !changes(ports, "source");
}

/** Of an entry of sources: one of `count`. */
function partOf(index: number, count: number): string {
  return count === 1 ? "" : ` ${index + 1}`;
}

/** Packets straight to a real address are not meant where another one stands for it outside. */
function onlyPublished(one: Translation, context: CiscoContext): AddressExpression {
  const { real } = one;
  if (isIdentity(one)) return whole(real);
  const reason = "only packets that were sent to the published address are meant";
  const doubt = context.doubt(reason, one.line, { scope: "match" });
  return { kind: "unknown", doubt, upper: whole(real), translatedBy: sourceIds(one) };
}

/** Of the entries that translate packets to what sources became. */
export function sourceIds({ id, mapped }: Translation): string[] {
  const count = mapped.kind === "static" && mapped.to !== "any" ? mapped.to.length : 1;
  return Array.from({ length: count }, (_, index) => `${id}${partOf(index, count)} back`);
}

/** One host with several addresses outside: all lead to it, and it goes out by the first. */
function oneToMany(real: readonly Range[], mapped: readonly Range[]): (readonly [Range, Range])[] | undefined {
  const [host] = real;
  return real.length === 1 && host !== undefined && countOf(real) === 1n
    ? mapped.map((range) => [host, range] as const)
    : undefined;
}

function firstOf(range: Range): Range {
  return range.kind === "range4" ? { ...range, to: range.from } : { ...range, to: range.from };
}

/** A host gets an address while it talks; without ports packets from outside reach it there. */
function dynamicRules(
  one: Translation,
  mapped: Extract<Translation["mapped"], { kind: "dynamic" }>,
  context: CiscoContext,
): NatRule[] {
  const out = entry(
    one,
    {
      kind: "source",
      id: one.id,
      match: { ...outward(one, context), source: whole(one.real) },
      ...(mapped.to ? { translated: mapped.to } : {}),
    },
    context,
  );
  if (mapped.shared) return [out];
  const reason = "while an address of the pool is given to a host, packets from outside to it reach that host";
  const doubt = context.doubt(reason, one.line, { scope: "match" });
  const destination: AddressExpression = { kind: "unknown", doubt, upper: mapped.to ?? ANY };
  return [
    out,
    entry(
      one,
      {
        kind: "destination",
        id: `${one.id} back`,
        match: { ...inward(one), destination },
        translated: whole(one.real),
      },
      context,
    ),
  ];
}

/** The other side of a twice translation: what packets from the real side go to, and where those from there say they come from. */
function destinationRules(one: Translation, context: CiscoContext): NatRule[] | undefined {
  const { destination, ports } = one;
  if (destination === undefined || "any" in destination) return [];
  const { mapped, real } = destination;
  const isIdentity = staysAsSent(destination, ports);
  const pairs = pairsOf(mapped, real);
  if (pairs === undefined) return undefined;
  return pairs.flatMap(([from, to], index) => {
    const id = destinationId(one, index, pairs.length);
    const forth: RuleMatch = {
      ...sides(one.realInterface, undefined),
      source: whole(one.real),
      destination: from,
      service: serviceOf(ports?.before),
    };
    const back = (): RuleMatch => ({
      ...sides(one.mappedInterface, one.realInterface),
      source: to,
      destination: onlyPublished(one, context),
      service: reversed(ports?.after, ports?.before),
    });
    const change = isIdentity ? { exempt: true } : { inOrder: true };
    const after = ports?.after.destination;
    return [
      entry(
        one,
        {
          kind: "destination",
          id,
          match: forth,
          ...change,
          ...(isIdentity ? {} : { translated: to }),
          ...(after && !isIdentity ? { ports: after } : {}),
        },
        context,
      ),
      ...(one.unidirectional || one.mapped.kind === "dynamic"
        ? []
        : [
            entry(
              one,
              {
                kind: "source",
                id: `${id} back`,
                match: back(),
                ...change,
                ...(isIdentity ? {} : { translated: from }),
              },
              context,
            ),
          ]),
    ];
  });
}

export function isSame(one: Addresses, other: Addresses): boolean {
  return one === "any" || other === "any" ? one === other : areEqual(one, other);
}

interface Entry extends Pick<NatRule, "id" | "kind" | "match" | "translated"> {
  readonly inOrder?: boolean;
  readonly exempt?: boolean;
  /** What the destination port becomes. */
  readonly ports?: readonly PortRange[];
}

function entry(
  one: Translation,
  { id, kind, match, translated, inOrder, exempt, ports }: Entry,
  context: CiscoContext,
): NatRule {
  const protocol = one.ports?.before.protocol;
  return {
    id,
    kind,
    match,
    ...(translated === undefined ? {} : { translated }),
    ...(ports === undefined || protocol === undefined
      ? {}
      : { translatedService: { kind: "ports", protocol, destination: ports } }),
    ...(inOrder === true ? { inOrder } : {}),
    ...(exempt === true ? { exempt } : {}),
    enabled: one.enabled,
    at: [context.at(one.line)],
  };
}
