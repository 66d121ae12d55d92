/** Near networks of IPsec tunnels that the far end sees under other addresses (`natlocalid`; filter.inc: ipsec nat). */
import type { NatRule } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import { child } from "../../tree.js";
import type { Context } from "../context.js";
import type { Interfaces } from "../interfaces.js";
import { EVERY, readNetwork } from "../ip.js";
import { type Selector, selectorsOf } from "../ipsec-phases.js";
import { endOfPhase } from "../ipsec-selectors.js";

/** One to one where both networks are of one size, else for what leaves alone; before rules for sources. */
export function ipsecTranslations(context: Context, interfaces: Interfaces): NatRule[] {
  if (!interfaces.byId.has("enc0")) return [];
  return selectorsOf(context).flatMap((of, index) => {
    const outer = child(of.phase, "natlocalid");
    return outer === undefined || (outer.children.length === 0 && outer.text === "")
      ? []
      : translation(context, interfaces, { ...of, id: `ipsec-${index + 1}` });
  });
}

function translation(context: Context, interfaces: Interfaces, of: Selector & { readonly id: string }): NatRule[] {
  const { phase, id } = of;
  const inner = endOfPhase(child(phase, "localid"), interfaces);
  const outer = endOfPhase(child(phase, "natlocalid"), interfaces);
  const far = /^0\.0\.0\.0\/0$/.test(of.network) ? EVERY[4] : readNetwork(of.network);
  if (inner === undefined || outer === undefined || far === undefined) {
    context.doubt("device", "which addresses an IPsec tunnel translates is not known", phase);
    return [];
  }
  const service = { kind: "any" } as const;
  const common = { enabled: true, at: [context.place(phase)] } as const;
  const leaving: NatRule = {
    ...common,
    id: `${id}-out`,
    kind: "source",
    match: { egress: ["enc0"], source: inner, destination: far, service },
    translated: outer,
  };
  if (sizeOf(inner) !== sizeOf(outer)) return [leaving];
  const coming: NatRule = {
    ...common,
    id: `${id}-in`,
    kind: "destination",
    match: { ingress: ["enc0"], source: far, destination: outer, service },
    translated: inner,
    inOrder: true,
  };
  return [coming, { ...leaving, inOrder: true }];
}

/** How many addresses a network holds; `undefined` for several networks. */
function sizeOf(of: AddressExpression): string | undefined {
  return of.kind === "range4" || of.kind === "range6" ? String(BigInt(of.to) - BigInt(of.from)) : undefined;
}
