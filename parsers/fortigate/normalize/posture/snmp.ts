/** Who may ask by SNMP. Names of communities are passwords, and are not kept. */
import type { ManagementService } from "../../../../src/model/device.js";
import type { Snmp, SnmpCommunity, SnmpUser } from "../../../../src/model/posture.js";
import { type Block, isEnabled, rowsOf, textOf, valuesOf } from "../../tree.js";
import type { Sections } from "./sections.js";

const WELL_KNOWN = new Set(["public", "private"]);
const ANYBODY = /^(?:0\.0\.0\.0(?:[ /]|$)|::(?:\/0)?$)/;

/**
 * Communities answer while the agent is on, by interfaces whose `allowaccess` has `snmp` (FortiOS administration guide: SNMP).
 * @param services what the device itself answers.
 */
export function readSnmp(sections: Sections, services: readonly ManagementService[]): Snmp {
  const enabled = sections.one("system snmp sysinfo").flag("status", false);
  const isLetIn = services.find(({ service }) => service === "snmp")?.interfaces?.length !== 0;
  return {
    enabled,
    communities: (enabled !== false && isLetIn ? sections.rows("system snmp community") : [])
      .filter((row) => isEnabled(row, "status", true))
      .map((row) => community(row, sections))
      .filter(({ versions }) => versions.length > 0),
    users: sections
      .rows("system snmp user")
      .filter((row) => isEnabled(row, "status", true))
      .map((row) => user(row, sections)),
  };
}

/** Both versions answer by default, and one of neither sends messages alone; a community without hosts answers anybody. */
function community(row: Block, sections: Sections): SnmpCommunity {
  const hosts = [...rowsOf(row, "hosts"), ...rowsOf(row, "hosts6")];
  const addresses = hosts.map((host) => [...valuesOf(host, "ip"), ...valuesOf(host, "ipv6")].join(" "));
  return {
    versions: (["v1", "v2c"] as const).filter((version) => isEnabled(row, `query-${version}-status`, true)),
    wellKnown: WELL_KNOWN.has((textOf(row, "name") ?? "").toLowerCase()),
    limited: addresses.length > 0 && !addresses.some((address) => address === "" || ANYBODY.test(address)),
    writes: false,
    at: sections.placeOf(row),
  };
}

function user(row: Block, sections: Sections): SnmpUser {
  const level = textOf(row, "security-level") ?? "no-auth-no-priv";
  const [authenticated, encrypted] = [level.startsWith("auth-"), level === "auth-priv"];
  return {
    name: row.name,
    authenticated,
    encrypted,
    authentication: authenticated ? (textOf(row, "auth-proto") ?? "sha") : undefined,
    encryption: encrypted ? (textOf(row, "priv-proto") ?? "aes") : undefined,
    at: sections.placeOf(row),
  };
}
