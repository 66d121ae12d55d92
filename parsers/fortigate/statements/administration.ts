/** Known statements of who administers the device and by which ports: administrators, clusters, ports set apart. */
import { irrelevant, modelled, type Section, section, wholeSection } from "./treatment.js";

const CLIENT = "the device as a client or server of its own; nothing of it is forwarded";
const SCREEN = "what the web interface shows";

export const ADMINISTRATION_SECTIONS: readonly [string, Section][] = [
  [
    "system admin",
    section(
      [
        ...modelled(
          `trusthost1 trusthost2 trusthost3 trusthost4 trusthost5 trusthost6 trusthost7 trusthost8 trusthost9 trusthost10 ip6-trusthost1
           ip6-trusthost2 ip6-trusthost3 ip6-trusthost4 ip6-trusthost5 ip6-trusthost6 ip6-trusthost7 ip6-trusthost8 ip6-trusthost9 ip6-trusthost10`,
        ),
        ...modelled("accprofile password passwd two-factor remote-auth wildcard peer-auth vdom"),
        ...modelled("vdom-override radius-vdom-override accprofile-override radius-accprofile-override"),
        ...irrelevant(
          "who administers and how they prove it; which packets reach the device stays the same",
          `old-password password-expire first-login force-password-change two-factor-authentication two-factor-notification fortitoken email-to remote-group guest-auth
           guest-lang guest-usergroups peer-group ssh-public-key1 ssh-public-key2
           ssh-public-key3 ssh-certificate comments schedule sms-server sms-phone sms-custom-server hidden allow-remove-admin-session gui-default-dashboard-template
           gui-ignore-release-overview-version gui-ignore-invalid-signature-version is-admin history0 history1 login-time gui-vdom-menu-favorites gui-new-feature-acknowledge status`,
        ),
      ],
      [
        "gui-dashboard",
        "dashboard",
        "dashboard-tabs",
        "login-time",
        "guest-usergroups",
        "gui-vdom-menu-favorites",
        "gui-global-menu-favorites",
        "gui-new-feature-acknowledge",
        "tabs",
      ].map((name): [string, Section] => [name, wholeSection("irrelevant", SCREEN)]),
    ),
  ],
  [
    "system ha",
    section(
      [
        ...modelled("ha-mgmt-status ha-mgmt-interface mode encryption authentication session-pickup"),
        ...irrelevant(
          "how a cluster elects and synchronises; each member forwards by the same policies",
          `group-name group-id password key hbdev override override-wait-time priority session-pickup-connectionless session-pickup-delay
           session-pickup-expectation session-pickup-nat session-sync-dev smtp-proxy-threshold ssd-failover standalone-config-sync standalone-mgmt-vdom
           sync-config sync-packet-balance unicast-gateway unicast-hb unicast-hb-netmask unicast-hb-peerip unicast-status uninterruptible-upgrade
           uninterruptible-primary-wait upgrade-mode vcluster vcluster2 vcluster-id vcluster-status vdom weight arps arps-interval bounce-intf-upon-failover
           check-secondary-dev-health cpu-threshold evpn-ttl failover-hold-time ftp-proxy-threshold gratuitous-arps group ha-direct ha-eth-type
           ha-mgmt-interface-gateway ha-port-dtag-mode ha-port-outer-tpid ha-uptime-diff-margin hb-interval hb-interval-in-milliseconds hb-lost-threshold hc-eth-type hello-holddown
           http-proxy-threshold imap-proxy-threshold inter-cluster-session-sync ipsec-phase2-proposal l2ep-eth-type link-failed-signal load-balance-all
           logical-sn memory-based-failover memory-compatible-mode memory-failover-flip-timeout memory-failover-monitor-period memory-failover-sample-rate
           memory-failover-threshold memory-threshold minimum-worker-threshold monitor multicast-ttl nntp-proxy-threshold pingserver-failover-threshold
           pingserver-flip-timeout pingserver-monitor-interface pingserver-secondary-force-reset pingserver-slave-force-reset pop3-proxy-threshold route-hold
           route-ttl route-wait schedule uninterruptible-master-wait auto-virtual-mac-interface backup-hbdev update-all-session-timer failover-hold-time`,
        ),
      ],
      ["ha-mgmt-interfaces", "ha-mgmt-interface"]
        .map((name): [string, Section] => [
          name,
          section([...modelled("interface"), ...irrelevant(CLIENT, "dst gateway gateway6 dst6")]),
        ])
        .concat([
          ["secondary-vcluster", wholeSection("irrelevant", CLIENT)],
          ["vcluster", wholeSection("irrelevant", CLIENT)],
          ["unicast-peers", wholeSection("irrelevant", CLIENT)],
          ["frup-settings", wholeSection("irrelevant", CLIENT)],
        ]),
    ),
  ],
  [
    "system dedicated-mgmt",
    section([
      ...modelled("status interface"),
      ...irrelevant(CLIENT, "default-gateway dhcp-server dhcp-netmask dhcp-start-ip dhcp-end-ip"),
    ]),
  ],
];
