/** Known statements of routes and tunnels. */
import {
  DHCP_SERVER_KEYS,
  DNS_SERVER_KEYS,
  EXPLICIT_PROXY_KEYS,
  LINK_MONITOR_KEYS,
  MANUAL_KEYS,
  PHASE1_KEYS,
  PHASE2_KEYS,
  POLICY_ROUTES_KEYS,
  PORTAL_KEYS,
  SSL_VPN_KEYS,
  SWITCH_LISTS_KEYS,
  TUNNELS_KEYS,
  USER_SETTING_KEYS,
} from "./kept-keys.js";
import {
  irrelevant,
  keptSection,
  modelled,
  modelledValues,
  oneOf,
  type Section,
  section,
  switches,
  withTables,
} from "./treatment.js";

const CHOICE = "which of several routes is taken";
const TUNNEL = "how the tunnel is encrypted and kept up";
const EXCHANGED = "details of route exchange; routes learned from others are taken as unknown";

const STATIC = section([
  ...modelled(
    `status dst gateway device blackhole distance dstaddr sdwan sdwan-zone virtual-wan-link dynamic-gateway internet-service-custom internet-service-fortiguard vrf src comment bfd`,
  ),
  ...modelledValues("internet-service"),
  ...irrelevant(CHOICE, "priority weight link-monitor-exempt preferred-source tag seq-num devindex"),
]);

const DYNAMIC = keptSection(EXCHANGED);
const POLICY = keptSection(
  "what comes in by the interfaces of a row, for its networks, is taken to leave by any way",
  POLICY_ROUTES_KEYS,
  [...switches("status input-device-negate src-negate dst-negate"), oneOf("action", "permit deny")],
);

const PHASE1_VALUES = [
  ...switches("add-route auto-discovery-receiver auto-discovery-sender mode-cfg passive-mode"),
  oneOf("type", "static dynamic ddns"),
  oneOf("mode", "main aggressive"),
  oneOf("ike-version", "1 2"),
  oneOf("nattraversal", "enable disable forced"),
  oneOf("encapsulation", "none gre vxlan vpn-id-ipip"),
];
const EXPLICIT_PROXY = keptSection("an explicit proxy: the device as a server of its own", EXPLICIT_PROXY_KEYS, [
  ...switches("status"),
  oneOf("sec-default-action", "accept deny"),
]);

export const ROUTING_SECTIONS: readonly [string, Section][] = [
  ["router static", STATIC],
  ["router static6", STATIC],
  [
    "router bgp",
    learning(
      `admin-distance aggregate-address aggregate-address6 condition-routemap conditional-advertise conditional-advertise6
       confederation-peers export-rt import-rt leak-target neighbor neighbor-group neighbor-range neighbor-range6 network network6
       redistribute redistribute6 target vrf vrf-leak vrf-leak6 vrf6`,
    ),
  ],
  [
    "router ospf",
    learning(
      `area distribute-list filter-list md5-keys neighbor network ospf-interface passive-interface range redistribute summary-address virtual-link`,
    ),
  ],
  [
    "router ospf6",
    learning(
      `area ipsec-keys neighbor ospf6-interface passive-interface range redistribute summary-address virtual-link`,
    ),
  ],
  [
    "router rip",
    learning(`distance distribute-list interface neighbor network offset-list passive-interface redistribute`),
  ],
  [
    "router ripng",
    learning(
      `aggregate-address distance distribute-list interface neighbor network offset-list passive-interface redistribute`,
    ),
  ],
  ["router isis", learning(`isis-interface isis-net redistribute redistribute6 summary-address summary-address6`)],
  ["router policy", POLICY],
  ["router policy6", POLICY],
  [
    "system link-monitor",
    keptSection("whether a gateway answers; the routes that go with it are looked at", LINK_MONITOR_KEYS, [
      ...switches("status update-static-route"),
      oneOf("addr-mode", "ipv4 ipv6"),
    ]),
  ],
  ["router multicast", DYNAMIC],
  ["router multicast6", DYNAMIC],
  ["system gre-tunnel", tunnel()],
  ["system ipip-tunnel", tunnel()],
  ["system sit-tunnel", tunnel()],
  ["system ipv6-tunnel", tunnel()],
  ["system vxlan", tunnel()],
  ["system geneve", tunnel()],
  ["system mobile-tunnel", tunnel()],
  ["system pppoe-interface", tunnel()],
  ["system vne-interface", tunnel()],
  ["system ipsec-aggregate", tunnel()],
  ["vpn ipsec phase1-interface", keptSection(TUNNEL, PHASE1_KEYS, PHASE1_VALUES)],
  ["vpn ipsec manualkey-interface", keptSection(TUNNEL, MANUAL_KEYS)],
  [
    "vpn ipsec phase2-interface",
    keptSection("how a tunnel encrypts; its selectors are looked at", PHASE2_KEYS, [
      oneOf("encapsulation", "tunnel-mode transport-mode"),
    ]),
  ],
  ["vpn ipsec phase1", keptSection("a tunnel that policies join by name", PHASE1_KEYS, PHASE1_VALUES)],
  [
    "vpn ipsec phase2",
    keptSection("how a tunnel encrypts; its selectors are looked at", PHASE2_KEYS, [
      oneOf("encapsulation", "tunnel-mode transport-mode"),
    ]),
  ],
  ["vpn ipsec manualkey", keptSection("a tunnel that policies join by name", MANUAL_KEYS)],
  ["vpn ipsec concentrator", keptSection("tunnels that lead to one another", MANUAL_KEYS)],
  [
    "vpn ssl settings",
    keptSection("who may log in by SSL VPN; its interface is an ordinary one", SSL_VPN_KEYS, switches("status")),
  ],
  [
    "vpn ssl web portal",
    keptSection(
      "what clients of an SSL VPN are offered; their addresses, and whether it speaks for them, are looked at",
      PORTAL_KEYS,
      switches("web-mode tunnel-mode ipv6-tunnel-mode"),
    ),
  ],
  ["system dhcp server", keptSection("the device as a server of its own", DHCP_SERVER_KEYS, switches("status"))],
  ["system dns-server", keptSection("the device as a server of its own", DNS_SERVER_KEYS)],
  ["web-proxy explicit", EXPLICIT_PROXY],
  ["ftp-proxy explicit", EXPLICIT_PROXY],
  [
    "switch-controller acl ingress",
    keptSection("lists of managed switches: that some drop is looked at", SWITCH_LISTS_KEYS, switches("drop")),
  ],
  [
    "user setting",
    keptSection("how users are asked; whether they must log in first", USER_SETTING_KEYS, [
      oneOf("auth-on-demand", "always implicitly"),
    ]),
  ],
];

/** A protocol that learns routes: that it is at work shows by the tables in it. */
function learning(tables: string): Section {
  return withTables(DYNAMIC, tables);
}

/** A table whose rows are interfaces: the name of a row is all that packets depend on. */
function tunnel(): Section {
  return keptSection(TUNNEL, TUNNELS_KEYS);
}
