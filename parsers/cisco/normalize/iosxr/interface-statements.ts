/** The statements of an interface of IOS-XR that the model holds (reference/cisco.md 2.1, 2.4). */

import { isOfIosxrInterface } from "../../statements-iosxr.js";
import type { CiscoLine } from "../../tree.js";
import { WordRows } from "../../word-rows.js";
import { readAdvertised, removeAdvertised } from "../host-networks.js";
import {
  always,
  type Doubtful,
  type InterfaceDialect,
  type Read,
  readAddress,
  readAddress6,
  removeAddress,
  removeServicePolicy,
} from "../interface-statements.js";
import { BY_LABEL } from "../label-routing.js";
import type { XrDraft } from "./interface-draft.js";

const READERS: Readonly<Record<string, Read<XrDraft>>> = {
  description: (draft, rest) => always(() => (draft.description = rest.join(" "))),
  "no description": (draft) => always(() => delete draft.description),
  shutdown: (draft, rest) => rest.length === 0 && always(() => (draft.enabled = false)),
  "no shutdown": (draft, rest) => rest.length === 0 && always(() => (draft.enabled = true)),
  vrf: (draft, rest) => rest.length === 1 && always(() => (draft.router = rest[0] ?? "")),
  "no vrf": (draft) => always(() => (draft.router = "default")),
  "ipv4 address": readOwn,
  "no ipv4 address": (draft, rest) => removeAddress(draft, [...maskForm(rest[0]), ...rest.slice(1)]),
  "ipv4 unnumbered": borrow,
  "ipv6 address": readOwn6,
  "no ipv6 address": removeOwn6,
  "ipv6 nd prefix": readAdvertised,
  "no ipv6 nd prefix": removeAdvertised,
  "ipv6 enable": (draft, rest) => rest.length === 0 && always(() => (draft.hasIpv6 = true)),
  "no ipv6 enable": (draft) => always(() => (draft.hasIpv6 = false)),
  "ipv4 forwarding-enable": (draft, rest) => rest.length === 0 && always(() => (draft.hasIpv6 = true)),
  encapsulation: readEncapsulation,
  "bundle id": (draft, rest) => isNumber(rest[0]) && always(() => (draft.aggregate = `Bundle-Ether${rest[0]}`)),
  "no bundle id": (draft) => always(() => delete draft.aggregate),
  l2transport: (draft) => always(() => (draft.isLayer2 = true)),
  "no l2transport": (draft) => always(() => (draft.isLayer2 = false)),
  rewrite: (draft, _rest, line) => always(() => draft.isLayer2 || doubtRewrite(draft, line)),
  "ipv4 access-group": (draft, rest, line) => bind(draft, rest, line, 4),
  "no ipv4 access-group": (draft, rest) => unbind(draft, rest, 4),
  "ipv6 access-group": (draft, rest, line) => bind(draft, rest, line, 6),
  "no ipv6 access-group": (draft, rest) => unbind(draft, rest, 6),
  "ethernet-services access-group": (draft, _rest, line) => always(() => draft.frameFilters.push(line)),
  "no ethernet-services access-group": (draft) => always(() => (draft.frameFilters = [])),
  "service-policy input": readPolicy,
  "service-policy output": readPolicy,
  "no service-policy": removeServicePolicy,
};

/** Statements that decide over packets in a way that is not computed: the interface is doubtful. */
const DOUBTFUL: Readonly<Record<string, string>> = {
  "service-policy type pbr": "a policy may send packets another way, or drop them",
  "service-policy type control": "sessions of subscribers are made at run time",
  "ipv4 verify unicast": "sources are dropped by routes that are learned at run time",
  "ipv6 verify unicast": "sources are dropped by routes that are learned at run time",
  "apply-group": "statements of a group are taken over that are not read",
  "apply-groups": "statements of a group are taken over that are not read",
  "ipv4 subscriber": "sessions of subscribers are made at run time",
  "ipv6 subscriber": "sessions of subscribers are made at run time",
  "ipsubscriber ipv4": "sessions of subscribers are made at run time",
  "pppoe enable": "sessions of subscribers are made at run time",
  autoroute: "packets go into the tunnel past the routes",
  destination: "packets travel by labels, past the access lists",
  "forwarding-adjacency": "packets go into the tunnel past the routes",
  "auto-bw": "packets travel by labels, past the access lists",
  "path-option": "packets travel by labels, past the access lists",
  "tunnel protection": "packets are encrypted here; by whom is not computed",
  "service cgn": "addresses are translated here",
  service: "packets are handed to a service module here",
  "service-location": "packets are handed to a service module here",
  "ipv4 nat": "addresses are translated here",
  nat: "addresses are translated here",
  "mpls ip": BY_LABEL,
  "ipv4 policy": "a policy may send packets another way",
  "ipv6 policy": "a policy may send packets another way",
  vservice: "packets are handed to a service module here",
};

/** Of these: what keeps packets where routes send them. */
const STAYING: ReadonlySet<string> = new Set(["ipv4 verify unicast", "ipv6 verify unicast"]);

function doubtfulRow([statement, text]: readonly [string, string]): readonly [string, Doubtful] {
  return [statement, STAYING.has(statement) ? { text } : { text, reroutes: true }];
}

function isNumber(word: string | undefined): boolean {
  return /^\d+$/.test(word ?? "");
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
  const isTag = (word: string | undefined) => word === "route-tag" || word === "tag" || word === "algorithm";
  return words.filter((word, index) => !isTag(word) && !isTag(words[index - 1]));
}

function readOwn(draft: XrDraft, [address, ...rest]: readonly string[], line: CiscoLine): boolean {
  return readAddress(draft, [...maskForm(address), ...withoutTags(rest)], line);
}

function readOwn6(draft: XrDraft, rest: readonly string[], line: CiscoLine): boolean {
  const words = withoutTags(rest);
  if (words[1] !== "link-local") return readAddress6(draft, words, line);
  draft.hasIpv6 = true;
  return readAddress6(draft, words, line);
}

function removeOwn6(draft: XrDraft, rest: readonly string[]): boolean {
  if (rest.length > 0) return false;
  draft.addresses = draft.addresses.filter(({ family }) => family === 4);
  return true;
}

function borrow(draft: XrDraft, rest: readonly string[], line: CiscoLine): boolean {
  draft.addressReason = { text: "the interface borrows its address", line };
  return rest.length > 0;
}

/** `encapsulation dot1q 10 [second-dot1q 20] [exact]`; `ppp` and the like say how a link of another kind is framed. */
function readEncapsulation(draft: XrDraft, [kind = "", vlan, second]: readonly string[]): boolean {
  if (!/^(?:dot1q|dot1ad|untagged|default|priority-tagged|ppp|hdlc|frame-relay|ambiguous|list-extended)$/.test(kind))
    return false;
  draft.hasEncapsulation = true;
  draft.isNative = kind === "untagged" || kind === "default";
  delete draft.vlan;
  if ((kind === "dot1q" || kind === "dot1ad") && isNumber(vlan) && second === undefined) draft.vlan = Number(vlan);
  return true;
}

function doubtRewrite(draft: XrDraft, line: CiscoLine): void {
  draft.doubts.push({ text: "tags are rewritten on an interface that is not of layer 2", line });
}

/** `[common C] [A] ingress|egress`, and words about how entries are kept and counted. */
function bind(draft: XrDraft, rest: readonly string[], line: CiscoLine, family: 4 | 6): boolean {
  const at = rest.findIndex((word) => word === "ingress" || word === "egress");
  const words = rest.slice(0, at);
  const names = words[0] === "common" && words.length > 1 ? words.slice(1) : words;
  const isCommon = names.length < words.length;
  if (at < 1 || names.length > (isCommon ? 2 : 1)) return false;
  if (
    !/^(?: hardware-count| interface-statistics| compress level [0-9]+)*$/.test(
      ` ${rest.slice(at + 1).join(" ")}`.trimEnd(),
    )
  )
    return false;
  const direction = rest[at] === "ingress" ? "in" : "out";
  const isSame = (one: XrDraft["access"][number]) => one.family === family && one.direction === direction;
  const before = draft.access.find(isSame);
  if (before !== undefined && (isCommon || before.line.text.includes(" common ")))
    draft.doubts.push({
      text: "whether lists in common stay beside others that are set later is not documented",
      line,
    });
  draft.access = [...draft.access.filter((one) => !isSame(one)), { names, family, direction, line }];
  return true;
}

/** What a statement takes away that names the lists: all of the direction. */
function unbind(draft: XrDraft, rest: readonly string[], family: 4 | 6): boolean {
  const word = rest.find((one) => one === "ingress" || one === "egress");
  if (word === undefined && rest.length > 0) return false;
  draft.access = draft.access.filter(
    (one) => one.family !== family || (word !== undefined && one.direction !== (word === "ingress" ? "in" : "out")),
  );
  return true;
}

function readPolicy(draft: XrDraft, rest: readonly string[], line: CiscoLine): boolean {
  draft.policies.push({ name: rest[0] ?? "", line });
  return rest.length > 0;
}

export const XR_INTERFACE: InterfaceDialect<XrDraft> = {
  readers: new WordRows(Object.entries(READERS)),
  doubtful: new WordRows(Object.entries(DOUBTFUL).map(doubtfulRow)),
  blocks: [],
  own: /^(?:no )?(?:ipv[46] (?:address|access-group|unnumbered|enable|verify|policy)|vrf \S+$|encapsulation |bundle id |shutdown$|service-policy |l2transport|ethernet-services )/,
  isKnown: isOfIosxrInterface,
};
