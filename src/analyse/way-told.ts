/** Ways as they are followed, leg by leg, told by their real ends. */
import type { Passage } from "./nat/choices.js";
import type { Leg, PassedLeg } from "./nat/legs.js";
import { toldWay } from "./nat/told-way.js";
import type { Hop, Way } from "./way.js";

/** Why packets may not go a way. */
export interface WayDoubt {
  readonly uncertain: boolean;
  readonly because?: string;
  /** What else may happen to them although routes lead there. */
  readonly unless?: string;
}

/**
 * @param entry the device itself that the packets are for, behind the others.
 * @returns the way over the others, and what translations make of the packets at the entry.
 */
export function tellWay(
  legs: readonly PassedLeg[],
  doubt: WayDoubt,
  entry?: Leg,
): { readonly way: Way; readonly passage: Passage | undefined } {
  const { passages, isSpread } = toldWay(entry === undefined ? legs : [...legs, entry]);
  const hops = legs.map(({ device, scope }, index): Hop => {
    const passage = passages[index];
    return passage === undefined ? { device, scope } : { device, scope, passage };
  });
  const isDialled = legs.some(({ destination }) => destination.length > 0);
  const isChosen = legs.some(({ source }) => source !== undefined);
  const way: Way = {
    hops,
    direct: doubt.because === undefined,
    ...(isChosen ? { course: courseOf(legs, doubt) } : {}),
    ...(isDialled ? { dialled: isSpread ? "spread" : "one" } : {}),
    ...doubt,
  };
  return { way, passage: passages[legs.length] };
}

function courseOf(legs: readonly Leg[], { because, uncertain }: WayDoubt): string {
  const course = legs.map(({ device, scope, destination }) =>
    [device.id, scope.ingress, scope.egress, ...destination.map(({ id }) => id), ...scope.destinations].join(" "),
  );
  return [because, uncertain, ...course].join("\n");
}
