/** Statements of IOS-XR that no part of the model holds, with the reason why that is right. What stands nowhere is reported. */
import { indexOf, longestRow, type Rows, type Statement } from "./statements.js";
import { splitWords } from "./words.js";

const TOP: Rows = [
  {
    treatment: "irrelevant",
    why: "who may log in, and how",
    words: `
      aaa, username, usergroup, taskgroup, radius, radius-server, tacacs, tacacs-server, key, keychain,
      crypto ca, crypto key, crypto fips-mode, line, vty-pool, ssh, telnet, banner, password, secret,
      login, tty, xml, netconf, netconf-yang, grpc, http, ftp, tftp, rcp, cinetd, fips, exec-timeout, radius-server,
      user-group, task-group, mac-based-authentication, dot1x, macsec-policy, mka`,
  },
  {
    treatment: "irrelevant",
    why: "logging, clocks and monitoring",
    words: `
      logging, ntp, clock, snmp-server, snmp, mibs, flow, sampler-map, telemetry, monitor-session, ipsla,
      performance-mgmt, performance-measurement, error-disable, event, archive, lldp, cdp, call-home,
      statistics, trace, dump, debug, exception, process, cef, bfd, track, correlator, sflow, sampler, rmon,
      frequency, ptp, lawful-intercept, pm, icpe, cfm, ethernet`,
  },
  {
    treatment: "irrelevant",
    why: "hardware, software images, licences, and how the command line works",
    words: `
      hostname, hw-module, hardware-module, controller, redundancy, license, boot, config-register, platform,
      power-mgmt, fpd, upgrade, install, environment, transceiver, optics, service unsupported-transceiver,
      service timestamps, service password-recovery, service cli, service ipv4 tcp-small-servers,
      service ipv6 tcp-small-servers, service ipv4 udp-small-servers, service ipv6 udp-small-servers, alias,
      configuration, configure, root, commit, cli, terminal, tpa, linux, appmgr, script, location, nv, fault-manager,
      selective-vrf-download, memory, watchdog, wanphy, dwdm, lc-module, reload, show, clear, ucmp, rp, pki,
      end-group, end-class-map, end-policy-map, xr-lite, ncs, fan, system, smart`,
  },
  {
    treatment: "irrelevant",
    why: "how frames are switched inside a network; the stations of a zone are taken as connected",
    words: `
      spanning-tree, lacp, bundle, evpn, mac, oam, erp, vlan, udld, igmp, mld, dhcp, arp, mlacp,
      ethernet-services access-list, generic-interface-list, l2, ipv6 nd, ipv6 neighbor, mvrp, cem,
      storm-control, efd, pppoe, fabric`,
  },
  {
    treatment: "irrelevant",
    why: "how the device serves and names itself, and how routes are told to others",
    words: `
      domain, router-id, router igmp, router mld, router pim, router msdp, router amt, router rib,
      multicast-routing, ipv4 prefix-list, ipv6 prefix-list, ipv4 netmask-format, ipv4 virtual,
      ipv6 virtual, ipv4 conflict-policy, ipv6 conflict-policy, ipv4 assembler, ipv6 assembler,
      ipv4 access-list log-update, ipv6 access-list log-update, ipv4 access-list maximum,
      ipv6 access-list maximum, ipv4 source-route, ipv6 source-route, ipv4 path-mtu, ipv6 path-mtu,
      ipv6 hop-limit, ipv6 icmp, ipv4 icmp, icmp, tcp, udp, rib, fib, rcc, nsr, nsf, explicit-path, lpts,
      as-path-set, community-set, extcommunity-set, prefix-set, as-path, community-list, arp-gmp, ipv6 enable, ipv4 hop-limit,
      hostname-prefix, forwarding, ip-sla, fast-reroute, srlg, affinity-map, rsvp`,
  },
  {
    treatment: "elsewhere",
    why: "takes effect where an interface, a policy or a rule names it",
    words: "class-map, policy-map, time-range, template, group, ipsec profile, crypto ipsec profile",
  },
  {
    treatment: "doubt",
    why: "filters or forwards by services, tunnels or bridges that are not computed",
    words: `
      service cgn, service-cgv6, service-location, service, nat44, nat64, cgv6, flowspec, router lisp, lisp,
      otv, l2tp, vpdn, crypto ipsec, crypto isakmp, crypto map, crypto ikev2, ikev2, ipsec, apply-group,
      dynamic-template, subscriber, openflow, onep, bridge, xconnect, vservice, sbc, nve, firewall,
      policy-based-routing, pbr, ip-tunnel, access-group`,
  },
];

const INTERFACE: Rows = [
  {
    treatment: "irrelevant",
    why: "link, media and speed",
    words: `
      mtu, ipv4 mtu, ipv6 mtu, bandwidth, load-interval, carrier-delay, dampening, lldp, cdp, bfd,
      negotiation, speed, duplex, flow-control, transceiver, arp, mac-address, bundle, lacp, mlacp,
      load-balancing, ethernet, frequency, ptp, logging, snmp, snmp-server, keepalive, macsec, dot1x, hw-module,
      monitor-session, loopback, crc, pos, serial, framing, cablelength, encapsulation ppp, encapsulation hdlc,
      encapsulation frame-relay, ppp, clock, priority-flow-control, fec, damping, port-mode, breakout,
      control-word, mac-accounting, mac, vrrp, hsrp, flow, profile, port, medium, link, power, optics,
      exit, signalling, record-route, logging events, mpls mtu, mpls label-security, attach, shape, qos,
      delay, efd, synce, ssm, ntp, eee, transport, circuit-id, link-debounce, group-monitor, tx-enable`,
  },
  {
    treatment: "irrelevant",
    why: "which stations may connect and how the port learns them; the stations of a zone are taken as connected",
    words: `
      ipv4 helper-address, ipv6 nd, ipv6 dhcp, dhcp, storm-control, port-security, spanning-tree, split-horizon,
      pppoe, ipv6 address dhcp-client-options`,
  },
  {
    treatment: "irrelevant",
    why: "routing protocols, multicast and measurement on the link; what they learn is a doubt of the router",
    words: `
      proxy-arp, local-proxy-arp, ipv4 unreachables, ipv6 unreachables, ipv4 redirects, ipv6 redirects,
      ipv4 mask-reply, ipv4 directed-broadcast, ipv4 point-to-point, ipv4 tcp-mss-adjust,
      ipv6 tcp-mss-adjust, ipv4 ttl-propagate, ipv6 ttl-propagate, ipv4 flowspec, ipv6 flowspec,
      ipv4 bgp, ipv6 bgp, ipv4 load-sharing, ipv4 forwarding-enable, ipsla, performance-measurement,
      ipv4 multicast, ipv6 multicast, ipv4 directed-broadcast, ipv4 broadcast-address, rsvp, isis, ospf, igmp,
      pim, tag-switching, track, ipv4 rtp, ipv6 rtp, ipv4 arp, ipv4 icmp, ipv6 icmp, fast-reroute, cef`,
  },
  {
    treatment: "irrelevant",
    why: "the ends and the framing of a tunnel, VXLAN; what comes out of it is a doubt of the device or filtered at this interface",
    words: `
      tunnel source, tunnel destination, tunnel mode, tunnel ttl, tunnel tos, tunnel df, tunnel vrf, tunnel bfd,
      tunnel dfbit, tunnel dscp, tunnel key, source-interface, overlay-encapsulation, host-reachability,
      member vni, suppress-arp, mcast-group, anycast, host-reachabilty`,
  },
];

/** The rows, by where the statements stand. */
export const IOSXR_ROWS = { top: TOP, interface: INTERFACE } as const;

const SECTIONS = { top: indexOf(TOP), interface: indexOf(INTERFACE) } as const;

/** The longest row that a statement of IOS-XR begins with; `no` before a statement changes nothing about it. */
export function iosxrStatementOf(section: keyof typeof SECTIONS, text: string): Statement | undefined {
  return longestRow(SECTIONS[section], splitWords(text));
}

/** Whether a statement of an interface is listed. @param words those of the statement. */
export function isOfIosxrInterface(words: readonly string[]): boolean {
  return longestRow(SECTIONS.interface, words) !== undefined;
}
