/** Interfaces of one VDOM in several routing instances: which destinations another instance has the best route to. */
import type { Interface } from "../../../src/model/device.js";
import type { Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Domain, type Intervals, normalize, subtract, union } from "../../../src/packets/intervals.js";
import { settingOf, textOf } from "../tree.js";
import { boundsOf6, maskOf, prefixLengthOf, readNetwork4, readPrefix6 } from "./address-text.js";
import { rowsIn, type Vdom } from "./vdoms.js";

type Addresses = Intervals<number | bigint>;
type Bounds = readonly [from: number | bigint, to: number | bigint];

/** A connected or static route. `instance` left out: it may be of any. */
interface Known {
  readonly bounds: Bounds;
  readonly length: number;
  readonly instance: string | undefined;
}

const SECTIONS = { 4: "router static", 6: "router static6" } as const;

/**
 * What comes in by an interface is routed by the routes of its own instance (Fortinet, administration guide, VRF). Where these
 * hold the longest of all routes to a destination, that is the one the whole table shows; here are all other destinations.
 */
export class ForeignRoutes {
  private readonly known: readonly Known[];
  private readonly found = new Map<string, Addresses>();

  constructor(
    vdom: Vdom,
    interfaces: Iterable<Interface>,
    private readonly instanceOf: (id: InterfaceId) => string,
    private readonly family: Family,
    private readonly domain: Domain<number | bigint>,
  ) {
    const own = [...interfaces].filter(({ router }) => router === vdom.name);
    const known = [...own.flatMap((one) => this.connected(one)), ...this.written(vdom)];
    this.known = known.sort((one, other) => other.length - one.length);
  }

  /** Those for what comes in by an interface. */
  before(ingress: InterfaceId): Addresses {
    const instance = this.instanceOf(ingress);
    const found = this.found.get(instance) ?? this.beside(instance);
    this.found.set(instance, found);
    return found;
  }

  private beside(instance: string): Addresses {
    const { known, domain } = this;
    let settled: Addresses = [];
    let foreign: Addresses = [];
    for (let start = 0; start < known.length; ) {
      const length = known[start]?.length;
      let end = start;
      while (end < known.length && known[end]?.length === length) end++;
      const equal = known.slice(start, end);
      const ofOthers = equal.filter((one) => one.instance !== instance);
      foreign = union([foreign, subtract(together(ofOthers, domain), settled, domain)], domain);
      settled = union([settled, together(equal, domain)], domain);
      start = end;
    }
    return foreign;
  }

  private connected({ id, enabled, addresses }: Interface): Known[] {
    if (!enabled) return [];
    return addresses.flatMap(({ family, address, prefixLength: length }): Known[] => {
      if (family !== this.family) return [];
      const bounds = typeof address === "bigint" ? bounds6(address, length) : bounds4(address, maskOf(length));
      return [{ bounds, length, instance: this.instanceOf(id) }];
    });
  }

  private written(vdom: Vdom): Known[] {
    const all: Bounds = [this.domain.min, this.domain.max];
    return rowsIn(vdom.holders, SECTIONS[this.family]).flatMap((row): Known[] => {
      if (textOf(row, "status") === "disable") return [];
      const device = textOf(row, "device");
      const instance = device === undefined ? undefined : this.instanceOf(device);
      const setting = settingOf(row, "dst");
      if (setting === undefined) return [{ bounds: all, length: 0, instance }];
      if (this.family === 6) {
        const prefix = readPrefix6(setting.values[0] ?? "");
        return prefix ? [{ bounds: bounds6(prefix.address, prefix.length), length: prefix.length, instance }] : [];
      }
      const prefix = readNetwork4(setting.values);
      const length = prefix && prefixLengthOf(prefix.mask);
      if (prefix === undefined || length === undefined) return [];
      return [{ bounds: bounds4(prefix.address, prefix.mask), length, instance }];
    });
  }
}

function bounds4(address: number, mask: number): Bounds {
  return [(address & mask) >>> 0, (address | ~mask) >>> 0];
}

function bounds6(address: bigint, length: number): Bounds {
  const { from, to } = boundsOf6({ address, length });
  return [from, to];
}

function together(routes: readonly Known[], domain: Domain<number | bigint>): Addresses {
  return normalize(
    routes.map(({ bounds }) => bounds),
    domain,
  );
}
