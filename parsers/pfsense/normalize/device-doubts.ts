/** Settings that may change any packet's fate in ways that the file does not tell. */
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import { unreadBridges } from "./bridges.js";
import { unplacedPortals } from "./captive-portal.js";
import { commandDoubts } from "./commands.js";
import type { Context } from "./context.js";
import { mayServe } from "./dial-in.js";
import { strayPhases } from "./ipsec-phases.js";
import { isAnyOn, proxies, relays } from "./proxies.js";
import { holdsValue, modelSwitch } from "./switches.js";
import { unreadWireGuards } from "./wireguard.js";

/** Kernel settings that change what is filtered or forwarded; the rest tunes. */
const FILTERING_TUNABLES =
  /^net\.(?:link\.bridge\.pfil|link\.bridge\.ipfw|inet\.ip\.(?:forwarding|sourceroute|accept_sourceroute)|inet6\.ip6\.forwarding|inet\.ipsec\.filtertunnel|inet6\.ipsec6\.filtertunnel|pf\.|enc\.)/;

/** What each such tunable holds on a firewall that nobody has changed: then it says nothing new. */
const USUAL: Readonly<Record<string, string>> = {
  "net.link.bridge.pfil_onlyip": "0",
  "net.link.bridge.pfil_local_phys": "0",
  "net.inet.ip.forwarding": "1",
  "net.inet6.ip6.forwarding": "1",
  "net.inet.ip.sourceroute": "0",
  "net.inet.ip.accept_sourceroute": "0",
  "net.inet.ipsec.filtertunnel": "0",
  "net.inet6.ipsec6.filtertunnel": "0",
  "net.pf.request_maxcount": "",
};

/** Sections of which a configuration has one: the firewall refuses a file that has more (reference/pfsense.md 1). */
const SINGLE = new Set(
  "system interfaces ifgroups aliases filter nat virtualip schedules gateways staticroutes ipsec openvpn bridges vlans".split(
    " ",
  ),
);

/** What stands twice and of which one is read. */
function repeated({ root }: Context): Element | undefined {
  const sections = root.children.filter(({ name }) => SINGLE.has(name));
  const interfaces = child(root, "interfaces")?.children ?? [];
  return [sections, interfaces].flatMap((all) =>
    all.filter((one, index) => all.findIndex(({ name }) => name === one.name) < index),
  )[0];
}

/** Notes doubts about the device as a whole. */
export function deviceDoubts(context: Context): void {
  // Where a firewall is connected is known then of none of its interfaces: it may join any two zones.
  if (!has(context.root, "interfaces"))
    context.diagnostics.add("pfsense/no-interfaces", context.place(context.root), {
      expected: "a backup of all areas",
    });
  const again = repeated(context);
  if (again) context.doubt("device", `<${again.name}> stands more than once, and which one holds is not known`, again);
  if (!has(context.root, "filter") && !has(descend(context.root, "opnsense", "firewall"), "filter"))
    context.doubt("device", "the file has no section of rules: it may be a part of a configuration", context.root);
  if (!context.isWhole)
    context.doubt(
      "device",
      "the file has no section <system>, which may switch IPv6 on or the whole filter off",
      context.root,
    );
  emptySwitch(context);
  for (const item of children(child(context.root, "sysctl"), "item")) tunable(context, item);
  commandDoubts(context);
  const tunnel = descend(context.root, "diag", "ipv6nat");
  if (has(tunnel, "enable") && tunnel) context.doubt("device", "IPv6 inside IPv4 is passed on to another host", tunnel);
  const ftp = descend(context.root, "opnsense", "ftpproxy");
  if (ftp && isAnyOn(ftp)) context.doubt("device", "an FTP proxy lets connections through that no rule names", ftp);
  const servers = children(child(context.root, "load_balancer"), "virtual_server");
  if (servers[0]) context.doubt("device", "a load balancer passes connections on", servers[0]);
  const squid = descend(context.root, "installedpackages", "squid", "config");
  if (squid && textOf(squid, "transparent_proxy") === "on" && textOf(squid, "enable_squid") !== "off") {
    context.doubt("device", "a transparent proxy takes connections over", squid);
  }
  for (const proxy of proxies(context))
    context.doubt("device", "a proxy connects for its clients by rules of its own, which are not computed", proxy);
  for (const { relay, interfaces } of relays(context)) {
    const reason = "a relay passes on to other networks what one of them is broadcast";
    const isTold = interfaces.every((id) => has(child(context.root, "interfaces"), id));
    if (isTold) context.doubt("interfaces", reason, relay, interfaces, { addressesKnown: true });
    else context.doubt("device", reason, relay);
  }
  const dialIn = ["pptpd", "l2tp"].map((name) => child(context.root, name)).find((each) => mayServe(each));
  if (dialIn) context.doubt("device", "dial-in users get interfaces of their own", dialIn);
  const mapped = children(child(context.root, "filter"), "rule").find((rule) => has(rule, "nat"));
  if (mapped && !context.isOPNsense)
    context.doubt("device", "a rule translates IPv6 to IPv4 (NAT64): which hosts that joins is not judged", mapped);
  for (const zone of unplacedPortals(context))
    context.doubt("device", "on which interfaces a captive portal lets in and keeps out is not known", zone);
  for (const bridge of unreadBridges(context))
    context.doubt(
      "device",
      "a bridge has members that are no interfaces of the file: what it joins is not known",
      bridge,
    );
  for (const item of unreadWireGuards(context))
    context.doubt(
      "device",
      "whether a tunnel or a peer of WireGuard is on, or which tunnel it is of, cannot be read",
      item,
    );
  for (const phase of strayPhases(context))
    context.doubt("device", "a child of IPsec is of a connection that is not in the file", phase);
  for (const entry of packagesWithRules(context)) context.doubt("device", "a package brings rules of its own", entry);
}

/** Older releases of OPNsense tested that the switch is there, whatever it holds (filter.inc: filter_configure_sync). */
function emptySwitch(context: Context): void {
  const written = child(child(context.root, "system"), "disablefilter");
  if (written === undefined || !context.isOPNsense || holdsValue(written)) return;
  if (modelSwitch(context, "filter", "disable_filter") !== undefined) return;
  context.doubt(
    "device",
    "whether this release takes an empty disablefilter for one that is set is not known",
    written,
  );
}

function tunable(context: Context, item: Element): void {
  const name = textOf(item, "tunable");
  const value = textOf(item, "value");
  if (!FILTERING_TUNABLES.test(name) || value === "default" || value === "" || name.startsWith("net.pf.")) return;
  // What is filtered on which part of a bridge is a matter of its interfaces.
  if (/^net\.link\.bridge\.pfil_(?:member|bridge)$/.test(name) && /^[01]$/.test(value)) return;
  if (USUAL[name] === value || isMemberOfNothing(context, name)) return;
  context.doubt("device", `the kernel setting ${name} changes what is filtered`, item);
}

/** Bridge settings matter where there is a bridge. */
function isMemberOfNothing(context: Context, name: string): boolean {
  return name.startsWith("net.link.bridge.") && children(child(context.root, "bridges"), "bridged").length === 0;
}

/** Packages whose function for filter rules is named, but for those whose rules are known to stand elsewhere. */
function packagesWithRules(context: Context): Element[] {
  const known = /^(?:squid|snort|suricata|pfblocker|openvpn|wireguard|haproxy|tailscale|frr)/i;
  return children(child(context.root, "installedpackages"), "package").flatMap((entry) => {
    const written = child(entry, "filter_rule_function");
    return written && written.text !== "" && !known.test(textOf(entry, "name")) ? [written] : [];
  });
}
