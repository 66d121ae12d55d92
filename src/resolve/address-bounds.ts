/** Address expressions as intervals: a lower and an upper bound per family (design 2). */
import type { Device } from "../model/device.js";
import type { AddressExpression, DoubtId } from "../model/expression.js";
import {
  complement,
  DOMAIN4,
  DOMAIN6,
  type Domain,
  everything,
  type Intervals,
  subtract,
  union,
} from "../packets/intervals.js";
import { type ObjectsById, objectsById } from "./objects-by-id.js";

/** What an expression is at least and at most. The same array twice: it is exact. */
export interface Bounds {
  readonly lower: Intervals<number | bigint>;
  readonly upper: Intervals<number | bigint>;
  /** Doubts that keep the two apart. */
  readonly doubts: readonly DoubtId[];
}

/** How many intervals a wildcard may become before it is taken as unknown between nothing and its span. */
const MAX_PATTERN_INTERVALS = 1 << 14;

/** How many expressions are resolved before those inside a cycle are remembered too: groups of one another take for ever. */
const MAX_WORK_ON_CYCLES = 100_000;

/** How many groups one inside the other are followed: what lies deeper may be anything. No plant nests more than a few. */
const MAX_DEPTH = 256;

const NO_DOUBTS: readonly DoubtId[] = [];

const NOTHING: Bounds = exact([]);
const EVERYTHING = { 4: exact(everything(domainOf(4))), 6: exact(everything(domainOf(6))) };
const ANYTHING = { 4: between(4), 6: between(6) };

/** What takes looking at, and is remembered. */
type Composed = Exclude<AddressExpression, { kind: "any" | "none" | "object" }>;

/** What names no others. */
type Plain = Extract<AddressExpression, { kind: "range4" | "pattern4" | "range6" }>;

/** Resolves the address expressions of one device; remembers every expression it has seen. */
export class AddressBounds {
  private readonly objects: ObjectsById;
  /** Bounds of objects by their places, once they are remembered: to look for an expression takes longer than for a name. */
  private readonly named: Readonly<Record<4 | 6, (Bounds | undefined)[]>>;
  private readonly seen: Record<4 | 6, Map<AddressExpression, Bounds>> = { 4: new Map(), 6: new Map() };
  private readonly open = new Set<string>();
  /** How often an object was met inside itself, or too deep. What was resolved meanwhile is not remembered, as long as that is cheap. */
  private cut = 0;
  private work = 0;

  /** @param translatedBy what translated the packets that are looked at; left out: that is not looked at. */
  constructor(
    device: Pick<Device, "addresses">,
    private readonly translatedBy?: readonly string[],
  ) {
    this.objects = objectsById(device.addresses);
    const { size } = this.objects;
    this.named = { 4: new Array(size).fill(undefined), 6: new Array(size).fill(undefined) };
  }

  /** The bounds of an expression in one family. A reference that leads nowhere or to itself may be anything. */
  of(expression: AddressExpression, family: 4 | 6): Bounds {
    switch (expression.kind) {
      case "any":
        return expression.family === undefined || expression.family === family ? EVERYTHING[family] : NOTHING;
      case "none":
        return NOTHING;
      case "range4":
      case "pattern4":
        return family === 4 ? this.remembered(expression, family) : NOTHING;
      case "range6":
        return family === 6 ? this.remembered(expression, family) : NOTHING;
      case "object":
        return this.object(expression.object, family);
      default:
        return this.remembered(expression, family);
    }
  }

  private remembered(expression: Composed, family: 4 | 6): Bounds {
    const known = this.seen[family].get(expression);
    if (known !== undefined) return known;
    const before = this.cut;
    this.work++;
    const bounds = this.resolve(expression, family);
    if (this.open.size === 0 || this.cut === before || this.work > MAX_WORK_ON_CYCLES)
      this.seen[family].set(expression, bounds);
    return bounds;
  }

  private resolve(expression: Composed, family: 4 | 6): Bounds {
    const domain = domainOf(family);
    switch (expression.kind) {
      case "range4":
      case "range6":
        return exact([expression.from, expression.to]);
      case "pattern4":
        return pattern(expression.value, expression.care);
      case "union":
        return this.unite(expression.of, family);
      case "except":
        return except(this.of(expression.base, family), this.of(expression.minus, family), domain);
      case "not":
        if (expression.family !== "both" && expression.family !== family) return NOTHING;
        return except(EVERYTHING[family], this.of(expression.of, family), domain);
      case "unknown":
        if (expression.translatedBy !== undefined && this.translatedBy !== undefined) {
          const isNamed = expression.translatedBy.some((id) => this.translatedBy?.includes(id));
          return this.ifKnown(isNamed ? expression.upper : (expression.lower ?? { kind: "none" }), family);
        }
        return {
          lower: expression.lower === undefined ? [] : this.of(expression.lower, family).lower,
          upper: expression.upper === undefined ? everything(domain) : this.of(expression.upper, family).upper,
          doubts: [expression.doubt],
        };
    }
  }

  private ifKnown(expression: AddressExpression | undefined, family: 4 | 6): Bounds {
    return expression === undefined ? EVERYTHING[family] : this.of(expression, family);
  }

  /** Remembered by what the object stands for: rules name it by an expression of their own each. */
  private object(id: string, family: 4 | 6): Bounds {
    const place = this.objects.placeOf(id);
    if (place === undefined) return ANYTHING[family];
    const named = this.named[family];
    const known = named[place];
    if (known !== undefined) return known;
    const value = this.objects.at(place)?.value;
    if (value === undefined || this.open.has(id) || this.open.size >= MAX_DEPTH) {
      this.cut++;
      return ANYTHING[family];
    }
    const before = this.cut;
    const bounds = isPlain(value) ? this.plain(value, family) : this.inside(id, value, family);
    if (this.cut === before || this.work > MAX_WORK_ON_CYCLES) named[place] = bounds;
    return bounds;
  }

  /** Most objects and members of groups are a network each: of these nothing is noted but the answer. */
  private plain(expression: Plain, family: 4 | 6): Bounds {
    this.work++;
    return (expression.kind === "range6" ? 6 : 4) === family ? this.resolve(expression, family) : NOTHING;
  }

  private inside(id: string, value: AddressExpression, family: 4 | 6): Bounds {
    this.open.add(id);
    const bounds = this.of(value, family);
    this.open.delete(id);
    return bounds;
  }

  private unite(parts: readonly AddressExpression[], family: 4 | 6): Bounds {
    const bounds: Bounds[] = [];
    let isEmpty = true;
    let isExact = true;
    let isSure = true;
    for (let index = 0; index < parts.length; index++) {
      const expression = parts[index] as AddressExpression;
      const part = isPlain(expression) ? this.plain(expression, family) : this.of(expression, family);
      bounds.push(part);
      isEmpty &&= part === NOTHING;
      isExact &&= part.lower === part.upper;
      isSure &&= part.doubts.length === 0;
    }
    if (isEmpty) return NOTHING;
    const domain = domainOf(family);
    const upper = union(
      bounds.map((part) => part.upper),
      domain,
    );
    return {
      upper,
      lower: isExact
        ? upper
        : union(
            bounds.map((part) => part.lower),
            domain,
          ),
      doubts: isSure ? NO_DOUBTS : [...new Set(bounds.flatMap((part) => part.doubts))],
    };
  }
}

function isPlain(value: AddressExpression): value is Plain {
  return value.kind === "range4" || value.kind === "range6" || value.kind === "pattern4";
}

/** The integers of a family, seen as one type. */
export function domainOf(family: 4 | 6): Domain<number | bigint> {
  return (family === 4 ? DOMAIN4 : DOMAIN6) as Domain<number | bigint>;
}

function exact(set: Intervals<number | bigint>): Bounds {
  return { lower: set, upper: set, doubts: NO_DOUBTS };
}

/** Nothing surely, and perhaps everything. */
function between(family: 4 | 6): Bounds {
  return { lower: [], upper: everything(domainOf(family)), doubts: NO_DOUBTS };
}

/** `base` without `minus`: taking away swaps the bounds of what is taken. */
function except(base: Bounds, minus: Bounds, domain: Domain<number | bigint>): Bounds {
  const upper = subtract(base.upper, minus.lower, domain);
  const isExact = base.lower === base.upper && minus.lower === minus.upper;
  return {
    upper,
    lower: isExact ? upper : subtract(base.lower, minus.upper, domain),
    doubts: [...new Set([...base.doubts, ...minus.doubts])],
  };
}

/** All addresses that equal `value` in the bits of `care`: one interval per value of the free bits above the lowest cared-for one. */
function pattern(value: number, care: number): Bounds {
  const free = ~care >>> 0;
  let tail = 0;
  while (tail < 32 && free & (1 << tail)) tail++;
  const tailMask = tail === 32 ? 0xffffffff : (1 << tail) - 1;
  const scattered: number[] = [];
  for (let bit = tail; bit < 32; bit++) if ((free >>> bit) & 1) scattered.push(bit);
  const base = (value & care) >>> 0;
  if (2 ** scattered.length > MAX_PATTERN_INTERVALS) {
    return { lower: [], upper: [base, (base | free) >>> 0], doubts: [] };
  }
  const starts: number[] = [base];
  for (const bit of scattered) for (const start of [...starts]) starts.push((start | (1 << bit)) >>> 0);
  starts.sort((a, b) => a - b);
  return exact(
    complement(
      complement(
        starts.flatMap((start) => [start, start + (tailMask >>> 0)]),
        DOMAIN4,
      ),
      DOMAIN4,
    ),
  );
}
