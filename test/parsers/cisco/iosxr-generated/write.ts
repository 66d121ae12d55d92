/** A described router as IOS-XR text. */
import { formatIPv4, formatIPv6 } from "../../../../src/packets/address.js";
import type {
  Address,
  EntryShape,
  ListName,
  ListShape,
  Member,
  Option,
  PortMember,
  RouterShape,
  Side,
  StatementShape,
} from "./description.js";

/** The number of an address: 10.1.0.5 and 2001:db8:1::5 are the same host of the first network. */
export function numberOf({ net, host }: Address, family: 4 | 6): number | bigint {
  if (family === 4) return 0x0a000000 + net * 0x10000 + host;
  return (0x20010db8n << 96n) + (BigInt(net) << 80n) + BigInt(host);
}

export function writeRouter(shape: RouterShape): string {
  const { family, networks, ports, lists, input, output } = shape;
  return [
    "!! IOS XR Configuration 7.3.2",
    "!",
    "hostname core-1",
    ...networks.flatMap((members, index) => [
      `object-group network ipv${family} NETS-${index}`,
      ...members.map((member) => ` ${memberText(member, family)}`),
      "!",
    ]),
    ...ports.flatMap((members, index) => [
      `object-group port PORTS-${index}`,
      ...members.map(
        (member) => ` ${member.operator === "group" ? `object-group PORTS-${member.group}` : testText(member)}`,
      ),
      "!",
    ]),
    ...(["COMMON", "IN", "OUT"] as const).flatMap((name) => listText(name, lists[name], family)),
    "interface GigabitEthernet0/0/0/0",
    family === 4 ? " ipv4 address 10.1.0.1 255.255.0.0" : " ipv6 address 2001:db8:1::1/64",
    ...bindingText(input, family, "ingress"),
    "!",
    "interface GigabitEthernet0/0/0/1",
    family === 4 ? " ipv4 address 10.2.0.1/16" : " ipv6 address 2001:db8:2::1/64",
    ...bindingText(output, family, "egress"),
    "!",
    "end",
    "",
  ].join("\n");
}

function bindingText(names: readonly ListName[], family: 4 | 6, direction: string): string[] {
  if (names.length === 0) return [];
  const common = names.includes("COMMON") ? "common " : "";
  return [` ipv${family} access-group ${common}${names.join(" ")} ${direction}`];
}

function listText(name: string, { isDefined, isOneLine, statements }: ListShape, family: 4 | 6): string[] {
  if (!isDefined) return [];
  const start = `ipv${family} access-list ${name}`;
  if (!isOneLine) return [start, ...statements.map((one) => ` ${statementText(one, family)}`), "!"];
  return statements.map((one) =>
    one.kind === "no" ? `no ${start} ${one.number}` : `${start} ${statementText(one, family)}`,
  );
}

function statementText(statement: StatementShape, family: 4 | 6): string {
  if (statement.kind === "no") return `no ${statement.number}`;
  const number = statement.number === undefined ? "" : `${statement.number} `;
  return number + (statement.kind === "remark" ? "remark permit ipv4 any any" : entryText(statement.entry, family));
}

function entryText(entry: EntryShape, family: 4 | 6): string {
  const names = { ip: `ipv${family}`, icmp: family === 4 ? "icmp" : "icmpv6", ospf: "89" };
  const words = [
    entry.action,
    entry.protocol === "tcp" || entry.protocol === "udp" ? entry.protocol : names[entry.protocol],
    sideText(entry.source, family),
    portsText(entry.sourcePorts),
    sideText(entry.destination, family),
    portsText(entry.destinationPorts),
    optionText(entry.option),
  ];
  return words.filter((word) => word !== "").join(" ");
}

function format(address: number | bigint): string {
  return typeof address === "number" ? formatIPv4(address) : formatIPv6(address);
}

function sideText(side: Side, family: 4 | 6): string {
  if (side.kind === "any") return "any";
  if (side.kind === "group") return `net-group NETS-${side.group}`;
  if (side.kind === "wildcard") return `${format(numberOf(side.address, family))} ${formatIPv4(side.ignored)}`;
  return memberText(side, family);
}

function memberText(member: Member, family: 4 | 6): string {
  if (member.kind === "group") return `object-group NETS-${member.group}`;
  if (member.kind === "range") {
    const [first, last] = member.hosts.map((host) => format(numberOf({ net: member.net, host }, family)));
    return `range ${first} ${last}`;
  }
  const text = format(numberOf(member.address, family));
  if (member.kind === "host") return `host ${text}`;
  const whole = family === 4 ? { bits: 32, net: 16 } : { bits: 128, net: 64 };
  return `${text}/${member.free === "net" ? whole.net : whole.bits - member.free}`;
}

function portsText(ports: PortMember | undefined): string {
  if (ports === undefined) return "";
  return ports.operator === "group" ? `port-group PORTS-${ports.group}` : testText(ports);
}

function testText({ operator, ports }: Exclude<PortMember, { operator: "group" }>): string {
  return `${operator} ${ports.join(" ")}`;
}

const WORDS: Readonly<Record<string, string>> = {
  none: "",
  established: "established log",
  fragments: "fragments",
  dscp: "dscp ef log",
  udf: "udf vlanid 0xcb1 0xfff",
  counted: "counter HITS capture",
};

function optionText(option: Option): string {
  if (option.kind === "icmp") return option.code === undefined ? `${option.type}` : `${option.type} ${option.code}`;
  if (option.kind !== "flags") return WORDS[option.kind] ?? "";
  if (option.how === "bare") return option.flags.map(({ name }) => name).join(" ");
  return `${option.how} ${option.flags.map(({ name, isSet }) => `${isSet ? "+" : "-"}${name}`).join(" ")}`;
}
