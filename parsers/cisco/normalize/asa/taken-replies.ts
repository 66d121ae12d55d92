/**
 * Packets to a published address whose replies an earlier translation takes: forth and back they have different statements, and
 * the device refuses what it finds so (its message 305013: asymmetric rules matched for forward and reverse flows). The vendor
 * tells it of exemptions, and not of each kind of statement: whether these pass is open.
 */
import type { Rule } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { implicit } from "./implicit.js";
import { ANY, destinationIds, reversed, sides, staysAsSent } from "./nat-match.js";
import { type Addresses, expressionOf, meet, whole } from "./nat-ranges.js";
import { isIdentity, sourceIds } from "./nat-rules.js";
import type { Translation } from "./translation.js";

/** What one translation makes of the destination of packets from one interface to another. */
interface Published {
  readonly by: Translation;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly real: Addresses;
  readonly ids: readonly string[];
}

/** @param translations in the order of the table. */
export function takenReplies(translations: readonly Translation[], context: CiscoContext): Rule[] {
  return translations.flatMap((one, index) => {
    const later = translations.slice(index + 1).flatMap((other) => (other.line === one.line ? [] : publishedBy(other)));
    const taken = later.filter((published) => takes(one, published));
    return taken.length === 0 ? [] : [ruleOf(one, taken, context)];
  });
}

function publishedBy(one: Translation): Published[] {
  const { real, mapped, destination, realInterface, mappedInterface, unidirectional } = one;
  const isBack = mapped.kind !== "dynamic" && !unidirectional && !isIdentity(one);
  return [
    ...(isBack ? [{ by: one, from: mappedInterface, to: realInterface, real, ids: sourceIds(one) }] : []),
    ...(destination === undefined || "any" in destination || staysAsSent(destination, one.ports)
      ? []
      : [{ by: one, from: realInterface, to: mappedInterface, real: destination.real, ids: destinationIds(one) }]),
  ];
}

function takes({ realInterface, mappedInterface, real }: Translation, { from, to, real: other }: Published): boolean {
  const isThere = isOrAny(realInterface, to) && isOrAny(mappedInterface, from);
  return isThere && (real === "any" || other === "any" || meet(real, other));
}

function isOrAny(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function ruleOf(one: Translation, taken: readonly Published[], context: CiscoContext): Rule {
  const { id, line, real, destination, realInterface, mappedInterface, ports, far = ANY } = one;
  const others = taken.length === 1 ? "" : ` and ${taken.length - 1} more`;
  const reason = `whether packets that ${taken[0]?.by.id}${others} translates are refused, since the earlier ${id} takes their replies, is not verified`;
  const doubt = context.doubt(reason, line, { scope: "rule" });
  const at = context.at(line);
  return {
    ...implicit("deny", `replies that ${id} takes`, at),
    id: `replies that ${id} takes`,
    match: {
      ...sides(mappedInterface, realInterface),
      source: destination === undefined || "any" in destination ? far : expressionOf(destination.mapped),
      destination: { kind: "unknown", doubt, upper: whole(real), translatedBy: taken.flatMap(({ ids }) => ids) },
      service: reversed(ports?.before, ports?.before),
      translated: "never",
    },
    doubts: [{ doubt, effect: "narrows" }],
  };
}
