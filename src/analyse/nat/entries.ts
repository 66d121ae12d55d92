/** The translations of one device as rules: which of them can meet which packets. */
import type { NatRule } from "../../model/device.js";
import type { Rule } from "../../model/rule.js";
import { type Addressed, canMeet, type Scope } from "../hulls.js";

/** A translation with what it matches, as a rule. */
interface Resolved<R> {
  readonly nat: NatRule;
  readonly resolved: R;
}

/** Packets in by one interface and out by another. */
interface Passing extends Scope {
  readonly ingress: string;
  readonly egress: string | undefined;
}

/** How rules of the device are resolved; `translate`: as packets meet them whose destination one of these translated, or none did. */
interface Resolving<R> {
  readonly resolve: (rule: Rule, family: 4 | 6) => R;
  readonly translate: (plain: readonly R[], family: 4 | 6, by: readonly NatRule[]) => readonly R[];
}

const NO_NAT: readonly never[] = [];
const NO_RULES: readonly NatRule[] = [];

export class NatEntries<R extends Addressed> {
  private readonly byInterfaces = new Map<string, readonly Resolved<R>[]>();
  private readonly ofTranslated = new Map<readonly Resolved<R>[], Map<string, readonly Resolved<R>[]>>();

  /** @param entries those that are switched on, in order. */
  constructor(
    private readonly entries: Readonly<Record<NatRule["kind"], readonly NatRule[]>>,
    private readonly resolving: Resolving<R>,
  ) {}

  /**
   * Those of a kind that can meet packets of a slice, in order.
   * @param by of sources: what translated the destination of the packets, which comes first; nothing did, where there are none.
   */
  meeting(kind: NatRule["kind"], scope: Passing, by: readonly NatRule[] = NO_RULES): readonly Resolved<R>[] {
    if (this.entries[kind].length === 0) return NO_NAT;
    const between = this.between(kind, scope);
    const all = kind === "source" ? this.translated(between, scope.family, by) : between;
    return all.filter(({ resolved }) => canMeet(resolved, scope));
  }

  private between(kind: NatRule["kind"], { family, ingress, egress }: Passing): readonly Resolved<R>[] {
    const key = `${kind} ${family}\n${ingress}\n${egress ?? ""}`;
    const known = this.byInterfaces.get(key);
    if (known !== undefined) return known;
    const found = this.entries[kind]
      .filter(({ match }) => {
        if (match.ingress !== undefined && !match.ingress.includes(ingress)) return false;
        return match.egress === undefined || (egress !== undefined && match.egress.includes(egress));
      })
      .map((nat) => {
        const { id, match, at } = nat;
        const rule: Rule = { id, action: "permit", match, enabled: true, at };
        return { nat, resolved: this.resolving.resolve(rule, family) };
      });
    this.byInterfaces.set(key, found);
    return found;
  }

  /** The list itself where no entry asks what translated a packet. */
  private translated(all: readonly Resolved<R>[], family: 4 | 6, by: readonly NatRule[]): readonly Resolved<R>[] {
    const byTranslation = this.ofTranslated.get(all) ?? new Map<string, readonly Resolved<R>[]>();
    this.ofTranslated.set(all, byTranslation);
    const key = by.map(({ id }) => id).join("\n");
    const known = byTranslation.get(key);
    if (known !== undefined) return known;
    const plain = all.map(({ resolved }) => resolved);
    const then = this.resolving.translate(plain, family, by);
    const found = then === plain ? all : all.map((one, index) => ({ ...one, resolved: then[index] ?? one.resolved }));
    byTranslation.set(key, found);
    return found;
  }
}
