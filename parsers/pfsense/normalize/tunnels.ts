/** Interfaces that rules can name without being assigned: IPsec, OpenVPN, WireGuard, and servers that clients dial in to. */
import { child, children, descend, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { mayServe } from "./dial-in.js";
import { openVpnAddresses, type RuleInterface, wireGuardAddresses } from "./interfaces.js";
import { areTold } from "./ipsec-phases.js";
import { unassigned } from "./openvpn.js";
import type { OwnAddress } from "./own-address.js";
import { isOn } from "./switches.js";
import { unassignedWireGuards } from "./wireguard.js";

/** Interfaces that rules can name without being assigned: `enc0` where IPsec is on, `openvpn` where it runs unassigned. */
export function readTunnels(context: Context): RuleInterface[] {
  const tunnels: RuleInterface[] = [];
  const ipsec = ipsecSection(context);
  if (ipsec) tunnels.push(tunnel(context, "enc0", "IPsec", ipsec, [], areTold(context)));
  const mode = child(child(context.root, "ipsec"), "filtermode");
  // Any other word than that for `enc0` may move the filter, too.
  if (ipsec && mode !== undefined && !["", "enc"].includes(mode.text))
    context.doubt("interfaces", "IPsec is filtered on assigned interfaces: what others let in is not known", mode, [
      "enc0",
    ]);
  const others = unassigned(context).map(({ element }) => element);
  const [first] = others;
  if (first) tunnels.push(tunnel(context, "openvpn", "OpenVPN", first, others.flatMap(openVpnAddresses)));
  const wireguards = unassignedWireGuards(context);
  const own = wireguards.every(({ addresses }) => addresses.length > 0) ? wireguards : [];
  const words = own.flatMap(({ addresses }) => addresses);
  const [one] = wireguards;
  if (one) tunnels.push(tunnel(context, "wireguard", "WireGuard", one.element, wireGuardAddresses(words)));
  for (const { id, name, elements } of [...dialInServers(context), ...emptyGroups(context)]) {
    const [server] = elements;
    if (server) tunnels.push(tunnel(context, id, name, server, []));
  }
  return tunnels;
}

/** Where IPsec is set up: phases of the old section, or connections of the OPNsense model. */
function ipsecSection(context: Context): Element | undefined {
  const ipsec = child(context.root, "ipsec");
  const phases = children(ipsec, "phase1").filter((phase) => !isOn(context, phase, "disabled"));
  if (ipsec && phases.length > 0) return ipsec;
  const swanctl = descend(context.root, "opnsense", "swanctl");
  return swanctl?.children.find(
    ({ name, children: rows }) => ["connections", "pools"].includes(name) && rows.length > 0,
  );
}

/** Servers whose clients come in by an interface of their own, which rules name (reference/pfsense.md 2.1). */
function dialInServers({ root }: Context) {
  return [
    { id: "pppoe", name: "PPPoE server", elements: children(child(root, "pppoes"), "pppoe").filter(mayServe) },
    {
      id: "l2tp",
      name: "L2TP server",
      elements: [child(root, "l2tp")].filter((one) => one !== undefined).filter(mayServe),
    },
  ];
}

/**
 * Groups without a member in the file that rules of pfSense name: programs put devices of their own into them (pkg/tinc.inc), which their
 * rules are for.
 */
function emptyGroups({ isOPNsense, root }: Context) {
  const empty = isOPNsense
    ? []
    : children(child(root, "ifgroups"), "ifgroupentry").filter((each) => textOf(each, "members") === "");
  if (empty.length === 0) return [];
  const rules = children(child(root, "filter"), "rule");
  const named = new Set(rules.flatMap((rule) => textOf(rule, "interface").split(",")));
  return empty.flatMap((element) => {
    const id = textOf(element, "ifname");
    return named.has(id) && !OWN_GROUPS.has(id.toLowerCase()) ? [{ id, name: id, elements: [element] }] : [];
  });
}

/** Groups whose devices are in the file. */
const OWN_GROUPS = new Set(["openvpn", "wireguard", "enc0", "l2tp", "pppoe"]);

/** @param isTold whether routes name all networks behind it. */
function tunnel(
  context: Context,
  id: string,
  name: string,
  element: Element,
  addresses: OwnAddress[],
  isTold = false,
): RuleInterface {
  const doubt =
    addresses.length === 0 && !isTold
      ? context.doubt("match", `${name} tunnels have no networks of their own in the file`, element)
      : undefined;
  return {
    id,
    name,
    element,
    enabled: true,
    device: id,
    kind: "tunnel",
    addresses,
    unknown: doubt === undefined ? [] : [4, 6],
    ...(doubt === undefined ? {} : { addressDoubt: doubt }),
    hasGateway: true,
    bridged: false,
    virtual: false,
  };
}
