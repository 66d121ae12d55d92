/** A device of a generated rule set as Cisco IOS writes it: an access list at the door of each network. */
import { dotted, isAny, namedLists, netmask, portText, sidesOf } from "./text.mjs";

export function interfaceOf(leg) {
  return `GigabitEthernet0/${leg}`;
}

/** Ports are negated by `neq`; a side that is negated becomes a group of all that is outside. */
export function write({ hostname, legs, routes, rules }) {
  const sides = new Map(rules.map((rule) => [rule, sidesOf(rule)]));
  const groups = namedLists([...sides.values()].flat());
  const side = (list) => {
    if (isAny(list)) return "any";
    if (list.length > 1) return `object-group ${groups.get(list)}`;
    const [{ base, length }] = list;
    return length === 32 ? `host ${dotted(base)}` : `${dotted(base)} ${dotted(2 ** (32 - length) - 1)}`;
  };
  const entry = (rule) => {
    const [source, destination] = sides.get(rule).map(side);
    return ` ${rule.action} ${rule.protocol} ${source} ${destination}${portsOf(rule)}`;
  };
  return [
    "version 15.7",
    `hostname ${hostname}`,
    ...[...groups].flatMap(([list, name]) => [`object-group network ${name}`, ...list.map(member)]),
    ...legs.flatMap(({ gateway, length }, leg) => [
      `interface ${interfaceOf(leg)}`,
      ` ip address ${dotted(gateway)} ${netmask(length)}`,
      ` ip access-group ZONE-${leg}-IN in`,
    ]),
    ...routes.map(({ base, length, hop }) => `ip route ${dotted(base)} ${netmask(length)} ${dotted(hop)}`),
    ...legs.flatMap((ingress, leg) => [
      `ip access-list extended ZONE-${leg}-IN`,
      ...rules.filter((rule) => rule.ingress === ingress).map(entry),
      " deny ip any any",
    ]),
    "end",
    "",
  ].join("\n");
}

function member({ base, length }) {
  return length === 32 ? ` host ${dotted(base)}` : ` ${dotted(base)} ${netmask(length)}`;
}

function portsOf({ ports, not }) {
  if (ports.length === 0) return "";
  const [{ from, to }] = ports;
  if (from !== to) return ` range ${from} ${to}`;
  return ` ${not === "ports" ? "neq" : "eq"} ${ports.map((range) => portText(range)).join(" ")}`;
}
