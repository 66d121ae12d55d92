/** The statements of pfSense (reference/pfsense.md part A). */
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
import { IPSEC_SECTION, OPENVPN_SECTION, PPPOE_SERVERS } from "./tunnels.js";

const COSMETIC: Statement = { kind: "irrelevant", why: "bars between rules in the web interface" };

export const PFSENSE_STATEMENTS: Section = section([
  ...modelled("version"),
  ...WHOLE_SECTIONS,
  ...LINKS,
  [
    "system",
    systemSection([
      ...modelled("allow_nat64_prefix_override disablenegate"),
      ...irrelevant("prefers one family for the device itself", "ipv6dontcreatelocaldns prefer_ipv4"),
      ...irrelevant("hardware and performance", "harddiskstandby"),
      ...irrelevant("updates and backups", "pkg_nochecksig do_not_send_uniqueid"),
      ...irrelevant("takes effect when a gateway is down", "gw_down_kill_states"),
      ...irrelevant("how the address is asked for; which it is stays unknown", "global-v6duid"),
      ...irrelevant(
        "limits and timers of the state table",
        "srctrack schedule_states tcpfirsttimeout tcpestablishedtimeout tcpclosingtimeout tcpfinwaittimeout tcpclosedtimeout tcptsdifftimeout udpfirsttimeout udpsingletimeout udpmultipletimeout icmpfirsttimeout icmperrortimeout otherfirsttimeout othersingletimeout othermultipletimeout",
      ),
      ...irrelevant(
        "hides hosts from a host of their own network, which no pair of zones meets",
        "enablenatreflectionhelper",
      ),
      ...irrelevant("when lists are fetched", "checkaliasesurlcert"),
      ...doubtful("anything", "a proxy takes TFTP over past all rules", "tftpinterface"),
    ]),
  ],
  ["interfaces", sectionOf(interfaceSection())],
  ["aliases", section([["alias", aliasSection()]])],
  [
    "filter",
    section([
      [
        "rule",
        ruleSection([["nat", { kind: "doubt", effect: "anything", why: "it translates IPv6 to IPv4 (NAT64)" }]]),
      ],
      ...modelled("bypassstaticroutes"),
      ["separator", COSMETIC],
    ]),
  ],
  [
    "nat",
    section([
      ["rule", natSection()],
      ["onetoone", natSection()],
      ["npt", natSection()],
      ["outbound", section([...modelled("mode"), ["rule", natSection()]])],
      ["advancedoutbound", section([...modelled("enable"), ["rule", natSection()]])],
      ["separator", COSMETIC],
      ...irrelevant("an old helper that is no longer there", "ipsecpassthru"),
    ]),
  ],
  [
    "schedules",
    section([
      [
        "schedule",
        section([...modelled("name timerange"), ...irrelevant("only shown in the web interface", "descr schedlabel")]),
      ],
    ]),
  ],
  ["gateways", GATEWAYS],
  // pfSense Plus: they may send frames out by another interface as well (bridge-to).
  [
    "ethernet",
    section([
      ...doubtful("anything", "rules for frames stop some of them, or send them elsewhere", "rule"),
      ["separator", COSMETIC],
    ]),
  ],
  ["staticroutes", STATIC_ROUTES],
  ["virtualip", VIRTUAL_ADDRESSES],
  ["openvpn", OPENVPN_SECTION],
  ["ipsec", IPSEC_SECTION],
  ["dhcpd", DHCP_SERVER],
  ["dhcpdv6", DHCP_SERVER],
  ["dhcpbackend", { kind: "irrelevant", why: "which program hands out addresses" }],
  ["dhcrelay", DHCP_RELAY],
  ["dhcrelay6", DHCP_RELAY],
  ["snmpd", SNMP],
  ["sysctl", SYSCTL],
  [
    "captiveportal",
    sectionOf(
      section(modelled("enable interface"), {
        beginning: [["", { kind: "irrelevant", why: "how users log in at the portal" }]],
      }),
    ),
  ],
  ["diag", section([["ipv6nat", section(modelled("enable ipaddr"))]])],
  [
    "load_balancer",
    section([...modelled("lbpool virtual_server"), ...irrelevant("how servers are watched", "monitor_type setting")]),
  ],
  ["bridge", { kind: "irrelevant", why: "left over from version 1, read by nothing" }],
  // switch.inc: as with any switch beside it, the interfaces say what is on a segment.
  ["switches", { kind: "irrelevant", why: "which ports of the built-in switch are in which VLAN" }],
  ["proxyarp", section([["proxyarpnet", { kind: "irrelevant", why: "answers for addresses; decides nothing" }]])],
  [
    "qinqs",
    section([
      ["qinqentry", section([...modelled("if tag members vlanif"), ...irrelevant("link settings", "descr autogroup")])],
    ]),
  ],
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
        "localip remoteip l2tp_subnet n_l2tp_units interface radius user secret paporchap",
      ),
    ]),
  ],
  ["pppoes", PPPOE_SERVERS],
  ["ovpn", { kind: "irrelevant", why: "left over from version 1, read by nothing" }],
  ["installedpackages", PACKAGES],
]);
