/** Known statements of `system` tables that say which interfaces, zones and defaults there are. */
import { VIRTUAL_SWITCH_KEYS, WAN_CHECK_KEYS, WAN_RULE_KEYS } from "./kept-keys.js";
import {
  doubtful,
  irrelevant,
  keptSection,
  modelled,
  oneOf,
  type Section,
  section,
  switches,
  wholeSection,
} from "./treatment.js";

const LINK = "link layer, speed, monitoring: which packets are forwarded stays the same";
const CLIENT = "the device as a client or server of its own; nothing of it is forwarded";
const SHOWN = "for people: names, colours, descriptions";
const SCREEN = "what the web interface shows";
const ROUTED = "which of several ways a packet takes; every permitted way is analysed";

const INTERFACE_IPV6 = section(
  [
    ...modelled("ip6-address ip6-allowaccess ip6-mode autoconf ip6-send-adv"),
    ...irrelevant("what an address given by the network is made of", "ip6-subnet ip6-upstream-interface"),
    ...irrelevant(LINK, "vrip6_link_local ip6-extra-addr"),
    ...irrelevant(
      LINK,
      `nd-mode nd-cert nd-security-level nd-timestamp-delta nd-timestamp-fuzz nd-cga-modifier ip6-reachable-time ip6-retrans-time ip6-hop-limit
       ip6-manage-flag ip6-other-flag ip6-max-interval ip6-min-interval ip6-link-mtu ip6-default-life ra-send-mtu
       icmp6-send-redirect vrrp-virtual-mac6 unique-autoconf-addr interface-identifier ip6-adv-rio ip6-route-pref ip6-route-list
       ip6-dns-server-override ip6-delegated-prefix-iaid ip6-prefix-mode ip6-rdnss-list ip6-dnssl-list`,
    ),
    ...irrelevant(
      CLIENT,
      `dhcp6-client-options dhcp6-information-request dhcp6-prefix-delegation dhcp6-prefix-hint dhcp6-prefix-hint-plt dhcp6-prefix-hint-vlt
       dhcp6-relay-service dhcp6-relay-type dhcp6-relay-ip dhcp6-relay-source-interface dhcp6-relay-source-ip dhcp6-relay-interface-id
       dhcp6-iapd-list cli-conn6-status`,
    ),
  ],
  [
    ["ip6-extra-addr", section([])],
    ["ip6-prefix-list", keptSection("what is advertised to hosts")],
    ["ip6-delegated-prefix-list", wholeSection("irrelevant", "what is advertised to hosts")],
    ["ip6-dnssl-list", wholeSection("irrelevant", "what is advertised to hosts")],
    ["ip6-rdnss-list", wholeSection("irrelevant", "what is advertised to hosts")],
    ["ip6-route-list", wholeSection("irrelevant", "what is advertised to hosts")],
    ["dhcp6-iapd-list", wholeSection("irrelevant", CLIENT)],
    ["client-options", wholeSection("irrelevant", CLIENT)],
    [
      "vrrp6",
      section([
        ...modelled("vrip6 status"),
        ...irrelevant(
          LINK,
          "vrgrp priority adv-interval start-time preempt accept-mode vrdst6 vrdst-priority ignore-default-route",
        ),
      ]),
    ],
  ],
);

const INTERFACE = section(
  [
    ...modelled(
      `vdom ip mode allowaccess interface vlanid alias description secondary-IP member remote-ip dedicated-to vrf
       forward-domain management-ip ip-managed-by-fortiipam explicit-web-proxy explicit-ftp-proxy trust-ip-1 trust-ip-2
       trust-ip-3 trust-ip6-1 trust-ip6-2 trust-ip6-3 security-mode vlanforward switch-controller-access-vlan switch-controller-offload fortilink src-check`,
    ),
    // Of releases 4.0 to 7.6 (Fortinet, CLI references).
    oneOf(
      "type",
      `physical vlan aggregate redundant tunnel vdom-link loopback switch hard-switch virtual-switch vap-switch wl-mesh fext-wan
       vxlan geneve hdlc switch-vlan emac-vlan ssl lan-extension fctrl-trunk npu aliased gre l2tp pppoe adsl modem wireless wwan`,
    ),
    oneOf("status", "up down"),
    ...switches("broadcast-forward pptp-client l2tp-client"),
    ...irrelevant(
      "who may log in at the port; that it asks is read",
      "security-groups security-exempt-list proxy-captive-portal",
    ),
    ...irrelevant(SHOWN, "role"),
    ...irrelevant(LINK, "redundant-interface aggregate nsh ipunnumbered"),
    ...irrelevant(
      LINK,
      `snmp-index mtu mtu-override speed mediatype duplex tcp-mss inbandwidth outbandwidth egress-shaping-profile ingress-shaping-profile
       egress-cos ingress-cos estimated-upstream-bandwidth estimated-downstream-bandwidth measured-upstream-bandwidth
       measured-downstream-bandwidth bandwidth-measure-time monitor-bandwidth lacp-mode lacp-speed lacp-ha-secondary lacp-ha-slave
       system-id system-id-type min-links min-links-down algorithm link-up-delay aggregate-type lldp-transmission lldp-reception
       lldp-network-policy lldp-neighbor stp stp-ha-secondary stp-ha-slave stp-bpdu-guard stpforward stpforward-mode l2forward
       broadcast-forticlient-discovery netbios-forward arpforward ndiscforward icmp-send-redirect icmp-accept-redirect
       sflow-sampler sample-rate polling-interval sample-direction netflow-sampler netflow-sample-rate netflow-sampler-id preserve-session-route
       subst substitute-dst-mac macaddr fail-detect fail-detect-option fail-alert-method fail-action-on-extender fail-alert-interfaces
       gwdetect gateway-address detectserver detectprotocol ping-serv-status ha-priority disconnect-threshold spillover-threshold
       ingress-spillover-threshold weight external trunk ident-accept ipmac wccp drop-fragment drop-overlapped-fragment vlan-protocol
       vlan-op-mode vindex switch dhcp-relay-agent-option vrrp-virtual-mac reachable-time transmit-delay virtual-mac link-down-failover
       bfd bfd-desired-min-tx bfd-detect-mult bfd-required-min-rx forward-error-correction port-mirroring mirroring-port mirroring-direction
       fp-anomaly fp-disable ips-sniffer-mode swc-first-create swc-vlan default-purdue-level np-qos-profile qos-profile interconnect-profile sfp-dsl sw-algorithm
       switch-controller-arp-inspection switch-controller-dhcp-snooping switch-controller-dhcp-snooping-option82
       switch-controller-dhcp-snooping-verify-mac switch-controller-dynamic switch-controller-feature switch-controller-igmp-snooping
       switch-controller-igmp-snooping-fast-leave switch-controller-igmp-snooping-proxy switch-controller-iot-scanning
       switch-controller-learning-limit switch-controller-mgmt-vlan switch-controller-nac switch-controller-netflow-collect
       switch-controller-rspan-mode switch-controller-source-ip switch-controller-traffic-policy switch-controller-offload-ip
       switch-controller-offload-gw fortilink-split-interface fortilink-stacking fortilink-backup-link fortilink-neighbor-detect
       devindex multilink mrru detected-peer-mtu priority-override internal physical phy-mode poe annex cell-broadcast exclude-signatures monitor-bandwidth phy-setting ring-rx ring-tx measured-bandwidth`,
    ),
    ...irrelevant(
      CLIENT,
      `username password service-name ac-name auth-type pppoe-unnumbered-negotiate pppoe-egress-cos idle-timeout disc-retry-timeout padt-retry-timeout lcp-echo-interval
       lcp-max-echo-fails pptp-server-ip pptp-user pptp-password pptp-auth-type pptp-timeout dhcp-relay-service
       dhcp-relay-ip dhcp-relay-type dhcp-relay-interface dhcp-relay-interface-select-method dhcp-relay-link-selection dhcp-relay-source-ip
       dhcp-relay-request-all-server dhcp-relay-allow-no-end-option dhcp-relay-circuit-id dhcp-relay-vrf-select dhcp-client-identifier dhcp-renew-time
       dhcp-broadcast-flag dhcp-classless-route-addition dhcp-smart-relay dns-server-override dns-server-protocol dns-query dns-query-type wins-ip
       device-identification device-user-identification device-identification-active-scan device-access-list device-netscan endpoint-compliance
       eap-supplicant eap-method eap-identity eap-password eap-ca-cert eap-user-cert ike-saml-server auth-cert auth-portal-addr captive-portal
       security-external-web security-external-logout security-mac-auth-bypass security-redirect-url security-8021x-mode security-8021x-master
       security-8021x-member-mode security-8021x-dynamic-vlan-id replacemsg-override-group ap-discover auto-auth-extension-device auth-type
       scan-botnet-connections security-ip-auth-bypass cli-conn-status managed-subnetwork-size managed-device dhcp-relay-agent-option
       telemetry-discover dhcp-relay-server`,
    ),
    ...irrelevant(ROUTED, "defaultgw distance priority detect-mode priority6"),
    ...irrelevant(SHOWN, "color uuid tag"),
  ],
  [
    ["ipv6", INTERFACE_IPV6],
    [
      "secondaryip",
      section([
        ...modelled("ip allowaccess"),
        ...irrelevant(LINK, "ha-priority detectserver detectprotocol gwdetect ping-serv-status secip-relay-ip id uuid"),
      ]),
    ],
    [
      "vrrp",
      section(
        [
          ...modelled("vrip status"),
          ...irrelevant(
            LINK,
            "vrgrp priority adv-interval start-time preempt version vrdst vrdst-priority ignore-default-route accept-mode",
          ),
        ],
        [["proxy-arp", wholeSection("irrelevant", LINK)]],
      ),
    ],
    ["l2tp-client-settings", wholeSection("irrelevant", CLIENT)],
    ["client-options", wholeSection("irrelevant", CLIENT)],
    ["dhcp-snooping-server-list", wholeSection("irrelevant", LINK)],
    ["mirroring-filter", wholeSection("irrelevant", LINK)],
    ["egress-queues", wholeSection("irrelevant", LINK)],
    ["tagging", wholeSection("irrelevant", SHOWN)],
    ["wifi-networks", wholeSection("irrelevant", CLIENT)],
  ],
);

const SETTINGS = section(
  [
    ...modelled(
      `central-nat asymroute asymroute6 asymroute-icmp asymroute6-icmp multicast-forward multicast-skip-policy
       consolidated-firewall-mode manageip manageip6 strict-src-check`,
    ),
    ...irrelevant("how the VDOM is run", "inspection-mode gateway gateway6 mac-ttl default-policy-expiry-days"),
    ...irrelevant(
      "session handling and helpers; first packets of a session are decided the same",
      `block-land-attack internet-service-database-cache sip-expectation sip-tcp-port sip-udp-port sip-ssl-port sip-helper sip-nat-trace h323-direct-model sccp-port default-voip-alg-mode tcp-session-without-syn
       sctp-session-without-init ses-denied-traffic ses-denied-multicast-traffic auxiliary-session firewall-session-dirty fw-session-hairpin
       snat-hairpin-traffic deny-tcp-with-icmp nat46-generate-ipv6-fragment-header nat46-force-ipv4-packet-forwarding nat64-force-ipv6-packet-forwarding
       detect-unknown-esp http-external-dest utf8-spam-tagging prp-trailer-action dhcp-proxy
       dhcp-proxy-interface-select-method dhcp-proxy-interface dhcp-server-ip dhcp6-server-ip hyperscale-default-policy-action ike-port ike-tcp-port ike-policy-route ike-quick-crash-detect
       ike-session-resume ike-dn-format ike-natt-port ike-detect-md5 internet-service-app-ctrl-size application-bandwidth-tracking dyn-addr-session-check fqdn-session-check
       ext-resource-session-check ike-detailed-event-logs nat64-resend-syn-cookie-check policy-offload-level trap-local-session trap-session-flag dhcp-proxy-vrf-select
       ngfw-group-default ssl-ssh-profile`,
    ),
    ...irrelevant(
      LINK,
      "lldp-reception lldp-transmission bfd bfd-desired-min-tx bfd-required-min-rx bfd-detect-mult bfd-dont-enforce-src-port device multicast-ttl-notchange discovered-device-timeout link-down-access allow-linkdown-path email-portal-check-dns vpn-stats-log vpn-stats-period lan-extension-controller-addr lan-extension-controller-port motion-sensor ip ip6 location-id comments mac-address",
    ),
    ...irrelevant(ROUTED, "allow-subnet-overlap ecmp-max-paths v4-ecmp-mode ecmp-spillover"),
    ...irrelevant("only with applications, which are taken as unknown", "default-app-port-as-service"),
    ...modelled("implicit-allow-dns wccp-cache-engine vdom-type status"),
    oneOf("opmode", "nat transparent"),
    oneOf("ngfw-mode", "profile-based policy-based"),
    ...irrelevant(
      "applies to the FortiGate cloud or intelligence services",
      "gui-default-policy-columns intree-ses-best-route block-land-attack-drop",
    ),
  ],
  [["gui-default-policy-columns", wholeSection("irrelevant", SCREEN)]],
  [["gui-", SCREEN]],
);

const GLOBAL = section(
  [
    ...modelled(
      `hostname admin-port admin-sport admin-https-redirect admin-ssh-port admin-telnet-port admin-telnet allow-traffic-redirect ipv6-allow-traffic-redirect
       tp-mc-skip-policy multicast-forward default-service-source-port`,
    ),
    ...modelled(
      `admintimeout admin-lockout-threshold admin-lockout-duration pre-login-banner post-login-banner strong-crypto av-failopen
       revision-backup-on-logout auth-http-port auth-https-port`,
    ),
    ...irrelevant("which VDOMs there are is told by their own tables", "alias vdom-mode vdom-admin management-vdom"),
    ...irrelevant(
      "how administrators log in; ports and services are read",
      `admin-concurrent admin-console-timeout admin-forticloud-sso-default-profile admin-forticloud-sso-login admin-host admin-hsts-max-age
       admin-https-pki-required admin-https-ssl-banned-ciphers admin-https-ssl-ciphersuites admin-https-ssl-versions admin-login-max admin-maintainer
       admin-reset-button admin-ble-button admin-restrict-local admin-scp admin-server-cert admin-ssh-grace-time admin-ssh-password admin-ssh-v1`,
    ),
    ...irrelevant(
      "limits, clocks and services of the device itself",
      `timezone tcp-session-without-syn block-land-attack internet-service-database-cache refresh restart-time reboot-upon-config-restore language anti-replay arp-max-entry batch-cmdb block-session-timer br-fdb-max-entry
       cert-chain-max cfg-save cfg-revert-timeout check-protocol-header check-reset-range cloud-communication clt-cert-req cmdbsvr-affinity compliance-check
       compliance-check-time cpu-use-threshold csr-ca-attribute daily-restart dh-params dnsproxy-worker-count dst
       early-tcp-npu-session edit-vdom-prompt endpoint-control-fds-access endpoint-control-portal-port explicit-proxy-auth-timeout failtime faz-disk-buffer-size
       fgd-alert-subscription fips-cc forticarrier-bypass forticontroller-proxy forticontroller-proxy-port fortiservice-port fortitoken-cloud fortitoken-cloud-push-status
       fortitoken-cloud-sync-interval fortitoken-cloud-region ha-affinity hard-drive-temp honor-df httpd-max-worker-count hw-switch-ether-filter hyper-scan-threshold
       igmp-state-limit ike-embryonic-limit interface-subnet-usage internet-service-database internet-service-download-list interval ip-conflict-detection
       ip-fragment-mem-thresholds ip-fragment-timeout ip-src-port-range ips-affinity ipsec-asic-offload ipsec-ha-seqjump-rate ipsec-hmac-offload
       ipsec-qat-offload ipsec-round-robin ipsec-soft-dec-async ipsec-session-affinity ipv6-accept-dad ipv6-allow-anycast-probe ipv6-allow-local-in-silent-drop
       ipv6-allow-multicast-probe ipv6-fragment-timeout irq-time-accounting lcdpin lcdprotection ldapconntimeout legacy-poe-device-support
       lldp-reception lldp-transmission login-timestamp long-vdom-name management-ip management-port management-port-use-admin-sport
       max-dlpstat-memory max-route-cache-size mc-ttl-notchange memory-use-threshold-extreme memory-use-threshold-green
       memory-use-threshold-red miglog-affinity miglogd-children multi-factor-authentication multicast-ttl-notchange ndp-max-entry num-cpus
       npu-neighbor-update optimize optimize-ssl per-user-bwl phase1-rekey pmtu-discovery policy-auth-concurrent post-login-banner-text
       private-data-encryption purdue-level qtm-buf-percent qtm-enable quic-ack-thresold quic-congestion-control-algo quic-max-datagram-size quic-pmtud
       quic-tls-handshake-timeout quic-udp-payload-size-shaping-per-cid radius-port registration-notification remoteauthtimeout reset-sessionless-tcp
       revision-image-auto-backup rsso-feature rt-dump-ckpt-time sampling-rate sandbox-region scanunit-count scim-http-port scim-https-port scim-server-cert
       security-rating-result-submission security-rating-run-on-schedule send-pmtu-icmp service-expire-notification sflowd-max-children-num show-backplane-intf
       single-vdom-npuvlink slbc-fragment-mem-thresholds snat-route-change special-file-23-support speedtest-server speedtestd-ctrl-port speedtestd-server-port split-port sync-interval
       special-file-23-support strict-dirty-session-check strict-tcp-rst sys-perf-log-interval syslog-affinity tcp-halfclose-timer tcp-halfopen-timer tcp-option
       tcp-rst-timer tcp-timewait-timer telemetry-agent tftp traffic-priority traffic-priority-level tunnel-asic-offload
       two-factor-email-expiry two-factor-fac-expiry two-factor-ftk-expiry two-factor-ftm-expiry two-factor-sms-expiry udp-idle-timer upgrade-report
       url-filter-affinity url-filter-count use-usb-wan user-device-store-max-devices user-device-store-max-unified-mem user-device-store-max-users user-history-password-threshold
       user-server-cert vdom-count vip-arp-range virtual-server-count virtual-server-hardware-acceleration virtual-switch-vlan vpn-ems-sn-check wad-affinity
       wad-csvc-cs-count wad-csvc-db-count wad-memory-change-granularity wad-p2s-max-body-size wad-restart-end-time wad-restart-mode wad-restart-start-time
       wad-source-affinity wad-worker-count wad-worker-dev-cache wifi-ca-certificate wifi-certificate wimax-4g-usb wireless-controller wireless-controller-port
       wireless-mode x-forwarded-for autorun-log-fsck auto-auth-extension-device auto-install-config device-idle-timeout device-identification-active-scan-delay dp-fragment-timer
       dp-pinhole-timer dp-rsync-timer dp-tcp-normal-timer dp-udp-idle-timer extended-traffic-log geoip-full-db hostname-override ha-port-dtag-mode lan-extension-controller bfd-affinity bgp-affinity
       dhcp-lease-backup-interval fec-port forticonverter-config-upload forticonverter-integration fortigslb-integration fortiipam-integration
       ipv6-allow-local-in-slient-drop ssd-trim-date ssd-trim-freq ssd-trim-hour ssd-trim-min ssd-trim-weekday`,
    ),
  ],
  [],
  [
    ["gui-", SCREEN],
    ["ssh-", "ciphers of the device itself"],
    ["ssl-", "ciphers of the device itself"],
    ["sslvpn-", "limits of SSL VPN"],
    ["auth-", "how users are asked"],
    ["proxy-", "limits of the proxy"],
    ["log-", "what is recorded"],
    ["cli-", "what is recorded"],
    ["fds-", CLIENT],
    ["fortiextender", CLIENT],
    ["extender-", CLIENT],
    ["switch-controller", CLIENT],
    ["av-", "what inspection does when it is overloaded"],
    ["user-device-store-", "limits of the device itself"],
  ],
);

const ZONE = section(
  [
    ...modelled("interface description"),
    oneOf("intrazone", "allow deny"),
    ...irrelevant(SHOWN, "uuid color fabric-object"),
  ],
  [["tagging", wholeSection("irrelevant", SHOWN)]],
);

const SDWAN = section(
  [
    ...modelled("status"),
    ...irrelevant(
      ROUTED,
      "load-balance-mode speedtest-bypass-routing duplication-max-num duplication-max-discrepancy neighbor-hold-down neighbor-hold-down-time neighbor-hold-boot-time fail-detect fail-alert-interfaces app-perf-log-period",
    ),
  ],
  [
    [
      "zone",
      section([
        ...irrelevant(ROUTED, "service-sla-tie-break advpn-select advpn-health-check minimum-sla-meet-members name"),
      ]),
    ],
    [
      "members",
      section([
        ...modelled("interface zone status gateway gateway6"),
        ...irrelevant(ROUTED, "seq-num"),
        ...irrelevant(
          ROUTED,
          "source source6 cost weight priority priority6 priority-in-sla priority-out-sla spillover-threshold ingress-spillover-threshold volume-ratio comment preferred-source transport-group ping-server detect-server",
        ),
      ]),
    ],
    ["health-check", keptSection(ROUTED, WAN_CHECK_KEYS, switches("update-static-route"))],
    ["health-check-fortiguard", wholeSection("irrelevant", ROUTED)],
    [
      "service",
      keptSection(ROUTED, WAN_RULE_KEYS, [...switches("status default gateway"), oneOf("addr-mode", "ipv4 ipv6")]),
    ],
    ["neighbor", wholeSection("irrelevant", ROUTED)],
    ["duplication", wholeSection("irrelevant", ROUTED)],
  ],
);

export const SYSTEM_SECTIONS: readonly [string, Section][] = [
  ["system interface", INTERFACE],
  ["system settings", SETTINGS],
  ["system global", GLOBAL],
  ["system zone", ZONE],
  ["system sdwan", SDWAN],
  ["system virtual-wan-link", SDWAN],
  [
    "system switch-interface",
    section([
      ...modelled("member vdom type"),
      oneOf("intra-switch-policy", "implicit explicit"),
      ...irrelevant(LINK, "mac-ttl span span-dest-port span-source-port span-direction"),
    ]),
  ],
  [
    "system virtual-wire-pair",
    section([
      ...modelled("member poweron-bypass poweroff-bypass"),
      ...irrelevant("whether VLANs pass by the policies of the pair; without it they do not pass", "wildcard-vlan"),
      ...doubtful("narrows", "only some VLANs pass", "vlan-filter"),
      ...irrelevant(LINK, "outer-vlan-id"),
    ]),
  ],
  [
    "system bypass",
    section([
      ...doubtful(
        "anything",
        "joins ports past all policies while the device is off or hangs",
        "poweroff-bypass bypass-watchdog",
      ),
      ...irrelevant(LINK, "bypass-timeout"),
    ]),
  ],
  [
    "system virtual-switch",
    keptSection(
      "ports of a hardware switch talk below the policies; the switch itself is an interface",
      VIRTUAL_SWITCH_KEYS,
    ),
  ],
  ["system physical-switch", wholeSection("irrelevant", "the switch chip behind the ports")],
  ["system vdom-link", section(irrelevant(LINK, "vcluster type uuid"))],
  ["system nd-proxy", section(modelled("status member"))],
];
