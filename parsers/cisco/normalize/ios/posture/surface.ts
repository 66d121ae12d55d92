/** What an IOS device offers and asks for on the network beside forwarding (reference/cisco.md 4, checks.md E). */
import type { ManagementService } from "../../../../../src/model/device.js";
import type {
  HelperServer,
  Mirror,
  OfferedService,
  PlainTunnel,
  Surface,
  WirelessNetwork,
} from "../../../../../src/model/posture.js";
import { interfaceName } from "../../interface-name.js";
import type { Lines } from "../../posture-lines.js";
import { SMART_INSTALL } from "../other-services.js";

/** @param answered what the device itself answers. */
export function readSurface(lines: Lines, answered: readonly ManagementService[]): Surface {
  return {
    services: [...readServices(lines), ...smartInstall(answered)],
    plainTunnels: [...readPlainTunnels(lines), ...readCalls(lines)],
    wireless: readWireless(lines),
    mirrors: readMirrors(lines),
    helpers: readHelpers(lines),
    dhcpSnooping: lines.flag(/^ip dhcp snooping$/, /^no ip dhcp snooping$/) ?? (lines.isWhole ? false : undefined),
  };
}

/** Those that a statement switches on: what older releases have on by default depends on the release and is not said. */
const SERVICES: readonly (readonly [name: string, on: RegExp])[] = [
  ["TCP small servers", /^service tcp-small-servers\b/],
  ["UDP small servers", /^service udp-small-servers\b/],
  ["finger", /^(?:service|ip) finger\b/],
  ["PAD", /^service pad\b/],
  ["BOOTP server", /^ip bootp server$/],
  ["configuration from the network", /^service config$/],
  ["HTTP server", /^ip http server$/],
  ["remote shell", /^ip rcmd (?:rsh|rcp)-enable$/],
  ["TFTP server", /^tftp-server /],
];

/** The last word about each counts. */
function readServices(lines: Lines): OfferedService[] {
  return SERVICES.flatMap(([name, on]) => {
    const last = lines.last(new RegExp(`^(?:no )?${on.source.slice(1)}`));
    if (last === undefined || last.line.text.startsWith("no ")) return [];
    return [{ name, enabled: true, at: lines.context.at(last.line) }];
  });
}

/** On by itself in many releases for switches: of one that says nothing it is not known. */
function smartInstall(answered: readonly ManagementService[]): OfferedService[] {
  const found = answered.find(({ service, port }) => service === "other" && port === SMART_INSTALL.port);
  const at = found?.at[0];
  return at === undefined ? [] : [{ name: "Smart Install", enabled: found?.enabled || undefined, at }];
}

/** `interface Tunnel` carries GRE where no mode is written. Whether the list of a crypto map takes its packets is not looked up. */
function readPlainTunnels(lines: Lines): PlainTunnel[] {
  const hasCryptoMap = lines.under("interface", "crypto").some(({ text }) => text.startsWith("crypto map "));
  return lines.all(/^interface (Tunnel\s?\S+)/i).flatMap(({ line, match: [, name = ""] }) => {
    const texts = line.children.map(({ text }) => text);
    const mode = texts.findLast((text) => text.startsWith("tunnel mode ")) ?? "tunnel mode gre ip";
    const kind = mode.startsWith("tunnel mode gre") ? "gre" : mode === "tunnel mode ipip" ? "ipip" : undefined;
    if (kind === undefined || texts.includes("shutdown")) return [];
    const hasOwn = texts.some((text) => text.startsWith("tunnel protection "));
    const isProtected = hasOwn || (hasCryptoMap ? undefined : false);
    return [{ name: interfaceName(name), kind, isProtected, at: lines.context.at(line) }];
  });
}

/**
 * `vpdn-group` with `accept-dialin`, once `vpdn enable` stands: its `protocol` is PPTP, L2TP, or any of both. Whether a crypto map goes
 * around L2TP hangs on its list (Cisco IOS VPDN configuration guide).
 */
function readCalls(lines: Lines): PlainTunnel[] {
  if (lines.flag(/^vpdn enable$/, /^no vpdn enable$/) !== true) return [];
  const hasIpsec = lines.last(/^crypto (?:map|dynamic-map) /) !== undefined;
  return lines.all(/^vpdn-group (\S+)$/).flatMap(({ line, match: [, name = ""] }) => {
    const dialIn = line.children.find(({ text }) => text === "accept-dialin");
    if (dialIn === undefined) return [];
    const protocol = /^protocol (\S+)$/;
    const named = dialIn.children.flatMap(({ text }) => protocol.exec(text)?.[1] ?? []).at(-1);
    const isPptp = named === "pptp" || named === "any";
    if (!isPptp && named !== "l2tp") return [];
    const isProtected = !isPptp && hasIpsec ? undefined : false;
    return [{ name: `vpdn-group ${name}`, kind: isPptp ? "pptp" : "l2tp", isProtected, at: lines.context.at(line) }];
  });
}

/** `dot11 ssid`: keys are looked for and not kept. */
function readWireless(lines: Lines): WirelessNetwork[] {
  return lines.all(/^dot11 ssid (.+)$/).map(({ line, match: [, name = ""] }) => {
    const texts = line.children.map(({ text }) => text);
    const vlan = texts.map((text) => /^vlan (\d+)$/.exec(text)?.[1]).find((number) => number !== undefined);
    const managed = texts.some((text) => /^authentication key-management wpa\b/.test(text));
    const shared = texts.some((text) => /^wpa-psk\b/.test(text));
    return {
      name,
      security: managed ? (shared ? "personal" : "enterprise") : "open",
      interface: undefined,
      vlan: vlan === undefined ? undefined : Number(vlan),
      at: lines.context.at(line),
    };
  });
}

function readMirrors(lines: Lines): Mirror[] {
  return lines
    .all(/^monitor session (\d+) (?:source|type \S+)/)
    .map(({ line, match: [, number = ""] }) => ({ name: number, at: lines.context.at(line) }));
}

function readHelpers(lines: Lines): HelperServer[] {
  const names = lines
    .all(/^ip name-server (?:vrf \S+ )?(.+)$/)
    .flatMap(({ line, match: [, rest = ""] }) =>
      rest.split(/\s+/).map((server): HelperServer => ({ kind: "names", server, at: lines.context.at(line) })),
    );
  const old = lines.all(/^(?:radius|tacacs)-server host (\S+)/).map(({ line, match: [, server = ""] }) => ({
    kind: "accounts" as const,
    server,
    at: lines.context.at(line),
  }));
  const named = lines.children(/^(?:radius|tacacs) server /, /^address ipv[46] /).map((line) => ({
    kind: "accounts" as const,
    server: line.text.split(/\s+/)[2] ?? "",
    at: lines.context.at(line),
  }));
  return [...names, ...old, ...named];
}
