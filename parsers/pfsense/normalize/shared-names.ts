/** Interfaces that share what people call them. */
import type { Element } from "../tree.js";
import type { Context } from "./context.js";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly virtual: boolean;
  readonly element: Element;
}

/**
 * pfSense writes the rules of an interface with its name in capitals, which stands for the device of the last one of that name
 * (filter.inc: filter_generate_aliases; util.inc: get_configured_interface_with_descr).
 */
export function sharedNames(context: Context, all: readonly Named[]): void {
  if (context.isOPNsense) return;
  const byName = new Map<string, Named[]>();
  for (const each of all.filter(({ enabled, virtual }) => enabled && !virtual)) {
    const name = each.name.toUpperCase();
    byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  for (const [name, shared] of byName) {
    const [first] = shared;
    if (first === undefined || shared.length < 2) continue;
    const ids = shared.map(({ id }) => id);
    context.doubt(
      "interfaces",
      `${ids.join(" and ")} are both called ${name}: which rules count there is not known`,
      first.element,
      ids,
    );
  }
}
