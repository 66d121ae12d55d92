/** The protocol of an entry, and what it becomes with ports (reference/cisco.md 2.2). */
import type { DoubtId, PortRange, ServiceExpression } from "../../../../src/model/expression.js";
import type { CiscoLine } from "../../tree.js";
import { isZero, protocolZero } from "../service.js";
import type { Cursor } from "./cursor.js";
import type { EntrySite, PortTest } from "./entry-site.js";
import { havePorts, protocolExpression } from "./groups.js";
import { readBuiltIn, readProtocolWord, WITH_PORTS } from "./service-members.js";

/** What stands where the protocol is asked for. */
export interface EntryProtocol {
  readonly service: ServiceExpression;
  /** Its protocols, where ports or types may be asked for besides. */
  readonly protocols?: readonly (number | "any")[];
  /** By what the service is found again. */
  readonly key: string;
}

/** A protocol, `object S`, `object-group G`: a group of services says ports as well. */
export function readHead(cursor: Cursor, line: CiscoLine, { groups, context }: EntrySite): EntryProtocol | undefined {
  const at = context.at(line);
  const [first = "", second = ""] = [cursor.peek(), cursor.peek(1)];
  if (isZero(first)) {
    cursor.skip(1);
    const service = protocolZero(line, context);
    return { service, key: `0 ${service.doubt}` };
  }
  if (first !== "object" && first !== "object-group") {
    const protocol = readProtocolWord(first);
    if (protocol === undefined) return undefined;
    cursor.skip(1);
    const service: ServiceExpression = protocol === "any" ? { kind: "any" } : { kind: "protocol", protocol };
    return { service, protocols: [protocol], key: String(protocol) };
  }
  cursor.skip(2);
  const kind = groups.kindOf(second);
  if (kind === "service") return { service: { kind: "object", object: second, at }, key: `object ${second}` };
  if (kind === "protocol") {
    const members = groups.membersOf(groups.protocols, second);
    const known = members.flatMap((member) => (typeof member === "object" ? [] : [member]));
    const service: ServiceExpression = { kind: "object", object: second, at };
    return { service, ...(known.length === members.length ? { protocols: known } : {}), key: `object ${second}` };
  }
  const builtIn = kind === undefined && first === "object" ? readBuiltIn(second, at) : undefined;
  return builtIn && { service: builtIn, key: `object ${second}` };
}

interface Tests {
  readonly source?: PortTest | undefined;
  readonly destination?: PortTest | undefined;
}

/** The service of an entry; the same one for all that say the same. `undefined` when ports and protocol do not fit. */
export function serviceOf(head: EntryProtocol, tests: Tests, site: EntrySite): ServiceExpression | undefined {
  const [protocol] = head.protocols ?? [];
  if (head.key === String(protocol) && typeof protocol === "number" && tests.source === undefined) {
    const { services } = site.context;
    if (tests.destination === undefined) return services.ofProtocol(protocol);
    const { destination } = tests;
    if ("group" in destination) return services.ofGroup(protocol, destination.group, () => make(head, tests, site));
    const { ranges } = destination;
    const [range] = ranges;
    if (range !== undefined && ranges.length === 1 && WITH_PORTS.has(protocol))
      return services.ofPorts(protocol, range);
  }
  if (tests.source === undefined && tests.destination === undefined) {
    if (head.service.kind === "object") return head.service;
    return shared(head.key, () => head.service, site);
  }
  return shared(
    `${head.key} ${textOf(tests.source)} ${textOf(tests.destination)}`,
    () => make(head, tests, site),
    site,
  );
}

function shared(
  key: string,
  makeOne: () => ServiceExpression | undefined,
  { context: { services } }: EntrySite,
): ServiceExpression | undefined {
  const known = services.get(key) ?? makeOne();
  if (known !== undefined) services.set(key, known);
  return known;
}

function textOf(test: PortTest | undefined): string {
  if (test === undefined) return "";
  return "group" in test ? test.group : test.ranges.map(({ from, to }) => `${from}-${to}`).join();
}

function make({ protocols = [] }: EntryProtocol, tests: Tests, site: EntrySite): ServiceExpression | undefined {
  if (!protocols.every((protocol) => typeof protocol === "number" && WITH_PORTS.has(protocol)) || !havePorts(protocols))
    return undefined;
  const of = protocols.map((protocol) => forProtocol(protocol, tests, site));
  const known = of.flatMap((one) => one ?? []);
  // A group of ports of UDP says nothing of TCP: an entry for TCP is refused that names one, one for both is not.
  if (known.length === 0) return undefined;
  const [only] = known;
  return known.length === 1 && only !== undefined ? only : { kind: "union", of: known };
}

function forProtocol(protocol: number, tests: Tests, site: EntrySite): ServiceExpression | undefined {
  const unknown: DoubtId[] = [];
  const ranges = (test: PortTest): readonly PortRange[] | undefined => {
    if (!("group" in test)) return test.ranges;
    const read = site.groups.portsOf(test.group, protocol);
    if (read?.unknown !== undefined) unknown.push(read.unknown);
    return read?.ranges;
  };
  const source = tests.source && ranges(tests.source);
  const destination = tests.destination && ranges(tests.destination);
  if ((tests.source && !source) || (tests.destination && !destination)) return undefined;
  const [doubt] = unknown;
  if (doubt !== undefined) return { kind: "unknown", doubt, upper: protocolExpression(protocol) };
  // A group without members matches nothing.
  if (source?.length === 0 || destination?.length === 0) return { kind: "none" };
  return { kind: "ports", protocol, ...(source ? { source } : {}), ...(destination ? { destination } : {}) };
}
