/** The statements of an interface that the model holds (reference/cisco.md 2.1, 2.4). */
import type { InterfaceAddress } from "../../../../src/model/device.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import { statementOf } from "../../statements.js";
import type { CiscoLine } from "../../tree.js";
import { interfaceAddress } from "../address.js";
import type { CiscoContext } from "../context.js";
import type { InterfaceDraft } from "./interface-draft.js";
import { readSwitchport } from "./switchport.js";

/** Reads what stands behind its keywords; `false` when it did not understand that. */
type Read = (draft: InterfaceDraft, rest: readonly string[], line: CiscoLine) => boolean;

const READERS: Readonly<Record<string, Read>> = {
  description: (draft, rest) => always(() => (draft.description = rest.join(" "))),
  "no description": (draft) => always(() => delete draft.description),
  shutdown: (draft) => always(() => (draft.enabled = false)),
  "no shutdown": (draft) => always(() => (draft.enabled = true)),
  "ip address": readAddress,
  "no ip address": removeAddress,
  "ipv6 address": readAddress6,
  "ipv6 enable": (draft) => always(() => (draft.hasIpv6 = true)),
  "vrf forwarding": readVrf,
  "ip vrf forwarding": readVrf,
  "ip access-group": (draft, rest, line) => bind(draft, rest, line, 4),
  "ipv6 traffic-filter": (draft, rest, line) => bind(draft, rest, line, 6),
  "no ip access-group": (draft, rest) => unbind(draft, rest, 4),
  "no ipv6 traffic-filter": (draft, rest) => unbind(draft, rest, 6),
  "ip nat inside": (draft, rest) => rest.length === 0 && always(() => (draft.nat = "inside")),
  "ip nat outside": (draft, rest) => rest.length === 0 && always(() => (draft.nat = "outside")),
  "encapsulation dot1q": (draft, rest) => rest.length <= 2 && always(() => (draft.vlan = Number(rest[0]))),
  switchport: readSwitchport,
  "no switchport": (draft, rest) => always(() => (draft.switchport = rest.length > 0 && draft.switchport)),
  standby: readVirtual,
  vrrp: readVirtual,
  glbp: readVirtual,
  "ip unnumbered": (draft, _rest, line) =>
    always(() => (draft.addressReason = { text: "the interface borrows its address", line })),
  "service-policy": (draft, rest, line) => always(() => draft.policies.push({ name: rest.at(-1) ?? "", line })),
  "no service-policy": (draft) => always(() => (draft.policies = [])),
  "zone-member security": (draft, rest) => rest.length === 1 && always(() => (draft.zone = rest[0] ?? "")),
  "no zone-member security": (draft) => always(() => delete draft.zone),
};

/** Statements that decide over packets in a way that is not computed: the interface is doubtful. */
const DOUBTFUL: Readonly<Record<string, string>> = {
  "ip policy": "policy routing may send packets another way",
  "ipv6 policy": "policy routing may send packets another way",
  "crypto map": "a crypto map may pass or drop packets of its tunnels",
  "mac access-group": "a MAC access list filters frames here",
  "access-group mode": "the precedence of port and VLAN filters is changed here",
  l2nat: "layer-2 NAT changes addresses here",
  "ip verify": "sources are dropped by routes or bindings that are learned at run time",
  "ipv6 verify": "sources are dropped by routes that are learned at run time",
  cts: "TrustSec may deny packets by tags",
  "ip inspect": "inspection lets replies in that no rule names",
  "ipv6 inspect": "inspection lets replies in that no rule names",
  "ip admission": "who has logged in decides what passes",
  "ip auth-proxy": "who has logged in decides what passes",
  "ip ips": "an intrusion prevention may drop packets",
  "ip audit": "an intrusion detection may drop packets",
  "ip nat enable": "a NAT virtual interface changes addresses in its own order",
  "ip urlfilter": "a URL filter may drop packets",
  "ipv6 nat": "NAT between IPv6 and IPv4 changes addresses here",
  nat64: "NAT between IPv6 and IPv4 changes addresses here",
  xconnect: "frames go to another device as a whole, past the access lists",
  "bridge-group": "frames are bridged to other interfaces, past the access lists",
  "service instance": "frames are bridged by service instances, past the access lists",
  "mpls ip": "labelled packets are switched by label, past the access lists",
  "private-vlan": "private VLANs keep stations apart or join them",
  "vrf receive": "the addresses of this interface are reached from another VRF as well",
  "ip lisp": "packets travel in tunnels that are set up at run time",
  waas: "packets are handed to an optimiser",
};

/** Of these: what sends packets another way than routes say. */
const REROUTING: ReadonlySet<string> = new Set(
  ["ip policy", "ipv6 policy", "xconnect", "bridge-group", "service instance", "mpls ip", "ip lisp", "waas"].flatMap(
    (statement) => DOUBTFUL[statement] ?? [],
  ),
);

function always(change: () => unknown): true {
  change();
  return true;
}

/** Statements of an interface that no statement of one holds, however far they are indented. */
const OWN_STATEMENT =
  /^(?:no |default )?(?:(?:ip|ipv6) (?:address|access-group|traffic-filter|nat|policy|unnumbered|vrf)|switchport|vrf forwarding|zone-member)\b/i;

/** Reads one statement under `interface`. */
export function readStatement(draft: InterfaceDraft, line: CiscoLine, context: CiscoContext): void {
  const words = line.text.split(/\s+/);
  const [reader, used] = longest(READERS, words);
  if (reader?.(draft, words.slice(used), line) === true) {
    context.markBlock(line, "modelled");
    draft.unknown.push(...line.children.filter(({ text }) => reader !== readVirtual || OWN_STATEMENT.test(text)));
    return;
  }
  if (reader === undefined && (readDoubtful(draft, words, line, context) || isKnown(line, context))) {
    draft.unknown.push(...line.children.filter(({ text }) => OWN_STATEMENT.test(text)));
    return;
  }
  if (/^(?:ip|ipv6) address\b/i.test(line.text)) draft.addressReason ??= { text: "an address cannot be read", line };
  draft.unknown.push(line);
}

function isKnown(line: CiscoLine, context: CiscoContext): boolean {
  const statement = statementOf("interface", line.text);
  if (statement !== undefined) context.markBlock(line, "ignored");
  return statement !== undefined;
}

/** The row with the most words that a statement begins with, and how many words that are. */
function longest<Row>(rows: Readonly<Record<string, Row>>, words: readonly string[]): [Row | undefined, number] {
  for (let count = Math.min(3, words.length); count > 0; count--) {
    const key = words.slice(0, count).join(" ").toLowerCase();
    if (Object.hasOwn(rows, key)) return [rows[key], count];
  }
  return [undefined, 0];
}

function readDoubtful(
  draft: InterfaceDraft,
  words: readonly string[],
  line: CiscoLine,
  context: CiscoContext,
): boolean {
  const isNegated = words[0] === "no";
  const [text] = longest(DOUBTFUL, isNegated ? words.slice(1) : words);
  if (text === undefined) return false;
  draft.doubts = draft.doubts.filter((one) => one.text !== text);
  if (!isNegated) draft.doubts.push({ text, line, reroutes: REROUTING.has(text) });
  context.markBlock(line, "modelled");
  return true;
}

function readAddress(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [first, second, third] = rest;
  if (first === "dhcp" || first === "negotiated" || first === "pool") {
    draft.addressReason = { text: `the address comes from ${first === "pool" ? "a pool" : "the network"}`, line };
    return true;
  }
  const [address, mask] = first?.includes("/") === true ? withLength(first) : [first, second];
  const read = address === undefined || mask === undefined ? undefined : interfaceAddress(address, mask);
  if (read === undefined) return false;
  const kind = rest.includes("secondary") ? "secondary" : "primary";
  if (third !== undefined && third !== "secondary") return false;
  if (kind === "primary") draft.addresses = draft.addresses.filter((one) => one.family !== 4 || one.kind !== "primary");
  draft.addresses.push({ family: 4, ...read, kind, at: placeholder(line) });
  return true;
}

/** `no ip address` takes all of IPv4 away, with words behind it the one address they name. */
function removeAddress(draft: InterfaceDraft, [address, mask, kind]: readonly string[]): boolean {
  if (address === undefined) {
    draft.addresses = draft.addresses.filter((one) => one.family === 6);
    return true;
  }
  const named = mask === undefined ? undefined : interfaceAddress(address, mask);
  if (named === undefined || (kind !== undefined && kind !== "secondary")) return false;
  draft.addresses = draft.addresses.filter((one) => one.family === 6 || one.address !== named.address);
  return true;
}

/** Places are filled in when the interface is finished: readers do not know the file. */
function placeholder(line: CiscoLine): InterfaceAddress["at"] {
  return {
    file: "",
    line: line.number,
    column: line.indent + 1,
    endLine: line.number,
    endColumn: line.indent + 1 + line.text.length,
  };
}

function withLength(text: string): [string, string] {
  const [address = "", length = ""] = text.split("/");
  const bits = Number(length);
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return [address, `${mask >>> 24}.${(mask >>> 16) & 255}.${(mask >>> 8) & 255}.${mask & 255}`];
}

function readAddress6(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [first, second] = rest;
  if (first === undefined) return false;
  if (first === "autoconfig" || first === "dhcp") {
    draft.addressReason = { text: "the IPv6 address comes from the network", line };
    return true;
  }
  const [address = "", length] = first.split("/");
  const value = readIPv6(address);
  const prefixLength = second === "link-local" ? 64 : Number(length);
  if (value === undefined || !(prefixLength >= 0 && prefixLength <= 128)) return false;
  if (second !== undefined && !["eui-64", "anycast", "link-local"].includes(second)) return false;
  if (second !== "link-local")
    draft.addresses.push({ family: 6, address: value, prefixLength, kind: "primary", at: placeholder(line) });
  return true;
}

/** IOS clears the address when the VRF is set. */
function readVrf(draft: InterfaceDraft, rest: readonly string[]): boolean {
  if (rest[0] === undefined) return false;
  draft.router = rest[0];
  draft.addresses = [];
  return rest.length === 1;
}

function bind(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine, family: 4 | 6): boolean {
  const [list, direction] = rest;
  if (list === undefined || (direction !== "in" && direction !== "out") || rest.length > 2) return false;
  draft.bindings = draft.bindings.filter((one) => one.family !== family || one.direction !== direction);
  draft.bindings.push({ list, family, direction, line });
  return true;
}

/** Removes what `bind` added; a list that the statement names has to be the one that is bound. */
function unbind(draft: InterfaceDraft, rest: readonly string[], family: 4 | 6): boolean {
  const [list, direction] = rest.length === 1 ? [undefined, rest[0]] : rest;
  draft.bindings = draft.bindings.filter(
    (one) => one.family !== family || one.direction !== direction || (list !== undefined && one.list !== list),
  );
  return direction === "in" || direction === "out";
}

/**
 * `standby 1 ip X`: an address the unit shares with its peer; without X it learns it from the peer (HSRP and GLBP; without
 * a number it is group 0). Other words of these protocols do not change packets.
 */
function readVirtual(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [protocol = ""] = line.text.toLowerCase().split(/\s+/);
  const at = rest.indexOf("ip");
  const group = `${protocol} ${at === 0 ? "0" : rest[0]}`;
  const word = at < 0 ? undefined : rest[at + 1];
  for (const own of [word, ...line.children.map(({ text }) => /^address (\S+)/.exec(text)?.[1])]) {
    const address = readIPv4(own ?? "");
    if (address !== undefined)
      draft.addresses.push({ family: 4, address, prefixLength: 32, kind: "virtual", group, at: placeholder(line) });
  }
  const isMissing = at >= 0 && readIPv4(word ?? "") === undefined;
  // One that cannot be read may be that of any peer as well.
  if (isMissing) draft.learnsFrom.push(group);
  return !isMissing || word === undefined;
}
