/** Ends of flows in the words of the draft: zones, hosts with the names that devices have for them, networks, ranges. */
import { formatRange } from "../packets/address.js";
import { covers, type Intervals, intersect, pairsOf, prefixesOf, size, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { AddressNames } from "./address-names.js";
import { type FreshNames, hostNameOf } from "./shown-text.js";

type Addresses = Intervals<number | bigint>;

export interface DraftEnd {
  /** What `from:` or `to:` lists. */
  readonly texts: readonly string[];
  /** Whether it is the whole zone, but for addresses of devices. */
  readonly isWhole: boolean;
  /** Whether it says more than passes, because the exact list would be too long. */
  readonly isRounded: boolean;
}

/** A zone as the end of flows of one family. */
export interface EndZone {
  readonly id: string;
  readonly addresses: Addresses;
  readonly isInternet: boolean;
  /** Prefixes of the family, for a whole that goes for this family alone. */
  readonly networks: readonly string[];
}

/** An end with more parts than these is written as its zone. */
const MOST_TEXTS = 24;
/** Ranges up to this size are written as hosts where each has a name. */
const MOST_NAMED = 16;
/** So few hosts go by their own names, though a group has just these: what it is called may be about something else. */
const MOST_SINGLE = 4n;

/** Writes ends, and keeps the hosts that they name. */
export class HostBook {
  private readonly hosts = new Map<string, readonly string[]>();
  private readonly nameOfSet = new Map<string, string>();

  /** @param own by family, addresses that no host has: those of the given devices, and the first and last of their networks. */
  constructor(
    private readonly names: AddressNames,
    private readonly fresh: FreshNames,
    private readonly own: Readonly<Record<4 | 6, Addresses>>,
  ) {}

  /** The hosts that were named so far, sorted by their addresses. */
  all(): ReadonlyMap<string, readonly string[]> {
    return this.hosts;
  }

  /** The addresses of a zone that a flow starts from or goes to. */
  end(all: Addresses, zone: EndZone): DraftEnd {
    const domain = domainOf(familyOf(zone.addresses));
    const hosts = zone.isInternet ? all : subtract(all, this.own[familyOf(all)], domain);
    const set = hosts.length === 0 ? all : hosts;
    const whole = { texts: [zone.id], isWhole: true, isRounded: false };
    // Nearly all of the internet is the internet to everybody.
    if (zone.isInternet && 2n * size(set) > size(zone.addresses)) {
      return { ...whole, isRounded: 10n * size(set) < 9n * size(zone.addresses) };
    }
    const filled = this.withOwn(set, zone.addresses);
    if (covers(union([filled, intersect(this.own[familyOf(set)], zone.addresses)], domain), zone.addresses))
      return whole;
    const texts = this.texts(filled, set);
    return texts.length > MOST_TEXTS ? { ...whole, isRounded: true } : { texts, isWhole: false, isRounded: false };
  }

  /** With the addresses of devices that lie between: a network with holes for its routers helps nobody. */
  private withOwn(set: Addresses, zone: Addresses): Addresses {
    const family = familyOf(zone);
    const filled = union([set, intersect(this.own[family], zone)], domainOf(family));
    const parts = pairsOf(filled).filter((part) => intersect(part, set).length > 0);
    return parts.flat();
  }

  private texts(filled: Addresses, set: Addresses): string[] {
    const few = size(set) <= MOST_SINGLE ? pairsOf(set).map(([from, to]) => this.singles(from, to)) : [undefined];
    if (few.every((names) => names !== undefined)) return few.flat();
    const whole = this.named(set) ?? this.named(filled);
    if (whole !== undefined) return [whole];
    return pairsOf(filled).flatMap(([from, to]) => this.partTexts(from, to, set));
  }

  private partTexts(from: number | bigint, to: number | bigint, set: Addresses): string[] {
    const exact = this.named([from, to]) ?? this.named(intersect(set, [from, to]));
    if (exact !== undefined) return [exact];
    const single = this.singles(from, to);
    if (single !== undefined) return single;
    const bits = typeof from === "bigint" ? 128 : 32;
    const prefixes = prefixesOf(from, to, bits, 2);
    if (prefixes === undefined) return [formatRange(from, to)];
    return prefixes.map(([first, length]) =>
      length === bits
        ? (this.named([first, first]) ?? formatRange(first, first))
        : `${formatRange(first, first)}/${length}`,
    );
  }

  /** Each address by its name, where all of them have one. */
  private singles(from: number | bigint, to: number | bigint): string[] | undefined {
    const count = Number(BigInt(to) - BigInt(from)) + 1;
    if (count > MOST_NAMED) return undefined;
    const step = (index: number) => (typeof from === "bigint" ? from + BigInt(index) : from + index);
    const found = Array.from({ length: count }, (_, index) => step(index));
    if (found.some((address) => this.names.ofAddress(address) === undefined)) return undefined;
    return found.flatMap((address) => this.named([address, address]) ?? []);
  }

  /** The name of a host or group, which is then a host of the draft. */
  private named(set: Addresses): string | undefined {
    if (set.length === 0) return undefined;
    const key = `${familyOf(set)} ${set.join(",")}`;
    const known = this.nameOfSet.get(key);
    if (known !== undefined) return known;
    const found = this.names.ofSet(set);
    const wanted = found === undefined ? "" : hostNameOf(found);
    if (wanted === "") return undefined;
    const name = this.fresh.take(wanted);
    this.nameOfSet.set(key, name);
    this.hosts.set(
      name,
      pairsOf(set).map(([from, to]) => formatRange(from, to)),
    );
    return name;
  }
}

function familyOf(set: Addresses): 4 | 6 {
  return typeof set[0] === "bigint" ? 6 : 4;
}
