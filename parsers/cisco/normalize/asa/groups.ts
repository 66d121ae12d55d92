/** Named objects and groups while they are read, and what an entry may ask of them. */
import type { AddressExpression, DoubtId, PortRange, ServiceExpression } from "../../../../src/model/expression.js";
import type { SourceRange } from "../../../../src/source/range.js";
import type { CiscoLine } from "../../tree.js";
import { WITH_PORTS } from "./service-members.js";

/** What a name stands for decides where it may stand in an entry (reference/cisco.md 9, trap 58). */
export type NamedKind = "network" | "service" | "ports" | "protocol" | "icmp" | "identity";

/** A member: what it says, or the group it names. */
export type Member<Value> = { readonly value: Value } | { readonly group: string; readonly at: SourceRange };

export interface Named<Value> {
  readonly name: string;
  readonly isGroup: boolean;
  readonly lines: CiscoLine[];
  readonly of: Member<Value>[];
}

/** A condition on ports for each of the protocols that it is about; `unknown`: its member is not understood. */
export type PortMember =
  | { readonly protocols: readonly (readonly [number, readonly PortRange[]])[] }
  | { readonly unknown: string };
export type ProtocolMember = number | "any" | { readonly unknown: string; readonly lower?: ServiceExpression };
/** A type of either family, as far as both know it. */
export type IcmpMember = readonly ServiceExpression[];

export class Groups {
  readonly networks = new Map<string, Named<AddressExpression>>();
  readonly services = new Map<string, Named<ServiceExpression>>();
  readonly ports = new Map<string, Named<PortMember>>();
  readonly protocols = new Map<string, Named<ProtocolMember>>();
  readonly icmp = new Map<string, Named<IcmpMember>>();
  readonly identities = new Set<string>();
  /** Groups that name one that is not there, with the doubt of that. */
  readonly broken = new Map<string, DoubtId>();
  /** Doubts of entries that name what nothing defines. */
  readonly absent = new Set<DoubtId>();

  kindOf(name: string): NamedKind | undefined {
    if (this.networks.has(name)) return "network";
    if (this.services.has(name)) return "service";
    if (this.ports.has(name)) return "ports";
    if (this.protocols.has(name)) return "protocol";
    if (this.icmp.has(name)) return "icmp";
    return this.identities.has(name) ? "identity" : undefined;
  }

  /** The conditions that groups of ports are, by their names: one for all entries that name the same. */
  portTests(): ReadonlyMap<string, { readonly group: string }> {
    const tests = new Map<string, { readonly group: string }>();
    for (const group of this.ports.keys()) if (this.kindOf(group) === "ports") tests.set(group, { group });
    return tests;
  }

  /** Everything in a group and the groups in it. */
  membersOf<Value>(all: ReadonlyMap<string, Named<Value>>, name: string): Value[] {
    const values: Value[] = [];
    addMembers(all, name, [], values);
    return values;
  }

  /** The ports of a group for one protocol; `undefined` when it is about others. */
  portsOf(name: string, protocol: number): { ranges: PortRange[]; unknown?: DoubtId } | undefined {
    const broken = this.broken.get(name);
    if (broken !== undefined) return { ranges: [], unknown: broken };
    const members = this.membersOf(this.ports, name);
    const ranges: PortRange[] = [];
    let isAbout = members.length === 0;
    let unknown: DoubtId | undefined;
    for (const member of members) {
      if ("unknown" in member) unknown ??= member.unknown;
      else
        for (const [of, own] of member.protocols) {
          if (of !== protocol) continue;
          isAbout = true;
          ranges.push(...own);
        }
    }
    if (unknown !== undefined) return { ranges, unknown };
    return isAbout ? { ranges } : undefined;
  }

  /** What an object or a group of addresses holds. */
  addressOf(name: string): AddressExpression {
    const doubt = this.broken.get(name);
    if (doubt !== undefined) return { kind: "unknown", doubt };
    const of = (this.networks.get(name)?.of ?? []).map(
      (member): AddressExpression =>
        "value" in member ? member.value : { kind: "object", object: member.group, at: member.at },
    );
    const [first] = of;
    return wholeOf(of) ?? (of.length === 1 && first !== undefined ? first : { kind: "union", of });
  }

  /** What a group of any kind that says something of services holds, as one expression. */
  serviceOf(name: string): ServiceExpression {
    const kind = this.kindOf(name);
    const doubt = this.broken.get(name);
    if (doubt !== undefined) return { kind: "unknown", doubt };
    if (kind === "ports") return union(this.membersOf(this.ports, name).flatMap(portExpressions));
    if (kind === "protocol") return union(this.membersOf(this.protocols, name).map(protocolExpression));
    if (kind === "icmp") return union(this.membersOf(this.icmp, name).flat());
    return union(
      (this.services.get(name)?.of ?? []).map((member) =>
        "value" in member ? member.value : { kind: "object", object: member.group, at: member.at },
      ),
    );
  }
}

function addMembers<Value>(
  all: ReadonlyMap<string, Named<Value>>,
  name: string,
  above: readonly string[],
  values: Value[],
): void {
  const group = all.get(name);
  if (group === undefined || above.includes(name)) return;
  for (const member of group.of) {
    if ("value" in member) values.push(member.value);
    else addMembers(all, member.group, [...above, name], values);
  }
}

/**
 * A line that was not understood may take members away as well as add some: nothing of its group is then certain. One of which
 * some part is certain adds that.
 */
function wholeOf<Value extends { readonly kind: string }>(members: readonly Value[]): Value | undefined {
  return members.find((member) => member.kind === "unknown" && !("lower" in member));
}

function union(of: readonly ServiceExpression[]): ServiceExpression {
  const [first] = of;
  return wholeOf(of) ?? (of.length === 1 && first !== undefined ? first : { kind: "union", of });
}

function portExpressions(member: PortMember): ServiceExpression[] {
  if ("unknown" in member) return [{ kind: "unknown", doubt: member.unknown }];
  return member.protocols.map(([protocol, destination]) => ({ kind: "ports", protocol, destination }));
}

export function protocolExpression(member: ProtocolMember): ServiceExpression {
  if (typeof member === "number") return { kind: "protocol", protocol: member };
  if (member === "any") return { kind: "any" };
  const { unknown: doubt, lower } = member;
  return lower === undefined ? { kind: "unknown", doubt } : { kind: "unknown", doubt, lower };
}

/** Whether all members of a group have ports to ask for. */
export function havePorts(members: readonly ProtocolMember[]): members is number[] {
  return members.every((member) => typeof member === "number" && WITH_PORTS.has(member));
}
