/** Traced packets for scripts: one JSON object a line. */
import { visibleJson } from "../source/visible.js";
import type { TracedPacket } from "./trace-result.js";

/**
 * `{"id","verdict","device","file","table","rule","lines","notes"}`; `lines` are line numbers of `file`, those of the rule
 * that decides. Keys that have nothing to say are left out, but for `lines`, which is then empty.
 */
export function traceLine({ id, verdict, device, decider, notes }: TracedPacket): string {
  const locations = decider?.locations ?? [];
  const file = locations[0]?.file;
  const lines = locations
    .filter((location) => location.file === file)
    .flatMap(({ line, end_line }) => Array.from({ length: end_line - line + 1 }, (_, index) => line + index));
  const told = {
    id,
    verdict,
    ...(device === undefined ? {} : { device }),
    ...(file === undefined ? {} : { file }),
    ...(decider?.table === undefined ? {} : { table: decider.table }),
    ...(decider === undefined ? {} : { rule: decider.id }),
    lines: [...new Set(lines)].sort((a, b) => a - b),
    ...(notes.length === 0 ? {} : { notes }),
  };
  return visibleJson(JSON.stringify(told));
}
