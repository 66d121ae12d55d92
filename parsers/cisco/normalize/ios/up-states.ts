/** Interfaces of IOS that are down although nothing switches them off: by what they need, and by what stands in their place. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import { portAbove } from "../interface-name.js";
import { whyDown } from "../up-states.js";
import { listedVlans, type Ranges, suspendedVlans } from "../vlans.js";
import type { IosDraft } from "./interface-draft.js";

export const ETHERNET =
  /^(?:[A-Za-z-]*Ethernet|(?:TwentyFive|Fifty|Hundred|TwoHundred|FourHundred)GigE|Port-channel|PRP-channel|HSR-ring)/;

type Drafts = ReadonlyMap<string, IosDraft>;

/**
 * Why interfaces may be down, by their ids.
 * @param asPort the VLANs that one carries as a layer-2 port.
 */
export function downStates(
  roots: readonly CiscoLine[],
  drafts: Drafts,
  asPort: (draft: IosDraft) => Ranges | undefined,
): ReadonlyMap<string, string> {
  const all = [...drafts.values()];
  const standings = all.map((draft) => {
    const isUp = draft.enabled && (drafts.get(portAbove(draft.id) ?? "")?.enabled ?? true);
    return { id: draft.id, lines: draft.lines, isUp, aggregate: draft.aggregate, vlans: asPort(draft) };
  });
  const untold = all.filter(isUntold).map(({ id }) => [id, "without an encapsulation it takes no frames"] as const);
  const byPorts = whyDown(standings, {
    suspended: suspendedVlans(roots),
    listed: keepsVlans(roots) ? listedVlans(roots) : undefined,
    hasOtherPorts: hasOtherPorts(roots, drafts),
  });
  return new Map([...untold, ...belowUnread(all, drafts), ...heldBack(all), ...passedOver(all), ...byPorts]);
}

/** Whether a switch writes its VLANs into its configuration: others keep them in a file of their own (reference/cisco.md 2.1). */
function keepsVlans(roots: readonly CiscoLine[]): boolean {
  const mode = beginning(roots, "vtp").findLast(({ text }) => text.startsWith("vtp mode "));
  return /^vtp mode (?:transparent|off)$/.test(mode?.text ?? "");
}

/** Frames of VLANs go to other devices by more than ports. */
function hasOtherPorts(roots: readonly CiscoLine[], drafts: Drafts): boolean {
  if ([...drafts.keys()].some((id) => /^(?:nve|overlay|pseudowire)/i.test(id))) return true;
  return beginning(roots, "l2", "l2vpn", "bridge-domain").length > 0;
}

/** A subinterface is down with its port, which a line that was not understood may switch off. */
function belowUnread(all: readonly IosDraft[], drafts: Drafts): (readonly [string, string])[] {
  return all.flatMap(({ id }) => {
    const above = drafts.get(portAbove(id) ?? "");
    if (above === undefined || above.unknown.length === 0) return [];
    return [[id, `a line of ${above.id} that was not understood may switch it off`] as const];
  });
}

/** What comes in without a tag is for the subinterface of the native VLAN, where the port has one. */
function passedOver(all: readonly IosDraft[]): (readonly [string, string])[] {
  return all
    .filter(({ isNative, enabled }) => isNative && enabled)
    .map(({ id }) => [portAbove(id) ?? "", `what comes in without a tag is for ${id}`]);
}

/** A backup stands by, and is down as long as the interface is up that names it. */
function heldBack(all: readonly IosDraft[]): (readonly [string, string])[] {
  const standby = new Map(all.flatMap(({ id, backup }) => (backup === undefined ? [] : [[backup, id] as const])));
  if (standby.size === 0) return [];
  return all.flatMap(({ id }) => {
    const first = standby.get(id) ?? standby.get(portAbove(id) ?? "");
    return first === undefined ? [] : [[id, `it stands by for ${first}`] as const];
  });
}

/** A subinterface of an Ethernet port that does not say which of its frames it takes. */
function isUntold({ id, lines }: IosDraft): boolean {
  if (portAbove(id) === undefined || !ETHERNET.test(id)) return false;
  return !lines.some(({ children }) => children.some(({ text }) => /^encapsulation\b/i.test(text)));
}
