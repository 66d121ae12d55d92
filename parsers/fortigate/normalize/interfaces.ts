/** `system interface`: which interfaces there are, whose they are, and which addresses they have. */
import type { Interface, InterfaceAddress } from "../../../src/model/device.js";
import type { Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, configOf, isEnabled, rowsOf, type Setting, settingOf, textOf, valuesOf } from "../tree.js";
import { prefixLengthOf, readNetwork4, readNumber, readPrefix4, readPrefix6 } from "./address-text.js";
import { advertised } from "./advertised.js";
import type { Context } from "./context.js";
import { clientNetworks } from "./dialled-pools.js";
import { sourceCheck } from "./source-checks.js";
import { describedTunnels, standIns, tunnelEnds, tunnelsWithRoutes } from "./tunnel-ends.js";
import { besideOther, isIdle, isUp, undescribed, withoutPort } from "./up-states.js";
import { vdomLinks } from "./vdom-links.js";
import { isTransparent, rowsIn, type Vdoms } from "./vdoms.js";

const SECTION = "system interface";
/** Types whose interface is reached through a tunnel. */
const TUNNELS = new Set(["tunnel", "ssl", "gre", "vxlan", "geneve", "l2tp"]);

/** Interfaces of the device, by name. Ports that are part of another interface are `switched` and have it as parent. */
export function normalizeInterfaces(vdoms: Vdoms, context: Context): Map<InterfaceId, Interface> {
  const rows = rowsIn(vdoms.global, SECTION);
  const parents = membership(rows, vdoms);
  const bridges = switchPorts(vdoms);
  const apart = managementPorts(vdoms);
  const ends = tunnelEnds(vdoms);
  const bringing = tunnelsWithRoutes(vdoms);
  const spare = standIns(vdoms);
  const described = describedTunnels(vdoms);
  const interfaces = new Map<InterfaceId, Interface>();
  const isLink = vdomLinks(vdoms.global);
  const byName = new Map(rows.map((row) => [row.name, row]));
  const shared = new Set(rows.flatMap((row) => besideOf(row) ?? []));
  const keepsBroadcasts = isOfOldKernel(context) && !passesBroadcasts(rows, vdoms);
  for (const row of rows) {
    const parent = parents.get(row.name);
    const wire = besideOf(row) ?? (shared.has(row.name) ? row.name : undefined);
    const state = { isUp: isUp(row, byName), isIdle: isIdle(row, byName, parents) };
    const bridge = bridges.get(row.name);
    const around = {
      parent,
      apart: apart.has(row.name),
      vdoms,
      isLink,
      ...state,
      wire,
      bridge,
      isDescribed: described.has(row.name),
    };
    doubtSegment(row, context);
    const one = normalizeInterface(row, around, context);
    if (one.kind !== "tunnel") {
      interfaces.set(row.name, keepsBroadcasts ? { ...one, keepsBroadcasts } : one);
      continue;
    }
    const tunnel = ends.get(row.name);
    const isPortal = row.name.startsWith("ssl.");
    const vdom = vdoms.all.find(({ name }) => name === one.router);
    const clients = isPortal && vdom && one.addresses.length === 0 ? clientNetworks(vdom, context) : undefined;
    const takesRoutes = (isPortal && clients === undefined) || bringing.has(row.name);
    const phase1 = spare.get(row.name);
    const stateDoubt = (phase1 && besideOther(phase1, context)) ?? undescribed(row, described, context);
    interfaces.set(row.name, {
      ...one,
      ...(tunnel && { tunnel }),
      ...(takesRoutes && { takesRoutes }),
      ...(clients && { networks: clients, onlyRouted: true }),
      ...(stateDoubt !== undefined && { stateDoubt }),
    });
  }
  return interfaces;
}

/**
 * Whether first and last addresses of networks are broadcasts to the kernel: the kernel routes of releases up to 7 list them as
 * that. Later kernels of Linux take the first for one of a host.
 */
function isOfOldKernel({ header: { version } }: Context): boolean {
  return version !== undefined && version.major <= 7;
}

/**
 * Whether broadcasts may be passed on: by interfaces that are told so, or by multicast policies for those of a network (Fortinet,
 * how to allow Wake-on-LAN from SSL VPN clients: an object of the type `broadcastmask`).
 */
function passesBroadcasts(rows: readonly Block[], { all, global }: Vdoms): boolean {
  const holders = [...global, ...all.flatMap((vdom) => vdom.holders)];
  return (
    rows.some((row) => isEnabled(row, "broadcast-forward")) ||
    rowsIn(holders, "firewall multicast-address").some((row) => textOf(row, "type") === "broadcastmask")
  );
}

interface Surroundings {
  readonly parent: InterfaceId | undefined;
  /** Reserved for management. */
  readonly apart: boolean;
  readonly vdoms: Vdoms;
  readonly isUp: boolean;
  /** Whether all ports that it is made of are switched off. */
  readonly isIdle: boolean;
  readonly wire: string | undefined;
  /** Whether a table says of which tunnel it is the interface. */
  readonly isDescribed: boolean;
  /** The software switch that it is a port of. */
  readonly bridge: InterfaceId | undefined;
  /** Whether an interface leads to another VDOM. */
  readonly isLink: (name: string) => boolean;
}

function normalizeInterface(row: Block, around: Surroundings, context: Context): Interface {
  const effects = context.claim(row, SECTION, { scope: "interfaces", interfaces: [row.name], hidesAddress: true });
  // No port has the name of a tunnel: the line that says what it is was lost.
  const type = textOf(row, "type") ?? (around.isDescribed ? "tunnel" : "physical");
  const vdom = textOf(row, "vdom") ?? around.vdoms.all[0]?.name ?? "root";
  const description = textOf(row, "alias") ?? textOf(row, "description");
  const vlan = readNumber(textOf(row, "vlanid"), 4094);
  const parent = around.parent ?? around.bridge ?? (vlan === undefined ? undefined : textOf(row, "interface"));
  const reading: Reading = { context, unreadable: [] };
  const addresses = [...addresses4(row, reading), ...addresses6(row, reading)];
  // Without an address, what was not understood may be one.
  const unwritten = addresses.length > 0 ? undefined : effects[0]?.doubt;
  const link = addresses.length === 0 && around.isLink(row.name) ? beyondLink(row, context) : undefined;
  const unknown = unknownAddress(row, reading);
  const addressDoubt = unknown?.doubt ?? unwritten ?? link;
  // What was not understood may be an address of the other family, and tunnels lead to more than they have addresses of.
  const isOfOne = effects.length === 0 && !TUNNELS.has(type) && link === undefined;
  const addressDoubtOf = isOfOne ? unknown?.only : undefined;
  const networks = advertised(row, addresses, context);
  const stateDoubt = around.isUp && around.isIdle ? withoutPort(row, context) : undefined;
  const needsWayBack = sourceCheck(row, around.vdoms.all.find(({ name }) => name === vdom)?.holders ?? []);
  return {
    id: row.name,
    ...(description === undefined ? {} : { description }),
    router: routerOf(row, vdom, around.vdoms),
    kind: kindOf(row, type, around),
    enabled: around.isUp,
    addresses,
    ...(networks.length === 0 ? {} : { networks }),
    ...(addressDoubt === undefined ? {} : { addressDoubt }),
    ...(addressDoubtOf === undefined ? {} : { addressDoubtOf }),
    ...(reading.unreadable.length === 0 ? {} : { unreadAddress: true as const }),
    ...(stateDoubt === undefined ? {} : { stateDoubt }),
    ...(vlan === undefined ? {} : { vlan }),
    ...(parent === undefined ? {} : { parent }),
    ...(around.wire === undefined ? {} : { wire: around.wire }),
    ...(around.bridge === undefined ? {} : { bridge: around.bridge }),
    ...(needsWayBack === undefined ? {} : { needsWayBack }),
    at: context.rangesOf(row),
  };
}

/** A VDOM that bridges keeps forwarding domains apart; in one that routes they are of no effect. */
function routerOf(row: Block, vdom: string, { all }: Vdoms): string {
  const domain = textOf(row, "forward-domain") ?? "0";
  const isApart = domain !== "0" && all.some(({ name, holders }) => name === vdom && isTransparent(holders));
  return isApart ? `${vdom}/forward-domain-${domain}` : vdom;
}

/**
 * The interface whose segment another one is on as well, with a MAC address of its own. With a VLAN of its own it is on that
 * of the port (Fortinet, administration guide, enhanced MAC VLANs).
 */
function besideOf(row: Block): string | undefined {
  const vlan = readNumber(textOf(row, "vlanid"), 4094) ?? 0;
  return textOf(row, "type") === "emac-vlan" && vlan === 0 ? textOf(row, "interface") : undefined;
}

/** Managed switches may keep the stations of a VLAN apart: they then reach one another through the firewall alone, if at all. */
function doubtSegment(row: Block, context: Context): void {
  const setting = settingOf(row, "switch-controller-access-vlan");
  if (setting?.values[0] !== "enable") return;
  const reason = `switches keep stations of ${row.name} apart ("${setting.key}")`;
  context.doubt({ reason, scope: "segments", interfaces: [row.name], at: context.settingRange(setting) });
}

function kindOf(row: Block, type: string, around: Surroundings): Interface["kind"] {
  if (around.apart || textOf(row, "dedicated-to") === "management") return "other";
  if (around.parent !== undefined) return "switched";
  if (type === "loopback") return "loopback";
  return TUNNELS.has(type) || row.name.startsWith("ssl.") ? "tunnel" : "routed";
}

/** The aggregate or switch that a port is a part of: it then has no policies of its own (reference/fortios.md 2.5). */
function membership(rows: readonly Block[], vdoms: Vdoms): Map<InterfaceId, InterfaceId> {
  const parents = new Map<InterfaceId, InterfaceId>();
  for (const row of rows) for (const member of valuesOf(row, "member")) parents.set(member, row.name);
  const aggregates = rowsIn(holdersOf(vdoms), "system ipsec-aggregate");
  for (const row of [...aggregates, ...softwareSwitches(vdoms)]) {
    if (isFiltered(row)) continue;
    for (const member of valuesOf(row, "member")) parents.set(member, row.name);
  }
  for (const row of rowsIn(holdersOf(vdoms), "system virtual-switch")) {
    for (const port of rowsOf(row, "port")) parents.set(port.name, row.name);
  }
  return parents;
}

/** Ports of software switches, each with its switch. */
function switchPorts(vdoms: Vdoms): Map<InterfaceId, InterfaceId> {
  return new Map(
    softwareSwitches(vdoms).flatMap((row) => valuesOf(row, "member").map((member) => [member, row.name] as const)),
  );
}

/** Whether policies decide between its ports (`intra-switch-policy explicit`). */
function isFiltered(row: Block): boolean {
  return textOf(row, "intra-switch-policy") === "explicit";
}

function softwareSwitches(vdoms: Vdoms): Block[] {
  return rowsIn(holdersOf(vdoms), "system switch-interface");
}

function holdersOf(vdoms: Vdoms): Block[] {
  return [...vdoms.global, ...vdoms.all.flatMap((vdom) => vdom.holders)];
}

/** Ports that a cluster keeps for management: nothing is forwarded through them. */
export function managementPorts(vdoms: Vdoms): Set<InterfaceId> {
  const ports = new Set<InterfaceId>();
  for (const holder of vdoms.global) {
    const ha = configOf(holder, "system ha");
    if (ha && isEnabled(ha, "ha-mgmt-status")) {
      for (const name of valuesOf(ha, "ha-mgmt-interface")) ports.add(name);
      for (const row of [...rowsOf(ha, "ha-mgmt-interfaces"), ...rowsOf(ha, "ha-mgmt-interface")])
        for (const name of valuesOf(row, "interface")) ports.add(name);
    }
    const dedicated = configOf(holder, "system dedicated-mgmt");
    if (dedicated && isEnabled(dedicated, "status"))
      for (const name of valuesOf(dedicated, "interface")) ports.add(name);
  }
  return ports;
}

/** Whatever the other VDOM leads to lies behind a link to it; which is followed by its address only where it has one. */
function beyondLink(row: Block, context: Context): string {
  const reason = `${row.name} leads to another VDOM: what lies behind it is not written at it`;
  return context.doubt({ reason, scope: "match", at: context.rangeOf(row) });
}

/** Why an address is not known, and the family that it is of where all that are not known are of one. */
function unknownAddress(
  row: Block,
  { context, unreadable }: Reading,
): { readonly doubt: string; readonly only?: Family } | undefined {
  const [wrong] = unreadable;
  const [given] = givenAddresses(row);
  const found = wrong ?? given;
  if (!found) return undefined;
  const { setting } = found;
  const reason = wrong
    ? `an address of ${row.name} cannot be read ("${setting.key}")`
    : `the address of ${row.name} is given by the network (${setting.key} ${setting.values[0] ?? ""}): it is not in the file`;
  const doubt = context.doubt({ reason, scope: "match", at: context.settingRange(setting) });
  const isOfOne = [...unreadable, ...givenAddresses(row)].every(({ family }) => family === found.family);
  return { doubt, ...(isOfOne ? { only: found.family } : {}) };
}

/** What says that an address is none of the file, each with the family of that address. */
function givenAddresses(row: Block): readonly Unknown[] {
  const ipv6 = configOf(row, "ipv6");
  const isGiven = (setting: Setting | undefined) => setting !== undefined && setting.values[0] !== "static";
  const mode = settingOf(row, "mode");
  const mode6 = ipv6 && settingOf(ipv6, "ip6-mode");
  const managed = isEnabled(row, "ip-managed-by-fortiipam") ? settingOf(row, "ip-managed-by-fortiipam") : undefined;
  const autoconf = ipv6 && isEnabled(ipv6, "autoconf") ? settingOf(ipv6, "autoconf") : undefined;
  const all: readonly (readonly [Family, Setting | undefined])[] = [
    [4, isGiven(mode) ? mode : undefined],
    [6, isGiven(mode6) ? mode6 : undefined],
    [4, managed],
    // Of the device as a client of SSL VPN, whose server sends routes as well (Fortinet, administration guide, FortiGate as SSL VPN client).
    [4, textOf(row, "type") === "ssl" ? settingOf(row, "type") : undefined],
    ...["pptp-client", "l2tp-client"].map((key) => [4, isEnabled(row, key) ? settingOf(row, key) : undefined] as const),
    [6, autoconf],
  ];
  return all.flatMap(([family, setting]) => (setting === undefined ? [] : [{ family, setting }]));
}

/** A setting whose address is not known. */
interface Unknown {
  readonly family: Family;
  readonly setting: Setting;
}

/** Reads addresses; settings that are there and cannot be read go to `unreadable`. */
interface Reading {
  readonly context: Context;
  readonly unreadable: Unknown[];
}

function addresses4(row: Block, reading: Reading): InterfaceAddress[] {
  const addresses: InterfaceAddress[] = [];
  const own = settingOf(row, "ip");
  // A tunnel end carries a host mask; the far end's mask is that of the network both are in.
  const far = settingOf(row, "remote-ip");
  addresses.push(...read4(own, "primary", reading, far));
  if (isEnabled(row, "secondary-IP")) {
    for (const extra of rowsOf(row, "secondaryip"))
      addresses.push(...read4(settingOf(extra, "ip"), "secondary", reading));
  }
  // The address of this unit of a cluster, in the network of the port.
  addresses.push(...read4(settingOf(row, "management-ip"), "virtual", reading));
  for (const group of rowsOf(row, "vrrp")) {
    if (isEnabled(group, "status", true)) addresses.push(...read4(settingOf(group, "vrip"), "virtual", reading));
  }
  return addresses;
}

function read4(
  setting: Setting | undefined,
  kind: InterfaceAddress["kind"],
  reading: Reading,
  far?: Setting,
): InterfaceAddress[] {
  if (!setting) return [];
  const { context, unreadable } = reading;
  const prefix = kind === "virtual" ? readPrefix4(setting.values) : readNetwork4(setting.values);
  const length = prefix && prefixLengthOf(prefix.mask);
  const at = context.settingRange(setting);
  if (!prefix || length === undefined) {
    unreadable.push({ family: 4, setting });
    context.notUnderstood(setting, SECTION);
    context.diagnostics.add("fortigate/bad-address", at, {
      expected: "an address and its mask, such as 10.20.30.1 255.255.255.0",
    });
    return [];
  }
  if (prefix.address === 0) return [];
  const farPrefix = far && readPrefix4(far.values);
  // As 0.0.0.0 a full configuration prints one that is not set.
  const farLength = farPrefix && farPrefix.address !== 0 ? prefixLengthOf(farPrefix.mask) : undefined;
  const within = farPrefix && farLength !== undefined && ((farPrefix.address ^ prefix.address) & farPrefix.mask) === 0;
  const prefixLength = length === 32 && within ? farLength : length;
  return [{ family: 4, address: prefix.address, prefixLength, kind, at }];
}

function addresses6(row: Block, reading: Reading): InterfaceAddress[] {
  const ipv6 = configOf(row, "ipv6");
  if (!ipv6) return [];
  const addresses: InterfaceAddress[] = [];
  const own = settingOf(ipv6, "ip6-address");
  if (own) addresses.push(...read6(own.values[0] ?? "", "primary", own, reading));
  for (const extra of rowsOf(ipv6, "ip6-extra-addr")) {
    const at = {
      key: "edit",
      values: [extra.name],
      from: extra.start,
      to: extra.end,
      start: extra.start,
      end: extra.end,
    };
    addresses.push(...read6(extra.name, "secondary", at, reading));
  }
  for (const group of rowsOf(ipv6, "vrrp6")) {
    const address = settingOf(group, "vrip6");
    if (address) addresses.push(...read6(address.values[0] ?? "", "virtual", address, reading));
  }
  return addresses;
}

function read6(text: string, kind: InterfaceAddress["kind"], setting: Setting, reading: Reading): InterfaceAddress[] {
  const { context, unreadable } = reading;
  const prefix = readPrefix6(text);
  const at = context.settingRange(setting);
  if (!prefix) {
    unreadable.push({ family: 6, setting });
    context.notUnderstood(setting, SECTION);
    context.diagnostics.add("fortigate/bad-address", at, {
      expected: "an address and its length, such as 2001:db8::1/64",
    });
    return [];
  }
  if (prefix.address === 0n) return [];
  return [{ family: 6, address: prefix.address, prefixLength: prefix.length, kind, at }];
}
