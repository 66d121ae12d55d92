/** Room in the hardware of a Nexus for lists: a kind of list that has none cannot filter. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import type { Binding } from "../interface-draft.js";
import type { NxosInterface } from "./interfaces.js";

/** `hardware access-list tcam region NAME SIZE`: the name tells the direction, the family where it is about one, and the kind. */
const REGION = /^hardware access-list tcam region (ing-|egr-|e-)?(ipv6-)?(racl|ifacl|vacl) (\d+)/i;

interface Region {
  readonly kind: string;
  readonly direction: Binding["direction"];
  readonly families: readonly (4 | 6)[];
  readonly line: CiscoLine;
}

/**
 * Doubts lists of kinds whose region was carved away (size 0): the device refuses to bind such a list, or has it and does
 * not program it (Nexus 9000 security guide, "ACL TCAM Regions"; a change holds from the next reload on). Regions are no
 * part of most exports, and what they are by themselves depends on the model.
 */
export function doubtRegions(
  roots: readonly CiscoLine[],
  interfaces: readonly NxosInterface[],
  context: CiscoContext,
): void {
  for (const { kind, direction, families, line } of withoutRoom(roots)) {
    const reason = `the hardware is given no room for lists of this kind (region ${line.text.split(" ")[4]})`;
    if (kind === "vacl") {
      if (beginning(roots, "vlan filter").length > 0) context.doubt(reason, line, { scope: "device" });
      continue;
    }
    const isOf = (one: Binding) => one.direction === direction && families.includes(one.family);
    const met = interfaces.filter((one) => (kind === "racl" ? one.bindings : one.portBindings).some(isOf));
    const concerned = [...new Set(met.flatMap((one) => one.concerned))];
    if (concerned.length > 0) context.doubt(reason, line, { scope: "interfaces", interfaces: concerned });
  }
}

/** Regions of size 0; the last statement about a region counts. */
function withoutRoom(roots: readonly CiscoLine[]): readonly Region[] {
  const last = new Map<string, Region | undefined>();
  for (const line of beginning(roots, "hardware access-list")) {
    const [, side = "", six = "", kind = "", size] = REGION.exec(line.text)?.map((part) => part?.toLowerCase()) ?? [];
    if (size === undefined) continue;
    // `ing-` and `egr-` are regions of models that keep both families in one.
    const families = six !== "" ? ([6] as const) : side.length > 2 ? ([4, 6] as const) : ([4] as const);
    const region: Region = { kind, direction: side.startsWith("e") ? "out" : "in", families, line };
    last.set(side + six + kind, Number(size) === 0 ? region : undefined);
  }
  return [...last.values()].filter((region) => region !== undefined);
}
