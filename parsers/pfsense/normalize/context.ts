/** What all parts of `normalize/` work on: the tree, its places, what was left open, and the doubts and objects gathered. */
import type { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Doubt } from "../../../src/model/device.js";
import type {
  AddressExpression,
  AddressObject,
  DoubtId,
  Family,
  ServiceObject,
} from "../../../src/model/expression.js";
import type { RuleDoubt } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import type { Open } from "../account.js";
import type { Span } from "../scan.js";
import { type Element, has, textOf } from "../tree.js";
import { readNetwork } from "./ip.js";

/** An object whole, and its part of each family. */
interface ObjectEnd {
  readonly whole: AddressExpression;
  readonly by: Partial<Record<Family, AddressExpression>>;
}

/** What a normalization starts with. */
export interface Given extends Pick<Context, "root" | "platform" | "diagnostics" | "place" | "asOfMinutes"> {
  readonly open: readonly Open[];
}

const NOTHING_OPEN: readonly Open[] = [];

/** State of one normalization. */
export class Context {
  readonly doubts: Doubt[] = [];
  private readonly addressObjects = new Map<string, AddressObject>();
  private readonly serviceObjects = new Map<string, ServiceObject>();
  private readonly aliasElements = new Map<string, Element>();
  /** Which objects may hold addresses of a family. */
  private readonly held: Record<Family, Map<AddressObject, boolean>> = { 4: new Map(), 6: new Map() };
  private readonly openInside = new Map<Element, Open[]>();
  private readonly asked = new Set<Element>();
  private readonly ends = new Map<string, ObjectEnd>();

  readonly root: Element;
  readonly platform: "pfsense" | "opnsense";
  readonly diagnostics: Diagnostics;
  readonly place: (of: Span) => SourceRange;
  /** The time for which schedules are read (`source/wall-clock`); left out: they may hold or not. */
  readonly asOfMinutes: number | undefined;

  /** Whether nothing is missing: each configuration has a `system`. What a part of one leaves out may be anything. */
  readonly isWhole: boolean;

  constructor(given: Given) {
    this.root = given.root;
    this.isWhole = has(given.root, "system");
    this.platform = given.platform;
    this.diagnostics = given.diagnostics;
    this.place = given.place;
    this.asOfMinutes = given.asOfMinutes;
    for (const each of given.open) {
      if (each.owner === undefined) this.doubt("device", each.why, each.element);
      else this.openInside.set(each.owner.element, [...(this.openInside.get(each.owner.element) ?? []), each]);
    }
  }

  /** Whether the rules of OPNsense hold where the two differ. */
  get isOPNsense(): boolean {
    return this.platform === "opnsense";
  }

  /** Notes a doubt and gives its id. */
  doubt(
    scope: Doubt["scope"],
    reason: string,
    at: Span,
    interfaces?: readonly string[],
    more?: Pick<Doubt, "addressesKnown" | "hidesAddress">,
  ): DoubtId {
    const id = `d${this.doubts.length + 1}`;
    this.doubts.push({ id, reason, scope, at: this.place(at), ...(interfaces ? { interfaces } : {}), ...more });
    return id;
  }

  /** The place of an element's first line: for rules that a whole section or its absence causes. */
  startOf(element: Element): SourceRange {
    const at = this.place(element);
    return at.line === at.endLine ? at : { ...at, endLine: at.line, endColumn: at.column + element.name.length + 2 };
  }

  /** An address, network or range as written, without aliases. */
  literal(text: string): AddressExpression | undefined {
    return readNetwork(text);
  }

  /** What was left open inside an element that owns such doubts. */
  openIn(element: Element): readonly Open[] {
    const open = this.openInside.get(element);
    if (open === undefined) return NOTHING_OPEN;
    this.asked.add(element);
    return open;
  }

  /** What was left open inside elements that nobody asked about opens the device; an alias with a name is one that nothing uses. */
  doubtRest(): void {
    for (const [element, open] of this.openInside) {
      const isUnused = open.every(({ owner }) => owner?.kind === "alias") && textOf(element, "name") !== "";
      if (this.asked.has(element) || isUnused) continue;
      for (const each of open) this.doubt("device", each.why, each.element);
    }
  }

  /** The same as doubts of the rule that the element became. */
  ruleDoubts(element: Element): RuleDoubt[] {
    return this.openIn(element).map((open) => ({
      doubt: this.doubt("rule", open.why, open.element),
      effect: open.effect,
    }));
  }

  /** What a rule's end makes of an object, made once: many rules name the same. */
  endpoint(object: string, make: () => ObjectEnd): ObjectEnd {
    const known = this.ends.get(object);
    if (known) return known;
    const made = make();
    this.ends.set(object, made);
    return made;
  }

  /** Adds an address object unless its id is there; gives the expression that names it. */
  address(object: AddressObject): AddressExpression {
    if (!this.addressObjects.has(object.id)) this.addressObjects.set(object.id, object);
    return { kind: "object", object: object.id };
  }

  addressObject(id: string): AddressObject | undefined {
    return this.addressObjects.get(id);
  }

  service(object: ServiceObject): { readonly kind: "object"; readonly object: string } {
    if (!this.serviceObjects.has(object.id)) this.serviceObjects.set(object.id, object);
    return { kind: "object", object: object.id };
  }

  /** Remembers where an alias is written, for objects made of it. */
  setAliasPlace(name: string, element: Element): void {
    if (!this.aliasElements.has(name)) this.aliasElements.set(name, element);
  }

  aliasPlace(name: string): readonly SourceRange[] {
    const element = this.aliasElements.get(name);
    return element === undefined ? [] : [this.place(element)];
  }

  get addresses(): readonly AddressObject[] {
    return [...this.addressObjects.values()];
  }

  get services(): readonly ServiceObject[] {
    return [...this.serviceObjects.values()];
  }

  /** Families an expression can hold addresses of. */
  families(of: AddressExpression): readonly Family[] {
    return ([4, 6] as const).filter((family) => this.mayHold(of, family));
  }

  private mayHold(of: AddressExpression, family: Family): boolean {
    switch (of.kind) {
      case "any":
        return of.family === undefined || of.family === family;
      case "none":
        return false;
      case "range4":
      case "pattern4":
        return family === 4;
      case "range6":
        return family === 6;
      case "object": {
        const object = this.addressObjects.get(of.object);
        return object === undefined || this.objectMayHold(object, family);
      }
      case "union":
        return of.of.some((part) => this.mayHold(part, family));
      case "except":
        return this.mayHold(of.base, family);
      case "not":
        return of.family === "both" || of.family === family;
      case "unknown":
        return of.upper === undefined || this.mayHold(of.upper, family);
    }
  }

  /** Asked once: aliases that hold others twice would be asked for ever. */
  private objectMayHold(object: AddressObject, family: Family): boolean {
    const known = this.held[family].get(object);
    if (known !== undefined) return known;
    const holds = this.mayHold(object.value, family);
    this.held[family].set(object, holds);
    return holds;
  }

  /** The part of an expression that lies in one family. */
  within(of: AddressExpression, family: Family): AddressExpression {
    const held = this.families(of);
    if (!held.includes(family)) return { kind: "none" };
    if (held.length === 1) return of;
    if (of.kind === "any") return { ...of, family };
    return { kind: "except", base: of, minus: { kind: "any", family: family === 4 ? 6 : 4 } };
  }
}
