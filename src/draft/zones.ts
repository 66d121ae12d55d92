/** Candidate zones: each place is one, links between devices and groups of interfaces that a device itself names are together. */
import type { Device, Interface } from "../model/device.js";
import { formatRange } from "../packets/address.js";
import { prefixesOf } from "../packets/intervals.js";
import type { Door, Span } from "../resolve/topology.js";
import { isPrivate } from "../resolve/zone-space.js";
import type { AddressNames } from "./address-names.js";
import type { DraftZone, Remark } from "./draft-zone.js";
import { guessKind, type KindGuess } from "./guess-kind.js";
import { rowOf } from "./kind-words.js";
import type { Place } from "./places.js";
import { type FreshNames, nameOf, shownText } from "./shown-text.js";

/** Drafts a zone for every place. @param fresh names that are not taken; devices have theirs. */
export function draftZones(places: readonly Place[], names: AddressNames, fresh: FreshNames): DraftZone[] {
  const links = places.filter(({ kind }) => kind === "link");
  const others = groupByDeviceZone(places.filter(({ kind }) => kind !== "link"));
  const drafted = others.map((group) => draftZone(group, names, fresh));
  const outside = drafted.filter(({ kind }) => kind === "internet");
  const inside = drafted.filter(({ kind }) => kind !== "internet");
  return [...outside, ...inside, ...(links.length === 0 ? [] : [draftLinks(links, fresh)])];
}

/** Segments of one device whose interfaces it has in one zone of its own are candidates for one zone. */
function groupByDeviceZone(places: readonly Place[]): Place[][] {
  const groups = new Map<string, Place[]>();
  for (const [index, place] of places.entries()) {
    const zones = new Set(place.doors.map(({ device, interface: one }) => one.zone && `${device.id}\n${one.zone}`));
    const [zone] = zones;
    const isGrouped = place.kind === "segment" && zones.size === 1 && zone !== undefined;
    const key = isGrouped ? zone : String(index);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}

function draftZone(places: readonly Place[], names: AddressNames, fresh: FreshNames): DraftZone {
  const [first] = places;
  if (first === undefined) throw new Error("a zone of no place");
  if (first.kind === "internet") return draftInternet(first, fresh);
  const called = namesOf(places, names);
  const guess = kindOf(first, called);
  const [name] = called;
  const networks = places.flatMap((place) => place.networks.flatMap(networkTexts));
  const id = fresh.take(idOf(shortNames(places)[0] ?? name, first, networks));
  const { level, slTarget } = rowOf(guess.kind);
  const nameRemark: Remark | undefined =
    name === undefined ? { text: "nobody named it in the exports", isOpen: true } : undefined;
  const mergeRemark = mergeOf(places);
  return {
    id,
    ...(name !== undefined && { name }),
    kind: guess.kind,
    ...(level !== undefined && { level }),
    ...(slTarget !== undefined && { slTarget }),
    networks,
    interfaces: networks.length > 0 ? [] : [...new Set(places.flatMap(({ doors }) => doors.map(bindingOf)))],
    seenAt: seenAt(places),
    ...(nameRemark !== undefined && { nameRemark }),
    kindRemark: { text: guess.because, isOpen: guess.isOpen },
    ...(mergeRemark !== undefined && { mergeRemark }),
    places,
  };
}

/** What is public and in no other zone; interfaces are named only where their networks would not be found there. */
function draftInternet(place: Place, fresh: FreshNames): DraftZone {
  const bound = place.doors.filter(({ interface: one }) => !one.addresses.some(isPublic));
  return {
    id: fresh.take("internet"),
    name: "Internet",
    kind: "internet",
    level: rowOf("internet").level ?? "5",
    networks: [],
    interfaces: bound.map(bindingOf),
    seenAt: seenAt([place]) || "behind the default routes",
    kindRemark: {
      text:
        place.doors.length === 0 ? "default routes lead to routers that were not given" : "default routes lead there",
      isOpen: place.doors.length === 0,
    },
    places: [place],
  };
}

function isPublic({ address }: Interface["addresses"][number]): boolean {
  return typeof address === "number" && !isPrivate(address);
}

function draftLinks(places: readonly Place[], fresh: FreshNames): DraftZone {
  const { slTarget } = rowOf("infrastructure");
  return {
    id: fresh.take("transit"),
    name: "Transit links between network devices",
    kind: "infrastructure",
    ...(slTarget !== undefined && { slTarget }),
    networks: places.flatMap(({ networks }) => networks.flatMap(networkTexts)),
    interfaces: [],
    seenAt: seenAt(places),
    kindRemark: { text: "networks with room for two routers", isOpen: false },
    ...(places.length > 1 && {
      mergeRemark: {
        text: `${places.length} links in one zone: part them where they join different systems`,
        isOpen: true,
      },
    }),
    places,
  };
}

function mergeOf(places: readonly Place[]): Remark | undefined {
  const [first] = places;
  if (places.length > 1) {
    const zone = first?.doors[0]?.interface.zone ?? "";
    return {
      text: `${places.length} segments in one zone, as the device has them in its zone ${shownText(zone)}`,
      isOpen: true,
    };
  }
  if (first?.kind === "behind" && first.networks.length > 1) {
    return { text: `${first.networks.length} networks behind one router that was not given`, isOpen: true };
  }
  const routers = new Set(first?.doors.map(({ device, interface: one }) => `${device.id} ${one.router}`));
  const devices = new Set(first?.doors.map(({ device }) => device.id));
  if (routers.size <= devices.size) return undefined;
  return {
    text: "one network in several routing instances of a device: two zones cannot have the same addresses",
    isOpen: true,
  };
}

/** What people call the networks, the best first: descriptions, zones of the device, VLANs, objects with these addresses. */
function namesOf(places: readonly Place[], names: AddressNames): string[] {
  const doors = places.flatMap((place) => place.doors);
  const ofNetworks = places.flatMap((place) => place.networks.flatMap((span) => names.ofNetwork(span) ?? []));
  const [first] = places;
  if (first?.kind === "behind") {
    const router = first.via === undefined ? undefined : (names.ofAddress(first.via) ?? routerInText(doors));
    const behind = router === undefined ? [] : [`behind ${shownText(router)}`];
    return usable(first.networks.length === 1 ? [...ofNetworks, ...behind] : [...behind, ...ofNetworks]);
  }
  if (first?.kind === "pool") return usable([...ofNetworks, `VPN clients of ${doors[0]?.device.id ?? "a portal"}`]);
  const grouped = places.length > 1 ? doors.flatMap(({ interface: one }) => one.zone ?? []) : [];
  const descriptions = doors.flatMap(({ interface: one }) => one.description ?? []);
  const vlans = doors.flatMap(vlanName);
  const zones = doors.flatMap(({ interface: one }) => one.zone ?? []);
  return usable([...grouped, ...descriptions, ...vlans, ...zones, ...ofNetworks]);
}

/** The shortest of what people call it: names of VLANs and zones are made to be names, descriptions to be read. */
function shortNames(places: readonly Place[]): string[] {
  const doors = places.flatMap((place) => (place.kind === "segment" ? place.doors : []));
  return usable([...doors.flatMap(({ interface: one }) => one.zone ?? []), ...doors.flatMap(vlanName)]);
}

function usable(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => shownText(text).replace(/^["']+|["']+$/g, "")))].filter(
    (text) => nameOf(text) !== "",
  );
}

/** `asa-sis` of a description such as `link to asa-sis`. */
function routerInText(doors: readonly Door[]): string | undefined {
  const texts = doors.flatMap(({ interface: one }) => one.description ?? []);
  return texts.map((text) => /\b(?:to|towards|zu|nach)\s+(\S+)/i.exec(text)?.[1]).find((name) => name !== undefined);
}

function vlanName({ device, interface: one }: Door): string[] {
  return (device.vlans ?? []).filter(({ vlan }) => vlan === one.vlan).map(({ name }) => name);
}

function kindOf(place: Place, called: readonly string[]): KindGuess {
  const guess = guessKind([...called, ...portsOf(place)]);
  if (place.kind !== "pool" && !isTunnel(place)) {
    if (isOutside(guess)) return insteadOfOutside(guess);
    const isNamed = guess.isOpen === false || guess.because.startsWith("by ");
    return isNamed || !isBetweenRouters(place) ? guess : BETWEEN_ROUTERS;
  }
  if (new Set(place.doors.map(({ device }) => device)).size > 1) return BETWEEN_ROUTERS;
  // Who comes in by a tunnel from outside is a vendor or staff, whatever its network is called.
  if (guess.kind === "vendor" || guess.kind === "remote-access") return guess;
  return {
    kind: "remote-access",
    because: "addresses that come in by a VPN",
    isOpen: guess.isOpen || guess.kind !== "enterprise",
  };
}

const BETWEEN_ROUTERS: KindGuess = {
  kind: "infrastructure",
  because: "given devices meet here, and nothing tells of hosts",
  isOpen: true,
};

/** Whether several given devices are on a segment, none of which is a gateway for hosts: a VLAN, a shared address. */
function isBetweenRouters({ kind, doors }: Place): boolean {
  const isGateway = doors.some(
    ({ interface: one }) =>
      one.svi === true || one.learnsFrom !== undefined || one.addresses.some((address) => address.kind === "virtual"),
  );
  return kind === "segment" && new Set(doors.map(({ device }) => device)).size > 1 && !isGateway;
}

function isTunnel({ kind, doors }: Place): boolean {
  return kind === "segment" && doors.length > 0 && doors.every(({ interface: one }) => one.kind === "tunnel");
}

/** Only one zone is the internet: what is called so and no default route leads to is something else. */
function isOutside({ kind }: KindGuess): boolean {
  return kind === "internet";
}

function insteadOfOutside({ because }: KindGuess): KindGuess {
  return { kind: "enterprise", because: `${because}, but no default route leads there`, isOpen: true };
}

/** Names of ports tell little, and something where nobody wrote more: `dmz`, `inside`. */
function portsOf({ kind, doors }: Place): string[] {
  return kind === "segment" ? doors.map(({ interface: one }) => one.id) : [];
}

function idOf(name: string | undefined, { doors, via }: Place, networks: readonly string[]): string {
  const given = name === undefined ? "" : nameOf(name);
  if (given !== "") return given;
  if (via !== undefined) return `behind-${formatRange(via, via).replaceAll(":", "-")}`;
  const [door] = doors;
  const vlan = door?.interface.vlan;
  if (vlan !== undefined) return `vlan-${vlan}`;
  const port = door === undefined ? "" : nameOf(`${door.device.id} ${door.interface.id}`);
  return port || `net-${(networks[0] ?? "unknown").replace(/\/.*/, "").replaceAll(":", "-")}`;
}

/** A span as prefixes. */
function networkTexts([from, to]: Span): string[] {
  const bits = typeof from === "bigint" ? 128 : 32;
  const prefixes = prefixesOf(from, to, bits, Number.POSITIVE_INFINITY) ?? [];
  return prefixes.map(([first, length]) => `${formatRange(first, first)}/${length}`);
}

function bindingOf({ device, interface: one }: Door): string {
  return `${device.id}/${one.id}`;
}

/** The first few interfaces that lead there. */
function seenAt(places: readonly Place[]): string {
  const shown = [...new Set(places.flatMap((place) => place.doors.map(doorText)))];
  const more = shown.length > 4 ? ` and ${shown.length - 4} more` : "";
  return `${shown.slice(0, 4).join(", ")}${more}`;
}

function doorText({ device, interface: one }: Door): string {
  return shownText(`${device.id} ${one.id}${vlanText(device, one)}`);
}

function vlanText(device: Device, one: Interface): string {
  const [name] = vlanName({ device, interface: one });
  return name === undefined ? "" : ` (VLAN ${name})`;
}
