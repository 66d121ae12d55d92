/** The statements of OPNsense (reference/pfsense.md part B). */
import { doubtful, irrelevant, modelled, type Section, type Statement, section, sectionOf } from "../statements.js";
import { PACKAGES } from "./packages.js";
import {
  aliasSection,
  GATEWAYS,
  interfaceSection,
  LINKS,
  natSection,
  ruleSection,
  STATIC_ROUTES,
  VIRTUAL_ADDRESSES,
} from "./rules.js";
import { DHCP_RELAY, DHCP_SERVER, SNMP, SYSCTL, systemSection, WHOLE_SECTIONS } from "./system.js";
import { IPSEC_SECTION, OPENVPN_MODEL, OPENVPN_SECTION, SWANCTL, WIREGUARD_MODEL } from "./tunnels.js";

const SHOWN = "only shown in the web interface";
const SERVICE = "a service of the device itself; which packets reach it is for the rules to say";
const AT_RUN_TIME = "blocks hosts at run time; its tables are taken as empty, as they are at first";
const STATES = "limits and timers of the state table";
const OF_ONE_NETWORK = "hides hosts from a host of their own network, which no pair of zones meets";
const CLEANING = "cleaning of packets, no decision";
const TUNNELS = "how tunnels are set up; what passes through them is for the rules to say";

const MODERN_RULE: Section = section(
  [
    ...modelled(
      "enabled sequence action quick interface interfacenot direction ipprotocol protocol source_net source_not source_port",
    ),
    ...modelled(
      "destination_net destination_not destination_port icmptype icmp6type statetype gateway sched tag tagged",
    ),
    ...modelled("tcpflags1 tcpflags2 tcpflags_any log description"),
    ...irrelevant(SHOWN, "categories sort_order prio_group"),
    ...irrelevant("concerns the way of replies only", "replyto disablereplyto"),
    ...irrelevant(
      "a limit at run time: what passes while nothing is exhausted stays the same",
      "max max-src-nodes max-src-conn max-src-states max-src-conn-rate max-src-conn-rates overload adaptivestart adaptiveend statetimeout udp-first udp-multiple udp-single state-policy",
    ),
    ...irrelevant("orders traffic in queues, decides nothing", "shaper1 shaper2 set-prio set-prio-low"),
    ...irrelevant("concerns synchronisation with a peer", "nosync nopfsync"),
    ...irrelevant("IP options are no part of the packets that are judged", "allowopts"),
    ...irrelevant(CLEANING, "scrub_no_df scrub_random_id scrub_max_mss scrub_min_ttl scrub_set_tos"),
    ...doubtful("narrows", "the type of service field is not judged", "tos"),
    ...doubtful("narrows", "the VLAN priority is not judged", "prio"),
    ...doubtful("anything", "it hands packets to a program", "divert-to"),
  ],
  { owner: "rule" },
);

const MODERN_NAT: Section = section(
  [
    ...modelled(
      "enabled sequence interface ipprotocol protocol source_net source_not source_port destination_net destination_not destination_port",
    ),
    ...modelled(
      "target target_port nonat external type natreflection staticnatport description log trackif tag tagged",
    ),
    ...irrelevant(SHOWN, "categories"),
  ],
  { owner: "nat" },
);

const ALIAS_MODEL: Section = section(
  [
    ...modelled("enabled name type proto interface content address"),
    ...irrelevant(
      "when and how contents are fetched",
      "counters updatefreq path_expression username password authtype expire url current_items last_updated eval_nomatch eval_match in_block_b in_block_p in_pass_b in_pass_p out_block_b out_block_p out_pass_b out_pass_p",
    ),
    ...irrelevant(SHOWN, "categories description descr"),
  ],
  { owner: "alias" },
);

/** Switches of the whole firewall, which stood in `system`, `filter` and `syslog` before. */
const SETTINGS: Section = section([
  [
    "filter",
    section([
      ...modelled("skip_rules_gw_down pf_disable_force_gw no_antilockout no_ipv6_rfc4890_req no_port0_block"),
      ...modelled("disable_filter bypass_static_routes"),
      ...irrelevant(AT_RUN_TIME, "no_sshlockout no_virusprot"),
      ...irrelevant(
        STATES,
        "lb_use_sticky source_tracking_timeout pf_share_forward schedule_states optimization state_policy adaptive_start adaptive_end maximum_states maximum_fragments maximum_table_entries syncookies syncookies_adaptive_start syncookies_adaptive_end keep_counters",
      ),
      ...irrelevant("concerns the way of replies only", "disable_reply_to"),
      ...irrelevant(CLEANING, "scrub_enabled scrub_no_df scrub_random_id"),
    ]),
  ],
  ["nat", section([...modelled("reflection_dnat reflection_binat"), ...irrelevant(OF_ONE_NETWORK, "reflection_snat")])],
  [
    "alias",
    section(irrelevant("when lists are fetched", "bogons_interval aliases_resolve_interval check_aliases_url_cert")),
  ],
  [
    "logging",
    section([
      ...modelled("default_block"),
      ...irrelevant(SHOWN, "default_pass source_nat bogons private_networks debug"),
    ]),
  ],
]);

const FIREWALL: Section = section([
  [
    "alias",
    section([
      ["geoip", { kind: "irrelevant", why: "where lists are fetched" }],
      ["aliases", section([["alias", ALIAS_MODEL]])],
    ]),
  ],
  ["category", { kind: "irrelevant", why: SHOWN }],
  ["lvtemplate", { kind: "irrelevant", why: SHOWN }],
  [
    "filter",
    section([
      ["rules", section([["rule", MODERN_RULE]])],
      ["snatrules", section([["rule", MODERN_NAT]])],
      ["onetoone", section([["rule", MODERN_NAT]])],
      ["npt", section([["rule", MODERN_NAT]])],
      ["settings", SETTINGS],
    ]),
  ],
]);

const BROADCAST_RELAY: Section = sectionOf(
  section(modelled("enabled interfaces"), {
    beginning: [["", { kind: "irrelevant", why: "which broadcasts are passed on between its networks" }]],
  }),
);

/** Models below `<OPNsense>`. */
const MODELS: Section = section([
  ["firewall", FIREWALL],
  ["gateways", GATEWAYS],
  [
    "interfaces",
    section([
      [
        "settings",
        section([
          ...modelled("disableipv6"),
          ...irrelevant(
            "link settings",
            "disablechecksumoffloading disablesegmentationoffloading disablelargereceiveoffloading disablevlanhwfilter dhcp6_debug dhcp6_duid dhcp6_norelease dhcp6_ratimeout",
          ),
        ]),
      ],
      ...irrelevant("link settings", "loopbacks neighbors"),
      ...irrelevant("how a network is carried to others; what comes by it is for the rules to say", "vxlans"),
    ]),
  ],
  [
    "captiveportal",
    section([
      [
        "zones",
        sectionOf(
          section(modelled("enabled interfaces zoneid disablerules"), {
            beginning: [["", { kind: "irrelevant", why: "how users log in at the portal" }]],
          }),
        ),
      ],
      ["templates", { kind: "irrelevant", why: SHOWN }],
    ]),
  ],
  [
    "netsnmp",
    section(
      [
        [
          "general",
          section(modelled("enabled community listen"), { beginning: [["", { kind: "irrelevant", why: SERVICE }]] }),
        ],
      ],
      {
        beginning: [["", { kind: "irrelevant", why: SERVICE }]],
      },
    ),
  ],
  ["quagga", { kind: "modelled" }],
  ["swanctl", SWANCTL],
  ["openvpn", OPENVPN_MODEL],
  ["wireguard", WIREGUARD_MODEL],
  ...modelled("ipsec syslog kea backup dhcrelay dnsmasq ids chrony mdnsrepeater ftpproxy proxy haproxy sslh tor monit"),
  ...["udpbroadcastrelay", "udpbroadcastrelays"].map((name): [string, Statement] => [name, BROADCAST_RELAY]),
  ...irrelevant(TUNNELS, "openvpnexport"),
  ...irrelevant("orders traffic in queues, decides nothing", "trafficshaper"),
  ...irrelevant(AT_RUN_TIME, "qfeedsconnector crowdsec"),
  ...irrelevant(
    SERVICE,
    "acmeclient bind cron hostwatch netflow qemuguestagent radvd unboundplus dnscryptproxy zabbixagent telegraf freeradius trust dyndns nut lldpd redis netdata collectd wol smart nodeexporter ntopng postfix rspamd clamav cicap diagnostics hasync iperf ddclient dyndns2 core",
  ),
]);

export const OPNSENSE_STATEMENTS: Section = section([
  ...modelled("version"),
  ...WHOLE_SECTIONS,
  ...LINKS,
  ["opnsense", MODELS],
  [
    "tests",
    { kind: "irrelevant", why: "where models of the unit tests of OPNsense are mounted; none of the product is" },
  ],
  [
    "system",
    systemSection([
      ...modelled("no_ipv6_rfc4890_req no_port0_block pf_disable_force_gw"),
      ...irrelevant(SHOWN, "sidebar_pinned descr pfdebug"),
      ...irrelevant(AT_RUN_TIME, "no_sshlockout no_virusprot"),
      ...irrelevant(
        STATES,
        "srctrack schedule_states keepcounters state-policy syncookies syncookies_adaptstart syncookies_adaptend",
      ),
      ...irrelevant(OF_ONE_NETWORK, "enablenatreflectionhelper"),
      ...irrelevant(CLEANING, "scrub_interface_disable"),
    ]),
  ],
  ["interfaces", sectionOf(interfaceSection([...irrelevant("what a group of tunnels is called", "networks")]))],
  ["aliases", section([["alias", aliasSection(modelled("enabled"))]])],
  [
    "filter",
    section([
      ["rule", ruleSection([...modelled("interfacenot icmp6-type"), ...irrelevant(SHOWN, "state-policy sequence")])],
      ...modelled("bypassstaticroutes"),
      ["separator", { kind: "irrelevant", why: SHOWN }],
      ["scrub", { kind: "irrelevant", why: CLEANING }],
    ]),
  ],
  [
    "nat",
    section([
      ["rule", natSection([...modelled("pass sequence")])],
      ["onetoone", natSection()],
      ["npt", natSection()],
      ["outbound", section([...modelled("mode"), ["rule", natSection()]])],
    ]),
  ],
  ["schedules", section([["schedule", section([...modelled("name timerange"), ...irrelevant(SHOWN, "descr")])]])],
  ["gateways", GATEWAYS],
  ["staticroutes", STATIC_ROUTES],
  ["virtualip", VIRTUAL_ADDRESSES],
  ["openvpn", OPENVPN_SECTION],
  ["ipsec", IPSEC_SECTION],
  ["dhcpd", DHCP_SERVER],
  ["dhcpdv6", DHCP_SERVER],
  ["dhcrelay", DHCP_RELAY],
  ["dhcrelay6", DHCP_RELAY],
  ["snmpd", SNMP],
  ["sysctl", SYSCTL],
  ["diag", section([["ipv6nat", section(modelled("enable ipaddr"))]])],
  [
    "load_balancer",
    section([...modelled("lbpool virtual_server"), ...irrelevant("how servers are watched", "monitor_type setting")]),
  ],
  ["bridge", { kind: "irrelevant", why: "left over from an old version, read by nothing" }],
  ["proxyarp", section([["proxyarpnet", { kind: "irrelevant", why: "answers for addresses; decides nothing" }]])],
  [
    "pptpd",
    section([
      ...modelled("mode"),
      ...irrelevant("addresses of dial-in users", "redir localip remoteip n_pptp_units pptp_subnet radius"),
    ]),
  ],
  [
    "l2tp",
    section([
      ...modelled("mode"),
      ...irrelevant(
        "addresses of dial-in users",
        "localip remoteip l2tp_subnet n_l2tp_units interface radius user secret",
      ),
    ]),
  ],
  ["installedpackages", PACKAGES],
]);
