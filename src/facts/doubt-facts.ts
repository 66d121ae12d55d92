/** Why something is left open, for facts. */
import type { Reason } from "../analyse/reasons.js";
import type { DoubtFacts } from "./common.js";
import { locationFacts } from "./rule-places.js";

export function doubtFacts({ text, device, at }: Reason): DoubtFacts {
  return {
    ...(device === undefined ? {} : { device: device.id }),
    reason: text,
    ...(at === undefined ? {} : { location: locationFacts(at) }),
  };
}
