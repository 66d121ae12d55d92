/** Interfaces that are down although nothing switches them off themselves: nothing they need is up (reference/cisco.md 2.1, SVI). */
import type { CiscoLine } from "../tree.js";
import type { InterfaceDraft } from "./interface-draft.js";
import { portAbove } from "./interface-name.js";
import { isAmong, type Ranges } from "./vlans.js";

/** An interface as far as others need it to be up. */
export interface Standing {
  readonly id: string;
  readonly lines: readonly CiscoLine[];
  /** Whether its own statements leave it up. */
  readonly isUp: boolean;
  /** The aggregate that it is a member of. */
  readonly aggregate?: string | undefined;
  /** The VLANs that it carries as a layer-2 port, or may; left out: it is surely none. */
  readonly vlans?: Ranges | undefined;
}

/** What of the rest of a configuration the states depend on. */
export interface StateSurroundings {
  readonly suspended: Ranges;
  /** All VLANs that there are; left out: the file may not list them all. */
  readonly listed?: Ranges | undefined;
  /** Whether VLANs may have ports that no interface shows: tunnels of layer 2. */
  readonly hasOtherPorts: boolean;
}

/**
 * Why interfaces may be down, by their ids. An SVI is up while its VLAN is active and a port that is up carries it, an
 * aggregate while a member is up. Where the file shows no port at all, these were left out of it, and nothing is said.
 */
export function whyDown(all: readonly Standing[], around: StateSurroundings): ReadonlyMap<string, string> {
  const bundles = new Map<string, boolean>();
  for (const { id } of all) if (AGGREGATE.test(id)) bundles.set(id, false);
  for (const { aggregate, isUp } of all) if (aggregate !== undefined && isUp) bundles.set(aggregate, true);
  const ports = all.filter(({ id, vlans, aggregate }) => {
    return vlans !== undefined && !id.includes(".") && (aggregate === undefined || !bundles.has(aggregate));
  });
  const isActive = ({ id, isUp }: Standing) => isUp && bundles.get(id) !== false;
  const live = vlansOf(ports.filter(isActive));
  const found = new Map<string, string>();
  for (const { id, lines, isUp } of all) {
    const vlan = SVI.exec(id)?.[1];
    if (!isUp) continue;
    if (vlan === undefined) {
      const bundle = portAbove(id) ?? id;
      if (bundles.get(bundle) === false) found.set(id, `no port of ${bundle} that is not shut is in the file`);
    } else if (isAmong(Number(vlan), around.suspended)) found.set(id, `VLAN ${vlan} is switched off`);
    else if (around.listed !== undefined && !isAmong(Number(vlan), around.listed))
      found.set(id, `VLAN ${vlan} is not among those that the file lists`);
    else if (ports.length > 0 && !around.hasOtherPorts && live[Number(vlan)] !== 1 && !staysUp(lines))
      found.set(id, `no port in the file that is not shut carries VLAN ${vlan}`);
  }
  return found;
}

const SVI = /^Vlan(\d+)$/;
const AGGREGATE = /^(?:port-channel|prp-channel|hsr-ring|Redundant|Bundle-Ether)\d+$/i;

const HIGHEST_VLAN = 4094;

/** By number, 1 for each VLAN that some port carries: thousands of ports and SVIs compared with one another took a tenth of a read. */
function vlansOf(ports: readonly Standing[]): Uint8Array {
  const carried = new Uint8Array(HIGHEST_VLAN + 1);
  const seen = new Set<string>();
  for (const { vlans = [] } of ports) {
    for (const [from, to] of vlans) {
      const text = `${from} ${to}`;
      if (seen.has(text)) continue;
      seen.add(text);
      carried.fill(1, from, to + 1);
    }
  }
  return carried;
}

/** `no autostate`: the SVI does not ask for ports. */
function staysUp(lines: readonly CiscoLine[]): boolean {
  const said = lines.flatMap(({ children }) => children).findLast(({ text }) => /^(?:no )?autostate\b/.test(text));
  return said?.text.startsWith("no ") === true;
}

/** The VLANs that a port holds up by its mode, as far as that is written; what trunks and access ports have besides counts only while they are such. */
export function heldBy(
  { mode, accessVlan = 1, voiceVlan, allowed }: InterfaceDraft,
  unwritten: InterfaceDraft["mode"],
): Ranges {
  const own = mode ?? unwritten;
  const trunk: Ranges = allowed ?? [[1, 4094]];
  if (own === "trunk") return trunk;
  const access: Ranges = [accessVlan, voiceVlan ?? accessVlan].map((vlan) => [vlan, vlan]);
  return own === "access" ? access : own === "dynamic" ? [...access, ...trunk] : [[1, 4094]];
}
