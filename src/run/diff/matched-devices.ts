/** Which device before is which device after. */
import type { Device } from "../../model/device.js";

/** A device of one side or both. */
export interface MatchedDevice {
  readonly before?: Device;
  readonly after?: Device;
}

/** Devices and the paths that were given for their side. */
export interface GivenDevices {
  readonly devices: readonly Device[];
  readonly paths: readonly string[];
}

/**
 * By name, then by the place of the file below what was given, and where one device is left on each side, these two. In
 * the order of after, then those that are gone.
 */
export function matchDevices(before: GivenDevices, after: GivenDevices): MatchedDevice[] {
  const pairs = new Map<Device, Device>();
  const isLeft = (device: Device) => ![...pairs.values()].includes(device);
  const match = (isSame: (one: Device, other: Device) => boolean) => {
    for (const device of after.devices) {
      if (pairs.has(device)) continue;
      const found = before.devices.filter((other) => isLeft(other) && isSame(other, device));
      if (found.length === 1 && found[0] !== undefined) pairs.set(device, found[0]);
    }
  };
  match((one, other) => one.id === other.id);
  match((one, other) => placeOf(one, before) === placeOf(other, after));
  const [last] = after.devices.filter((device) => !pairs.has(device));
  const left = [after.devices.filter((device) => !pairs.has(device)), before.devices.filter(isLeft)];
  if (last !== undefined && left.every(({ length }) => length === 1)) match(() => true);
  const gone = before.devices.filter(isLeft);
  return [
    ...after.devices.map((device): MatchedDevice => {
      const other = pairs.get(device);
      return { after: device, ...(other === undefined ? {} : { before: other }) };
    }),
    ...gone.map((device): MatchedDevice => ({ before: device })),
  ];
}

/** The path of a device's file from the folder that was given, or its name. */
export function placeOf({ file }: Pick<Device, "file">, { paths }: Pick<GivenDevices, "paths">): string {
  const folder = paths.map((path) => `${path.replaceAll("\\", "/").replace(/\/+$/, "")}/`);
  const root = folder.find((one) => file.startsWith(one));
  return root === undefined ? (file.split("/").at(-1) ?? file) : file.slice(root.length);
}
