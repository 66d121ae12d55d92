/** Object groups of any platform: what each holds, and what is referred to and is not there (reference/cisco.md 2.3). */
import type { IdleObject } from "../../../src/model/device.js";
import type {
  AddressExpression,
  AddressObject,
  DoubtId,
  ServiceExpression,
  ServiceObject,
} from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import { neverMentioned } from "../../../src/source/mentions.js";
import type { SourceRange } from "../../../src/source/range.js";
import type { CiscoLine } from "../tree.js";
import type { AccessList } from "./access-list.js";
import type { CiscoContext } from "./context.js";
import { statementText } from "./statement-text.js";

export interface Objects {
  readonly addresses: readonly AddressObject[];
  readonly services: readonly ServiceObject[];
  /** Those without use. @param isNamed whether entries or other groups are known to name a group. */
  readonly idle: (isNamed: (name: string) => boolean) => readonly IdleObject[];
}

/** What the addresses and the services of a rule or a group have in common here. */
type Expression = { readonly kind: string; readonly object?: string; readonly at?: SourceRange };

/** A group while it is read: opened again, it goes on. */
export interface Group<Member extends Expression> {
  readonly lines: CiscoLine[];
  of: Member[];
  /** What the lines of the members say, where others may take these away by it. */
  texts?: string[];
  /** The numbers of the members, where they may have some. */
  numbers?: Set<number>;
}

/** Groups by name. */
export type Groups<Member extends Expression> = Map<string, Group<Member>>;

/** The groups as objects of the model. */
export function objectsIn<Member extends Expression>(groups: Groups<Member>, context: CiscoContext) {
  const objects: { id: string; name: string; value: Member | { kind: "union"; of: Member[] }; at: SourceRange[] }[] =
    [];
  for (const [name, { lines, of }] of groups) {
    const at = lines.map((line) => context.blockAt(line));
    // A copy has no room left over for more members.
    objects.push({ id: name, name, value: wholeOf(of) ?? { kind: "union", of: of.slice() }, at });
  }
  return objects;
}

/** A line that was not understood may take members away as well as add some: nothing of its group is then certain. */
function wholeOf<Member extends Expression>(members: readonly Member[]): Member | undefined {
  return members.find(({ kind }) => kind === "unknown");
}

/**
 * Groups that hold nothing, and those whose name no line writes but the ones that open them; group by group as they are given.
 * @param isNamed whether a line is known to write a name elsewhere: mostly that is so of all there are, and no line is looked at.
 */
export function idleIn(
  all: readonly (readonly [IdleObject["kind"], Groups<Expression>])[],
  isNamed: (name: string) => boolean,
  roots: readonly CiscoLine[],
  context: CiscoContext,
): IdleObject[] {
  const asked: { name: string; definitions: number; group: Group<Expression> }[] = [];
  for (const [, groups] of all)
    for (const [name, group] of groups)
      if (!isNamed(name)) asked.push({ name, definitions: group.lines.length, group });
  const found = asked.length === 0 ? [] : neverMentioned(statementText(roots, context.text), asked);
  const unused = new Set(found.map(({ group }) => group));
  return all.flatMap(([kind, groups]) => {
    const told: Record<IdleObject["trouble"], IdleObject[]> = { unused: [], empty: [] };
    for (const [name, group] of groups) {
      const [line] = group.lines;
      if (line === undefined) continue;
      if (unused.has(group)) told.unused.push({ name, kind, trouble: "unused", at: context.at(line) });
      if (group.of.length === 0) told.empty.push({ name, kind, trouble: "empty", at: context.at(line) });
    }
    return [...told.unused, ...told.empty];
  });
}

export function openGroup<Member extends Expression>(
  groups: Groups<Member>,
  name: string,
  line: CiscoLine,
): Group<Member> {
  const known = groups.get(name);
  if (known !== undefined) {
    known.lines.push(line);
    return known;
  }
  const group: Group<Member> = { lines: [line], of: [] };
  groups.set(name, group);
  return group;
}

function isName({ object }: Expression): boolean {
  return object !== undefined;
}

/** The device refuses a member that would make a group contain itself. */
export function breakCycles<Member extends Expression>(groups: Groups<Member>, context: CiscoContext): void {
  const finished = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    const group = groups.get(name);
    if (group?.of.some(isName) !== true || finished.has(name)) return;
    const path = [...above, name];
    group.of = group.of.filter(({ object, at }) => {
      if (object === undefined || !path.includes(object)) return true;
      if (at !== undefined) context.report("cisco/group-cycle", at, { message: `the group ${object} contains itself` });
      return false;
    });
    for (const { object } of group.of) if (object !== undefined) visit(object, path);
    finished.add(name);
  };
  for (const name of groups.keys()) visit(name, []);
}

/**
 * Adds what rules and groups refer to and nobody defines. A device refuses an entry that names a group it does not have
 * (reference/cisco.md 2.2): that one is there means that a part of the file is missing or damaged, and what the group holds
 * is not known. Reported at every place that names it.
 */
export function withUndefined(
  objects: Objects,
  lists: Iterable<Pick<AccessList, "rules" | "naming">>,
  context: CiscoContext,
): Omit<Objects, "idle"> & { readonly idle: readonly IdleObject[] } {
  const addresses = new Missing(objects.addresses, context);
  const services = new Missing(objects.services, context);
  for (const { rules, naming } of lists) lookAtAll(naming ?? rules, addresses, services);
  for (const { value } of objects.addresses) addresses.lookInto(value);
  for (const { value } of objects.services) services.lookInto(value);
  const definedAddresses = addresses.define();
  return {
    idle: objects.idle((name) => addresses.isUsed(name) || services.isUsed(name)),
    addresses: [...objects.addresses, ...definedAddresses],
    services: [...objects.services, ...services.define()],
  };
}

/** Apart, so that V8 has compiled it when the first lists are looked at: a loop in one that is called once it runs slowly. */
function lookAtAll(rules: readonly Rule[], addresses: Missing, services: Missing): void {
  for (const { match } of rules) {
    if (match.source.kind === "object") addresses.look(match.source);
    if (match.destination.kind === "object") addresses.look(match.destination);
    if (match.service.kind === "object") services.look(match.service);
  }
}

/** Names that are used, and those of them that are not known. */
class Missing {
  /** By the names that are known: whether they are used. */
  private readonly known = new Map<string, { isUsed: boolean }>();
  private readonly places = new Map<string, [SourceRange, ...SourceRange[]]>();
  /** The name that was found last: mostly it is asked for again. */
  private lastKnown: string | undefined;

  constructor(
    known: readonly { readonly id: string }[],
    private readonly context: CiscoContext,
  ) {
    for (const { id } of known) this.known.set(id, { isUsed: false });
  }

  /** Whether a name is known and used. */
  isUsed(name: string): boolean {
    return this.known.get(name)?.isUsed === true;
  }

  /** Looks at what a group holds. */
  lookInto(value: AddressExpression | ServiceExpression): void {
    if (value.kind !== "union") return;
    for (const one of value.of) if (one.kind === "object") this.look(one);
  }

  /** Looks at the name of an object. */
  look({ object, at }: { readonly object: string; readonly at?: SourceRange }): void {
    if (at === undefined || object === this.lastKnown) return;
    const known = this.known.get(object);
    if (known !== undefined) {
      known.isUsed = true;
      this.lastKnown = object;
      return;
    }
    const places = this.places.get(object);
    if (places === undefined) this.places.set(object, [at]);
    else places.push(at);
    this.context.report("cisco/undefined-group", at, {
      message: `the object group ${object} is not defined: what it holds is not known`,
      help: "a part of the file may be missing, or an entry was refused by the device",
    });
  }

  /** Objects of which it is not known what they hold. */
  define(): { id: string; name: string; value: { kind: "unknown"; doubt: DoubtId }; at: SourceRange[] }[] {
    return [...this.places].map(([name, at]) => {
      const doubt = this.context.doubtAt(`the object group ${name} is not in the file`, at[0], { scope: "match" });
      return { id: name, name, value: { kind: "unknown", doubt }, at };
    });
  }
}
