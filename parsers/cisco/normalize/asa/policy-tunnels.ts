/** Which packets tunnels of an ASA carry past what stands between their ends (reference/cisco.md 3.5). */
import type { AddressRange, Interface, PolicyTunnel } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import type { Groups } from "./groups.js";
import { rangesIn } from "./nat-ranges.js";
import type { AsaStatements } from "./statements.js";
import type { TunnelTraffic } from "./tunnel-traffic.js";

/** Interfaces with the tunnels of their crypto maps. One of which the file does not tell what it carries may carry everything. */
export function withPolicyTunnels(
  interfaces: readonly Interface[],
  { ends, computed }: Pick<TunnelTraffic, "ends" | "computed">,
  statements: AsaStatements,
  groups: Groups,
): readonly Interface[] {
  const maps = statements.of("crypto").flatMap((line) => {
    const id = /^crypto map \S+ interface (\S+)/.exec(line.text)?.[1];
    return id === undefined ? [] : [{ id, isRead: computed.has(line) }];
  });
  return interfaces.map((one) => {
    const own = maps.filter(({ id }) => id === one.id);
    if (own.length === 0) return one;
    const carried = ends.filter(({ id }) => id === one.id).flatMap((end) => end.carried);
    const read = carried.map(({ far, peers = [] }) => ({ far: farOf(far, groups), peers: addressesOf(peers) }));
    return { ...one, policyTunnels: own.every(({ isRead }) => isRead) ? read : [...read, EVERYTHING] };
  });
}

const EVERY_ADDRESS: readonly AddressRange[] = [
  { from: 0, to: 0xffffffff },
  { from: 0n, to: (1n << 128n) - 1n },
];

const EVERYTHING: PolicyTunnel = { far: EVERY_ADDRESS, peers: [] };

function farOf(expression: AddressExpression, groups: Groups): readonly AddressRange[] {
  const parts = expression.kind === "union" ? expression.of : [expression];
  const found = parts.map((part) => rangesIn(part, groups));
  if (found.some((one) => one === undefined)) return EVERY_ADDRESS;
  return found.flatMap((one) => one ?? []).map(({ from, to }) => ({ from, to }));
}

/** None where one of them is a name: then it may be anybody. */
function addressesOf(peers: readonly string[]): readonly (number | bigint)[] {
  const found = peers.map((peer) => readIPv4(peer) ?? readIPv6(peer));
  return found.every((one) => one !== undefined) ? found : [];
}
