/** What a described firewall does with a packet (reference/cisco.md 3.5, 5.1); knows nothing of texts, rules or sets. */
import {
  type Addresses,
  type AddressShape,
  DOORS,
  type Door,
  type EntryShape,
  type NatShape,
  NETWORKS,
  type PortShape,
  PUBLISHED,
  type Service,
  type SiteShape,
} from "./description.js";

export interface AskedPacket {
  readonly ingress: Door;
  readonly egress: Door;
  readonly src: number;
  readonly dst: number;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly srcPort: number;
  readonly dstPort: number;
  readonly type: number;
}

/** What entries look at. */
export type Headers = Omit<AskedPacket, "ingress" | "egress">;

export type Action = "permit" | "deny";

export function judge(site: SiteShape, packet: AskedPacket): Action | "unknown" {
  const table = inOrder(site.nat);
  const found = table.find(
    ({ kind, mapped, published }) =>
      kind === "static" && mapped === packet.ingress && PUBLISHED + published === packet.dst,
  );
  const real = found === undefined ? packet : { ...packet, dst: addressOf(found) };
  const steps = [entering(site, real), leaving(site, real), same(site, real)];
  if (found === undefined) steps.push(replies(table, packet));
  // What is published leaves by the interface of its host: of packets to another one its replies are no matter.
  const isThere = found === undefined || found.real === packet.egress;
  if (isThere && isHidden(site, packet))
    steps.push(new Set<Action>(found === undefined ? ["deny"] : ["permit", "deny"]));
  if (steps.some((step) => !step.has("permit"))) return "deny";
  return steps.some((step) => step.has("deny")) ? "unknown" : "permit";
}

function addressOf({ real, host }: NatShape): number {
  return NETWORKS[real] + host;
}

/** Static before dynamic; one host each, so the lower address comes first. */
function inOrder(nat: readonly NatShape[]): NatShape[] {
  return nat.toSorted(
    (a, b) => Number(a.kind === "dynamic") - Number(b.kind === "dynamic") || addressOf(a) - addressOf(b),
  );
}

/** Packets straight to a host whose replies would be translated. */
function replies(table: readonly NatShape[], { ingress, egress, dst }: AskedPacket): Set<Action> {
  const meets = table.some((one) => one.mapped === ingress && one.real === egress && addressOf(one) === dst);
  return new Set([meets ? "deny" : "permit"]);
}

/** Whether replies come from the address of the interface; that of what is published would too, and whether it then passes is open. */
function isHidden({ hidden }: SiteShape, { ingress, egress }: AskedPacket): boolean {
  return hidden?.mapped === ingress && hidden.real === egress;
}

function levelOf(site: SiteShape, door: Door): number {
  return site.levels[DOORS.indexOf(door)] as number;
}

function listsOf(site: SiteShape, door: Door): (readonly EntryShape[])[] {
  const indexes = [site.in[DOORS.indexOf(door)] ?? -1, site.global];
  return indexes.flatMap((index) => {
    const list = site.lists[index];
    return list === undefined ? [] : [list];
  });
}

export function isKept(site: SiteShape, { ingress, egress }: AskedPacket): boolean {
  if (ingress === egress) return !site.within;
  return levelOf(site, ingress) === levelOf(site, egress) && !site.between;
}

/** @param seen the packet as lists see it. */
export function entering(site: SiteShape, seen: AskedPacket, packet = seen): Set<Action> {
  const lists = listsOf(site, packet.ingress);
  if (lists.length > 0) return decide(lists.flat(), seen);
  const isDown = levelOf(site, packet.ingress) >= levelOf(site, packet.egress) && !isKept(site, packet);
  return new Set([isDown ? "permit" : "deny"]);
}

/** Whether a list is enough between equal levels is open. */
function same(site: SiteShape, packet: AskedPacket): Set<Action> {
  const isOpen = listsOf(site, packet.ingress).length > 0 && isKept(site, packet);
  return new Set(isOpen ? ["permit", "deny"] : ["permit"]);
}

export function leaving(site: SiteShape, packet: AskedPacket): Set<Action> {
  const list = site.lists[site.out[DOORS.indexOf(packet.egress)] ?? -1];
  return list === undefined ? new Set(["permit"]) : decide(list, packet);
}

/** @param end what becomes of a packet that no entry is about. */
export function decide(entries: readonly EntryShape[], packet: Headers, end: Action = "deny"): Set<Action> {
  const outcomes = new Set<Action>();
  for (const entry of entries) {
    if (entry.inactive || !matches(entry, packet)) continue;
    outcomes.add(entry.action);
    if (!entry.atTimes) return outcomes;
  }
  return outcomes.add(end);
}

function matches({ source, destination, service }: EntryShape, packet: Headers): boolean {
  return holds(source, packet.src) && holds(destination, packet.dst) && serves(service, packet);
}

function holds({ style, of }: Addresses, address: number): boolean {
  const used = style === "inline" || style === "object" ? of.slice(0, 1) : of;
  return used.some((shape) => covers(shape, address));
}

function covers(shape: AddressShape, address: number): boolean {
  if (shape.kind === "any") return true;
  if (shape.kind === "host") return shape.address === address;
  if (shape.kind === "range") return shape.from <= address && address <= shape.to;
  return shape.address <= address && address < shape.address + 2 ** (32 - shape.length);
}

function serves(service: Service, packet: Headers): boolean {
  const { protocol, style, source, ports, type } = service;
  if (protocol === "ip") return true;
  if (protocol === "icmp") return packet.protocol === "icmp" && (type === undefined || type === packet.type);
  if (packet.protocol !== protocol && !(protocol === "tcpudp" && packet.protocol !== "icmp")) return false;
  const used = style === "behind" || style === "service-object" ? ports.slice(0, 1) : ports;
  const isFrom = source === undefined || asks(source, packet.srcPort);
  return isFrom && (used.length === 0 || used.some((one) => asks(one, packet.dstPort)));
}

function asks({ operator, port, last }: PortShape, asked: number): boolean {
  if (operator === "eq") return asked === port;
  if (operator === "neq") return asked !== port;
  if (operator === "lt") return asked < port;
  if (operator === "gt") return asked > port;
  return port <= asked && asked <= last;
}
