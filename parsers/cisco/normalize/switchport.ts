/** `switchport …`: how a layer-2 port carries VLANs (reference/cisco.md 2.1). */

import type { Switchport } from "../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../tree.js";
import type { Growing, InterfaceDraft } from "./interface-draft.js";
import { isTakenBack } from "./taken-back.js";
import type { Ranges } from "./vlans.js";

export function readSwitchport(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [first, second, third] = rest;
  if (first === undefined) draft.switchport = true;
  if (first === undefined) return true;
  draft.switchport ??= true;
  if (first === "mode") return readMode(draft, rest.slice(1));
  if (first === "access" && second === "vlan") {
    draft.accessVlan = Number(third);
    return Number.isInteger(draft.accessVlan) && rest.length === 3;
  }
  if (first === "trunk" && second === "native" && third === "vlan") {
    draft.nativeVlan = Number(rest[3]);
    return Number.isInteger(draft.nativeVlan) && rest.length === 4;
  }
  if (first === "trunk" && second === "allowed" && third === "vlan") return readAllowed(draft, rest.slice(3));
  if (first === "voice" && second === "vlan" && /^\d+$/.test(third ?? "")) {
    draft.voiceVlan = Number(third);
    return true;
  }
  if (first === "protected") {
    draft.isProtected = line;
    return true;
  }
  if (first === "private-vlan") {
    draft.doubts.push({ text: APART, line });
    return true;
  }
  return ["trunk", "voice", "nonegotiate", "port-security", "block", "priority", "backup", "host"].includes(first);
}

/** `no switchport …`, `default switchport …`: what was said of it holds no more. Without a word behind it, the port is no layer-2 port. */
export function unsetSwitchport(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [first = "", second = ""] = rest;
  const isDefault = /^default\b/i.test(line.text);
  if (first === "" && isDefault) delete draft.switchport;
  else if (first === "") draft.switchport = false;
  else if (first === "mode") delete draft.mode;
  else if (first === "access") delete draft.accessVlan;
  else if (first === "voice" && second === "vlan") delete draft.voiceVlan;
  else if (first === "trunk" && second === "native") {
    // `tag` behind it says how its frames go out.
    if (rest[3] !== "tag") delete draft.nativeVlan;
  } else if (first === "trunk" && second === "allowed") delete draft.allowed;
  else if (first === "protected") delete draft.isProtected;
  else if (first === "private-vlan") draft.doubts = draft.doubts.filter((one) => !isTakenBack(one.line, wordsOf(line)));
  return true;
}

/** What is written of a port beside an address. */
interface Layered extends InterfaceDraft {
  readonly aggregate?: string;
}

/**
 * A layer-2 port and a port of a bundle have no address: no device shows one, a script may set it.
 * @returns the interfaces besides it that then take its packets.
 */
export function doubtMisplacedAddress(draft: Layered, svis: Svis): string[] {
  const { switchport, aggregate, doubts, lines } = draft;
  const [line] = lines;
  if (line === undefined) return [];
  if (aggregate !== undefined)
    doubts.push({ text: "an address stands on a port of a bundle, which takes none", line, reroutes: true });
  if (switchport === true)
    doubts.push({ text: "an address stands on a layer-2 port, which takes none", line, reroutes: true });
  return [...(aggregate === undefined ? [] : [aggregate]), ...(switchport === true ? carriedVlans(draft, svis) : [])];
}

/** Why a port of private VLANs is doubtful. */
const APART = "ports here are kept apart on layer 2; that is not computed yet";

function readMode(draft: InterfaceDraft, rest: readonly string[]): boolean {
  const [mode] = rest;
  draft.mode = mode === "access" || mode === "trunk" || mode === "dynamic" ? mode : "unknown";
  return MODES.test(rest.join(" "));
}

/** All that a port may be (layer-2 configuration guides of Catalyst, Industrial Ethernet and Nexus). */
const MODES =
  /^(?:access|trunk|dynamic(?: (?:auto|desirable))?|dot1q-tunnel|private-vlan (?:host|promiscuous|trunk(?: promiscuous| secondary)?)|fex-fabric|fabricpath|monitor(?: buffer-limit \d+ \w+)?)$/;

/** What a trunk carries that says nothing. */
const ALL: [number, number][] = [[1, 4094]];

function readAllowed(draft: InterfaceDraft, rest: readonly string[]): boolean {
  const [first] = rest;
  const list = vlanRanges(rest.at(-1) ?? "");
  if (first === "all") draft.allowed = ALL;
  else if (first === "none") draft.allowed = [];
  else if (first === "add" && list !== undefined) {
    // A trunk that says nothing carries all of them already.
    if (draft.allowed !== undefined) draft.allowed = [...draft.allowed, ...list];
  } else if (first === "except" && list !== undefined) draft.allowed = without(ALL, list);
  else if (first === "remove" && list !== undefined) draft.allowed = without(draft.allowed ?? ALL, list);
  else if (list !== undefined) draft.allowed = list;
  else return false;
  return true;
}

function vlanRanges(text: string): [number, number][] | undefined {
  const ranges: [number, number][] = [];
  for (const part of text.split(",")) {
    const found = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
    if (found === null) return undefined;
    ranges.push([Number(found[1]), Number(found[2] ?? found[1])]);
  }
  return ranges;
}

function without(from: readonly [number, number][], less: readonly [number, number][]): [number, number][] {
  return less.reduce<[number, number][]>(
    (left, [low, high]) =>
      left.flatMap(([first, last]): [number, number][] => {
        const parts: [number, number][] = [
          [first, Math.min(last, low - 1)],
          [Math.max(first, high + 1), last],
        ];
        return parts.filter(([a, b]) => a <= b);
      }),
    [...from],
  );
}

/** The SVIs of a device by their VLANs. */
export type Svis = ReadonlyMap<number, string>;

export function svisAmong(ids: Iterable<string>): Svis {
  return new Map([...ids].filter((id) => /^Vlan\d+$/.test(id)).map((id) => [Number(id.slice(4)), id]));
}

/** What of a switch port says which VLANs it carries. */
export type CarriedVlans = {
  readonly [Key in "mode" | "accessVlan" | "voiceVlan" | "allowed"]?: InterfaceDraft[Key] | undefined;
};

/** The VLANs that a switch port may carry, in order and apart from one another; at run time they may be fewer. */
export function vlansOf({ mode, accessVlan = 1, voiceVlan, allowed }: CarriedVlans): [number, number][] {
  if (mode === "access" && voiceVlan === undefined) return [[accessVlan, accessVlan]]; // what most ports say
  const untagged: [number, number][] = [accessVlan, voiceVlan ?? accessVlan].map((vlan) => [vlan, vlan]);
  if (mode === "access") return merged(untagged);
  const isTrunk = mode === "trunk" || mode === "dynamic" || mode === undefined;
  return merged([...untagged, ...((isTrunk ? allowed : undefined) ?? [[1, 4094]])]);
}

function merged(ranges: readonly [number, number][]): [number, number][] {
  const all: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

/** The SVIs whose packets a switch port carries. */
export function carriedVlans(draft: CarriedVlans, svis: Svis): string[] {
  return svisOf(vlansOf(draft), svis);
}

/** The SVIs of VLANs. */
export function svisOf(vlans: Ranges, svis: Svis): string[] {
  // Most ports carry a VLAN or two, whatever number of SVIs there is.
  if (vlans.every(([from, to]) => from === to)) return vlans.flatMap(([vlan]) => svis.get(vlan) ?? []);
  const carried: string[] = [];
  for (const [vlan, id] of svis) if (vlans.some(([from, to]) => from <= vlan && vlan <= to)) carried.push(id);
  return carried;
}

/** The port of programs that a switch hosts (Cisco IOS XE programmability guide: application hosting). */
const INSIDE = /^AppGigabitEthernet/;

/** @param mode the mode of a port that says nothing. */
export function switchportOf(draft: InterfaceDraft, mode: Switchport["mode"]): Growing<Switchport> {
  const made: Growing<Switchport> = { mode: draft.mode ?? mode };
  if (draft.accessVlan !== undefined) made.accessVlan = draft.accessVlan;
  if (draft.nativeVlan !== undefined) made.nativeVlan = draft.nativeVlan;
  if (draft.allowed !== undefined) made.allowedVlans = draft.allowed;
  if (INSIDE.test(draft.id)) made.internal = true;
  return made;
}
