/** Context-based access control, `ip inspect`: answers of inspected sessions pass before the lists (reference/cisco.md 8.1). */

import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { mayDrop } from "../may-drop.js";
import type { IosInterface } from "./interfaces.js";

export interface Inspecting {
  /** What stands before every list of the device: undefined where nothing is inspected. */
  readonly table: Table | undefined;
  /** What looks into sessions, and may stop some of them. */
  readonly steps: readonly FilterStep[];
}

/** Words of an inspection that stop nothing. */
const HARMLESS = /^(?:alert|audit-trail|router-traffic|on|off|timeout|\d+)$/;

export function readInspections(
  roots: readonly CiscoLine[],
  interfaces: readonly IosInterface[],
  context: CiscoContext,
): Inspecting {
  const { standing, removed } = inspectionsIn(roots);
  const uses = interfaces.flatMap(({ interface: one, inspections }) =>
    inspections.filter(({ name }) => !removed.has(name)).map((use) => ({ ...use, id: one.id })),
  );
  const [first] = uses;
  if (first === undefined) return { table: undefined, steps: [] };
  const doubt = context.doubt("which replies inspection lets in is known at run time", first.line, { scope: "rule" });
  const any = { kind: "any" } as const;
  const rule: Rule = {
    id: "inspection",
    name: "answers of inspected sessions",
    action: "permit",
    match: { source: any, destination: any, service: any, answers: true },
    enabled: true,
    implicit: true,
    log: false,
    doubts: [{ doubt, effect: "narrows" }],
    at: [context.at(first.line)],
  };
  const at = uses.map(({ line }) => context.at(line));
  const names = new Set(uses.map(({ name }) => name));
  const looking = standing.filter((line) => names.has(inspectedBy(line) ?? "") && looksInside(line));
  return {
    table: { id: "inspection", name: "inspection", kind: "policy", rules: [rule], bound: true, at },
    steps: looking.flatMap((line) => stepsOf(line, uses, context)),
  };
}

/**
 * What inspections look into, as the statements leave it at the end: `no ip inspect` takes all away, with a name that one,
 * with a protocol that of it (Cisco IOS security command reference).
 * @returns the lines that stand, and the names that had some and have none.
 */
function inspectionsIn(roots: readonly CiscoLine[]): { standing: CiscoLine[]; removed: ReadonlySet<string> } {
  let standing: CiscoLine[] = [];
  const removed = new Set<string>();
  for (const line of beginning(roots, "ip inspect", "ipv6 inspect")) {
    const [, no, version = "", name, protocol] =
      /^(no )?ip(v6)? inspect(?: name (\S+)(?: (\S+))?.*)?$/.exec(line.text) ?? [];
    const of = `ip${version} inspect name ${name ?? ""}`;
    if (no === undefined) {
      if (name === undefined) continue;
      standing.push(line);
      removed.delete(name);
      continue;
    }
    const goes = ({ text }: CiscoLine) =>
      name === undefined
        ? text.startsWith(`ip${version} inspect `)
        : `${text} `.startsWith(protocol === undefined ? `${of} ` : `${of} ${protocol} `);
    for (const one of standing.filter(goes)) removed.add(inspectedBy(one) ?? "");
    standing = standing.filter((one) => !goes(one));
    for (const one of standing) removed.delete(inspectedBy(one) ?? "");
  }
  return { standing, removed };
}

function inspectedBy(line: CiscoLine): string | undefined {
  return /^ip(?:v6)? inspect name (\S+)/.exec(line.text)?.[1];
}

function looksInside(line: CiscoLine): boolean {
  return !wordsOf(line)
    .slice(5)
    .every((word) => HARMLESS.test(word));
}

function stepsOf(
  line: CiscoLine,
  uses: readonly { readonly name: string; readonly id: string }[],
  context: CiscoContext,
): FilterStep[] {
  const name = inspectedBy(line) ?? "";
  const reason = `the inspection ${name} stops sessions by what they carry`;
  const sides = uses.filter((use) => use.name === name).map(({ id }) => id);
  return [
    mayDrop({ name: reason, reason, line, ingress: sides }, context),
    mayDrop({ name: reason, reason, line, egress: sides }, context),
  ];
}

/** A step with what stands before its list. */
export function behind(table: Table | undefined, step: FilterStep): FilterStep {
  if (table === undefined) return step;
  const tables = (ids: readonly string[]) => [table.id, ...ids];
  const { instead } = step;
  return {
    ...step,
    tables: tables(step.tables),
    ...(instead && { instead: { ...instead, of: instead.of.map((one) => ({ ...one, tables: tables(one.tables) })) } }),
  };
}
