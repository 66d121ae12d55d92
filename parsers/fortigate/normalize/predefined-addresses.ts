/** Address objects that every FortiGate has from the factory: for names that a partial export uses and leaves out. */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import { readIPv4 } from "./address-text.js";

/** The factory definition of a name (reference/fortios.md 2.1); `undefined` when there is none or it cannot be known. */
export function predefinedAddress(name: string, family: Family): AddressExpression | undefined {
  return family === 4 ? IPV4.get(name) : IPV6.get(name);
}

/** The same for names of multicast policies (reference/fortios.md 2.1). */
export function predefinedGroup(name: string, family: Family): AddressExpression | undefined {
  return family === 4 ? GROUPS4.get(name) : GROUPS6.get(name);
}

const SSLVPN_6 = 0xfdff_ffff_0000_0000_0000_0000_0000_0000n;

const IPV4: ReadonlyMap<string, AddressExpression> = new Map<string, AddressExpression>([
  ["all", { kind: "any", family: 4 }],
  ["none", { kind: "range4", from: 0, to: 0 }],
  // Both have no subnet line, so they stand for every address (trap 37).
  ["FIREWALL_AUTH_PORTAL_ADDRESS", { kind: "any", family: 4 }],
  ["FABRIC_DEVICE", { kind: "any", family: 4 }],
  ["SSLVPN_TUNNEL_ADDR1", range("10.212.134.200", "10.212.134.210")],
]);

const IPV6: ReadonlyMap<string, AddressExpression> = new Map<string, AddressExpression>([
  ["all", { kind: "any", family: 6 }],
  ["none", { kind: "range6", from: 0n, to: 0n }],
  ["SSLVPN_TUNNEL_IPv6_ADDR1", { kind: "range6", from: SSLVPN_6, to: SSLVPN_6 + 0xffn }],
]);

const GROUPS4: ReadonlyMap<string, AddressExpression> = new Map([
  ["all", range("224.0.0.0", "239.255.255.255")],
  ["all_hosts", range("224.0.0.1", "224.0.0.1")],
  ["all_routers", range("224.0.0.2", "224.0.0.2")],
  ["Bonjour", range("224.0.0.251", "224.0.0.251")],
  ["EIGRP", range("224.0.0.10", "224.0.0.10")],
  ["OSPF", range("224.0.0.5", "224.0.0.6")],
]);

const GROUPS6: ReadonlyMap<string, AddressExpression> = new Map([
  ["all", { kind: "range6", from: 0xffn << 120n, to: (1n << 128n) - 1n }],
]);

function range(first: string, last: string): AddressExpression {
  const [from = 0, to = 0] = [readIPv4(first), readIPv4(last)];
  return { kind: "range4", from, to };
}
