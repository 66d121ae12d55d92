/** One concrete packet: what `trace` asks about, what a witness shows, what the evaluator walks. */
import type { Family } from "./expression.js";

export const TCP_FLAGS = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 } as const;

/** Header fields; those that the protocol does not have are 0. */
export interface Packet {
  readonly family: Family;
  /** Unsigned 32-bit number (IPv4) or bigint (IPv6). */
  readonly src: number | bigint;
  readonly dst: number | bigint;
  readonly protocol: number;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly icmpType: number;
  readonly icmpCode: number;
  /** The six TCP flags (`TCP_FLAGS`); a fresh TCP packet has SYN alone. */
  readonly flags: number;
  /** A non-initial fragment: ports, flags and ICMP fields are 0. */
  readonly tail: boolean;
}
