/** Writes a described firewall as an ASA exports it. */
import { formatIPv4 } from "../../../../src/packets/address.js";
import {
  type Addresses,
  type AddressShape,
  DOORS,
  type EntryShape,
  type NatShape,
  NETWORKS,
  type PortShape,
  PUBLISHED,
  type Service,
  type SiteShape,
} from "./description.js";

export function writeSite(site: SiteShape): string {
  const objects: string[] = [];
  const lists = site.lists.flatMap((entries, list) =>
    entries.flatMap((entry, index) => entryLines(entry, list, `${list}-${index}`, objects)),
  );
  const bound = DOORS.flatMap((door, index) => [
    ...(hasList(site, site.in[index]) ? [`access-group L${site.in[index]} in interface ${door}`] : []),
    ...(hasList(site, site.out[index]) ? [`access-group L${site.out[index]} out interface ${door}`] : []),
  ]);
  return [
    ": Saved",
    `ASA Version 9.14(2)${site.mode === "context" ? " <context>" : ""}`,
    ...(site.mode === "transparent" ? ["firewall transparent"] : []),
    "hostname fw-generated",
    ...DOORS.flatMap((door, index) => [
      // A context calls what it was given by names that the system chose.
      site.mode === "context" ? `interface port-${door}` : `interface GigabitEthernet0/${index}`,
      ` nameif ${door}`,
      ...(site.mode === "transparent" ? [" bridge-group 1"] : []),
      ` security-level ${site.levels[index]}`,
      ...(site.mode === "transparent" ? [] : [` ip address ${formatIPv4(NETWORKS[door] + 0xfffe)} 255.255.0.0`]),
      "!",
    ]),
    ...(site.mode === "transparent" ? ["interface BVI1", " ip address 10.1.255.254 255.255.0.0", "!"] : []),
    ...(site.between ? ["same-security-traffic permit inter-interface"] : []),
    ...(site.within ? ["same-security-traffic permit intra-interface"] : []),
    ...objects,
    ...lists,
    ...bound,
    ...(hasList(site, site.global) ? [`access-group L${site.global} global`] : []),
    ...site.nat.flatMap(natLines),
    ...(site.hidden ? [`nat (${site.hidden.real},${site.hidden.mapped}) source dynamic any interface`] : []),
    ...(site.mode === "transparent" ? [] : ["route outside 0.0.0.0 0.0.0.0 198.51.255.1 1"]),
    "Cryptochecksum:0",
    ": end",
    "",
  ].join("\n");
}

function hasList({ lists }: SiteShape, index: number | undefined): boolean {
  return index !== undefined && lists[index] !== undefined;
}

/** A remark stands before each entry, so that entries that say the same are as many as they were. */
function entryLines(entry: EntryShape, list: number, id: string, objects: string[]): string[] {
  const source = addressWords(entry.source, `S${id}`, objects);
  const destination = addressWords(entry.destination, `D${id}`, objects);
  const { head, between, behind } = serviceWords(entry.service, `P${id}`, objects);
  const words = [
    entry.action,
    head,
    source,
    between,
    destination,
    behind,
    entry.atTimes ? "time-range WORK" : "",
    entry.inactive ? "inactive" : "",
  ];
  return [
    `access-list L${list} remark entry ${id}`,
    `access-list L${list} extended ${words.filter((word) => word !== "").join(" ")}`,
  ];
}

function addressWords({ style, of }: Addresses, id: string, objects: string[]): string {
  const [first = { kind: "any" as const }] = of;
  if (style === "inline" && first.kind !== "range") return plain(first);
  if (style === "inline" || style === "object") {
    if (first.kind === "any") return "any";
    objects.push(`object network ${id}`, ` ${objectLine(first)}`);
    return `object ${id}`;
  }
  const members = of.map((shape, index) => {
    if (shape.kind === "any") return " network-object 0.0.0.0 0.0.0.0";
    if (shape.kind !== "range") return ` network-object ${plain(shape)}`;
    objects.push(`object network ${id}-R${index}`, ` ${objectLine(shape)}`);
    return ` network-object object ${id}-R${index}`;
  });
  objects.push(`object-group network ${id}`, ...members);
  if (style === "group") return `object-group ${id}`;
  objects.push(`object-group network ${id}-OVER`, ` group-object ${id}`);
  return `object-group ${id}-OVER`;
}

function plain(shape: Exclude<AddressShape, { kind: "range" }>): string {
  if (shape.kind === "any") return "any";
  if (shape.kind === "host") return `host ${formatIPv4(shape.address)}`;
  return `${formatIPv4(shape.address)} ${formatIPv4((-1 << (32 - shape.length)) >>> 0)}`;
}

function objectLine(shape: Exclude<AddressShape, { kind: "any" }>): string {
  if (shape.kind === "range") return `range ${formatIPv4(shape.from)} ${formatIPv4(shape.to)}`;
  return shape.kind === "subnet" ? `subnet ${plain(shape)}` : plain(shape);
}

interface Words {
  readonly head: string;
  readonly between: string;
  readonly behind: string;
}

function serviceWords({ protocol, style, source, ports, type }: Service, id: string, objects: string[]): Words {
  if (protocol === "ip") return { head: "ip", between: "", behind: "" };
  if (protocol === "icmp") return { head: "icmp", between: "", behind: type === undefined ? "" : `${type}` };
  const from = source === undefined ? "" : portWords(source);
  const [first] = ports;
  const head = protocol === "tcpudp" ? `object-group ${id}-BOTH` : protocol;
  const both = () => {
    if (protocol === "tcpudp")
      objects.push(`object-group protocol ${id}-BOTH`, " protocol-object tcp", " protocol-object udp");
  };
  if (style === "behind") {
    both();
    return { head, between: from, behind: first === undefined ? "" : portWords(first) };
  }
  const name = protocol === "tcpudp" ? "tcp-udp" : protocol;
  if (style === "port-group") {
    both();
    if (ports.length === 0) return { head, between: from, behind: "" };
    // Groups of ports have `eq` and `range` alone.
    objects.push(`object-group service ${id} ${name}`, ...ports.flatMap(asMembers).map((one) => ` port-object ${one}`));
    return { head, between: from, behind: `object-group ${id}` };
  }
  const line = (one: PortShape | undefined) =>
    [name, from === "" ? "" : `source ${from}`, one === undefined ? "" : `destination ${portWords(one)}`]
      .filter((word) => word !== "")
      .join(" ");
  if (style === "service-object") {
    objects.push(`object service ${id}`, ` service ${line(first)}`);
    return { head: `object ${id}`, between: "", behind: "" };
  }
  const lines = ports.length === 0 ? [line(undefined)] : ports.map(line);
  objects.push(`object-group service ${id}`, ...lines.map((one) => ` service-object ${one}`));
  return { head: `object-group ${id}`, between: "", behind: "" };
}

function portWords({ operator, port, last }: PortShape): string {
  return operator === "range" ? `range ${port} ${last}` : `${operator} ${port}`;
}

function asMembers({ operator, port, last }: PortShape): string[] {
  if (operator === "eq") return [`eq ${port}`];
  if (operator === "neq") return [`range 0 ${port - 1}`, `range ${port + 1} 65535`];
  if (operator === "lt") return [`range 0 ${port - 1}`];
  if (operator === "gt") return [`range ${port + 1} 65535`];
  return [`range ${port} ${last}`];
}

function natLines({ kind, host, published, real, mapped }: NatShape): string[] {
  const to = `${kind} ${formatIPv4(PUBLISHED + published)}`;
  return [
    `object network NAT-${real}-${host}`,
    ` host ${formatIPv4(NETWORKS[real] + host)}`,
    ` nat (${real},${mapped}) ${to}`,
  ];
}
