/**
 * Threat Defense: an ASA (its export calls it LINA) with Snort behind its lists. The manager writes the rules of the access
 * control policy into one list for all interfaces, as far as addresses, ports and interfaces tell them; a rule that asks for
 * more (applications, users, URLs, countries) stands there as a permit of all that it may be about, whatever its action is.
 * What an entry denies is dropped there; what one permits goes on to Snort, which may drop it (Cisco, clarification of the
 * actions of access control policy rules).
 */
import type { Device, ManagementService } from "../../../../src/model/device.js";
import type { ServiceExpression } from "../../../../src/model/expression.js";
import type { FilterStep } from "../../../../src/model/rule.js";
import { type CiscoLine, withDescendants } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { mayDrop } from "../may-drop.js";
import { type Grant, type GrantSite, udp } from "./grants.js";
import { type AsaStatements, isNegated } from "./statements.js";

/** The line with the release, where Threat Defense wrote the export. */
export function threatDefenseLine(statements: AsaStatements): CiscoLine | undefined {
  return statements.of("NGFW").find(({ text }) => /^NGFW Version /i.test(text));
}

/** Why its filters are not read; `undefined` where they are: it routes, and the list of the manager stands for all interfaces. */
export function whyUnreadThreatDefense(statements: AsaStatements): string | undefined {
  const bound = statements.of("access-group").findLast(({ text }) => /^(?:no )?access-group \S+ global$/.test(text));
  if (bound === undefined || isNegated(bound))
    return "this is a dump of Threat Defense without the list of its access control policy";
  const parts = statements.of("interface").flatMap(withDescendants);
  if (
    parts.some(({ text }) => /^(?:interface BVI|bridge-group )/i.test(text)) ||
    statements.has("firewall transparent")
  )
    return "this is a dump of Threat Defense with bridge groups: whose entries name their ports is not read";
  return undefined;
}

/** Snort, behind the lists. */
export function snort(line: CiscoLine, context: CiscoContext): FilterStep {
  const reason = "Snort may drop what the list of Threat Defense permits: its rules are not in the file";
  return mayDrop({ name: "Snort", reason, line }, context);
}

/** What its own system offers, on which interfaces and to whom, its manager keeps elsewhere. */
export function unknownServices(line: CiscoLine, context: CiscoContext): ManagementService[] {
  const at = [context.at(line)];
  return (["https", "ssh"] as const).map((service) => ({ service, enabled: undefined, at }));
}

const SYSTEM: ServiceExpression = { kind: "union", of: [{ kind: "protocol", protocol: 6 }, udp(161)] };

/**
 * Who manages it by an interface for data reaches the system behind it by translations that no export shows: the tunnel of the
 * manager, the device manager at a port of its own, SSH and SNMP (Cisco, manager access on a data interface; device manager
 * guide, management access list).
 */
export function ownSystem({ statements, interfaces }: GrantSite): Grant[] {
  const line = threatDefenseLine(statements);
  if (line === undefined) return [];
  const named = [...interfaces.values()].filter(({ interface: { zone } }) => zone !== undefined);
  return named.map(({ interface: { id } }) => ({
    id: `system by ${id}`,
    name: `system by ${id}`,
    interface: id,
    source: { kind: "any" },
    service: SYSTEM,
    limited: "what the system of Threat Defense offers at its interfaces stands with its manager",
    line,
  }));
}

/** The manager writes no object that none of its policies uses (Cisco, reusable objects); those of Snort are not in the file. */
export function usedElsewhere<Objects extends Pick<Device, "idle">>(objects: Objects): Objects {
  return { ...objects, idle: objects.idle.filter(({ trouble }) => trouble !== "unused") };
}
