/** `object` and `object-group` of an ASA (reference/cisco.md 2.3). */
import type { IdleObject } from "../../../../src/model/device.js";
import type { AddressObject, DoubtId, ServiceObject } from "../../../../src/model/expression.js";
import { neverMentioned, type TextPiece } from "../../../../src/source/mentions.js";
import { ownValue } from "../../../../src/source/own-value.js";
import type { SourceRange } from "../../../../src/source/range.js";
import type { PlainScan } from "../../plain-scan.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { Removals } from "../removals.js";
import { statementText } from "../statement-text.js";
import { Groups, type Member, type Named } from "./groups.js";
import {
  icmpMember,
  networkMember,
  networkValue,
  portMember,
  protocolMember,
  serviceMember,
  serviceValue,
} from "./members.js";
import type { Names } from "./names.js";
import { readBuiltIn } from "./service-members.js";
import { type AsaStatements, isNegated, plainWords } from "./statements.js";

/** An object with the `nat` line in it. */
export interface ObjectNat {
  readonly object: string;
  readonly line: CiscoLine;
}

export interface AsaObjects {
  readonly groups: Groups;
  /** The translations that stand in objects, in the order of the file. */
  readonly nat: readonly ObjectNat[];
}

/** Reads all objects and groups, as they stand at the end of the file: one that is opened again goes on. */
export function readObjects(statements: AsaStatements, names: Names, context: CiscoContext): AsaObjects {
  const groups = new Groups();
  const nat = new Map<string, CiscoLine>();
  const removals = new Removals();
  for (const line of statements.of("object")) readObject(line, groups, nat, names, context);
  for (const line of statements.of("object-group")) readGroup(line, groups, names, context);
  for (const line of [...statements.of("object"), ...statements.of("object-group")]) {
    const name = groupWords(line)[1] ?? "";
    if (isNegated(line)) removals.taken(name, line);
    else removals.opened(name);
  }
  removals.doubt("object", context);
  for (const all of [groups.networks, groups.services, groups.ports, groups.protocols, groups.icmp])
    reportNested<unknown>(all, groups, context);
  reportMembers(groups, context);
  return { groups, nat: [...nat].map(([object, line]) => ({ object, line })) };
}

function readObject(
  line: CiscoLine,
  groups: Groups,
  nat: Map<string, CiscoLine>,
  names: Names,
  context: CiscoContext,
): void {
  const [kind, name, ...more] = nameOf(context.scan.show(line), "object ") ?? plainWords(line).slice(1);
  context.mark(line, "modelled");
  if (name === undefined || more.length > 0 || (kind !== "network" && kind !== "service")) {
    context.unknown(line, "object", { scope: "device" });
    for (const child of line.children) context.markBlock(child, "filtering");
    return;
  }
  if (isNegated(line)) {
    (kind === "network" ? groups.networks : groups.services).delete(name);
    nat.delete(name);
    return;
  }
  const [networks, services] = [groups.networks, groups.services];
  if (kind === "network") open(networks, name, false, line);
  else open(services, name, false, line);
  for (const child of line.children) {
    if (/^(?:description\b|exit$|no description\b)/.test(child.text)) context.mark(child, "modelled");
    else if (/^nat\b/.test(child.text)) {
      context.mark(child, "modelled");
      nat.set(name, child);
    } else if (child.text.startsWith("no nat")) {
      context.mark(child, "modelled");
      nat.delete(name);
    } else if (kind === "network") replace(networks.get(name)?.of, networkValue(child, names, context));
    else replace(services.get(name)?.of, serviceValue(child, context));
  }
}

/** The words behind the first of `object|object-group network|service NAME [tcp|udp]`, as exports write all of them. */
function nameOf(scan: PlainScan, keyword: string): readonly string[] | undefined {
  const kind = !scan.takes(keyword)
    ? undefined
    : scan.takes("network ")
      ? "network"
      : scan.takes("service ")
        ? "service"
        : undefined;
  const name = kind === undefined ? "" : scan.word();
  if (kind === undefined || name === "") return undefined;
  if (scan.isAtEnd) return [kind, name];
  const protocol = scan.takes(" tcp") ? "tcp" : scan.takes(" udp") ? "udp" : "";
  return protocol !== "" && scan.isAtEnd ? [kind, name, protocol] : undefined;
}

/** `object-group group network G` says no more than `object-group network G`. */
function groupWords(line: CiscoLine): readonly string[] {
  const words = plainWords(line);
  return words.slice(words[1] === "group" && words.length > 3 ? 2 : 1);
}

/** An object holds one thing: what comes later takes the place of what was there. */
function replace<Value>(members: Member<Value>[] | undefined, value: Value): void {
  members?.splice(0, members.length, { value });
}

function open<Value>(all: Map<string, Named<Value>>, name: string, isGroup: boolean, line: CiscoLine): void {
  const known = all.get(name) ?? { name, isGroup, lines: [], of: [] };
  all.set(name, known);
  known.lines.push(line);
}

const PORT_KINDS: Readonly<Record<string, readonly number[]>> = { tcp: [6], udp: [17], "tcp-udp": [6, 17] };

function readGroup(line: CiscoLine, groups: Groups, names: Names, context: CiscoContext): void {
  const [kind = "", name, protocol, more] = nameOf(context.scan.show(line), "object-group ") ?? groupWords(line);
  context.mark(line, "modelled");
  const protocols = ownValue(PORT_KINDS, protocol);
  if (name === undefined || more !== undefined || (protocol !== undefined && protocols === undefined)) {
    context.unknown(line, "object-group", { scope: "device" });
    for (const child of line.children) context.markBlock(child, "filtering");
  } else if (kind === "network")
    fill(groups.networks, name, line, context, (child) => networkMember(child, names, context));
  else if (kind === "service" && protocols !== undefined)
    fill(groups.ports, name, line, context, (child) => portMember(child, protocols, context));
  else if (kind === "service") fill(groups.services, name, line, context, (child) => serviceMember(child, context));
  else if (kind === "protocol") fill(groups.protocols, name, line, context, (child) => protocolMember(child, context));
  else if (kind === "icmp-type") fill(groups.icmp, name, line, context, (child) => icmpMember(child, context));
  else if (kind === "user" || kind === "security") {
    // Who somebody is, no packet says: an entry that names the group is a doubt.
    groups.identities.add(name);
    context.markBlock(line, "modelled");
  } else {
    context.unknown(line, "object-group", { scope: "device" });
    for (const child of line.children) context.markBlock(child, "filtering");
  }
}

/** Reads the members of a group. `no` before one takes it away: which others it touched is not computed, so the group is unknown. */
function fill<Value>(
  all: Map<string, Named<Value>>,
  name: string,
  line: CiscoLine,
  context: CiscoContext,
  read: (child: CiscoLine) => Value,
): void {
  if (isNegated(line)) {
    all.delete(name);
    return;
  }
  open(all, name, true, line);
  const members = all.get(name)?.of ?? [];
  for (const child of line.children) {
    const { text } = child;
    const nested = text.startsWith("group-object ") ? /^group-object (\S+)$/.exec(text)?.[1] : undefined;
    if (isNote(text)) context.mark(child, "modelled");
    else if (nested === undefined) members.push({ value: read(child) });
    else {
      context.mark(child, "modelled");
      members.push({ group: nested, at: context.at(child) });
    }
  }
}

/** What says nothing of the members; most lines are told from it by how they begin. */
function isNote(text: string): boolean {
  return (text.startsWith("description") || text === "exit") && /^(?:description\b|exit$)/.test(text);
}

/** Groups that name what is not there, or themselves: the device refuses both. */
function reportNested<Value>(all: ReadonlyMap<string, Named<Value>>, groups: Groups, context: CiscoContext): void {
  const finished = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    const group = all.get(name);
    if (group === undefined || finished.has(name)) return;
    const path = [...above, name];
    // From the last one on: those that are taken away move none that is still to be looked at.
    for (let index = group.of.length - 1; index >= 0; index--) {
      const member = group.of[index];
      if (member === undefined || "value" in member) continue;
      const { group: nested, at } = member;
      if (path.includes(nested)) {
        context.report("cisco/group-cycle", at, { message: `the group ${nested} contains itself` });
        group.of.splice(index, 1);
      } else if (all.has(nested)) visit(nested, path);
      else groups.broken.set(name, undefinedGroup(nested, at, context));
      const inner = groups.broken.get(nested);
      if (inner !== undefined) groups.broken.set(name, inner);
    }
    finished.add(name);
  };
  for (const name of all.keys()) visit(name, []);
}

/** Members that name an object: one that is not there and that no ASA has by itself. */
function reportMembers(groups: Groups, context: CiscoContext): void {
  for (const { of } of groups.networks.values()) {
    for (const member of of) {
      const value = "value" in member ? member.value : undefined;
      if (value?.kind === "object" && value.at !== undefined && !groups.networks.has(value.object))
        defineUnknown(groups.networks, value.object, undefinedGroup(value.object, value.at, context));
    }
  }
  for (const { of } of groups.services.values()) {
    for (const member of of) {
      const value = "value" in member ? member.value : undefined;
      if (value?.kind !== "object" || value.at === undefined || groups.services.has(value.object)) continue;
      const builtIn = readBuiltIn(value.object, value.at);
      if (builtIn === undefined)
        defineUnknown(groups.services, value.object, undefinedGroup(value.object, value.at, context));
      else
        groups.services.set(value.object, { name: value.object, isGroup: false, lines: [], of: [{ value: builtIn }] });
    }
  }
}

function defineUnknown<Value>(
  all: Map<string, Named<Value | { kind: "unknown"; doubt: string }>>,
  name: string,
  doubt: string,
): void {
  all.set(name, { name, isGroup: false, lines: [], of: [{ value: { kind: "unknown", doubt } }] });
}

/** Reports a name that nothing defines. @returns the doubt of what it stands for. */
export function undefinedGroup(name: string, at: SourceRange, context: CiscoContext): DoubtId {
  context.report("cisco/undefined-group", at, {
    message: `the object or group ${name} is not defined: what it holds is not known`,
    help: "a device takes no statement that names what it does not have: a part of the file may be missing",
  });
  return context.doubtAt(`the object or group ${name} is not in the file`, at, { scope: "match" });
}

/** The objects as the model has them, and those without use. */
export function objectsOf(
  { groups, nat }: AsaObjects,
  roots: readonly CiscoLine[],
  context: CiscoContext,
): { addresses: AddressObject[]; services: ServiceObject[]; idle: IdleObject[] } {
  const places = ({ lines }: { readonly lines: readonly CiscoLine[] }) => lines.map((line) => context.blockAt(line));
  const services = [groups.services, groups.ports, groups.protocols, groups.icmp].flatMap((all): Named<unknown>[] => [
    ...all.values(),
  ]);
  const translating = new Set(nat.map(({ object }) => object));
  const networks = [...groups.networks.values()];
  return {
    addresses: networks.map((named) => ({
      id: named.name,
      name: named.name,
      value: groups.addressOf(named.name),
      at: places(named),
    })),
    services: services.map((named) => ({
      id: named.name,
      name: named.name,
      value: groups.serviceOf(named.name),
      at: places(named),
    })),
    idle: idleIn(
      [
        ...networks.filter(({ name }) => !translating.has(name)).map((named) => ({ named, kind: "address" as const })),
        ...services.map((named) => ({ named, kind: "service" as const })),
      ],
      statementText(roots, context.text),
      context,
    ),
  };
}

/** Something named, which may be without use. */
interface Asked {
  readonly named: Named<unknown>;
  readonly kind: IdleObject["kind"];
}

/** @param text what is looked through for names, once for all of them. */
function idleIn(all: readonly Asked[], text: readonly TextPiece[], context: CiscoContext): IdleObject[] {
  const known: { readonly name: string; readonly definitions: number; readonly asked: Asked }[] = [];
  for (const asked of all) {
    const { name, lines } = asked.named;
    if (lines.length > 0) known.push({ name, definitions: lines.length, asked });
  }
  const unused = known.length === 0 ? [] : neverMentioned(text, known);
  const empty = known.filter(({ asked: { named } }) => named.isGroup && named.of.length === 0);
  const told = (found: typeof known, kind: IdleObject["kind"], trouble: IdleObject["trouble"]): IdleObject[] =>
    found.flatMap(({ name, asked }) => {
      const [line] = asked.named.lines;
      return asked.kind !== kind || line === undefined ? [] : [{ name, kind, trouble, at: context.at(line) }];
    });
  return (["address", "service"] as const).flatMap((kind) => [
    ...told(unused, kind, "unused"),
    ...told(empty, kind, "empty"),
  ]);
}
