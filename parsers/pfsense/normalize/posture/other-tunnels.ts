/** Tunnels that are no IPsec: between two OpenVPN ends, and WireGuard. */
import type { VpnTunnel } from "../../../../src/model/posture.js";
import { maskName } from "../../../../src/source/mask.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { isOn } from "../switches.js";
import { ciphersOf, optionsOf } from "./ciphers.js";

const NOT_IPSEC = {
  ikeVersion: undefined,
  aggressive: false,
  userLogin: undefined,
  userGroup: undefined,
  splitTunnel: undefined,
  idleMinutes: undefined,
  selectors: [],
} as const;

export function readOtherTunnels(context: Context): VpnTunnel[] {
  return [...betweenTwo(context), ...ofPackage(context), ...ofModel(context)];
}

/** Servers for one other end, and clients. */
function betweenTwo(context: Context): VpnTunnel[] {
  const openvpn = child(context.root, "openvpn");
  const servers = children(openvpn, "openvpn-server").filter((each) => textOf(each, "mode").startsWith("p2p_"));
  const old = [...servers, ...children(openvpn, "openvpn-client")].filter((each) => !isOn(context, each, "disable"));
  const instances = descend(context.root, "opnsense", "openvpn", "instances")?.children ?? [];
  const clients = instances.filter((each) => textOf(each, "role") === "client" && textOf(each, "enabled") !== "0");
  return [...old, ...clients].map((each) => {
    const isShared = textOf(each, "mode").endsWith("shared_key");
    return {
      ...NOT_IPSEC,
      name: maskName(textOf(each, "description")) || `OpenVPN ${textOf(each, "vpnid")}`,
      interface: textOf(each, "interface") || undefined,
      dialUp: false,
      authentication: isShared ? "pre-shared-key" : "certificate",
      secret: isShared && textOf(each, "shared_key") !== "" ? "plain" : "none",
      proposals: ciphersOf(each, optionsOf(each)),
      dhGroups: undefined,
      pool: undefined,
      at: context.startOf(each),
    };
  });
}

/** One end of WireGuard with its peers, in the words of either firewall. */
interface Mesh {
  readonly element: Element;
  readonly name: string;
  readonly addresses: string;
  readonly peers: readonly { readonly endpoint: string; readonly key: string }[];
}

/** WireGuard has one set of algorithms (wireguard.com/protocol): Curve25519 is group 31, ChaCha20-Poly1305 the cipher. */
function ofMesh(context: Context, { element, name, addresses, peers }: Mesh): VpnTunnel {
  const dialUp = peers.some(({ endpoint }) => endpoint === "");
  return {
    ...NOT_IPSEC,
    name,
    interface: undefined,
    dialUp,
    authentication: "certificate",
    secret: peers.some(({ key }) => key !== "") ? "plain" : "none",
    proposals: ["chacha20-poly1305"],
    dhGroups: [31],
    pool: dialUp && addresses !== "" ? addresses : undefined,
    at: context.startOf(element),
  };
}

function ofPackage(context: Context): VpnTunnel[] {
  const wireguard = descend(context.root, "installedpackages", "wireguard");
  const config = child(wireguard, "config");
  if (has(config, "enable") && textOf(config, "enable") !== "on") return [];
  const peers = children(child(wireguard, "peers"), "item").filter((each) => textOf(each, "enabled") === "yes");
  return children(child(wireguard, "tunnels"), "item")
    .filter((each) => textOf(each, "enabled") === "yes")
    .map((element) => {
      const [row] = children(child(element, "addresses"), "row");
      return ofMesh(context, {
        element,
        name: maskName(textOf(element, "descr")) || textOf(element, "name"),
        addresses: row === undefined ? "" : `${textOf(row, "address")}/${textOf(row, "mask")}`,
        peers: peers
          .filter((each) => textOf(each, "tun") === textOf(element, "name"))
          .map((each) => ({ endpoint: textOf(each, "endpoint"), key: textOf(each, "presharedkey") })),
      });
    });
}

function ofModel(context: Context): VpnTunnel[] {
  const wireguard = descend(context.root, "opnsense", "wireguard");
  if (textOf(child(wireguard, "general"), "enabled") === "0") return [];
  const peers = children(descend(wireguard, "client", "clients"), "client").filter(
    (each) => textOf(each, "enabled") !== "0",
  );
  return children(descend(wireguard, "server", "servers"), "server")
    .filter((each) => textOf(each, "enabled") !== "0")
    .map((element) => {
      const named = textOf(element, "peers").split(",");
      return ofMesh(context, {
        element,
        name: textOf(element, "name") || `wg${textOf(element, "instance")}`,
        addresses: textOf(element, "tunneladdress").split(",")[0] ?? "",
        peers: peers
          .filter((each) => named.includes(each.attributes?.uuid ?? ""))
          .map((each) => ({ endpoint: textOf(each, "serveraddress"), key: textOf(each, "psk") })),
      });
    });
}
