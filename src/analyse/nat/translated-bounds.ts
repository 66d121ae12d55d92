/** What a rule says of destinations, to packets that a translation changed and to those that none did. */
import type { Device, NatRule } from "../../model/device.js";
import type { AddressExpression } from "../../model/expression.js";
import type { Rule } from "../../model/rule.js";
import { type Intervals, union } from "../../packets/intervals.js";
import { AddressBounds, type Bounds, domainOf } from "../../resolve/address-bounds.js";
import { type ObjectsById, objectsById } from "../../resolve/objects-by-id.js";

/** Resolves `translatedBy` and `RuleMatch.translated` of one device (src/model). */
export class TranslatedBounds {
  private readonly byTranslation = new Map<string, AddressBounds>();
  private readonly objects: ObjectsById;

  constructor(private readonly device: Pick<Device, "addresses">) {
    this.objects = objectsById(device.addresses);
  }

  /**
   * Bounds of a rule's destination for packets that one of these translated; by none, where there are none.
   * @param plain what it says where that is not looked at; the same where it does not matter.
   */
  destination({ match }: Rule, plain: Bounds, family: 4 | 6, by: readonly NatRule[]): Bounds {
    const fits = by.length === 0 ? "fits" : (match.translated ?? "fits");
    if (fits === "fits" && this.isExact(plain)) return plain;
    const ids = by.map(({ id }) => id);
    const full = this.isExact(plain) ? plain : this.boundsOf(ids).of(match.destination, family);
    if (fits === "fits") return full;
    const named = this.named(match.destination, ids, family, []);
    if (fits === "never") return named;
    return { lower: named.lower, upper: full.upper, doubts: full.doubts };
  }

  private isExact({ lower, upper }: Bounds): boolean {
    return lower === upper;
  }

  private boundsOf(ids: readonly string[]): AddressBounds {
    const key = ids.join("\n");
    const known = this.byTranslation.get(key) ?? new AddressBounds(this.device, ids);
    this.byTranslation.set(key, known);
    return known;
  }

  /** What an expression covers by naming one of the translations alone. */
  private named(
    expression: AddressExpression,
    ids: readonly string[],
    family: 4 | 6,
    above: readonly string[],
  ): Bounds {
    switch (expression.kind) {
      case "union": {
        const parts = expression.of.map((part) => this.named(part, ids, family, above));
        return unite(parts, family);
      }
      case "object": {
        const value = above.includes(expression.object) ? undefined : this.objects.get(expression.object)?.value;
        if (value === undefined) return this.boundsOf(ids).of(expression, family);
        return this.named(value, ids, family, [...above, expression.object]);
      }
      case "unknown":
        return expression.translatedBy === undefined ? NOTHING : this.boundsOf(ids).of(expression, family);
      case "except":
      case "not": {
        const { upper, doubts } = this.boundsOf(ids).of(expression, family);
        return { lower: [], upper, doubts };
      }
      default:
        return NOTHING;
    }
  }
}

const NO_ADDRESSES: Bounds["upper"] = [];
const NOTHING: Bounds = { lower: NO_ADDRESSES, upper: NO_ADDRESSES, doubts: [] };

function unite(parts: readonly Bounds[], family: 4 | 6): Bounds {
  const domain = domainOf(family);
  const of = (side: (part: Bounds) => Intervals<number | bigint>) => union(parts.map(side), domain);
  const upper = of(({ upper: most }) => most);
  const lower = parts.every((part) => part.lower === part.upper) ? upper : of(({ lower: least }) => least);
  return { lower, upper, doubts: parts.flatMap(({ doubts }) => doubts) };
}
