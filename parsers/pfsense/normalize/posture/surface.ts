/** What pfSense and OPNsense offer and ask for on the network beside forwarding (reference/pfsense.md 2.1; reference/checks.md). */
import type {
  HelperServer,
  Mirror,
  OfferedService,
  PlainTunnel,
  Surface,
  WirelessNetwork,
} from "../../../../src/model/posture.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { holdsValue, isOn } from "../switches.js";
import { serverNamed } from "./users.js";

export function readSurface(context: Context): Surface {
  return {
    services: readServices(context),
    plainTunnels: readPlainTunnels(context),
    wireless: readWireless(context),
    mirrors: readMirrors(context),
    helpers: readHelpers(context),
    dhcpSnooping: undefined,
  };
}

/** UPnP opens ports for whoever asks; repeaters of mDNS tell each network what stands in the others. */
function readServices(context: Context): OfferedService[] {
  const packages = child(context.root, "installedpackages");
  const upnp = children(child(packages, "miniupnpd"), "config").filter((each) => isSwitched(each, "enable"));
  const avahi = children(child(packages, "avahi"), "config").filter((each) => isSwitched(each, "enable"));
  const repeater = [descend(context.root, "opnsense", "mdnsrepeater")].filter((each) => isSwitched(each, "enabled"));
  return [
    ...upnp.map((each): OfferedService => ({ name: "UPnP", enabled: true, at: context.startOf(each) })),
    ...[...avahi, ...repeater].flatMap((each): OfferedService[] =>
      each === undefined ? [] : [{ name: "mDNS between networks", enabled: true, at: context.startOf(each) }],
    ),
  ];
}

/** Packages write `on`, models `1`. */
function isSwitched(of: Element | undefined, name: string): boolean {
  const flag = child(of, name);
  return flag !== undefined && holdsValue(flag) && flag.text !== "off";
}

function readPlainTunnels(context: Context): PlainTunnel[] {
  const { root } = context;
  const links = [
    ...children(child(root, "gres"), "gre").map((element) => ({ element, kind: "gre", device: "greif" }) as const),
    ...children(child(root, "gifs"), "gif").map((element) => ({ element, kind: "ipip", device: "gifif" }) as const),
  ].map(({ element, kind, device }): PlainTunnel => {
    const name = textOf(element, device);
    const far = textOf(element, "remote-addr");
    const used = child(root, "interfaces")?.children.find((each) => textOf(each, "if") === name);
    // Whether a policy of IPsec goes around it is not looked up.
    return {
      name: used?.name ?? name,
      kind,
      isProtected: undefined,
      remote: readIPv4(far) ?? readIPv6(far),
      at: context.startOf(element),
    };
  });
  const dialIn = (["pptp", "l2tp"] as const).flatMap((kind): PlainTunnel[] => {
    const server = child(root, kind === "pptp" ? "pptpd" : kind);
    if (server === undefined || textOf(server, "mode") !== "server") return [];
    return [{ name: kind, kind, isProtected: kind === "pptp" ? false : undefined, at: context.startOf(server) }];
  });
  return [...links, ...dialIn];
}

/** Interfaces that are access points; as a station the firewall is a guest in the network of others. */
function readWireless(context: Context): WirelessNetwork[] {
  const interfaces = child(context.root, "interfaces")?.children ?? [];
  return interfaces.flatMap((each) => {
    const radio = child(each, "wireless");
    if (radio === undefined || !isOn(context, each, "enable")) return [];
    if (!["hostap", "adhoc"].includes(textOf(radio, "mode"))) return [];
    const security = securityOf(context, radio);
    return [
      {
        name: textOf(radio, "ssid") || each.name,
        security,
        interface: each.name,
        vlan: undefined,
        at: context.startOf(radio),
      },
    ];
  });
}

/** `wpa_mode` is 1 for the first WPA, 2 for WPA2, 3 for either. */
function securityOf(context: Context, radio: Element): WirelessNetwork["security"] {
  const wpa = child(radio, "wpa");
  if (isOn(context, wpa, "enable")) {
    if (textOf(wpa, "wpa_mode") !== "2") return "wpa";
    return textOf(wpa, "wpa_key_mgmt").includes("PSK") ? "personal" : "enterprise";
  }
  if (isOn(context, child(radio, "wep"), "enable")) return "wep";
  return has(radio, "ieee8021x") && isOn(context, child(radio, "ieee8021x"), "enable") ? "unknown" : "open";
}

/** Bridges copy to a port; Snort and Suricata look at all that passes an interface. */
function readMirrors(context: Context): Mirror[] {
  const { root } = context;
  const spans = children(child(root, "bridges"), "bridged").filter((each) => textOf(each, "span") !== "");
  const sensors = ["snortglobal", "suricata"].flatMap((name) =>
    children(descend(root, "installedpackages", name), "rule").filter((each) => isSwitched(each, "enable")),
  );
  const general = descend(root, "opnsense", "ids", "general");
  return [
    ...spans.map((each) => ({ name: textOf(each, "span"), at: context.startOf(each) })),
    ...sensors.map((each) => ({
      name: `intrusion detection on ${textOf(each, "interface")}`,
      at: context.startOf(each),
    })),
    ...(general !== undefined && isSwitched(general, "enabled")
      ? [{ name: `intrusion detection on ${textOf(general, "interfaces")}`, at: context.startOf(general) }]
      : []),
  ];
}

/** Servers of names that are written, and those that check who logs in to the web interface. */
function readHelpers(context: Context): HelperServer[] {
  const system = child(context.root, "system");
  const names = children(system, "dnsserver").flatMap((each): HelperServer[] =>
    each.text === "" ? [] : [{ kind: "names", server: each.text, at: context.startOf(each) }],
  );
  const accounts = textOf(child(system, "webgui"), "authmode")
    .split(",")
    .flatMap((name): HelperServer[] => {
      const server = serverNamed(context, name);
      const host = textOf(server, "host");
      return server === undefined || host === ""
        ? []
        : [{ kind: "accounts", server: host, at: context.startOf(server) }];
    });
  return [...names, ...accounts];
}
