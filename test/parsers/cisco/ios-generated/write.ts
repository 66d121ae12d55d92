/** Writes a described switch as IOS does, forms of the same meaning by turns. */
import type { Place } from "../generated/description.js";
import type { Entry, List, ListIndex, Option, Ports, Side, SwitchOfIos, Vlan } from "./description.js";
import { GLOBAL, INSIDE, standardSide } from "./judge.js";

export function writeSwitch(shape: SwitchOfIos): string {
  const { groups, lists, list6, vlans, translated } = shape;
  const names = lists.map(nameOf);
  return [
    "version 15.2",
    "hostname acc-1",
    `switch 1 provision ${shape.isRead ? "ws-c2960x-24ts-l" : "ie-4000-8gt4g-e"}`,
    "ip routing",
    "ipv6 unicast-routing",
    ...groups.flatMap((members, index) => [
      `object-group network NETS-${index}`,
      ...members.map((member) => ` ${memberText(member)}`),
    ]),
    ...vlans.flatMap((vlan, index) => vlanText(vlan, index, names, translated)),
    ...lists.flatMap((list, index) => listText(list, names[index] ?? "")),
    "ipv6 access-list SIX",
    ...entriesOf({ ...list6, kind: "named" }, 6),
    ...(translated ? [`ip nat inside source static ${dotted(INSIDE)} ${dotted(GLOBAL)}`] : []),
    "time-range WORK",
    " periodic weekdays 6:00 to 18:00",
    "mac access-list extended OPEN",
    " permit any any",
    "mac access-list extended CLOSED",
    " deny any any",
    "end",
    "",
  ].join("\n");
}

function nameOf({ kind }: List, index: number): string {
  return { named: `LIST-${index}`, numbered: `${101 + index}`, standard: `${11 + index}` }[kind];
}

function vlanText(vlan: Vlan, index: number, names: readonly string[], translated: boolean): string[] {
  const bound = (list: ListIndex, direction: string) =>
    list === undefined ? [] : [` ip access-group ${names[list] ?? "NOWHERE"} ${direction}`];
  const number = 10 * (index + 1);
  const entries = vlan.map ?? [];
  return [
    ...vlan.ports.flatMap((list, port) => [
      `interface GigabitEthernet1/${index + 1}${port}`,
      ` switchport access vlan ${number}`,
      " switchport mode access",
      ...bound(list, "in"),
      ...(port === 0 && vlan.frames !== undefined ? [` mac access-group ${vlan.frames.toUpperCase()} in`] : []),
    ]),
    `interface Vlan${number}`,
    ` ip address 10.${index + 1}.0.1 255.255.0.0`,
    ` ipv6 address 2001:db8::${(0xa00 + index + 1).toString(16)}:1/112`,
    ...bound(vlan.in, "in"),
    ...bound(vlan.out, "out"),
    ...(vlan.in6 ? [" ipv6 traffic-filter SIX in"] : []),
    ...(translated ? [` ip nat ${index === 0 ? "inside" : "outside"}`] : []),
    ...entries.flatMap(({ lists, action }, at) => [
      `vlan access-map MAP-${number} ${10 * at + 10}`,
      ...(lists.length === 0 ? [] : [` match ip address ${lists.map((one) => names[one] ?? "NOWHERE").join(" ")}`]),
      ...(action === undefined ? [] : [` action ${action}`]),
    ]),
    ...(vlan.map === undefined ? [] : [`vlan filter MAP-${number} vlan-list ${number}`]),
  ];
}

function listText(list: List, name: string): string[] {
  if (list.kind === "named") return [`ip access-list extended ${name}`, ...entriesOf(list, 4)];
  return list.statements.flatMap((statement) => {
    if (statement.kind === "no") return [];
    if (statement.kind === "remark") return [`access-list ${name} remark permit ip any any`];
    const { entry } = statement;
    const text = list.kind === "standard" ? `${entry.action} ${standardText(entry)}` : entryText(entry, 4);
    return [`access-list ${name} ${text}`];
  });
}

function standardText({ source }: Entry): string {
  return sideText(standardSide(source), 4).replace(/^host /, "");
}

function entriesOf({ statements }: List, family: 4 | 6): string[] {
  return statements.map((statement) => {
    if (statement.kind === "no") return ` no ${statement.number}`;
    if (statement.kind === "remark") return " remark permit ip any any";
    const { number, entry } = statement;
    const text = entryText(entry, family);
    if (number === undefined) return ` ${text}`;
    if (family === 4) return ` ${number} ${text}`;
    return number % 10 === 0 ? ` sequence ${number} ${text}` : ` ${text} sequence ${number}`;
  });
}

function entryText(entry: Entry, family: 4 | 6): string {
  const words = [
    entry.action,
    entry.protocol === "ip" && family === 6 ? "ipv6" : entry.protocol,
    sideText(entry.source, family),
    portsText(entry.sourcePorts),
    sideText(entry.destination, family),
    portsText(entry.destinationPorts),
    optionText(entry.option),
  ];
  return words.filter((word) => word !== "").join(" ");
}

function sideText(side: Side, family: 4 | 6): string {
  if (side.kind === "any") return "any";
  if (side.kind === "group") return `object-group NETS-${side.group}`;
  if (side.kind === "host") return `host ${addressText(side.address, family)}`;
  if (family === 6) return `${addressText(side.address, 6)}/${side.kind === "prefix" ? 96 + side.length : 128}`;
  const ignored = side.kind === "wildcard" ? side.ignored : 2 ** (32 - side.length) - 1;
  return `${dotted(side.address)} ${dotted(ignored)}`;
}

/** Groups hold netmasks. */
function memberText(place: Place): string {
  if (place.kind === "host") return `host ${dotted(place.address)}`;
  if (place.kind === "any") return "any";
  const ignored = place.kind === "wildcard" ? place.ignored : 2 ** (32 - place.length) - 1;
  return `${dotted(place.address)} ${dotted(~ignored)}`;
}

function addressText(address: number, family: 4 | 6): string {
  return family === 4
    ? dotted(address)
    : `2001:db8::${(address >>> 16).toString(16)}:${(address & 0xffff).toString(16)}`;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

function portsText(ports: Ports | undefined): string {
  if (ports === undefined) return "";
  if ("of" in ports) return `${ports.operator.split(" ")[0]} ${ports.of.join(" ")}`;
  return ports.operator === "range" ? `range ${ports.first} ${ports.second}` : `${ports.operator} ${ports.first}`;
}

function optionText(option: Option): string {
  if (option.kind === "icmp") return option.code === undefined ? `${option.type}` : `${option.type} ${option.code}`;
  if (option.kind === "dscp") return "dscp ef log";
  if (option.kind === "time-range") return "time-range WORK";
  if (option.kind !== "any flag" && option.kind !== "all flags") return option.kind === "none" ? "" : option.kind;
  const clear = option.clear.map((flag) => `-${flag}`);
  if (option.kind === "any flag" && clear.length === 0) return option.set.join(" ");
  return [
    option.kind === "all flags" ? "match-all" : "match-any",
    ...option.set.map((flag) => `+${flag}`),
    ...clear,
  ].join(" ");
}
