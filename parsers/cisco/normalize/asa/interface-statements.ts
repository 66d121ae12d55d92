/** The statements under `interface` that the model holds (reference/cisco.md 2.1). */
import type { InterfaceAddress } from "../../../../src/model/device.js";
import { readIPv6 } from "../../../../src/packets/address.js";
import { asaStatementOf } from "../../statements-asa.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { interfaceAddress } from "../address.js";
import type { CiscoContext } from "../context.js";
import { readAdvertised, removeAdvertised } from "../host-networks.js";
import { interfaceName } from "../interface-name.js";
import { POLICY_ROUTING } from "../policy-routing.js";
import { isTakenBack } from "../taken-back.js";
import { named } from "./address.js";
import type { AsaDoubtful, InterfaceDraft } from "./interface-draft.js";
import type { Names } from "./names.js";
import { hasOpenPlace, NOT_FILLED_IN, reportOpenPlace } from "./open-place.js";

/** What stands behind the keywords of a statement. */
interface Given {
  readonly rest: readonly string[];
  readonly line: CiscoLine;
  readonly names: Names;
  readonly context: CiscoContext;
}

/** Reads what stands behind its keywords; `false` when it did not understand that. */
type Read = (draft: InterfaceDraft, given: Given) => boolean;

const READERS: Readonly<Record<string, Read>> = {
  description: (draft, { rest }) => always(() => (draft.description = rest.join(" "))),
  "no description": (draft) => always(() => delete draft.description),
  shutdown: (draft) => always(() => (draft.enabled = false)),
  "no shutdown": (draft) => always(() => (draft.enabled = true)),
  "no shut": (draft) => always(() => (draft.enabled = true)),
  nameif: (draft, given) => given.rest.length === 1 && always(() => giveName(draft, given)),
  "no nameif": (draft, { line, context }) => always(() => takeName(draft, line, context)),
  "security-level": readLevel,
  "no security-level": (draft) => always(() => delete draft.level),
  "ip address": readAddress,
  "no ip address": (draft) => always(() => (draft.addresses = draft.addresses.filter(({ family }) => family === 6))),
  "ipv6 address": readAddress6,
  "ipv6 nd prefix": (draft, { rest, line }) => readAdvertised(draft, rest, line),
  "no ipv6 nd prefix": (draft, { rest }) => removeAdvertised(draft, rest),
  "channel-group": (draft, { rest }) => always(() => (draft.aggregate = `Port-channel${rest[0]}`)),
  "member-interface": (draft, { rest }) => always(() => draft.members.add(interfaceName(rest.join(" ")))),
  "no member-interface": (draft, { rest }) => always(() => draft.members.delete(interfaceName(rest.join(" ")))),
  "no channel-group": (draft) => always(() => delete draft.aggregate),
  "ipv6 enable": (draft) => always(() => (draft.hasIpv6 = true)),
  vlan: (draft, { rest }) => /^\d+$/.test(rest[0] ?? "") && always(() => (draft.vlan = Number(rest[0]))),
  "management-only": (draft) => always(() => (draft.managementOnly = true)),
  "no management-only": (draft) => always(() => (draft.managementOnly = false)),
  switchport: (draft, { rest }) => rest.length === 0 && always(() => (draft.accessVlan ??= 1)),
  "no switchport": (draft, { rest }) => rest.length === 0 && always(() => delete draft.accessVlan),
  "switchport mode access": (draft) => always(() => (draft.accessVlan ??= 1)),
  "switchport access vlan": (draft, { rest }) => always(() => (draft.accessVlan = Number(rest[0]))),
  "bridge-group": (draft, { rest, line }) =>
    rest.length === 1 && always(() => (draft.bridgeGroup = { number: rest[0] ?? "", line })),
};

/** Statements that decide over packets in a way that is not computed: the interface is doubtful. */
const DOUBTFUL: Readonly<Record<string, AsaDoubtful>> = {
  "policy-route": { text: POLICY_ROUTING, reroutes: true },
  "zone-member": { text: "interfaces of a traffic zone share their sessions and routes", reroutes: true },
  "switchport trunk": {
    text: "which VLANs a trunk of this switch carries is not computed",
    reroutes: true,
    isTrunk: true,
  },
  "switchport protected": { text: "protected ports do not talk to each other" },
  "no forward interface": { text: "packets to one other interface are not passed on" },
  "nve-only": { text: "packets arrive in VXLAN tunnels", reroutes: true },
  "vtep-nve": { text: "packets arrive in VXLAN tunnels", reroutes: true },
  "proxy paired": { text: "packets of a pair of proxies pass by the routes", reroutes: true },
  cts: { text: "TrustSec sets tags that entries may ask for" },
};

function always(change: () => unknown): true {
  change();
  return true;
}

/** Reads one statement under `interface`. */
export function readStatement(draft: InterfaceDraft, line: CiscoLine, names: Names, context: CiscoContext): void {
  const words = wordsOf(line);
  const [reader, used] = longest(READERS, words);
  if (reader?.(draft, { rest: words.slice(used), line, names, context }) === true) {
    context.mark(line, "modelled");
    draft.unknown.push(...line.children);
    return;
  }
  if (reader === undefined && isDoubtful(draft, words, line, context)) return;
  if (reader === undefined && asaStatementOf("interface", line.text) !== undefined) {
    context.markBlock(line, "ignored");
    return;
  }
  if (/^ip(?:v6)? address\b/.test(line.text))
    draft.addressReason ??= { text: "an address cannot be read", line, isUnread: true };
  draft.unknown.push(line);
}

function longest<Row>(rows: Readonly<Record<string, Row>>, words: readonly string[]): [Row | undefined, number] {
  for (let count = Math.min(3, words.length); count > 0; count--) {
    const key = words.slice(0, count).join(" ").toLowerCase();
    if (Object.hasOwn(rows, key)) return [rows[key], count];
  }
  return [undefined, 0];
}

function isDoubtful(draft: InterfaceDraft, words: readonly string[], line: CiscoLine, context: CiscoContext): boolean {
  const [row] = longest(DOUBTFUL, words);
  const [undone] = words[0] === "no" ? longest(DOUBTFUL, words.slice(1)) : [];
  if (row === undefined && undone === undefined) return false;
  context.markBlock(line, "modelled");
  if (setsNoTags(line)) return true;
  if (row !== undefined) draft.doubts.push({ ...row, line });
  else draft.doubts = draft.doubts.filter((one) => !isTakenBack(one.line, words));
  return true;
}

/**
 * What Threat Defense writes at every interface: packets keep the tags that they have, and get none where they have none
 * (ASA command reference, `propagate sgt`, `policy static sgt`). An entry that asks for a tag is doubtful by itself.
 */
function setsNoTags({ text, children }: CiscoLine): boolean {
  const harmless = ["propagate sgt preserve-untag", "policy static sgt disabled trusted"];
  return text === "cts manual" && children.length > 0 && children.every((child) => harmless.includes(child.text));
}

/**
 * Statements about an interface follow where another name takes the place of its own, its level stays (ASA command reference,
 * `nameif`): what the file says of either name before that is not computed.
 */
function giveName(draft: InterfaceDraft, { rest: [name = ""], line, context }: Given): void {
  if (draft.nameif !== undefined && draft.nameif !== name)
    context.doubt(`${draft.nameif} gets another name, and what names it changes with it`, line, { scope: "device" });
  draft.nameif = name;
}

/** Without its name an interface loses every statement that names it (ASA command reference, `nameif`). */
export function takeName(draft: InterfaceDraft, line: CiscoLine, context: CiscoContext): void {
  if (draft.nameif !== undefined)
    context.doubt(`${draft.nameif} loses its name, and every statement that names it`, line, { scope: "device" });
  delete draft.nameif;
}

function readLevel(draft: InterfaceDraft, { rest: [text = "", ...more], line }: Given): boolean {
  const value = Number(text);
  if (more.length > 0 || !/^\d{1,3}$/.test(text) || value > 100) return false;
  draft.level = { value, line };
  return true;
}

/** `A MASK [standby B]`: B is the address of the other unit. */
function readAddress(draft: InterfaceDraft, { rest, line, names, context }: Given): boolean {
  const [first = "", second = "", third] = rest;
  if (first === "dhcp" || first === "pppoe") {
    draft.addressReason = { text: "the address comes from the network", line };
    return true;
  }
  if (hasOpenPlace(line, "address")) {
    reportOpenPlace(line, context);
    draft.addressReason = { text: `the address is ${NOT_FILLED_IN}`, line, isUnread: true };
    return true;
  }
  const read = interfaceAddress(named(first, names), second);
  if (
    read === undefined ||
    (third !== undefined && third !== "standby" && third !== "pppoe" && third !== "cluster-pool")
  )
    return false;
  if (third === "cluster-pool")
    draft.addressReason = { text: "each unit of the cluster has an address of a pool", line };
  draft.addresses = draft.addresses.filter(({ family }) => family === 6);
  draft.addresses.push({ family: 4, ...read, kind: "primary", at: context.at(line) });
  return true;
}

const QUALIFIERS6 = ["standby", "eui-64", "link-local", "cluster-pool", "prefix"];

function readAddress6(draft: InterfaceDraft, { rest, line, context }: Given): boolean {
  const [first = "", second] = rest;
  draft.hasIpv6 = true;
  if (first === "autoconfig" || first === "dhcp") {
    draft.addressReason = { text: "the IPv6 address comes from the network", line };
    return true;
  }
  const [text = "", length] = first.split("/");
  const address = readIPv6(text);
  if (address === undefined || (second !== undefined && !QUALIFIERS6.includes(second))) return false;
  if (second === "link-local" || (length === undefined && second === "standby")) return true;
  const prefixLength = Number(length);
  if (!(prefixLength >= 0 && prefixLength <= 128)) return false;
  if (second === "eui-64" || second === "cluster-pool")
    draft.addressReason = { text: "the IPv6 address is not written in full", line };
  draft.addresses.push({
    family: 6,
    address,
    prefixLength,
    kind: "primary",
    at: context.at(line),
  } satisfies InterfaceAddress);
  return true;
}
