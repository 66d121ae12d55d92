/** Which access lists a packet meets on its way through IOS-XR (reference/cisco.md 2.4, 3.6, 6). */
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import { wordsOf } from "../../tree.js";
import { listKey, neighbourDiscovery, stepOf, tableId, tableOf } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { XrList } from "./access-lists.js";
import type { XrBinding } from "./interface-draft.js";
import type { XrInterface } from "./interfaces.js";

type Lists = ReadonlyMap<string, XrList>;

interface XrFilters {
  readonly tables: readonly Table[];
  readonly forwarding: readonly FilterStep[];
  readonly toDevice: readonly FilterStep[];
}

/** What IPv6 lists let through before their implicit deny (reference/cisco.md 6). */
const DISCOVERY = "ipv6 neighbour discovery";

/**
 * Input lists, then output lists; a packet to the device meets no output list. Lists on layer-2 interfaces are doubts of the
 * networks that are routed from there.
 * @param named words that other statements write: lists among them are consulted.
 */
export function normalizeFilters(
  interfaces: readonly XrInterface[],
  lists: Lists,
  named: ReadonlySet<string>,
  context: CiscoContext,
): XrFilters {
  const bound = new Set<XrList>();
  const steps: Record<XrBinding["direction"], FilterStep[]> = { in: [], out: [] };
  for (const one of interfaces) {
    for (const binding of one.access) {
      for (const list of present(binding, lists)) bound.add(list);
      if (one.interface.kind === "switched") doubtFrames(one, binding.line, context);
      else steps[binding.direction].push(readBinding(binding, one, lists, context));
    }
    for (const line of one.frameFilters) doubtFrames(one, line, context);
  }
  const tables = [...lists.values()].map((list) => tableOf(list, bound.has(list) || named.has(list.name), [], context));
  return {
    tables: [...tables, ...discoveryOf([...bound], context)],
    forwarding: [...steps.in, ...steps.out],
    toDevice: steps.in,
  };
}

function doubtFrames(
  { interface: { id }, concerned }: XrInterface,
  line: XrBinding["line"],
  context: CiscoContext,
): void {
  const reason = `a list filters frames on the layer-2 interface ${id}; that is not computed yet`;
  context.doubt(reason, line, { scope: "interfaces", interfaces: concerned });
}

/** Lists of a binding that are there, empty ones too. */
function present({ names, family }: XrBinding, lists: Lists): XrList[] {
  return names.flatMap((name) => lists.get(listKey(name, family)) ?? []);
}

/** Lists stand one behind the other; what none of them decides is denied, if any has an entry. */
function readBinding(binding: XrBinding, one: XrInterface, lists: Lists, context: CiscoContext): FilterStep {
  const { id } = one.interface;
  const { names, family, direction, line } = binding;
  const filled = present(binding, lists).filter(({ rules }) => rules.length > 0);
  const absent = names.filter((name) => !filled.some((list) => list.name === name));
  for (const name of absent) reportAbsent(name, binding, lists.has(listKey(name, family)), id, context);
  for (const { redirect } of filled) if (redirect !== undefined) doubtRedirect(one, redirect, context);
  const last = filled.at(-1);
  if (last === undefined) return openStep(binding, id, context);
  if (absent.some((name) => !lists.has(listKey(name, family))))
    context.doubt(`${id}: what lists in common do without one that is not defined is not documented`, line, {
      scope: "interfaces",
      interfaces: [id],
    });
  const step = stepOf(last, { list: last.name, family, direction, line }, id, context);
  const tables = [...filled.map(tableId), ...(family === 6 ? [DISCOVERY] : [])];
  return { ...step, name: `${filled.map(({ name }) => name).join(", ")} ${direction} on ${id}`, tables };
}

function reportAbsent(name: string, { line }: XrBinding, isEmpty: boolean, id: string, context: CiscoContext): void {
  context.report(
    isEmpty ? "cisco/empty-list" : "cisco/undefined-list",
    context.wordAt(line, wordsOf(line).indexOf(name)),
    {
      message: `the access list ${name} on ${id} ${isEmpty ? "has no entries" : "is not defined"}: it denies nothing by itself`,
    },
  );
}

/** What ABF redirects comes out somewhere else than routes say. */
function doubtRedirect({ interface: { id } }: XrInterface, line: XrBinding["line"], context: CiscoContext): void {
  context.doubt(`${id}: an entry of its access list sends packets to a next hop of its own`, line, {
    scope: "interfaces",
    interfaces: [id],
    reroutes: true,
  });
}

/** That a list without entries, or one that is not there, lets everything pass is not verified (reference/cisco.md 10.2). */
function openStep({ names, family, direction, line }: XrBinding, id: string, context: CiscoContext): FilterStep {
  const name = names.join(", ");
  const reason = `${id}: the access list ${name} has no entries, or is not there; what it does then is not verified`;
  const doubt = context.doubt(reason, line, { scope: "rule" });
  const at = context.at(line);
  const otherwise: Rule = {
    id: "empty list",
    name: `what ${name} does without entries`,
    action: "unknown",
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    implicit: true,
    doubts: [{ doubt, effect: "anything" }],
    at: [at],
  };
  return {
    kind: "filter",
    name: `${name} ${direction} on ${id}`,
    [direction === "in" ? "ingress" : "egress"]: [id],
    family,
    tables: [],
    otherwise,
    stateful: false,
    at: [at],
  };
}

/** One table behind the last list of each step: lists that are in common with others have no end of their own. */
function discoveryOf(bound: readonly XrList[], context: CiscoContext): Table[] {
  const line = bound.find(({ kind }) => kind === "ipv6")?.lines[0];
  if (line === undefined) return [];
  const rules = neighbourDiscovery({ "nd-na": 136, "nd-ns": 135 }, line, context);
  return [{ id: DISCOVERY, name: DISCOVERY, kind: "acl", rules, bound: true, at: [context.at(line)] }];
}
