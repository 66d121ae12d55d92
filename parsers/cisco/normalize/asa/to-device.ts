/** Packets to an ASA itself: control-plane lists, then what its services let in (reference/cisco.md 4.3). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import type { AccessGroups, Bound } from "./access-groups.js";
import { carrierOf, grantsOverBridges } from "./bridge-ports.js";
import { type Grant, type GrantSite, managementGrants } from "./grants.js";
import { icmpRules } from "./icmp-to-device.js";
import { implicit } from "./implicit.js";
import type { RoutedBridge } from "./routed-bridges.js";
import { serviceGrants } from "./service-grants.js";

/** Id of the table; no access list has a name with a blank. */
const SERVICES = "services of the device";

export interface ToDevice {
  readonly tables: readonly Table[];
  readonly steps: readonly FilterStep[];
  readonly services: readonly ManagementService[];
}

/** A list for packets between interfaces does not see these (trap 56). */
export function normalizeToDevice(site: GrantSite, groups: AccessGroups, bridges: readonly RoutedBridge[]): ToDevice {
  const { context, interfaces } = site;
  const named = [...interfaces.values()].filter((one) => one.interface.zone !== undefined);
  const ids = named.map((one) => one.interface.id);
  const management = managementGrants(site);
  const grants = grantsOverBridges([...management, ...serviceGrants(site, management)], bridges);
  const own = ownAddresses(site);
  const rules = [...icmpRules(ids, own, site), ...grants.flatMap((grant) => ruleOf(grant, ids, own, context))];
  const [first] = site.statements.roots;
  const at = context.at(named[0]?.levelLine ?? first ?? { number: 1, indent: 0, text: "", children: [] });
  const services: Table = { id: SERVICES, name: SERVICES, kind: "filter", rules, bound: true, at: [at] };
  const control = [...groups.controlPlane].map(([id, bound]) => controlPlane(id, bound, context));
  const step: FilterStep = {
    kind: "filter",
    name: SERVICES,
    tables: [SERVICES],
    otherwise: implicit("deny", "no service of the device takes them", at),
    stateful: true,
    at: [at],
  };
  return {
    tables: [services, ...control.map(({ table }) => table)],
    steps: [...control.map((one) => one.step), step],
    services: servicesOf(management, context),
  };
}

/** Only the address of the interface that a packet came in by answers (trap 57). */
function ownAddresses({ interfaces, context }: GrantSite): (id: string, family: 4 | 6) => AddressExpression {
  const known = new Map<string, AddressExpression>();
  return (id, family) => {
    const key = `${family} ${id}`;
    const found = known.get(key) ?? read(id, family);
    known.set(key, found);
    return found;
  };
  function read(id: string, family: 4 | 6): AddressExpression {
    const one = carrierOf(id, interfaces);
    if (one === undefined) return { kind: "none" };
    if (one.interface.addressDoubt !== undefined) {
      const doubt = context.doubt(`the address of ${id} is not in the file`, one.levelLine, { scope: "match" });
      return { kind: "unknown", doubt, upper: { kind: "any", family } };
    }
    const of = one.interface.addresses.flatMap(({ address, at }): AddressExpression[] => {
      if (typeof address === "bigint") return family === 6 ? [{ kind: "range6", from: address, to: address, at }] : [];
      return family === 4 ? [{ kind: "range4", from: address, to: address, at }] : [];
    });
    return of.length === 0 ? { kind: "none" } : { kind: "union", of };
  }
}

function ruleOf(
  { id, name, interface: one, answeredBy, source, service, limited, line }: Grant,
  ids: readonly string[],
  own: (id: string, family: 4 | 6) => AddressExpression,
  context: CiscoContext,
): Rule[] {
  const doubts =
    limited === undefined
      ? undefined
      : [{ doubt: context.doubt(limited, line, { scope: "rule" }), effect: "narrows" as const }];
  const at: Rule["at"] = [context.wordAt(line, 0)];
  const addressesOf = (named: string): AddressExpression => ({ kind: "union", of: [own(named, 4), own(named, 6)] });
  const permitting = (match: Rule["match"]): Rule =>
    doubts === undefined
      ? { id, name, action: "permit", match, enabled: true, at }
      : { id, name, action: "permit", match, enabled: true, doubts, at };
  if (one === undefined) {
    const destination: AddressExpression = answeredBy === undefined ? { kind: "any" } : addressesOf(answeredBy);
    return [permitting({ source, destination, service })];
  }
  if (!ids.includes(one)) return [];
  return [permitting({ ingress: [one], source, destination: addressesOf(one), service })];
}

/** Whether such a list ends in denial, and whether it stands above those of the services, is not verified (reference/cisco.md 10.6). */
function controlPlane(id: string, { list, line }: Bound, context: CiscoContext): { table: Table; step: FilterStep } {
  const reason = `whether the control-plane list ${list.name} keeps packets from the services of the device depends on the release`;
  const doubt = context.doubt(reason, line, { scope: "rule" });
  const rules = list.rules.map(
    (rule): Rule =>
      rule.action === "permit"
        ? rule
        : { ...rule, action: "unknown", doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] },
  );
  const name = `${list.name} control-plane`;
  const at = context.at(line);
  return {
    table: { id: `${name} ${id}`, name, kind: "acl", rules, bound: true, at: [at] },
    step: {
      kind: "filter",
      name: `${name} on ${id}`,
      ingress: [id],
      tables: [`${name} ${id}`],
      otherwise: { ...implicit("unknown", `end of ${list.name}`, at), doubts: [{ doubt, effect: "narrows" }] },
      stateful: true,
      at: [at],
    },
  };
}

function servicesOf(grants: readonly Grant[], context: CiscoContext): ManagementService[] {
  const services: ManagementService[] = [];
  for (const grant of grants)
    if (grant.management !== undefined) services.push(serviceOf(grant.management, grant, context));
  return services;
}

/** One for each host that may connect: thousands of them, so no object is put together of others. */
function serviceOf(
  { service, port }: NonNullable<Grant["management"]>,
  { interface: one, source, line }: Grant,
  context: CiscoContext,
): ManagementService {
  // Behind the keyword a secret may stand.
  const at = [context.wordAt(line, 0)];
  if (one === undefined)
    return source.kind === "any"
      ? { service, port, enabled: true, at }
      : { service, port, enabled: true, sources: source, at };
  const interfaces = [one];
  return source.kind === "any"
    ? { service, port, enabled: true, interfaces, at }
    : { service, port, enabled: true, interfaces, sources: source, at };
}
