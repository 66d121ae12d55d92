/** What was not understood of a device may translate addresses: filters of others then see other sources. */
import type { Device, NatRule } from "../../../src/model/device.js";
import type { CiscoContext } from "./context.js";

const ANY = { kind: "any" } as const;

/**
 * A device with a translation of any source to any other before its own, where a statement about translations was not understood or
 * is not computed, or a part of the export is missing (design.md 2: a doubt is as wide as what it may change).
 */
export function withOpenTranslations(device: Device, { translating }: CiscoContext): Device {
  if (translating === undefined) return device;
  const { id: doubt, at } = translating;
  const match = { source: { kind: "unknown", doubt }, destination: ANY, service: ANY } as const;
  const open: NatRule = { id: "not-understood", kind: "source", match, enabled: true, at: [at] };
  return { ...device, nat: [open, ...device.nat] };
}
