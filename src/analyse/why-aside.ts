/** Why a route may not lead where it seems to. */
import type { Way as RouteWay } from "../resolve/forwarding-table.js";
import type { Plant } from "../resolve/plant.js";
import { type Door, isShared, namelessText } from "../resolve/topology.js";
import { areApart, downText, type Tunnels } from "./tunnels.js";

interface Asked {
  readonly plant: Plant;
  readonly family: 4 | 6;
  readonly tunnels: Tunnels;
}

/**
 * Why what a route sends out of a door may go elsewhere, or nowhere; nothing where it surely goes there.
 * @param next the doors of given devices that it would go to.
 */
export function whyAside(asked: Asked, self: Door, way: RouteWay, next: readonly Door[]): string | undefined {
  return downAt(asked.tunnels, self, next) ?? namelessAt(asked, self, way, next);
}

/** Why packets may not leave by a door, or not come in where they go next. */
function downAt(tunnels: Tunnels, self: Door, next: readonly Door[]): string | undefined {
  const down = tunnels.mayBeDown(self) ? self : next.find((door) => door.interface.stateDoubt !== undefined);
  if (down !== undefined) return downText(down.device, down.interface);
  return next.some((door) => areApart(self, door)) ? downText(self.device, self.interface) : undefined;
}

/** Why packets may meet a given device where their next hop seems to be none, or to be others that share it. */
function namelessAt(
  { plant, family }: Asked,
  self: Door,
  { via }: RouteWay,
  next: readonly Door[],
): string | undefined {
  if (via === "connected" || via.nextHop === undefined) return undefined;
  if (next.length > 0 && !isShared(via.nextHop, next)) return undefined;
  const nameless = plant.topology.namelessBeside(self, family);
  return nameless?.isUnread === true ? namelessText(nameless) : undefined;
}
