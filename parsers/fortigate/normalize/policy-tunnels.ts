/** Tunnels that policies with the action `ipsec` join by name (reference/fortios.md 4.1): what they carry past what stands between their ends. */
import type { AddressRange, Interface, PolicyTunnel } from "../../../src/model/device.js";
import type { AddressExpression, AddressObject, Family } from "../../../src/model/expression.js";
import type { InterfaceId, Rule, Table } from "../../../src/model/rule.js";
import { DOMAIN4, DOMAIN6, type Domain, type Intervals, pairsOf, union } from "../../../src/packets/intervals.js";
import { type Block, settingOf, textOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { endsOf, placesOf } from "./tunnel-ends.js";
import { isOfTunnel, UNSELECTED } from "./tunnel-rules.js";
import { termsOf } from "./tunnel-terms.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const TUNNELS = ["vpn ipsec phase1", "vpn ipsec manualkey"];
const POLICIES = ["firewall policy", "firewall policy6", "firewall consolidated policy"];

type Addresses = Intervals<number | bigint>;

const FAMILIES = [4, 6] as const;
const DOMAINS: Readonly<Record<Family, Domain<number | bigint>>> = { 4: DOMAIN4, 6: DOMAIN6 };
const EVERYTHING: readonly AddressRange[] = FAMILIES.map((family) => {
  return { from: DOMAINS[family].min, to: DOMAINS[family].max };
});

/**
 * Adds the tunnels of a VDOM to the interfaces they start from. A policy says which addresses data is encrypted for; of a
 * tunnel in a concentrator others say it as well. Whether what comes out has to fit a policy of that tunnel is not documented.
 * @param tables those that its policies became.
 */
export function joinPolicyTunnels(
  domain: VirtualDomain,
  tables: readonly Table[],
  interfaces: Map<InterfaceId, Interface>,
  context: Context,
): void {
  const { holders } = domain.vdom;
  const rows = TUNNELS.flatMap((section) => rowsIn(holders, section));
  const shared = new Set(rowsIn(holders, "vpn ipsec concentrator").flatMap((row) => valuesOf(row, "member")));
  const policies = POLICIES.flatMap((section) => rowsIn(holders, section)).filter(isOfTunnel);
  if (rows.length === 0 && policies.length === 0) return;
  const carried = new Carried(domain, tables, context);
  for (const row of rows) {
    const one = interfaces.get(textOf(row, "interface") ?? "");
    if (one === undefined) continue;
    const own = policies.filter((policy) => [row.name, undefined].includes(textOf(policy, "vpntunnel")));
    const far = shared.has(row.name) ? EVERYTHING : carried.by(own);
    const remote = endsOf(row)?.remote;
    const phase2 = rowsIn(holders, "vpn ipsec phase2").filter((other) => textOf(other, "phase1name") === row.name);
    const terms = termsOf(row, phase2, placesOf(row, rowsIn(domain.shared, "system interface")));
    add(interfaces, one.id, { far, sources: EVERYTHING, peers: remote === undefined ? [] : [remote], terms });
  }
  const names = new Set([undefined, ...rows.map(({ name }) => name)]);
  for (const policy of policies.filter((one) => !names.has(textOf(one, "vpntunnel")))) {
    const outside = settingOf(policy, "dstintf");
    const { interfaces: ids = domain.names.own().map(({ id }) => id) } = outside ? domain.names.resolve(outside) : {};
    // Its tunnel is not in the file: where that ends is not known.
    for (const id of ids) add(interfaces, id, { far: carried.by([policy]), sources: EVERYTHING, peers: [] });
  }
}

function add(interfaces: Map<InterfaceId, Interface>, id: InterfaceId, tunnel: PolicyTunnel): void {
  const one = interfaces.get(id);
  if (one) interfaces.set(id, { ...one, policyTunnels: [...(one.policyTunnels ?? []), tunnel] });
}

/** The destinations of policies, as ranges that hold them all. */
class Carried {
  private readonly objects: ReadonlyMap<string, AddressExpression>;
  private readonly rules: ReadonlyMap<string, Rule>;
  /** Of objects, by family: groups may hold others many times over. */
  private readonly known: Readonly<Record<Family, Map<string, Addresses>>> = { 4: new Map(), 6: new Map() };

  constructor(
    { addresses4, addresses6 }: VirtualDomain,
    tables: readonly Table[],
    private readonly context: Context,
  ) {
    const all: readonly AddressObject[] = [...addresses4.objects, ...addresses6.objects];
    this.objects = new Map(all.map(({ id, value }) => [id, value]));
    const rules = tables.flatMap((table) => (POLICIES.includes(table.name) ? table.rules : []));
    this.rules = new Map(rules.map((rule) => [keyOf(rule.id, rule.at[0].line), rule]));
  }

  /** Nothing where none of the policies sends anything into the tunnel (`outbound disable`). */
  by(policies: readonly Block[]): readonly AddressRange[] {
    const rules = policies.flatMap((row) =>
      [row.name, `${row.name} ${UNSELECTED}`].flatMap(
        (id) => this.rules.get(keyOf(id, this.context.rangeOf(row).line)) ?? [],
      ),
    );
    return FAMILIES.flatMap((family) => {
      const all = rules.map(({ match }) => this.most(match.destination, family));
      return pairsOf(union(all, DOMAINS[family])).map(([from, to]) => ({ from, to }));
    });
  }

  /** The most that an expression may hold. */
  private most(of: AddressExpression, family: Family): Addresses {
    const { min, max } = DOMAINS[family];
    switch (of.kind) {
      case "none":
        return [];
      case "range4":
      case "range6":
        return (of.kind === "range4") === (family === 4) ? [of.from, of.to] : [];
      case "union":
        return union(
          of.of.map((part) => this.most(part, family)),
          DOMAINS[family],
        );
      case "except":
        return this.most(of.base, family);
      case "object":
        return this.ofObject(of.object, family);
      case "unknown":
        return of.upper === undefined ? [min, max] : this.most(of.upper, family);
      case "pattern4":
        return family === 4 ? [min, max] : [];
      case "any":
        return of.family === undefined || of.family === family ? [min, max] : [];
      case "not":
        return of.family === "both" || of.family === family ? [min, max] : [];
    }
  }

  /** Groups contain no group that contains them: such a reference was cut. */
  private ofObject(id: string, family: Family): Addresses {
    const value = this.objects.get(id);
    const { min, max } = DOMAINS[family];
    const found = this.known[family].get(id) ?? (value === undefined ? [min, max] : this.most(value, family));
    this.known[family].set(id, found);
    return found;
  }
}

function keyOf(id: string, line: number): string {
  return `${id} ${line}`;
}
