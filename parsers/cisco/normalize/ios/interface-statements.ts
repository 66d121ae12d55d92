/** The statements of an interface that the model holds (reference/cisco.md 2.1, 2.4). */

import { isOfInterface } from "../../statements.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { WordRows } from "../../word-rows.js";
import { readAdvertised, removeAdvertised } from "../host-networks.js";
import { interfaceName } from "../interface-name.js";
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
  removeAddress6,
  removeServicePolicy,
  takeAdvertised,
  unbind,
} from "../interface-statements.js";
import { BY_LABEL } from "../label-routing.js";
import { POLICY_ROUTING } from "../policy-routing.js";
import { readSwitchport, unsetSwitchport } from "../switchport.js";
import { isTakenBack } from "../taken-back.js";
import { bindCommon, unbindCommon } from "./common-lists.js";
import type { Drop, IosDraft } from "./interface-draft.js";
import { modePrecedence } from "./port-precedence.js";
import { readVirtual, removeVirtual } from "./shared-addresses.js";

const BORROWED = "the interface borrows its address";

const READERS: Readonly<Record<string, Read<IosDraft>>> = {
  description: (draft, rest) => always(() => (draft.description = rest.join(" "))),
  "no description": (draft) => always(() => delete draft.description),
  shutdown: (draft, rest) => rest.length === 0 && always(() => (draft.enabled = false)),
  "no shutdown": (draft, rest) => rest.length === 0 && always(() => (draft.enabled = true)),
  "default shutdown": (draft) => always(() => (draft.enabled = true)),
  "ip address": readAddress,
  "no ip address": removeAddress,
  "ipv6 address": readAddress6,
  "no ipv6 address": removeAddress6,
  "ipv6 nd autoconfig": (draft, _rest, line) => takeAdvertised(draft, line),
  "ipv6 nd prefix": readAdvertised,
  "no ipv6 nd prefix": removeAdvertised,
  "no ipv6 enable": (draft) => always(() => (draft.hasIpv6 = false)),
  "ipv6 enable": (draft) => always(() => (draft.hasIpv6 = true)),
  "vrf forwarding": readVrf,
  "ip vrf forwarding": readVrf,
  "no vrf forwarding": removeVrf,
  "no ip vrf forwarding": removeVrf,
  "ip access-group": (draft, rest, line) => bindCommon(draft, rest, line, 4) || bind(draft, rest, line, 4),
  "ipv6 traffic-filter": (draft, rest, line) => bindCommon(draft, rest, line, 6) || bind(draft, rest, line, 6),
  "no ip access-group": (draft, rest) => unbindCommon(draft, rest, 4) || unbind(draft, rest, 4),
  "no ipv6 traffic-filter": (draft, rest) => unbindCommon(draft, rest, 6) || unbind(draft, rest, 6),
  "access-group mode": (draft, _rest, line) => {
    const said = modePrecedence(line.text);
    if (said !== undefined) draft.precedence = said;
    return said !== undefined;
  },
  "no access-group mode": (draft) => always(() => delete draft.precedence),
  "mac access-group": (draft, [list, direction, ...more], line) =>
    list !== undefined &&
    (direction === "in" || direction === "out") &&
    more.length === 0 &&
    always(() => (draft.frames = { list, line })),
  "ip inspect": readInspection,
  "ipv6 inspect": readInspection,
  "no ip inspect": removeInspection,
  "no ipv6 inspect": removeInspection,
  l2nat: (draft, [instance, vlan, ...more], line) =>
    instance !== undefined &&
    more.length === 0 &&
    always(() => draft.translations.push({ line, ...(vlan === undefined ? {} : { vlan: Number(vlan) }) })),
  "no l2nat": (draft, _rest, line) =>
    always(() => (draft.translations = draft.translations.filter((one) => !isTakenBack(one.line, wordsOf(line))))),
  "no mac access-group": (draft) => always(() => delete draft.frames),
  "backup interface": (draft, rest) => rest.length > 0 && always(() => (draft.backup = interfaceName(rest.join(" ")))),
  "no backup interface": (draft) => always(() => delete draft.backup),
  "channel-group": (draft, [number]) => always(() => (draft.aggregate = `Port-channel${number}`)),
  "no channel-group": (draft) => always(() => delete draft.aggregate),
  // Two ports that send each frame twice (Cisco IE switches, IEC 62439-3): what is said of the virtual one counts.
  "prp-channel-group": (draft, rest) => redundant(draft, "PRP-channel", rest),
  "no prp-channel-group": (draft) => always(() => delete draft.aggregate),
  "hsr-ring": (draft, rest) => redundant(draft, "HSR-ring", rest),
  "no hsr-ring": (draft) => always(() => delete draft.aggregate),
  "ip nat inside": (draft, rest) => rest.length === 0 && always(() => (draft.nat = "inside")),
  "ip nat outside": (draft, rest) => rest.length === 0 && always(() => (draft.nat = "outside")),
  "no ip nat inside": (draft, rest) => removeSide(draft, rest, "inside"),
  "no ip nat outside": (draft, rest) => removeSide(draft, rest, "outside"),
  "encapsulation dot1q": readTag,
  "no encapsulation dot1q": (draft) =>
    always(() => {
      delete draft.vlan;
      draft.isNative = false;
    }),
  switchport: readSwitchport,
  "no switchport": unsetSwitchport,
  "default switchport": unsetSwitchport,
  "switchport capture": (draft, _rest, line) =>
    always(() => draft.doubts.push({ text: "the port sends nothing but what VLAN maps capture", line })),
  standby: readVirtual,
  vrrp: readVirtual,
  glbp: readVirtual,
  "no standby": removeVirtual,
  "no vrrp": removeVirtual,
  "no glbp": removeVirtual,
  "ip unnumbered": (draft, _rest, line) => always(() => (draft.addressReason = { text: BORROWED, line })),
  "no ip unnumbered": removeBorrowed,
  "service-policy": readServicePolicy,
  "no service-policy": removeServicePolicy,
  "zone-member security": (draft, rest) => rest.length === 1 && always(() => (draft.zone = rest[0] ?? "")),
  "no zone-member security": removeZone,
};

/** Statements that stop packets in a way that is not computed, and let none by that lists stop. */
const DROPPING: Readonly<Record<string, Omit<Drop, "line">>> = {
  "ip verify unicast": {
    text: "sources that routes do not lead back to are dropped",
    side: "in",
    sparesOwn: true,
  },
  "ip verify source": {
    text: "sources that no binding names are dropped; these are learned at run time",
    side: "in",
    sparesOwn: false,
  },
  "ipv6 verify unicast": {
    text: "sources that routes do not lead back to are dropped",
    side: "in",
    sparesOwn: true,
  },
  "ipv6 source-guard": {
    text: "sources that no binding names are dropped; these are learned at run time",
    side: "in",
    sparesOwn: false,
  },
  "cts role-based enforcement": { text: "TrustSec may deny packets by tags", side: "both", sparesOwn: false },
  "ip ips": { text: "an intrusion prevention may drop packets", side: "both", sparesOwn: false },
  "ip audit": { text: "an intrusion detection may drop packets", side: "both", sparesOwn: false },
  "ip urlfilter": { text: "a URL filter may drop packets", side: "both", sparesOwn: false },
};

/** Readers of these, and of what takes them away. */
const DROPS: Readonly<Record<string, Read<IosDraft>>> = Object.fromEntries(
  Object.entries(DROPPING).flatMap(([statement, drop]) => {
    const add: Read<IosDraft> = (draft, _rest, line) =>
      always(() => {
        // Written again, a statement is one all the same; another of its kind stands beside it.
        const others = draft.drops.filter((one) => one.line.text !== line.text);
        draft.drops = [...others, { ...drop, line }];
      });
    const remove: Read<IosDraft> = (draft, _rest, line) =>
      always(() => (draft.drops = draft.drops.filter((one) => !isTakenBack(one.line, wordsOf(line)))));
    return [
      [statement, add],
      [`no ${statement}`, remove],
    ];
  }),
);

export const CRYPTO_MAP = "a crypto map may pass or drop packets of its tunnels";

const FALLBACK = "who cannot log in otherwise gets the list of a fallback profile, and by a web page more";

/** Statements that decide over packets in a way that is not computed: the interface is doubtful. */
const DOUBTFUL: Readonly<Record<string, Doubtful>> = {
  "ip policy": { text: POLICY_ROUTING, reroutes: true },
  "ipv6 policy": { text: POLICY_ROUTING, reroutes: true },
  "crypto map": { text: CRYPTO_MAP },
  "ip admission": { text: "who has logged in decides what passes" },
  "authentication fallback": { text: FALLBACK },
  "dot1x fallback": { text: FALLBACK },
  "ip auth-proxy": { text: "who has logged in decides what passes" },
  "ip nat enable": { text: "a NAT virtual interface changes addresses in its own order" },
  "ipv6 nat": { text: "NAT between IPv6 and IPv4 changes addresses here" },
  nat64: { text: "NAT between IPv6 and IPv4 changes addresses here" },
  xconnect: { text: "frames go to another device as a whole, past the access lists", reroutes: true, bridges: true },
  "bridge-group": {
    text: "frames are bridged to other interfaces, past the access lists",
    reroutes: true,
    bridges: true,
  },
  "service instance": {
    text: "frames are bridged by service instances, past the access lists",
    reroutes: true,
    bridges: true,
  },
  "mpls ip": { text: BY_LABEL, reroutes: true },
  "mpls bgp forwarding": { text: BY_LABEL, reroutes: true },
  "mpls traffic-eng tunnels": { text: BY_LABEL, reroutes: true },
  "tag-switching ip": { text: BY_LABEL, reroutes: true },
  "private-vlan": { text: "private VLANs keep stations apart or join them" },
  "vrf receive": { text: "the addresses of this interface are reached from another VRF as well" },
  "ip lisp": { text: "packets travel in tunnels that are set up at run time", reroutes: true },
  waas: { text: "packets are handed to an optimiser", reroutes: true },
  "ip wccp": { text: "packets are handed to another device", reroutes: true },
  "ipv6 wccp": { text: "packets are handed to another device", reroutes: true },
  "port-type": { text: "ports of metro switches are kept apart by their kind" },
  "ip vrf receive": { text: "the addresses of this interface are reached from another VRF as well" },
  "ip vrf select": { text: "the source of a packet decides by which VRF it is sent on", reroutes: true },
  "ip vrf sitemap": { text: "the source of a packet decides by which VRF it is sent on", reroutes: true },
  "ip vrf autoclassify": { text: "the source of a packet decides by which VRF it is sent on", reroutes: true },
};

function readInspection(draft: IosDraft, [name, direction, ...more]: readonly string[], line: CiscoLine): boolean {
  if (name === undefined || (direction !== "in" && direction !== "out") || more.length > 0) return false;
  const others = draft.inspections.filter((one) => one.name !== name || one.direction !== direction);
  draft.inspections = [...others, { name, direction, line }];
  return true;
}

function redundant(draft: IosDraft, type: string, [number, ...more]: readonly string[]): boolean {
  return /^\d+$/.test(number ?? "") && more.length === 0 && always(() => (draft.aggregate = `${type}${number}`));
}

/** Without a direction both go, without a name all. */
function removeInspection(draft: IosDraft, [name, direction]: readonly string[]): boolean {
  draft.inspections = draft.inspections.filter(
    (one) => (name !== undefined && one.name !== name) || (direction !== undefined && one.direction !== direction),
  );
  return direction === undefined || direction === "in" || direction === "out";
}

/** IOS clears the address when the VRF is changed. `downstream`: what goes out by the interface is sent by the routes of another one. */
function readVrf(draft: IosDraft, [name, second, other, ...more]: readonly string[], line: CiscoLine): boolean {
  if (name === undefined) return false;
  if (draft.router !== name) draft.addresses = [];
  draft.router = name;
  if (second !== "downstream" || other === undefined) return second === undefined;
  draft.doubts.push({
    text: `packets to it are routed by the VRF ${other}, those from it by ${name}`,
    line,
    reroutes: true,
  });
  return more.length === 0;
}

/** Out of its VRF the interface has no address either. */
function removeVrf(draft: IosDraft): boolean {
  draft.router = "default";
  draft.addresses = [];
  draft.doubts = draft.doubts.filter(({ text }) => !text.startsWith("packets to it are routed by the VRF "));
  return true;
}

/** Where it is a member of another zone than the statement names, what a device does is not documented. */
function removeZone(draft: IosDraft, [name]: readonly string[]): boolean {
  if (name !== undefined && draft.zone !== undefined && draft.zone !== name) return false;
  delete draft.zone;
  return true;
}

function removeBorrowed(draft: IosDraft): boolean {
  if (draft.addressReason?.text === BORROWED) delete draft.addressReason;
  return true;
}

function removeSide(draft: IosDraft, rest: readonly string[], side: "inside" | "outside"): boolean {
  if (draft.nat === side) delete draft.nat;
  return rest.length === 0;
}

/**
 * `encapsulation dot1Q V [native]`; with `second-dot1q` its frames have two tags: they are of no VLAN that has one (IEEE 802.1ad).
 * The inner tag is a number, several, or any.
 */
function readTag(draft: IosDraft, [tag, second, ...more]: readonly string[]): boolean {
  draft.isNative = second === "native";
  if (second !== "second-dot1q") {
    draft.vlan = Number(tag);
    return more.length === 0 && (second === undefined || second === "native");
  }
  delete draft.vlan;
  return /^\d+$/.test(tag ?? "") && more.length === 1 && /^(?:any|\d[\d,-]*)$/.test(more[0] ?? "");
}

export const IOS_INTERFACE: InterfaceDialect<IosDraft> = {
  readers: new WordRows(Object.entries({ ...READERS, ...DROPS })),
  doubtful: new WordRows(Object.entries(DOUBTFUL)),
  defaultsAreNone: true,
  blocks: [readVirtual],
  isKnown: isOfInterface,
};
