/** Links that have two ends and nothing else on them: inside a device, or a tunnel between two given ones. */
import type { Device, Interface } from "../../model/device.js";

interface End {
  readonly device: Device;
  readonly interface: Interface;
}

/** The other ends of a link, as far as they are switched on; `undefined` where an interface is no end of one. */
export function otherEnds(devices: readonly Device[], { device, interface: one }: End): readonly End[] | undefined {
  if (one.peer !== undefined) {
    const inside = device.interfaces.filter(({ id, enabled }) => enabled && id === one.peer);
    return inside.map((other) => ({ device, interface: other }));
  }
  if (one.tunnel === undefined) return undefined;
  const ends = devices
    .filter((other) => other !== device)
    .flatMap((other) => other.interfaces.map((end) => ({ device: other, interface: end })))
    .filter((end) => end.interface.enabled && goesTo(one, end) && goesTo(end.interface, { device, interface: one }));
  return ends.length === 0 ? undefined : ends;
}

/** Whether the far end that a tunnel names is where another one starts. */
function goesTo({ tunnel }: Interface, { device, interface: { tunnel: start } }: End): boolean {
  if (tunnel?.remote === undefined || start === undefined) return false;
  const from = device.interfaces.filter(({ id }) => start.local === undefined && id === start.over);
  const starts = [start.local, ...from.flatMap(({ addresses }) => addresses.map(({ address }) => address))];
  return starts.includes(tunnel.remote);
}
