/** Known statements of the objects that policies name. */
import { doubtful, irrelevant, modelled, oneOf, type Section, section, wholeSection } from "./treatment.js";

const SHOWN = "for people: names, colours, tags";
const PROXY = "names for explicit proxy policies, which forward nothing";
const OTHER_FAMILY = "only policies of a table of their own name them: that one has such rows is read";
const RESOLVED = "how and when names are resolved; what they resolve to is unknown anyway";

const SHOWN_KEYS = "uuid color visibility fabric-object global-object tags q_origin_key obj-id id snmp-index";
const TAGGING: [string, Section] = ["tagging", wholeSection("irrelevant", SHOWN)];

const ADDRESS = section(
  [
    ...modelled(
      `type subnet start-ip end-ip wildcard interface ip6 start-ip6 end-ip6 fqdn wildcard-fqdn country macaddr`,
    ),
    ...irrelevant(
      "details of a kind of object whose contents are taken as unknown",
      "sub-type start-mac end-mac template host host-type route-tag",
    ),
    ...irrelevant("in which policies the object may stand; a file has it only in these", "associated-interface"),
    ...irrelevant(
      SHOWN,
      `${SHOWN_KEYS} comment comments allow-routing tag-detection-level tag-type obj-tag obj-type sdn-tag hw-vendor hw-model os sw-version`,
    ),
    ...irrelevant(
      RESOLVED,
      `cache-ttl sso-attribute-value passive-fqdn-learning clearpass-spt epg-name filter fsso-group node-ip-only organization policy-group
       sdn sdn-addr-type subnet-name tenant dirty list obj-filter`,
    ),
  ],
  [
    TAGGING,
    ["list", wholeSection("irrelevant", RESOLVED)],
    ["fsso-group", wholeSection("irrelevant", RESOLVED)],
    ["subnet-segment", wholeSection("harmless", "values of an IPv6 template, which is taken as unknown")],
    ["ip6-list", wholeSection("irrelevant", RESOLVED)],
  ],
);

const GROUP = section(
  [
    ...modelled("member exclude exclude-member category"),
    ...irrelevant(SHOWN, `${SHOWN_KEYS} comment comments allow-routing`),
    ...irrelevant("which groups may hold it", "type"),
  ],
  [TAGGING],
);

const SERVICE = section([
  ...modelled(
    `protocol protocol-number tcp-portrange udp-portrange sctp-portrange udplite-portrange icmptype icmpcode proxy explicit-proxy iprange fqdn
     app-service-type`,
  ),
  ...irrelevant("which applications: that some decide is read", "app-category application"),
  ...irrelevant(SHOWN, `${SHOWN_KEYS} category comment comments`),
  ...irrelevant(
    "session timers and helpers: what is permitted stays the same",
    "helper session-ttl tcp-halfclose-timer tcp-halfopen-timer tcp-timewait-timer tcp-rst-timer udp-idle-timer check-reset-range",
  ),
]);

const SERVICE_GROUP = section([
  ...modelled("member proxy explicit-proxy"),
  ...irrelevant(SHOWN, `${SHOWN_KEYS} comment comments`),
]);

const VIP_SIDE = "how the mapped server is watched, shared and spoken to; which packets are translated stays the same";
const VIP = section(
  [
    ...modelled(
      "status extip extintf mappedip portforward extport mappedport srcintf-filter src-filter service nat46 nat64 arp-reply nat-source-vip",
    ),
    oneOf("type", "static-nat load-balance server-load-balance dns-translation fqdn access-proxy"),
    oneOf("protocol", "tcp udp sctp icmp"),
    oneOf("server-type", "http https imaps pop3s smtps ssl tcp udp ip ssh"),
    oneOf("portmapping-type", "1-to-1 m-to-n"),
    ...irrelevant(SHOWN, `${SHOWN_KEYS} comment comments`),
    ...irrelevant("addresses by name, which are taken as unknown", "mapped-addr extaddr"),
    ...irrelevant(
      "details of a change between families, whose outcome is taken as unknown",
      "nat44 nat66 ipv6-mappedip ipv6-mappedport ipv4-mappedip ipv4-mappedport",
    ),
    ...irrelevant("which server of those behind it a session gets", "ldb-method"),
    ...irrelevant("about sessions that the server opens", "src-vip-filter"),
    ...irrelevant(
      VIP_SIDE,
      `ndp-reply gratuitous-arp-interval monitor persistence max-embryonic-connections http-cookie-age http-cookie-domain
       http-cookie-domain-from-host http-cookie-generation http-cookie-path http-cookie-share https-cookie-secure http-ip-header
       http-ip-header-name http-multiplex http-multiplex-ttl http-multiplex-max-request http-multiplex-max-concurrent-request http-redirect
       http-host outlook-web-access weblogic-server websphere-server ssl-mode ssl-certificate ssl-dh-bits ssl-algorithm
       ssl-cipher-suites ssl-pfs ssl-min-version ssl-max-version ssl-server-algorithm ssl-server-min-version ssl-server-max-version
       ssl-send-empty-frags ssl-client-fallback ssl-client-renegotiation ssl-client-session-state-type
       ssl-client-session-state-timeout ssl-client-session-state-max ssl-client-rekey-count ssl-server-session-state-type
       ssl-server-session-state-timeout ssl-server-session-state-max ssl-http-location-conversion ssl-http-match-host ssl-hpkp
       ssl-hpkp-primary ssl-hpkp-backup ssl-hpkp-age ssl-hpkp-report-uri ssl-hpkp-include-subdomains ssl-hsts ssl-hsts-age ssl-hsts-include-subdomains ssl-accept-ffdhe-groups ssl-server-renegotiation
       dns-mapping-ttl add-nat46-route add-nat64-route embedded-ipv4-address one-click-gslb-server gslb-hostname
       gslb-domain-name client-cert empty-cert-action user-agent-detect h2-support h3-support http-supported-max-version http-unsupported-max-version-action`,
    ),
  ],
  [
    [
      "realservers",
      section([
        ...modelled("ip address port type client-ip"),
        oneOf("status", "active standby disable"),
        ...irrelevant(
          VIP_SIDE,
          `weight holddown-interval healthcheck http-host max-connections monitor translate-host verify-cert
           health-check-proto id uuid addr-type`,
        ),
      ]),
    ],
    ["ssl-cipher-suites", wholeSection("irrelevant", VIP_SIDE)],
    ["ssl-server-cipher-suites", wholeSection("irrelevant", VIP_SIDE)],
    ["quic", wholeSection("irrelevant", VIP_SIDE)],
    ["gslb-public-ips", wholeSection("irrelevant", VIP_SIDE)],
  ],
);

const VIP_GROUP = section([
  ...modelled("member"),
  ...irrelevant("in which policies the group may stand; its members say so themselves", "interface"),
  ...irrelevant(SHOWN, `${SHOWN_KEYS} comment comments`),
]);

const SCHEDULE = section([
  ...modelled("day start end member"),
  ...doubtful("narrows", "which part of the day it names is not documented", "label-day"),
  ...irrelevant(
    "the same times in another clock, and when the device reminds of them",
    "start-utc end-utc expiration-days",
  ),
  ...irrelevant(SHOWN, SHOWN_KEYS),
]);

const POOL = section([
  ...modelled("type startip endip permit-any-host"),
  ...irrelevant(
    "details of source translation, which happens after the decision",
    `source-startip source-endip source-prefix6 arp-reply arp-intf associated-interface block-size num-blocks-per-user pba-timeout
     comments comment startport endport port-per-user subnet-broadcast-in-ippool add-nat64-route nat64 cgn-block-size
     cgn-client-startip cgn-client-endip cgn-fixedalloc cgn-overload cgn-port-start cgn-port-end cgn-spa utilization-alarm-raise
     utilization-alarm-clear exclude-ip pba-interim-log tcp-session-quota udp-session-quota icmp-session-quota privileged-port-use-pba
     nat46 add-nat46-route name client-prefix-length`,
  ),
]);

const CENTRAL_SNAT = section([
  ...modelled(
    "status srcintf dstintf orig-addr dst-addr orig-addr6 dst-addr6 nat nat-ippool protocol orig-port dst-port",
  ),
  ...irrelevant(SHOWN, "comments policyid type"),
  ...irrelevant("how the translated source is chosen", "uuid nat-ippool6 nat-port port-preserve port-random"),
  ...doubtful("anything", "makes packets of the other family", "nat46 nat64"),
]);

const DATABASE = "names or changes entries of the internet service database, whose contents are taken as unknown";
const DATABASES = [
  "internet-service",
  "internet-service-addition",
  "internet-service-append",
  "internet-service-botnet",
  "internet-service-custom",
  "internet-service-custom-group",
  "internet-service-definition",
  "internet-service-extension",
  "internet-service-fallback",
  "internet-service-fortiguard",
  "internet-service-group",
  "internet-service-ipbl-reason",
  "internet-service-ipbl-vendor",
  "internet-service-list",
  "internet-service-name",
  "internet-service-owner",
  "internet-service-reputation",
  "internet-service-sld",
  "internet-service-subapp",
];

export const OBJECT_SECTIONS: readonly [string, Section][] = [
  ["firewall address", ADDRESS],
  ["firewall address6", ADDRESS],
  ["firewall multicast-address", ADDRESS],
  ["firewall multicast-address6", ADDRESS],
  ["firewall addrgrp", GROUP],
  ["firewall addrgrp6", GROUP],
  [
    "firewall address6-template",
    wholeSection("harmless", "templates of IPv6 addresses; objects made from one are taken as unknown"),
  ],
  ["firewall service custom", SERVICE],
  ["firewall service group", SERVICE_GROUP],
  ["firewall service category", wholeSection("irrelevant", SHOWN)],
  ["firewall vip", VIP],
  ["firewall vip6", VIP],
  ["firewall vip46", wholeSection("irrelevant", OTHER_FAMILY)],
  ["firewall vip64", wholeSection("irrelevant", OTHER_FAMILY)],
  ["firewall vipgrp46", wholeSection("irrelevant", OTHER_FAMILY)],
  ["firewall vipgrp64", wholeSection("irrelevant", OTHER_FAMILY)],
  ["firewall vipgrp", VIP_GROUP],
  ["firewall vipgrp6", VIP_GROUP],
  ["firewall schedule recurring", SCHEDULE],
  ["firewall schedule onetime", SCHEDULE],
  ["firewall schedule group", SCHEDULE],
  ["firewall ippool", POOL],
  ["firewall ippool6", wholeSection("irrelevant", "details of source translation, which happens after the decision")],
  ["firewall central-snat-map", CENTRAL_SNAT],
  ...DATABASES.map((name): [string, Section] => [`firewall ${name}`, wholeSection("irrelevant", DATABASE)]),
  ["firewall network-service-dynamic", wholeSection("irrelevant", DATABASE)],
  ["firewall vendor-mac", wholeSection("irrelevant", "names of hardware vendors, whose condition is taken as unknown")],
  [
    "firewall wildcard-fqdn custom",
    wholeSection("irrelevant", "names for exemptions of TLS inspection, not for policies"),
  ],
  [
    "firewall wildcard-fqdn group",
    wholeSection("irrelevant", "names for exemptions of TLS inspection, not for policies"),
  ],
  ["firewall proxy-address", wholeSection("irrelevant", PROXY)],
  ["firewall proxy-addrgrp", wholeSection("irrelevant", PROXY)],
  [
    "system external-resource",
    section([
      ...irrelevant(
        "where the list comes from; its contents are unknown",
        `type status name comments uuid update-method username password resource
    user-agent server-identity-check refresh-rate source-ip source-ip-interface interface interface-select-method category namespace object-array-path address-name-field address-data-field address-comment-field vrf-select client-cert client-cert-auth`,
      ),
      ...doubtful("narrows", "unknown list", "last-update"),
    ]),
  ],
];
