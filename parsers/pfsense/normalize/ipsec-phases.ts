/** Phases of IPsec in the old place, children of connections in the model of OPNsense: which are on, and for which networks they are. */
import type { AddressExpression } from "../../../src/model/expression.js";
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { readNetwork } from "./ip.js";
import { holdsValue, isOn } from "./switches.js";

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

export function networkText(of: Element): string {
  const length = textOf(of, "netbits");
  return (length === "" ? textOf(of, "address") : `${textOf(of, "address")}/${length}`).trim();
}
