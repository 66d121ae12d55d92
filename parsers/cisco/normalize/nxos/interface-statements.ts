/** The statements of an interface of NX-OS that the model holds (reference/cisco.md 2.1, 2.4). */

import { isOfNxosInterface } from "../../statements-nxos.js";
import type { CiscoLine } from "../../tree.js";
import { WordRows } from "../../word-rows.js";
import { readAdvertised, removeAdvertised } from "../host-networks.js";
import type { Binding } from "../interface-draft.js";
import {
  always,
  bind,
  type Doubtful,
  type InterfaceDialect,
  type Read,
  readAddress,
  readAddress6,
  readServicePolicy,
  removeAddress,
  removeServicePolicy,
  unbind,
} from "../interface-statements.js";
import { BY_LABEL } from "../label-routing.js";
import { POLICY_ROUTING } from "../policy-routing.js";
import { readSwitchport } from "../switchport.js";
import { rangesIn } from "../vlans.js";
import type { NxosDraft } from "./interface-draft.js";
import { portName } from "./port-name.js";
import { readShared, removeShared } from "./shared-addresses.js";

const READERS: Readonly<Record<string, Read<NxosDraft>>> = {
  description: (draft, rest) => always(() => (draft.description = rest.join(" "))),
  "no description": (draft) => always(() => delete draft.description),
  shutdown: (draft, rest) => setShutdown(draft, rest, true),
  "no shutdown": (draft, rest) => setShutdown(draft, rest, false),
  "ip address": readOwn,
  "no ip address": (draft, [address, ...rest]) => removeAddress(draft, [...maskForm(address), ...rest]),
  "ip unnumbered": (draft, _rest, line) =>
    always(() => (draft.addressReason = { text: "the interface borrows its address", line })),
  "ip forward": (draft) => always(() => (draft.hasIpv6 = true)),
  "no ip forward": (draft) => always(() => (draft.hasIpv6 = false)),
  "ipv6 address": readOwn6,
  "ipv6 nd prefix": readAdvertised,
  "no ipv6 nd prefix": removeAdvertised,
  "ipv6 link-local": (draft) => always(() => (draft.hasIpv6 = true)),
  "vrf member": (draft, rest, line) => rest.length === 1 && setVrf(draft, rest[0] ?? "", line),
  "no vrf member": (draft, _, line) => setVrf(draft, "default", line),
  "encapsulation dot1q": (draft, rest) => rest.length === 1 && always(() => (draft.vlan = Number(rest[0]))),
  "channel-group": (draft, rest) => always(() => (draft.aggregate = portName(`port-channel${rest[0] ?? ""}`))),
  "no channel-group": (draft) => always(() => delete draft.aggregate),
  switchport: readLayer2,
  "no switchport": removeLayer2,
  "dot1x port-control": (draft, rest) => rest.length === 1 && always(() => (draft.asksLogins = rest[0] === "auto")),
  "no dot1x port-control": (draft) => always(() => (draft.asksLogins = false)),
  inherit: readInherited,
  "no inherit": (draft) => always(() => (draft.doubts = draft.doubts.filter(({ text }) => text !== INHERITED))),
  "otv extend-vlan": readExtended,
  hsrp: readShared,
  vrrp: readShared,
  vrrpv3: readShared,
  glbp: readShared,
  "no hsrp": removeShared,
  "no vrrp": removeShared,
  "no vrrpv3": removeShared,
  "no glbp": removeShared,
  "ip access-group": (draft, rest, line) => bind(draft, rest, line, 4),
  "no ip access-group": (draft, rest) => unbind(draft, rest, 4),
  "ipv6 traffic-filter": (draft, rest, line) => bind(draft, rest, line, 6),
  "no ipv6 traffic-filter": (draft, rest) => unbind(draft, rest, 6),
  "ip port access-group": (draft, rest, line) => bindPort(draft, rest, line, 4),
  "no ip port access-group": (draft, rest) => unbindPort(draft, rest, 4),
  "ipv6 port traffic-filter": (draft, rest, line) => bindPort(draft, rest, line, 6),
  "no ipv6 port traffic-filter": (draft, rest) => unbindPort(draft, rest, 6),
  "service-policy": readServicePolicy,
  "no service-policy": removeServicePolicy,
};

/** Statements that decide over packets in a way that is not computed: the interface is doubtful. */
const DOUBTFUL: Readonly<Record<string, Doubtful>> = {
  "ip policy": { text: POLICY_ROUTING, reroutes: true },
  "ipv6 policy": { text: POLICY_ROUTING, reroutes: true },
  "mac port access-group": { text: "a MAC access list filters frames here" },
  "mac access-group": { text: "a MAC access list filters frames here" },
  "mac packet-classify": { text: "a MAC access list filters packets of IP as well here" },
  "ip verify unicast": { text: "sources are dropped by routes that are learned at run time" },
  "ip verify source": { text: "sources are dropped by bindings that are learned at run time" },
  "ipv6 verify unicast": { text: "sources are dropped by routes that are learned at run time" },
  "ip nat": { text: "NAT changes addresses here; that of NX-OS is not computed yet", reroutes: true },
  cts: { text: "TrustSec may deny packets by tags" },
  "private-vlan mapping": { text: "private VLANs keep stations apart or join them" },
  xconnect: { text: "frames go to another device as a whole, past the access lists", reroutes: true },
  "service instance": {
    text: "frames are bridged by service instances, past the access lists",
    reroutes: true,
    bridges: true,
  },
  "mpls ip": { text: BY_LABEL, reroutes: true },
  "mpls forwarding": { text: BY_LABEL, reroutes: true },
  "mpls traffic-eng tunnels": { text: BY_LABEL, reroutes: true },
  "ip lisp": { text: "packets travel in tunnels that are set up at run time", reroutes: true },
  "ip wccp": { text: "packets are handed to another device", reroutes: true },
};

export const INHERITED = "statements of a profile are taken over that are not read";

/** What a profile says that was read stands before the statements of the interface. */
function readInherited(draft: NxosDraft, rest: readonly string[], line: CiscoLine): boolean {
  if (!draft.hasProfile || rest[0] !== "port-profile") draft.doubts.push({ text: INHERITED, line });
  return true;
}

/** `otv extend-vlan [add|remove] LIST`: other sites send frames of these VLANs, whatever ports they have here. */
function readExtended(draft: NxosDraft, [first, second, ...more]: readonly string[]): boolean {
  if (first === "remove") return second !== undefined;
  const ranges = rangesIn((first === "add" ? second : first) ?? "");
  draft.extended = [...(draft.extended ?? []), ...(ranges ?? [[1, 4094]])];
  return ranges !== undefined && more.length === 0;
}

/** `lan` is about Fibre Channel over Ethernet alone. */
function setShutdown(draft: NxosDraft, rest: readonly string[], isShut: boolean): boolean {
  if (rest[0] === "lan") return true;
  draft.shutdown = isShut;
  return rest.length === 0 || rest[0] === "force";
}

/** `A.B.C.D/len` as address and netmask. */
function maskForm(text: string | undefined): string[] {
  const [, address = "", length] = /^([\d.]+)\/(\d{1,2})$/.exec(text ?? "") ?? [];
  const bits = Number(length);
  if (length === undefined || bits > 32) return text === undefined ? [] : [text];
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return [address, [24, 16, 8, 0].map((shift) => (mask >>> shift) & 255).join(".")];
}

/** Words that say how routes to the network of an address are told to others. */
function withoutTags(words: readonly string[]): string[] {
  return words.filter((word, index) => !isTag(word) && !isTag(words[index - 1]));
}

function isTag(word: string | undefined): boolean {
  return word === "tag" || word === "route-preference";
}

function readOwn(draft: NxosDraft, [address, ...rest]: readonly string[], line: CiscoLine): boolean {
  return readAddress(draft, [...maskForm(address), ...withoutTags(rest)], line);
}

function readOwn6(draft: NxosDraft, rest: readonly string[], line: CiscoLine): boolean {
  if (rest[0] !== "use-link-local-only")
    return readAddress6(
      draft,
      withoutTags(rest).flatMap((word) => (word === "secondary" ? [] : word === "eui64" ? "eui-64" : word)),
      line,
    );
  draft.hasIpv6 = true;
  return rest.length === 1;
}

/** To change the VRF takes all of layer 3 away. */
function setVrf(draft: NxosDraft, name: string, line: CiscoLine): boolean {
  if (draft.router === name) return true;
  draft.router = name;
  takeAddresses(draft, line);
  draft.learnsFrom = [];
  draft.hasIpv6 = false;
  return true;
}

/** What had addresses is changed while it runs: whether its lists go with these is not documented. Exports have no such order. */
function takeAddresses(draft: NxosDraft, line: CiscoLine): void {
  if (draft.addresses.length > 0) draft.loose = { bindings: draft.bindings, line };
  draft.addresses = [];
}

/** A layer-2 port has no address. */
function readLayer2(draft: NxosDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [first, second] = rest;
  if (first === undefined) {
    draft.switchport = true;
    takeAddresses(draft, line);
    return true;
  }
  if (first === "vlan" && second === "mapping") {
    if (rest[2] !== "enable") draft.doubts.push({ text: "frames change their VLAN here", line });
    return true;
  }
  if (first === "isolated" || first === "protected") {
    draft.doubts.push({ text: "ports here are kept apart on layer 2; that is not computed yet", line });
    return true;
  }
  if (first === "autostate" && second === "exclude" && rest[2] === undefined) draft.isLeftOut = true;
  const isHarmless = ["monitor", "autostate", "dot1q", "mac-learn", "vlan", "trunk-allowed"].includes(first);
  return isHarmless || readSwitchport(draft, rest, line);
}

function removeLayer2(draft: NxosDraft, rest: readonly string[]): boolean {
  const [first, second] = rest;
  if (first === undefined) draft.switchport = false;
  else if (first === "mode") delete draft.mode;
  else if (first === "access") delete draft.accessVlan;
  else if (first === "autostate") draft.isLeftOut = false;
  else if (first === "trunk" && second === "native") delete draft.nativeVlan;
  else if (first === "trunk" && second === "allowed") delete draft.allowed;
  return true;
}

/** A port filters what comes in. */
function bindPort(draft: NxosDraft, [list, direction, ...rest]: readonly string[], line: CiscoLine, family: 4 | 6) {
  if (list === undefined || direction !== "in" || rest.length > 0) return false;
  const others = draft.portBindings.filter((one) => one.family !== family);
  const binding: Binding = { list, family, direction, line };
  draft.portBindings = [...others, binding];
  return true;
}

function unbindPort(draft: NxosDraft, [list, direction]: readonly string[], family: 4 | 6): boolean {
  if (draft.portBindings.some((one) => one.family === family && one.list !== list)) return false;
  draft.portBindings = draft.portBindings.filter((one) => one.family !== family);
  return direction === "in";
}

export const NXOS_INTERFACE: InterfaceDialect<NxosDraft> = {
  readers: new WordRows(Object.entries(READERS)),
  doubtful: new WordRows(Object.entries(DOUBTFUL)),
  blocks: [readShared],
  isKnown: isOfNxosInterface,
};
