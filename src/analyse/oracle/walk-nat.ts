/** What address translation makes of one packet: every header it may have afterwards. */
import type { Device, NatRule } from "../../model/device.js";
import type { PortRange, ServiceExpression } from "../../model/expression.js";
import type { Packet } from "../../model/packet.js";
import type { PacketMatch } from "./packet-match.js";
import type { Representatives } from "./representatives.js";
import { every } from "./truth.js";
import type { Passage, WalkDoubt } from "./walked.js";

/** A header the packet may have behind the translations of one kind. `by`: the one that made it; left out: none did. */
export interface Translated {
  readonly packet: Packet;
  readonly by?: NatRule;
  /** The translation or exemption that decided, where it may as well not match. */
  readonly open?: NatRule;
}

/** Protocols whose packets have ports. */
const WITH_PORTS: readonly number[] = [6, 17, 33, 132, 136];

/** A packet at the translations of one kind. `by`: of sources, the id of what translated its destination; left out: nothing did. */
interface Met {
  readonly packet: Packet;
  readonly ingress: string;
  readonly egress?: string;
  readonly by?: string | undefined;
}

/** All headers that the translations of a kind may give the packet: the first that surely matches ends the list. */
export function translations(
  device: Device,
  kind: NatRule["kind"],
  match: PacketMatch,
  known: Representatives,
  { packet, ingress, egress, by }: Met,
): Translated[] {
  const found: Translated[] = [];
  const before = by === undefined ? [] : [by];
  for (const nat of device.nat) {
    if (nat.kind !== kind || !nat.enabled) continue;
    if (nat.match.ingress?.includes(ingress) === false) continue;
    if (nat.match.egress !== undefined && (egress === undefined || !nat.match.egress.includes(egress))) continue;
    const truth = every([
      match.source(packet, nat.match.source),
      kind === "source"
        ? match.destinationOf(packet, nat.match, before)
        : match.destination(packet, nat.match.destination),
      match.service(packet, nat.match.service),
    ]);
    if (truth === "no") continue;
    const open = truth === "maybe" ? { open: nat } : {};
    const made: Translated[] =
      nat.exempt === true
        ? [{ packet, ...open }]
        : headers(nat, packet, match, known).map((one) => ({ packet: one, by: nat, ...open }));
    found.push(...made);
    if (truth === "yes") return found;
  }
  return [...found, { packet }];
}

function headers(nat: NatRule, packet: Packet, match: PacketMatch, known: Representatives): Packet[] {
  const side = nat.kind === "source" ? "src" : "dst";
  const original = nat.kind === "source" ? nat.match.source : nat.match.destination;
  const from = match.ranges(original, packet.family);
  const ranges = nat.translated && match.ranges(nat.translated, packet.family);
  // An address of the other family says nothing of this one.
  const to = ranges?.length === 0 ? undefined : ranges;
  const partner = nat.inOrder === true ? inOrder(packet[side], from, to) : undefined;
  const addresses = partner === undefined ? known.addresses(to, packet.family) : [partner];
  const ports = nat.kind === "source" ? sourcePorts(nat, packet, known) : destinationPorts(nat, packet, known);
  return addresses.flatMap((address) => ports.map((port) => ({ ...packet, [side]: address, ...port })));
}

type Ranges = readonly (readonly [number | bigint, number | bigint])[];

/** The address in the same place of the other range; `undefined` unless both are one range of one size. */
function inOrder(
  address: number | bigint,
  from: Ranges | undefined,
  to: Ranges | undefined,
): number | bigint | undefined {
  const [[a, b] = [], [c, d] = []] = [from?.[0], to?.[0]];
  if (from?.length !== 1 || to?.length !== 1 || a === undefined || b === undefined || c === undefined) return undefined;
  if (d === undefined || BigInt(b) - BigInt(a) !== BigInt(d) - BigInt(c)) return undefined;
  const place = BigInt(c) + BigInt(address) - BigInt(a);
  return typeof address === "bigint" ? place : Number(place);
}

/** One that takes addresses in their order keeps ports; others may give any but 0, which is reserved (RFC 6335, 6), or say which. */
function sourcePorts(nat: NatRule, packet: Packet, known: Representatives): Partial<Packet>[] {
  if (!WITH_PORTS.includes(packet.protocol) || packet.tail) return [{}];
  if (nat.inOrder === true || nat.sourcePorts === "kept") return [{}];
  if (nat.sourcePorts !== undefined && [6, 17].includes(packet.protocol)) {
    return known.ports([nat.sourcePorts], "source").map((srcPort) => ({ srcPort }));
  }
  const given = known.ports([{ from: 1, to: 65_535 }], "source");
  return (packet.srcPort === 0 ? [0, ...given] : given).map((srcPort) => ({ srcPort }));
}

function destinationPorts(nat: NatRule, packet: Packet, known: Representatives): Partial<Packet>[] {
  const change = portChange(nat);
  if (change === undefined || packet.tail || !change.protocols.includes(packet.protocol)) return [{}];
  const { own, to } = change;
  const [a, b] = [(own ?? [{ from: 0, to: 65_535 }])[0], to[0]];
  const isOne = (own?.length ?? 1) === 1 && to.length === 1;
  if (nat.inOrder === true && isOne && a !== undefined && b !== undefined && a.to - a.from === b.to - b.from) {
    return [{ dstPort: packet.dstPort - a.from + b.from }];
  }
  return known.ports(to, "destination").map((dstPort) => ({ dstPort }));
}

interface PortChange {
  readonly protocols: readonly number[];
  /** Left out: all, or those of something else than ports. */
  readonly own?: readonly PortRange[];
  readonly to: readonly PortRange[];
}

/** What becomes of ports; `undefined`: they stay. */
function portChange({ translatedService, match }: NatRule): PortChange | undefined {
  const to = translatedService && portsOf(translatedService);
  if (to === undefined) return undefined;
  const own = portsOf(match.service)?.ports;
  if (own !== undefined && JSON.stringify(own) === JSON.stringify(to.ports)) return undefined;
  return { protocols: to.protocols, to: to.ports, ...(own === undefined ? {} : { own }) };
}

function portsOf(
  service: ServiceExpression,
): { protocols: readonly number[]; ports: readonly PortRange[] } | undefined {
  if (service.kind === "ports") {
    return { protocols: [service.protocol], ports: service.destination ?? [{ from: 0, to: 65_535 }] };
  }
  if (service.kind !== "union" || service.of.length === 0) return undefined;
  const parts = service.of.map(portsOf);
  const known = parts.flatMap((part) => part ?? []);
  if (known.length !== parts.length) return undefined;
  const ports = known.flatMap((part) => part.ports);
  const unique = [...new Map(ports.map((one) => [`${one.from}-${one.to}`, one])).values()];
  return { protocols: known.flatMap((part) => part.protocols), ports: unique };
}

/** A translation that could turn a packet to the device into another one (`away`), or be what made it (`here`). */
export interface Touched extends WalkDoubt {
  readonly away: boolean;
  readonly here: boolean;
}

/** Translations that may concern a packet to the device itself: where they lead it is not followed. */
export function touchedByTranslation(device: Device, match: PacketMatch, { packet, ingress }: Passage): Touched[] {
  const concerning = device.nat.filter(
    (nat) =>
      nat.enabled &&
      nat.kind === "destination" &&
      (nat.match.ingress?.includes(ingress) ?? true) &&
      match.source(packet, nat.match.source) !== "no",
  );
  const exempting = concerning.findIndex((nat) => nat.exempt === true && surelyTakes(nat, match, packet));
  return concerning
    .map((nat, place) => ({
      nat,
      away:
        (exempting === -1 || place < exempting) &&
        match.destination(packet, nat.match.destination) !== "no" &&
        mayTake(nat, match, packet),
      here:
        (nat.translated === undefined || match.destination(packet, nat.translated) !== "no") &&
        mayHaveMade(nat, match, packet),
    }))
    .filter(({ nat, away, here }) => nat.exempt !== true && (away || here))
    .map(({ nat, away, here }) => ({ away, here, ...doubtOf(nat) }));
}

/** Whether it takes the packet whatever is not known. Non-initial fragments have no ports: they go where their first one goes. */
function surelyTakes({ match: { egress, source, destination, service } }: NatRule, match: PacketMatch, packet: Packet) {
  if (egress !== undefined || packet.tail) return false;
  const truths = [match.source(packet, source), match.destination(packet, destination), match.service(packet, service)];
  return every(truths) === "yes";
}

/** Whether a translation may take packets of this service. Non-initial fragments have no ports: they go where their first one goes. */
function mayTake({ match: { service } }: NatRule, match: PacketMatch, packet: Packet): boolean {
  return packet.tail || match.service(packet, service) !== "no";
}

/** Whether packets that it took may look like this one. */
function mayHaveMade(nat: NatRule, match: PacketMatch, packet: Packet): boolean {
  const change = portChange(nat);
  if (change === undefined || packet.tail || !change.protocols.includes(packet.protocol)) {
    return mayTake(nat, match, packet);
  }
  return change.to.some(({ from, to }) => from <= packet.dstPort && packet.dstPort <= to);
}

/** What keeps a verdict open where a translation may apply or not. */
export function doubtOf({ id, exempt, at }: NatRule): WalkDoubt {
  const what = exempt === true ? "keep these packets from being translated" : "change these packets";
  return { reason: `address translation ${id} may ${what}`, at: at[0] };
}
