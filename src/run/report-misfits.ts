/** What does not fit in a plant, as diagnostics. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Plant } from "../resolve/plant.js";

/** Reports every misfit at its place, with what to do about it. */
export function reportMisfits({ misfits }: Plant, diagnostics: Diagnostics): void {
  for (const { code, at, message, help, related } of misfits) {
    diagnostics.add(code, at, {
      message,
      ...(help !== undefined && { help }),
      ...(related !== undefined && { related }),
    });
  }
}
