/** Object groups of NX-OS: addresses with wildcards or prefixes, ports of any protocol (reference/cisco.md 2.3). */

import type {
  AddressExpression,
  AddressObject,
  PortRange,
  ServiceExpression,
} from "../../../../src/model/expression.js";
import type { PlainScan } from "../../plain-scan.js";
import type { CiscoLine } from "../../tree.js";
import { hostAddress, prefixAddress, prefixOf, readWildcard } from "../address.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { splitSequence } from "../entry.js";
import { type Group, type Groups, idleIn, type Objects, objectsIn, openGroup } from "../object-groups.js";
import { portMember, rangesOf } from "../port-groups.js";
import { Removals } from "../removals.js";
import { reportReversedRanges } from "../reversed-range.js";

export interface PortGroups {
  /** What a group holds, `undefined` where it is not defined, or not understood. */
  readonly portsOf: (name: string) => readonly PortRange[] | undefined;
}

export interface NxosObjects extends PortGroups {
  readonly addresses: readonly AddressObject[];
  readonly idle: Objects["idle"];
}

type Kind = "ip address" | "ipv6 address" | "ip port";

/** All object groups of a configuration, as they stand at its end. */
export function normalizeObjects(roots: readonly CiscoLine[], context: CiscoContext): NxosObjects {
  const addresses: Groups<AddressExpression> = new Map();
  const ports: Groups<ServiceExpression> = new Map();
  const kinds = new Map<string, Kind>();
  const removals = new Removals();
  for (const line of beginning(roots, "object-group")) {
    const [, no, kind, name] = /^(no )?object-group (ip address|ipv6 address|ip port) (\S+)$/.exec(line.text) ?? [];
    if (name === undefined) continue;
    context.mark(line, "modelled");
    const others = kinds.get(name) ?? kind;
    kinds.set(name, kind as Kind);
    if (no === undefined) removals.opened(name);
    else removals.taken(name, line);
    if (others !== kind) context.unknown(line, "object-group", { scope: "device" });
    else if (no !== undefined) (kind === "ip port" ? ports : addresses).delete(name);
    else if (kind === "ip port") readMembers(openGroup(ports, name, line), line, portMember, context);
    else readMembers(openGroup(addresses, name, line), line, addressMember, context, plainAddress);
  }
  removals.doubt("object-group", context);
  const asked = new Set<string>();
  return {
    addresses: objectsIn(addresses, context),
    idle: (isNamed) =>
      idleIn(
        [
          ["address", addresses],
          ["service", ports],
        ],
        (name) => asked.has(name) || isNamed(name),
        roots,
        context,
      ),
    portsOf: (name) => {
      asked.add(name);
      return rangesOf(ports.get(name)?.of);
    },
  };
}

/** Members may have numbers; which of two of the same number counts is not documented, in one block or in several. */
function readMembers<Member extends AddressExpression | ServiceExpression>(
  group: Group<Member | Unknown>,
  line: CiscoLine,
  read: (words: string[], at: ReturnType<CiscoContext["at"]>, context: CiscoContext) => Member | undefined,
  context: CiscoContext,
  readPlain?: (scan: PlainScan, at: ReturnType<CiscoContext["at"]>) => Member | undefined,
): void {
  const members = group.of;
  group.numbers ??= new Set();
  const { numbers } = group;
  for (const child of line.children) {
    context.mark(child, "modelled");
    if (readPlain !== undefined) {
      const scan = context.scan.show(child);
      const sequence = scan.sequence();
      const isFree = sequence === undefined || !numbers.has(sequence);
      const member = isFree ? readPlain(scan, context.at(child)) : undefined;
      if (member !== undefined) {
        if (sequence !== undefined) numbers.add(sequence);
        members.push(member);
        continue;
      }
    }
    const { sequence, words } = splitSequence(child);
    if (words[0] === "description" || words[0] === "exit") continue;
    const at = context.at(child);
    const isTaken = sequence !== undefined && numbers.has(sequence);
    if (sequence !== undefined) numbers.add(sequence);
    reportReversedRanges(child, context);
    const member = isTaken ? undefined : read(words, at, context);
    const unknown = () => ({
      kind: "unknown" as const,
      doubt: context.unknown(child, "object-group", { scope: "match" }),
      at,
    });
    members.push(member ?? unknown());
  }
}

type Unknown = { readonly kind: "unknown"; readonly doubt: string; readonly at: ReturnType<CiscoContext["at"]> };

/** `host ADDRESS` and `ADDRESS/LENGTH` of IPv4 with single blanks, as nearly all members are: `addressMember` reads all else. */
function plainAddress(scan: PlainScan, at: ReturnType<CiscoContext["at"]>): AddressExpression | undefined {
  const isHost = scan.takes("host ");
  const address = scan.ipv4();
  if (address === undefined) return undefined;
  if (isHost) return scan.isAtEnd ? { kind: "range4", from: address, to: address, at } : undefined;
  const length = scan.takes("/") ? scan.number(2) : undefined;
  return length === undefined || length > 32 || !scan.isAtEnd ? undefined : prefixOf(address, length, at);
}

function addressMember(words: string[], at: ReturnType<CiscoContext["at"]>): AddressExpression | undefined {
  const [first = "", second] = words;
  if (words.length > 2) return undefined;
  if (second === undefined) return first.includes("/") ? prefixAddress(first, at) : undefined;
  return first === "host" ? hostAddress(second, at) : readWildcard(first, second, at);
}
