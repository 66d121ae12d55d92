/** Names that policies use for interfaces: interfaces, zones, SD-WAN zones, and those a partial export leaves out. */
import type { Interface } from "../../../src/model/device.js";
import type { DoubtId } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, isEnabled, type Setting, textOf, valueStart, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { rowsIn, type Vdom, type Vdoms } from "./vdoms.js";
import { DEFAULT_SDWAN_ZONE, SDWAN } from "./wan-members.js";

/** A zone of a VDOM with its members, and what passes between these when no policy says so. */
export interface Zone {
  readonly name: string;
  readonly members: readonly InterfaceId[];
  readonly intrazone: "allow" | "deny";
  readonly block: Block;
  /** Set when it may be of no effect. */
  readonly doubt?: DoubtId;
}

/** What a list of names stands for. `interfaces` left out: every one. `unsure`: none of these is sure. */
export interface NamedInterfaces {
  readonly interfaces?: readonly InterfaceId[];
  readonly unsure?: string;
}

/** Interfaces that exist without a row of their own. */
const BUILT_IN = /^(?:ssl|naf|l2t)\./;

/** Resolves the interface names of one VDOM's policies; creates the interfaces that only policies name. */
export class InterfaceNames {
  readonly zones: readonly Zone[];
  private readonly byName = new Map<string, Zone>();
  private readonly renamed: readonly Zone[];
  /** Doubts about names that are neither an interface nor a zone of a file that lists these. */
  private readonly lost = new Map<string, string>();
  /** What single names stand for, which most policies have. */
  private readonly alone = new Map<string, NamedInterfaces>();
  private readonly vdom: Vdom;
  private readonly interfaces: Map<InterfaceId, Interface>;
  private readonly context: Context;

  constructor(vdom: Vdom, vdoms: Vdoms, interfaces: Map<InterfaceId, Interface>, context: Context) {
    this.vdom = vdom;
    this.interfaces = interfaces;
    this.context = context;
    this.createTunnels(vdoms);
    this.zones = [...this.ordinaryZones(), ...this.sdwanZones()];
    this.renamed = this.zones.filter(({ block }) => block.formerly !== undefined);
    for (const zone of this.zones) {
      this.byName.set(zone.name, zone);
      for (const member of zone.members) {
        if (!interfaces.has(member)) this.createMember(member, zone);
        const one = interfaces.get(member);
        if (one && one.zone === undefined) interfaces.set(member, { ...one, zone: zone.name });
      }
    }
  }

  /**
   * Expands `srcintf`, `dstintf` or `intf` (reference/fortios.md 2.5): `any` is every interface of the VDOM, a zone its
   * members. `any` beside other names is a list that no device writes (trap 43). Of a list with a name that leads nowhere no
   * interface is told: a rule stands between its interfaces even where it is in doubt, and the name may be a zone of others.
   */
  resolve(setting: Setting): NamedInterfaces {
    const { values } = setting;
    const only = values[0] ?? "";
    if (values.length !== 1) return this.expand(setting);
    const known = this.alone.get(only);
    if (known) return known;
    const found = only === "any" ? {} : this.expand(setting);
    if (found.unsure === undefined && this.renamed.length === 0) this.alone.set(only, found);
    return found;
  }

  private expand(setting: Setting): NamedInterfaces {
    const found = new Set<InterfaceId>();
    let unsure: string | undefined;
    let isLost = false;
    for (const [index, name] of setting.values.entries()) {
      const at = this.context.valueRange(setting, index);
      if (name === "any") {
        this.context.diagnostics.add("fortigate/list-with-all", at);
        const reason = '"any" beside other interfaces: a device drops one of them';
        return { unsure: this.context.doubt({ reason, scope: "rule", at }) };
      }
      const zone = this.zoneNamed(name, valueStart(setting, index));
      for (const id of zone ? zone.members : [name]) found.add(id);
      if (!zone && !this.interfaces.has(name)) this.create(name, at);
      isLost ||= zone === undefined && this.lost.has(name);
      unsure ??= zone ? zone.doubt : this.lost.get(name);
    }
    return {
      ...(isLost ? {} : { interfaces: [...found] }),
      ...(unsure === undefined ? {} : { unsure }),
    };
  }

  /** @param offset where the name is written: a line above a `rename` means the zone by its former name. */
  private zoneNamed(name: string, offset: number): Zone | undefined {
    const former = this.renamed.find(({ block }) =>
      block.formerly?.some((one) => one.name === name && offset < one.until),
    );
    return former ?? this.byName.get(name);
  }

  /** An interface of the device, if the file or a policy names one like that. */
  named(name: string): Interface | undefined {
    return this.interfaces.get(name);
  }

  /** Interfaces of this VDOM that policies are about. */
  own(): Interface[] {
    const { name } = this.vdom;
    return [...this.interfaces.values()].filter(
      (one) =>
        (one.router === name || one.router.startsWith(`${name}/`)) && one.kind !== "switched" && one.kind !== "other",
    );
  }

  /** Adds an interface that only a policy names; with a doubt where it may as well be a lost zone. */
  private create(name: string, at: SourceRange): void {
    if (!this.add(name, at)) return;
    const lost = `${name} is neither an interface nor a zone of this file`;
    this.lost.set(name, this.context.doubt({ reason: lost, scope: "rule", at }));
  }

  /** No device takes a member that is no interface: its name is spoilt, and policies of the zone are about another one. */
  private createMember(name: string, { name: zone, block }: Zone): void {
    const at = this.context.rangeOf(block);
    if (!this.add(name, at)) return;
    const reason = `zone ${zone} has a member ${name}, which is no interface of this file: which one is meant is not known`;
    this.context.doubt({ reason, scope: "device", at });
  }

  /** @returns whether the file lists interfaces and has none of this name, nor makes one by itself. */
  private add(name: string, at: SourceRange): boolean {
    const builtIn = BUILT_IN.test(name);
    const reason = `${name} has no row in this file: its addresses are not known`;
    const addressDoubt = this.context.doubt({ reason, scope: "match", at });
    this.interfaces.set(name, {
      id: name,
      router: this.vdom.name,
      kind: builtIn ? "tunnel" : "routed",
      enabled: true,
      addresses: [],
      addressDoubt,
      ...(builtIn ? {} : { unreadAddress: true as const }),
      at: [at],
    });
    if (builtIn) return false;
    this.context.diagnostics.add("fortigate/undefined-interface", at);
    // A part of a configuration may leave interfaces out; where they are listed, a name beside them is a lost one.
    return [...this.interfaces.values()].some((one) => one.addressDoubt === undefined && one.router === this.vdom.name);
  }

  private ordinaryZones(): Zone[] {
    return rowsIn(this.vdom.holders, "system zone").map((row) => {
      const members = valuesOf(row, "interface");
      // Which interfaces are in it is what policies are about: where that was not understood they may be about any.
      const isLost = row.unknown.some(({ text }) => members.length === 0 || text.endsWith(" interface"));
      this.context.claim(row, "system zone", {
        ...(isLost ? { scope: "device" } : { scope: "interfaces", interfaces: [...members] }),
      });
      const intrazone = textOf(row, "intrazone") === "allow" ? "allow" : "deny";
      return { name: row.name, members, intrazone, block: row };
    });
  }

  /** SD-WAN is off by default; what its zones stand for while it is off, or for a member that is off, is not documented. */
  private sdwanZones(): Zone[] {
    const zones = new Map<string, { members: InterfaceId[]; block: Block; doubt?: DoubtId }>();
    for (const holder of this.vdom.holders) {
      for (const table of holder.configs.filter((config) => SDWAN.includes(config.name))) {
        const whole = { block: table, ...(isEnabled(table, "status") ? {} : { doubt: this.withoutEffect(table) }) };
        const nested = table.configs.filter((config) => config.name === "zone").flatMap((config) => config.rows);
        zones.set(DEFAULT_SDWAN_ZONE, { ...whole, members: [] });
        for (const row of nested) zones.set(row.name, { ...whole, members: [], block: row });
        for (const member of table.configs
          .filter((config) => config.name === "members")
          .flatMap((config) => config.rows)) {
          const name = textOf(member, "interface");
          const named = textOf(member, "zone") ?? DEFAULT_SDWAN_ZONE;
          const zone = zones.get(named);
          if (zone === undefined) this.doubtZone(named, member);
          if (name === undefined || zone === undefined) continue;
          zone.members.push(name);
          if (textOf(member, "status") === "disable") zone.doubt ??= this.withoutEffect(member);
        }
        const doubt = [...zones.values()].map((zone) => zone.doubt).find((one) => one !== undefined);
        const members = [...zones.values()].flatMap((zone) => zone.members);
        zones.set("sd-wan", { members, block: table, ...(doubt === undefined ? {} : { doubt }) });
      }
    }
    return [...zones].map(([name, zone]) => ({ name, ...zone, intrazone: "deny" }));
  }

  /** No device takes a member of a zone that is not there: the name is spoilt, and policies of any zone may be about the member. */
  private doubtZone(zone: string, member: Block): void {
    const reason = `member ${member.name} of SD-WAN is of a zone ${zone} that is not in the file: which one is meant is not known`;
    this.context.doubt({ reason, scope: "device", at: this.context.rangeOf(member) });
  }

  private withoutEffect(off: Block): DoubtId {
    const what = off.kind === "row" ? `member ${off.name} of SD-WAN is` : "SD-WAN is";
    const reason = `${what} switched off: what policies mean by its zones then is not documented`;
    return this.context.doubt({ reason, scope: "rule", at: this.context.rangeOf(off) });
  }

  /** Tunnels whose interface row a partial export leaves out: the tunnel's own row names it. */
  private createTunnels(vdoms: Vdoms): void {
    const holders = new Set([...this.vdom.holders, ...(vdoms.several ? [] : vdoms.global)]);
    for (const section of [
      "vpn ipsec phase1-interface",
      "system gre-tunnel",
      "system ipip-tunnel",
      "system sit-tunnel",
    ]) {
      for (const row of rowsIn([...holders], section)) {
        if (this.interfaces.has(row.name)) continue;
        const at = this.context.rangeOf(row);
        const reason = `${row.name} has no interface row in this file: its addresses are not known`;
        const addressDoubt = this.context.doubt({ reason, scope: "match", at });
        const router = this.vdom.name;
        this.interfaces.set(row.name, {
          id: row.name,
          router,
          kind: "tunnel",
          enabled: true,
          addresses: [],
          addressDoubt,
          at: [at],
        });
      }
    }
  }
}
