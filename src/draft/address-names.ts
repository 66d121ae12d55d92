/** What the given devices call addresses: their objects, aliases and groups, as far as what is in them is known. */
import type { Device } from "../model/device.js";
import type { AddressExpression } from "../model/expression.js";
import { type Intervals, normalize, pairsOf } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Span } from "../resolve/topology.js";
import { nameOf } from "./shown-text.js";

type Addresses = Intervals<number | bigint>;

/** No group with more parts than these helps anybody as a name. */
const MOST_PARTS = 64;
/** Groups in groups: deeper ones are not looked into. */
const MOST_DEPTH = 16;

/** Names by what they stand for. */
export class AddressNames {
  private readonly bySet = new Map<string, string>();

  constructor(devices: readonly Device[]) {
    for (const device of devices) {
      for (const { name, value } of device.addresses) {
        for (const family of [4, 6] as const) this.add(name, setOf(value, device, family, 0));
      }
    }
  }

  /** What a whole set of addresses is called. */
  ofSet(set: Addresses): string | undefined {
    return this.bySet.get(keyOf(set));
  }

  ofNetwork([from, to]: Span): string | undefined {
    return from === to ? undefined : this.ofSet([from, to]);
  }

  ofAddress(address: number | bigint): string | undefined {
    return this.ofSet([address, address]);
  }

  /** The first name that somebody chose; objects that a platform makes by itself are called after an interface. */
  private add(name: string, set: Addresses | undefined): void {
    if (set === undefined || set.length === 0 || set.length > 2 * MOST_PARTS) return;
    if (nameOf(name) === "" || /[ _](?:net|network|address|addr)$/i.test(name) || isAny(name)) return;
    const key = keyOf(set);
    if (!this.bySet.has(key)) this.bySet.set(key, name);
  }
}

function isAny(name: string): boolean {
  return /^(?:all|any|any[46]|none|internet|rfc1918)$/i.test(name);
}

/** Numbers and bigints of one text are addresses of different families. */
function keyOf(set: Addresses): string {
  return `${typeof set[0] === "bigint" ? 6 : 4} ${set.join(",")}`;
}

/** What an expression stands for in a family; undefined where that is not known, or takes more than a list of addresses. */
function setOf(expression: AddressExpression, device: Device, family: 4 | 6, depth: number): Addresses | undefined {
  if (depth > MOST_DEPTH) return undefined;
  switch (expression.kind) {
    case "range4":
      return family === 4 ? [expression.from, expression.to] : [];
    case "range6":
      return family === 6 ? [expression.from, expression.to] : [];
    case "object": {
      const object = device.addresses.find(({ id }) => id === expression.object);
      return object && setOf(object.value, device, family, depth + 1);
    }
    case "union":
      return unionOf(
        expression.of.map((part) => setOf(part, device, family, depth + 1)),
        family,
      );
    default:
      return undefined;
  }
}

function unionOf(parts: readonly (Addresses | undefined)[], family: 4 | 6): Addresses | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return normalize(
    known.flatMap((part) => pairsOf(part)),
    domainOf(family),
  );
}
