/** Interfaces that share what people call them, or their device. */
import type { Element } from "../tree.js";
import type { Context } from "./context.js";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly device: string;
  readonly enabled: boolean;
  readonly virtual: boolean;
  readonly element: Element;
}

/**
 * pfSense writes the rules of an interface with its name in capitals, which stands for the device of the last one of that name
 * (filter.inc: filter_generate_aliases; util.inc: get_configured_interface_with_descr). Rules of both count where one device is
 * assigned twice, which neither web interface lets anybody do.
 */
export function sharedNames(context: Context, interfaces: readonly Named[]): void {
  const all = interfaces.filter(({ enabled, virtual }) => enabled && !virtual);
  const calls = context.isOPNsense ? [] : shared(all, ({ name }) => name.toUpperCase());
  const devices = shared(all, ({ device }) => device);
  const groups = [...calls.map((of) => ({ of, what: "name" })), ...devices.map((of) => ({ of, what: "device" }))];
  for (const { of, what } of groups) {
    const [first] = of;
    if (first === undefined) continue;
    const ids = of.map(({ id }) => id);
    const reason = `${ids.join(" and ")} have one ${what}: which rules count there is not known`;
    context.doubt("interfaces", reason, first.element, ids);
  }
}

/** Those that have a word in common with another one, apart by word. */
function shared(all: readonly Named[], wordOf: (of: Named) => string): readonly (readonly Named[])[] {
  const byWord = new Map<string, Named[]>();
  for (const each of all) {
    const word = wordOf(each);
    const found = byWord.get(word);
    if (found) found.push(each);
    else if (word !== "") byWord.set(word, [each]);
  }
  return [...byWord.values()].filter(({ length }) => length > 1);
}
