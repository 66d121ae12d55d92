/** The rules of one list by the interfaces they speak of. */
import type { RuleMatch } from "../model/rule.js";

type Shape = Pick<RuleMatch, "ingress" | "egress">;
type Side = Shape["ingress"];

interface Placed {
  readonly rule: { readonly match: Shape };
}

/**
 * Finds the rules that speak of two interfaces. Many rules name the same ones, and many pairs of interfaces meet the same
 * rules, such as those of an ingress that leave egress open: these get one list, so that what is found out of it is found once.
 */
export class RulesByInterfaces<R extends Placed> {
  private readonly shapes: Shape[] = [];
  /** By place of a rule, the number of its shape. */
  private readonly numbers: Int32Array;
  private readonly byPair = new Map<string, readonly R[]>();
  /** By the numbers of the shapes in it. */
  private readonly lists = new Map<string, readonly R[]>();

  constructor(private readonly rules: readonly R[]) {
    this.numbers = new Int32Array(rules.length);
    // By the lists and not by what is in them: a vendor's rules share these, and others cost what they would without a shape.
    const known = new Map<Side, Map<Side, number>>();
    for (let index = 0; index < rules.length; index++) {
      const { ingress, egress } = (rules[index] as R).rule.match;
      const ofIngress = known.get(ingress) ?? new Map<Side, number>();
      let number = ofIngress.get(egress);
      if (number === undefined) {
        number = this.shapes.push({ ingress, egress }) - 1;
        known.set(ingress, ofIngress.set(egress, number));
      }
      this.numbers[index] = number;
    }
  }

  /** In order. @param egress left out: to the device itself; then rules limited to an egress are none of them. */
  between(ingress: string, egress: string | undefined): readonly R[] {
    const key = `${ingress}\n${egress ?? ""}`;
    const known = this.byPair.get(key);
    if (known !== undefined) return known;
    const here = this.shapes.map((shape) => speaksOf(shape, ingress, egress));
    const met = here.flatMap((isHere, number) => (isHere ? [number] : [])).join();
    const found = this.lists.get(met) ?? this.ofShapes(here);
    this.lists.set(met, found);
    this.byPair.set(key, found);
    return found;
  }

  private ofShapes(here: readonly boolean[]): readonly R[] {
    const found: R[] = [];
    for (let index = 0; index < this.rules.length; index++) {
      if (here[this.numbers[index] as number]) found.push(this.rules[index] as R);
    }
    return found;
  }
}

function speaksOf(shape: Shape, ingress: string, egress: string | undefined): boolean {
  if (shape.ingress !== undefined && !shape.ingress.includes(ingress)) return false;
  return shape.egress === undefined || (egress !== undefined && shape.egress.includes(egress));
}
