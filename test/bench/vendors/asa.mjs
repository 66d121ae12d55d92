/** A device of a generated rule set as Cisco ASA writes it: an access list at the door of each network. */
import { dotted, isAny, namedLists, netmask, portsOutside, sidesOf } from "./text.mjs";

/** What rules name an interface by. */
export function interfaceOf(leg) {
  return `net-${leg}`;
}

/** An entry has one port or one range: more, and what is negated, become groups. */
export function write({ hostname, legs, routes, rules }) {
  const sides = new Map(rules.map((rule) => [rule, sidesOf(rule)]));
  const networks = namedLists([...sides.values()].flat());
  const services = new Map(rules.filter(needsGroup).map((rule, index) => [rule, `PORTS-${index + 1}`]));
  const side = (list) => {
    if (isAny(list)) return "any";
    return list.length > 1 ? `object-group ${networks.get(list)}` : network(list[0]);
  };
  const entry = (rule, list) => {
    const [source, destination] = sides.get(rule).map(side);
    const ports = services.has(rule) ? ` object-group ${services.get(rule)}` : portOf(rule);
    return `access-list ${list} extended ${rule.action} ${rule.protocol} ${source} ${destination}${ports}`;
  };
  return [
    "ASA Version 9.16(4)",
    `hostname ${hostname}`,
    ...legs.flatMap(({ gateway, length }, leg) => [
      `interface GigabitEthernet0/${leg}`,
      ` nameif ${interfaceOf(leg)}`,
      " security-level 50",
      ` ip address ${dotted(gateway)} ${netmask(length)}`,
    ]),
    "same-security-traffic permit inter-interface",
    ...[...networks].flatMap(([list, name]) => [
      `object-group network ${name}`,
      ...list.map((one) => ` network-object ${network(one)}`),
    ]),
    ...[...services].flatMap(([rule, name]) => [
      `object-group service ${name} ${rule.protocol}`,
      ...rangesOf(rule).map((range) => ` port-object${portText(range)}`),
    ]),
    ...legs.flatMap((ingress, leg) => {
      const list = `ZONE-${leg}-IN`;
      const own = rules.filter((rule) => rule.ingress === ingress).map((rule) => entry(rule, list));
      return [...own, `access-list ${list} extended deny ip any any`];
    }),
    ...legs.map((_, leg) => `access-group ZONE-${leg}-IN in interface ${interfaceOf(leg)}`),
    ...routes.map((route) => routeOf(route, legs.length - 1)),
    "",
  ].join("\n");
}

/** The network of what joins several devices is the last. */
function routeOf({ base, length, hop }, last) {
  return `route ${interfaceOf(last)} ${dotted(base)} ${netmask(length)} ${dotted(hop)} 1`;
}

function network({ base, length }) {
  return length === 32 ? `host ${dotted(base)}` : `${dotted(base)} ${netmask(length)}`;
}

function needsGroup({ ports, not }) {
  return ports.length > 1 || not === "ports";
}

function rangesOf({ ports, not }) {
  return not === "ports" ? portsOutside(ports) : ports;
}

function portOf({ ports }) {
  return ports.length === 0 ? "" : portText(ports[0]);
}

function portText({ from, to }) {
  return from === to ? ` eq ${from}` : ` range ${from} ${to}`;
}
