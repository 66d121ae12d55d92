/** Whether a change touches the filters of a device and nothing else: then what passes between zones follows from what passes it. */
import type { Device } from "../../model/device.js";
import type { Plant } from "../../resolve/plant.js";

/**
 * Where nothing more passes a device between any two of its interfaces, nothing more passes any way through it, and no other device
 * sees other packets: a way lets through what every hop of it does. That holds where filters do nothing but let pass or stop: not on
 * a device that translates (which rule let a packet pass may decide how), that ends tunnels, bridges, filters within a VLAN, is one
 * of a cluster, or has rules that lead packets elsewhere. Everything else of the device has to be as it was, places apart.
 */
export function isOfFiltersAlone(plant: Plant, before: Device, after: Device): boolean {
  return isPlainFilter(plant, before) && withoutRules(before) === withoutRules(after);
}

function isPlainFilter({ bridges, carried, clustered }: Plant, device: Device): boolean {
  const isApart =
    [...bridges, ...carried].some((one) => one.device === device) ||
    clustered.has(device) ||
    device.nat.some(({ enabled }) => enabled) ||
    device.interfaces.some(({ tunnel }) => tunnel !== undefined);
  return !isApart && device.tables.every(({ rules }) => rules.every(({ steers }) => steers === undefined));
}

/** All of a device but its rules, without places: a line that goes moves those below it. */
function withoutRules(device: Device): string {
  const tables = device.tables.map(({ rules: _rules, ...table }) => table);
  return JSON.stringify({ ...device, tables }, (_, part: unknown) => {
    if (typeof part === "bigint") return `${part}n`;
    return typeof part === "object" && part !== null && "endLine" in part ? null : part;
  });
}
