/** What a FortiGate offers and asks for on the network beside forwarding (reference/fortios.md, checks.md). */
import type { HelperServer, Mirror, PlainTunnel, Surface, WirelessNetwork } from "../../../../src/model/posture.js";
import { isEnabled, textOf } from "../../tree.js";
import type { Sections } from "./sections.js";

export function readSurface(sections: Sections): Surface {
  return {
    services: [],
    plainTunnels: readPlainTunnels(sections),
    wireless: readWireless(sections),
    mirrors: readMirrors(sections),
    helpers: readHelpers(sections),
    dhcpSnooping: undefined,
  };
}

function readPlainTunnels(sections: Sections): PlainTunnel[] {
  const gre = sections.rows("system gre-tunnel").map((row): PlainTunnel => {
    // Over the interface of an IPsec tunnel it is protected; which kind the interface is, is not looked up.
    return { name: row.name, kind: "gre", isProtected: undefined, at: sections.placeOf(row) };
  });
  const old = (["pptp", "l2tp"] as const).flatMap((kind): PlainTunnel[] =>
    sections
      .written(`vpn ${kind}`)
      .filter((block) => isEnabled(block, "status"))
      .map((block) => ({
        name: kind,
        kind,
        isProtected: kind === "pptp" ? false : undefined,
        at: sections.placeOf(block),
      })),
  );
  return [...gre, ...old];
}

/** By the start of `security`; without the key it is `wpa2-only-personal`. */
const SECURITY: readonly (readonly [RegExp, WirelessNetwork["security"]])[] = [
  [/^(?:open|captive-portal|owe)/, "open"],
  [/^wep/, "wep"],
  [/^wpa-(?:only-)?(?:personal|enterprise)/, "wpa"],
  [/(?:personal|sae)/, "personal"],
  [/enterprise/, "enterprise"],
];

/** The interface of the stations bears the name of the row. */
function readWireless(sections: Sections): WirelessNetwork[] {
  return sections.rows("wireless-controller vap").map((row) => {
    const security = textOf(row, "security") ?? "wpa2-only-personal";
    return {
      name: textOf(row, "ssid") ?? row.name,
      security: SECURITY.find(([pattern]) => pattern.test(security))?.[1] ?? "unknown",
      interface: row.name,
      vlan: undefined,
      at: sections.placeOf(row),
    };
  });
}

/** Sniffers look at traffic that a switch copies to the device; a software switch copies to a port of its own. */
function readMirrors(sections: Sections): Mirror[] {
  const spans = sections.rows("system switch-interface").filter((row) => isEnabled(row, "span"));
  return [...sections.rows("firewall sniffer"), ...spans].map((row) => ({
    name: row.name,
    at: sections.placeOf(row),
  }));
}

function readHelpers(sections: Sections): HelperServer[] {
  const dns = sections.written("system dns").flatMap((block) =>
    ["primary", "secondary"].flatMap((key): HelperServer[] => {
      const server = textOf(block, key);
      return server === undefined || server === "0.0.0.0"
        ? []
        : [{ kind: "names", server, at: sections.placeOf(block) }];
    }),
  );
  const accounts = ["user radius", "user tacacs+", "user ldap"].flatMap((name) =>
    sections.rows(name).flatMap((row): HelperServer[] => {
      const server = textOf(row, "server");
      return server === undefined ? [] : [{ kind: "accounts", server, at: sections.placeOf(row) }];
    }),
  );
  return [...dns, ...accounts];
}
