/** `firewall vip` and `vip6`: which packets are translated to which server. */
import type { NatRule } from "../../../src/model/device.js";
import type { AddressExpression } from "../../../src/model/expression.js";
import type { SourceRange } from "../../../src/source/range.js";
import { isEnabled, settingOf, valueStart } from "../tree.js";
import { union } from "./addresses.js";
import type { Context } from "./context.js";
import type { InterfaceNames } from "./interface-names.js";
import { rowsIn, type Vdom } from "./vdoms.js";
import { type NamedObjects, readSources, readVip, type VirtualIp } from "./virtual-ip-row.js";

/** The virtual IPs of one VDOM in table order, which decides among overlapping ones (reference/fortios.md 5.1). */
export class VirtualIps {
  readonly all: readonly VirtualIp[];
  private readonly byName = new Map<string, readonly VirtualIp[]>();
  private readonly renamed: readonly VirtualIp[];
  private readonly groups = new Map<string, readonly VirtualIp[]>();
  /** Groups with members that are not in the file. */
  private readonly partial = new Set<string>();
  private readonly context: Context;
  private readonly prefix: string;
  private readonly names: InterfaceNames;
  /** Names that some enabled policy uses: only these translate, unless NAT is central. */
  private readonly permitted = new Set<string>();
  private readonly denied = new Set<string>();

  /** @param named what virtual IPs name: interfaces and services; `prefix` stands before ids. */
  constructor(vdom: Vdom, named: NamedObjects & { prefix: string }, context: Context) {
    this.context = context;
    this.prefix = named.prefix;
    this.names = named.names;
    this.all = [
      ...rowsIn(vdom.holders, "firewall vip").map((row) => readVip(row, 4, named, context)),
      ...rowsIn(vdom.holders, "firewall vip6").map((row) => readVip(row, 6, named, context)),
    ];
    for (const vip of this.all) this.byName.set(vip.name, [...(this.byName.get(vip.name) ?? []), vip]);
    this.renamed = this.all.filter(({ block }) => block.formerly !== undefined);
    for (const row of [...rowsIn(vdom.holders, "firewall vipgrp"), ...rowsIn(vdom.holders, "firewall vipgrp6")]) {
      context.claim(row, "firewall vipgrp", { scope: "device" });
      const members = settingOf(row, "member");
      const named = members?.values.map((name, index) => this.calledThen(name, valueStart(members, index))) ?? [];
      this.groups.set(row.name, named.flat());
      if (named.some(({ length }) => length === 0)) this.partial.add(row.name);
    }
  }

  /**
   * What a policy's destination covers when it names a virtual IP or a group of these: the servers behind it, and of
   * the packets to these only the translated ones (reference/fortios.md 5.1).
   * @param use how the policy names it; a disabled one does not make a virtual IP translate (trap 28).
   */
  destinationOf(name: string, at: SourceRange, use: "permit" | "deny" | "none"): AddressExpression {
    const vips = this.named(name);
    const users = use === "permit" ? this.permitted : use === "deny" ? this.denied : undefined;
    for (const vip of vips) users?.add(vip.name);
    const reason = `only packets that the virtual IP ${name} has translated fit here`;
    const doubt = this.context.sharedDoubt(`${this.prefix}vip ${name}`, { reason, scope: "match", at });
    const upper = union(
      vips.map((vip) => vip.mapped),
      at,
    );
    const known: AddressExpression = {
      kind: "unknown",
      doubt,
      upper,
      translatedBy: vips.map((vip) => this.idOf(vip)),
      at,
    };
    return this.partial.has(name) ? union([known, this.missing(name, at)], at) : known;
  }

  /** What members of a group stand for that the file leaves out. */
  private missing(name: string, at: SourceRange): AddressExpression {
    const reason = `a member of the group of virtual IPs ${name} is not defined in this file`;
    return {
      kind: "unknown",
      doubt: this.context.sharedDoubt(`${this.prefix}lost ${name}`, { reason, scope: "match", at }),
      at,
    };
  }

  /** The virtual IPs of that name, or of the group of that name. */
  named(name: string): readonly VirtualIp[] {
    return this.groups.get(name) ?? this.byName.get(name) ?? [];
  }

  /** Those of a name at a place of the text: a line above a `rename` means one by its former name. */
  private calledThen(name: string, offset: number): readonly VirtualIp[] {
    const former = this.renamed.filter(({ block }) =>
      block.formerly?.some((one) => one.name === name && offset < one.until),
    );
    return former.length > 0 ? former : (this.byName.get(name) ?? []);
  }

  /** The translations, in the order in which the device looks for one. Call after all policies have been read. */
  rules(ingress: readonly string[] | undefined, central: boolean): NatRule[] {
    return this.all.map((vip): NatRule => {
      const filter = settingOf(vip.block, "srcintf-filter");
      const named = filter ? this.names.resolve(filter) : {};
      const interfaces = named.interfaces ?? ingress;
      const certain = central || this.permitted.has(vip.name);
      const isUsed = certain || this.denied.has(vip.name);
      if (vip.enabled && isUsed) this.doubtFamily(vip);
      return {
        id: this.idOf(vip),
        kind: "destination",
        match: {
          ...(interfaces ? { ingress: interfaces } : {}),
          source: perhaps(readSources(vip, this.context), named.unsure),
          destination: certain ? vip.external : this.onlyDenied(vip),
          service: vip.service,
        },
        translated: vip.mapped,
        ...(vip.mappedService ? { translatedService: vip.mappedService } : {}),
        ...(vip.inOrder ? { inOrder: true } : {}),
        enabled: vip.enabled && isUsed,
        at: this.context.rangesOf(vip.block),
      };
    });
  }

  /** What a virtual IP in use makes packets of the other family of, policies are asked about there. */
  private doubtFamily({ name, block }: VirtualIp): void {
    const changing = ["nat46", "nat64"].find((key) => isEnabled(block, key));
    if (changing === undefined) return;
    const at = this.context.keyRange(block, settingOf(block, changing));
    const reason = `packets to the virtual IP ${name} change their family between IPv4 and IPv6`;
    this.context.doubt({ reason, scope: "device", at });
  }

  /** Whether a virtual IP that only denying policies name translates is not documented (reference D16). */
  private onlyDenied(vip: VirtualIp): AddressExpression {
    if (!this.denied.has(vip.name)) return vip.external;
    const at = this.context.rangeOf(vip.block);
    const reason = `only denying policies name the virtual IP ${vip.name}: whether it then translates is not documented`;
    return { kind: "unknown", doubt: this.context.doubt({ reason, scope: "match", at }), upper: vip.external, at };
  }

  private idOf(vip: VirtualIp): string {
    return `${this.prefix}vip ${vip.name}`;
  }
}

/** The expression, or where there is a doubt nothing or all of it. */
function perhaps(upper: AddressExpression, doubt: string | undefined): AddressExpression {
  return doubt === undefined ? upper : { kind: "unknown", doubt, upper };
}
