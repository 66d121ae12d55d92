/** Ways out of a device that differ in nothing but the interface: one leg of a net stands for them. */
import type { Interface } from "../model/device.js";
import type { Intervals } from "../packets/intervals.js";
import type { RoutedDevice } from "../resolve/routed-device.js";
import type { Door } from "../resolve/topology.js";
import { alikeOf } from "./alike.js";
import type { Exit, FoundExits } from "./standing.js";

/** `exit`: the first of them, with the doors that lie behind any. */
export interface Group {
  readonly exit: Exit;
  readonly egresses: readonly Interface[];
}

/** A way out as it is. */
export function singly(exit: Exit): Group {
  return { exit, egresses: [exit.egress] };
}

const KNOWN = new WeakMap<FoundExits, readonly Group[]>();

/**
 * The ways out of a device by what they do: over interfaces that are alike, with the same destinations, of which the same
 * arrive there. Those behind which no given device lies stay apart from the others, and so do learned ones: what surely
 * arrives is told of these in another way.
 */
export function groupsOf(at: RoutedDevice, found: FoundExits): readonly Group[] {
  const known = KNOWN.get(found);
  if (known !== undefined) return known;
  const alike = alikeOf(at);
  const groups = new Map<string, { exit: Exit; next: Map<Interface, Door>; egresses: Set<Interface> }>();
  for (const exit of found.exits) {
    const first = alike.get(exit.egress)?.[0] ?? exit.egress;
    const key = [
      first.id,
      exit.because !== undefined,
      exit.isDefault,
      exit.next.length > 0,
      textOf(exit.destinations),
      textOf(exit.arriving),
    ].join("\n");
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { exit, next: byInterface(exit.next), egresses: new Set([exit.egress]) });
      continue;
    }
    for (const door of exit.next) group.next.set(door.interface, door);
    group.egresses.add(exit.egress);
  }
  const made = [...groups.values()].map(({ exit, next, egresses }) => ({
    exit: { ...exit, next: [...next.values()] },
    egresses: [...egresses],
  }));
  KNOWN.set(found, made);
  return made;
}

function byInterface(doors: readonly Door[]): Map<Interface, Door> {
  return new Map(doors.map((door) => [door.interface, door]));
}

function textOf(addresses: Intervals<number | bigint>): string {
  return addresses.join();
}
