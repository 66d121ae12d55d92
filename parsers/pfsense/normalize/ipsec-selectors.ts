/**
 * Which packets IPsec policies are for: the kernel looks at both ends of a packet before any route, and leaves what no second
 * phase names to the routes (setkey(8): policies; ipsec(4)).
 */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import { child, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { hidden } from "./implicit.js";
import type { Interfaces } from "./interfaces.js";
import { host, prefix, readNetwork } from "./ip.js";
import { networkText, type Selector, selectorsOf, wordsOf } from "./ipsec-phases.js";
import type { PfRule } from "./order.js";
import { staticRoutes } from "./static-routes.js";
import { union } from "./table.js";

/**
 * Packets to the far network of a tunnel from elsewhere than from its near ones leave as the other routes say: by `enc0`, where
 * a route stands for the tunnel, they do not surely go, and what stands there does not stop them. Nor does its far end surely send
 * packets to others than its near networks.
 */
export function besideSelectors(context: Context, interfaces: Interfaces): PfRule[] {
  if (!interfaces.byId.has("enc0")) return [];
  const all = selectorsOf(context).flatMap((of) => {
    const to = readNetwork(of.network);
    return to?.kind === "range4" || to?.kind === "range6"
      ? [{ ...of, to, from: sourcesOf(context, of.phase, interfaces) }]
      : [];
  });
  return all.flatMap(({ phase, network, to, from }, index) => {
    const family: Family = to.kind === "range4" ? 4 : 6;
    const near = all.filter((one) => one.to.kind === to.kind && one.to.from <= to.from && one.to.to >= to.to);
    const reason = `no IPsec tunnel is for packets from there to ${network}: they leave as the other routes say, which is not followed`;
    const beside = { kind: "not", of: union(near.flatMap(({ from }) => from)), family } as const;
    const common = {
      name: "packets that no IPsec tunnel is for",
      quick: true,
      interfaces: ["enc0"],
      at: context.place(phase),
    } as const;
    const notSent = `no IPsec tunnel is for packets from ${network} to there: its far end may send none`;
    return [
      ...takenFrom(context, interfaces, { index, phase, network, to, from }),
      hidden({
        ...common,
        id: `ipsec-selectors-${index + 1}`,
        action: "unknown",
        direction: "out",
        source: beside,
        destination: to,
        doubts: [{ doubt: context.doubt("rule", reason, phase), effect: "narrows" }],
      }),
      hidden({
        ...common,
        id: `ipsec-selectors-${index + 1}-in`,
        action: "deny",
        direction: "in",
        source: to,
        destination: beside,
        doubts: [{ doubt: context.doubt("rule", notSent, phase), effect: "narrows" }],
      }),
    ];
  });
}

interface Taken extends Pick<Selector, "phase" | "network"> {
  readonly index: number;
  readonly from: readonly AddressExpression[];
  readonly to: AddressExpression;
}

/** Packets that a tunnel is for do not surely leave by another interface, where a network of its far end is connected or routed as well. */
function takenFrom(context: Context, { all }: Interfaces, { index, phase, network, from, to }: Taken): PfRule[] {
  const others = all.filter((one) => one.enabled && one.id !== "enc0");
  const connected = others.flatMap(({ addresses }) =>
    addresses.flatMap(({ address, prefixLength }) => prefix(address, prefixLength) ?? []),
  );
  const routes = staticRoutes(context).map((each) => textOf(each, "network"));
  // An alias may hold any.
  const routed = routes.map((word) => readNetwork(word) ?? to);
  if (![...connected, ...routed].some((one) => overlap(one, to))) return [];
  const reason = `an IPsec tunnel takes packets to ${network} while it is up, whatever the routes say`;
  return [
    hidden({
      id: `ipsec-selectors-${index + 1}-taken`,
      name: "packets that an IPsec tunnel is for",
      action: "unknown",
      quick: true,
      direction: "out",
      interfaces: others.map(({ id }) => id),
      source: union(from),
      destination: to,
      doubts: [{ doubt: context.doubt("rule", reason, phase), effect: "narrows" }],
      at: context.place(phase),
    }),
  ];
}

function overlap(one: AddressExpression, other: AddressExpression): boolean {
  if (one.kind === "range4" && other.kind === "range4") return one.from <= other.to && other.from <= one.to;
  return one.kind === "range6" && other.kind === "range6" && one.from <= other.to && other.from <= one.to;
}

/** What may leave by a tunnel: its near network, which pfSense may give another face on the way (`natlocalid`). */
function sourcesOf({ isOPNsense }: Context, phase: Element, interfaces: Interfaces): AddressExpression[] {
  if (phase.name === "child") return wordsOf(child(phase, "local_ts")).flatMap((word) => readNetwork(word) ?? []);
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
