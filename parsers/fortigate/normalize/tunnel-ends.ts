/** Where tunnels start and end: between two given devices they are a link that nothing else is on. */
import type { OuterPackets, PolicyTunnel, TunnelEnds } from "../../../src/model/device.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, textOf } from "../tree.js";
import { readIPv4 } from "./address-text.js";
import { rowsIn, type Vdoms } from "./vdoms.js";

const IKE: OuterPackets = { protocol: 17, port: 500 };
const NAT_TRAVERSAL: OuterPackets = { protocol: 17, port: 4500 };
const ESP: OuterPackets = { protocol: 50 };

/** Where NAT traversal is forced everything travels in UDP port 4500 once IKE has begun. */
const SECTIONS: Readonly<Record<string, (row: Block) => readonly OuterPackets[]>> = {
  "vpn ipsec phase1-interface": (row) => [IKE, textOf(row, "nattraversal") === "forced" ? NAT_TRAVERSAL : ESP],
  "system gre-tunnel": () => [{ protocol: 47 }],
  "system ipip-tunnel": () => [{ protocol: 4 }],
};

/** The ends of each tunnel by the name of its interface; those that dial in, or whose far end is a name, are left out. */
export function tunnelEnds(vdoms: Vdoms): ReadonlyMap<InterfaceId, TunnelEnds> {
  const holders = [...new Set([...vdoms.global, ...vdoms.all.flatMap((vdom) => vdom.holders)])];
  return new Map(
    Object.entries(SECTIONS).flatMap(([section, carriers]) =>
      rowsIn(holders, section).flatMap((row) => {
        const ends = endsOf(row);
        const carriedBy = carriers(row);
        return ends === undefined ? [] : [[row.name, { ...ends, carriedBy }] as const];
      }),
    ),
  );
}

/**
 * Tunnels that policies with the action `ipsec` join by name, by the interface that they start from. What these policies put
 * into them is not taken apart: anything may lie behind the far end.
 */
export function policyTunnels(vdoms: Vdoms): ReadonlyMap<InterfaceId, readonly PolicyTunnel[]> {
  const holders = [...new Set([...vdoms.global, ...vdoms.all.flatMap((vdom) => vdom.holders)])];
  const found = new Map<InterfaceId, PolicyTunnel[]>();
  for (const row of rowsIn(holders, "vpn ipsec phase1")) {
    const over = textOf(row, "interface");
    const remote = endsOf(row)?.remote;
    const tunnel = { far: EVERY_ADDRESS, peers: remote === undefined ? [] : [remote] };
    if (over !== undefined) found.set(over, [...(found.get(over) ?? []), tunnel]);
  }
  return found;
}

const EVERY_ADDRESS: PolicyTunnel["far"] = [
  { from: 0, to: 0xffffffff },
  { from: 0n, to: (1n << 128n) - 1n },
];

function endsOf(row: Block): TunnelEnds | undefined {
  const remote = readIPv4(textOf(row, "remote-gw") ?? "");
  if ((textOf(row, "type") ?? "static") !== "static" || !remote) return undefined;
  const local = readIPv4(textOf(row, "local-gw") ?? "");
  if (local) return { local, remote };
  const over = textOf(row, "interface");
  return over === undefined ? undefined : { over, remote };
}
