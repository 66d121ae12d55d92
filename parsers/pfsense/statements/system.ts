/** Statements about the system and its services, of both firewalls. */
import { doubtful, irrelevant, modelled, type Section, type Statement, section, sectionOf } from "../statements.js";

const SERVICE = "a service of the device itself; which packets reach it is for the rules to say";
const WEB = "the web interface";
const HARDWARE = "hardware and performance";
const LOGIN = "who may log in, not which packets pass";

/** `system`; `more` are the fields of one of the two. */
export function systemSection(more: readonly [string, Statement][]): Section {
  return section([
    ...modelled("hostname domain ipv6allow disablefilter disablenatreflection enablenatreflectionpurenat"),
    ...modelled("enablebinatreflection skip_rules_gw_down disablevpnrules webgui ssh enablesshd no_apipa_block"),
    ...modelled("user group authserver timeservers acb backupcount remotebackup sshguard_threshold sshguard_blocktime"),
    ...modelled("dnsserver backup dpinger_dont_add_static_routes"),
    ...modelled("dns1gw dns2gw dns3gw dns4gw dns5gw dns6gw dns7gw dns8gw"),
    ["webgui", webguiSection()],
    ["ssh", sshSection()],
    ...irrelevant(
      LOGIN,
      "nextuid nextgid password username sudo_allow_wheel sudo_allow_group user_allow_gen_token deployment",
    ),
    ...irrelevant(
      SERVICE,
      "dnsallowoverride dnslocalhost time-update-interval timezone language dns1gwint dns2gwint dns3gwint dns4gwint dns1host dns2host dns3host dns4host dnssearchdomain dnsallowoverride_exclude dns_resolve_mode",
    ),
    ...irrelevant(
      HARDWARE,
      "optimization disablesegmentationoffloading disablelargereceiveoffloading disablechecksumoffloading hn_altq_enable powerd_enable powerd_ac_mode powerd_battery_mode powerd_normal_mode crypto_hardware thermal_hardware serialspeed serialusb enableserial enableserial_force primaryconsole secondaryconsole use_mfs_tmp_size use_mfs_var_size use_mfs_tmpvar use_mfs_tmp use_mfs_var kill_states already_run_config_upgrade disableconsolemenu disablevlanhwfilter use_swap_file usevirtualterminal hw_uuid cpu_microcode pti_disabled mds_disable sharednet lb_use_sticky",
    ),
    ...irrelevant(
      "limits and timers of the state table",
      "maximumstates maximumtableentries maximumfrags adaptivestart adaptiveend aliasesresolveinterval reflectiontimeout tcpopeningtimeout statepolicy pf_share_forward",
    ),
    ...irrelevant("cleaning of packets, no decision", "scrubnodf scrubrnid disablescrub ip_change_kill_states"),
    ...irrelevant("when lists are fetched", "bogons"),
    ...irrelevant(
      "updates and backups",
      "firmware gitsync pkg_repo_conf_path ignoreresolve rrdbackup dhcpbackup logsbackup netflowbackup captiveportalbackup",
    ),
    ...irrelevant("who is kept from guessing passwords", "sshguard_detection_time sshguard_whitelist"),
    ...irrelevant(
      WEB,
      "theme webguicss logincss dashboardcolumns pagenamefirst noantilockout_notice widgets shapertype",
    ),
    ...irrelevant("proxies and addresses the device itself uses", "proxyurl proxyport proxyuser proxypass prefer_ipv4"),
    ...irrelevant("how replies are sent back", "disablereplyto"),
    ...irrelevant("takes effect when a gateway is down", "gw_switch_default gw-down-kill-states keep_failover_states"),
    ...doubtful(
      "anything",
      "commands that run at start may change the rules",
      "shellcmd earlyshellcmd afterfilterchangeshellcmd",
    ),
    ...more,
  ]);
}

function webguiSection(): Section {
  return section([
    ...modelled("protocol port disablehttpredirect noantilockout interfaces session_timeout authmode"),
    ...modelled("enable_password_policy_constraints password_policy_length password_policy_complexity"),
    ...modelled("password_policy_duration"),
    ...irrelevant(
      WEB,
      "ssl-certref noassigninterfaces loginautocomplete max_procs dashboardcolumns webguicss logincss althostnames nodnsrebindcheck nohttpreferercheck roaming quietlogin compression ssl-ciphers ssl-hsts httpaccesslog noauth webguifixedmenu webguihostnamemenu webguileftcolumnhyper interfacessort dashboardavailablewidgetspanel systemlogsfilterpanel systemlogsmanagelogpanel statusmonitoringsettingspanel requirestatefilter disablealiaspopupdetail requirefirewallinterface disablehsts ocsp-staple pagenamefirst logouttimeout nohttpredirect_notice httpd_access_log",
    ),
  ]);
}

function sshSection(): Section {
  return section([
    ...modelled("enable enabled port interfaces"),
    ...irrelevant(
      LOGIN,
      "sshdkeyonly group noauto passwordauth permitrootlogin kex ciphers macs keys keysig rekeylimit sshdagentforwarding pubkeyacceptedkeytypes",
    ),
  ]);
}

/** Top-level sections of both that are left out as a whole. */
export const WHOLE_SECTIONS: readonly [string, Statement][] = [
  ...irrelevant(LOGIN, "ca cert crl voucher"),
  ...modelled("revision syslog ntpd"),
  ...irrelevant("history of the file", "lastchange"),
  // What a backup may hold beside the configuration (web/backup.inc): graphs, and the keys of SSH.
  ...irrelevant("files that a backup takes along", "rrddata sshdata"),
  ...irrelevant(WEB, "theme widgets notes trigger_initial_wizard"),
  ...irrelevant("answers to a wizard, already applied elsewhere", "wizardtemp ezshaper ovpnserver"),
  ...irrelevant("orders traffic in queues, decides nothing", "shaper dnshaper"),
  ...irrelevant("takes effect in the rules that name it", "l7shaper"),
  ...irrelevant(SERVICE, "unbound rrd wol dyndnses dyndns dnsupdates mailreports notifications smtp rfc2136 igmpproxy"),
  [
    "cron",
    section([
      [
        "item",
        section(modelled("command"), {
          beginning: [["", { kind: "irrelevant", why: "when a command runs, and for whom" }]],
        }),
      ],
    ]),
  ],
  ...irrelevant(
    "how a link is dialled; the interface says that its address is unknown",
    "pppoe pptp l2tp-client bigpond",
  ),
  ...irrelevant("radio settings", "wireless"),
  ...modelled("hasync dnsmasq"),
];

/** DHCP servers: that one is enabled is modelled, and which subnets are advertised beside it; the rest hands out addresses. */
export const DHCP_SERVER: Section = sectionOf(
  section([...modelled("enable failover_peerip ramode"), ["subnets", section(modelled("item"))]], {
    beginning: [["", { kind: "irrelevant", why: "which addresses are handed out to clients" }]],
  }),
);

export const DHCP_RELAY: Section = section([
  ...modelled("enable interface server"),
  ...irrelevant("details of the relay", "agentoption carpstatusvip appendagentoption destination"),
]);

export const SNMP: Section = section([
  ...modelled("enable pollport bindip bindlan rocommunity rwcommunity"),
  ...irrelevant(
    SERVICE,
    "syslocation syscontact modules trapenable trapserver trapserverport trapstring traphost ipprotocol",
  ),
]);

/** `sysctl/item`: which tunable it is decides. */
export const SYSCTL: Section = section([
  ["item", section([...modelled("tunable value"), ...irrelevant(WEB, "descr")])],
]);
