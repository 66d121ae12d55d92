/** Subnets that router advertisements name beside those of an interface: hosts on its segment take addresses of them. */
import type { HostNetwork } from "../../../src/model/device.js";
import { prefix6 } from "../../../src/packets/address.js";
import { child, children, descend, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Address, readAddress } from "./ip.js";

/** An interface with its own addresses. */
interface Addressed {
  readonly id: string;
  readonly addresses: readonly { readonly address: Address }[];
}

/** The firewall itself has no route to those in which it has no address. */
export function advertised(context: Context, { id, addresses }: Addressed): HostNetwork[] {
  const server = descend(context.root, "dhcpdv6", id);
  const mode = textOf(server, "ramode");
  if (mode === "" || mode === "disabled") return [];
  return children(child(server, "subnets"), "item").flatMap((item): HostNetwork[] => {
    const [text = "", length = ""] = item.text.split("/");
    const address = readAddress(text);
    const prefixLength = /^\d{1,3}$/.test(length) ? Number(length) : 129;
    if (address?.family !== 6 || prefixLength > 128) return [];
    const { from: network, to } = prefix6(BigInt(address.value), prefixLength);
    const isOwn = ({ address: { value } }: Addressed["addresses"][number]) =>
      typeof value === "bigint" && network <= value && value <= to;
    if (addresses.some(isOwn)) return [];
    const reason = `hosts on the segment of ${id} take addresses of ${item.text}, and the firewall has no route to them by itself`;
    return [{ family: 6, network, prefixLength, doubt: context.doubt("match", reason, item), at: context.place(item) }];
  });
}
