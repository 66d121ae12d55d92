/** Statements of IOS that no part of the model holds, with the reason why that is right. What stands nowhere is reported. */
import { WordRows } from "./word-rows.js";
import { splitWords } from "./words.js";

/**
 * - `irrelevant`: cannot change which packets pass.
 * - `elsewhere`: takes effect only where an interface or a rule names it; the doubt, where there is one, stands there.
 * - `doubt`: can change what passes, and how is not computed: the whole device is doubtful.
 */
export type Treatment = "irrelevant" | "elsewhere" | "doubt";

export interface Statement {
  readonly treatment: Treatment;
  readonly why: string;
}

/** `words`: how the statements begin, separated by commas. */
export type Rows = readonly { readonly treatment: Treatment; readonly why: string; readonly words: string }[];

const TOP: Rows = [
  {
    treatment: "irrelevant",
    why: "who may log in, and how",
    words: `
      aaa, username, enable, privilege, login, radius, radius-server, tacacs, tacacs-server, key, ip ssh,
      ip scp, ip tacacs, ip radius, password, parser, security, ip tftp, ip ftp, ip rcmd, secure`,
  },
  {
    treatment: "irrelevant",
    why: "logging, clocks and monitoring",
    words: `
      device-sensor, device-classifier, et-analytics, vlan accounting, gnss,
      logging, ntp, clock, sntp, ip sla, monitor, flow, flow-sampler-map, sampler, telemetry, snmp,
      snmp-server, rmon, track, ip flow-export, ip flow-top-talkers, ip flow-cache, ip accounting,
      ip accounting-list, ip accounting-threshold, cdp, lldp, archive, performance, ip cef accounting, memory,
      process, scheduler, buffers, exception, call-home, diagnostic, netconf-yang, restconf, netconf, gnxi,
      gnmi-yang, aqm-register-fnf, ipv6 ioam, mmi, mediatrace, collect, oam, metadata, transceiver, ip traffic-export`,
  },
  {
    treatment: "irrelevant",
    why: "hardware, software images and licences",
    words: `
      boot-start-marker, boot-end-marker, boot, platform, license, redundancy, multilink, hw-module, module,
      card, controller, memory-size, upgrade, config-register, stack-power, switch, stackwise-virtual,
      subscriber, virtual-service, app-hosting, iox, power, environment, facility-alarm, network-clock,
      network-clock-participate, service-module, voice-card, voice, dial-peer, sip-ua, mgcp, gatekeeper,
      ccm-manager, telephony-service, hostname, alarm, alarm-profile, device-tracking, version, prompt, alias,
      macro, event, kron, menu, banner, vacant-message, isdn, partition, warm-reboot, call, h323, fax, ephone,
      ephone-dn, remote-management, transport-map, sdm, wireless, cpu, chat-script, dialer-list, location, cns,
      wsma, autonomic, pnp, hw-switch, stack-mac, usb, cef table, lte, gyroscope, gyroscope-reading, ignition, power-supply,
      shell trigger, fips, mdns-sd, service-routing, dual-active`,
  },
  {
    treatment: "irrelevant",
    why: "how the device serves and names itself, not what it forwards",
    words: `
      service, service timestamps, ip domain, ip domain-name, ip domain-lookup, ip domain-list, ip name-server,
      ip host, ip dns, ip dhcp, ipv6 dhcp, ip bootp, ip classless, ip subnet-zero, ip cef, ipv6 cef, ip tcp,
      tcp, ip icmp, ip forward-protocol, ip default-gateway, ip finger, ip gratuitous-arps, arp, ip arp,
      ip source-route, ipv6 source-route, ip options, ip local, ip bgp-community, ip as-path, ip prefix-list,
      ipv6 prefix-list, ip community-list, ip extcommunity-list, ip multicast, ip multicast-routing,
      ipv6 multicast-routing, ip pim, ipv6 pim, ip igmp, ipv6 mld, ip msdp, ip mroute, ip rsvp, ip rtcp,
      ip radius, ip wccp, ip load-sharing, ip device, ip routing protocol, ip explicit-path, ip telnet,
      ip helper-address, ip ddns, ip nbar, ip http client, ip redirects, ip flow-aggregation, ipv6 flow-export,
      ipv6 nd, ipv6 general-prefix, ipv6 host, ipv6 hop-limit, ipv6 icmp, ipv6 local, ipv6 neighbor,
      ip trigger-authentication, ipc, ip bandwidth, ip spd, vtp, udld, lacp, port-channel, errdisable,
      spanning-tree, rep, mrp, ptp, profinet, cip, mac address-table, mac-address-table, qos, mls, auto,
      system, link, dot1x, authentication, access-session, epm, mka, dot1q, bridge-domain, l2protocol-tunnel,
      ethernet, identity, table-map, vlan internal, vlan dot1q, avb, energywise, nmsp, ip auth-proxy,
      ip sticky-arp, ip reflexive-list, vstack, cluster, fallback, ipx, appletalk, clns, decnet, tftp-server, x25, frame-relay,
      template, service-template, dot11, mpls label, mpls ldp, mpls traffic-eng, mpls oam, mpls mldp, coap,
      prp, hsr-ring, hsr-prp-mode, dlr, cisp, psp, mab, ip source binding, fhrp version, bfd-template, scada-gw, scada modbus, modbus, exec, iphc-profile, dying-gasp, terminal, default-value, ip ospf name-lookup,
      ipv6 ospf name-lookup`,
  },
  {
    treatment: "irrelevant",
    why: "commands of the session in which somebody typed the others",
    words: "configure terminal, wr, write, write memory, copy running-config startup-config, do show, do write",
  },
  {
    treatment: "elsewhere",
    why: "takes effect where an interface, a policy or a rule names it",
    words: `
      crypto, route-map, class-map, policy-map, zone, zone-pair, parameter-map, time-range, mac access-list,
      arp access-list, ip inspect, ip port-map, ip admission, ip access-list log-update,
      ip access-list logging, ip access-list persistent, vlan access-map, l2nat, pseudowire-class, l2,
      bba-group, vpdn-template, cts, ip access-list role-based,
      ip urlfilter, ip audit, ip ips, ipv6 inspect, ipv6 access-list log-update,
      ip verify drop-rate, policy-list, flowspec, ip policy-list, ip access-list resequence,
      ip access-list helper`,
  },
  {
    treatment: "doubt",
    why: "zone pairs stop nothing while inspection is switched off",
    words: "platform inspect disable-all",
  },
  {
    treatment: "doubt",
    why: "filters or forwards by tags, tunnels, labels or bridges that are not computed",
    words: `
      bridge, bridge irb, nat64, ipv6 nat, vpdn, vpdn-group, l2vpn, xconnect,
      webvpn, ip sdee, access-list compiled, lisp, ipv6 lisp, otv, appnav, service-insertion, sdwan,
      service-chain, performance-routing, pfr, oer, mpls ip, ip tunnel, utd, alps, dlsw`,
  },
];

const INTERFACE: Rows = [
  {
    treatment: "irrelevant",
    why: "link, media and speed",
    words: `
      negotiation, duplex, half-duplex, full-duplex, speed, media-type, mtu, ip mtu, ipv6 mtu, bandwidth,
      delay, carrier-delay, load-interval, hold-queue, tx-queue, tx-ring-limit, keepalive, mop, flowcontrol,
      channel-group, channel, channel-protocol, lacp, pagp, port-channel, udld, cdp, lldp, mdix, clock,
      network-clock, physical-layer, encapsulation hdlc, encapsulation ppp, encapsulation frame-relay,
      encapsulation raw-tcp, encapsulation raw-udp, encapsulation scada, pulse-time,
      frame-relay, ppp, isdn, dialer, dialer-group, async, peer default, pppoe, pppoe-client, serial,
      cablelength, framing, linecode, fair-queue, random-detect, priority-queue, queue-set, power, logging,
      snmp, ntp, history, load-sharing, fec, eee, hw-module, platform, plim, srr-queue, wrr-queue, rcv-queue,
      mls, auto, trust, qos, gig-default, negotiate, beacon, alarm, alarm-profile, ptp, profinet, cip, rep,
      mrp, link, macro, source template, source, medium, h323-gateway, atm, pvc, crc, transceiver, nsf, gdoi,
      backup, utilization, exit, loopback, iox, ip tcp, ipv6 tcp, dampening, macsec, mka, mode, enable,
      subscriber, stackwise-virtual, energywise, location, monitor, exit-address-family, name, redundancy,
      rmon, ethernet, bfd, vlan-id, ima-group, no-alias, input-queue, max-reserved-bandwidth, tag-switching,
      bgp-policy, arp, shape, traffic-shape, autostate, cts, synchronous mode, dsl, transport-mode,
      priority-flow-control, mac-address, fhrp delay, et-analytics, crypto ipsec df-bit, crypto ipsec fragmentation, lte, antenna, dfs, peakdetect, stbc, station-role`,
  },
  {
    treatment: "irrelevant",
    why: "which stations may connect and how the port learns them; the stations of a zone are taken as connected",
    words: `
      spanning-tree, storm-control, dot1x, authentication, access-session, mab, device-tracking, ip dhcp,
      ip arp, ip device, ipv6 nd, ipv6 dhcp, ipv6 snooping, service-policy type control, port-security,
      l2protocol-tunnel, nmsp, ipv6 destination-guard, ssid, encryption, vtp, dlr, psp, network-policy`,
  },
  {
    treatment: "irrelevant",
    why: "routing protocols, multicast and measurement on the link; what they learn is a doubt of the router",
    words: `
      ip ospf, ipv6 ospf, ospfv3, ip router, ipv6 router, isis, ip eigrp, ipv6 eigrp, ip rip, ipv6 rip,
      ip passive-interface, ip hello-interval, ip hold-time, ip authentication, ip summary-address, ip split-horizon,
      ip bandwidth-percent, ip pim, ipv6 pim, ip igmp, ipv6 mld, ip mfib, ipv6 mfib, ip mroute-cache,
      ip multicast, ip sap, ip rsvp, mpls mldp, mpls mtu, mpls label, mpls traffic-eng, mpls bgp, mpls ldp,
      clns, ipx, appletalk, decnet, ip flow, ipv6 flow, flow, ip accounting, ip cef, ipv6 cef, ip route-cache,
      ip nbar, ip load-sharing, ip flowspec, ipv6 flowspec, ip helper-address, ip redirects, ipv6 redirects,
      ip unreachables, ipv6 unreachables, ip mask-reply, ip proxy-arp, ip local-proxy-arp,
      ip directed-broadcast, ip broadcast-address, ip virtual-reassembly, ipv6 virtual-reassembly,
      ip tcp adjust-mss, ip nhrp, ipv6 nhrp, ip information-reply, ip gratuitous-arps, ip sticky-arp,
      ip irdp, ip probe, ip rtp, ip source-address, ip bgp, ip next-hop-self, ip name-server,
      ip route-cache policy, ip ddns, routing dynamic, ip traffic-export`,
  },
  {
    treatment: "irrelevant",
    why: "the far end and the framing of a tunnel; what comes out of it is filtered by the access lists of this interface",
    words: `
      tunnel source, tunnel protection, tunnel destination, tunnel mode, tunnel key, tunnel path-mtu-discovery,
      tunnel ttl, tunnel tos, tunnel vrf, tunnel checksum, tunnel bandwidth, tunnel mpls, tunnel route-via,
      ip mtu`,
  },
  {
    treatment: "irrelevant",
    why: "the ends of VXLAN; what comes out of it is a doubt of the device",
    words: "source-interface, host-reachability, member vni",
  },
];

/** The rows, by where the statements stand. */
export const IOS_ROWS = { top: TOP, interface: INTERFACE } as const;

const SECTIONS = { top: indexOf(TOP), interface: indexOf(INTERFACE) } as const;

/** How the statements of some rows begin. */
export function statementsIn(rows: Rows): string[] {
  return rows.flatMap(({ words }) => words.split(",").map((one) => one.trim()));
}

/** The rows by how the statements begin. */
export function indexOf(rows: Rows): WordRows<Statement> {
  return new WordRows(
    rows.flatMap(({ words, treatment, why }) =>
      words.split(",").map((one) => [one.trim(), { treatment, why }] as const),
    ),
  );
}

/** The longest row that a statement begins with; `no` before a statement changes nothing about it. */
export function statementOf(section: keyof typeof SECTIONS, text: string): Statement | undefined {
  return longestRow(SECTIONS[section], splitWords(text));
}

/** Whether a statement of an interface is listed. @param words those of the statement. */
export function isOfInterface(words: readonly string[]): boolean {
  return longestRow(SECTIONS.interface, words) !== undefined;
}

export function longestRow(rows: WordRows<Statement>, words: readonly string[]): Statement | undefined {
  const isMore = words.length > 1 && (words[0] === "no" || words[0] === "default");
  return rows.longest(words, isMore ? 1 : 0)[0];
}
