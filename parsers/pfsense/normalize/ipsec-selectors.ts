/**
 * Which packets IPsec policies are for: the kernel looks at both ends of a packet before any route, and leaves what no second
 * phase names to the routes (setkey(8): policies; ipsec(4)).
 */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import { child, children, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { hidden } from "./implicit.js";
import type { Interfaces } from "./interfaces.js";
import { host, prefix, readNetwork } from "./ip.js";
import type { PfRule } from "./order.js";
import { isOn } from "./switches.js";
import { union } from "./table.js";

/** A second phase whose tunnel is for packets from some networks to another one. */
export interface Selector {
  readonly phase: Element;
  /** Where its far end is written, and the network there. */
  readonly remote: Element;
  readonly network: string;
}

/** Those that are on, of first phases that are: not of routed tunnels, which have interfaces of their own, nor of transport mode. */
export function selectorsOf(context: Context): Selector[] {
  const ipsec = child(context.root, "ipsec");
  const off = children(ipsec, "phase1").filter((phase) => isOn(context, phase, "disabled"));
  const offIds = new Set(off.map((phase) => textOf(phase, "ikeid")));
  return children(ipsec, "phase2").flatMap((phase) => {
    const remote = child(phase, "remoteid");
    const isPolicy = !["vti", "transport", "route-based"].includes(textOf(phase, "mode"));
    const isOff = isOn(context, phase, "disabled") || offIds.has(textOf(phase, "ikeid"));
    return remote === undefined || isOff || !isPolicy ? [] : [{ phase, remote, network: networkText(remote) }];
  });
}

function networkText(of: Element): string {
  const length = textOf(of, "netbits");
  return (length === "" ? textOf(of, "address") : `${textOf(of, "address")}/${length}`).trim();
}

/**
 * Packets to the far network of a tunnel from elsewhere than from its near ones leave as the other routes say: by `enc0`, where
 * a route stands for the tunnel, they do not surely go, and what stands there does not stop them.
 */
export function besideSelectors(context: Context, interfaces: Interfaces): PfRule[] {
  if (!interfaces.byId.has("enc0")) return [];
  const all = selectorsOf(context).flatMap((of) => {
    const to = readNetwork(of.network);
    return to?.kind === "range4" || to?.kind === "range6"
      ? [{ ...of, to, from: sourcesOf(context, of.phase, interfaces) }]
      : [];
  });
  return all.map(({ phase, network, to }, index) => {
    const family: Family = to.kind === "range4" ? 4 : 6;
    const near = all.filter((one) => one.to.kind === to.kind && one.to.from <= to.from && one.to.to >= to.to);
    const reason = `no IPsec tunnel is for packets from there to ${network}: they leave as the other routes say, which is not followed`;
    return hidden({
      id: `ipsec-selectors-${index + 1}`,
      name: "packets that no IPsec tunnel is for",
      action: "unknown",
      quick: true,
      direction: "out",
      interfaces: ["enc0"],
      source: { kind: "not", of: union(near.flatMap(({ from }) => from)), family },
      destination: to,
      doubts: [{ doubt: context.doubt("rule", reason, phase), effect: "narrows" }],
      at: context.place(phase),
    });
  });
}

/** What may leave by a tunnel: its near network, which pfSense may give another face on the way (`natlocalid`). */
function sourcesOf({ isOPNsense }: Context, phase: Element, interfaces: Interfaces): AddressExpression[] {
  const names = isOPNsense ? ["localid"] : ["localid", "natlocalid"];
  return names.flatMap((name) => endOfPhase(child(phase, name), interfaces) ?? []);
}

/** `<localid>`, `<natlocalid>`: a network, an address, or the network of an interface; `undefined` where the file does not tell it. */
export function endOfPhase(of: Element | undefined, interfaces: Interfaces): AddressExpression | undefined {
  const type = textOf(of, "type");
  if (of && ["network", "address"].includes(type)) return readNetwork(networkText(of));
  const own = interfaces.byId.get(type)?.addresses.filter((each) => each.own && each.kind === "primary") ?? [];
  const networks = own.flatMap(({ address, prefixLength }) => prefix(address, prefixLength) ?? host(address));
  return networks.length === 0 ? undefined : union(networks);
}
