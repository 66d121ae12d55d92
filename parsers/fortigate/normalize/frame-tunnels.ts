/** Tunnels that carry frames: what their interface is joined with is one segment with what others are, wherever these stand. */
import type { Device, VlanJoint } from "../../../src/model/device.js";
import { type Block, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { placesOf } from "./tunnel-ends.js";
import { rowsIn, type Vdoms } from "./vdoms.js";

const IPSEC = "vpn ipsec phase1-interface";

/** Tables of such tunnels, and what both ends of one say alike. */
const SECTIONS: readonly (readonly [section: string, segmentOf: (row: Block, ports: readonly Block[]) => string])[] = [
  ["system vxlan", (row) => `VNI ${textOf(row, "vni") ?? `of ${row.name}`}`],
  ["system geneve", (row) => `GENEVE ${textOf(row, "vni") ?? `of ${row.name}`}`],
  [IPSEC, betweenGateways],
];

/**
 * The joints of all of them: VXLAN and GENEVE have a number for each segment (RFC 7348 4, RFC 8926 3.4), and an IPsec tunnel with
 * `encapsulation vxlan` carries the frames of one (Fortinet, administration guide, VXLAN over IPsec), told by its two gateways.
 */
export function frameJoints(vdoms: Vdoms, context: Context): Pick<Device, "joints"> {
  const holders = [...new Set([...vdoms.global, ...vdoms.all.flatMap((vdom) => vdom.holders)])];
  const ports = rowsIn(vdoms.global, "system interface");
  const joints = SECTIONS.flatMap(([section, segmentOf]) =>
    rowsIn(holders, section)
      .filter((row) => section !== IPSEC || textOf(row, "encapsulation") === "vxlan")
      .map((row): VlanJoint => {
        return {
          on: { interface: row.name },
          segment: segmentOf(row, ports),
          by: row.name,
          at: context.rangeOf(row),
        };
      }),
  );
  return joints.length === 0 ? {} : { joints };
}

function betweenGateways(row: Block, ports: readonly Block[]): string {
  const { own = `of ${row.name}`, far = "anywhere" } = placesOf(row, ports);
  return `frames between ${[own, far].toSorted().join(" and ")}`;
}
