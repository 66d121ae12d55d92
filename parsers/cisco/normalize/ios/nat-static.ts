/** Static translations of IOS (reference/cisco.md 5.2): hosts, networks and single ports, both ways. */

import type { NatRule } from "../../../../src/model/device.js";
import type { AddressExpression, DoubtId, ServiceExpression } from "../../../../src/model/expression.js";
import { formatIPv4, readIPv4 } from "../../../../src/packets/address.js";
import { readPort } from "../../names.js";
import type { CiscoLine } from "../../tree.js";
import { hostAddress, readNetmask } from "../address.js";
import type { CiscoContext } from "../context.js";
import type { IosInterface } from "./interfaces.js";
import { addressOf } from "./nat-dynamic.js";
import type { Sides } from "./nat-sides.js";

/** What may follow a static translation and does not limit it; a route map, a VRF or a redundancy group does. */
const WITHOUT_CONDITION: ReadonlySet<string> = new Set(["extendable", "no-alias", "no-payload", "forced"]);

/**
 * The address of an interface in the place of `interface NAME`, which may stand for the global one (reference/cisco.md 5.2);
 * `interface` alone where the file does not tell which address that is.
 */
export function withAddresses(words: readonly string[], interfaces: readonly IosInterface[]): string[] {
  const index = words.indexOf("interface");
  if (index < 0) return [...words];
  const parts = /\d$/.test(words[index + 1] ?? "") ? 1 : 2;
  const own = addressOf(words.slice(index + 1, index + 1 + parts), interfaces);
  return words.toSpliced(index, 1 + parts, own === undefined ? "interface" : formatIPv4(own.from));
}

/** Of a static translation, told by its words behind `static`. */
export function staticRank([first]: readonly string[]): "port" | "host" | "network" {
  if (first === "network") return "network";
  return first === "tcp" || first === "udp" ? "port" : "host";
}

/** `[tcp|udp] LOCAL [lport] GLOBAL [gport]` or `network LOCAL GLOBAL MASK`; both directions, as two entries. */
export function readStatic(words: string[], line: CiscoLine, sides: Sides, context: CiscoContext): NatRule[] {
  const at = context.at(line);
  const isNetwork = words[0] === "network";
  const protocol = words[0] === "tcp" ? 6 : words[0] === "udp" ? 17 : undefined;
  if (isNetwork || protocol !== undefined) words.shift();
  const [local = "", second = "", third = "", fourth = ""] = words;
  const real = isNetwork ? network(local, third, context, line) : hostAddress(local, at);
  const conditions = words.slice(isNetwork ? 3 : protocol === undefined ? 2 : 4);
  if (conditions.some((word) => !WITHOUT_CONDITION.has(word)))
    context.doubt("for which packets this translation holds is not computed", line, { scope: "device" });
  const global = isNetwork
    ? network(second, third, context, line)
    : globalAddress(protocol === undefined ? second : third, at);
  const [realPort, globalPort] =
    protocol === undefined ? [] : [readPort(second, protocol, "ios"), readPort(fourth, protocol, "ios")];
  if (real === undefined || (protocol !== undefined && (realPort === undefined || globalPort === undefined))) {
    context.unknown(line, "ip nat", { scope: "device" });
    return [];
  }
  const any: AddressExpression = { kind: "any", family: 4 };
  const toGlobal = service(protocol, globalPort);
  const id = `static ${line.number}`;
  const { crossing } = sides;
  const dialled: AddressExpression | undefined =
    crossing === undefined || global === undefined
      ? global
      : { kind: "unknown", doubt: crossing, lower: { kind: "none" }, upper: global, at };
  return [
    {
      id,
      kind: "destination",
      match: {
        ingress: sides.entering,
        source: any,
        destination: dialled ?? { kind: "unknown", doubt: unknownGlobal(line, context), at },
        service: toGlobal,
      },
      translated: real,
      ...(realPort === undefined ? { inOrder: true } : { translatedService: service(protocol, realPort) }),
      enabled: true,
      at: [at],
    },
    {
      id: `${id} back`,
      kind: "source",
      match: {
        ingress: sides.inside,
        egress: sides.outside,
        source: real,
        destination: any,
        service: fromPort(protocol, realPort),
      },
      ...(global === undefined ? {} : { translated: global }),
      ...(globalPort === undefined ? { inOrder: true } : { sourcePorts: { from: globalPort, to: globalPort } }),
      enabled: true,
      at: [at],
    },
  ];
}

function unknownGlobal(line: CiscoLine, context: CiscoContext): DoubtId {
  return context.doubt("the address of an interface stands for a host inside", line, { scope: "match" });
}

/** `undefined` where an interface's address, not known here, stands for it. */
function globalAddress(text: string, at: NatRule["at"][0]): AddressExpression | undefined {
  return readIPv4(text) === undefined ? undefined : hostAddress(text, at);
}

export function network(
  address: string,
  mask: string,
  context: CiscoContext,
  line: CiscoLine,
): AddressExpression | undefined {
  if (mask.startsWith("/")) {
    const bits = (0xffffffff << (32 - Number(mask.slice(1)))) >>> 0;
    return readNetmask(address, [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join("."), context.at(line));
  }
  return readNetmask(address, mask, context.at(line));
}

export function service(protocol: number | undefined, port: number | undefined): ServiceExpression {
  if (protocol === undefined) return { kind: "any" };
  return { kind: "ports", protocol, ...(port === undefined ? {} : { destination: [{ from: port, to: port }] }) };
}

/** A host's packets from the port that it is published with; others are left to later translations. */
export function fromPort(protocol: number | undefined, port: number | undefined): ServiceExpression {
  if (protocol === undefined || port === undefined) return { kind: "any" };
  return { kind: "ports", protocol, source: [{ from: port, to: port }] };
}
