/** Statements that both firewalls share: rules, aliases, interfaces, translations, routes. Source: reference/pfsense.md 2, 5. */
import { doubtful, irrelevant, modelled, type Section, type Statement, section, sectionOf } from "../statements.js";

const HISTORY = "says who changed it and when";
const SHOWN = "only shown in the web interface";
const LIMITS = "a limit at run time: what passes while nothing is exhausted stays the same";
const QUEUES = "orders traffic in queues, decides nothing";

const ENDPOINT = section(modelled("any network address not port"));

/** Fields that rules of both firewalls have. */
export const RULE_FIELDS: readonly [string, Statement][] = [
  ...modelled("type disabled interface floating direction quick ipprotocol protocol icmptype source destination"),
  ...modelled("tcpflags1 tcpflags2 tcpflags_any statetype gateway sched tag tagged nottagged log descr tracker"),
  ...modelled("associated-rule-id"),
  ["source", ENDPOINT],
  ["destination", ENDPOINT],
  ...irrelevant(HISTORY, "created updated"),
  ...irrelevant(SHOWN, "id separator category color wizard"),
  ...irrelevant(
    LIMITS,
    "max max-src-nodes max-src-conn max-src-states max-src-conn-rate max-src-conn-rates statetimeout",
  ),
  ...irrelevant(QUEUES, "dnpipe pdnpipe defaultqueue ackqueue vlanprioset set-prio set-prio-low"),
  ...irrelevant("concerns synchronisation with a peer", "nosync nopfsync"),
  ...irrelevant("IP options are no part of the packets that are judged", "allowopts"),
  ...irrelevant("concerns the way of replies only", "disablereplyto reply-to statepolicy"),
  ...doubtful("narrows", "operating systems are guessed from packets at run time", "os"),
  ...doubtful("narrows", "the DSCP field is not judged", "dscp tos"),
  ...doubtful("narrows", "the VLAN priority is not judged", "vlanprio prio"),
  ...doubtful("narrows", "applications are recognised at run time", "l7container"),
];

/** `filter/rule`; `more` are the fields of one of the two. */
export function ruleSection(more: readonly [string, Statement][]): Section {
  return section([...RULE_FIELDS, ...more], { owner: "rule" });
}

/** `interfaces/*`. */
export function interfaceSection(more: readonly [string, Statement][] = []): Section {
  return section(
    [
      ...modelled("enable if descr ipaddr subnet ipaddrv6 subnetv6 gateway gatewayv6 blockpriv blockbogons type"),
      ...modelled("alias-address alias-subnet track6-interface track6-prefix-id gateway-6rd prefix-6rd virtual"),
      ...irrelevant(
        "how the address is asked for; which it is stays unknown",
        "dhcphostname dhcprejectfrom dhcp6-duid",
      ),
      ...irrelevant(
        "how the address is asked for; which it is stays unknown",
        "dhcp6-ia-pd-len dhcp6usev4iface prefix-6rd-v4plen",
      ),
      ...irrelevant(
        "how the address is asked for; which it is stays unknown",
        "dhcpcvpt dhcp6vlanprio dhcpvlanprio slaacusev4iface",
      ),
      ...irrelevant(
        "how the address is asked for; which it is stays unknown",
        "dhcp6prefixonly dhcp6-prefix-id dhcp6norelease dhcp6sendsolicit dhcp6withoutra dhcp6debug ipv6usev4iface",
      ),
      ...irrelevant(
        "link settings",
        "media mediaopt mtu mss spoofmac bandwidth bandwidthtype hw_settings_overwrite disablevlanhwfilter disablechecksumoffloading disablesegmentationoffloading disablelargereceiveoffloading",
      ),
      [
        "wireless",
        sectionOf({ kind: "irrelevant", why: "radio settings: policies see them, packets are not decided by them" }),
      ],
      ...irrelevant("an old proxy that is no longer there", "disableftpproxy"),
      ...irrelevant(SHOWN, "lock internal_dynamic"),
      ...more,
    ],
    {
      owner: "interface",
      beginning: [["adv_dhcp", { kind: "irrelevant", why: "how the address is asked for; which it is stays unknown" }]],
    },
  );
}

/** `aliases/alias`; `more` are the fields of one of the two. */
export function aliasSection(more: readonly [string, Statement][] = []): Section {
  return section(
    [
      ...modelled("name type address aliasurl url content"),
      ...irrelevant("when contents are fetched", "updatefreq"),
      ...irrelevant(SHOWN, "descr detail"),
      ...more,
    ],
    { owner: "alias" },
  );
}

/** `nat/rule`, `nat/outbound/rule`, `nat/onetoone`, `nat/npt`. */
export function natSection(more: readonly [string, Statement][] = []): Section {
  return section(
    [
      ...modelled(
        "disabled interface ipprotocol protocol source destination external target local-port nordr nobinat nonat",
      ),
      ...modelled(
        "associated-rule-id sourceport dstport natport targetip targetip_subnet descr any network tracker type",
      ),
      ...modelled("natreflection staticnatport tag tagged"),
      ["source", ENDPOINT],
      ["destination", ENDPOINT],
      ...irrelevant(HISTORY, "created updated"),
      ...irrelevant(SHOWN, "category separator id log"),
      ...irrelevant(
        "which address of a pool is taken; all of them count",
        "poolopts source_hash_key poolopts_sourcehashkey",
      ),
      ...irrelevant("concerns synchronisation with a peer", "nosync"),
      ...more,
    ],
    { owner: "nat" },
  );
}

/** `staticroutes`. */
export const STATIC_ROUTES: Section = section([
  ["route", section([...modelled("network gateway disabled"), ...irrelevant(SHOWN, "descr uuid")], { owner: "route" })],
]);

/** `gateways`. */
export const GATEWAYS: Section = section([
  [
    "gateway_item",
    section(
      [
        ...modelled("interface gateway name defaultgw ipprotocol disabled fargw"),
        ...modelled("monitor monitor_disable monitor_noroute dpinger_dont_add_static_route"),
        ...irrelevant("whether a gateway is up is known at run time only", "weight interval action_disable"),
        ...irrelevant(
          "whether a gateway is up is known at run time only",
          "alert_interval time_period loss_interval data_payload",
        ),
        ...irrelevant(
          "whether a gateway is up is known at run time only",
          "latencylow latencyhigh losslow losshigh force_down nonlocalgateway monitor_killstates priority gw_down_kill_states avg_delay_samples avg_loss_delay_samples avg_loss_samples data_length monitor_killstates_priority",
        ),
        ...irrelevant(SHOWN, "descr"),
      ],
      { owner: "route" },
    ),
  ],
  [
    "gateway_group",
    section(
      [
        ...modelled("name item"),
        ...irrelevant(
          "which of them is taken is known at run time only",
          "trigger keep_failover_states dynamic_gateway poolopts",
        ),
        ...irrelevant(SHOWN, "descr"),
      ],
      {
        owner: "route",
      },
    ),
  ],
  ...modelled("defaultgw4 defaultgw6"),
]);

/** `virtualip`. */
export const VIRTUAL_ADDRESSES: Section = section([
  [
    "vip",
    section(
      [
        ...modelled("mode interface subnet subnet_bits type"),
        ...irrelevant(
          "how the peers agree on who holds the address",
          "vhid advskew advbase password carp_mode carp_peer carp_vrrp6 peer peer6 nosync gateway noexpand noxpand uniqid vrid_version",
        ),
        ...irrelevant("how the peers agree on who holds the address", "carp_status range vrrp_prio nobind"),
        ...irrelevant(SHOWN, "descr"),
      ],
      { owner: "interface" },
    ),
  ],
]);

/** `vlans`, `bridges`, `laggs`, `gifs`, `gres`, `qinqs`, `ifgroups`, `ppps`. */
export const LINKS: readonly [string, Statement][] = [
  [
    "vlans",
    section([
      [
        "vlan",
        section([...modelled("if tag vlanif"), ...irrelevant("link settings", "pcp proto descr")], {
          owner: "interface",
        }),
      ],
    ]),
  ],
  [
    "bridges",
    section([
      [
        "bridged",
        section([
          ...modelled("members member bridgeif span"),
          ...irrelevant(
            "spanning tree and timers",
            "descr maxaddr timeout maxage fwdelay hellotime priority proto holdcnt ifpriority ifpathcost enablestp stp edge autoedge ptp autoptp static private",
          ),
          ...irrelevant("link settings", "linklocal ip6linklocal"),
        ]),
      ],
    ]),
  ],
  [
    "laggs",
    section([
      [
        "lagg",
        section([
          ...modelled("laggif members laggport"),
          ...irrelevant(
            "link settings",
            "proto descr lacp_fast_timeout failovermaster lagghash lacptimeout lagg_lacp_strict lacp_strict use_flowid",
          ),
        ]),
      ],
    ]),
  ],
  [
    "gifs",
    section([
      [
        "gif",
        section([
          ...modelled("if gifif ipaddr remote-addr tunnel-local-addr tunnel-remote-addr tunnel-remote-net"),
          ...irrelevant("link settings", "descr link0 link1 link2 mtu"),
        ]),
      ],
    ]),
  ],
  [
    "gres",
    section([
      [
        "gre",
        section([
          ...modelled("if greif remote-addr tunnel-local-addr tunnel-remote-addr tunnel-remote-net"),
          ...irrelevant("link settings", "descr link0 link1 link2 mtu"),
        ]),
      ],
    ]),
  ],
  [
    "ifgroups",
    section([
      [
        "ifgroupentry",
        section([...modelled("ifname members sequence"), ...irrelevant(SHOWN, "descr nogroup")], {
          owner: "interface",
        }),
      ],
      ["allowgroup", { kind: "irrelevant", why: SHOWN }],
    ]),
  ],
  ["ppps", { kind: "irrelevant", why: "how a link is dialled; the interface says that its address is unknown" }],
];
