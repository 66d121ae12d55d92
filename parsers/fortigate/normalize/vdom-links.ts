/** Interfaces that lead from one VDOM to another. */
import { type Block, textOf } from "../tree.js";
import { rowsIn } from "./vdoms.js";

/** Links of the network processor: `npu0_vlink1`. */
const HARDWARE_LINK = /^npu\d+_vlink\d+$/;

/** Tells such interfaces by their names. @param shared blocks that hold the sections of the whole device. */
export function vdomLinks(shared: readonly Block[]): (interfaceName: string) => boolean {
  const ends = rowsIn(shared, "system vdom-link").flatMap(({ name }) => [`${name}0`, `${name}1`]);
  const typed = rowsIn(shared, "system interface").filter((row) => textOf(row, "type") === "vdom-link");
  const known = new Set([...ends, ...typed.map(({ name }) => name)]);
  return (name) => known.has(name) || HARDWARE_LINK.test(name);
}
