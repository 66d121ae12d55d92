/** Which zone an address lies in: the longest prefix that holds it, as in routing. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { MAX_IPV4, MAX_IPV6, NOT_UNICAST, readPrefix } from "../packets/address.js";
import type { AddressRange, Zone, ZoneNetwork } from "./map.js";

interface ZonedNetwork {
  readonly zone: string;
  readonly network: ZoneNetwork;
}

/** The implicit zone of everything that no zone claims. No zone of the map may be called so. */
export const UNMAPPED = "unmapped";

/** Networks that are nobody's internet: RFC 1918, RFC 6598, link-local (RFC 3927, RFC 4291), ULA (RFC 4193). */
const PRIVATE: readonly AddressRange[] = [
  { family: 4, from: 0x0a000000, to: 0x0affffff },
  { family: 4, from: 0xac100000, to: 0xac1fffff },
  { family: 4, from: 0xc0a80000, to: 0xc0a8ffff },
  { family: 4, from: 0x64400000, to: 0x647fffff },
  { family: 4, from: 0xa9fe0000, to: 0xa9feffff },
  { family: 6, from: 0xfc00n << 112n, to: (0xfe00n << 112n) - 1n },
  { family: 6, from: 0xfe80n << 112n, to: (0xfec0n << 112n) - 1n },
];

const EVERYTHING: readonly AddressRange[] = [
  { family: 4, from: 0, to: MAX_IPV4 },
  { family: 6, from: 0n, to: MAX_IPV6 },
];

/** Answers where addresses lie, for the zones of one map. */
export class ZoneIndex {
  private readonly claims: readonly { readonly zone: string; readonly range: AddressRange }[];

  constructor(zones: readonly Zone[]) {
    const networks = zones
      .flatMap((zone) => zone.networks.map((network) => ({ zone: zone.id, range: network })))
      .sort((a, b) => b.range.prefixLength - a.range.prefixLength);
    const internet = zones.find(isRestOfInternet)?.id;
    this.claims = [
      ...networks,
      ...PRIVATE.map((range) => ({ zone: UNMAPPED, range })),
      ...(internet === undefined ? [] : EVERYTHING.map((range) => ({ zone: internet, range }))),
    ];
  }

  /** The zones that hold a range, sorted; `unmapped` is among them when a part of it lies in none. */
  zonesOf(range: AddressRange): readonly string[] {
    const zones = new Set<string>();
    let open: AddressRange[] = [range];
    for (const claim of this.claims) {
      const left = open.flatMap((part) => without(part, claim.range));
      // Equal when nothing was taken away: `without` then gives the very same part.
      if (left.length !== open.length || left.some((part, index) => part !== open[index])) zones.add(claim.zone);
      open = left;
      if (open.length === 0) break;
    }
    if (open.length > 0) zones.add(UNMAPPED);
    return [...zones].sort();
  }
}

/** What of `part` lies outside `taken`: `part` itself where they do not meet. */
function without(part: AddressRange, taken: AddressRange): AddressRange[] {
  if (!overlaps(part, taken)) return [part];
  const { family } = part;
  const left: AddressRange[] = [];
  if (part.from < taken.from) left.push({ family, from: part.from, to: step(taken.from, -1) });
  if (taken.to < part.to) left.push({ family, from: step(taken.to, 1), to: part.to });
  return left;
}

function step(address: number | bigint, by: 1 | -1): number | bigint {
  return typeof address === "number" ? address + by : address + BigInt(by);
}

/** Whether a zone is the internet: beside its networks it holds what is public and in no other zone (design 4). */
export function isRestOfInternet(zone: Zone): boolean {
  return zone.kind === "internet";
}

/**
 * One network in two zones is an error, one network twice in its zone a slip; a network inside one of another zone is
 * legal, the longer prefix decides, and a note says so. Whatever lies inside all addresses of a family goes without.
 */
export function checkNetworks(zones: readonly Zone[], diagnostics: Diagnostics): void {
  const sorted = zones
    .flatMap((zone) => zone.networks.map((network) => ({ zone: zone.id, network })))
    .sort((a, b) => a.network.family - b.network.family || compareStarts(a.network, b.network));
  const open: ZonedNetwork[] = [];
  for (const found of sorted) {
    checkHosts(found, diagnostics);
    while (open.length > 0 && !contains(open.at(-1)?.network, found.network)) open.pop();
    const around = open.at(-1);
    if (around !== undefined) compareNested(found, around, diagnostics);
    open.push(found);
  }
}

/** A flow to such a network is told as not known; that the verdicts of the zone leave it out would show nowhere (design 2). */
function checkHosts({ zone, network }: ZonedNetwork, diagnostics: Diagnostics): void {
  if (!NOT_UNICAST.some((text) => contains(readPrefix(text), network))) return;
  const message = `no host has an address of ${network.text}: look through the rules for packets to it by hand, no verdict about ${zone} says anything of them`;
  const expected = "networks of hosts";
  diagnostics.add("zones/no-hosts", network.at, { message, expected });
}

function compareNested(found: ZonedNetwork, around: ZonedNetwork, diagnostics: Diagnostics): void {
  const { network } = found;
  const related = [{ at: around.network.at, message: `${around.network.text} of ${around.zone}` }];
  if (network.prefixLength === around.network.prefixLength) {
    const code = found.zone === around.zone ? "zones/network-twice" : "zones/network-in-two-zones";
    const message = `${network.text} is listed twice: in ${around.zone} and in ${found.zone}`;
    diagnostics.add(code, network.at, { message, expected: "each network in one zone, once", related });
  } else if (found.zone !== around.zone && around.network.prefixLength > 0) {
    const message = `${network.text} of ${found.zone} lies inside ${around.network.text} of ${around.zone}; the longer prefix decides`;
    diagnostics.add("zones/nested-network", network.at, { message, related });
  }
}

/** The wider of two that start together comes first. */
function compareStarts(a: ZoneNetwork, b: ZoneNetwork): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  return a.prefixLength - b.prefixLength;
}

function contains(outer: AddressRange | undefined, inner: AddressRange): boolean {
  return outer !== undefined && outer.family === inner.family && outer.from <= inner.from && inner.to <= outer.to;
}

function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.from <= b.to && b.from <= a.to;
}
