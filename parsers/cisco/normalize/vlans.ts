/** VLANs and what filters inside them (reference/cisco.md 2.5, 2.6). */

import type { NamedVlan } from "../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../tree.js";
import { beginning } from "./beginning.js";
import type { CiscoContext } from "./context.js";
import type { BoundInterface } from "./interface-draft.js";

/** `vlan N` blocks: those of private VLANs are in doubt. */
export function readVlans(
  roots: readonly CiscoLine[],
  interfaces: readonly BoundInterface[],
  context: CiscoContext,
): void {
  for (const line of beginning(roots, "vlan")) {
    const [first, second = ""] = wordsOf(line);
    if (first !== "vlan" || !/^[\d,-]+$/.test(second)) continue;
    context.markBlock(line, "modelled");
    const isPrivate = line.children.find((child) => child.text.startsWith("private-vlan"));
    if (isPrivate === undefined) continue;
    const concerned = interfacesOf(second, interfaces) ?? [];
    context.doubt("private VLANs keep stations apart or join them", isPrivate, {
      scope: "interfaces",
      interfaces: concerned,
    });
  }
}

/** What `name` inside a `vlan N` block calls it, the last one where it has several; of lists of VLANs none has one. */
export function vlanNames(roots: readonly CiscoLine[], context: CiscoContext): NamedVlan[] {
  const found = new Map<number, NamedVlan>();
  for (const line of beginning(roots, "vlan")) {
    const vlan = /^vlan (\d{1,4})$/.exec(line.text)?.[1];
    const named = line.children.findLast(({ text }) => /^name\s+\S/.test(text));
    if (vlan === undefined || named === undefined) continue;
    const name = named.text.replace(/^name\s+/, "").replace(/^"(.*)"$/, "$1");
    found.set(Number(vlan), { vlan: Number(vlan), name, at: context.at(named) });
  }
  return [...found.values()];
}

/** VLANs that some block of theirs switches off, by `shutdown` or `state suspend`, and those that a statement takes away. */
export function suspendedVlans(roots: readonly CiscoLine[]): Ranges {
  const states = beginning(roots, "vlan").flatMap((line): { ranges: Ranges; isOff: boolean }[] => {
    const gone = rangesIn(/^no vlan ([\d,-]+)$/.exec(line.text)?.[1] ?? "");
    if (gone !== undefined) return [{ ranges: gone, isOff: true }];
    const ranges = rangesIn(/^vlan ([\d,-]+)$/.exec(line.text)?.[1] ?? "");
    const last = line.children.findLast(({ text }) => /^(?:(?:no )?shutdown|state (?:active|suspend))$/.test(text));
    return ranges === undefined || last === undefined ? [] : [{ ranges, isOff: /^(?:sh|state s)/.test(last.text) }];
  });
  return states.filter(({ isOff }) => isOff).flatMap(({ ranges }) => ranges);
}

/** The VLANs that blocks are there for, and those that are always there; `undefined`: there is no block. */
export function listedVlans(roots: readonly CiscoLine[]): Ranges | undefined {
  const listed = beginning(roots, "vlan").flatMap(
    ({ text }) => rangesIn(/^vlan ([\d,-]+)$/.exec(text)?.[1] ?? "") ?? [],
  );
  return listed.length === 0 ? undefined : [[1, 1], [1002, 1005], ...listed];
}

export type Ranges = readonly (readonly [number, number])[];

/** The ranges of a list such as `10,20-29`; `undefined` when it is not one. */
export function rangesIn(text: string): Ranges | undefined {
  const parts = text.split(",").map((part) => /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part));
  if (parts.some((part) => part === null)) return undefined;
  return parts.map((part) => [Number(part?.[1]), Number(part?.[2] ?? part?.[1])]);
}

/** The SVIs of a list of VLANs; `undefined` when it is not one. */
function interfacesOf(text: string, interfaces: readonly BoundInterface[]): string[] | undefined {
  const ranges = rangesIn(text);
  return ranges && interfaces.filter((one) => isAmong(one.interface.vlan, ranges)).map((one) => one.interface.id);
}

export function isAmong(vlan: number | undefined, ranges: Ranges): boolean {
  return vlan !== undefined && ranges.some(([from, to]) => vlan >= from && vlan <= to);
}
