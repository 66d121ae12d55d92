/** Servers that people connect to from outside: OpenVPN, of the old place and of the OPNsense model. */
import type { VpnPortal } from "../../../../src/model/posture.js";
import { maskName } from "../../../../src/source/mask.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { holdsValue, isOn } from "../switches.js";
import { ciphersOf, optionOf, optionsOf } from "./ciphers.js";
import { LOCAL_GROUP, serverNamed } from "./users.js";

const MANY_CLIENTS = new Set(["server_tls", "server_user", "server_tls_user"]);
const OPENVPN_PORT = 1194;

export function readPortals(context: Context): VpnPortal[] {
  const servers = children(child(context.root, "openvpn"), "openvpn-server").filter((each) =>
    MANY_CLIENTS.has(textOf(each, "mode")),
  );
  const instances = (descend(context.root, "opnsense", "openvpn", "instances")?.children ?? []).filter(
    (each) => textOf(each, "role") !== "client",
  );
  return [
    ...servers.map((each) => portal(context, ofServer(context, each))),
    ...instances.map((each) => portal(context, ofInstance(each))),
  ];
}

/** One server in the words of either place. */
interface Server {
  readonly element: Element;
  readonly enabled: boolean;
  readonly port: string;
  readonly interfaces: readonly string[];
  readonly certificate: boolean;
  /** Which databases are asked for a password; none: certificates alone. */
  readonly databases: readonly string[];
  readonly idle: string;
  readonly name: string;
  readonly split: boolean;
  readonly oneLogin: boolean;
  readonly pools: readonly string[];
  readonly minimumTls: string | undefined;
  readonly proposals: readonly string[] | undefined;
}

function ofServer(context: Context, element: Element): Server {
  const mode = textOf(element, "mode");
  const options = optionsOf(element);
  return {
    element,
    enabled: !isOn(context, element, "disable"),
    port: textOf(element, "local_port"),
    interfaces: listOf(element, "interface"),
    certificate: mode !== "server_user",
    databases: mode === "server_tls" ? [] : listOf(element, "authmode"),
    idle: optionOf(options, /^inactive$/)[0] ?? textOf(element, "inactive_seconds"),
    name: maskName(textOf(element, "description")) || `server ${textOf(element, "vpnid")}`,
    split: !isSet(element, "gwredir") && !isSet(element, "gwredir6"),
    // The one flag here that counts whatever it holds, in pfSense.
    oneLogin: !isOn(context, element, "duplicate_cn") && !options.includes("duplicate-cn"),
    pools: [...listOf(element, "tunnel_network"), ...listOf(element, "tunnel_networkv6")],
    minimumTls: optionOf(options, /^tls-version-min$/)[0],
    proposals: ciphersOf(element, options),
  };
}

function ofInstance(element: Element): Server {
  return {
    element,
    enabled: textOf(element, "enabled") !== "0",
    port: textOf(element, "port"),
    interfaces: [],
    certificate: textOf(element, "verify_client_cert") !== "none",
    // The default of the model, which an empty element puts out.
    databases: has(element, "authmode") ? listOf(element, "authmode") : [LOCAL_GROUP],
    idle: "",
    name: maskName(textOf(element, "description")) || `server ${textOf(element, "vpnid")}`,
    split: textOf(element, "redirect_gateway") === "",
    oneLogin: !listOf(element, "various_flags").includes("duplicate-cn"),
    pools: [...listOf(element, "server"), ...listOf(element, "server_ipv6")],
    minimumTls: undefined,
    proposals: ciphersOf(element, []),
  };
}

function isSet(element: Element, name: string): boolean {
  const written = child(element, name);
  return written !== undefined && holdsValue(written) && written.text !== "no";
}

function listOf(element: Element, name: string): string[] {
  return textOf(element, name)
    .split(",")
    .filter((word) => word !== "");
}

function portal(context: Context, of: Server): VpnPortal {
  const at = context.startOf(of.element);
  const asksLocal = of.databases.includes(LOCAL_GROUP) || of.databases.includes("Local");
  const isOneTime = of.databases.some((name) => textOf(serverNamed(context, name), "type").includes("totp"));
  const groups = asksLocal && !isOneTime ? [LOCAL_GROUP] : [];
  return {
    enabled: of.enabled,
    port: /^\d{1,5}$/.test(of.port) ? Number(of.port) : OPENVPN_PORT,
    interfaces: of.interfaces,
    limited: false,
    clientCertificate: of.certificate,
    idleSeconds: /^\d{1,9}$/.test(of.idle) ? Number(of.idle) : 0,
    sessionSeconds: 0,
    minimumTls: of.minimumTls,
    proposals: of.proposals,
    loginAttempts: 0,
    rules: [{ users: [], groups, profile: of.name, clientCertificate: of.certificate, at }],
    profiles: [
      {
        name: of.name,
        tunnel: true,
        web: false,
        splitTunnel: of.split,
        oneLogin: of.oneLogin,
        pools: of.pools,
        at,
      },
    ],
    at,
  };
}
