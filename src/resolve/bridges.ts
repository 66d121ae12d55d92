/** Given devices that pass packets on as bridges do: nothing says where in the plant they stand. */
import type { Device, Interface } from "../model/device.js";
import { isReady } from "./topology.js";

/** Ports of one device that packets are bridged between. */
export interface Bridge {
  readonly device: Device;
  /** Two at least. */
  readonly ports: readonly Interface[];
  /** What is not known of it, as a sentence. */
  readonly text: string;
}

export function bridgesAmong(devices: readonly Device[]): readonly Bridge[] {
  return devices.flatMap((device) =>
    device.routers
      .filter(({ bridges }) => bridges === true)
      .map(({ id }) => device.interfaces.filter((one) => one.router === id && isReady(one)))
      .filter((ports) => ports.length > 1)
      .map((ports) => ({ device, ports, text: textOf(device, ports) })),
  );
}

function textOf({ id }: Device, ports: readonly Interface[]): string {
  const names = ports.map((one) => one.id).join(", ");
  return `${id} is a bridge between ${names}: where in the plant it stands is not in the files`;
}
