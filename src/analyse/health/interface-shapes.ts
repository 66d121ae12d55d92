/** Which interfaces the rules of a table speak of, against each other: within, meeting in part, apart. */
import type { Rule } from "../../model/rule.js";

/** `within`: the earlier rule applies wherever the other one does. `partly`: somewhere. `apart`: nowhere. */
export type Relation = "within" | "partly" | "apart";

type Side = readonly string[] | undefined;

interface Shape {
  readonly ingress: Side;
  readonly egress: Side;
}

/** Interfaces of no name in particular: the device itself, or one that the export does not show. */
const OTHERS = "\n";

/** The interfaces of the rules of one table. Most tables have few shapes, and many rules of each. */
export class InterfaceShapes {
  private readonly shapes: Shape[] = [];
  private readonly numbers: Int32Array;
  private readonly known = new Map<number, Relation>();

  constructor(rules: readonly Rule[]) {
    const byText = new Map<string, number>();
    this.numbers = Int32Array.from(rules, ({ match: { ingress, egress } }) => {
      const text = `${ingress?.join() ?? OTHERS} > ${egress?.join() ?? OTHERS}`;
      const known = byText.get(text) ?? this.shapes.push({ ingress, egress }) - 1;
      byText.set(text, known);
      return known;
    });
  }

  /** Whether a rule names lists of interfaces of which one is empty: no packet comes or leaves there. */
  isNowhere(rule: number): boolean {
    const { ingress, egress } = this.of(rule);
    return ingress?.length === 0 || egress?.length === 0;
  }

  /** How the interfaces of `inner` lie in those of `outer`. */
  relation(outer: number, inner: number): Relation {
    const [a, b] = [this.numbers[outer] as number, this.numbers[inner] as number];
    if (a === b) return "within";
    const key = a * this.shapes.length + b;
    const known = this.known.get(key) ?? relate(this.of(outer), this.of(inner));
    this.known.set(key, known);
    return known;
  }

  /**
   * The places where `inner` applies, told apart by which of `outers` apply there: one list of `outers` for each kind of
   * place. Where all of them hold all of `inner`, that is one.
   */
  places(inner: number, outers: readonly number[]): readonly (readonly number[])[] {
    const meeting = outers.filter((outer) => this.relation(outer, inner) !== "apart");
    const partly = meeting.filter((outer) => this.relation(outer, inner) === "partly");
    if (partly.length === 0) return [meeting];
    const shape = this.of(inner);
    const ingress = this.kindsOfPlace(shape.ingress, partly, "ingress");
    const egress = this.kindsOfPlace(shape.egress, partly, "egress");
    const found = new Map<string, readonly number[]>();
    for (const into of ingress) {
      for (const out of egress) {
        const away = new Set(partly.filter((outer) => !into.has(outer) || !out.has(outer)));
        const here = meeting.filter((outer) => !away.has(outer));
        found.set(here.join(), here);
      }
    }
    return [...found.values()];
  }

  /** The interfaces of one side by which of the rules apply there: each set of rules once. */
  private kindsOfPlace(own: Side, rules: readonly number[], side: keyof Shape): ReadonlySet<number>[] {
    const named = rules.flatMap((rule) => this.of(rule)[side] ?? []);
    const kinds = new Map<string, ReadonlySet<number>>();
    for (const id of new Set(own ?? [...named, OTHERS])) {
      const here = rules.filter((rule) => this.of(rule)[side]?.includes(id) ?? true);
      kinds.set(here.join(), new Set(here));
    }
    return [...kinds.values()];
  }

  private of(rule: number): Shape {
    return this.shapes[this.numbers[rule] as number] as Shape;
  }
}

function relate(outer: Shape, inner: Shape): Relation {
  if (!doMeet(outer.ingress, inner.ingress) || !doMeet(outer.egress, inner.egress)) return "apart";
  return isWithin(inner.ingress, outer.ingress) && isWithin(inner.egress, outer.egress) ? "within" : "partly";
}

function doMeet(a: Side, b: Side): boolean {
  if (a === undefined || b === undefined) return a?.length !== 0 && b?.length !== 0;
  return a.some((id) => b.includes(id));
}

function isWithin(inner: Side, outer: Side): boolean {
  if (outer === undefined) return true;
  return inner?.every((id) => outer.includes(id)) ?? false;
}
