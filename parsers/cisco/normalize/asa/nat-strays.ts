/** Packets that a translation may send out of another interface than routes do (reference/cisco.md 5.1). */
import type { Interface, PolicyRouted } from "../../../../src/model/device.js";
import type { AddressExpression, DoubtId } from "../../../../src/model/expression.js";
import type { FilterStep, Rule, RuleMatch, Table } from "../../../../src/model/rule.js";
import { MAX_IPV4, MAX_IPV6 } from "../../../../src/packets/address.js";
import type { CiscoContext } from "../context.js";
import { carrierOf } from "./bridge-ports.js";
import type { AsaFilters } from "./implicit.js";
import { implicit } from "./implicit.js";
import { inward, leaving, reversed } from "./nat-match.js";
import { type Addresses, whole } from "./nat-ranges.js";
import type { NatSite } from "./nat-words.js";
import { leadsElsewhere, type Paths, reachOver } from "./reach.js";
import type { Translation } from "./translation.js";

/** What comes in by an interface, to addresses that a translation sends out by another one. */
interface Stray {
  readonly suffix: string;
  /** Left out: any. */
  readonly from: string | undefined;
  readonly over: string;
  readonly addresses: Addresses;
  readonly match: Pick<RuleMatch, "source" | "service">;
}

/** What comes in by an interface, or by any but one, and is sent another way. */
interface Steered {
  readonly from: string | undefined;
  readonly over: string;
  readonly policies: readonly PolicyRouted[];
}

interface Straying extends AsaFilters {
  readonly steered: readonly Steered[];
}

/**
 * Packets whose destination a static translation changes or keeps leave by the interface it names, whatever routes say. Where
 * routes lead these elsewhere, they go another way, or nowhere: of the packets of that translation, and of no others.
 */
export function strayingBy(translations: readonly Translation[], paths: Paths, site: NatSite): Straying {
  const found = paths.isDynamic ? [] : translations.flatMap((one) => straysOf(one, paths, site));
  return {
    tables: found.map(({ table }) => table),
    steps: found.map(({ step }) => step),
    steered: found.map(({ steered }) => steered),
  };
}

/** Interfaces with what such translations do to packets that come in there. */
export function steeredInterfaces(interfaces: readonly Interface[], { steered }: Straying): readonly Interface[] {
  if (steered.length === 0) return interfaces;
  return interfaces.map((one) => {
    const own = steered.filter(({ from, over }) => (from === undefined ? over !== one.id : from === one.id));
    const policies = own.flatMap((each) => each.policies);
    return policies.length === 0 ? one : { ...one, policyRouted: [...(one.policyRouted ?? []), ...policies] };
  });
}

function straysOf(one: Translation, paths: Paths, { interfaces: known, context }: NatSite) {
  if (one.routeLookup || one.mapped.kind !== "static") return [];
  const over = (id: string) => carrierOf(id, known)?.interface.id ?? id;
  return [backOf(one), forthOf(one)]
    .flatMap((stray) => stray ?? [])
    .map((stray) => ({ ...stray, over: over(stray.over), from: stray.from && over(stray.from) }))
    .filter(({ addresses, over: way }) => leadsElsewhere(addresses, way, paths))
    .map((stray) => perhapsStopped(one, stray, paths, context));
}

/** Packets from the mapped side to real addresses. */
function backOf(one: Translation): Stray | undefined {
  const { realInterface, mappedInterface, real, unidirectional, ports } = one;
  if (realInterface === undefined || unidirectional) return undefined;
  const match = { source: inward(one).source, service: reversed(ports?.after, ports?.before) };
  return { suffix: " back", from: mappedInterface, over: realInterface, addresses: real, match };
}

/** Packets from real addresses to the far end of a translation that names one. */
function forthOf({ realInterface, mappedInterface, real, destination, ports }: Translation): Stray | undefined {
  if (mappedInterface === undefined || destination === undefined || "any" in destination) return undefined;
  const match = { source: whole(real), service: leaving(ports) };
  return { suffix: "", from: realInterface, over: mappedInterface, addresses: destination.real, match };
}

function perhapsStopped(
  { id, line }: Translation,
  { suffix, from, over, addresses, match }: Stray,
  paths: Paths,
  context: CiscoContext,
): { readonly table: Table; readonly step: FilterStep; readonly steered: Steered } {
  const reason = "this translation sends packets out of its interface, and routes lead elsewhere";
  const interfaces = from === undefined ? {} : { interfaces: [from] };
  const doubt = context.doubt(reason, line, { scope: "match", ...interfaces, reroutes: true });
  const reached = reachOver(over, paths);
  const base = whole(addresses);
  const destination: AddressExpression = reached === undefined ? base : { kind: "except", base, minus: reached };
  const at = [context.at(line)] as const;
  const name = `way of ${id}${suffix}`;
  const rule: Rule = {
    id: name,
    action: "deny",
    match: { ...match, destination },
    enabled: true,
    implicit: true,
    doubts: [{ doubt, effect: "narrows" }],
    at,
  };
  const steered = { from, over, policies: policiesOf(addresses, over, paths, doubt) };
  const step: FilterStep = {
    kind: "filter",
    name,
    ...(from === undefined ? {} : { ingress: [from] }),
    tables: [name],
    otherwise: implicit("permit", "what goes as routes say", at[0]),
    stateful: true,
    at,
  };
  return { table: { id: name, name, kind: "filter", rules: [rule], bound: true, at }, step, steered };
}

/** Next hops that routes have over the interface: without one, packets are dropped there. */
function policiesOf(addresses: Addresses, over: string, { routes }: Paths, doubt: DoubtId): PolicyRouted[] {
  const ranges = addresses === "any" ? EVERYWHERE : addresses;
  return ranges.flatMap(({ kind, from, to }): PolicyRouted[] => {
    const family = kind === "range4" ? 4 : 6;
    const leading = routes.filter((route) => route.egress === over && route.family === family);
    const nextHops = leading.flatMap(({ nextHop }) => nextHop ?? []);
    return nextHops.length === 0 ? [] : [{ family, from, to, nextHops, doubt }];
  });
}

const EVERYWHERE = [
  { kind: "range4", from: 0, to: MAX_IPV4 },
  { kind: "range6", from: 0n, to: MAX_IPV6 },
] as const;
