/** Judges facts of a test all at once. */
import type { DeviceFacts } from "../../src/facts/device.js";
import type { MapFacts } from "../../src/facts/map.js";
import type { PairFacts } from "../../src/facts/pair.js";
import type { Bundle } from "../../src/judge/bundle.js";
import { Judge, type Judgement } from "../../src/judge/judge.js";

interface Facts {
  readonly pairs: readonly PairFacts[];
  readonly devices: readonly DeviceFacts[];
  readonly map?: MapFacts;
}

export function judge(bundle: Bundle, { pairs, devices, map }: Facts): Judgement {
  const judge = new Judge(bundle);
  const all = [...pairs.map((pair) => judge.pair(pair, map)()), ...devices.map((device) => judge.device(device)())];
  return judge.conclude(all, map);
}
