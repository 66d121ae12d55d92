/** The rules that OPNsense adds by itself, with their priorities (reference/pfsense.md B3). */
import type { SourceRange } from "../../../../src/source/range.js";
import { child, descend, has, textOf } from "../../tree.js";
import { portalBlock, portalPass } from "../captive-portal.js";
import type { Context } from "../context.js";
import type { Names } from "../endpoints.js";
import { antispoof, dhcpServer, olderLinks } from "../hidden-parts.js";
import { type Hidden, hidden, icmp6, protocol, tcpUdp } from "../implicit.js";
import type { Interfaces } from "../interfaces.js";
import { EVERY, network } from "../ip.js";
import { bypasses } from "../ipsec-bypass.js";
import { ipsecEndpoints } from "../ipsec-endpoints.js";
import { besideSelectors } from "../ipsec-selectors.js";
import { everywhere, neededByIpv6, onTheLink } from "../ipv6-needs.js";
import { lockoutRules } from "../lockout.js";
import type { PfRule } from "../order.js";
import { besidePeers } from "../peer-networks.js";
import { routeBypass } from "../route-bypass.js";
import { ANY_FLAGS, everyProtocol } from "../services.js";
import { isOn, modelSwitch } from "../switches.js";
import { union } from "../table.js";
import { openedPorts } from "../upnp.js";
import { addressClient } from "./address-client.js";
import { blockedNetworks } from "./blocked-networks.js";
import { leasingServices } from "./leases.js";
import { type Placed, PRIORITY } from "./priority.js";
import { hasInterfaceSettings, hasRuleSettings, isSince22 } from "./release.js";

export function hiddenRules(names: Names, interfaces: Interfaces): Placed[] {
  const { context } = names;
  const enabled = interfaces.all.filter((each) => each.enabled && !each.virtual);
  const spoof = enabled
    .filter((each) => !each.bridged && each.kind === "routed")
    .flatMap((each) => antispoof(names, interfaces, each));
  const system = [
    ...ipv6Switch(context),
    ...ipv6Needs(context),
    ...portZero(context),
    ...carp(context),
    ...enabled.flatMap((each) => [
      ...addressClient(context, each),
      ...olderLinks(context, each),
      ...dhcpServer(names, each),
      ...leasingServices(names, each),
    ]),
  ];
  const networks = [
    ...enabled.flatMap((each) => blockedNetworks(context, each)),
    ...outbound(context, interfaces),
    ...antiLockout(names, interfaces),
  ];
  return [
    ...at(PRIORITY.first, [
      ...bypasses(context, interfaces),
      ...besideSelectors(context, interfaces),
      ...besidePeers(context, interfaces),
      ...spoof,
    ]),
    ...at(PRIORITY.system, system),
    ...at(PRIORITY.networks, networks),
    ...captivePortal(names, interfaces),
    ...at(PRIORITY.staticRoutes, staticRouteBypass(names, interfaces)),
    ...at(PRIORITY.automatic, ipsecEndpoints(names, interfaces)),
    // The plugin registers its anchor without a place: that is behind all rules, and not quick.
    ...at(PRIORITY.tail, openedPorts(names, interfaces)),
  ];
}

function at(priority: number, rules: readonly PfRule[]): Placed[] {
  return rules.map((rule, sequence) => ({ priority, sequence, rule }));
}

/** The place of a setting, or where it would be. */
function settingPlace(context: Context, ...path: readonly string[]): SourceRange {
  const written = descend(context.root, ...path);
  return written ? context.place(written) : context.startOf(child(context.root, "system") ?? context.root);
}

/** IPv6 is on unless it is switched off (trap 15); before that was a setting of all interfaces, `ipv6allow` had to be there. */
function ipv6Switch(context: Context): PfRule[] {
  const settings = descend(context.root, "opnsense", "interfaces", "settings");
  const isOff = isOn(context, settings, "disableipv6");
  const system = child(context.root, "system");
  if (!isOff && (hasInterfaceSettings(context) || has(system, "ipv6allow"))) return [];
  const reason = "whether this release blocks IPv6 where ipv6allow is not there is not known";
  const doubt = () => ({ doubt: context.doubt("rule", reason, system ?? context.root), effect: "narrows" }) as const;
  return [
    hidden({
      id: "block-ipv6",
      name: "IPv6 is switched off",
      action: "deny",
      quick: true,
      direction: "any",
      source: EVERY[6],
      destination: EVERY[6],
      doubts: isOff ? [] : [doubt()],
      at: settingPlace(context, "opnsense", "interfaces", "settings", "disableipv6"),
    }),
  ];
}

/** Inbound only, types 3 and 4 as well (trap 11). */
function ipv6Needs(context: Context): PfRule[] {
  const system = child(context.root, "system");
  if (modelSwitch(context, "filter", "no_ipv6_rfc4890_req") ?? isOn(context, system, "no_ipv6_rfc4890_req")) return [];
  const place = settingPlace(context, "system", "no_ipv6_rfc4890_req");
  const common = neededByIpv6(place);
  return [everywhere(common, "in"), ...ipv6Errors(context, common), ...onTheLink(common)];
}

/** Of older releases it is not known which of them let these in as well. */
function ipv6Errors(context: Context, common: Pick<Hidden, "action" | "quick" | "at" | "name">): PfRule[] {
  const reason = "whether this release lets in all errors of ICMPv6 is not known";
  const doubts = hasRuleSettings(context)
    ? []
    : [
        {
          doubt: context.doubt("rule", reason, child(context.root, "system") ?? context.root),
          effect: "narrows",
        } as const,
      ];
  return [hidden({ ...common, id: "icmpv6-errors", direction: "in", service: icmp6(3, 4), doubts })];
}

function portZero(context: Context): PfRule[] {
  const system = child(context.root, "system");
  if (modelSwitch(context, "filter", "no_port0_block") ?? isOn(context, system, "no_port0_block")) return [];
  const common = {
    name: "port 0 is not used",
    action: "deny",
    quick: true,
    direction: "in",
    at: settingPlace(context, "system", "no_port0_block"),
  } as const;
  return [
    hidden({ ...common, id: "block-source-port-0", service: tcpUdp("source", 0) }),
    hidden({ ...common, id: "block-destination-port-0", service: tcpUdp("destination", 0) }),
  ];
}

/** CARP to its groups; until 22.1.4 from anybody to anybody, and so through the firewall as well (core issue 5613). */
function carp(context: Context): PfRule[] {
  const at = context.startOf(child(context.root, "virtualip") ?? context.root);
  const common = { name: "CARP", action: "permit", quick: true, service: protocol(112), at } as const;
  const destination = union([network("224.0.0.18"), network("ff02::12")]);
  const rules = [hidden({ ...common, id: "carp", direction: "in", destination })];
  if (isSince22(context)) return rules;
  const reason = "whether this release lets CARP through to anybody is not known";
  const doubts = [{ doubt: context.doubt("rule", reason, context.root), effect: "narrows" } as const];
  return [...rules, hidden({ ...common, id: "carp-everywhere", direction: "any", doubts })];
}

function outbound(context: Context, interfaces: Interfaces): PfRule[] {
  const place = context.startOf(child(context.root, "filter") ?? context.root);
  const rules = [hidden({ id: "pass-out", name: "anything may leave", action: "permit", direction: "out", at: place })];
  if (interfaces.byId.has("enc0")) {
    rules.push(
      hidden({
        id: "pass-out-ipsec",
        name: "anything may leave through IPsec",
        action: "permit",
        direction: "out",
        interfaces: ["enc0"],
        at: place,
      }),
    );
  }
  return rules;
}

/** On LAN, else on an optional interface, else on WAN; to every address of the firewall. */
export function antiLockout(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  const webgui = descend(context.root, "system", "webgui");
  if (modelSwitch(context, "filter", "no_antilockout") ?? isOn(context, webgui, "noantilockout")) return [];
  const candidates = interfaces.all.filter((each) => each.enabled && /^(?:lan|opt\d+|wan)$/.test(each.id));
  const optional = candidates.filter(({ id }) => id.startsWith("opt"));
  const [first] = optional.toSorted((a, b) => Number(a.id.slice(3)) - Number(b.id.slice(3)));
  const found = candidates.find((each) => each.id === "lan") ?? first ?? candidates[0];
  if (!found) return [];
  return lockoutRules(context, found.id, names.networks.self());
}

/** Rules of the portal: those that let in, and those that keep out. */
function captivePortal(names: Names, interfaces: Interfaces): Placed[] {
  const { context } = names;
  const zones = descend(context.root, "opnsense", "captiveportal", "zones")?.children ?? [];
  return zones.flatMap((zone) => {
    const ids = textOf(zone, "interfaces")
      .split(",")
      .filter((id) => interfaces.byId.has(id));
    // A zone may leave all rules to the administrator.
    const isOff = has(zone, "enabled") && !isOn(context, zone, "enabled");
    if (isOff || isOn(context, zone, "disablerules") || ids.length === 0) return [];
    const id = `captive-portal-${textOf(zone, "zoneid") || zone.attributes?.uuid || "zone"}`;
    const of = { id, interfaces: ids, zone };
    return [...at(PRIORITY.portalPass, portalPass(names, of)), ...at(PRIORITY.portalBlock, [portalBlock(context, of)])];
  });
}

/** Not quick here (B3). */
function staticRouteBypass(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  const old = isOn(context, child(context.root, "filter"), "bypassstaticroutes");
  if (!(modelSwitch(context, "filter", "bypass_static_routes") ?? old)) return [];
  return routeBypass(names, interfaces, { direction: "in" });
}

/** Inbound the default deny. */
export function lastIn(context: Context): PfRule {
  return hidden({
    id: "default-deny",
    name: "default deny",
    action: "deny",
    direction: "in",
    at: ending(context),
    log: true,
  });
}

/** No rule denies what leaves: pf then passes it (B3), and without a rule it tests no flags either. */
export function lastOut(context: Context): PfRule {
  return hidden({
    id: "default-pass",
    name: "nothing denies what leaves",
    action: "permit",
    direction: "out",
    service: everyProtocol(ANY_FLAGS),
    at: ending(context),
  });
}

function ending(context: Context): SourceRange {
  return context.startOf(
    child(context.root, "filter") ?? descend(context.root, "opnsense", "firewall", "filter") ?? context.root,
  );
}
