/** The rules that pfSense adds before the written ones, in the order of generation, and its default (reference/pfsense.md 3). */
import type { SourceRange } from "../../../../src/source/range.js";
import { child, children, descend, has, textOf } from "../../tree.js";
import { isTakenForPort } from "../bridges.js";
import { builtInAlias } from "../built-in-aliases.js";
import { type PortalZone, portalBlock, portalPass } from "../captive-portal.js";
import type { Context } from "../context.js";
import type { Names } from "../endpoints.js";
import { antispoof, dhcp6Client, dhcpClient, dhcpServer, olderLinks } from "../hidden-parts.js";
import { hidden, protocol, tcpUdp, udp } from "../implicit.js";
import type { Interfaces, RuleInterface } from "../interfaces.js";
import { EVERY, network } from "../ip.js";
import { bypasses } from "../ipsec-bypass.js";
import { besideSelectors } from "../ipsec-selectors.js";
import { everywhere, neededByIpv6, onTheLink } from "../ipv6-needs.js";
import { lockoutRules } from "../lockout.js";
import type { PfRule } from "../order.js";
import { besidePeers } from "../peer-networks.js";
import { ANY_FLAGS } from "../services.js";
import { gatewayItems } from "../static-routes.js";
import { union } from "../table.js";
import { isEarlier, isRecent, isSince27 } from "./release.js";
import { userRules } from "./user-rules.js";

const LINK_LOCAL_4 = network("169.254.0.0/16");
const PRIVATE = union(["10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].map(network));

/** Where a trigger of the `system` section is written, or would be. */
function systemPlace(context: Context, name?: string): SourceRange {
  const system = child(context.root, "system");
  return context.startOf((name && child(system, name)) || system || context.root);
}

/** Steps 1 to 20: what stands before the written rules. The default deny (step 5) is the end of the list instead. */
export function rulesBefore(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  const enabled = interfaces.all.filter((each) => each.enabled && !each.virtual);
  return [
    ...bypasses(context, interfaces),
    ...besideSelectors(context, interfaces),
    ...besidePeers(context, interfaces),
    ...userRules(context, interfaces),
    ...ipv6Switch(context),
    ...mappedToIpv4(context),
    ...linkLocal4(context),
    ...ipv6Needs(context),
    ...portZero(context),
    ...carp(names),
    ...leasesStay(context, enabled),
    ...enabled.flatMap((each) => perInterface(names, interfaces, each)),
    ...outbound(context, interfaces),
    ...monitors(context),
    ...antiLockout(names, interfaces),
    ...captivePortal(names),
  ];
}

/** Step 2. */
function ipv6Switch(context: Context): PfRule[] {
  if (has(child(context.root, "system"), "ipv6allow")) return [];
  const at = systemPlace(context);
  return [
    hidden({
      id: "block-ipv6",
      name: "IPv6 is not allowed",
      action: "deny",
      quick: true,
      direction: "any",
      source: EVERY[6],
      destination: EVERY[6],
      at,
    }),
  ];
}

/** Step 3: IPv4 addresses that are not global, written as IPv6 ones. Of recent versions only; which ones is not known. */
function mappedToIpv4(context: Context): PfRule[] {
  const system = child(context.root, "system");
  if (!has(system, "ipv6allow") || has(system, "allow_nat64_prefix_override") || isEarlier(context)) return [];
  const reason = "whether this version keeps NAT64 to global addresses is not known";
  const doubts = [{ doubt: context.doubt("rule", reason, system ?? context.root), effect: "narrows" } as const];
  return [
    hidden({
      id: "block-nat64",
      name: "NAT64 leads to global addresses only",
      action: "deny",
      quick: true,
      direction: "any",
      destination: network("64:ff9b::/96"),
      doubts,
      at: systemPlace(context),
    }),
  ];
}

/** Step 12: answers of DHCP servers that came in for the firewall leave by no other interface. */
function leasesStay(context: Context, enabled: readonly RuleInterface[]): PfRule[] {
  const clients = enabled.filter((each) => textOf(each.element, "ipaddr").toLowerCase() === "dhcp");
  const [first] = clients;
  if (!first) return [];
  const reason = "whether this version keeps answers of DHCP servers to itself is not known";
  const rule = hidden({
    id: "dhcp-client-forwarded",
    name: "answers of DHCP servers are not passed on",
    action: "deny",
    quick: true,
    direction: "out",
    service: udp(67, 68),
    doubts: [{ doubt: context.doubt("rule", reason, first.element), effect: "narrows" }],
    at: context.place(child(first.element, "ipaddr") ?? first.element),
  });
  const match = { ...rule.rule.match, ingress: clients.map(({ id }) => id) };
  return [{ ...rule, rule: { ...rule.rule, match } }];
}

/** Step 16: a gateway that has no address yet is not asked for by way of another one. */
function monitors(context: Context): PfRule[] {
  return gatewayItems(context).flatMap((item, index) => {
    const destination = context.literal(textOf(item, "monitor"));
    if (!destination || context.literal(textOf(item, "gateway"))) return [];
    const reason = "whether a gateway has an address is known at run time only";
    return [
      hidden({
        id: `monitor-${index + 1}`,
        name: "a gateway without an address is not monitored",
        action: "deny",
        quick: true,
        direction: "out",
        destination,
        service: { kind: "union", of: [4, 6].map((family) => ({ kind: "icmp", family: family === 4 ? 4 : 6 })) },
        doubts: [{ doubt: context.doubt("rule", reason, item), effect: "narrows" }],
        at: context.place(item),
      }),
    ];
  });
}

/** Step 4. */
function linkLocal4(context: Context): PfRule[] {
  if (has(child(context.root, "system"), "no_apipa_block")) return [];
  const common = { action: "deny", quick: true, direction: "in", at: systemPlace(context) } as const;
  return [
    hidden({ ...common, id: "block-link-local-from", name: "link-local addresses send nothing", source: LINK_LOCAL_4 }),
    hidden({
      ...common,
      id: "block-link-local-to",
      name: "link-local addresses receive nothing",
      destination: LINK_LOCAL_4,
    }),
  ];
}

/** Step 6: what IPv6 needs to work, forwarded packets included (trap 25). */
function ipv6Needs(context: Context): PfRule[] {
  const allowed = child(child(context.root, "system"), "ipv6allow");
  if (!allowed) return [];
  const common = neededByIpv6(context.startOf(allowed));
  return [everywhere(common, "any"), ...onTheLink(common)];
}

/** Step 7 (trap 26). */
function portZero(context: Context): PfRule[] {
  const common = { action: "deny", quick: true, direction: "any", at: systemPlace(context) } as const;
  return [
    hidden({ ...common, id: "block-source-port-0", name: "port 0 is not used", service: tcpUdp("source", 0) }),
    hidden({
      ...common,
      id: "block-destination-port-0",
      name: "port 0 is not used",
      service: tcpUdp("destination", 0),
    }),
  ];
}

/**
 * Step 9. Steps 8, 10 and 11 block what run-time tables hold; those are empty at first and taken as empty (8). Older releases add
 * the rules for any virtual address, and where anything is said of a peer (filter.inc of 2.5).
 */
function carp(names: Names): PfRule[] {
  const { context } = names;
  const addresses = children(child(context.root, "virtualip"), "vip");
  const shared = addresses.find((each) => textOf(each, "mode").toLowerCase() === "carp");
  const peer = child(context.root, "hasync");
  const others = isRecent(context) ? [] : [...addresses, ...(peer && peer.children.length > 0 ? [peer] : [])];
  const trigger = shared ?? others[0];
  if (!trigger) return [];
  const reason = "whether this release lets CARP through without a shared address is not known";
  const doubts = shared ? [] : [{ doubt: context.doubt("rule", reason, trigger), effect: "narrows" } as const];
  const common = { quick: true, at: context.place(trigger), service: protocol(112), doubts } as const;
  return [
    hidden({
      ...common,
      id: "carp-own",
      name: "own CARP packets do not come in",
      action: "deny",
      direction: "in",
      source: names.networks.self(),
    }),
    hidden({ ...common, id: "carp", name: "CARP", action: "permit", direction: "any" }),
  ];
}

/** Step 13, for one interface. */
function perInterface(names: Names, interfaces: Interfaces, of: RuleInterface): PfRule[] {
  const { context } = names;
  const rules = [...dhcpClient(context, of, isSince27(context)), ...dhcp6Client(context, of)];
  const at = (name: string): SourceRange => context.place(child(of.element, name) ?? of.element);
  if (has(of.element, "blockbogons")) rules.push(...bogons(context, of, at("blockbogons")));
  const isPort = isTakenForPort(context, of.id);
  if (!isPort) rules.push(...antispoof(names, interfaces, of));
  if (has(of.element, "blockpriv") && !isPort) {
    rules.push(
      hidden({
        id: `block-private-${of.id}`,
        name: `private networks do not come in on ${of.name}`,
        action: "deny",
        quick: true,
        direction: "in",
        interfaces: [of.id],
        source: PRIVATE,
        at: at("blockpriv"),
      }),
    );
  }
  return [...rules, ...olderLinks(context, of), ...dhcpServer(names, of)];
}

function bogons(context: Context, of: RuleInterface, at: SourceRange): PfRule[] {
  const common = {
    name: `unassigned networks do not come in on ${of.name}`,
    action: "deny",
    quick: true,
    direction: "in",
    interfaces: [of.id],
    at,
  } as const;
  return ["bogons", "bogonsv6"].flatMap((name) => {
    const value = builtInAlias(context, name);
    if (!value) return [];
    return [
      hidden({
        ...common,
        id: `block-${name}-${of.id}`,
        source: context.address({ id: `alias:${name}`, name, value, at: [at] }),
      }),
    ];
  });
}

/** Steps 15 and 17: everything may leave, forwarded packets too. */
function outbound(context: Context, interfaces: Interfaces): PfRule[] {
  const at = context.startOf(child(context.root, "filter") ?? context.root);
  const rules = [hidden({ id: "pass-out", name: "anything may leave", action: "permit", direction: "out", at })];
  const ipsec = interfaces.byId.get("enc0");
  if (ipsec) {
    rules.push(
      hidden({
        id: "pass-out-ipsec",
        name: "anything may leave through IPsec",
        action: "permit",
        direction: "out",
        interfaces: ["enc0"],
        at: context.startOf(ipsec.element),
      }),
    );
  }
  return rules;
}

/** Step 18 (trap 23): LAN, or WAN where it is the only interface. */
function antiLockout(names: Names, interfaces: Interfaces): PfRule[] {
  const { context } = names;
  const webgui = descend(context.root, "system", "webgui");
  if (has(webgui, "noantilockout")) return [];
  const assigned = child(context.root, "interfaces")?.children ?? [];
  const found = interfaces.byId.get(assigned.length > 1 ? "lan" : "wan");
  if (!found?.enabled) return [];
  return lockoutRules(context, found.id, names.networks.everyAddress(found));
}

/** Step 20: who has not logged in gets no further than the portal. */
function captivePortal(names: Names): PfRule[] {
  const zones = (child(names.context.root, "captiveportal")?.children ?? []).filter((zone) => has(zone, "enable"));
  return zones.flatMap((zone) => {
    const interfaces = textOf(zone, "interface")
      .split(",")
      .filter((id) => id !== "");
    const of = { id: `captive-portal-${zone.name}`, interfaces, zone };
    return [...portalPass(names, of), portalOut(names.context, of), portalBlock(names.context, of)];
  });
}

/** TCP leaves by interfaces of the portal whoever sent it, before any written rule (filter.inc of 2.5: `flags any`, sloppy states). */
function portalOut(context: Context, { id, interfaces, zone }: PortalZone): PfRule {
  const reason = "whether this release lets all TCP leave by interfaces of the captive portal is not known";
  const rule = hidden({
    id: `${id}-out`,
    name: "TCP leaves by interfaces of the captive portal",
    action: "permit",
    quick: true,
    direction: "out",
    interfaces,
    service: { kind: "ports", protocol: 6, flags: ANY_FLAGS },
    doubts: [{ doubt: context.doubt("rule", reason, zone), effect: "narrows" }],
    at: context.place(zone),
  });
  return { ...rule, testsFlags: true };
}

/** Step 5, the end of both lists. */
export function defaultDeny(context: Context): PfRule {
  const at = context.startOf(child(context.root, "filter") ?? context.root);
  return hidden({ id: "default-deny", name: "default deny", action: "deny", direction: "any", at, log: true });
}
