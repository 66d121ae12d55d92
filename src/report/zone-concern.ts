/** Which zones and conduits a finding is about: one rule for the gap analysis and for the filter of the page that its counts lead to. */

/** A finding, of facts or of the JSON report. */
interface Concerning {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly zone?: string | null;
  readonly conduit?: string | null;
  readonly device?: string | null;
}

interface Joining {
  readonly conduits: readonly { readonly id: string; readonly between: readonly string[] }[];
  readonly devices: readonly { readonly id: string; readonly zones: readonly string[] }[];
}

/** Whether a finding is about a zone: of its pair, of what of the map it is about, or of its device; about all where it says none. */
export function concernOf({ conduits, devices }: Joining): (finding: Concerning, zone: string) => boolean {
  const zonesOfDevice = new Map(devices.map(({ id, zones }) => [id, zones]));
  const joinedBy = new Map(conduits.map(({ id, between }) => [id, between]));
  return ({ from, to, zone: about, conduit, device }, zone) => {
    if (typeof from === "string") return from === zone || to === zone;
    if (typeof about === "string") return about === zone;
    const joined = typeof conduit === "string" ? joinedBy.get(conduit) : undefined;
    if (joined !== undefined) return joined.includes(zone);
    return typeof device !== "string" || (zonesOfDevice.get(device) ?? []).includes(zone);
  };
}

/** Ordered pairs of zones, with the devices between them. */
interface Joined {
  readonly from: string;
  readonly to: string;
  readonly devices: readonly string[];
}

/** Whether a finding is about a conduit: of it, of its zones, or of a device between them; about all where it says nothing. */
export function conduitConcernOf(
  conduits: Joining["conduits"],
  pairs: readonly Joined[],
): (finding: Concerning, conduit: Joining["conduits"][number]) => boolean {
  const devicesOf = new Map(
    conduits.map(({ id, between }) => {
      const within = pairs.filter(({ from, to }) => between.includes(from) && between.includes(to));
      return [id, new Set(within.flatMap(({ devices }) => devices))];
    }),
  );
  return ({ from, to, zone, conduit: of, device }, { id, between }) => {
    if (typeof of === "string") return of === id;
    if (typeof from === "string" && typeof to === "string") return between.includes(from) && between.includes(to);
    if (typeof zone === "string") return false;
    return typeof device !== "string" || devicesOf.get(id)?.has(device) === true;
  };
}
