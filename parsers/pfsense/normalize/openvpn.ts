/** OpenVPN servers whose clients bring no networks of their own along. */
import { child, children, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";

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
  if (server === undefined || !MANY_CLIENTS.has(textOf(server, "mode"))) return false;
  const isLocal =
    textOf(server, "mode") === "server_tls" || ["Local Database", "Local"].includes(textOf(server, "authmode"));
  const options = textOf(server, "custom_options")
    .split(/[;\r\n]/)
    .map((option) => option.trim())
    .filter((option) => option !== "");
  const clients = children(child(context.root, "openvpn"), "openvpn-csc");
  return (
    isLocal &&
    ["", "tun"].includes(textOf(server, "dev_mode")) &&
    ["remote_network", "remote_networkv6"].every((name) => textOf(server, name) === "") &&
    options.every((option) => HARMLESS.test(option)) &&
    clients.every((client) => OF_CLIENT.every((name) => textOf(client, name) === ""))
  );
}
