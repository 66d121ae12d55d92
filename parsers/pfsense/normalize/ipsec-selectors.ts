/**
 * Which packets IPsec policies are for: the kernel looks at both ends of a packet before any route, and leaves what no second
 * phase names to the routes (setkey(8): policies; ipsec(4)).
 */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { hidden } from "./implicit.js";
import type { Interfaces } from "./interfaces.js";
import { host, prefix, readNetwork } from "./ip.js";
import type { PfRule } from "./order.js";
import { staticRoutes } from "./static-routes.js";
import { holdsValue, isOn } from "./switches.js";
import { union } from "./table.js";

/** A second phase, or a child of the model of OPNsense, whose tunnel is for packets from some networks to another one. */
export interface Selector {
  readonly phase: Element;
  /** Where its far end is written, and the network there. */
  readonly remote: Element;
  readonly network: string;
}

/** Those that are on, of first phases that are: not of routed tunnels, which have interfaces of their own, nor of transport mode. */
export function selectorsOf(context: Context): Selector[] {
  const old = phasesOf(context).flatMap((phase) => {
    const remote = child(phase, "remoteid");
    return remote === undefined || !isPolicy(phase) ? [] : [{ phase, remote, network: networkText(remote) }];
  });
  const modern = phasesOfModel(context).flatMap((phase) => {
    const remote = child(phase, "remote_ts");
    if (remote === undefined || !isPolicy(phase)) return [];
    return wordsOf(remote).map((network) => ({ phase, remote, network }));
  });
  return [...old, ...modern];
}

/**
 * Why the tunnels of the file may not be there: OPNsense has a switch for all of IPsec, which without a value is off. Its model writes
 * the one of the old place (plugins.inc.d/ipsec.inc: ipsec_enabled; models/OPNsense/IPsec/IPsec.xml: LegacyLinkField).
 */
export function whyOff({ isOPNsense, root }: Context): string | undefined {
  const old = child(child(root, "ipsec"), "enable");
  const now = descend(root, "opnsense", "ipsec", "general", "enabled");
  const isOn = [old, now].some((each) => each !== undefined && holdsValue(each));
  return isOPNsense && !isOn
    ? "IPsec is not switched on in the file: whether its tunnels are there is not known"
    : undefined;
}

function phasesOf(context: Context): Element[] {
  const ipsec = child(context.root, "ipsec");
  const off = children(ipsec, "phase1").filter((phase) => isOn(context, phase, "disabled"));
  const offIds = new Set(off.map((phase) => textOf(phase, "ikeid")));
  return children(ipsec, "phase2").filter(
    (phase) => !isOn(context, phase, "disabled") && !offIds.has(textOf(phase, "ikeid")),
  );
}

/** Children of connections that are on (models/OPNsense/IPsec/Swanctl.xml). */
export function phasesOfModel({ root }: Context): Element[] {
  const swanctl = descend(root, "opnsense", "swanctl");
  const connections = child(swanctl, "connections")?.children ?? [];
  const on = new Set(connections.filter(isSet).map(({ attributes }) => attributes?.uuid));
  return (child(swanctl, "children")?.children ?? []).filter(
    (each) => isSet(each) && on.has(textOf(each, "connection")),
  );
}

/** Children that are on and name a connection which is not there. */
export function strayPhases({ root }: Context): Element[] {
  const swanctl = descend(root, "opnsense", "swanctl");
  const named = (child(swanctl, "connections")?.children ?? []).map(({ attributes }) => attributes?.uuid);
  return (child(swanctl, "children")?.children ?? []).filter(
    (each) => isSet(each) && !named.includes(textOf(each, "connection")),
  );
}

function isSet(of: Element): boolean {
  const written = child(of, "enabled");
  return written === undefined || holdsValue(written);
}

/** Whether the kernel gets policies of a tunnel for it; the model may leave them to others, and has some that let pass or drop. */
function isPolicy(phase: Element): boolean {
  return (
    !["vti", "transport", "route-based", "pass", "drop"].includes(textOf(phase, "mode")) &&
    textOf(phase, "policies") !== "0"
  );
}

/** The words of a list with commas. */
export function wordsOf(of: Element | undefined): string[] {
  const words = of?.text.split(",").map((word) => word.trim()) ?? [];
  return words.filter((word) => word !== "");
}

/**
 * Whether the file names all networks that IPsec tunnels lead to: each has a policy for written networks, and no client is given an
 * address. What comes in by them is what both ends agreed on (RFC 7296 2.9).
 */
export function areTold(context: Context): boolean {
  const { root } = context;
  const first = children(child(root, "ipsec"), "phase1").filter((phase) => !isOn(context, phase, "disabled"));
  const swanctl = descend(root, "opnsense", "swanctl");
  const connections = (child(swanctl, "connections")?.children ?? []).filter(isSet);
  const isOpen = ["pools", "vtis", "spds"].some((name) => (child(swanctl, name)?.children ?? []).length > 0);
  const clients = first.some((phase) => has(phase, "mobile")) || connections.some((one) => textOf(one, "pools") !== "");
  const all = [...phasesOf(context), ...phasesOfModel(context)];
  const isNamed = (phase: Element): boolean => {
    const remote = child(phase, "remoteid");
    const words = remote ? [networkText(remote)] : wordsOf(child(phase, "remote_ts"));
    return (
      isPolicy(phase) && words.length > 0 && words.every((word) => !word.endsWith("/0") && isRange(readNetwork(word)))
    );
  };
  return all.length > 0 && !isOpen && !clients && all.every(isNamed);
}

function isRange(of: AddressExpression | undefined): boolean {
  return of?.kind === "range4" || of?.kind === "range6";
}

function networkText(of: Element): string {
  const length = textOf(of, "netbits");
  return (length === "" ? textOf(of, "address") : `${textOf(of, "address")}/${length}`).trim();
}

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
