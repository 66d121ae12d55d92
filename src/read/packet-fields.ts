/** The fields a packet is asked about with, and the packet they make. */
import { didYouMean } from "../diagnostics/nearest.js";
import { type Packet, TCP_FLAGS } from "../model/packet.js";
import { readIPv4, readIPv6 } from "../packets/address.js";
import { ownValue } from "../source/own-value.js";

/** One packet, and by which interface it comes in where that was told. */
export interface ReadPacket {
  readonly id: string;
  readonly ingress?: string;
  readonly packet: Packet;
}

/** What is wrong with a field; `field` is its key as written. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
  readonly expected?: string;
  readonly help?: string;
}

/** Keys of a packet; `undefined` and `null` stand for left out. */
export type PacketFields = Readonly<Record<string, unknown>>;

export const PACKET_KEYS = [
  "id",
  "in",
  "src",
  "dst",
  "protocol",
  "srcPort",
  "dstPort",
  "icmpType",
  "icmpCode",
  "established",
  "fragment",
] as const;
type Key = (typeof PACKET_KEYS)[number];

/** IANA protocol numbers by the names people write. */
const PROTOCOLS: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipip: 4,
  tcp: 6,
  udp: 17,
  dccp: 33,
  gre: 47,
  esp: 50,
  ah: 51,
  icmp6: 58,
  icmpv6: 58,
  "ipv6-icmp": 58,
  eigrp: 88,
  ospf: 89,
  pim: 103,
  vrrp: 112,
  sctp: 132,
  udplite: 136,
};
/** Protocols whose packets have ports (RFC 9293, 768, 4340, 9260, 3828). */
export const PORT_PROTOCOLS: ReadonlySet<number> = new Set([6, 17, 33, 132, 136]);
const EPHEMERAL = 49_152;
const ECHO_REQUEST = { 1: 8, 58: 128 } as const;

/**
 * The packet that fields describe. What is left out is that of a fresh packet: source port 49152, ICMP echo request, TCP
 * with SYN alone. `established` sets ACK instead; `fragment` makes it a non-initial fragment, which has neither ports nor types.
 * @param id for a packet that has none of its own.
 */
export function readPacketFields(fields: PacketFields, id: string): ReadPacket | FieldProblem {
  try {
    return new FieldReading(fields).request(id);
  } catch (error) {
    if (error instanceof WrongField) return error.problem;
    throw error;
  }
}

/** Stops the reading of one packet at its first wrong field; never leaves this file. */
class WrongField extends Error {
  constructor(readonly problem: FieldProblem) {
    super(problem.message);
  }
}

class FieldReading {
  constructor(private readonly fields: PacketFields) {
    const unknown = Object.keys(fields).find((key) => !PACKET_KEYS.some((known) => known === key));
    if (unknown === undefined) return;
    const help = didYouMean(unknown, PACKET_KEYS);
    const problem = { field: unknown, message: `a packet has no "${unknown}"`, expected: PACKET_KEYS.join(", ") };
    throw new WrongField({ ...problem, ...(help === undefined ? {} : { help }) });
  }

  request(id: string): ReadPacket {
    const ingress = this.text("in");
    return {
      id: this.text("id", true) ?? id,
      ...(ingress === undefined ? {} : { ingress }),
      packet: this.packet(),
    };
  }

  private packet(): Packet {
    const src = this.address("src");
    const dst = this.address("dst");
    if (typeof src !== typeof dst) throw this.wrong("dst", "source and destination are of two families");
    const family = typeof src === "bigint" ? 6 : 4;
    const protocol = this.protocol(family);
    const tail = this.flag("fragment");
    const established = this.flag("established");
    if (established && protocol !== 6) throw this.wrong("established", "only TCP has the header of a session");
    const flags = protocol !== 6 || tail ? 0 : established ? TCP_FLAGS.ack : TCP_FLAGS.syn;
    return {
      family,
      src,
      dst,
      protocol,
      ...this.ports(protocol, tail),
      ...this.icmp(family, protocol, tail),
      flags,
      tail,
    };
  }

  private ports(protocol: number, tail: boolean): Pick<Packet, "srcPort" | "dstPort"> {
    const srcPort = this.integer("srcPort", 65_535);
    const dstPort = this.integer("dstPort", 65_535);
    if (PORT_PROTOCOLS.has(protocol) && !tail) {
      if (dstPort === undefined) throw this.wrong("dstPort", "a TCP or UDP packet goes to a port", '"dstPort": 502');
      return { srcPort: srcPort ?? EPHEMERAL, dstPort };
    }
    const given = srcPort ? "srcPort" : dstPort ? "dstPort" : undefined;
    if (given !== undefined) throw this.wrong(given, "this packet has no ports");
    return { srcPort: 0, dstPort: 0 };
  }

  private icmp(family: 4 | 6, protocol: number, tail: boolean): Pick<Packet, "icmpType" | "icmpCode"> {
    const type = this.integer("icmpType", 255);
    const code = this.integer("icmpCode", 255);
    const own = family === 4 ? 1 : 58;
    if (protocol === own && !tail) return { icmpType: type ?? ECHO_REQUEST[own], icmpCode: code ?? 0 };
    const given = type ? "icmpType" : code ? "icmpCode" : undefined;
    if (given !== undefined) throw this.wrong(given, "only ICMP has types and codes");
    return { icmpType: 0, icmpCode: 0 };
  }

  private address(key: "src" | "dst"): number | bigint {
    const text = this.text(key);
    const value = text === undefined ? undefined : (readIPv4(text) ?? readIPv6(text));
    if (value !== undefined) return value;
    const message = text === undefined ? `a packet has a ${key}` : `"${text}" is no address`;
    throw this.wrong(key, message, "one address, such as 10.1.1.5 or 2001:db8::5");
  }

  /** A name, or a number from 0 to 255. `icmp` is that of the family. */
  private protocol(family: 4 | 6): number {
    const value = this.value("protocol");
    const name = typeof value === "string" ? value.toLowerCase() : undefined;
    if (name === "icmp" && family === 6) return 58;
    const number =
      name === undefined ? value : (ownValue(PROTOCOLS, name) ?? (/^\d{1,3}$/.test(name) ? Number(name) : undefined));
    if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= 255) return number;
    const help = name === undefined ? undefined : didYouMean(name, Object.keys(PROTOCOLS));
    const message = value === undefined ? "a packet has a protocol" : "this is no protocol";
    throw this.wrong("protocol", message, "tcp, udp, icmp, … or a number from 0 to 255", help);
  }

  private text(key: Key, orNumber = false): string | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === "string") return value;
    if (orNumber && typeof value === "number") return String(value);
    throw this.wrong(key, `"${key}" is a text`);
  }

  private flag(key: Key): boolean {
    const value = this.value(key) ?? false;
    if (typeof value === "boolean") return value;
    throw this.wrong(key, `"${key}" is true or false`);
  }

  private integer(key: Key, largest: number): number | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= largest) return value;
    throw this.wrong(key, `"${key}" is out of its range`, `a number from 0 to ${largest}`);
  }

  private value(key: Key): unknown {
    return this.fields[key] ?? undefined;
  }

  private wrong(field: Key, message: string, expected?: string, help?: string): WrongField {
    return new WrongField({
      field,
      message,
      ...(expected === undefined ? {} : { expected }),
      ...(help === undefined ? {} : { help }),
    });
  }
}
