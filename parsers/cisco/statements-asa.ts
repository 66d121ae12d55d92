/** Statements of an ASA that no part of the model holds, with the reason why that is right. What stands nowhere is reported. */
import { indexOf, longestRow, type Rows, type Statement } from "./statements.js";
import { splitWords } from "./words.js";

const TOP: Rows = [
  {
    treatment: "irrelevant",
    why: "the header and the end of an export",
    words: "ASA, PIX, NGFW, end, exit, hostname, domain-name, names, Cryptochecksum",
  },
  {
    treatment: "irrelevant",
    why: "who may log in, and how",
    words: `
      enable, passwd, password, password-policy, username, aaa-server, privilege, auth-prompt, banner, service-type,
      ldap, mac-list, user-identity, console, ssh timeout, ssh version, ssh key-exchange, ssh cipher, ssh stricthostkeycheck,
      ssh stack, ssh scopy, ssh pubkey-chain, telnet timeout, kcd-server, key, quota, http server session-timeout,
      http server idle-timeout, http server basic-auth-client, http authentication-certificate, http username-from-certificate,
      management-interface convergence`,
  },
  {
    treatment: "irrelevant",
    why: "logging, clocks and monitoring",
    words: `
      logging, clock, ntp, snmp-server, sla, track, flow-export, call-home, smart-tunnel, service call-home,
      asdm, monitor-interface, prompt, pager, terminal, coredump, crashinfo, event, asp, capture, dns, name-server, dns-group,
      dns-group-map, ddns, memory, perfmon, cpu, arp timeout, arp permit-nonconnected, arp rate-limit, arp,
      arp-inspection, mac-address-table, mac-learn`,
  },
  {
    treatment: "irrelevant",
    why: "hardware, software images, licences and the other unit",
    words: `
      boot, license, license-server, feature, throughput, hw-module, module, service-module, failover, mac-address, cluster,
      cluster-interface, redundancy, jumbo-frame, power, alarm, ftp, tftp-server, mtu, sysopt connection tcpmss,
      sysopt connection timewait, sysopt connection preserve-vpn-flows, sysopt connection reclassify-vpn, sysopt noproxyarp, sysopt radius, sysopt nodnsalias,
      config, lacp, rest-api, profile, destination, subscribe-to-alert-group, debug, crypto engine, app-agent, pwr, ptp domain, ptp mode,
      power-supply,
      port-channel, interface-policy, checkheaps, hpm, admin-context, class, limit-resource, wait, reload, strong-encryption-disable, ip-client`,
  },
  {
    treatment: "irrelevant",
    why: "who administers the device, and what is noted of it",
    words: `
      aaa authentication ssh, aaa authentication telnet, aaa authentication http, aaa authentication serial,
      aaa authentication enable, aaa authentication secure-http-client, aaa authentication listener,
      aaa authentication login-history, aaa authorization exec, aaa authorization command, aaa authorization http,
      aaa accounting, aaa local, aaa proxy-limit, aaa kerberos, aaa sdi`,
  },
  {
    treatment: "irrelevant",
    why: "how long sessions last, and how packets that break their protocol are refused",
    words: `
      timeout, threat-detection basic-threat, threat-detection scanning-threat, threat-detection rate,
      threat-detection statistics, threat-detection service, fragment, tcp-map, xlate, service resetinbound, service resetoutside,
      service resetoutbound, service-interface, service password-recovery, service, sysopt traffic, icmp unreachable, mail-relay,
      smtps, conn, icmp rate-limit, tcp, tls-proxy maximum-session, flow-offload, snort preserve-connection, user-statistics, priority-queue, ngips conn-match,
      dp-tcp-proxy`,
  },
  {
    treatment: "irrelevant",
    why: "keys, certificates and proposals; which tunnels there are stands at crypto maps and tunnel interfaces",
    words: `
      crypto ca, crypto key, crypto ipsec, crypto ikev1 policy, crypto ikev2 policy, crypto isakmp policy, crypto isakmp identity,
      crypto isakmp nat-traversal, crypto isakmp am-disable, crypto isakmp disconnect-notify, crypto ikev1 am-disable,
      crypto ikev1 ipsec-over-tcp, crypto isakmp, crypto ikev2, crypto ikev1, crypto large-cert-acl-timeout,
      vpn-sessiondb, ssl, anyconnect-custom-attr, anyconnect-custom-data, dynamic-access-policy-record, compression,
      ssl-policy, zonelabs-integrity, saml, vpn, vpdn, crypto accelerator, fips enable`,
  },
  {
    treatment: "irrelevant",
    why: "routes for groups of receivers, and details of routing; what is learned is a doubt of the router",
    words: `
      multicast-routing, pim, igmp, mroute, prefix-list, ipv6 prefix-list, as-path, community-list, policy-list, bfd,
      bfd-template, key chain, access-list alert-interval, access-list deny-flow-max, object-group-search,
      ipv6 nd, ipv6 dhcp, dhcp-client, dhcp-network-scope`,
  },
  {
    treatment: "irrelevant",
    why: "inspection follows sessions that were let in; details of what protocols may say, and tags without entries that ask for them",
    words: "regex, policy-map type, cts, dynamic-filter",
  },
  {
    treatment: "elsewhere",
    why: "takes effect where an interface, a policy or an entry names it",
    words: `
      class-map, policy-map, service-policy, time-range, route-map, zone, tunnel-group, tunnel-group-map, group-policy,
      crypto dynamic-map, ip local pool, ipv6 local pool, vpn-addr-assign, management-access,
      url-server, url-cache, url-block`,
  },
  {
    treatment: "elsewhere",
    why: "may stop packets and opens nothing",
    words: "filter, ip audit, dynamic-filter drop, threat-detection scanning-threat shun",
  },
  {
    treatment: "doubt",
    why: "filters or forwards in a way that is not computed",
    words: `
      established, nve, wccp, scansafe, virtual, alias, conduit, outbound, shun, ipv6 access-list, umbrella-global,
      ctl-provider, tls-proxy, phone-proxy, uc-ime, media-termination, aaa authentication match,
      aaa authentication include, aaa authentication exclude, aaa authorization match, aaa authorization include, aaa mac-exempt,
      vpnclient`,
  },
];

const INTERFACE: Rows = [
  {
    treatment: "irrelevant",
    why: "link, media and speed",
    words: `
      speed, duplex, media-type, negotiation, flowcontrol, mac-address, channel-group, lacp, port-channel, member-interface, mtu,
      delay, carrier-delay, load-interval, power, fec, lldp, hardware, exit, switchport monitor, ptp enable,
      auto-state, bandwidth, redundancy, monitor`,
  },
  {
    treatment: "irrelevant",
    why: "routing protocols, multicast and services on the link; what they learn is a doubt of the router",
    words: `
      ospf, rip, isis, eigrp, hello-interval, hold-time, authentication, split-horizon, summary-address, igmp, pim, multicast,
      ipv6 nd, ipv6 ospf, ipv6 router, ipv6 dhcp, ipv6 unreachables, dhcprelay, dhcp, dhcp client, pppoe, bfd, ipv6 enforce-eui64,
      ddns, dhcpv6, ipv6 mld`,
  },
  {
    treatment: "irrelevant",
    why: "the far end and the framing of a tunnel",
    words: `
      tunnel source, tunnel destination, tunnel mode, tunnel protection, segment-id, internal-segment-id, external-segment-id,
      internal-port, external-port`,
  },
];

/** The rows, by where the statements stand. */
export const ASA_ROWS = { top: TOP, interface: INTERFACE } as const;

const SECTIONS = { top: indexOf(TOP), interface: indexOf(INTERFACE) } as const;

/** The longest row that a statement begins with; `no` before a statement changes nothing about it. */
export function asaStatementOf(section: keyof typeof SECTIONS, text: string): Statement | undefined {
  return longestRow(SECTIONS[section], splitWords(text));
}
