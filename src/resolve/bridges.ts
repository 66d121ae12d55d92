/** Given devices that pass packets on as bridges do: where in the plant they stand shows by the networks on their ports, if at all. */
import type { Device, Interface } from "../model/device.js";
import type { Intervals } from "../packets/intervals.js";
import { isReady, spanOf } from "./topology.js";

/** Ports of one device that packets are bridged between. */
export interface Bridge {
  readonly device: Device;
  /** Two at least. */
  readonly ports: readonly Interface[];
  /** What is not known of it, as a sentence. */
  readonly text: string;
  /** The networks that its ports are on; left out: it may stand anywhere. */
  readonly networks?: Record<4 | 6, Intervals<number | bigint>>;
}

export function bridgesAmong(devices: readonly Device[]): readonly Bridge[] {
  return devices.flatMap((device) => {
    const ready = device.interfaces.filter(isReady);
    const routers = device.routers.filter(({ bridges }) => bridges === true);
    const names = new Set(ready.flatMap(({ bridge }) => bridge ?? []));
    return [
      ...routers.map(({ id }) =>
        bridgeOf(
          device,
          ready.filter((one) => one.router === id),
          undefined,
        ),
      ),
      ...[...names].map((name) => {
        const ports = ready.filter(({ bridge }) => bridge === name);
        return bridgeOf(device, ports, networksOn(device, ports));
      }),
    ].filter(({ ports }) => ports.length > 1);
  });
}

function bridgeOf(device: Device, ports: readonly Interface[], networks: Bridge["networks"]): Bridge {
  const names = ports.map((one) => one.id).join(", ");
  const where = networks
    ? "what it lets pass there is not followed"
    : "where in the plant it stands is not in the files";
  return {
    device,
    ports,
    text: `${device.id} is a bridge between ${names}: ${where}`,
    ...(networks ? { networks } : {}),
  };
}

/** Those of its ports and of the interface that stands for all of them; undefined: not all are known, or there is none. */
function networksOn({ interfaces }: Device, ports: readonly Interface[]): Bridge["networks"] {
  const on = interfaces.filter((one) => ports.includes(one) || ports.some(({ parent }) => parent === one.id));
  if (on.some(({ addressDoubt }) => addressDoubt !== undefined)) return undefined;
  const found = { 4: [] as (number | bigint)[], 6: [] as (number | bigint)[] };
  for (const address of on.flatMap(({ addresses }) => addresses)) {
    for (const span of spanOf({ ...address, kind: "primary" })) found[address.family].push(...span);
  }
  return found[4].length + found[6].length > 0 ? found : undefined;
}
