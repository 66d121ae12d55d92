/** A device of a generated rule set as FortiOS writes it: one policy table for all interfaces. */
import { dotted, isAny, namedLists, netmask, portText } from "./text.mjs";

export function interfaceOf(leg) {
  return `port${leg + 1}`;
}

/** What is negated is so by the policy's own words; of services that lets other protocols pass too, which no probe asks for. */
export function write({ hostname, legs, routes, rules }) {
  const groups = namedLists(rules.flatMap(({ sources, destinations }) => [sources, destinations]));
  const prefixes = new Map();
  const prefixName = ({ base, length }) => {
    const name = length === 32 ? `h-${dotted(base)}` : `n-${dotted(base)}-${length}`;
    prefixes.set(name, `set subnet ${dotted(base)} ${netmask(length)}`);
    return name;
  };
  const services = new Map();
  const side = (list) => (isAny(list) ? "all" : (groups.get(list) ?? prefixName(list[0])));
  const policies = rules.flatMap((rule) => [
    `    edit ${rule.id}`,
    `        set srcintf "${interfaceOf(legs.indexOf(rule.ingress))}"`,
    '        set dstintf "any"',
    `        set srcaddr "${side(rule.sources)}"`,
    `        set dstaddr "${side(rule.destinations)}"`,
    ...(rule.action === "permit" ? ["        set action accept"] : []),
    '        set schedule "always"',
    `        set service ${serviceNames(rule, services)}`,
    ...(rule.not === undefined ? [] : [`        set ${NEGATED[rule.not]}-negate enable`]),
    "    next",
  ]);
  const members = [...groups].flatMap(([list, name]) =>
    row(name, `set member ${list.map((prefix) => `"${prefixName(prefix)}"`).join(" ")}`),
  );
  return [
    "#config-version=FGVMK6-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin",
    ...["config system global", `    set hostname "${hostname}"`, "end"],
    "config system interface",
    ...legs.flatMap(({ gateway, length }, leg) => {
      const address = `set ip ${dotted(gateway)} ${netmask(length)}`;
      return row(interfaceOf(leg), 'set vdom "root"', address, "set type physical");
    }),
    "end",
    ...staticRoutes(routes, interfaceOf(legs.length - 1)),
    ...["config firewall address", ...row("all")],
    ...[...prefixes].flatMap(([name, subnet]) => row(name, subnet)),
    ...["end", "config firewall addrgrp", ...members, "end"],
    ...["config firewall service custom", ...row("ALL", "set protocol IP")],
    ...row("ALL_ICMP", "set protocol ICMP", "unset icmptype"),
    ...[...services].flatMap(([name, setting]) => row(name, setting)),
    ...["end", "config firewall policy", ...policies, "end", ""],
  ].join("\n");
}

const NEGATED = { sources: "srcaddr", destinations: "dstaddr", ports: "service" };
const OTHERS = { tcp: "udp", udp: "tcp" };

function serviceNames({ protocol, ports, not }, services) {
  if (protocol === "ip") return '"ALL"';
  if (protocol === "icmp") return '"ALL_ICMP"';
  const one = (of, text) => {
    const name = `${of}-${text.replaceAll(" ", "_")}`;
    services.set(name, `set ${of}-portrange ${text}`);
    return `"${name}"`;
  };
  const own = one(protocol, ports.length === 0 ? "1-65535" : ports.map((range) => portText(range)).join(" "));
  return not === "ports" ? `${own} ${one(OTHERS[protocol], "1-65535")} "ALL_ICMP"` : own;
}

function staticRoutes(routes, egress) {
  if (routes.length === 0) return [];
  const rows = routes.flatMap(({ base, length, hop }, index) => [
    `    edit ${index + 1}`,
    `        set dst ${dotted(base)} ${netmask(length)}`,
    `        set gateway ${dotted(hop)}`,
    `        set device "${egress}"`,
    "    next",
  ]);
  return ["config router static", ...rows, "end"];
}

function row(name, ...settings) {
  return [`    edit "${name}"`, ...settings.map((setting) => `        ${setting}`), "    next"];
}
