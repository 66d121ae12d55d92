/** What of a device may stop packets and opens nothing, as steps (reference/cisco.md 2.6, 2.7, 4.1, 8, 10.16). */

import type { CarriedFilter } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { FilterStep } from "../../../../src/model/rule.js";
import { prefix4 } from "../../../../src/packets/address.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import { carriedBy } from "../carried.js";
import type { CiscoContext } from "../context.js";
import { mayDrop } from "../may-drop.js";
import type { Drop } from "./interface-draft.js";
import type { IosInterface } from "./interfaces.js";

/** Steps of what comes in, and of what goes out. */
export interface Drops {
  readonly in: readonly FilterStep[];
  readonly out: readonly FilterStep[];
  /** What others route and switch ports of this device carry. */
  readonly carried: readonly CarriedFilter[];
}

export function readDrops(interfaces: readonly IosInterface[], context: CiscoContext): Drops {
  const dropping = interfaces.filter(({ drops }) => drops.length > 0);
  const of = (direction: "in" | "out") =>
    dropping.flatMap((one) =>
      one.drops
        .filter(({ side }) => side === direction || side === "both")
        .map((drop) => ({ port: one, ...stepsOf(one, drop, direction, context) })),
    );
  const [into, out] = [of("in"), of("out")];
  const ports = [...into, ...out].filter(({ port: { interface: one } }) => one.kind === "switched" && one.enabled);
  return {
    in: into.flatMap(({ steps }) => steps),
    out: [...out.flatMap(({ steps }) => steps), ...protectedPorts(interfaces, context)],
    carried: ports.map(({ port, step }) => carriedBy([port], step.name, step)),
  };
}

/** On a switch port it concerns what the SVIs of its VLANs route, and what hosts of these send one another. */
function stepsOf(one: IosInterface, { text, line, sparesOwn }: Drop, direction: "in" | "out", context: CiscoContext) {
  const { id, kind } = one.interface;
  const reason = `${id}: ${text}`;
  if (kind === "switched" && one.interface.enabled)
    context.doubt(reason, line, { scope: "segments", interfaces: one.concerned });
  const sides = kind === "switched" ? one.concerned.filter((other) => other !== id) : [id];
  const spared = sparesOwn && direction === "in" ? ownNetworks(one) : undefined;
  const step = mayDrop({ name: reason, reason, line, ...(spared === undefined ? {} : { spared }) }, context);
  const ofSide: FilterStep =
    direction === "in" ? { ...step, ingress: sides } : { ...step, egress: sides, sees: "leaving" };
  return { step, steps: sides.length === 0 ? [] : [ofSide] };
}

/** A route to a network of the interface surely leads back there. */
function ownNetworks({ interface: { addresses } }: IosInterface): AddressExpression {
  const of = addresses
    .filter(({ kind }) => kind !== "virtual")
    .map(({ address, prefixLength }): AddressExpression => {
      if (typeof address === "number") return { kind: "range4", ...prefix4(address, prefixLength) };
      const host = (1n << BigInt(128 - prefixLength)) - 1n;
      return { kind: "range6", from: address & ~host, to: address | host };
    });
  return { kind: "union", of };
}

/** Two protected ports exchange nothing on layer 2; whether the switch routes between them is not documented for all (10.16). */
function protectedPorts(interfaces: readonly IosInterface[], context: CiscoContext): FilterStep[] {
  const ports = interfaces.filter((one) => one.isProtected !== undefined && one.interface.enabled);
  const [first] = ports;
  if (first?.isProtected === undefined || ports.length < 2) return [];
  const reason = "protected ports of this switch exchange nothing with one another";
  const concerned = [...new Set(ports.flatMap((one) => one.concerned))];
  context.doubt(reason, first.isProtected, { scope: "segments", interfaces: concerned });
  const routed = concerned.filter((id) => interfaces.some(({ interface: one }) => one.id === id && one.svi === true));
  if (routed.length === 0) return [];
  const name = "between protected ports";
  const why = `${reason} on layer 2; whether it routes between them differs`;
  return [mayDrop({ name, reason: why, line: first.isProtected, ingress: routed, egress: routed }, context)];
}

/**
 * Policing of packets that the processor sees: a class that drops takes some away. Of those it forwards itself `control-plane
 * transit` says so, all others are for the device (Cisco IOS, control plane protection).
 */
export function policingOf(
  roots: readonly CiscoLine[],
  dropping: ReadonlySet<string>,
  context: CiscoContext,
): { readonly toDevice: readonly FilterStep[]; readonly forwarding: readonly FilterStep[] } {
  const lines = beginning(roots, "control-plane").filter(({ text }) => text.startsWith("control-plane"));
  for (const line of lines) context.markBlock(line, "modelled");
  const stepsOf = (isTransit: boolean, reason: string) =>
    lines
      .filter(({ text }) => (text === "control-plane transit") === isTransit)
      .flatMap(({ children }) => children)
      .filter(({ text }) => dropping.has(/^service-policy .*?(\S+)$/.exec(text)?.[1] ?? ""))
      .map((line) => mayDrop({ name: "control plane policing", reason, line }, context));
  return {
    toDevice: stepsOf(false, "a policy drops some of the packets to the device itself"),
    forwarding: stepsOf(true, "a policy drops some of the packets that the processor itself forwards"),
  };
}

/**
 * TrustSec between all interfaces or in VLANs, where it is switched on (SGACLs are not computed, reference/cisco.md 8.1): each
 * stands for itself, and a statement is taken back by its own words.
 */
export function taggingOf(roots: readonly CiscoLine[], context: CiscoContext): FilterStep[] {
  const standing = new Map<string, CiscoLine>();
  for (const line of beginning(roots, "cts", "default")) {
    const [, taken, words] = /^((?:no|default) )?(cts role-based enforcement\b.*)$/.exec(line.text) ?? [];
    if (words === undefined) continue;
    if (taken === undefined) standing.set(words, line);
    else standing.delete(words);
  }
  const [line] = standing.values();
  if (line === undefined) return [];
  const reason = "TrustSec may deny packets by tags that are learned at run time";
  return [mayDrop({ name: "cts role-based enforcement", reason, line }, context)];
}
