/** What an ASA answers besides its administrators: tunnels, addresses, routes, the other unit (reference/cisco.md 4.3). */
import type { ServiceExpression } from "../../../../src/model/expression.js";
import { ownValue } from "../../../../src/source/own-value.js";
import type { CiscoLine } from "../../tree.js";
import { type Grant, type GrantSite, tcp, udp } from "./grants.js";
import { isNegated } from "./statements.js";
import { ownSystem } from "./threat-defense.js";

const TUNNELS: ServiceExpression = {
  kind: "union",
  of: [udp(500, 4500), { kind: "protocol", protocol: 50 }, { kind: "protocol", protocol: 51 }],
};

/** @param management what people administer it by. */
export function serviceGrants(site: GrantSite, management: readonly Grant[]): Grant[] {
  return [
    ...keyExchange(site),
    ...portal(site),
    ...addresses(site),
    ...routing(site),
    ...failover(site),
    ...throughTunnels(site, management),
    ...others(site),
    ...ownSystem(site),
  ];
}

interface Taken {
  readonly name: string;
  readonly line: CiscoLine;
  readonly service: ServiceExpression;
  readonly interface?: string;
  readonly limited?: string;
}

function grant({ name, line, ...rest }: Taken): Grant {
  return { id: `${name} ${line.number}`, name, line, source: { kind: "any" }, ...rest };
}

/** `crypto ikev1|ikev2|isakmp enable IF [client-services port N]`: open to everybody. */
function keyExchange({ statements, context }: GrantSite): Grant[] {
  return statements.of("crypto").flatMap((line): Grant[] => {
    const [, name, id] = /^(?:no )?(crypto (?:ikev1|ikev2|isakmp) enable) (\S+)/.exec(line.text) ?? [];
    if (name === undefined || id === undefined) return [];
    context.mark(line, "modelled");
    if (isNegated(line)) return [];
    const client = /client-services(?: port (\d+))?/.exec(line.text);
    const one = grant({ name, interface: id, service: TUNNELS, line });
    return client === null
      ? [one]
      : [
          one,
          {
            ...grant({ name: `${name} client-services`, interface: id, service: tcp(Number(client[1] ?? 443)), line }),
          },
        ];
  });
}

/** `webvpn`, `enable IF`: a portal and tunnels over TLS and DTLS. */
function portal({ statements, context }: GrantSite): Grant[] {
  return statements.of("webvpn").flatMap((line): Grant[] => {
    // Its details change what users get who have logged in.
    context.markBlock(line, "modelled");
    const port = Number(line.children.flatMap(({ text }) => /^port (\d+)$/.exec(text)?.[1] ?? [])[0] ?? 443);
    const dtls = Number(line.children.flatMap(({ text }) => /^dtls port (\d+)$/.exec(text)?.[1] ?? [])[0] ?? port);
    const service: ServiceExpression = { kind: "union", of: [tcp(port), udp(dtls)] };
    return line.children.flatMap((child): Grant[] => {
      const id = /^enable (\S+)/.exec(child.text)?.[1];
      return id === undefined ? [] : [grant({ name: `webvpn on ${id}`, interface: id, service, line: child })];
    });
  });
}

/** A DHCP server or relay on an interface; other statements of them say what is given out. */
function addresses({ statements, context }: GrantSite): Grant[] {
  return [...statements.of("dhcpd"), ...statements.of("dhcprelay"), ...statements.of("ipv6")].flatMap(
    (line): Grant[] => {
      const [, name, id] = /^(dhcpd enable|dhcprelay enable|ipv6 dhcprelay enable) (\S+)/.exec(line.text) ?? [];
      if (/^(?:no )?(?:dhcpd|dhcprelay|ipv6 dhcprelay)\b/.test(line.text)) context.markBlock(line, "modelled");
      if (name === undefined || id === undefined) return [];
      return [grant({ name, interface: id, service: udp(67, 547), line })];
    },
  );
}

/** Neighbours talk to the device by these; which of its interfaces take part is not computed. */
const ROUTING: Readonly<Record<string, ServiceExpression>> = {
  ospf: { kind: "protocol", protocol: 89 },
  eigrp: { kind: "protocol", protocol: 88 },
  bgp: tcp(179),
  rip: udp(520, 521),
};

function routing({ statements }: GrantSite): Grant[] {
  return [...statements.of("router"), ...statements.of("ipv6")].flatMap((line): Grant[] => {
    const protocol = /^(?:ipv6 )?router (\S+)/.exec(line.text)?.[1];
    const service = ownValue(ROUTING, protocol);
    if (protocol === undefined || service === undefined) return [];
    const limited = `which interfaces take part in ${protocol} is not computed`;
    return [grant({ name: `router ${protocol}`, service, limited, line })];
  });
}

/** Units of a pair say hello to each other by it on every interface that both watch. */
const HELLO: ServiceExpression = { kind: "protocol", protocol: 105 };

/** What else a pair says goes over the link that it names, which carries nothing else; without one, nothing is known of it. */
function failover({ statements }: GrantSite): Grant[] {
  const lines = statements.of("failover");
  const last = lines.findLast(({ text }) => /^(?:no )?failover$/.test(text));
  const line = last ?? lines.find((one) => !isNegated(one));
  if (line === undefined || isNegated(line)) return [];
  const hasLink = lines.some(({ text }) => /^failover lan interface \S+ \S+$/.test(text));
  const service: ServiceExpression = hasLink ? HELLO : { kind: "any" };
  return [grant({ name: "failover", service, limited: "units of a pair talk to each other", line })];
}

/** Statements by which it takes packets that are not computed, by their first word. */
const OTHERS: readonly (Pick<Taken, "service"> & { readonly starts: string; readonly why: string })[] = [
  { starts: "cluster group", why: "units of a cluster talk to each other", service: { kind: "any" } },
  { starts: "nve", why: "tunnels of VXLAN end here", service: udp(4789, 6081) },
  {
    starts: "aaa authentication listener",
    why: "users log in for what they may pass",
    service: { kind: "protocol", protocol: 6 },
  },
  {
    starts: "multicast-routing",
    why: "receivers of groups talk to the device",
    service: {
      kind: "union",
      of: [
        { kind: "protocol", protocol: 2 },
        { kind: "protocol", protocol: 103 },
      ],
    },
  },
  {
    starts: "crypto ikev1 ipsec-over-tcp",
    why: "tunnels over TCP end here",
    service: { kind: "protocol", protocol: 6 },
  },
  { starts: "vpn load-balancing", why: "units that share tunnels talk to each other", service: udp(9023) },
  { starts: "phone-proxy", why: "it stands in for telephony servers", service: { kind: "any" } },
  { starts: "tls-proxy", why: "it stands in for telephony servers", service: { kind: "any" } },
  { starts: "media-termination", why: "it stands in for telephony servers", service: { kind: "any" } },
];

/** How many of something there may be, which starts none. */
const LIMITS = /^tls-proxy maximum-session \d+$/;

/**
 * One interface at a time answers packets out of tunnels that come in by another: the last statement says which, if any. It
 * answers its administrators, those whom SSH, Telnet, ASDM and SNMP of that interface let in, and ping (Cisco ASA, management
 * access over a VPN tunnel).
 */
function throughTunnels({ statements, interfaces }: GrantSite, management: readonly Grant[]): Grant[] {
  const line = statements.of(BEYOND).findLast(({ text }) => /^(?:no )?management-access\b/.test(text));
  if (line === undefined || isNegated(line)) return [];
  const limited = "out of tunnels another interface answers as well";
  const id = /^management-access (\S+)$/.exec(line.text)?.[1] ?? "";
  // Which one that is is not known: any service of its own may be meant.
  if (!interfaces.has(id)) return [grant({ name: BEYOND, service: { kind: "any" }, limited, line })];
  const own = management.filter((one) => one.interface === id);
  const administration = own.map(
    ({ interface: _, ...one }): Grant => ({ ...one, id: `${BEYOND} ${one.id}`, answeredBy: id, limited, line }),
  );
  return [...administration, { ...grant({ name: BEYOND, service: PING, limited, line }), answeredBy: id }];
}

const PING: ServiceExpression = {
  kind: "union",
  of: [
    { kind: "icmp", family: 4, type: 8 },
    { kind: "icmp", family: 6, type: 128 },
  ],
};

const BEYOND = "management-access";

function others({ statements }: GrantSite): Grant[] {
  return OTHERS.flatMap(({ starts, why, service }) => {
    const [word = starts] = starts.split(" ");
    const lines = statements
      .of(word)
      .filter(({ text }) => (text === starts || text.startsWith(`${starts} `)) && !LIMITS.test(text));
    return lines.map((line) => grant({ name: starts, service, limited: why, line }));
  });
}
