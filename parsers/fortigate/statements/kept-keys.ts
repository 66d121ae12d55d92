/**
 * Keys of sections whose contents are looked at by what some of them say, while all others change nothing: one that is not here may
 * be a garbled one of these. Of releases 5.0 to 7.6, those of nested tables among them (Fortinet, CLI references; the schemas of its
 * Ansible collection).
 */

/** `router policy`, `router policy6`. */
export const POLICY_ROUTES_KEYS = `
  action addr6 comments dst dst-negate dstaddr end-port end-source-port gateway groups id input-device input-device-negate
  internet-service-custom internet-service-fortiguard internet-service-id name output-device protocol seq-num src src-negate srcaddr
  start-port start-source-port status subnet tos tos-mask users
`;

export const LINK_MONITOR_KEYS = `
  addr-mode address class-id diffservcode dst fail-weight failtime gateway-ip gateway-ip6 ha-priority http-agent http-get http-match id
  interval name packet-size password port probe-count probe-timeout protocol recoverytime route security-mode server server-config
  server-list server-type service-detection source-ip source-ip6 srcintf status subnet update-cascade-interface update-policy-route
  update-static-route weight
`;

/** Tables whose rows are tunnels or stand for several of them: GRE, IP in IP, VXLAN and the like. */
export const TUNNELS_KEYS = `
  ac-name algorithm auth-type auto-asic-offload bmr-hostname br checksum-reception checksum-transmission destination device
  dial-on-demand diffservcode disc-retry-timeout dscp-copying dstport evpn-id hash-algorithm home-address home-agent http-password
  http-username id idle-timeout interface ip ip-version ip6 ipunnumbered ipv4-address ipv6 keepalive-failtimes keepalive-interval
  key-inbound key-outbound lcp-echo-interval lcp-max-echo-fails learn-from-traffic lifetime local-gw local-gw6 local-ip local-ip6 member
  mode mrru multicast-ttl multilink n-mhae-key n-mhae-key-type n-mhae-spi name network padt-retry-timeout password pppoe-egress-cos
  pppoe-unnumbered-negotiate prefix reg-interval reg-retry remote-gw remote-gw6 remote-ip remote-ip6 renew-interval roaming-interface
  sequence-number-reception sequence-number-transmission service-name source ssl-certificate status tunnel-mode tunnel-name type
  update-url use-sdwan username vni
`;

/** `vpn ipsec phase1`, with interfaces or without. */
export const PHASE1_KEYS = `
  acct-verify add-gw-route add-route addke1 addke2 addke3 addke4 addke5 addke6 addke7 address aggregate-member aggregate-weight
  assign-ip assign-ip-from authmethod authmethod-remote authpasswd authusr authusrgrp auto-discovery-crossover
  auto-discovery-dialup-placeholder auto-discovery-forwarder auto-discovery-offer-interval auto-discovery-psk auto-discovery-receiver
  auto-discovery-sender auto-discovery-shortcuts auto-negotiate auto-transport-threshold azure-ad-autoconnect backup-gateway banner
  cert-id-validation cert-peer-username-strip cert-peer-username-validation cert-trust-store certificate childless-ike
  client-auto-negotiate client-keep-alive client-resume client-resume-interval comments default-gw default-gw-priority dev-id
  dev-id-notification dhcp-ra-giaddr dhcp6-ra-linkaddr dhgrp digital-signature-auth distance dns-mode dns-suffix dns-suffix-search
  domain domain-name dpd dpd-retrycount dpd-retryinterval eap eap-cert-auth eap-exclude-peergrp eap-identity ems-sn-check
  encap-local-gw4 encap-local-gw6 encap-remote-gw4 encap-remote-gw6 encapsulation encapsulation-address end-ip enforce-unique-id esn
  exchange-fgt-device-id exchange-interface-ip exchange-ip-addr4 exchange-ip-addr6 fallback-tcp-threshold fec-base fec-codec fec-codec-string fec-egress
  fec-health-check fec-ingress fec-mapping-profile fec-receive-timeout fec-redundant fec-send-timeout fgsp-sync forticlient-enforcement
  fortinet-esp fragmentation fragmentation-mtu group-authentication group-authentication-secret ha-sync-esp-seqno id idle-timeout
  idle-timeoutinterval ike-version inbound-dscp-copy include-local-lan interface internal-domain-list ip-delay-interval ip-fragmentation
  ip-version ipv4-dns-server1 ipv4-dns-server2 ipv4-dns-server3 ipv4-end-ip ipv4-exclude-range ipv4-name ipv4-netmask ipv4-split-exclude
  ipv4-split-include ipv4-start-ip ipv4-wins-server1 ipv4-wins-server2 ipv6-auto-linklocal ipv6-dns-server1 ipv6-dns-server2
  ipv6-dns-server3 ipv6-end-ip ipv6-exclude-range ipv6-name ipv6-prefix ipv6-split-exclude ipv6-split-include ipv6-start-ip keepalive
  keylife kms link-cost local-gw local-gw6 localid localid-type loopback-asymroute mesh-selector-type mode mode-cfg
  mode-cfg-allow-client-selector monitor monitor-dict monitor-hold-down-delay monitor-hold-down-time monitor-hold-down-type
  monitor-hold-down-weekday monitor-min name nattraversal negotiate-timeout net-device network-id network-overlay npu-offload
  packet-redistribution passive-mode peer peer-egress-shaping peer-egress-shaping-value peergrp peerid peertype ppk ppk-identity
  ppk-secret priority proposal psksecret psksecret-remote qkd qkd-hybrid qkd-profile reauth rekey remote-gw remote-gw-country
  remote-gw-end-ip remote-gw-match remote-gw-start-ip remote-gw-subnet remote-gw-ztna-tags remote-gw6 remote-gw6-country
  remote-gw6-end-ip remote-gw6-match remote-gw6-start-ip remote-gw6-subnet remotegw-ddns rsa-certificate rsa-signature-format
  rsa-signature-hash-override save-password send-cert-chain shared-idle-timeout signature-hash-alg split-include-service start-ip
  suite-b transport tunnel-search type unity-support usrgrp vni wizard-type xauthtype
`;

/** `vpn ipsec phase2-interface`. */
export const PHASE2_KEYS = `
  add-route addke1 addke2 addke3 addke4 addke5 addke6 addke7 auto-discovery-forwarder auto-discovery-sender auto-negotiate comments
  dhcp-ipsec dhgrp diffserv diffservcode dst-addr-type dst-end-ip dst-end-ip6 dst-name dst-name6 dst-port dst-start-ip dst-start-ip6
  dst-subnet dst-subnet6 encapsulation inbound-dscp-copy initiator-ts-narrow ipv4-df keepalive keylife-type keylifekbs keylifeseconds
  l2tp name pfs phase1name proposal protocol replay route-overlap selector-match single-source src-addr-type src-end-ip src-end-ip6
  src-name src-name6 src-port src-start-ip src-start-ip6 src-subnet src-subnet6 use-natip
`;

/** `vpn ipsec manualkey`, with interfaces or without, and `vpn ipsec concentrator`. */
export const MANUAL_KEYS = `
  addr-type auth-alg auth-key authentication authkey enc-alg enc-key enckey encryption id interface ip-version local-gw local-gw6
  local-spi localspi member name npu-offload remote-gw remote-gw6 remote-spi remotespi src-check
`;

export const SSL_VPN_KEYS = `
  algorithm allow-ssl-big-buffer allow-ssl-client-renegotiation allow-ssl-insert-empty-fragment allow-unsafe-legacy-renegotiation auth
  auth-session-check-source-ip auth-timeout authentication-rule auto-tunnel-static-route banned-cipher browser-language-detection
  check-referer cipher ciphersuite client-cert client-sigalgs default-portal deflate-compression-level deflate-min-data-size dns-server1
  dns-server2 dns-suffix dtls-heartbeat-fail-count dtls-heartbeat-idle-timeout dtls-heartbeat-interval dtls-hello-timeout
  dtls-max-proto-ver dtls-min-proto-ver dtls-tunnel dual-stack-mode encode-2f-sequence encrypt-and-store-password force-two-factor-auth
  groups header-x-forwarded-for hsts-include-subdomains http-compression http-only-cookie http-request-body-timeout
  http-request-header-timeout https-redirect id idle-timeout ipv6-dns-server1 ipv6-dns-server2 ipv6-wins-server1 ipv6-wins-server2
  login-attempt-limit login-block-time login-timeout name port port-precedence portal realm reqclientcert route-source-interface
  saml-redirect-port server-hostname servercert source-address source-address-negate source-address6 source-address6-negate
  source-interface ssl-client-renegotiation ssl-insert-empty-fragment ssl-max-proto-ver ssl-min-proto-ver sslv2 sslv3 sslvpn-enable
  status tlsv1-0 tlsv1-1 tlsv1-2 tlsv1-3 transform-backward-slashes tunnel-addr-assigned-method tunnel-connect-without-reauth
  tunnel-ip-pools tunnel-ipv6-pools tunnel-user-session-timeout unsafe-legacy-renegotiation url-obscuration user-peer users
  web-mode-snat wins-server1 wins-server2 x-content-type-options ztna-trusted-client
`;

export const DHCP_SERVER_KEYS = `
  action auto-configuration auto-managed-status circuit-id circuit-id-type code conflicted-ip-timeout ddns-auth ddns-key ddns-keyname
  ddns-server-ip ddns-ttl ddns-update ddns-update-override ddns-zone default-gateway description dhcp-settings-from-fortiipam
  dns-server1 dns-server2 dns-server3 dns-server4 dns-service domain end-ip exclude-range filename forticlient-on-net-status id
  interface ip ip-mode ip-range ipsec-lease-hold lease-time mac mac-acl-default-action netmask next-server ntp-server1 ntp-server2
  ntp-server3 ntp-service option1 option2 option3 option4 option5 option6 options relay-agent remote-id remote-id-type reserved-address
  server-type shared-subnet start-ip status tftp-server timezone timezone-option type uci-match uci-string value vci-match vci-string
  wifi-ac-service wifi-ac1 wifi-ac2 wifi-ac3 wins-server1 wins-server2
`;

export const DNS_SERVER_KEYS = `
  dnsfilter-profile doh doh3 doq mode name
`;

/** `web-proxy explicit`, `ftp-proxy explicit`. */
export const EXPLICIT_PROXY_KEYS = `
  client-cert comments dstaddr empty-cert-action ftp-incoming-port ftp-over-http http-connection-mode http-incoming-port
  https-incoming-port https-replacement-message incoming-ip incoming-ip6 incoming-port interface interface-select-method ipv6-status
  message-upon-server-error name outgoing-ip outgoing-ip6 pac-file-data pac-file-name pac-file-server-port pac-file-server-status
  pac-file-through-https pac-file-url pac-policy policyid pref-dns-result realm sec-default-action secure-web-proxy
  secure-web-proxy-cert server-data-mode socks socks-incoming-port srcaddr srcaddr6 ssl ssl-algorithm ssl-cert ssl-cert-dict ssl-dh-bits
  status strict-guest trace-auth-no-rsp unknown-http-version user-agent-detect vrf-select
`;

/** `switch-controller acl ingress`. */
export const SWITCH_LISTS_KEYS = `
  action classifier count description drop dst-ip-prefix dst-mac id src-ip-prefix src-mac vlan
`;

/** `vpn ssl web portal`, with the widgets of releases 5. */
export const PORTAL_KEYS = `
  action additional-params addr allow-access allow-user-access apptype auto-connect bookmark-group bookmarks cache-cleaner
  client-src-range clipboard collapse color-depth column custom-lang customize-forticlient-download-url default-protocol default-window-height
  default-window-width description dhcp-ip-overlap dhcp-ra-giaddr dhcp6-ra-linkaddr display-bookmark display-connection-tools
  display-forticlient-download display-history display-status dns-server1 dns-server2 dns-suffix domain domains exclusive-routing
  focus-bookmark folder form-data forticlient-download forticlient-download-method heading height hide-sso-credential host host-check
  host-check-interval host-check-policy id ip-mode ip-pools ipv6-dns-server1 ipv6-dns-server2 ipv6-exclusive-routing ipv6-pools
  ipv6-service-restriction ipv6-split-tunneling ipv6-split-tunneling-routing-address ipv6-split-tunneling-routing-negate ipv6-tunnel-mode
  ipv6-wins-server1 ipv6-wins-server2 keep-alive keyboard-layout landing-page landing-page-mode latest-patch-level limit-user-logins
  listening-port load-balancing-info logon-password logon-user logout-url mac-addr-action mac-addr-check mac-addr-check-rule mac-addr-list
  mac-addr-mask macos-forticlient-download-url name os-check os-check-list page-layout port preconnection-blob preconnection-id
  prefer-ipv6-dns redir-url remote-port restricted-admin rewrite-ip-uri-ui save-password security send-preconnection-id server-layout
  service-restriction show-status-window skip-check-for-browser skip-check-for-unsupported-browser skip-check-for-unsupported-os
  smb-max-version smb-min-version smb-ntlmv1-auth smbv1 split-dns split-tunneling split-tunneling-routing-address
  split-tunneling-routing-negate sso sso-credential sso-credential-sent-once sso-password sso-username theme tolerance
  transform-backward-slashes tunnel-mode tunnel-status type url use-sdwan user-bookmark user-group-bookmark value virtual-desktop
  virtual-desktop-app-list virtual-desktop-clipboard-share virtual-desktop-desktop-switch virtual-desktop-logout-when-browser-close
  virtual-desktop-network-share-access virtual-desktop-printing virtual-desktop-removable-media-access vnc-keyboard-layout web-mode widget
  width windows-forticlient-download-url wins-server1 wins-server2
`;

export const USER_SETTING_KEYS = `
  auth-blackout-time auth-ca-cert auth-cert auth-http-basic auth-invalid-max auth-lockout-duration auth-lockout-threshold auth-on-demand
  auth-portal-timeout auth-ports auth-secure-http auth-src-mac auth-ssl-allow-renegotiation auth-ssl-max-proto-version
  auth-ssl-min-proto-version auth-ssl-sigalgs auth-timeout auth-timeout-type auth-type cors cors-allowed-origins
  default-user-password-policy id name per-policy-disclaimer port radius-ses-timeout-act type
`;

/** `firewall proxy-policy`, and `firewall explicit-proxy-policy` of earlier releases. */
export const PROXY_POLICY_KEYS = `
  access-proxy access-proxy6 action active-auth-method application-list av-profile block-notification casb-profile cifs-profile comments
  decrypted-traffic-mirror detect-https-in-http-request device-ownership diameter-filter-profile disclaimer dlp-profile dlp-sensor
  dnsfilter-profile dstaddr dstaddr-negate dstaddr6 dstintf emailfilter-profile file-filter-profile global-label groups http-tunnel-auth
  https-sub-category icap-profile id identity-based identity-based-policy internet-service internet-service-custom internet-service-custom-group
  internet-service-fortiguard internet-service-group internet-service-id internet-service-name internet-service-negate internet-service6
  internet-service6-custom internet-service6-custom-group internet-service6-fortiguard internet-service6-group internet-service6-name
  internet-service6-negate ips-sensor ips-voip-filter isolator-server label log-http-transaction logtraffic logtraffic-start mms-profile
  name policyid poolname poolname6 profile-group profile-protocol-options profile-type proxy redirect-url replacemsg-override-group
  require-tfa scan-botnet-connections schedule sctp-filter-profile service service-negate session-ttl spamfilter-profile srcaddr
  srcaddr-negate srcaddr6 srcintf ssh-filter-profile ssh-policy-redirect ssl-ssh-profile sso-auth-method status tags transparent
  url-risk users utm-status uuid videofilter-profile virtual-patch-profile voip-profile waf-profile web-auth-cookie webcache
  webcache-https webfilter-profile webproxy-forward-server webproxy-profile ztna-ems-tag ztna-ems-tag-negate ztna-proxy
  ztna-tags-match-logic
`;

/** `wireless-controller vap`. */
export const WIRELESS_KEYS = `
  80211k 80211r 80211v access-control-list acct-interim-interval additional-akms address-group address-group-policy akm24-only alias
  antivirus-profile application-detection-engine application-dscp-marking application-list application-report-intv atf-weight auth
  auth-cert auth-disclaimer-page auth-login-failed-page auth-login-page auth-portal-addr auth-reject-page beacon-advertising
  beacon-protection broadcast-ssid broadcast-suppression bss-color-partial bstm-disassociation-imminent
  bstm-load-balancing-disassoc-timer bstm-rssi-disassoc-timer called-station-id-type captive-network-assistant-bypass captive-portal
  captive-portal-ac-name captive-portal-auth-timeout captive-portal-fw-accounting captive-portal-macauth-radius-secret
  captive-portal-macauth-radius-server captive-portal-radius-secret captive-portal-radius-server captive-portal-session-timeout-interval
  comment concurrent-clients dhcp-address-enforcement dhcp-lease-time dhcp-option43-insertion dhcp-option82-circuit-id-insertion
  dhcp-option82-insertion dhcp-option82-remote-id-insertion domain-name-stripping dynamic-vlan eap-reauth eap-reauth-intv
  eapol-key-retries encrypt external-fast-roaming external-logout external-pre-auth external-web external-web-format fast-bss-transition
  fast-roaming ft-mobility-domain ft-over-ds ft-r0-key-lifetime gas-comeback-delay gas-fragmentation-limit gtk-rekey gtk-rekey-intv
  high-efficiency hotspot20-profile id igmp-snooping intra-vap-privacy ip ips-sensor ipv6-rules key key-name keyindex l3-roaming
  l3-roaming-mode ldpc local-authentication local-bridging local-lan local-lan-partition local-standalone local-standalone-dns
  local-standalone-dns-ip local-standalone-nat mac mac-auth-bypass mac-called-station-delimiter mac-calling-station-delimiter mac-case
  mac-filter mac-filter-list mac-filter-policy mac-filter-policy-other mac-password-delimiter mac-username-delimiter max-clients
  max-clients-ap mbo mbo-cell-data-conn-pref me-disable-thresh mesh-backhaul mlo mpsk mpsk-concurrent-clients mpsk-key mpsk-profile
  mpsk-schedules mu-mimo multicast-enhance multicast-rate nac nac-profile name nas-filter-rule neighbor-report-dual-band okc osen
  owe-groups owe-transition owe-transition-ssid passphrase pmf pmf-assoc-comeback-timeout pmf-sa-query-retry-timeout port-macauth
  port-macauth-reauth-timeout port-macauth-timeout portal-message-override-group portal-message-overrides portal-type pre-auth
  primary-wag-profile probe-resp-suppression probe-resp-threshold ptk-rekey ptk-rekey-intv qos-profile quarantine radio-2g-threshold
  radio-5g-threshold radio-sensitivity radius-mac-auth radius-mac-auth-block-interval radius-mac-auth-server radius-mac-auth-usergroups
  radius-mac-mpsk-auth radius-mac-mpsk-timeout radius-server rates-11a rates-11ac-mcs-map rates-11ac-ss12 rates-11ac-ss34
  rates-11ax-mcs-map rates-11ax-ss12 rates-11ax-ss34 rates-11be-mcs-map rates-11be-mcs-map-160 rates-11be-mcs-map-320 rates-11bg
  rates-11n-ss12 rates-11n-ss34 roaming-acct-interim-update sae-groups sae-h2e-only sae-hnp-only sae-password sae-pk sae-private-key
  scan-botnet-connections schedule secondary-wag-profile security security-exempt-list security-obsolete-option security-redirect-url
  selected-usergroups set-80211k set-80211v split-tunneling ssid sticky-client-remove sticky-client-threshold-2g
  sticky-client-threshold-5g sticky-client-threshold-6g target-wake-time tkip-counter-measure tunnel-echo-interval
  tunnel-fallback-interval usergroup utm-log utm-profile utm-status vdom vlan-auto vlan-id vlan-name vlan-pool vlan-pooling vlanid
  voice-enterprise webfilter-profile wtp-group x80211k x80211v
`;

export const VIRTUAL_SWITCH_KEYS = `
  alias duplex mediatype name physical-switch port span span-dest-port span-direction span-source-port speed status vlan
`;

export const SNMP_KEYS = `
  append-index contact-info description engine-id engine-id-type location non-mgmt-vdom-query status trap-free-memory-threshold
  trap-freeable-memory-threshold trap-high-cpu-threshold trap-log-full-threshold trap-low-memory-threshold
`;

/** `system automation-stitch`. */
export const STITCH_KEYS = `
  action actions delay description destination id name required status trigger
`;

/** `service` of `system sdwan`. */
export const WAN_RULE_KEYS = `
  addr-mode agent-exclusive bandwidth-weight comment default dscp-forward dscp-forward-tag dscp-reverse dscp-reverse-tag dst dst-negate
  dst6 end-port end-src-port fib-best-match-force gateway groups hash-mode health-check hold-down-time id input-device
  input-device-negate input-zone internet-service internet-service-app-ctrl internet-service-app-ctrl-category
  internet-service-app-ctrl-group internet-service-ctrl internet-service-ctrl-group internet-service-custom
  internet-service-custom-group internet-service-fortiguard internet-service-group internet-service-id internet-service-name
  jitter-weight latency-weight link-cost-factor link-cost-threshold load-balance member members minimum-sla-meet-members mode name
  packet-loss-weight passive-measurement priority-members priority-zone protocol quality-link role route-tag seq-num shortcut
  shortcut-priority shortcut-stickiness sla sla-compare-method sla-stickiness src src-negate src6 standalone-action start-port
  start-src-port status tie-break tos tos-mask use-shortcut-sla users zone-mode
`;

/** `health-check` of `system sdwan`. */
export const WAN_CHECK_KEYS = `
  addr-mode agent-probe-timeout bandwidth-weight class-id custom-profile-threshold detect-mode diffservcode dns-match-ip
  dns-request-domain embed-measured-health failtime fortiguard fortiguard-name ftp-file ftp-mode ha-priority http-agent http-get
  http-match id interval jitter-threshold jitter-weight latency-threshold latency-weight link-cost-factor members mos-codec
  mos-threshold name packet-loss-weight packet-size packetloss-threshold password port priority-in-sla priority-out-sla probe-count
  probe-packets probe-timeout protocol quality-measured-method recoverytime remote-probe-timeout security-mode seq-num server sla
  sla-fail-log-period sla-id-redistribute sla-pass-log-period source source6 system-dns threshold-alert-jitter threshold-alert-latency
  threshold-alert-packetloss threshold-warning-jitter threshold-warning-latency threshold-warning-packetloss update-bgp-route
  update-cascade-interface update-static-route user vrf
`;
