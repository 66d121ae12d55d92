/** What the translations of a device make of a traced packet, in the words of a report. */
import type { Hop } from "../analyse/oracle/follow.js";
import type { Leaving } from "../analyse/oracle/walked.js";
import { isSamePlace, locationFacts } from "../facts/rule-places.js";
import type { NatRule } from "../model/device.js";
import { formatIPv4, formatIPv6 } from "../packets/address.js";
import { endText } from "../read/packet-text.js";
import type { TracedStep, TracedTranslation } from "../report/trace-result.js";

/** In the order in which the packet meets them: what it was dialled by, then its source. */
export function describeTranslations({ leaving, walk }: Hop, steps: readonly TracedStep[]): TracedTranslation[] {
  if (leaving === undefined || walk === undefined) return [];
  const { destinationBy, sourceBy } = leaving;
  const { leaves } = walk;
  // Of rules that somebody wrote: what a step does otherwise may point at the translation that made it.
  const shown = steps.flatMap(({ rule }) => (rule?.table === undefined ? [] : rule.locations));
  const all = [
    ...(destinationBy === undefined ? [] : [describe("destination", destinationBy, leaves)]),
    ...(sourceBy === undefined ? [] : [describe("source", sourceBy, leaves)]),
  ];
  return all.map((one) => ({
    ...one,
    locations: one.locations.filter((place) => !shown.some((known) => isSamePlace(place, known))),
  }));
}

function describe(of: TracedTranslation["of"], by: NatRule, leaves: readonly Leaving[]): TracedTranslation {
  const [met, becomes] = of === "destination" ? [destinationRule, destinationText] : [sourceRule, sourceText];
  const made = leaves.filter((one) => met(one) === by);
  // Of a port or an address that is one of many the walk holds some, and none of them is what it becomes.
  const [only, ...others] = new Set(made.map(becomes));
  return {
    of,
    rule: by.id,
    ...(only !== undefined && others.length === 0 ? { to: only } : {}),
    surely: made.length === leaves.length,
    locations: by.at.map((at) => locationFacts(at)),
  };
}

function destinationRule({ destinationBy }: Leaving): NatRule | undefined {
  return destinationBy;
}

function sourceRule({ sourceBy }: Leaving): NatRule | undefined {
  return sourceBy;
}

function destinationText({ packet }: Leaving): string {
  return endText(packet, packet.dst, packet.dstPort);
}

function sourceText({ packet: { src } }: Leaving): string {
  return typeof src === "bigint" ? formatIPv6(src) : formatIPv4(src);
}
