/** Up to release 8.2: packets that have to be translated, and are not let through otherwise (reference/cisco.md 3.5). */
import type { Rule } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { type AsaFilters, implicit } from "./implicit.js";
import type { AsaInterface } from "./interface-draft.js";
import { ANY, leaving, sides } from "./nat-match.js";
import { whole } from "./nat-ranges.js";
import { isSame } from "./nat-rules.js";
import type { OldNat, Unserved } from "./old-nat.js";
import { type AsaStatements, isNegated } from "./statements.js";
import type { Translation } from "./translation.js";

const NAME = "translations that packets need";

/**
 * With `nat-control` packets to lower levels need a translation or an exemption, those to higher ones a way back in that
 * is published or exempt. Without it only those do that a `nat` is about and no pool serves.
 */
export function neededTranslations(
  statements: AsaStatements,
  { whole: table }: OldNat,
  doors: readonly AsaInterface[],
  context: CiscoContext,
): AsaFilters {
  const control = statements.of("nat-control");
  for (const line of control) context.mark(line, "modelled");
  const last = control.at(-1);
  const isAsked = last !== undefined && !isNegated(last);
  const served = table.flatMap((one) => ("reason" in one ? [] : [one]));
  const isNeeded = isAsked || served.some((one) => !("mapped" in one));
  const place = last ?? served[0]?.line;
  if (!isNeeded || place === undefined) return { tables: [], steps: [] };
  const at = context.at(place);
  const rules = [
    ...served.flatMap((one) => ("mapped" in one ? passing(one, at, context) : unserved(one, context))),
    ...(isAsked ? control.slice(-1).flatMap((line) => required(doors, served, context.at(line), context)) : []),
  ].map((rule, index) => ({ ...rule, id: `${index + 1} ${rule.id}` }));
  return {
    tables: [{ id: NAME, name: NAME, kind: "filter", rules, bound: true, at: [at] }],
    steps: [
      {
        kind: "filter",
        name: NAME,
        tables: [NAME],
        otherwise: implicit("permit", "everything that needs none", at),
        stateful: true,
        at: [at],
      },
    ],
  };
}

/**
 * Packets that a translation serves: from the real side, and to addresses that stay as they are. Those of an identity
 * (`nat 0` without a list) are open from outside while their host is known there, as are all that a host is given
 * (ASA 8.2 configuration guide, dynamic NAT: for the duration of the translation a list decides).
 */
function passing(one: Translation, at: Rule["at"][0], context: CiscoContext): Rule[] {
  const { id, realInterface, mappedInterface, real, far = ANY, mapped, ports } = one;
  const forth: Rule = {
    ...implicit("permit", id, at),
    id,
    match: { ...sides(realInterface, mappedInterface), source: whole(real), destination: far, service: leaving(ports) },
  };
  const isOpen = mapped.kind === "static" && isSame(real, mapped.to) && ports === undefined;
  if (!isOpen) return [forth];
  const match = {
    ...sides(mappedInterface, realInterface),
    source: far,
    destination: whole(real),
    service: { kind: "any" },
  } as const;
  const back: Rule = { ...implicit("permit", `${id} back`, at), id: `${id} back`, match };
  if (!one.unidirectional) return [forth, back];
  const reason = "while the device knows a host by its own address, packets from outside to it reach that host";
  const doubt = context.doubt(reason, one.line, { scope: "rule" });
  return [forth, { ...back, doubts: [{ doubt, effect: "narrows" }] }];
}

/** Notes of people who tried it say that such packets are dropped; the vendor's guide does not tell, so it is a doubt. */
function unserved(one: Unserved, context: CiscoContext): Rule[] {
  const { line, realInterface, mappedInterface, real, far = ANY, ports } = one;
  const at = context.at(line);
  const reason = `packets that this translation is about may be dropped on ${mappedInterface}, which has no pool of its number`;
  const doubts = [{ doubt: context.doubt(reason, line, { scope: "rule" }), effect: "narrows" }] as const;
  const id = `no pool on ${mappedInterface}`;
  return [
    {
      ...implicit("deny", id, at),
      id,
      match: {
        ...sides(realInterface, mappedInterface),
        source: whole(real),
        destination: far,
        service: leaving(ports),
      },
      doubts,
    },
    {
      ...implicit("deny", id, at),
      id: `${id} back`,
      match: {
        ...sides(mappedInterface, realInterface),
        source: far,
        destination: whole(real),
        service: { kind: "any" },
        translated: "never",
      },
      doubts,
    },
  ];
}

function required(
  doors: readonly AsaInterface[],
  served: readonly (Translation | Unserved)[],
  at: Rule["at"][0],
  context: CiscoContext,
): Rule[] {
  return doors.flatMap((from) =>
    doors.flatMap((to): Rule[] => {
      const ends = { ingress: [from.interface.id], egress: [to.interface.id] };
      const id = `nat-control from ${from.interface.id} to ${to.interface.id}`;
      const rule: Rule = { ...implicit("deny", id, at), id, match: { ...EVERYTHING, ...ends } };
      if (from.level > to.level) return [rule];
      if (from.level < to.level) return [{ ...rule, match: { ...rule.match, translated: "never" } }];
      const dynamic = served.find(
        (one) =>
          from !== to &&
          one.realInterface === from.interface.id &&
          one.mappedInterface === to.interface.id &&
          !("mapped" in one && one.mapped.kind === "static"),
      );
      if (dynamic === undefined) return [];
      const reason =
        "whether packets between equal levels need a translation where one of them has pools is not verified";
      return [
        { ...rule, doubts: [{ doubt: context.doubt(reason, dynamic.line, { scope: "rule" }), effect: "narrows" }] },
      ];
    }),
  );
}

const EVERYTHING = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;
