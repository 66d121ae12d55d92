/** Whether an ASA lets answers of ICMP back in by themselves: it does where it inspects ICMP alone (reference/cisco.md 8). */
import type { FilterStep } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { type AsaStatements, isNegated } from "./statements.js";

/** Classes that hold ICMP of all kinds, whatever else. */
const OF_ALL = /^class (?:inspection_default|class-default)$/;

/** `inspect icmp error` is about messages of errors alone. */
const INSPECT = /^(?:no )?inspect icmp(?! error\b)(?: |$)/;

/** The steps, with what those that keep state do not remember. */
export function withIcmpSessions(
  steps: readonly FilterStep[],
  statements: AsaStatements,
  context: CiscoContext,
): FilterStep[] {
  const keeps = keepsSessions(statements);
  if (keeps === true) return [...steps];
  const forgets = { protocols: [1, 58], surely: keeps === false && context.hasEnd };
  return steps.map((step) => (step.stateful ? { ...step, forgets } : step));
}

/** `undefined`: of some packets, or on some interfaces. */
function keepsSessions(statements: AsaStatements): boolean | undefined {
  const global = new Set(
    statements.of("service-policy").flatMap(({ text }) => /^service-policy (\S+) global\b/.exec(text)?.[1] ?? []),
  );
  const classes = statements
    .of("policy-map")
    .flatMap((map) => map.children.map((own) => ({ map: /^policy-map (\S+)$/.exec(map.text)?.[1], own })))
    .filter(({ map, own }) => map !== undefined && inspectsIcmp(own));
  if (classes.length === 0) return false;
  return classes.some(({ map = "", own }) => global.has(map) && OF_ALL.test(own.text)) ? true : undefined;
}

function inspectsIcmp({ children }: CiscoLine): boolean {
  const last = children.findLast(({ text }) => INSPECT.test(text));
  return last !== undefined && !isNegated(last);
}
