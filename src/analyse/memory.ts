/** What the filters that packets passed remember of them, and what that lets through of their answers. */
import type { Device } from "../model/device.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { SliceOutcome } from "./slice.js";
import { refusalsOn } from "./strangers.js";
import type { WayOutcome } from "./way-outcome.js";

/**
 * A way back for answers: what remembers them lets them through, and may send them where what is answered came in, whatever
 * its routes say: where these lead elsewhere, nothing is known to be stopped. Left of its hops are those that do not remember.
 */
export function remembering(space: PacketSpace, outcome: WayOutcome, memory: Memory): WayOutcome {
  const { diagram } = space;
  const { way, hops, whole } = outcome;
  const rest = hops.filter((hop) => !memory.has(hop));
  // What keeps state, and did not see what is answered, takes answers for what nobody asked for, whatever its rules permit.
  const isAside = hops.some((hop) => memory.has(hop) && !memory.cameIn(hop));
  const isKnown = !isAside && hops.every((hop) => !keepsState(hop) || memory.has(hop));
  const all = (part: (hop: SliceOutcome) => Node) => rest.reduce((left, hop) => diagram.and(left, part(hop)), whole());
  const refused = refusalsOn(way, way.hops).map(({ sources }) => space.field("src", sources));
  return {
    ...outcome,
    hops: rest,
    must: isKnown
      ? diagram.diff(
          all(({ must }) => must),
          diagram.union(refused),
        )
      : EMPTY,
    may: isAside ? whole() : all(({ may }) => may),
  };
}

/** The devices that what is answered passed, as far as they keep state. */
export class Memory {
  readonly devices: ReadonlySet<Device>;
  private readonly hops: readonly SliceOutcome[];

  constructor(there: readonly WayOutcome[]) {
    this.hops = there
      .filter(({ may }) => may !== EMPTY)
      .flatMap(({ hops }) => hops.filter(({ device }) => isStateful(device)));
    this.devices = new Set(this.hops.map(({ device }) => device));
  }

  /** Whichever of its filters keeps state: what that remembers passes its lists on the way back (IOS, `ip inspect`). */
  has({ device }: SliceOutcome): boolean {
    return this.devices.has(device);
  }

  /** Whether a device keeps state, and saw nothing of what is answered. */
  misses(device: Device): boolean {
    return isStateful(device) && !this.devices.has(device);
  }

  /** Whether it came in where this leads out, and the other way round. */
  cameIn({ device, scope }: SliceOutcome): boolean {
    return this.hops.some(
      (hop) => hop.device === device && hop.scope.ingress === scope.egress && hop.scope.egress === scope.ingress,
    );
  }
}

/** Whether some device of a way keeps state. */
export function isRemembered({ hops }: WayOutcome): boolean {
  return hops.some(({ device }) => isStateful(device));
}

/** The same for ways that the same filters saw: what is remembered of them is the same. */
export function memoryKey({ hops }: WayOutcome): string {
  const seen = hops.filter(({ device }) => isStateful(device));
  return seen.map(({ device, scope }) => `${device.id} ${scope.ingress} ${scope.egress}`).join("\n");
}

function keepsState({ steps }: SliceOutcome): boolean {
  return steps.some(({ stateful }) => stateful);
}

/** What no filter of it sees, it may remember all the same. */
function isStateful({ forwarding }: Device): boolean {
  return forwarding.some(({ stateful }) => stateful);
}
