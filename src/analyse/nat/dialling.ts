/** Which addresses somebody dials to reach a zone by a translation of destinations, and where they are translated. */
import type { Device, NatRule } from "../../model/device.js";
import { type Intervals, intersect, meets, subtract, union } from "../../packets/intervals.js";
import { domainOf } from "../../resolve/address-bounds.js";
import type { DeviceRules } from "../rule-sets.js";
import { asTheyAre, viewBehind } from "./address-view.js";
import { type Change, changeOf } from "./changes.js";

type Addresses = Intervals<number | bigint>;

interface Known {
  readonly nat: NatRule;
  readonly change: Change;
  readonly sources: Addresses;
}

export class Dialling {
  /** Addresses that a translation turns into some of the zone, directly or over other translations. */
  readonly leading: Addresses;
  /** Whether no given device translates destinations. */
  readonly isEmpty: boolean;
  private readonly wanted: Addresses;
  private readonly known: ReadonlyMap<Device, readonly Known[]>;

  constructor(
    rules: ReadonlyMap<Device, DeviceRules>,
    private readonly family: 4 | 6,
    zone: Addresses,
  ) {
    const known = [...rules].map(([device, of]) => [device, knownOf(of, family)] as const);
    this.known = new Map(known.filter(([, list]) => list.length > 0));
    this.isEmpty = this.known.size === 0;
    this.leading = this.leadingTo(zone);
    this.wanted = union([zone, this.leading], domainOf(family));
  }

  /** Translations that packets may meet where they come in, with what they make of their destinations. */
  choices(
    device: Device,
    ingress: string,
    { sources, destinations }: { readonly sources: Addresses; readonly destinations: Addresses },
  ): { readonly nat: NatRule; readonly destinations: Addresses }[] {
    return (this.known.get(device) ?? []).flatMap(({ nat, change, sources: own }) => {
      if (nat.match.ingress?.includes(ingress) === false || !meets(own, sources)) return [];
      if (!meets(change.address.from, destinations)) return [];
      const then = intersect(viewBehind(asTheyAre(destinations), change.address).seen, this.wanted);
      return then.length === 0 ? [] : [{ nat, destinations: then }];
    });
  }

  /** Whether a device translates some of the addresses where they come in by an interface. */
  isDialled(device: Device, ingress: string, destinations: Addresses): boolean {
    const known = this.known.get(device) ?? [];
    return known.some(
      ({ nat, change }) => nat.match.ingress?.includes(ingress) !== false && meets(change.address.from, destinations),
    );
  }

  private leadingTo(zone: Addresses): Addresses {
    const domain = domainOf(this.family);
    const changes = [...this.known.values()].flat().map(({ change }) => change.address);
    let leading: Addresses = [];
    let added = zone;
    while (added.length > 0) {
      const found = changes.filter(({ to }) => meets(to, added)).map(({ from }) => from);
      added = subtract(union(found, domain), leading, domain);
      leading = union([leading, added], domain);
    }
    return leading;
  }
}

function knownOf(rules: DeviceRules, family: 4 | 6): Known[] {
  return rules.nat.destination
    .filter(({ exempt }) => exempt !== true)
    .map((nat) => ({
      nat,
      change: changeOf(rules, [nat], family),
      sources: rules.addresses.of(nat.match.source, family).upper,
    }))
    .filter(({ change }) => change.address.from.length > 0 && change.address.to.length > 0);
}
