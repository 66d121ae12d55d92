/** Instances of OpenVPN: their devices, and what lies behind them. */
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import { assignedDevices } from "./assigned-devices.js";
import type { Context } from "./context.js";
import { holdsValue, isOn } from "./switches.js";

/** One of the old section, or of the model that OPNsense has since 23.1 (models/OPNsense/OpenVPN/OpenVPN.xml). */
export interface Instance {
  readonly element: Element;
  /** `ovpns1`, `ovpnc2`. */
  readonly device: string;
}

/** All of them, those of the model behind the others. */
function everyInstance({ root }: Context): Instance[] {
  const section = child(root, "openvpn");
  const old = [...children(section, "openvpn-server"), ...children(section, "openvpn-client")];
  const modern = descend(root, "opnsense", "openvpn", "instances")?.children ?? [];
  return [...old, ...modern].map((element) => {
    const letter = isServer(element) ? "s" : "c";
    return { element, device: `ovpn${letter}${textOf(element, "vpnid")}` };
  });
}

/** Those that are switched on. */
export function instances(context: Context): Instance[] {
  return everyInstance(context).filter(({ element }) =>
    isOld(element) ? !isOn(context, element, "disable") : isSet(element, "enabled"),
  );
}

/** Those that are switched on and that no interface stands for: rules name them together. */
export function unassigned(context: Context): Instance[] {
  const assigned = assignedDevices(context);
  return instances(context).filter(({ device }) => !assigned.has(device));
}

function isOld({ name }: Element): boolean {
  return name.startsWith("openvpn-");
}

function isServer(element: Element): boolean {
  return isOld(element) ? element.name === "openvpn-server" : textOf(element, "role") !== "client";
}

/** A switch of the model that is on unless it says otherwise. */
function isSet(element: Element, name: string): boolean {
  const written = child(element, name);
  return written === undefined || holdsValue(written);
}

/** The networks that its ends have addresses of, as written; a client of the model is told its own. */
export function tunnelNetworks(element: Element): Element[] {
  if (isOld(element)) return written(element, "tunnel_network", "tunnel_networkv6");
  // Of one peer alone its ends may stand otherwise (OpenVPN.php: ifconfig).
  const isPlain = isServer(element) && isTun(element) && textOf(element, "topology") !== "p2p";
  return isPlain ? written(element, "server", "server_ipv6") : [];
}

/** The networks behind its far end that it makes routes to, as written. */
export function farNetworks(element: Element): Element[] {
  return isOld(element) ? written(element, "remote_network", "remote_networkv6") : written(element, "route");
}

function written(element: Element, ...names: readonly string[]): Element[] {
  return names.flatMap((name) => child(element, name) ?? []).filter(({ text }) => text !== "");
}

/** Modes with many clients: the server then drops what comes from another address than it gave a client. */
const MANY_CLIENTS = new Set(["server_tls", "server_user", "server_tls_user"]);
/** All there are in the old section. */
const MODES = new Set([...MANY_CLIENTS, "p2p_tls", "p2p_shared_key"]);
/** Options that neither route nor let a script or an add-on do it; what is pushed concerns the clients' side. */
const HARMLESS =
  /^(?:tls-version-min|tls-version-max|tls-cipher|tls-ciphersuites|tls-timeout|verb|mute|reneg-sec|hand-window|tran-window|keepalive|ping|ping-restart|ping-exit|ping-timer-rem|push|sndbuf|rcvbuf|txqueuelen|fast-io|mssfix|tun-mtu|tun-mtu-extra|mtu-disc|fragment|explicit-exit-notify|auth|auth-nocache|auth-retry|cipher|ncp-ciphers|data-ciphers|data-ciphers-fallback|comp-lzo|compress|allow-compression|remote-cert-tls|remote-cert-ku|remote-cert-eku|verify-x509-name|persist-key|persist-tun|resolv-retry|nobind|connect-retry|connect-retry-max|connect-timeout|server-poll-timeout)(?=\s|$)/;
/** What adds networks to a client of its own. */
const OF_CLIENT = [
  "remote_network",
  "remote_networkv6",
  "remote_networks",
  "custom_options",
  "tunnel_network",
  "tunnel_networkv6",
];

/** The instance behind an assigned device such as `ovpns1`. */
export function instanceOf(context: Context, device: string): Element | undefined {
  return /^ovpn[sc]\d/.test(device)
    ? everyInstance(context).find((each) => each.device === device)?.element
    : undefined;
}

/**
 * Whether nothing lies behind a device but its tunnel network: a routed server of many clients, without remote networks,
 * settings of single clients that add some, or an authentication server, whose answers may. Of `openvpn`: behind none of
 * those that it stands for.
 */
export function hasClientsOnly(context: Context, { id, device }: { readonly id: string; readonly device: string }) {
  if (id === "openvpn" && device === id) {
    const others = unassigned(context);
    return others.length > 0 && others.every(({ element }) => isOfClients(context, element));
  }
  const server = device.startsWith("ovpns") ? instanceOf(context, device) : undefined;
  return server !== undefined && isOfClients(context, server);
}

function isOfClients(context: Context, server: Element): boolean {
  const isMany = isOld(server) ? MANY_CLIENTS.has(textOf(server, "mode")) : tunnelNetworks(server).length > 0;
  return isMany && isTun(server) && farNetworks(server).length === 0 && !mayBring(context, server);
}

function isTun(instance: Element): boolean {
  const word = textOf(instance, isOld(instance) ? "dev_mode" : "dev_type");
  return word === "" || word === "tun" || (word === "ovpn" && !isOld(instance));
}

/**
 * Whether it surely makes routes to the networks behind its far end: those of one peer do, servers of many clients do not, nor does a
 * client that is told to leave routes alone (openvpn.inc: openvpn_reconfigure; openvpn(8): route-noexec).
 */
export function makesRoutes(instance: Element): boolean {
  if (!isOld(instance)) return !flagsOf(instance).includes("route-noexec");
  return textOf(instance, "mode").startsWith("p2p") && textOf(instance, "route_no_exec") === "";
}

/** Whether it may make routes that the file does not tell: a server tells its client some, or options do. */
export function mayAddRoutes(instance: Element): boolean {
  if (textOf(instance, "route_no_exec") !== "" || flagsOf(instance).includes("route-noexec")) return false;
  const isTold = isOld(instance) ? takesRoutes(instance) : !flagsOf(instance).includes("route-nopull");
  return (!isServer(instance) && isTold) || !hasHarmlessOptions(instance);
}

function flagsOf(instance: Element): string[] {
  return textOf(instance, "various_flags").split(",");
}

function hasHarmlessOptions(instance: Element): boolean {
  const options = textOf(instance, "custom_options").split(/[;\r\n]/);
  return options.map((option) => option.trim()).every((option) => option === "" || HARMLESS.test(option));
}

/**
 * Whether other networks may lie behind an instance than it says: by its options, by clients of its own, by who answers for them. A
 * client takes the routes that its server tells, unless it keeps them out or has a shared key alone (openvpn(8): pull, route-nopull).
 */
function mayBring(context: Context, instance: Element): boolean {
  if (!isServer(instance) && takesRoutes(instance)) return true;
  if (isOld(instance) && !MODES.has(textOf(instance, "mode"))) return true;
  if (!hasHarmlessOptions(instance)) return true;
  const isMany = isOld(instance) ? MANY_CLIENTS.has(textOf(instance, "mode")) : isServer(instance);
  return isMany && (!asksNobodyElse(instance) || clientsOf(context, instance).some(addsNetworks));
}

/** One of the model is told its address, too, so that none of it is known. */
function takesRoutes(client: Element): boolean {
  if (!isOld(client)) return true;
  return textOf(client, "mode") !== "p2p_shared_key" && textOf(client, "route_no_pull") === "";
}

const OWN_USERS = new Set(["Local Database", "Local"]);

/** Whether no other server answers for users. */
function asksNobodyElse(server: Element): boolean {
  if (!isOld(server)) {
    // The default of the model are its own users; an empty list asks for certificates alone.
    const words = has(server, "authmode") ? textOf(server, "authmode") : "";
    return words.split(",").every((word) => word === "" || OWN_USERS.has(word));
  }
  return textOf(server, "mode") === "server_tls" || OWN_USERS.has(textOf(server, "authmode"));
}

/** What is set of single clients of a server: beside the old place in a list of the model, for servers of both kinds (OpenVPN.php: getOverwrite). */
function clientsOf(context: Context, server: Element): Element[] {
  const { root } = context;
  const known = new Set(
    everyInstance(context).flatMap(({ element }) => [element.attributes?.uuid ?? "", textOf(element, "vpnid")]),
  );
  const names = [server.attributes?.uuid, textOf(server, "vpnid")];
  const modern = descend(root, "opnsense", "openvpn", "overwrites")?.children ?? [];
  return [
    ...children(child(root, "openvpn"), "openvpn-csc"),
    ...modern.filter((client) => {
      const servers = textOf(client, "servers");
      // One that is for a server which the file does not have may be for any.
      const isFor = (one: string): boolean => names.includes(one) || !known.has(one);
      return isSet(client, "enabled") && (servers === "" || servers.split(",").some(isFor));
    }),
  ];
}

function addsNetworks(client: Element): boolean {
  return OF_CLIENT.some((name) => textOf(client, name) !== "");
}

/** The same of an assigned device. */
export function deviceMayBring(context: Context, device: string): boolean {
  const instance = instanceOf(context, device);
  return instance === undefined || mayBring(context, instance);
}

/** The same of what stands for all instances that are not assigned: one of them may say nothing while another one does. */
export function othersMayBring(context: Context): boolean {
  return unassigned(context).some(
    ({ element }) => mayBring(context, element) || !(farNetworks(element).length > 0 || isOfClients(context, element)),
  );
}
