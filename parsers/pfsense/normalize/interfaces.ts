/** Interfaces, their addresses and groups. */
import type { Interface, InterfaceAddress } from "../../../src/model/device.js";
import type { DoubtId, Family } from "../../../src/model/expression.js";
import { child, children, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Address, readAddress } from "./ip.js";
import { hasClientsOnly, instanceOf } from "./openvpn.js";
import { isOn } from "./switches.js";

/** An own address of the firewall. `net`: what the interface network covers by it. */
export interface OwnAddress {
  readonly address: Address;
  readonly prefixLength: number;
  readonly kind: InterfaceAddress["kind"];
  /** Proxy ARP and "other" addresses are answered for, but are not the firewall's own. */
  readonly own: boolean;
  readonly element: Element;
}

/** An interface of the rules: assigned (`wan`, `opt3`), or one that tunnels bring along (`enc0`, `openvpn`). */
export interface RuleInterface {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly element: Element;
  readonly enabled: boolean;
  /** The device's own name: `igb0`, `ovpns1`. */
  readonly device: string;
  readonly kind: Interface["kind"];
  readonly addresses: readonly OwnAddress[];
  /** Families whose address is given by DHCP, PPPoE or the like, and so is unknown. */
  readonly unknown: readonly Family[];
  readonly addressDoubt?: DoubtId;
  /** Has a gateway: traffic leaves the site here (reference/pfsense.md 2.1). */
  readonly hasGateway: boolean;
  readonly bridged: boolean;
  /** Not loaded by pf at all: an interface of the system itself, such as `lo0`. */
  readonly virtual: boolean;
}

/** Interfaces in the order of the file, and groups of them. */
export interface Interfaces {
  readonly all: readonly RuleInterface[];
  readonly byId: ReadonlyMap<string, RuleInterface>;
  /** Members by the name of the group, and the order in which groups are evaluated. */
  readonly groups: ReadonlyMap<string, InterfaceGroup>;
}

export interface InterfaceGroup {
  readonly name: string;
  readonly members: readonly string[];
  /** Position among the groups; OPNsense: the `sequence`. */
  readonly order: number;
  readonly element: Element;
}

const DYNAMIC: ReadonlyMap<string, Family> = new Map([
  ...["dhcp", "pppoe", "ppp", "pptp", "l2tp"].map((word) => [word, 4] as const),
  ...["dhcp6", "slaac", "track6", "6rd", "6to4", "idassoc6"].map((word) => [word, 6] as const),
]);

const FAMILIES: readonly Family[] = [4, 6];

/** Anything but an address and `none`: a word that nobody listed may bring an address as well. */
function isGivenBySomebody(word: string): boolean {
  return word !== "" && word.toLowerCase() !== "none" && readAddress(word) === undefined;
}

/** Reads `interfaces`, `virtualip`, `ifgroups` and what tunnels add to them (reference/pfsense.md 2.1). */
export function readInterfaces(context: Context, tunnels: readonly RuleInterface[]): Interfaces {
  const assigned = child(context.root, "interfaces")?.children ?? [];
  const bridged = bridgeMembers(context);
  const all = assigned.map((element) => readInterface(context, element, bridged));
  const known = new Set(all.map((each) => each.id));
  all.push(...tunnels.filter((each) => !known.has(each.id)));
  return { all, byId: new Map(all.map((each) => [each.id, each])), groups: readGroups(context, all) };
}

function readInterface(context: Context, element: Element, bridged: ReadonlySet<string>): RuleInterface {
  const id = element.name;
  const device = textOf(element, "if");
  const words = [textOf(element, "ipaddr"), textOf(element, "ipaddrv6")];
  const given = words.map((word, index) => (isGivenBySomebody(word) ? FAMILIES[index] : undefined));
  const unknown = [...new Set([...words.flatMap((word) => DYNAMIC.get(word.toLowerCase()) ?? []), ...given])].filter(
    (family) => family !== undefined,
  );
  const tunnel = isTunnelDevice(device);
  const addresses = [...ownAddresses(element), ...virtualAddresses(context, id), ...tunnelAddresses(context, device)];
  const noAddress = tunnel && addresses.length === 0;
  const why = whyUnknown(id, { noAddress, isGiven: unknown.length > 0, words, addresses });
  const doubt = why === undefined ? undefined : context.doubt("match", why, element);
  // Without a port it may be any: a tunnel that others then seem to be.
  const scope = device === "" ? "device" : "interfaces";
  for (const open of context.openIn(element)) context.doubt(scope, open.why, open.element, [id]);
  if (bridged.has(id))
    context.doubt("interfaces", `${id} is part of a bridge: what passes inside it is not judged`, element, [id]);
  return {
    id,
    name: textOf(element, "descr") || id.toUpperCase(),
    element,
    enabled: isOn(context, element, "enable"),
    device,
    kind: kindOf(id, device),
    addresses,
    unknown: noAddress ? [4, 6] : unknown,
    ...(doubt === undefined ? {} : { addressDoubt: doubt }),
    hasGateway: hasGateway(element, words, tunnel),
    bridged: bridged.has(id),
    virtual: id === "lo0" || device === "lo0",
  };
}

/** Why it is not known which networks an interface is on; `undefined` where it is. */
function whyUnknown(
  id: string,
  of: { noAddress: boolean; isGiven: boolean; words: readonly string[]; addresses: readonly OwnAddress[] },
): string | undefined {
  if (of.noAddress) return `the addresses of the tunnel ${id} are not in the file`;
  if (of.isGiven) return `${id} gets its address from ${of.words.filter(isGivenBySomebody).join(" and ")}`;
  if (sharedNetwork(of.addresses) === undefined) return undefined;
  return `${id} has a shared address of a network of its own: what is on it is not certain`;
}

function kindOf(id: string, device: string): Interface["kind"] {
  if (device.startsWith("lo") || id === "lo0") return "loopback";
  return isTunnelDevice(device) ? "tunnel" : "routed";
}

/** Devices of OpenVPN, IPsec VTI, GIF, GRE and WireGuard. */
function isTunnelDevice(device: string): boolean {
  return /^(?:ovpn[sc]|ipsec|gif|gre|tun_wg|wg|enc|openvpn|wireguard|l2tp|pptp)/.test(device);
}

function hasGateway(element: Element, words: readonly string[], tunnel: boolean): boolean {
  const gateway = textOf(element, "gateway");
  if (gateway !== "" && gateway !== "none") return true;
  return tunnel || words.some((word) => ["dhcp", "pppoe", "pptp", "l2tp", "ppp"].includes(word.toLowerCase()));
}

function ownAddresses(element: Element): OwnAddress[] {
  const pairs = [
    ["ipaddr", "subnet", "primary"],
    ["ipaddrv6", "subnetv6", "primary"],
    ["alias-address", "alias-subnet", "secondary"],
  ] as const;
  return pairs.flatMap(([name, length, kind]) => {
    const written = child(element, name);
    const address = written && readAddress(written.text);
    if (!address) return [];
    const prefixLength = lengthOf(textOf(element, length), address);
    return [{ address, prefixLength, kind, own: true, element: written }];
  });
}

/** A prefix length; without one, or with one that does not fit, the address stands alone. */
function lengthOf(text: string, address: Address): number {
  const most = address.family === 4 ? 32 : 128;
  const length = /^\d{1,3}$/.test(text) ? Number(text) : most;
  return Math.min(length, most);
}

/**
 * Virtual addresses of an interface: IP aliases and CARP belong to the firewall, proxy ARP and others only answer
 * (reference/pfsense.md 4, D9). A CARP address may name another one as its interface (`_vip…`); those hang on theirs.
 */
function virtualAddresses(context: Context, id: string): OwnAddress[] {
  return children(child(context.root, "virtualip"), "vip").flatMap((vip) => {
    if (textOf(vip, "interface") !== id) return [];
    const written = child(vip, "subnet");
    const address = written && readAddress(written.text);
    if (!address) return [];
    const mode = textOf(vip, "mode").toLowerCase();
    const own = mode !== "proxyarp" && mode !== "other";
    const kind = mode === "carp" ? "virtual" : "secondary";
    return [{ address, prefixLength: lengthOf(textOf(vip, "subnet_bits"), address), kind, own, element: vip }];
  });
}

/**
 * A shared (CARP) address that lies in no other network of its interface. Its own subnet is then on the link
 * (reference/pfsense.md 2.4), and may be on that of the peer alone.
 */
function sharedNetwork(addresses: readonly OwnAddress[]): OwnAddress | undefined {
  const others = addresses.filter(({ kind, own }) => own && kind !== "virtual");
  return addresses.find(({ address, prefixLength, kind }) => {
    const isAlone = prefixLength === (address.family === 4 ? 32 : 128);
    return kind === "virtual" && !isAlone && !others.some((other) => isIn(address, other));
  });
}

function isIn({ family, value }: Address, { address, prefixLength }: OwnAddress): boolean {
  const hostBits = BigInt((family === 4 ? 32 : 128) - prefixLength);
  return address.family === family && BigInt(value) >> hostBits === BigInt(address.value) >> hostBits;
}

/** An assigned OpenVPN device has the addresses of its server's tunnel network. */
function tunnelAddresses(context: Context, device: string): OwnAddress[] {
  const instance = instanceOf(context, device);
  return instance ? openVpnAddresses(instance) : [];
}

/** The first address of each tunnel network, as an OpenVPN server takes it. */
export function openVpnAddresses(instance: Element): OwnAddress[] {
  return ["tunnel_network", "tunnel_networkv6"].flatMap((name) => {
    const written = child(instance, name);
    const [text = "", length = ""] = written?.text.split("/") ?? [];
    const address = readAddress(text);
    if (!written || !address) return [];
    const first: Address =
      address.family === 4 ? { family: 4, value: address.value + 1 } : { family: 6, value: address.value + 1n };
    return [
      {
        address: first,
        prefixLength: lengthOf(length, address),
        kind: "primary" as const,
        own: true,
        element: written,
      },
    ];
  });
}

function bridgeMembers(context: Context): ReadonlySet<string> {
  const bridges = children(child(context.root, "bridges"), "bridged");
  return new Set(
    bridges.flatMap((bridge) =>
      textOf(bridge, "members")
        .split(",")
        .map((name) => name.trim()),
    ),
  );
}

function readGroups(context: Context, all: readonly RuleInterface[]): ReadonlyMap<string, InterfaceGroup> {
  const known = new Set(all.map((each) => each.id));
  const groups = new Map<string, InterfaceGroup>();
  for (const [index, element] of children(child(context.root, "ifgroups"), "ifgroupentry").entries()) {
    const name = textOf(element, "ifname");
    const members = textOf(element, "members")
      .split(/[\s,]+/)
      .filter((member) => known.has(member));
    const sequence = Number.parseInt(textOf(element, "sequence"), 10);
    const order = context.isOPNsense ? (Number.isNaN(sequence) ? 0 : sequence) : index;
    for (const open of context.openIn(element)) context.doubt("interfaces", open.why, open.element, members);
    if (name !== "") groups.set(name, { name, members, order, element });
  }
  addTunnelGroup(groups, "openvpn", all, /^ovpn[sc]/, context.root);
  addTunnelGroup(groups, "wireguard", all, /^(?:tun_wg|wg)\d/, context.root);
  return groups;
}

/** All tunnels of a kind form a group of their own: assigned ones are in it, and what is not assigned is the rest. */
function addTunnelGroup(
  groups: Map<string, InterfaceGroup>,
  name: string,
  all: readonly RuleInterface[],
  device: RegExp,
  element: Element,
): void {
  const members = all.filter((each) => each.id === name || device.test(each.device)).map((each) => each.id);
  const spelled = [...groups.keys()].find((group) => group.toLowerCase() === name) ?? name;
  const listed = groups.get(spelled);
  if (members.length === 0) return;
  groups.set(spelled, {
    name: spelled,
    members: [...new Set([...(listed?.members ?? []), ...members])],
    order: listed?.order ?? Number.MAX_SAFE_INTEGER,
    element: listed?.element ?? element,
  });
}

/** The interfaces of the model. */
export function modelInterfaces(context: Context, interfaces: Interfaces): Interface[] {
  const vlans = children(child(context.root, "vlans"), "vlan");
  return interfaces.all.map((each) => {
    const vlan = vlans.find((entry) => vlanDevice(entry) === each.device && each.device !== "");
    const tag = vlan && Number.parseInt(textOf(vlan, "tag"), 10);
    const parent = vlan && interfaces.all.find((other) => other.device === textOf(vlan, "if"));
    return {
      id: each.id,
      description: each.name,
      router: "default",
      kind: each.kind,
      enabled: each.enabled,
      addresses: each.addresses.filter((own) => own.own).map((own) => modelAddress(context, own)),
      ...(each.addressDoubt === undefined ? {} : { addressDoubt: each.addressDoubt }),
      ...(tag === undefined || Number.isNaN(tag) ? {} : { vlan: tag }),
      ...(parent === undefined ? {} : { parent: parent.id }),
      ...(hasClientsOnly(context, each.device) ? { onlyRouted: true } : {}),
      at: [context.place(each.element)],
    };
  });
}

/** The name of the device that a VLAN makes: written, or parent and tag. */
function vlanDevice(vlan: Element): string {
  return textOf(vlan, "vlanif") || `${textOf(vlan, "if")}.${textOf(vlan, "tag")}`;
}

function modelAddress(context: Context, own: OwnAddress): InterfaceAddress {
  const { family, value } = own.address;
  return { family, address: value, prefixLength: own.prefixLength, kind: own.kind, at: context.place(own.element) };
}
