/** IOS object groups (reference/cisco.md 2.3). */

import type { AddressExpression, PortRange, ServiceExpression } from "../../../../src/model/expression.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { breakCycles, type Group, type Groups, idleIn, type Objects, objectsIn, openGroup } from "../object-groups.js";
import { rangesOf } from "../port-groups.js";
import { Removals } from "../removals.js";
import { nameMember, networkMember, networkMember6 } from "./network-group.js";
import { policyAddressMember, policyPortMember } from "./policy-groups.js";
import { serviceMember, serviceMember6 } from "./service-group.js";

/** The objects of the model, and the ports of groups that have no protocol. */
export interface IosObjects extends Objects {
  /** What a port group holds; `undefined` where that is not known, or nothing: IOS refuses an empty group in a list. */
  readonly portsOf: (name: string) => readonly PortRange[] | undefined;
}

interface Reading {
  readonly addresses: Groups<AddressExpression>;
  readonly services: Groups<ServiceExpression>;
  readonly ports: Groups<ServiceExpression>;
  readonly removals: Removals;
}

type Member = AddressExpression | ServiceExpression;

/** All object groups of a configuration, as they stand at its end. */
export function normalizeObjects(roots: readonly CiscoLine[], context: CiscoContext): IosObjects {
  const removals = new Removals();
  const reading: Reading = { addresses: new Map(), services: new Map(), ports: new Map(), removals };
  for (const line of beginning(roots, "object-group")) {
    const words = wordsOf(line, context.text);
    const isNegated = words[0] === "no";
    const behind = isNegated ? 2 : 1;
    if (words[behind - 1] === "object-group" && words.length > behind + 1)
      readGroup(words.slice(behind), { line, isNegated }, reading, context);
  }
  const { addresses, services, ports } = reading;
  removals.doubt("object-group", context);
  breakCycles(addresses, context);
  breakCycles(services, context);
  const asked = new Set<string>();
  return {
    idle: (isNamed) =>
      idleIn(
        [
          ["address", addresses],
          ["service", services],
          ["service", ports],
        ],
        (name) => asked.has(name) || isNamed(name),
        roots,
        context,
      ),
    addresses: objectsIn(addresses, context),
    services: objectsIn(services, context),
    portsOf: (name) => {
      asked.add(name);
      const ranges = rangesOf(ports.get(name)?.of);
      return ranges?.length === 0 ? undefined : ranges;
    },
  };
}

interface Statement {
  readonly line: CiscoLine;
  readonly isNegated: boolean;
}

/** @param words those behind `object-group`. */
function readGroup(
  words: readonly string[],
  statement: Statement,
  { addresses, services, ports, removals }: Reading,
  context: CiscoContext,
): void {
  const [kind = "", name = "", third] = words;
  const ofPolicy = kind === "ip" && third !== undefined ? name : undefined;
  if (statement.isNegated) removals.taken(third ?? name, statement.line);
  else removals.opened(third ?? name);
  if (words.length > (kind === "ip" ? 3 : 2)) context.unknown(statement.line, "object-group", { scope: "device" });
  if (kind === "network" || kind === "v4-network") change(addresses, name, networkMember, statement, context);
  else if (kind === "v6-network") change(addresses, name, networkMember6, statement, context);
  else if (kind === "fqdn" || kind === "geo") change(addresses, name, nameMember, statement, context);
  else if (kind === "v6-service") change(services, name, serviceMember6, statement, context);
  else if (kind === "service" || kind === "protocol") change(services, name, serviceMember, statement, context);
  else if (ofPolicy === "address") change(addresses, third ?? "", policyAddressMember, statement, context);
  else if (ofPolicy === "port") change(ports, third ?? "", policyPortMember, statement, context);
  else {
    context.markBlock(statement.line, "filtering");
    context.unknown(statement.line, "object-group", { scope: "device" });
  }
}

function change<Kind extends Member>(
  groups: Groups<Kind>,
  name: string,
  read: ReadMember<Kind>,
  { line, isNegated }: Statement,
  context: CiscoContext,
): void {
  context.mark(line, "modelled");
  if (isNegated) groups.delete(name);
  else changeGroup(openGroup(groups, name, line), line, read, context);
}

/** Members in the order they are written; `no` before the words of one takes it away. In other words it may be any: a doubt. */
function changeGroup<Kind extends Member>(
  group: Group<Kind>,
  line: CiscoLine,
  read: ReadMember<Kind>,
  context: CiscoContext,
): void {
  group.texts ??= [];
  const { of, texts } = group;
  for (const child of line.children) {
    const { text } = child;
    const at = text.startsWith("no ") ? texts.lastIndexOf(text.slice("no ".length)) : -1;
    if (at < 0) {
      const added = read(child, context);
      if (added === undefined) continue;
      of.push(added);
      texts.push(text);
    } else {
      context.mark(child, "modelled");
      of.splice(at, 1);
      texts.splice(at, 1);
    }
  }
}

/** What one line under a group adds to it, if it does. */
type ReadMember<Kind extends Member> = (line: CiscoLine, context: CiscoContext) => Kind | undefined;
