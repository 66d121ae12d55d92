/** What passes a device between two interfaces wherever packets come from and go to: asked once for all pairs of zones. */
import type { FilterStep } from "../model/rule.js";
import type { Diagram } from "../packets/diagram.js";
import { everything } from "../packets/intervals.js";
import type { Product } from "../packets/products.js";
import type { Passing } from "./fold.js";
import type { DeviceRules, SliceScope } from "./rule-sets.js";
import type { Slicing } from "./slicing.js";

/** Of more rules than these between two interfaces each pair looks at those alone that it can meet. */
const FEW = 128;

/** Sets as products, which outlive the space they were found in. */
interface Products {
  readonly must: readonly Product[];
  readonly may: readonly Product[];
  readonly areDisjoint: boolean;
}

const KNOWN = new WeakMap<Diagram, Map<DeviceRules, Map<string, Products | undefined>>>();

/**
 * A plant has many more pairs of zones than pairs of interfaces, and few rules between two of these: what they let through
 * at all, cut to the addresses of each pair, took a quarter of the time of looking at the rules for each.
 * @param evaluate what the steps let through of a scope.
 * @returns undefined where the rules are too many for that.
 */
export function passingAnywhere(
  slicing: Slicing,
  scope: SliceScope,
  steps: readonly FilterStep[],
  evaluate: (wide: SliceScope) => Passing,
): Passing | undefined {
  const { rules, space, within } = slicing;
  if (steps.reduce((sum, step) => sum + rules.countBetween(step, scope), 0) > FEW) return undefined;
  const { diagram, domain } = space;
  const ofDiagram = KNOWN.get(diagram.base) ?? new Map<DeviceRules, Map<string, Products | undefined>>();
  KNOWN.set(diagram.base, ofDiagram);
  const ofDevice = ofDiagram.get(rules) ?? new Map<string, Products | undefined>();
  ofDiagram.set(rules, ofDevice);
  const key = `${scope.family} ${within} ${scope.ingress}\n${scope.egress ?? ""}`;
  if (!ofDevice.has(key)) {
    const all = everything(domain);
    ofDevice.set(key, asProducts(slicing, evaluate({ ...scope, sources: all, destinations: all })));
  }
  const found = ofDevice.get(key);
  if (found === undefined) return undefined;
  const may = diagram.ofProducts(found.may, found.areDisjoint);
  return { may, must: found.must === found.may ? may : diagram.ofProducts(found.must, found.areDisjoint) };
}

function asProducts({ space: { diagram } }: Slicing, { must, may }: Passing): Products | undefined {
  const [least, most] = [must, may].map((set) => diagram.productsOf(set));
  if (least === undefined || most === undefined) return undefined;
  return {
    must: must === may ? most : least,
    may: most,
    areDisjoint: diagram.isDisjoint(may) && diagram.isDisjoint(must),
  };
}
