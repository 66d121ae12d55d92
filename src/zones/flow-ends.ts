/** The ends of flows: who may start one, and where to. */
import { looksLikeAddress } from "./addresses.js";
import type { ConduitReading } from "./conduit-reading.js";
import type { AddressRange, FlowEnd, Zone } from "./map.js";
import { UNMAPPED } from "./networks.js";
import { readRange } from "./ranges.js";
import type { MapText } from "./reading.js";

/** Reads the ends of the flows of one conduit: each lies in one of its zones. */
export class FlowEnds {
  /** The zone of an address that lies in no network: the one zone of the conduit that is known by interfaces alone. */
  private readonly byInterface: string | undefined;

  constructor(
    private readonly conduit: { readonly id: string; readonly zones: readonly Zone[]; readonly areAll: boolean },
    private readonly tools: Pick<ConduitReading, "reading" | "names" | "index">,
  ) {
    const candidates = conduit.zones.filter(
      ({ networks, interfaces }) => networks.length === 0 && interfaces.length > 0,
    );
    this.byInterface = candidates.length === 1 ? candidates[0]?.id : undefined;
  }

  /** An end that is wrong is reported and left out. */
  read(texts: readonly MapText[]): FlowEnd[] {
    return texts.flatMap((text) => this.one(text));
  }

  private one(end: MapText): FlowEnd[] {
    if (looksLikeAddress(end.text)) {
      const read = readRange(end, this.tools.reading.diagnostics);
      return read === undefined ? [] : this.addresses(end, [read.range]);
    }
    const named = this.tools.names.find(end, ["host", "zone", "device"]);
    switch (named?.kind) {
      case undefined:
        return [];
      case "host":
        return this.addresses(end, named.host.ranges);
      case "zone":
        return this.zone(end, named.zone.id);
      case "device":
        return [{ kind: "device", text: end.text, device: named.device, at: end.at }];
    }
  }

  private zone({ text, at }: MapText, zone: string): FlowEnd[] {
    if (this.conduit.zones.some(({ id }) => id === zone)) return [{ kind: "zone", text, zone, at }];
    this.reportOutside({ text, at }, `the zone "${zone}" is not part of the conduit ${this.conduit.id}`);
    return [];
  }

  /** One end for each zone that the addresses lie in. */
  private addresses(end: MapText, ranges: readonly AddressRange[]): FlowEnd[] {
    const byZone = new Map<string, AddressRange[]>();
    for (const range of ranges) {
      const zone = this.zoneOf(end, range);
      if (zone === undefined) return [];
      byZone.set(zone, [...(byZone.get(zone) ?? []), range]);
    }
    return [...byZone].map(([zone, inside]) => ({
      kind: "addresses",
      text: end.text,
      zone,
      ranges: inside,
      at: end.at,
    }));
  }

  private zoneOf(end: MapText, range: AddressRange): string | undefined {
    const found = this.tools.index.zonesOf(range);
    const zone = found[0] === UNMAPPED && found.length === 1 ? this.byInterface : found[0];
    if (found.length === 1 && this.conduit.zones.some(({ id }) => id === zone)) return zone;
    const where = found.map((id) => (id === UNMAPPED ? "no zone" : `the zone ${id}`)).join(" and in ");
    this.reportOutside(end, `"${end.text}" lies in ${where}`);
    return undefined;
  }

  private reportOutside({ at }: MapText, message: string): void {
    const { id, zones, areAll } = this.conduit;
    // It may lie in the one whose name or network is mistyped: that error says what to do.
    if (!areAll) return;
    const expected = `an end in one zone of ${id}: ${zones.map((zone) => zone.id).join(", ")}`;
    this.tools.reading.diagnostics.add("zones/end-outside-conduit", at, { message, expected });
  }
}
