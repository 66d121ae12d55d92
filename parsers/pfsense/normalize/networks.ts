/** Words that stand for addresses of the firewall and its interfaces: `lan`, `lanip`, `(self)`. */
import type { AddressExpression, DoubtId, Family } from "../../../src/model/expression.js";
import type { Context } from "./context.js";
import type { Interfaces, RuleInterface } from "./interfaces.js";
import { EVERY, host, network, prefix } from "./ip.js";
import type { OwnAddress } from "./own-address.js";
import { union } from "./table.js";

/** Address objects for the networks and addresses of interfaces, made when a rule first names them. */
export class Networks {
  private linkLocalDoubt: DoubtId | undefined;

  constructor(
    private readonly context: Context,
    private readonly interfaces: Interfaces,
  ) {}

  /**
   * The networks behind an interface or an interface group: connected subnets of both families and those of every
   * virtual address on it, in pfSense whatever its kind (reference/pfsense.md 2.4, D9); in OPNsense `(igb1:network)` of pf, what the
   * interface has itself (B2). Undefined: no such interface, or none that is enabled: others take no part (2.1).
   */
  network(word: string): AddressExpression | undefined {
    const members = this.membersOf(word);
    const [first] = members;
    if (first === undefined) return undefined;
    const id = `network:${word}`;
    if (this.context.addressObject(id)) return { kind: "object", object: id };
    const { isOPNsense } = this.context;
    const networksOf = ({ addresses }: RuleInterface) => addresses.filter(({ own }) => own || !isOPNsense);
    const value = union(
      members.flatMap((each) => [...networksOf(each).map((own) => this.connected(own)), ...this.unknown(each)]),
    );
    const name = members.length === 1 && word === first.id ? `${first.name} net` : `${word} networks`;
    return this.context.address({ id, name, value, at: members.map((each) => this.context.place(each.element)) });
  }

  /**
   * The interface's own address in a family; undefined: it has none there, or there is no such interface. pfSense takes
   * the first one, OPNsense all of the device.
   */
  address(id: string, family: Family): AddressExpression | undefined {
    const found = this.interfaces.byId.get(id);
    if (!found?.enabled) return undefined;
    const objectId = `address:${id}:${family}`;
    if (this.context.addressObject(objectId)) return { kind: "object", object: objectId };
    const own = found.addresses.filter((each) => each.own && each.address.family === family);
    const counted = this.context.isOPNsense ? own : own.filter((each) => each.kind === "primary").slice(0, 1);
    const value = union([...counted.map((each) => this.one(each)), ...this.unknown(found, family)]);
    if (value.kind === "none") return this.context.isOPNsense ? value : undefined;
    return this.context.address({
      id: objectId,
      name: `${found.name} address`,
      value,
      at: [this.context.place(found.element)],
    });
  }

  /**
   * Every address of the firewall: interfaces, virtual addresses that are its own, loopback, link-local (4). `enc0`, where
   * packets of IPsec policies show up, has none.
   */
  self(): AddressExpression {
    const id = "self";
    if (this.context.addressObject(id)) return { kind: "object", object: id };
    const parts = this.interfaces.all
      .filter((each) => each.enabled && each.device !== "enc0")
      .flatMap((each) => this.ownOf(each));
    parts.push(...this.interfaces.elsewhere.map((own) => host(own.address, this.context.place(own.element))));
    parts.push(network("127.0.0.0/8"), network("::1/128"), this.linkLocal());
    return this.context.address({ id, name: "this firewall", value: union(parts), at: [] });
  }

  /** `(igb1)` of pf: every address of an interface, those that it shares and link-local ones as well. */
  everyAddress(of: RuleInterface): AddressExpression {
    return union([...this.ownOf(of), this.linkLocal()]);
  }

  private ownOf(of: RuleInterface): AddressExpression[] {
    const own = of.addresses.filter((each) => each.own);
    return [...own.map((each) => this.one(each)), ...this.unknown(of)];
  }

  private linkLocal(): AddressExpression {
    const reason = "the link-local addresses of the firewall are not in the file";
    this.linkLocalDoubt ??= this.context.doubt("match", reason, this.context.root);
    return { kind: "unknown", doubt: this.linkLocalDoubt, lower: { kind: "none" }, upper: network("fe80::/10") };
  }

  /** How many networks of a family a word stands for; those that somebody gives count as one each. */
  countOf(word: string, family: Family): number {
    const members = this.membersOf(word);
    const own = members.flatMap((each) => each.addresses.filter(({ address }) => address.family === family));
    return own.length + members.filter((each) => each.unknown.includes(family)).length;
  }

  /** Whether a word names a group and no interface. */
  isGroup(word: string): boolean {
    return !this.interfaces.byId.has(word) && this.interfaces.groups.has(word);
  }

  private membersOf(word: string): RuleInterface[] {
    const one = this.interfaces.byId.get(word);
    const ids = one ? [word] : (this.interfaces.groups.get(word)?.members ?? []);
    return ids.flatMap((id) => this.interfaces.byId.get(id) ?? []).filter((each) => each.enabled);
  }

  private one(own: OwnAddress): AddressExpression {
    if (own.isGiven !== true) return host(own.address, this.context.place(own.element));
    const reason = "which address of a tunnel network its client is given is not in the file";
    const doubt = this.context.doubt("match", reason, own.element);
    return { kind: "unknown", doubt, lower: { kind: "none" }, upper: this.connected(own) };
  }

  private connected(own: OwnAddress): AddressExpression {
    return prefix(own.address, own.prefixLength, this.context.place(own.element)) ?? { kind: "none" };
  }

  /** What DHCP and the like may give: anything of the family. */
  private unknown(of: RuleInterface, only?: Family): AddressExpression[] {
    const { addressDoubt } = of;
    if (addressDoubt === undefined) return [];
    const families = of.unknown.filter((family) => only === undefined || family === only);
    return families.map((family) => ({
      kind: "unknown",
      doubt: addressDoubt,
      lower: { kind: "none" },
      upper: EVERY[family],
    }));
  }
}
