/** Statements of NX-OS that no part of the model holds, with the reason why that is right. What stands nowhere is reported. */
import { indexOf, longestRow, type Rows, type Statement } from "./statements.js";
import { splitWords } from "./words.js";

const TOP: Rows = [
  {
    treatment: "irrelevant",
    why: "who may log in, and how",
    words: `
      aaa, username, role, password, userpassphrase, radius, radius-server, tacacs, tacacs+, tacacs-server,
      ip radius, ip tacacs, ldap-server, ssh, telnet, login, key, crypto, fips, security-group, ip ssh,
      banner, enable, privilege, feature-set, passphrase, ssl, macsec`,
  },
  {
    treatment: "irrelevant",
    why: "what is switched on; what a feature does has statements of its own",
    words: "feature, install",
  },
  {
    treatment: "irrelevant",
    why: "logging, clocks and monitoring",
    words: `
      logging, ntp, clock, sntp, ip sla, monitor, flow, sampler, telemetry, snmp-server, rmon, track,
      cdp, lldp, callhome, sflow, ptp, scheduler, diagnostic, event, nxapi, gpc, grpc, netconf,
      restconf, xml, hardware telemetry, hardware flow, hsl, bfd, nqa, poap, checkpoint,
      archive, erspan, analytics, icam, ip flow, congestion, storm-control, statistics, acllog,
      ip access-list cache, ngoam, bloggerd`,
  },
  {
    treatment: "irrelevant",
    why: "hardware, software images and licences",
    words: `
      boot, version, license, hardware, power, slot, interface breakout, breakout, system jumbomtu,
      system cores, system memory-thresholds, system no, system high-availability, system urpf,
      system admin-vdc, system vlan, system fabric-mode, system routing, system interface,
      system watchdog, system health, system module, system nve, system auto-upgrade,
      system inter-vlan-loop-guard, system default interface, system bridging, system login,
      system standby, system hap-reset, system statistics, system trace, system mode, system acl,
      system jumbo, system pause, system dme, system default switchport shutdown san, kernel,
      system private-vlan, system qos, module, locator-led, beacon, fex,
      provision, transceiver, vdc, limit-resource, allocate, cpu-share-weight, hap, ha-policy, hostname,
      switchname, cli, alias, configure, terminal, platform, environment, port-profile, guestshell,
      virtual-service, container, fabric-access, copp profile, copp, exit, end, clear, copy, write,
      reload, line console, line com1, port-group, port-security, rate-limit, errdisable, udld, link`,
  },
  {
    treatment: "irrelevant",
    why: "how frames are switched inside a VLAN; the stations of a zone are taken as connected",
    words: `
      spanning-tree, vtp, lacp, port-channel, vpc, mac address-table, mac, l2vpn-evpn, vlan dot1Q,
      vlan dot1q, vlan configuration, fabricpath, cfs, channel-group, dot1x, ip dhcp, ipv6 dhcp, ip arp,
      arp, service dhcp, ip source binding, ipv6 nd, ipv6 snooping, ipv6 neighbor, mvrp, gvrp, lldp,
      vlan, fabric forwarding, evpn, nve, nv overlay, l2protocol, ethernet, bridge-domain,
      system bridge-domain, dcbx, fcoe, fcdomain, vsan, zone, zoneset, fcalias, device-alias, fcping,
      fspf, ivr, zone smart-zoning, fctimer, fcns, fcip, iscsi, npv, slow-drain,
      service unsupported-transceiver`,
  },
  {
    treatment: "irrelevant",
    why: "how the device serves and names itself, and how routes are told to others",
    words: `
      ip domain-lookup, ip domain-name, ip domain-list, ip name-server, ip host, ipv6 host, ip dns,
      ip tcp, ip tftp, ip ftp, ip http, ip prefix-list, ipv6 prefix-list, ip community-list,
      ip extcommunity-list, ip large-community-list, ip as-path, ip route static, ipv6 route static,
      ip load-sharing, ip adjacency, ip icmp-errors, ip icmp, ip forward-protocol, ip source-route,
      ipv6 source-route, ip igmp, ip pim, ipv6 pim, ipv6 mld, ip msdp, ip mroute, ip multicast,
      ipv6 multicast, ip auto-discard, ip local, ip routing, ip internal, ip telnet, ip ecmp,
      ip load-balance, ip directed-broadcast, ip redirects, ip unreachables, ip proxy-arp, ip verify,
      ip options, ip finger, ip community, ip auto-config, ip gratuitous-arp, ipv6 icmp, ipv6 hop-limit,
      ipv6 redirects, ipv6 adjacency, ipv6 neighbor, ipv6 switch-packets, key-chain, router-id, router, hsrp, vrrp, glbp,
      anycast, ip tcpdump, ip rip, ip sticky-arp, mpls label, mpls ldp, mpls traffic-eng, mpls oam,
      segment-routing, ip hsrp, ip bgp, ip ospf, ip eigrp, ipv6 local, ipv6 unicast-routing, resequence`,
  },
  {
    treatment: "elsewhere",
    why: "takes effect where an interface, a policy or a rule names it",
    words: `
      class-map, policy-map, table-map, route-map, time-range, mac access-list, arp access-list,
      vlan access-map, ip access-list match-local-traffic, ip access-list log, control-plane, qos,
      queuing, ip policy-list, interface-template, template`,
  },
  {
    treatment: "doubt",
    why: "filters or forwards by tags, tunnels, labels or services that are not computed",
    words: `
      cts, ip nat, ip lisp, lisp, otv, mpls ip, mpls static, l2vpn, itd, epbr, service, ip wccp, nat,
      nat64, openflow, service-policy, system service-policy, xconnect, bridge, pseudowire, tunnel-encryption,
      ip access-group, ip port access-group, ip access-class`,
  },
];

const INTERFACE: Rows = [
  {
    treatment: "irrelevant",
    why: "link, media and speed",
    words: `
      mtu, speed, duplex, negotiate, bandwidth, delay, medium, mac-address, load-interval, logging,
      snmp, beacon, flowcontrol, priority-flow-control, link, carrier-delay, dampening, lacp,
      channel-group, port-channel, udld, cdp, lldp, mdix, fec, transceiver, rate-mode, hardware, packet,
      fex, autostate, bfd, clock, ptp, management, exit, vpc, errdisable, ttag, ttag-strip, layer2,
      priority, queue-limit, power, macsec, media-type, encapsulation, loopback, buffer-boost,
      dfe-tuning-delay, no-negotiate, dce, vmtracker, storm-control, port-type, evpn, vn-segment, fcoe,
      keepalive, fhrp delay, ethernet, locator-led, sflow, hold-queue, ip mtu, ipv6 mtu, vtp, counter, dcbx`,
  },
  {
    treatment: "irrelevant",
    why: "which stations may connect and how the port learns them; the stations of a zone are taken as connected",
    words: `
      spanning-tree, dot1x, ip dhcp, ipv6 dhcp, ip arp, ipv6 nd, ipv6 neighbor, port-security,
      mac port-security, switchport port-security, l2protocol, ipv6 snooping, ipv6 dhcp-ldra, ip source,
      fabric forwarding, fabric, fabricpath, l2-multicast, system, private-vlan association`,
  },
  {
    treatment: "irrelevant",
    why: "routing protocols, multicast and measurement on the link; what they learn is a doubt of the router",
    words: `
      ip router, ipv6 router, ip ospf, ipv6 ospf, ospfv3, ip eigrp, ipv6 eigrp, ip rip, isis,
      ip passive-interface, ip hello-interval, ip hold-time, ip authentication, ip bandwidth,
      ip bandwidth-percent, ip delay, ip distribute-list, ip summary-address, ip split-horizon,
      ip next-hop-self, ip offset-list, ip pim, ipv6 pim, ip igmp, ipv6 mld, ip multicast, ip mroute,
      ip mroute-cache, ip flow, ipv6 flow, ip redirects, ipv6 redirects, ip unreachables,
      ipv6 unreachables, ip port-unreachable, ip proxy-arp, ip local-proxy-arp, ip directed-broadcast,
      ip sticky-arp, ip load-sharing, ip tcp, ip icmp, ip dns, ip domain, ip drip, ip fabric, ip hsrp,
      ip gratuitous-arp, ip rsvp, mpls label, mpls ldp, mpls traffic-eng, ip sla, ip ttl,
      ip auto-config, ipv6 icmp, ip bgp, ip gratuitous`,
  },
  {
    treatment: "irrelevant",
    why: "the ends and the framing of a tunnel, VXLAN; what comes out of it is a doubt of the device or filtered at this interface",
    words: `
      tunnel source, tunnel destination, tunnel mode, tunnel ttl, tunnel tos, tunnel path-mtu-discovery,
      tunnel use-vrf, tunnel key, tunnel checksum, tunnel protection, source-interface,
      host-reachability, member vni, suppress-arp, mcast-group, ingress-replication, peer-ip,
      global mcast-group, multisite, advertise, virtual-rmac, source-interface-hold-down, peer-vtep`,
  },
];

/** The rows, by where the statements stand. */
export const NXOS_ROWS = { top: TOP, interface: INTERFACE } as const;

const SECTIONS = { top: indexOf(TOP), interface: indexOf(INTERFACE) } as const;

/** The longest row that a statement of NX-OS begins with; `no` before a statement changes nothing about it. */
export function nxosStatementOf(section: keyof typeof SECTIONS, text: string): Statement | undefined {
  return longestRow(SECTIONS[section], splitWords(text));
}

/** Whether a statement of an interface is listed. @param words those of the statement. */
export function isOfNxosInterface(words: readonly string[]): boolean {
  return longestRow(SECTIONS.interface, words) !== undefined;
}
