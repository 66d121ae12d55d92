/** Whether an ASA lets answers of ICMP back in by themselves: it does where it inspects ICMP alone (reference/cisco.md 8). */
import type { FilterStep } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { policyMaps, servicePolicies } from "./service-policies.js";
import { type AsaStatements, isNegated } from "./statements.js";

/** `inspect icmp error` is about messages of errors alone. */
const INSPECT = /^(?:no )?inspect icmp(?! error\b)(?: |$)/;

type Forgetting = NonNullable<FilterStep["forgets"]>;

/** The steps, with what those that keep state do not remember. */
export function withIcmpSessions(
  steps: readonly FilterStep[],
  statements: AsaStatements,
  context: CiscoContext,
): FilterStep[] {
  const forgets = forgotten(statements, context);
  if (forgets === undefined) return [...steps];
  return steps.map((step) => (step.stateful ? { ...step, forgets } : step));
}

/**
 * ICMP inspection is one for both families (Cisco ASA firewall guide, application inspection: IPv6). `class-default` holds
 * packets of both; that default inspection traffic holds those of IPv6 was not so in earlier releases, and stays open.
 */
function forgotten(statements: AsaStatements, context: CiscoContext): Forgetting | undefined {
  const bound = servicePolicies(statements);
  const maps = policyMaps(statements);
  const classes = bound.flatMap((policy) => classesOf(maps.get(policy.name) ?? []).map((own) => ({ policy, own })));
  const inspecting = classes.filter(({ own }) => own.inspects);
  if (inspecting.length === 0) return { protocols: [1, 58], surely: context.isWhole };
  const everywhere = inspecting.filter(({ policy }) => policy.interface === undefined).map(({ own }) => own.name);
  if (everywhere.includes("class-default")) return undefined;
  const ofFourth = everywhere.some((name) => holdsDefaultTraffic(name, statements));
  return { protocols: ofFourth ? [58] : [1, 58], surely: false };
}

/** The classes of a policy map; one that is opened again goes on. */
function classesOf(maps: readonly CiscoLine[]): { readonly name: string; readonly inspects: boolean }[] {
  const lines = new Map<string, CiscoLine[]>();
  for (const own of maps.flatMap(({ children }) => children)) {
    const [, no, name] = /^(no )?class (\S+)$/.exec(own.text) ?? [];
    if (name === undefined) continue;
    if (no === undefined) lines.set(name, [...(lines.get(name) ?? []), ...own.children]);
    else lines.delete(name);
  }
  return [...lines].map(([name, all]) => ({ name, inspects: inspectsIcmp(all) }));
}

function inspectsIcmp(lines: readonly CiscoLine[]): boolean {
  const last = lines.findLast(({ text }) => INSPECT.test(text));
  return last !== undefined && !isNegated(last);
}

function holdsDefaultTraffic(name: string, statements: AsaStatements): boolean {
  const matches = statements
    .of("class-map")
    .filter(({ text }) => text === `class-map ${name}`)
    .flatMap(({ children }) => children.filter(({ text }) => text.startsWith("match ")));
  return matches.length > 0 && matches.every(({ text }) => text === "match default-inspection-traffic");
}
