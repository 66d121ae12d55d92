/** Routes that OpenVPN makes: to the networks behind the far ends, and those that servers and options tell. */
import type { Element } from "../tree.js";
import type { Names } from "./endpoints.js";
import { readNetwork } from "./ip.js";
import { farNetworks, instances, makesRoutes, mayAddRoutes } from "./openvpn.js";

/** A network that packets are sent into a tunnel for. */
export interface TunnelRoute {
  /** Where it is written. */
  readonly at: Element;
  /** The device of the tunnel: `ovpns1`. */
  readonly device: string;
  readonly network: string;
  /** The reason for which it may not be there. */
  readonly why?: string;
  /** Any part of it may be meant. `beside`: it is told while the tunnel is up, to a device that `takesRoutes`. */
  readonly isAny?: "beside" | "alone";
}

/**
 * The routes of all instances that are on. pfSense takes an alias for each of its networks (openvpn.inc: openvpn_gen_routes). Where the file
 * does not tell the networks, any may be meant.
 */
export function openVpnRoutes(names: Names): TunnelRoute[] {
  return instances(names.context).flatMap(({ element, device }) => {
    const unsure = makesRoutes(element) ? {} : { why: "whether this instance of OpenVPN makes a route is not known" };
    const written = farNetworks(element).flatMap((at) =>
      at.text.split(",").flatMap((word): TunnelRoute[] => {
        const known = networksOf(names, word.trim());
        if (known !== undefined) return known.map((network) => ({ at, device, network, ...unsure }));
        const why = "to which networks an instance of OpenVPN makes routes is not in the file";
        return [{ at, device, network: at.name.endsWith("v6") ? "::/0" : "0.0.0.0/0", why, isAny: "alone" }];
      }),
    );
    if (!mayAddRoutes(element)) return written;
    const why = "an instance of OpenVPN may be told routes that are not in the file";
    const told = ["0.0.0.0/0", "::/0"].map((network): TunnelRoute => {
      return { at: element, device, network, why, isAny: "beside" };
    });
    return [...written, ...told];
  });
}

function networksOf({ aliases, context }: Names, word: string): readonly string[] | undefined {
  if (word === "" || readNetwork(word) !== undefined) return word === "" ? [] : [word];
  return context.isOPNsense ? undefined : aliases.networks(word);
}
