/** Where the header fields sit among a diagram's variables. Addresses first: slices part by them soonest. */

export type FieldName = "src" | "dst" | "protocol" | "dstPort" | "srcPort" | "flags" | "tail";

export interface Field {
  readonly offset: number;
  readonly bits: number;
}

export interface Layout {
  readonly family: 4 | 6;
  readonly fields: Readonly<Record<FieldName, Field>>;
  readonly width: number;
}

const ORDER: readonly FieldName[] = ["src", "dst", "protocol", "dstPort", "srcPort", "flags", "tail"];

function layout(family: 4 | 6, addressBits: number): Layout {
  const bits: Record<FieldName, number> = {
    src: addressBits,
    dst: addressBits,
    protocol: 8,
    dstPort: 16,
    srcPort: 16,
    flags: 6,
    tail: 1,
  };
  const fields = {} as Record<FieldName, Field>;
  let offset = 0;
  for (const name of ORDER) {
    fields[name] = { offset, bits: bits[name] };
    offset += bits[name];
  }
  return { family, fields, width: offset };
}

/** IPv4: 32 + 32 address bits. ICMP type stands in the place of the destination port, the code in that of the source port. */
export const LAYOUT4: Layout = layout(4, 32);
/** IPv6: 128 + 128 address bits, ICMPv6 as ICMP. */
export const LAYOUT6: Layout = layout(6, 128);

export const PROTOCOL = { icmp: 1, tcp: 6, udp: 17, dccp: 33, icmp6: 58, sctp: 132, udplite: 136 } as const;

/** Protocols whose packets have ports. */
export const PORT_PROTOCOLS: readonly number[] = [6, 17, 33, 132, 136];
