/** VLANs that a router of IOS-XR takes to other devices as frames: by wires of labels, by EVPN, and by VXLAN. */
import type { Device, Interface } from "../../../../src/model/device.js";
import { type CiscoLine, withDescendants } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { portName } from "./port-name.js";

/** What of `p2p` and of a bridge domain leads to other devices, with the number that both ends give (RFC 4447, 7348 4, 7432). */
const FAR = /^(?:neighbor .*\b(pw-id|evpn evi)|(vpn-id|evi|member vni)) (\d+)\b/;

const KINDS: ReadonlyMap<string, string> = new Map([
  ["member vni", "VNI"],
  ["evi", "EVI"],
  ["evpn evi", "EVI"],
]);

/** All of them; what is joined inside the device are ports of bridges. */
export function vlanJoints(
  roots: readonly CiscoLine[],
  interfaces: readonly Interface[],
  context: CiscoContext,
): Pick<Device, "joints"> {
  const blocks = beginning(roots, "l2vpn")
    .flatMap(withDescendants)
    .filter(({ text }) => /^(?:p2p|bridge-domain) \S/.test(text));
  const joints = blocks.flatMap((block) => {
    const lines = withDescendants(block);
    const segments = lines.flatMap(({ text }) => {
      const [, wire, network = wire ?? "", number] = FAR.exec(text) ?? [];
      return number === undefined ? [] : [`${KINDS.get(network) ?? "pseudowire"} ${number}`];
    });
    if (segments.length === 0) return [];
    const ports = new Set(lines.flatMap(({ text }) => portName(/^interface (\S+)$/.exec(text)?.[1] ?? "")));
    return interfaces.flatMap(({ id, enabled, vlan }) =>
      enabled && vlan !== undefined && ports.has(id)
        ? segments.map((segment) => ({ on: { vlan }, segment, by: id, at: context.at(block) }))
        : [],
    );
  });
  return joints.length === 0 ? {} : { joints };
}
