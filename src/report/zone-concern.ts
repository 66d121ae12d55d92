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

/**
 * Which conduits a finding is about, by their places: the one that it names, those that join its zones, or those between whose
 * zones its device stands; all where it says nothing. Large maps have hundreds, and each finding is about one or two.
 */
export function conduitsConcerned(
  conduits: Joining["conduits"],
  pairs: readonly Joined[],
): (finding: Concerning) => readonly number[] {
  const every = conduits.map((_conduit, at) => at);
  const byId = placesBy(conduits.map(({ id }) => [id]));
  const byZone = placesBy(conduits.map(({ between }) => between));
  const joining = (from: string, to: string): readonly number[] => {
    const there = byZone.get(to);
    return [...(byZone.get(from) ?? [])].filter((at) => there?.has(at));
  };
  const devices = conduits.map(() => new Set<string>());
  for (const { from, to, devices: between } of pairs)
    for (const at of joining(from, to)) for (const device of between) devices[at]?.add(device);
  const byDevice = placesBy(devices.map((names) => [...names]));
  return ({ from, to, zone, conduit, device }) => {
    if (typeof conduit === "string") return [...(byId.get(conduit) ?? [])];
    if (typeof from === "string" && typeof to === "string") return joining(from, to);
    if (typeof zone === "string") return [];
    return typeof device !== "string" ? every : [...(byDevice.get(device) ?? [])];
  };
}

/** Where each name stands among lists of names, in order. */
function placesBy(lists: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<number>> {
  const places = new Map<string, Set<number>>();
  for (const [at, names] of lists.entries())
    for (const name of names) places.set(name, (places.get(name) ?? new Set()).add(at));
  return places;
}
