/** OpenVPN servers whose clients bring no networks of their own along. */
import { child, children, descend, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { isOn } from "./switches.js";

/** Modes with many clients: the server then drops what comes from another address than it gave a client. */
const MANY_CLIENTS = new Set(["server_tls", "server_user", "server_tls_user"]);
/** Options that neither route nor let a script or an add-on do it; what is pushed concerns the clients' side. */
const HARMLESS =
  /^(?:tls-version-min|tls-version-max|tls-cipher|tls-ciphersuites|verb|mute|reneg-sec|keepalive|push|sndbuf|rcvbuf|fast-io|mssfix|tun-mtu|fragment|explicit-exit-notify|auth-nocache)\b/;
/** What adds networks to a client of its own. */
const OF_CLIENT = ["remote_network", "remote_networkv6", "custom_options", "tunnel_network", "tunnel_networkv6"];

/** The instance behind an assigned device such as `ovpns1`. */
export function instanceOf(context: Context, device: string): Element | undefined {
  const found = /^ovpn([sc])(\d+)$/.exec(device);
  if (!found) return undefined;
  const instances = children(child(context.root, "openvpn"), found[1] === "s" ? "openvpn-server" : "openvpn-client");
  return instances.find((each) => textOf(each, "vpnid") === found[2]);
}

/**
 * Whether nothing lies behind a device but its tunnel network: a routed server of many clients, without remote networks,
 * settings of single clients that add some, or an authentication server, whose answers may.
 */
export function hasClientsOnly(context: Context, device: string): boolean {
  const server = device.startsWith("ovpns") ? instanceOf(context, device) : undefined;
  return server !== undefined && isOfClients(context, server);
}

function isOfClients(context: Context, server: Element): boolean {
  return (
    MANY_CLIENTS.has(textOf(server, "mode")) &&
    ["", "tun"].includes(textOf(server, "dev_mode")) &&
    !hasRemote(server) &&
    !mayBring(context, server)
  );
}

function hasRemote(instance: Element): boolean {
  return ["remote_network", "remote_networkv6"].some((name) => textOf(instance, name) !== "");
}

/**
 * Whether other networks may lie behind an instance than it says: by its options, by clients of its own, by who answers for them. A
 * client takes the routes that its server tells, unless it keeps them out or has a shared key alone (openvpn(8): pull, route-nopull).
 */
function mayBring(context: Context, instance: Element): boolean {
  const pulls = instance.name === "openvpn-client" && textOf(instance, "mode") !== "p2p_shared_key";
  if (pulls && textOf(instance, "route_no_pull") === "") return true;
  const options = textOf(instance, "custom_options")
    .split(/[;\r\n]/)
    .map((option) => option.trim())
    .filter((option) => option !== "");
  if (!options.every((option) => HARMLESS.test(option))) return true;
  const mode = textOf(instance, "mode");
  if (!MANY_CLIENTS.has(mode)) return false;
  const isLocal = mode === "server_tls" || ["Local Database", "Local"].includes(textOf(instance, "authmode"));
  const clients = children(child(context.root, "openvpn"), "openvpn-csc");
  return !isLocal || !clients.every((client) => OF_CLIENT.every((name) => textOf(client, name) === ""));
}

/** The same of an assigned device. One of the OPNsense model is not read. */
export function deviceMayBring(context: Context, device: string): boolean {
  const instance = instanceOf(context, device);
  return instance === undefined || mayBring(context, instance);
}

/** The same of what stands for all instances that are not assigned: one of them may say nothing while another one does. */
export function othersMayBring(context: Context): boolean {
  const assigned = new Set(child(context.root, "interfaces")?.children.map((each) => textOf(each, "if")));
  const isOther = (letter: string) => (one: Element) =>
    !isOn(context, one, "disable") && !assigned.has(`ovpn${letter}${textOf(one, "vpnid")}`);
  const openvpn = child(context.root, "openvpn");
  const others = [
    ...children(openvpn, "openvpn-server").filter(isOther("s")),
    ...children(openvpn, "openvpn-client").filter(isOther("c")),
  ];
  const ofModel = descend(context.root, "opnsense", "openvpn", "instances")?.children ?? [];
  return (
    ofModel.length > 0 || others.some((one) => mayBring(context, one) || !(hasRemote(one) || isOfClients(context, one)))
  );
}
