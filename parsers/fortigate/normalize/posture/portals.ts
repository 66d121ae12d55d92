/** SSL VPN: where it answers, whom, and what they get. */
import type { PortalProfile, PortalRule, VpnPortal } from "../../../../src/model/posture.js";
import { formatRange } from "../../../../src/packets/address.js";
import { type Block, isEnabled, rowsOf, textOf, valuesOf } from "../../tree.js";
import { readPrefix4 } from "../address-text.js";
import { numberOf, type Sections } from "./sections.js";

const PORT = 10443;

export function readPortals(sections: Sections): VpnPortal[] {
  return sections.written("vpn ssl settings").map((block) => portal(block, sections));
}

/** It answers where it has an interface to answer on; a source that is not `all` limits whom. */
function portal(block: Block, sections: Sections): VpnPortal {
  const interfaces = valuesOf(block, "source-interface");
  const sources = [...valuesOf(block, "source-address"), ...valuesOf(block, "source-address6")];
  return {
    enabled: interfaces.length > 0 && textOf(block, "status") !== "disable",
    port: numberOf(block, "port") ?? PORT,
    interfaces,
    limited: sources.length > 0 && (!sources.includes("all") || isEnabled(block, "source-address-negate")),
    clientCertificate: isEnabled(block, "reqclientcert"),
    idleSeconds: numberOf(block, "idle-timeout") ?? 300,
    sessionSeconds: numberOf(block, "auth-timeout") ?? 28_800,
    minimumTls: oldestOf(block) ?? (sections.isSince(6, 4) ? "tls1-2" : undefined),
    proposals: undefined,
    loginAttempts: numberOf(block, "login-attempt-limit") ?? 2,
    rules: rowsOf(block, "authentication-rule").map((row) => rule(row, sections)),
    profiles: sections.rows("vpn ssl web portal").map((row) => profile(row, block, sections)),
    at: sections.placeOf(block),
  };
}

/** Old releases have a switch for each version; those that are on by default are not said (FortiOS CLI reference: vpn ssl settings). */
function oldestOf(block: Block): string | undefined {
  const written = textOf(block, "ssl-min-proto-ver");
  if (written !== undefined) return written;
  if (isEnabled(block, "sslv3")) return "sslv3";
  return ["tlsv1-0", "tlsv1-1"].find((version) => isEnabled(block, version))?.replace("tlsv", "tls");
}

function rule(row: Block, sections: Sections): PortalRule {
  return {
    users: valuesOf(row, "users"),
    groups: valuesOf(row, "groups"),
    profile: textOf(row, "portal"),
    clientCertificate: isEnabled(row, "client-cert"),
    at: sections.placeOf(row),
  };
}

/** The pools of the profile, and where it names none those of all. Split tunnels are the default. */
function profile(row: Block, settings: Block, sections: Sections): PortalProfile {
  const own = valuesOf(row, "ip-pools");
  const pools = own.length > 0 ? own : valuesOf(settings, "tunnel-ip-pools");
  const objects = sections.rows("firewall address");
  return {
    name: row.name,
    tunnel: isEnabled(row, "tunnel-mode"),
    web: isEnabled(row, "web-mode"),
    splitTunnel: isEnabled(row, "split-tunneling", true),
    oneLogin: isEnabled(row, "limit-user-logins"),
    pools: pools.flatMap((pool) => rangeOf(objects.find(({ name }) => name === pool)) ?? []),
    at: sections.placeOf(row),
  };
}

/** The addresses of an object; `undefined` for one that is not there or is of another kind. */
function rangeOf(row: Block | undefined): string | undefined {
  if (row === undefined) return undefined;
  const [start, end] = [textOf(row, "start-ip"), textOf(row, "end-ip")];
  if (textOf(row, "type") === "iprange") return start && end && `${start}-${end}`;
  const prefix = readPrefix4(valuesOf(row, "subnet"));
  if (prefix === undefined || textOf(row, "type") !== undefined) return undefined;
  const from = (prefix.address & prefix.mask) >>> 0;
  return formatRange(from, (from | ~prefix.mask) >>> 0);
}
