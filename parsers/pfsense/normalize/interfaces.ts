/** Interfaces, their addresses and groups. */
import type { Interface, InterfaceAddress, Route } from "../../../src/model/device.js";
import type { DoubtId, Family } from "../../../src/model/expression.js";
import { maskName } from "../../../src/source/mask.js";
import { child, children, type Element, has, textOf } from "../tree.js";
import { advertised } from "./advertised.js";
import { type BridgePart, bridgeDoubt, readBridges } from "./bridges.js";
import { isWireGuard, mayBringNetworks } from "./brought-networks.js";
import type { Context } from "./context.js";
import { type InterfaceGroup, readGroups } from "./interface-groups.js";
import { type Address, readAddress } from "./ip.js";
import { areTold } from "./ipsec-phases.js";
import { hasClientsOnly, instanceOf, tunnelNetworks } from "./openvpn.js";
import { lengthOf, type OwnAddress, readLength } from "./own-address.js";
import { sharedNames } from "./shared-names.js";
import { doubtVirtual, virtualAddresses } from "./virtual-addresses.js";
import { isPackageOff, modelAddresses, type Word } from "./wireguard.js";
import { withoutGroups } from "./written-groups.js";

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
  /** The family that alone it is about. */
  readonly addressDoubtOf?: Family;
  /** Whether the file has an address that was not understood. */
  readonly unreadAddress?: true;
  /** Has a gateway: traffic leaves the site here (reference/pfsense.md 2.1). */
  readonly hasGateway: boolean;
  /** A port of a bridge. */
  readonly bridged: boolean;
  readonly bridge?: BridgePart;
  /** Not loaded by pf at all: an interface of the system itself, such as `lo0`. */
  readonly virtual: boolean;
}

/** Interfaces in the order of the file, and groups of them. */
export interface Interfaces {
  readonly all: readonly RuleInterface[];
  readonly byId: ReadonlyMap<string, RuleInterface>;
  /** Members by the name of the group, and the order in which groups are evaluated. */
  readonly groups: ReadonlyMap<string, InterfaceGroup>;
  /** Own virtual addresses on interfaces that the file does not have. */
  readonly elsewhere: readonly OwnAddress[];
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

/** A word that nobody listed: of what brings an address otherwise than by writing it, all are known. */
function isUnreadable(word: string): boolean {
  return isGivenBySomebody(word) && !DYNAMIC.has(word.toLowerCase());
}

/** Reads `interfaces`, `virtualip`, `ifgroups` and what tunnels add to them (reference/pfsense.md 2.1). */
export function readInterfaces(context: Context, tunnels: readonly RuleInterface[]): Interfaces {
  const assigned = withoutGroups(
    context,
    tunnels.map(({ id }) => id),
  );
  const bridges = readBridges(context);
  const virtual = virtualAddresses(context);
  const all = assigned.map((element) => readInterface(context, element, virtual, bridges.get(element.name)));
  const known = new Set(all.map((each) => each.id));
  all.push(...tunnels.filter((each) => !known.has(each.id)));
  sharedNames(context, all);
  const loopback = virtual.get("lo0")?.filter((each) => each.own) ?? [];
  if (loopback[0] && !known.has("lo0")) all.push(loopbackWith(loopback[0].element, loopback));
  const byId = new Map(all.map((each) => [each.id, each]));
  const elsewhere = [...virtual].flatMap(([id, found]) => (byId.has(id) ? [] : found.filter((each) => each.own)));
  for (const { element } of elsewhere)
    doubtVirtual(
      context,
      element,
      `a virtual address is of ${textOf(element, "interface")}, which is no interface of the file`,
    );
  return { all, byId, groups: readGroups(context, all), elsewhere };
}

/** The loopback, where virtual addresses are put on it: nothing lies behind it. */
function loopbackWith(element: Element, addresses: readonly OwnAddress[]): RuleInterface {
  return {
    id: "lo0",
    name: "loopback",
    element,
    enabled: true,
    device: "lo0",
    kind: "loopback",
    addresses,
    unknown: [],
    hasGateway: false,
    bridged: false,
    virtual: true,
  };
}

function readInterface(
  context: Context,
  element: Element,
  virtual: ReadonlyMap<string, readonly OwnAddress[]>,
  bridge: BridgePart | undefined,
): RuleInterface {
  const id = element.name;
  const device = textOf(element, "if");
  const words = [textOf(element, "ipaddr"), textOf(element, "ipaddrv6")];
  const given = words.map((word, index) => (isGivenBySomebody(word) ? FAMILIES[index] : undefined));
  const maskless = FAMILIES.filter((family, index) => lacksMask(element, family, words[index] ?? ""));
  const dynamic = words.flatMap((word) => DYNAMIC.get(word.toLowerCase()) ?? []);
  const unknown = [...new Set([...dynamic, ...given, ...maskless])].filter((family) => family !== undefined);
  const tunnel = isTunnelDevice(device) || isMeshDevice(device);
  const addresses = [...ownAddresses(element), ...(virtual.get(id) ?? []), ...tunnelAddresses(context, device)];
  // OPNsense writes the one of IPsec policies beside the others: routes tell what lies behind it.
  const isTold = device === "enc0" && areTold(context);
  const noAddress = tunnel && addresses.length === 0 && !isTold;
  const why = whyUnknown(id, {
    noAddress,
    isMaskless: maskless.length > 0,
    isGiven: unknown.length > 0,
    words,
    addresses,
  });
  const doubt = why === undefined ? undefined : context.doubt("match", why, element);
  const [only] = tunnel || unknown.length !== 1 || sharedNetwork(addresses) !== undefined ? [] : unknown;
  // Without a port it may be any: a tunnel that others then seem to be, or one that rules know by another name and that has an
  // address. What was not understood may say that it is on.
  const isAny = device === "" || !has(element, "enable");
  for (const open of context.openIn(element))
    context.doubt(isAny ? "device" : "interfaces", open.why, open.element, [id], { hidesAddress: true });
  if (device === "" && has(element, "enable"))
    context.doubt(
      "device",
      `${id} is on and has no port in the file: it may be any, or stand for a tunnel`,
      element,
      undefined,
      {
        hidesAddress: true,
      },
    );
  bridgeDoubt(context, id, bridge, element);
  const enable = child(element, "enable");
  if (context.isOPNsense && enable?.text === "0")
    context.doubt("interfaces", `whether ${id} is on where its enable is 0 depends on the release`, enable, [id]);
  if (/^ipsec\d/.test(device) && !filtersOnVti(context))
    context.doubt(
      "interfaces",
      `whether ${id} is filtered by its own rules or by those of IPsec is not known`,
      element,
      [id],
    );
  return {
    id,
    name: maskName(textOf(element, "descr")) || id.toUpperCase(),
    element,
    // Both test that it is there: OPNsense, too (interfaces.lib.inc: legacy_config_get_interfaces).
    enabled: has(element, "enable"),
    device,
    kind: kindOf(id, device),
    addresses,
    unknown: noAddress ? [4, 6] : unknown,
    ...(doubt === undefined ? {} : { addressDoubt: doubt }),
    ...(only === undefined ? {} : { addressDoubtOf: only }),
    ...(words.some(isUnreadable) ? { unreadAddress: true as const } : {}),
    hasGateway: hasGateway(element, words, isTunnelDevice(device)),
    bridged: bridge?.port === true,
    ...(bridge ? { bridge } : {}),
    virtual: id === "lo0" || device === "lo0",
  };
}

/** Why it is not known which networks an interface is on; `undefined` where it is. */
function whyUnknown(
  id: string,
  of: {
    readonly noAddress: boolean;
    readonly isMaskless: boolean;
    readonly isGiven: boolean;
    readonly words: readonly string[];
    readonly addresses: readonly OwnAddress[];
  },
): string | undefined {
  if (of.noAddress) return `the addresses of the tunnel ${id} are not in the file`;
  if (of.isMaskless) return `${id} has an address without a mask: which network it is on is not in the file`;
  if (of.isGiven) return `${id} gets its address from ${of.words.filter(isGivenBySomebody).join(" and ")}`;
  if (sharedNetwork(of.addresses) === undefined) return undefined;
  return `${id} has a shared address of a network of its own: what is on it is not certain`;
}

/** Packets of routed IPsec are filtered on `enc0` by all that is known, unless this mode says otherwise (2.1). */
function filtersOnVti({ isOPNsense, root }: Context): boolean {
  return !isOPNsense && textOf(child(root, "ipsec"), "filtermode") === "if_ipsec";
}

function kindOf(id: string, device: string): Interface["kind"] {
  if (device.startsWith("lo") || id === "lo0") return "loopback";
  return isTunnelDevice(device) || isMeshDevice(device) ? "tunnel" : "routed";
}

/** Devices that programs bring along (Tailscale, ZeroTier, tinc), or that carry a network to others (VXLAN): who lies behind them, only those know. */
function isMeshDevice(device: string): boolean {
  return /^(?:tun|tap|zt|tailscale|tinc|vxlan)/.test(device);
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
    const prefixLength = address && readLength(textOf(element, length), address.family);
    if (!address || prefixLength === undefined) return [];
    return [{ address, prefixLength, kind, own: true, element: written }];
  });
}

/** Whether an address stands without a mask that fits: the firewall then sets none (interfaces.inc: interface_configure). */
function lacksMask(element: Element, family: Family, word: string): boolean {
  const length = textOf(element, family === 4 ? "subnet" : "subnetv6");
  return readAddress(word)?.family === family && readLength(length, family) === undefined;
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

/** An assigned device of OpenVPN has the addresses of its tunnel network, one of WireGuard those of the model. */
function tunnelAddresses(context: Context, device: string): OwnAddress[] {
  const instance = instanceOf(context, device);
  return instance ? openVpnAddresses(instance) : wireGuardAddresses(modelAddresses(context, device));
}

export function wireGuardAddresses(words: readonly Word[]): OwnAddress[] {
  return words.flatMap(({ text, at }) => {
    const [word = "", length = ""] = text.split("/");
    const address = readAddress(word);
    if (!address) return [];
    return [{ address, prefixLength: lengthOf(length, address), kind: "primary" as const, own: true, element: at }];
  });
}

/**
 * The first address of each tunnel network, as an OpenVPN server takes it, and the second one for a client; with certificates the
 * server may give it another one (openvpn.inc: openvpn_reconfigure; openvpn(8): ifconfig-push).
 */
export function openVpnAddresses(instance: Element): OwnAddress[] {
  const isClient = instance.name === "openvpn-client";
  const isGiven = isClient && textOf(instance, "mode") !== "p2p_shared_key" ? ({ isGiven: true } as const) : {};
  const place = isClient ? 2 : 1;
  return tunnelNetworks(instance).flatMap((written) => {
    const [text = "", length = ""] = written.text.split("/");
    const address = readAddress(text);
    if (!address) return [];
    const own: Address =
      address.family === 4
        ? { family: 4, value: address.value + place }
        : { family: 6, value: address.value + BigInt(place) };
    const prefixLength = lengthOf(length, address);
    return [{ address: own, prefixLength, kind: "primary" as const, own: true, element: written, ...isGiven }];
  });
}

/** The interfaces of the model. */
export function modelInterfaces(context: Context, interfaces: Interfaces, routes: readonly Route[]): Interface[] {
  const vlans = children(child(context.root, "vlans"), "vlan");
  return interfaces.all.map((each) => {
    const vlan = vlans.find((entry) => vlanDevice(entry) === each.device && each.device !== "");
    const tag = vlan && Number.parseInt(textOf(vlan, "tag"), 10);
    const parent =
      interfaces.byId.get(each.bridge?.over ?? "") ??
      (vlan && interfaces.all.find((other) => other.device === textOf(vlan, "if")));
    const networks = advertised(context, each);
    const brings = mayBringNetworks(context, each, routes);
    const isDown = isWireGuard(each) && isPackageOff(context);
    const why = `the package that ${each.id} is a tunnel of is switched off`;
    const isClosed = hasClientsOnly(context, each) || (isWireGuard(each) && !brings);
    return {
      id: each.id,
      description: each.name,
      router: "default",
      kind: each.kind,
      enabled: each.enabled,
      addresses: each.addresses.filter((own) => own.own).map((own) => modelAddress(context, own)),
      ...(networks.length === 0 ? {} : { networks }),
      ...(each.addressDoubt === undefined ? {} : { addressDoubt: each.addressDoubt }),
      ...(each.addressDoubtOf === undefined ? {} : { addressDoubtOf: each.addressDoubtOf }),
      ...(each.unreadAddress ? { unreadAddress: true as const } : {}),
      ...(isDown ? { stateDoubt: context.doubt("match", why, each.element) } : {}),
      ...(tag === undefined || Number.isNaN(tag) ? {} : { vlan: tag }),
      ...(parent === undefined ? {} : { parent: parent.id }),
      ...(each.bridge?.port ? { bridge: each.bridge.name } : {}),
      ...(isClosed ? { onlyRouted: true } : {}),
      ...(brings ? { takesRoutes: true as const } : {}),
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
