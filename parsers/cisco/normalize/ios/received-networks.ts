/** Networks of an interface that stand in the table of another VRF as well (`ip vrf receive`). */

import type { Route } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { interfaceName } from "../interface-name.js";
import type { IosInterface } from "./interfaces.js";

const RECEIVED = /^(?:ip )?vrf receive (\S+)$/;
const WORDS = "vrf receive ";

/**
 * Connected routes of such interfaces in the VRFs that receive them: that is how replies to packets that a policy puts into a VRF
 * get back, and packets of the VRF cross all the same (Multi-VRF Selection Using Policy-Based Routing). Each with a doubt: older
 * releases take the address of the interface alone.
 */
export function receivedNetworks(
  roots: readonly CiscoLine[],
  interfaces: readonly IosInterface[],
  context: CiscoContext,
): Route[] {
  if (!context.text.includes(WORDS)) return [];
  return beginning(roots, "interface").flatMap((block) => {
    const id = interfaceName(block.text.replace(/^\S+\s+/, ""));
    const owner = interfaces.find((one) => one.interface.id === id)?.interface;
    return block.children.flatMap((line) => {
      const router = RECEIVED.exec(line.text)?.[1];
      if (owner === undefined || router === undefined || router === owner.router) return [];
      const isTaken = block.children.some(({ text, number }) => number > line.number && text === `no ${line.text}`);
      if (isTaken) return [];
      const doubt = context.doubt(`${id} is connected to ${router} as well`, line, { scope: "match" });
      return owner.addresses.map(({ family, address, prefixLength }): Route => {
        const network = firstAddress(address, prefixLength);
        return { router, family, network, prefixLength, egress: id, distance: 0, doubt, at: context.at(line) };
      });
    });
  });
}

function firstAddress(address: number | bigint, length: number): number | bigint {
  if (typeof address === "bigint") return (address >> BigInt(128 - length)) << BigInt(128 - length);
  return length === 0 ? 0 : (address & (-1 << (32 - length))) >>> 0;
}
