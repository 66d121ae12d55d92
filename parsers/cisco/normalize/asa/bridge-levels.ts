/** Security levels of a bridge group that is routed: of its BVI towards other networks, of its ports among each other. */
import type { Filter, FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { implicit } from "./implicit.js";
import type { AsaInterface } from "./interface-draft.js";
import { isKept, keptRule, levelRule, type SameSecurity } from "./security-levels.js";

interface Group {
  readonly bvi: AsaInterface;
  readonly ports: readonly AsaInterface[];
}

/** Another network, and the interfaces by which packets get there. */
interface Far {
  readonly door: AsaInterface;
  readonly ids: readonly string[];
}

export interface BridgeLevels {
  readonly tables: readonly Table[];
  /** What lists do not decide between equal levels. */
  readonly steps: readonly FilterStep[];
  /** To other networks, where no list stands. */
  readonly routed: Filter;
  /** Between ports, where no list stands. */
  readonly within: Filter;
}

/**
 * The level of a port counts inside its group alone, that of the BVI for everything else (ASA general operations guide, interfaces).
 * @param isListed whether any of its interfaces has a list: else levels alone decide.
 */
export function bridgeLevels(
  { bvi, ports }: Group,
  far: readonly Far[],
  { same, isListed }: { readonly same: SameSecurity; readonly isListed: boolean },
  context: CiscoContext,
): BridgeLevels {
  const { id } = bvi.interface;
  const near = [bvi, ...ports].map((one) => one.interface.id);
  const at = context.at(bvi.levelLine);
  const idsTo = (fits: (door: AsaInterface) => boolean) =>
    far.filter(({ door }) => fits(door)).flatMap(({ ids }) => ids);
  const portsBeside = (one: AsaInterface, fits: (other: AsaInterface) => boolean) =>
    ports.filter((other) => other !== one && fits(other)).map((other) => other.interface.id);
  const isLower = (one: AsaInterface) => (other: AsaInterface) => one.level >= other.level && !isKept(one, other, same);
  const isEqual = (one: AsaInterface) => (other: AsaInterface) => isKept(one, other, same);
  const within = ports.map((one) => {
    return levelRule(one, [one.interface.id], portsBeside(one, isLower(one)), true, context);
  });
  const kept = () => [
    ...keptRule(bvi, near, idsTo(isEqual(bvi)), context),
    ...ports.flatMap((one) => keptRule(one, [one.interface.id], portsBeside(one, isEqual(one)), context)),
  ];
  const tables = [
    table(`security levels of ${id}`, [levelRule(bvi, near, idsTo(isLower(bvi)), false, context)]),
    table(`security levels within the bridge group of ${id}`, within),
    table(`equal security levels of ${id}`, isListed ? kept() : []),
  ] as const;
  const filter = ({ name }: Table, action: "permit" | "deny", what: string): Filter => ({
    name,
    tables: [name],
    otherwise: implicit(action, what, at),
  });
  const [levels, among, equals] = tables;
  return {
    tables,
    steps: [
      {
        kind: "filter",
        ...filter(equals, "permit", "not between interfaces of one security level"),
        ingress: near,
        stateful: true,
        at: [at],
      },
    ],
    routed: filter(levels, "deny", "implicit deny to higher security levels"),
    within: filter(among, "deny", "implicit deny to higher security levels"),
  };

  function table(name: string, rules: readonly Rule[]): Table {
    return { id: name, name, kind: "filter", rules, bound: true, at: [at] };
  }
}
