/** Passages through a device that no rule opens for anybody: what is behind them need not be looked at. */
import type { Device } from "../model/device.js";
import type { FilterStep, Rule } from "../model/rule.js";
import { filtersOf } from "./filters.js";
import type { DeviceRules, SliceScope } from "./rule-sets.js";
import { applies, hasWideDoubt } from "./slice.js";

/** From one interface of a device to another in one family. */
export interface Crossing {
  readonly family: 4 | 6;
  readonly ingress: string;
  readonly egress: string;
}

const KNOWN = new WeakMap<Device, Map<string, boolean>>();

/**
 * Whether nothing passes there whatever the packets are: some step has no rule that permits, or may, between the two
 * interfaces. Most networks nobody wrote down hang on such interfaces (those a system makes by itself): nine in ten ways
 * of the sample plant led over one.
 */
export function isClosed(device: Device, crossing: Crossing): boolean {
  const ofDevice = KNOWN.get(device) ?? new Map<string, boolean>();
  KNOWN.set(device, ofDevice);
  const key = `${crossing.family} ${crossing.ingress}\n${crossing.egress}`;
  const found = ofDevice.get(key) ?? findClosed(device, crossing);
  ofDevice.set(key, found);
  return found;
}

/**
 * Whether nothing passes there for packets of some addresses: by `isClosed`, or since no rule of some step that permits, or
 * may, speaks of them. Where a device may translate them, its rules see other addresses than these.
 */
export function isClosedTo(rules: DeviceRules, scope: SliceScope & { readonly egress: string }): boolean {
  const { device, nat } = rules;
  if (isClosed(device, scope)) return true;
  if (nat.source.length + nat.destination.length > 0 || hasWideDoubt(device, [scope.ingress, scope.egress]))
    return false;
  return device.forwarding.some((step) => applies(step, scope) && !rules.mayPermit(step, scope));
}

function findClosed(device: Device, crossing: Crossing): boolean {
  if (hasWideDoubt(device, [crossing.ingress, crossing.egress])) return false;
  // Which step applies depends on the interfaces and the family alone.
  const scope = { ...crossing, sources: [], destinations: [] };
  return device.forwarding.some((step) => applies(step, scope) && !mayPermit(device, step, crossing));
}

function mayPermit(device: Device, step: FilterStep, crossing: Crossing): boolean {
  const filters = filtersOf(step);
  if (filters.some(({ otherwise }) => otherwise.action !== "deny")) return true;
  const tables = device.tables.filter(({ id }) => filters.some((filter) => filter.tables.includes(id)));
  return tables.some(({ rules }) =>
    rules.some((rule) => rule.enabled && rule.action !== "deny" && isBetween(rule, crossing)),
  );
}

function isBetween({ match }: Rule, { ingress, egress }: Crossing): boolean {
  return (match.ingress?.includes(ingress) ?? true) && (match.egress?.includes(egress) ?? true);
}
