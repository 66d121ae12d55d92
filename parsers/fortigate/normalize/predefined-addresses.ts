/** Address objects that every FortiGate has from the factory: for names that a partial export uses and leaves out. */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import { readIPv4 } from "./address-text.js";

/** The factory definition of a name (reference/fortios.md 2.1); `undefined` when there is none or it cannot be known. */
export function predefinedAddress(name: string, family: Family): AddressExpression | undefined {
  return family === 4 ? IPV4.get(name) : IPV6.get(name);
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

function range(first: string, last: string): AddressExpression {
  const [from = 0, to = 0] = [readIPv4(first), readIPv4(last)];
  return { kind: "range4", from, to };
}
