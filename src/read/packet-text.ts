/** Packets as people write them: `tcp 10.1.1.5:40000 -> 10.2.0.9:502`, or one JSON object a line. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { type Packet, TCP_FLAGS } from "../model/packet.js";
import { formatIPv4, formatIPv6 } from "../packets/address.js";
import { rangeOnLine, type SourceRange } from "../source/range.js";
import { type SourceFile, splitLines } from "../source/source-file.js";
import { type FieldProblem, PORT_PROTOCOLS, type ReadPacket, readPacketFields } from "./packet-fields.js";

/** One packet to trace, with its place. Without `ingress` the interface it comes in by follows from its source. */
export interface PacketRequest extends ReadPacket {
  readonly at: SourceRange;
}

const EXPECTED =
  "PROTOCOL SOURCE[:PORT] -> DESTINATION[:PORT] [established] [fragment], such as tcp 10.1.1.5 -> 10.2.0.9:502, icmp/8/0 10.1.1.5 -> 10.2.0.9 or udp [2001:db8::5]:5000 -> [2001:db8::9]:53";

const PACKET =
  /^\s*(?<protocol>[^\s/]+)(?:\/(?<type>\d+)(?:\/(?<code>\d+))?)?\s+(?<source>\S+)\s*->\s*(?<destination>\S+)(?<words>(?:\s+(?:established|fragment))*)\s*$/d;

/** Reads a packet from one line of text. What is wrong is reported at its column of `name`, as line 1. */
export function readPacketText(text: string, name: string, diagnostics: Diagnostics): PacketRequest | undefined {
  const found = PACKET.exec(text);
  if (found?.groups === undefined) {
    diagnostics.add("trace/bad-packet", rangeOnLine(name, 1, 1, Math.max(1, text.length)), { expected: EXPECTED });
    return undefined;
  }
  const { protocol = "", type, code, source = "", destination = "", words = "" } = found.groups;
  const isNumbered = protocol.toLowerCase() === "ip";
  const from = endOf(source);
  const to = endOf(destination);
  const read = readPacketFields(
    {
      protocol: isNumbered ? (type ?? protocol) : protocol,
      src: from.address,
      srcPort: from.port,
      dst: to.address,
      dstPort: to.port,
      ...(isNumbered ? {} : { icmpType: numberOf(type), icmpCode: numberOf(code) }),
      established: words.includes("established"),
      fragment: words.includes("fragment"),
    },
    "1",
  );
  if ("packet" in read) return { ...read, at: rangeOnLine(name, 1, 1, text.length) };
  const [start, end] = found.indices?.groups?.[GROUP_OF[read.field] ?? "protocol"] ?? [0, text.length];
  const isWithoutPort = read.field === "dstPort" && to.port === undefined;
  const wrong = isWithoutPort ? { ...read, expected: "a port behind the address, such as 10.2.0.9:502" } : read;
  report(wrong, rangeOnLine(name, 1, start + 1, Math.max(1, end - start)), diagnostics);
  return undefined;
}

/** The packet as `readPacketText` reads it. */
export function packetText(packet: Packet): string {
  const { protocol, tail, flags } = packet;
  const name = PROTOCOL_NAMES[protocol] ?? `ip/${protocol}`;
  const types = (protocol === 1 || protocol === 58) && !tail ? `/${packet.icmpType}/${packet.icmpCode}` : "";
  const words = [...(flags & TCP_FLAGS.ack ? ["established"] : []), ...(tail ? ["fragment"] : [])];
  const from = endText(packet, packet.src, packet.srcPort);
  const to = endText(packet, packet.dst, packet.dstPort);
  return [`${name}${types}`, from, "->", to, ...words].join(" ");
}

const PROTOCOL_NAMES: Readonly<Record<number, string>> = { 1: "icmp", 6: "tcp", 17: "udp", 58: "icmp6", 132: "sctp" };

/** One end of a packet as `readPacketText` reads it: the address, with the port where its protocol has ports. */
export function endText({ protocol, tail }: Packet, address: number | bigint, port: number): string {
  const text = typeof address === "bigint" ? formatIPv6(address) : formatIPv4(address);
  if (tail || !PORT_PROTOCOLS.has(protocol)) return text;
  return typeof address === "bigint" ? `[${text}]:${port}` : `${text}:${port}`;
}

/** Which part of the text a field stands in. */
const GROUP_OF: Readonly<Record<string, string>> = {
  src: "source",
  srcPort: "source",
  dst: "destination",
  dstPort: "destination",
  icmpType: "type",
  icmpCode: "code",
  established: "words",
};

/** `10.1.1.5:502`, `[2001:db8::5]:502`, or an address alone. */
function endOf(text: string): { address: string; port?: number | undefined } {
  const [, inBrackets, bracketPort] = /^\[([^\]]*)\](?::(\d+))?$/.exec(text) ?? [];
  if (inBrackets !== undefined) return { address: inBrackets, port: numberOf(bracketPort) };
  const [, address, port] = /^([^:]*):(\d+)$/.exec(text) ?? [];
  return address === undefined ? { address: text } : { address, port: numberOf(port) };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/**
 * Reads a file of packets, one JSON object a line; blank lines are skipped. A line that is wrong is reported at its place
 * and left out, the others stay. A packet without `id` is called by its line number.
 */
export function readPacketLines(file: SourceFile, diagnostics: Diagnostics): PacketRequest[] {
  return splitLines(file.text).flatMap((text, index) => {
    if (text.trim() === "") return [];
    const line = index + 1;
    const fields = readObject(text, file.path, line, diagnostics);
    if (fields === undefined) return [];
    const read = readPacketFields(fields, String(line));
    if ("packet" in read)
      return [{ ...read, at: placeOf(text, read.ingress === undefined ? undefined : "in", file, line) }];
    report(read, placeOf(text, read.field, file, line), diagnostics);
    return [];
  });
}

/** The place of a key, or of the line where it is not written. */
function placeOf(text: string, key: string | undefined, { path }: SourceFile, line: number): SourceRange {
  const start = key === undefined ? -1 : text.indexOf(`"${key}"`);
  return start < 0
    ? rangeOnLine(path, line, 1, text.length)
    : rangeOnLine(path, line, start + 1, (key ?? "").length + 2);
}

function readObject(
  text: string,
  path: string,
  line: number,
  diagnostics: Diagnostics,
): Readonly<Record<string, unknown>> | undefined {
  const expected = 'one JSON object a line, such as {"src":"10.1.1.5","dst":"10.2.0.9","protocol":"tcp","dstPort":502}';
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
    diagnostics.add("trace/bad-packet", rangeOnLine(path, line, 1, text.length), { expected });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const column = Number(/at position (\d+)/.exec(error.message)?.[1] ?? 0) + 1;
    diagnostics.add("trace/bad-packet", rangeOnLine(path, line, column, 1), { message: "this is no JSON", expected });
  }
  return undefined;
}

function report({ message, expected, help }: FieldProblem, at: SourceRange, to: Diagnostics): void {
  to.add("trace/bad-packet", at, {
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(help === undefined ? {} : { help }),
  });
}
