/** Interfaces of a device that differ in nothing its rules or doubts speak of. */
import type { Device, Interface } from "../model/device.js";
import type { RoutedDevice } from "../resolve/routed-device.js";

/** Interfaces by which packets meet the same, in the order of the device: of one router, named by the same steps, rules, doubts. */
export type Alike = readonly [Interface, ...Interface[]];

const KNOWN = new WeakMap<RoutedDevice, ReadonlyMap<Interface, Alike>>();

/**
 * Which interfaces are alike. Two packets with the same header that come in by such, or leave by such, meet the same filters,
 * and a router sends it the same ways by whichever of them it came: what may have networks behind it that nobody wrote down
 * is alike to none, since a router asks whether a packet came from there; nor is what has a policy for what comes in there.
 */
export function alikeOf(at: RoutedDevice): ReadonlyMap<Interface, Alike> {
  const known = KNOWN.get(at);
  if (known !== undefined) return known;
  const { device, interfaces, unwritten } = at;
  const lists = listsOf(device).map((list) => new Set(list));
  const found = new Map<string, [Interface, ...Interface[]]>();
  for (const one of interfaces.values()) {
    const isAlone = unwritten.includes(one) || one.policyRouted !== undefined;
    const kind = isAlone ? one.id : lists.map((list) => (list.has(one.id) ? "1" : "0")).join("");
    const key = `${isAlone} ${one.router}\n${kind}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [one]);
    else known.push(one);
  }
  const alike = new Map([...found.values()].flatMap((all) => all.map((one) => [one, all] as const)));
  KNOWN.set(at, alike);
  return alike;
}

/** Every list of interfaces that decides what packets meet, each once. */
function listsOf({ forwarding, tables, doubts, nat }: Device): (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const add = (list: readonly string[] | undefined) => {
    if (list !== undefined) found.set(list.join("\n"), list);
  };
  for (const { ingress, egress } of forwarding) for (const list of [ingress, egress]) add(list);
  for (const { rules } of tables)
    for (const { match } of rules) for (const list of [match.ingress, match.egress]) add(list);
  for (const { interfaces } of doubts) add(interfaces);
  for (const { match } of nat) for (const list of [match.ingress, match.egress]) add(list);
  return [...found.values()];
}
