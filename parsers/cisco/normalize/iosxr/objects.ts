/** Object groups of IOS-XR: networks of each family, ports of any protocol (reference/cisco.md 2.3). */

import type {
  AddressExpression,
  AddressObject,
  DoubtId,
  PortRange,
  ServiceExpression,
} from "../../../../src/model/expression.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { hostAddress, prefixAddress } from "../address.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { breakCycles, type Groups, idleIn, type Objects, objectsIn, openGroup } from "../object-groups.js";
import { Removals } from "../removals.js";
import { reportReversedRanges } from "../reversed-range.js";
import { readPortTest } from "../service.js";

export interface XrObjects {
  readonly addresses: readonly AddressObject[];
  readonly idle: Objects["idle"];
  /** What a port group holds; `undefined` where it is not defined, holds nothing, or was not understood. */
  readonly portsOf: (name: string) => readonly PortRange[] | undefined;
}

type Kind = "network ipv4" | "network ipv6" | "port";

/** A member while it is read: of ports those that a group names by another group stand there by its name. */
type Member = AddressExpression | ServiceExpression;
type ReadMember<One> = (words: readonly string[], at: SourceRange) => One | undefined;

/** All object groups of a configuration, as they stand at its end. */
export function normalizeObjects(roots: readonly CiscoLine[], context: CiscoContext): XrObjects {
  const addresses: Groups<AddressExpression> = new Map();
  const ports: Groups<ServiceExpression> = new Map();
  const kinds = new Map<string, Kind>();
  const removals = new Removals();
  for (const line of beginning(roots, "object-group")) {
    const [, no, kind, name] = /^(no )?object-group (network ipv[46]|port) (\S+)$/.exec(line.text) ?? [];
    if (name === undefined) continue;
    context.mark(line, "modelled");
    if (no === undefined) removals.opened(name);
    else removals.taken(name, line);
    const before = kinds.get(name) ?? kind;
    kinds.set(name, kind as Kind);
    // Groups of two kinds may share a name, and no more than their names can be told here.
    if (before !== kind) context.unknown(line, "object-group", { scope: "device" });
    else if (no !== undefined) (kind === "port" ? ports : addresses).delete(name);
    else if (kind === "port") readMembers(openGroup(ports, name, line).of, line, portMember(context), context);
    else
      readMembers(openGroup(addresses, name, line).of, line, networkMember(kind === "network ipv4" ? 4 : 6), context);
  }
  removals.doubt("object-group", context);
  const idle = idleIn(
    [
      ["address", addresses],
      ["service", ports],
    ],
    () => false, // empty ones are to be told before they are filled, and that is before lists are read
    roots,
    context,
  );
  breakCycles(addresses, context);
  breakCycles(ports, context);
  fillEmpty(addresses, context);
  return {
    addresses: objectsIn(addresses, context),
    idle: () => idle,
    portsOf: (name) => rangesOf(name, ports),
  };
}

/** What an entry does whose group holds nothing is not documented for this platform. */
function fillEmpty(groups: Groups<AddressExpression>, context: CiscoContext): void {
  for (const [name, { lines, of }] of groups) {
    const [line] = lines;
    if (of.length > 0 || line === undefined) continue;
    const reason = `the object group ${name} holds nothing; what entries with it match is not documented`;
    of.push({ kind: "unknown", doubt: context.doubt(reason, line, { scope: "match" }), at: context.at(line) });
  }
}

function readMembers<One extends Member>(
  members: (One | Unknown)[],
  line: CiscoLine,
  read: ReadMember<One>,
  context: CiscoContext,
): void {
  for (const child of line.children) {
    context.mark(child, "modelled");
    const words = wordsOf(child);
    if (words[0] === "description" || words[0] === "exit") continue;
    const at = context.at(child);
    const unknown = () => ({
      kind: "unknown" as const,
      doubt: context.unknown(child, "object-group", { scope: "match" }),
      at,
    });
    reportReversedRanges(child, context);
    members.push(read(words, at) ?? unknown());
    for (const one of child.children) context.unknown(one, "object-group", { scope: "device" });
  }
}

type Unknown = { readonly kind: "unknown"; readonly doubt: DoubtId; readonly at: SourceRange };

/** `A/len`, `host A`, `range A B`, `object-group G`, of one family. */
function networkMember(family: 4 | 6): ReadMember<AddressExpression> {
  return ([first = "", second = "", third = "", ...more], at) => {
    const count = [second, third].filter((word) => word !== "").length + more.length;
    const whole = (member: AddressExpression | undefined) => (isOf(member, family) ? member : undefined);
    if (first === "object-group" && count === 1) return { kind: "object", object: second, at };
    if (first === "host" && count === 1) return whole(hostAddress(second, at));
    if (first === "range" && count === 2) return rangeOf(second, third, family, at);
    return count === 0 ? whole(prefixAddress(first, at)) : undefined;
  };
}

function isOf(member: AddressExpression | undefined, family: 4 | 6): boolean {
  return member?.kind === `range${family}`;
}

/** Both ends belong to a range; one that counts down is no range. */
function rangeOf(first: string, last: string, family: 4 | 6, at: SourceRange): AddressExpression | undefined {
  if (family === 4) {
    const [from, to] = [readIPv4(first), readIPv4(last)];
    return from === undefined || to === undefined || to < from ? undefined : { kind: "range4", from, to, at };
  }
  const [from, to] = [readIPv6(first), readIPv6(last)];
  return from === undefined || to === undefined || to < from ? undefined : { kind: "range6", from, to, at };
}

/** A port group has no protocol: the name of a port may be one of TCP or of UDP. */
function portMember({ platform }: CiscoContext): ReadMember<ServiceExpression> {
  return (words, at) => {
    if (words[0] === "object-group" && words.length === 2) return { kind: "object", object: words[1] ?? "", at };
    for (const protocol of [6, 17]) {
      const left = [...words];
      const destination = readPortTest(left, protocol, platform);
      if (destination !== undefined && left.length === 0) return { kind: "ports", protocol, destination, at };
    }
    return undefined;
  };
}

function rangesOf(name: string, groups: Groups<ServiceExpression>): readonly PortRange[] | undefined {
  const members = groups.get(name)?.of ?? [];
  const all = members.map((member) => {
    if (member.kind === "object") return rangesOf(member.object, groups);
    return member.kind === "ports" ? member.destination : undefined;
  });
  if (members.length === 0 || all.some((ranges) => ranges === undefined)) return undefined;
  return all.flatMap((ranges) => ranges ?? []);
}
