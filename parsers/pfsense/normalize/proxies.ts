/** Programs of the firewall that bring packets from one network to others past all rules. */
import { child, children, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { holdsValue } from "./switches.js";

/**
 * Proxies that are on: whoever may ask them reaches by them what they connect to, in whichever zone that is. Tor brings clients out,
 * and by its hidden services others in.
 */
export function proxies({ root }: Context): Element[] {
  const packages = child(root, "installedpackages");
  const balancer = child(packages, "haproxy");
  const isBalancerOn = has(balancer, "enable") && children(child(balancer, "ha_backends"), "item").length > 0;
  const models = ["proxy", "haproxy", "sslh", "tor"].map((name) => descend(root, "opnsense", name));
  const on = models.filter((model) => model !== undefined && isAnyOn(child(model, "general") ?? model));
  return [...squids(packages), isBalancerOn ? balancer : undefined, ...on].filter((one) => one !== undefined);
}

/** Squid for clients inside, and for servers inside: each has a switch of its own (squid.inc, squid_reverse.inc of the package). */
function squids(packages: Element | undefined): (Element | undefined)[] {
  const squid = descend(packages, "squid", "config");
  // Releases that had no switch ran it wherever an interface was chosen.
  const isOn = has(squid, "enable_squid")
    ? textOf(squid, "enable_squid") === "on"
    : textOf(squid, "active_interface") !== "";
  const reverse = descend(packages, "squidreversegeneral", "config");
  const isPublishing = ["reverse_http", "reverse_https"].some((name) => textOf(reverse, name) === "on");
  return [isOn ? squid : undefined, isPublishing ? reverse : undefined];
}

/** Relays of broadcasts that are on, each with the interfaces that it joins (UDPBroadcastRelay.xml of the plugin). */
export function relays({ root }: Context): { readonly relay: Element; readonly interfaces: readonly string[] }[] {
  const all = ["udpbroadcastrelay", "udpbroadcastrelays"].flatMap(
    (name) => descend(root, "opnsense", name)?.children ?? [],
  );
  return all
    .filter((relay) => textOf(relay, "enabled") !== "0")
    .map((relay) => ({ relay, interfaces: textOf(relay, "interfaces").split(",") }));
}

/** Whether a model has an entry that is on, or holds something and does not say in the word of its models whether it is. */
export function isAnyOn(of: Element): boolean {
  const switches = switchesIn(of);
  return switches.length === 0 ? holdsAnything(of) : switches.some(holdsValue);
}

function switchesIn(of: Element): Element[] {
  return of.children.flatMap((each) => (each.name === "enabled" ? [each] : switchesIn(each)));
}

function holdsAnything(of: Element): boolean {
  return of.text !== "" || of.children.some(holdsAnything);
}
