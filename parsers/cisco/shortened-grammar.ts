/** Which keywords may stand where in what people type for IOS: what a word may be short for (reference/cisco.md 1.1). */
import { type Place, placesOf } from "./keyword-places.js";
import { IOS_ROWS, statementsIn } from "./statements.js";

/** Statements that stand in no mode, further than the rows of statements have them. */
const TOP = `
  interface range *; interface *; hostname; line vty|console|aux|con; vlan; router ospf|eigrp|bgp|rip|isis; object-group network|service;
  route-map * permit|deny; class-map match-any|match-all|type; class-map type inspect match-any|match-all; policy-map type inspect; control-plane;
  zone security; zone-pair security * source * destination *;
  vlan access-log|access-map|accounting|configuration|dot1q|filter|group|internal; vlan filter * vlan-list; vrf definition; ip vrf; ip routing; ip local policy;
  ip access-list extended|standard|resequence|log-update|logging|persistent|helper|role-based|match-local-traffic|fqdn;
  access-list *; access-list compiled|dynamic-extended|rate-limit; ipv6 access-list; ipv6 access-list log-update; ipv6 unicast-routing;
  ip route *; ip route vrf|static|profile; ipv6 route; ip default-network; ip http server|secure-server|access-class|authentication;
  ip http secure-ciphersuite|secure-port|secure-trustpoint|secure-active-session-modules|active-session-modules|client|max-connections;
  ip http path|port|timeout-policy|tls-version|secure-client-auth|secure-ecdhe-curve|session-idle-timeout|banner|digest|help-path;
  ip nat inside|outside source|destination list|static|route-map; ip nat inside|outside source list|route-map * pool|interface;
  ip nat inside source list|route-map * pool|interface * overload|vrf|match-in-vrf|reversible|oer|mapping-id|no-payload|redundancy;
  ip nat inside source list|route-map * pool|interface * vrf * overload|match-in-vrf; ip nat pool * * * netmask|prefix-length|type;
  ip nat pool|translation|service|log|create|settings|switchover|portmap;
  enable secret|password|algorithm-type|view|last-resort; banner motd|login|exec|incoming|config-save|prompt-timeout|slip-ppp;
  username * privilege * secret|password; username * secret|password|nopassword|algorithm-type|view|autocommand|access-class;
  service password-encryption|timestamps|tcp-keepalives-in|tcp-keepalives-out|tcp-small-servers|udp-small-servers|dhcp|pad|finger;
  service sequence-numbers|config|nagle|compress-config|unsupported-transceiver|internal|linenumber|prompt|call-home|slave-log;
  snmp-server community|host|enable|location|contact|group|user|view|trap-source|trap|source-interface|engineid|ifindex|chassis-id;
  snmp-server packetsize|queue-length|system-shutdown|tftp-server-list|manager|inform|context|file-transfer|cache|drop|queue-limit;
  snmp-server * *; ip forward-protocol; ip rip; mpls; ip igmp; ip prefix-list; ip sla; ip ssh version|time-out|authentication-retries`;

/** Statements of an interface: those that the model holds, and what else begins as they do. */
const INTERFACE = `
  description; shutdown; ip address *; ip address dhcp|negotiated|pool; ip address * * secondary; ip access-group * in|out;
  ip nat inside|outside|enable|allow-static-host; ip policy route-map; ip unnumbered; ip vrf forwarding|receive|select|sitemap|autoclassify;
  ip verify unicast|source; ip inspect * in|out; ip inspect; ip port access-group; ip ips; ip audit; ip urlfilter; ip admission;
  ip auth-proxy; ip lisp; ip access-group; ip rip; ip security; ip sla; ip slb; ip dvmrp; ip mobile; ip rgmp; ip cgmp; ip tacacs; ip trigger-authentication;
  ipv6 address *; ipv6 address autoconfig|dhcp; ipv6 enable; ipv6 traffic-filter * in|out; ipv6 verify unicast|source;
  ipv6 source-guard; ipv6 policy; ipv6 nat; ipv6 inspect; ipv6 unnumbered; vrf forwarding|receive; mac access-group * in|out;
  mac address|packet-classify; mac-address; access-group mode; l2nat; channel-group; encapsulation dot1q|isl|hdlc|ppp|frame-relay|default|untagged|dot1ad|slip;
  switchport mode access|trunk|dynamic|private-vlan|dot1q-tunnel; switchport access vlan;
  switchport trunk allowed vlan add|remove|except|all|none; switchport trunk native vlan; switchport trunk encapsulation dot1q|isl|negotiate;
  switchport trunk pruning vlan; switchport voice vlan dot1p|none|untagged; switchport voice detect; switchport nonegotiate|protected|block;
  switchport port-security|priority|private-vlan|backup|host|autostate|capture|vlan|dot1q;
  standby * ip|priority|preempt|authentication|timers|track|name|mac-address|follow|ipv6; standby version|delay|use-bia|redirect|bfd|ip;
  vrrp * ip|priority|preempt|authentication|timers|track|description|shutdown|ipv6|address-family; glbp; service-policy input|output|type;
  zone-member security; crypto map; bridge-group; service instance; xconnect; private-vlan; nat64; mpls ip; waas; port-type;
  tunnel; cts role-based; evpn; lan-name; map-group; pre-classify; rate-limit; vlan; virtual-address; rotary; rmon; ntp; vtp; ospf`;

const LINE = `
  access-class * in|out; ipv6 access-class * in|out; transport input|output all|none|ssh|telnet|rlogin|lapb-ta|mop|pad|udptn|v120;
  transport preferred|iptos; exec-timeout; login local|authentication|tacacs|block-for|delay|on-failure|on-success; password; privilege level;
  logging synchronous; session-timeout; session-limit; session-disconnect-warning; stopbits; length; width; history; exec; exec-banner;
  exec-character-bits; rotary; authorization; accounting; absolute-timeout; activation-character; autocommand; autobaud; autohangup;
  autoselect; autocommand-options; location; motd-banner; no-exec; escape-character; editing; flowcontrol; speed; databits; parity;
  data-character-bits; default-value; disconnect-character; dispatch-character; domain-lookup; full-help; flush-at-activation; hold-character;
  insecure; international; ip; lockable; media-type; modem; monitor; notify; padding; rxspeed; txspeed; script; special-character-bits;
  start-character; stop-character; terminal-type; timeout; usb-inactivity-timeout; vacant-message; x25; buffer-length; callback; exit; macro;
  parser; prc; refuse-message; state-machine; telnet; terminal-queue; history size`;

const VLAN = `
  name; state; shutdown; private-vlan; remote-span; mtu; exit; are; backupcrf; bridge; media; parent; ring; said; ste; stp; tb-vlan1; tb-vlan2; no`;

const CLASS_MAP = `
  match access-group name; match access-group *; match protocol; match class-map; match user-group; match not protocol|access-group|class-map;
  description; rename; exit`;

const POLICY_MAP = "class type inspect; class class-default; description; exit";

/** Under a class of a policy of inspection. */
const CLASS = "inspect; pass log; drop log; police; service-policy; urlfilter; exit";

const ZONE_PAIR = "service-policy type inspect; description; exit";

const ACCESS_MAP = "match ip|ipv6|mac address; action drop|forward|redirect; exit";

const VRF = `
  rd; description; address-family ipv4|ipv6 unicast|multicast; route-target export|import|both; import map|ipv4|ipv6|path; export map|ipv4|ipv6;
  route-replicate from; maximum routes; mdt default|data|log-reuse|auto-discovery; vpn id; vnid; bgp next-hop; context; snmp context; topology;
  inter-as-hybrid; downstream; exit-address-family; exit`;

const CONTROL_PLANE = "service-policy input|output|type; management-interface; exit";

const ROUTE_MAP = `
  match ip address *; match ip address prefix-list; match ip next-hop|route-source; match ipv6 address; match interface; match length; match tag;
  match metric; match community; match as-path; match route-type; match source-protocol; match extcommunity; match local-preference;
  set ip next-hop|default|df|precedence|qos-group|tos|vrf|global|address; set ipv6 next-hop|default|precedence; set interface; set default interface; set vrf;
  set metric; set metric-type; set tag; set community; set local-preference; set as-path; set weight; set origin; set level; set automatic-tag;
  set comm-list; set dampening; set extcommunity; set global; set traffic-index; description; continue; exit`;

const SERVICES = `
  tcp|udp|tcp-udp source eq|gt|lt|neq|range; tcp|udp|tcp-udp eq|gt|lt|neq|range; icmp; group-object *; description; ip; ahp; eigrp; esp; gre;
  igmp; ipinip; nos; ospf; pcp; pim; exit; *`;

const OBJECTS = `host *; range * *; group-object *; description; any; exit; *`;

/** What stands in a mode. */
export type Section =
  | "top"
  | "interface"
  | "line"
  | "vlan"
  | "objects"
  | "class-map"
  | "policy-map"
  | "class"
  | "zone-pair"
  | "access-map"
  | "vrf"
  | "control-plane"
  | "route-map"
  | "services";

const rowsOf = (text: string) => text.split(";").map((one) => one.trim().replace(/\s+/g, " "));

const STATEMENTS: Readonly<Record<Section, () => readonly string[]>> = {
  top: () => [...statementsIn(IOS_ROWS.top), ...rowsOf(TOP), "exit", "end", "no", "default", "do"],
  interface: () => [...statementsIn(IOS_ROWS.interface), ...rowsOf(INTERFACE), "no", "default", "do"],
  line: () => [...rowsOf(LINE), "no", "default", "do"],
  vlan: () => rowsOf(VLAN),
  objects: () => rowsOf(OBJECTS),
  "class-map": () => [...rowsOf(CLASS_MAP), "no"],
  "policy-map": () => [...rowsOf(POLICY_MAP), "no"],
  class: () => [...rowsOf(CLASS), "no"],
  "zone-pair": () => [...rowsOf(ZONE_PAIR), "no"],
  "access-map": () => [...rowsOf(ACCESS_MAP), "no", "default"],
  vrf: () => [...rowsOf(VRF), "no"],
  "control-plane": () => [...rowsOf(CONTROL_PLANE), "no"],
  "route-map": () => [...rowsOf(ROUTE_MAP), "no", "default"],
  services: () => [...rowsOf(SERVICES), "no"],
};

const made = new Map<Section, Place>();

/** The keywords of a mode, put together when somebody first asks. */
export function grammarOf(section: Section): Place {
  const known = made.get(section);
  if (known !== undefined) return known;
  const place = placesOf(STATEMENTS[section]());
  made.set(section, place);
  return place;
}
