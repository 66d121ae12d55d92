/** Packages of pfSense, by what they can do to packets. */
import { irrelevant, modelled, type Section, type Statement, section } from "../statements.js";
import { WIREGUARD_PACKAGE } from "./tunnels.js";

const LIST = "the list of packages and their menus";
const SERVICE = "a program on the device; which packets reach it is for the rules to say";
const INSPECTS = "blocks hosts at run time; its tables are taken as empty, as they are at first";

const WRITES_FILES: Statement = {
  kind: "doubt",
  effect: "anything",
  why: "it writes over files of the system, and runs commands",
};

/** System Patches: one that an administrator wrote or named, which the package applies by itself or once he says so (system_patches of the package). */
const PATCHED: Statement = {
  kind: "doubt",
  effect: "anything",
  why: "it changes programs of the system, which may make other rules than the export says",
};

/** `installedpackages`: a package whose name is not here may bring rules of its own. */
export const PACKAGES: Section = section(
  [
    [
      "package",
      section([...modelled("name filter_rule_function")], { beginning: [["", { kind: "irrelevant", why: LIST }]] }),
    ],
    ...irrelevant(LIST, "menu service tab"),
    [
      "miniupnpd",
      section([
        [
          "config",
          section(
            [
              ...modelled("enable ext_iface iface_array"),
              ...irrelevant(
                "details of UPnP",
                "enable_upnp enable_natpmp download upload overridewanip overridesubnet ipv6_disable upnpqueue logpackets sysuptime presentationurl modelnumber friendly_name clean_ruleset_interval clean_ruleset_threshold lease_file allow_third_party_mapping http_port uuid row igd_compat",
              ),
            ],
            { beginning: irrelevant("details of UPnP", "perm stun num_ ext_stun") },
          ),
        ],
      ]),
    ],
    [
      "squid",
      section([
        [
          "config",
          section([...modelled("enable_squid active_interface transparent_proxy transparent_active_interface")], {
            beginning: [["", { kind: "irrelevant", why: SERVICE }]],
          }),
        ],
      ]),
    ],
    [
      "squidreversegeneral",
      section([
        [
          "config",
          section([...modelled("reverse_http reverse_https")], {
            beginning: [["", { kind: "irrelevant", why: SERVICE }]],
          }),
        ],
      ]),
    ],
    ["filer", section([["config", section([], { beginning: [["", WRITES_FILES]] })]])],
    ["patches", section([["item", PATCHED]], { beginning: [["", { kind: "irrelevant", why: SERVICE }]] })],
    ["wireguard", WIREGUARD_PACKAGE],
    ...modelled("frr quaggaospfd openbgpd routed carpsettings snortglobal suricata avahi haproxy"),
    ...irrelevant(
      SERVICE,
      "acme arpwatch autoconfigbackup backup bandwidthd cron darkstat freeradius iperf lcdproc lightsquid mailreport mtr nmap notes nrpe ntopng nut servicewatchdog softflowd sudo syslog-ng sysutils telegraf tftpd vpn_openvpn_export zabbixagent zabbixproxy zabbixagentlts zabbixproxylts shellcmd statusmonitoring system_patches tinc vnstat2 bind cellular ladvd lldpd netsnmp node_exporter pimd aws_wizard ipsecprofile filemanager varnish",
    ),
  ],
  {
    beginning: [
      ...begins("its automatic rules stand in <filter>, its lists are aliases of unknown contents", "pfblocker"),
      ...begins(INSPECTS, "snort suricata"),
      ...begins(
        SERVICE,
        "squidguard squid freeradius lcdproc zabbix haproxy ntopng nut vpn_openvpn_export cron tinc bind netsnmp systempatches shellcmd",
      ),
      ...begins("which routes it learns is covered where routing is", "frr quagga openbgpd"),
    ],
  },
);

function begins(why: string, starts: string): [string, Statement][] {
  return irrelevant(why, starts);
}
