/** What stands in a mode when a typed script has no indentation: told by the commands (reference/cisco.md 1.1). */

interface Mode {
  readonly opens: RegExp;
  readonly holds: RegExp;
}

/**
 * Of an interface of IOS besides: what may be said of the whole device too begins as this does, and goes on in another way. A
 * device asks the mode that is open first.
 */
const OF_INTERFACE =
  /^(?:no )?(?:crypto map \S+$|(?:ip|ipv6) (?:inspect|ips|audit|urlfilter) (?!name )\S+ (?:in|out)$|ip (?:admission|auth-proxy) \S+$|(?:ip|ipv6) wccp .*(?:redirect (?:in|out)|group-listen)$|l2nat (?!instance )\S|service instance \d|ipv6 (?:nd|inspect|policy|verify|unnumbered|ospf|eigrp|dhcp (?:server|relay|client)) |(?:authentication|dot1x) fallback |mpls (?:traffic-eng tunnels|ip|bgp forwarding)$|cts role-based enforcement$|cdp enable$|ip (?:pim \S+-mode|mtu|flow|virtual-reassembly|route-cache|tcp adjust-mss|unreachables|directed-broadcast|igmp version|mroute-cache|rip|eigrp|hello-interval|authentication|summary-address)\b|load-interval|keepalive|service-policy|xconnect|bridge-group|mac access-group|hold-queue|delay\b|carrier-delay|ppp|dialer|pppoe|storm-control|access-group mode|lldp (?:transmit|receive)$|glbp)/i;

/** Commands that stand in a mode when a typed script has no indentation, by the line that opens the mode. */
const MODES: readonly Mode[] = [
  {
    opens: /^interface /i,
    holds:
      /^(?:no )?(?:ip (?:address|access-group|port access-group|forward$|nat (?:inside|outside|enable)$|helper|policy route-map|ospf|verify|unnumbered|vrf (?:forwarding|receive|select|sitemap|autoclassify) |proxy|redirects)|ipv6 (?:address|traffic-filter|port|enable)|description|shutdown|switchport|vrf (?:forwarding|member)|encapsulation|duplex|speed|standby|vrrp|channel-group|zone-member|tunnel|mtu|bandwidth|negotiation|media-type|spanning-tree|nameif|security-level)\b/i,
  },
  {
    opens: /^(?:no )?(?:ip|ipv6|mac) access-list /i,
    holds: /^(?:\d+ |sequence \d+ )?(?:permit|deny|remark|evaluate|dynamic)\b/i,
  },
  {
    opens: /^object-group /i,
    holds:
      /^(?:host|range|group-object|network-object|service-object|port-object|protocol-object|icmp-object|description|pattern|tcp|udp|tcp-udp|icmp|\d+\.\d+\.\d+\.\d+|[\da-f]{1,4}:[\da-f:]*[\da-f:])(?:\b|(?=\/))/i,
  },
  {
    opens: /^line /i,
    holds:
      /^(?:no )?(?:transport|access-class|exec-timeout|login|password|logging|privilege|session|stopbits|length|width)\b/i,
  },
  {
    opens: /^(?:vrf definition|ip vrf) /i,
    holds:
      /^(?:rd|route-target|address-family ipv[46]|exit-address-family|description|import|export|maximum routes)\b/i,
  },
  {
    opens: /^router (?:ospf|eigrp|rip|bgp)\b/i,
    holds:
      /^(?:no )?(?:network|neighbor|router-id|passive-interface|redistribute|default-information|auto-summary|version \d$)\b/i,
  },
];

/** Those that an ASA has besides. */
const ASA_MODES: readonly Mode[] = [
  ...MODES,
  {
    opens: /^interface /i,
    holds:
      /^(?:no )?(?:management-only|shut|vlan|bridge-group|nve-only|vtep-nve|proxy paired|segment-id|(?:internal|external)-(?:segment-id|port))\b/i,
  },
  {
    opens: /^object (?:network|service) /i,
    holds: /^(?:(?:host|subnet|range|fqdn|service|description)\b|nat (?:\(\S+\) )?(?:static|dynamic) )/i,
  },
  { opens: /^policy-map \S+$/i, holds: /^(?:class \S+|(?:no )?inspect \S.*)$/i },
  { opens: /^nve \d/i, holds: /^(?:encapsulation|source-interface|peer-group|peer) /i },
];

/** Those of IOS-XR. */
const XR_MODES: readonly Mode[] = [
  {
    opens: /^interface (?:preconfigure )?\S+(?: l2transport)?$/,
    holds:
      /^(?:no )?(?:ipv[46] (?:address|access-group|verify|unnumbered|enable|mtu)|description|shutdown|vrf|encapsulation|bundle|mtu|service-policy|l2transport|load-interval|dampening|rewrite)\b/,
  },
  { opens: /^ipv[46] access-list \S+$/, holds: /^(?:no )?(?:\d+ )?(?:permit|deny|remark)\b/ },
  {
    opens: /^object-group (?:network ipv[46]|port) \S+$/,
    holds: /^(?:no )?(?:host|range|object-group \S+$|eq|neq|gt|lt|[\da-fA-F.:]+\/\d+$|description)\b/,
  },
  {
    opens: /^line (?:default|console|template \S+)$/,
    holds: /^(?:no )?(?:transport|access-class|exec-timeout|session-timeout|login|password)\b/,
  },
];

/** Those that NX-OS has besides: a job holds any commands, up to the line that ends it; a VRF has routes of its own. */
const NXOS_MODES: readonly Mode[] = [
  ...MODES,
  { opens: /^scheduler job name /, holds: /^/ },
  {
    opens: /^vrf context /,
    holds:
      /^(?:no )?(?:ip(?:v6)? (?:route|domain|name-server|pim|mroute)|rd|vni|address-family|route-target|import|export|description|shutdown)\b/,
  },
];

/** What ends a job. */
export const END_OF_JOB = "end-job";

const IOS_MODES: readonly Mode[] = [...MODES, { opens: /^interface /i, holds: OF_INTERFACE }];

const MODES_OF: Readonly<Record<string, readonly Mode[]>> = {
  ios: IOS_MODES,
  asa: ASA_MODES,
  iosxr: XR_MODES,
  nxos: NXOS_MODES,
};

/** Letters that lines begin with which open some mode: any other line needs no look at the rows. */
const INITIALS = /^[iomnlprsv]/i;

/** One for all: most lines of a large file open nothing. */
const NONE: readonly RegExp[] = [];

/** The commands that stand in the mode which a line opens; none where it opens none that is known by its commands. */
export function commandsUnder(opener: string, platform: string): readonly RegExp[] {
  if (!INITIALS.test(opener)) return NONE;
  const modes = MODES_OF[platform] ?? MODES;
  return modes.filter(({ opens }) => opens.test(opener)).map(({ holds }) => holds);
}
