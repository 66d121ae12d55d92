/** A router between two networks, and packets sent through it: what the trap tests ask. */
import { CISCO } from "../../../parsers/cisco/index.js";
import type { ParseOptions } from "../../../parsers/vendor.js";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Device } from "../../../src/model/device.js";
import { TCP_FLAGS } from "../../../src/model/packet.js";
import { readIPv4, readIPv6 } from "../../../src/packets/address.js";
import type { LineAccount } from "../../../src/source/line-account.js";

export interface Parsed {
  readonly device: Device;
  readonly codes: readonly string[];
  readonly account: LineAccount;
}

export function parse(text: string, path = "core-1.cfg", options: ParseOptions = {}): Parsed {
  const diagnostics = new Diagnostics();
  const file = { path, text, encoding: "utf-8", sha256: "" } as const;
  const detection = CISCO.detect(file) ?? { platform: "ios", confidence: 1, reasons: [] };
  const { devices, account } = CISCO.parse(file, detection, diagnostics, options);
  const [device] = devices;
  if (!device) throw new Error("no device");
  return { device, codes: diagnostics.all().map((diagnostic) => diagnostic.code), account };
}

/** A router whose list `A` stands where packets come in from 10.1.0.0/16; 10.2.0.0/16 lies behind the other interface. */
export function router(lists: string): string {
  return `version 15.2
hostname r1
ipv6 unicast-routing
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 ipv6 address 2001:db8:1::1/64
 ip access-group A in
 ipv6 traffic-filter A in
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
 ipv6 address 2001:db8:2::1/64
${lists}
end
`;
}

/** An extended list `A` with these entries on that router. */
export function extended(...entries: readonly string[]): string {
  return router(["ip access-list extended A", ...entries.map((entry) => ` ${entry}`)].join("\n"));
}

export type Answer = "permit" | "deny" | "unknown";

/**
 * @param packet `tcp 10.1.0.5 > 10.2.0.9:502`, with `:PORT` behind the source too; behind it flags (`ack`, `syn+ack`) or
 * `tail`, a non-initial fragment; `icmp A > B 3/4` is type and code; `ip89 A > B` a protocol by number.
 */
export function ask(
  text: string,
  packet: string,
  ingress = "GigabitEthernet0/0",
  egress = "GigabitEthernet0/1",
): Answer {
  return createSetTracer(parse(text).device)(readPacket(packet), ingress, egress);
}

/** What the sets of the engine say, when the evaluator that walks one packet says the same. */
export function askBoth(
  text: string,
  packet: string,
  ingress: string,
  egress: string,
  options: ParseOptions = {},
): Answer | string {
  const { device } = parse(text, undefined, options);
  const header = readPacket(packet);
  const sets = createSetTracer(device)(header, ingress, egress);
  const { verdict } = createWalker(device)(header, ingress, egress);
  return sets === verdict ? sets : `${sets} by sets, ${verdict} by walking`;
}

const PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmp6: 58 };

export function readPacket(text: string) {
  const [protocolWord = "", src = "", , dst = "", extra = ""] = text.split(" ");
  const protocol = PROTOCOLS[protocolWord] ?? Number(protocolWord.replace("ip", ""));
  const [source, srcPort] = readEnd(src);
  const [destination, dstPort] = readEnd(dst);
  const isTail = extra === "tail";
  const [type = 0, code = 0] = extra.includes("/") ? extra.split("/").map(Number) : [];
  const named = /^[a-z+]+$/.test(extra) && !isTail ? extra : "syn";
  const flags = named.split("+").reduce((sum, flag) => sum | TCP_FLAGS[flag as keyof typeof TCP_FLAGS], 0);
  const hasPorts = (protocol === 6 || protocol === 17) && !isTail;
  return {
    family: typeof source === "bigint" ? (6 as const) : (4 as const),
    src: source,
    dst: destination,
    protocol,
    srcPort: hasPorts ? (srcPort ?? 49152) : 0,
    dstPort: hasPorts ? (dstPort ?? 80) : 0,
    icmpType: type,
    icmpCode: code,
    flags: protocol === 6 && !isTail ? flags : 0,
    tail: isTail,
  };
}

function readEnd(text: string): [number | bigint, number | undefined] {
  const v6 = readIPv6(text);
  if (v6 !== undefined) return [v6, undefined];
  const [address = "", port] = text.split(":");
  const v4 = readIPv4(address);
  if (v4 === undefined) throw new Error(`no address: ${text}`);
  return [v4, port === undefined ? undefined : Number(port)];
}
