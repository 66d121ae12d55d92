/** Known statements of the tables that decide about packets: policies of every kind. */
import { PROXY_POLICY_KEYS } from "./kept-keys.js";
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

const SPEED = "touches speed, priority, marking or session handling of what is permitted, not whether it is";
const SHOWN = "for people: names, colours, labels, log details";
const INSPECTED = "inspection of permitted sessions: it only takes away from what the policy accepts";
const TRANSLATED = "how the source is translated, which happens after the decision";

const PROFILES =
  "utm-status profile-group av-profile webfilter-profile dnsfilter-profile emailfilter-profile spamfilter-profile " +
  "dlp-profile dlp-sensor file-filter-profile ips-sensor application-list voip-profile ips-voip-filter icap-profile waf-profile " +
  "ssh-filter-profile cifs-profile videofilter-profile sctp-filter-profile virtual-patch-profile casb-profile diameter-filter-profile";

const OPTIONS = [
  ...irrelevant(
    SPEED,
    `traffic-shaper traffic-shaper-reverse per-ip-shaper dynamic-shaping class-id diffserv-forward diffserv-reverse
     diffserv-copy diffservcode-forward diffservcode-rev tcp-mss-sender tcp-mss-receiver session-ttl vlan-cos-fwd vlan-cos-rev
     np-acceleration auto-asic-offload delay-tcp-npu-session webcache webcache-https wanopt wanopt-detection
     wanopt-passive-opt wanopt-peer wanopt-profile fec rtp-nat rtp-addr passive-wan-health-measurement pcp-poolname anti-replay timeout-send-rst send-deny-packet schedule-timeout firewall-session-dirty
     tcp-session-without-syn dsri cgn-session-quota cgn-resource-quota cgn-eim cgn-log-server-grp log-http-transaction
     app-monitor policy-offload tcp-timeout-pid udp-timeout-pid gtp-profile pfcp-profile inspection-mode nsh-service-path src-service-path
     http-tunnel-auth redirect-url dynamic-profile endpoint-keepalive-interface`,
  ),
  ...irrelevant(
    SHOWN,
    `uuid label global-label custom-log-fields logtraffic-start capture-packet replacemsg-override-group
     tags obj-id policyid q_origin_key policy-behaviour-type reverse-cache decrypted-traffic-mirror
     auth-redirect-addr auth-cert captive-portal-exempt radius-ip-auth-bypass
     block-notification wsso`,
  ),
  ...irrelevant(
    INSPECTED,
    `profile-protocol-options ssl-ssh-profile deep-inspection-options scan-botnet-connections ssl-mirror ssl-mirror-intf
     webproxy-profile transparent replacemsg-group`,
  ),
  ...modelled(
    "policy-expiry-date policy-expiry-date-utc vpntunnel natinbound natoutbound identity-based-route auth-path",
  ),
  ...irrelevant("which of the profiles below it counts", "profile-type"),
  ...irrelevant(TRANSLATED, "poolname6 fixedport natip port-preserve port-random"),
  ...irrelevant(
    "how a condition beside it is asked; that the row has the condition is read",
    `reputation-direction reputation-direction6 geoip-match geoip-anycast ztna-tags-match-logic dscp-negate dscp-value`,
  ),
  ...modelled("permit-any-host permit-stun-host cgn-eif pcp-inbound pcp-outbound wccp learning-mode"),
  ...doubtful(
    "narrows",
    "asks something that no configuration tells",
    `reputation-minimum reputation-minimum6 sgt-check sgt
     dscp-match vlan-filter tos tos-mask tos-negate src-vendor-mac devices device-detection-portal endpoint-compliance
     endpoint-check radius-mac-auth-bypass ntlm ntlm-guest ntlm-enabled-browsers fsso rsso active-auth-method sso-auth-method
     fsso-agent-for-ntlm require-tfa ztna-status ztna-ems-tag ztna-ems-tag-secondary ztna-ems-tag-negate ztna-geo-tag
     ztna-device-ownership tcp-reset-on-deny disclaimer email-collect`,
  ),
  ...doubtful("anything", "sends permitted sessions to a proxy elsewhere", "webproxy-forward-server isolator-server"),
  ...doubtful(
    "narrows",
    "asks the policies of a proxy as well",
    "http-policy-redirect ssh-policy-redirect ztna-policy-redirect",
  ),
];

const IDENTITY = "groups users fsso-groups identity-based identity-from";
const INTERNET_SERVICES = "internet-service internet-service-src internet-service6 internet-service6-src";
const DATABASE = [
  ...irrelevant(
    "names of a database of the vendor: that the row uses it is read, what it holds is taken as unknown",
    `internet-service-custom internet-service-src-custom internet-service-negate internet-service-src-negate internet-service-id internet-service-name internet-service-group internet-service-custom-group internet-service-fortiguard
     network-service-dynamic internet-service-src-id internet-service-src-name internet-service-src-group
     internet-service-src-custom-group internet-service-src-fortiguard network-service-src-dynamic internet-service6-negate
     internet-service6-name internet-service6-group internet-service6-custom internet-service6-custom-group
     internet-service6-fortiguard internet-service6-src-negate internet-service6-src-name internet-service6-src-group
     internet-service6-src-custom internet-service6-src-custom-group internet-service6-src-fortiguard`,
  ),
];

const MATCHED = `name status action srcintf dstintf srcaddr dstaddr srcaddr4 dstaddr4 srcaddr6 dstaddr6 srcaddr-negate dstaddr-negate
  srcaddr6-negate dstaddr6-negate service service-negate schedule policy-expiry policy-expiry-date
  logtraffic comments comment nat nat46 nat64 ippool poolname match-vip match-vip-only inbound outbound`;

/** `firewall policy` and its siblings by family and release. */
const POLICY = section([
  ...modelled(`${MATCHED} ${IDENTITY} ${INTERNET_SERVICES} ${PROFILES}`),
  ...OPTIONS,
  ...DATABASE,
  ...modelled("application app-category app-group url-category"),
]);

const SECURITY_POLICY = section([
  ...modelled(`${MATCHED} ${IDENTITY} ${INTERNET_SERVICES} ${PROFILES}`),
  ...OPTIONS,
  ...DATABASE,
  ...modelled("application app-category app-group url-category"),
  ...irrelevant("only with applications, which are taken as unknown", "enforce-default-app-port"),
]);

const LOCAL_IN = section([
  oneOf("action", "accept deny"),
  ...modelled(
    `status intf srcaddr dstaddr srcaddr-negate dstaddr-negate service service-negate schedule comments comment
     ha-mgmt-intf-only internet-service-src internet-service6-src`,
  ),
  ...irrelevant(
    "names of a database of the vendor: that the row uses it is read, what it holds is taken as unknown",
    `internet-service-src-name internet-service-src-group internet-service-src-custom internet-service-src-custom-group
     internet-service-src-fortiguard internet-service-src-negate internet-service6-src-name internet-service6-src-group
     internet-service6-src-custom internet-service6-src-custom-group internet-service6-src-fortiguard internet-service6-src-negate`,
  ),
  ...irrelevant(SHOWN, "logtraffic"),
  ...irrelevant(SHOWN, "uuid"),
  ...irrelevant(INSPECTED, "virtual-patch"),
]);

const MULTICAST = section([
  ...modelled(
    "status action srcintf dstintf srcaddr dstaddr protocol start-port end-port logtraffic name comments dnat",
  ),
  ...irrelevant(TRANSLATED, "snat snat-ip"),
  ...irrelevant(SHOWN, "uuid id"),
  ...irrelevant(SPEED, "auto-asic-offload traffic-shaper utm-status ips-sensor"),
]);

const ACL = section([
  ...modelled("status interface srcaddr dstaddr service name comments"),
  ...irrelevant(SHOWN, "uuid"),
  ...doubtful("narrows", "drops by more than addresses and services", "fragment"),
]);

const RATE = "thresholds and inspection: it drops by rate or content, and permits nothing";
const PROXY =
  "explicit and transparent proxy: sessions end at the device and begin there anew; nothing of it is forwarded";

const PROXY_POLICY = keptSection(PROXY, PROXY_POLICY_KEYS, [
  ...switches("status"),
  oneOf("action", "accept deny redirect isolate"),
  oneOf("proxy", "explicit-web transparent-web ftp ssh ssh-tunnel access-proxy ztna-proxy wanopt web"),
]);

export const POLICY_SECTIONS: readonly [string, Section][] = [
  ["firewall policy", POLICY],
  ["firewall policy6", POLICY],
  ["firewall policy46", wholeSection("doubt", "packets change their family between IPv4 and IPv6")],
  ["firewall policy64", wholeSection("doubt", "packets change their family between IPv6 and IPv4")],
  ["firewall consolidated policy", POLICY],
  ["firewall security-policy", SECURITY_POLICY],
  ["firewall local-in-policy", LOCAL_IN],
  ["firewall local-in-policy6", LOCAL_IN],
  ["firewall multicast-policy", MULTICAST],
  ["firewall multicast-policy6", MULTICAST],
  ["firewall acl", ACL],
  ["firewall acl6", ACL],
  ["firewall interface-policy", wholeSection("irrelevant", RATE)],
  ["firewall interface-policy6", wholeSection("irrelevant", RATE)],
  ["firewall on-demand-sniffer", wholeSection("irrelevant", "looks at copies of packets")],
  ["firewall proxy-policy", PROXY_POLICY],
  ["firewall explicit-proxy-policy", PROXY_POLICY],
  ["firewall shaping-policy", wholeSection("irrelevant", SPEED)],
  [
    "firewall ipmacbinding setting",
    section([
      ...modelled("bindthroughfw"),
      ...doubtful("anything", "binds addresses to hardware addresses", "bindtofw"),
      ...irrelevant("what it does while it is switched on is taken as unknown", "undefinedhost"),
    ]),
  ],
  ["firewall ttl-policy", keptSection("drops packets by their time to live: that there are rows is looked at")],
  ["firewall ipmacbinding table", wholeSection("irrelevant", "what is bound, where binding is switched on")],
  ["firewall ip-translation", wholeSection("doubt", "translates addresses before policies see them")],
];
