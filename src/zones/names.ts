/** The names a map declares: zones, hosts, devices. One name means one thing. */
import { didYouMean } from "../diagnostics/nearest.js";
import type { SourceRange } from "../source/range.js";
import type { Host, Zone } from "./map.js";
import type { MapReading, MapText } from "./reading.js";

/** What a name stands for. */
export type Named =
  | { readonly kind: "zone"; readonly zone: Zone }
  | { readonly kind: "host"; readonly host: Host }
  | { readonly kind: "device"; readonly device: string };

type NameKind = Named["kind"];

const WHERE: Readonly<Record<NameKind, string>> = { zone: "zones:", host: "hosts:", device: "devices:" };

/** Looks names up; a name that is not declared is reported with the one that was probably meant. */
export class Names {
  private readonly byName = new Map<string, { readonly named: Named; readonly at?: SourceRange }>();

  /** @param given ids of devices from the command line; they count as declared where the map does not use their name. */
  constructor(
    private readonly reading: MapReading,
    zones: readonly Zone[],
    hosts: readonly Host[],
    given: readonly string[],
  ) {
    for (const zone of zones) this.declare(zone.id, { kind: "zone", zone }, zone.at);
    for (const host of hosts) this.declare(host.name, { kind: "host", host }, host.at);
    for (const device of Object.keys(reading.entries.devices ?? {})) {
      this.declare(device, { kind: "device", device }, reading.keyAt(["devices", device]));
    }
    for (const device of given) {
      if (!this.byName.has(device)) this.byName.set(device, { named: { kind: "device", device } });
    }
  }

  /** What a text names, if it is of one of the kinds; reported and `undefined` where it is not. */
  find<K extends NameKind>({ text, at }: MapText, kinds: readonly K[]): Extract<Named, { kind: K }> | undefined {
    const found = this.byName.get(text)?.named;
    if (found !== undefined && isOfKind(found, kinds)) return found;
    const candidates = [...this.byName].filter(([, { named }]) => isOfKind(named, kinds)).map(([name]) => name);
    const help = didYouMean(text, candidates);
    const places = kinds.map((kind) => WHERE[kind]).join(" or ");
    this.reading.diagnostics.add("zones/unknown-name", at, {
      message: found === undefined ? `"${text}" is not declared` : `"${text}" is a ${found.kind}`,
      expected: `a name that stands under ${places}`,
      ...(help !== undefined && { help }),
    });
    return undefined;
  }

  private declare(name: string, named: Named, at: SourceRange): void {
    const earlier = this.byName.get(name);
    if (earlier === undefined) {
      this.byName.set(name, { named, at });
      return;
    }
    this.reading.diagnostics.add("zones/ambiguous-name", at, {
      message: `"${name}" is a ${earlier.named.kind} and a ${named.kind}`,
      expected: "one name for one thing",
      related: earlier.at === undefined ? [] : [{ at: earlier.at, message: `the ${earlier.named.kind}` }],
    });
  }
}

function isOfKind<K extends NameKind>(named: Named, kinds: readonly K[]): named is Extract<Named, { kind: K }> {
  return kinds.some((kind) => kind === named.kind);
}
