/** Writes a described switch as NX-OS does, forms of the same meaning by turns. */
import type {
  EntryShape,
  ListShape,
  Option,
  Place,
  Ports,
  PortTest,
  Side,
  StatementShape,
  SwitchShape,
} from "./description.js";

export function writeSwitch({ places, ports, input, output }: SwitchShape): string {
  return [
    "!Command: show running-config",
    "version 9.3(8) Bios:version 05.39",
    "hostname core-1",
    "line console",
    ...places.flatMap((members, index) => [
      `object-group ip address NETS-${index}`,
      ...members.map((member, at) => `  ${index % 2 === 0 ? `${at * 10 + 10} ` : ""}${placeText(member)}`),
    ]),
    ...ports.flatMap((members, index) => [
      `object-group ip port PORTS-${index}`,
      ...members.map((member, at) => `  ${index % 2 === 0 ? `${at * 10 + 10} ` : ""}${testText(member)}`),
    ]),
    ...listText("IN", input),
    ...listText("OUT", output),
    "interface Ethernet1/1",
    "  no switchport",
    "  ip access-group IN in",
    "  ip address 10.1.0.1/16",
    "  no shutdown",
    "interface Ethernet1/2",
    "  no switchport",
    "  ip access-group OUT out",
    "  ip address 10.2.0.1/16",
    "  no shutdown",
    "",
  ].join("\n");
}

function listText(name: string, { statements, fragments }: ListShape): string[] {
  return [
    `ip access-list ${name}`,
    ...(fragments === undefined ? [] : [`  fragments ${fragments}-all`]),
    ...statements.map((statement) => `  ${statementText(statement)}`),
  ];
}

function statementText(statement: StatementShape): string {
  if (statement.kind === "no") return `no ${statement.number}`;
  const number = statement.number === undefined ? "" : `${statement.number} `;
  return number + (statement.kind === "remark" ? "remark permit ip any any" : entryText(statement.entry));
}

function entryText(entry: EntryShape): string {
  const words = [
    entry.action,
    entry.protocol,
    sideText(entry.source),
    portsText(entry.sourcePorts),
    sideText(entry.destination),
    portsText(entry.destinationPorts),
    optionText(entry.option),
  ];
  return words.filter((word) => word !== "").join(" ");
}

function sideText(side: Side): string {
  if (side.kind === "any") return "any";
  return side.kind === "group" ? `addrgroup NETS-${side.group}` : placeText(side);
}

function placeText(place: Place): string {
  if (place.kind === "any") return "any";
  if (place.kind === "host") return `host ${dotted(place.address)}`;
  if (place.kind === "prefix") return `${dotted(place.address)}/${place.length}`;
  return `${dotted(place.address)} ${dotted(place.ignored)}`;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

function portsText(ports: Ports | undefined): string {
  if (ports === undefined) return "";
  return ports.operator === "group" ? `portgroup PORTS-${ports.group}` : testText(ports);
}

function testText({ operator, first, second }: PortTest): string {
  return operator === "range" ? `range ${first} ${second}` : `${operator} ${first}`;
}

function optionText(option: Option): string {
  if (option.kind === "flags") return option.flags.join(" ");
  if (option.kind === "icmp") return option.code === undefined ? `${option.type}` : `${option.type} ${option.code}`;
  if (option.kind === "dscp") return "dscp ef log";
  return option.kind === "none" ? "" : option.kind;
}
