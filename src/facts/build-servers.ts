/** Where servers that a device names lie, and whether the map lets it reach them. */
import type { Device } from "../model/device.js";
import type { ServiceExpression } from "../model/expression.js";
import { readIPv4, readIPv6, readPrefix } from "../packets/address.js";
import { contains, meets } from "../packets/intervals.js";
import type { Plant } from "../resolve/plant.js";
import type { FlowEnd } from "../zones/map.js";
import type { ZoneFacts } from "./common.js";
import { zoneFacts } from "./zones.js";

export class Servers {
  constructor(
    private readonly plant: Plant,
    private readonly device: Device,
  ) {}

  /** Id of the zone of an address; `undefined` without a map, and for a name. */
  zoneOf(server: string | undefined): string | undefined {
    const address = readIPv4(server ?? "") ?? readIPv6(server ?? "");
    if (address === undefined) return undefined;
    const family = typeof address === "bigint" ? 6 : 4;
    return this.plant.zones.find((zone) => contains(zone[family], address))?.zone;
  }

  /** Zones that pools of addresses (`10.9.0.10-10.9.0.99`, `10.9.0.0/24`, several with commas) have a part in; none without a map. */
  zonesOf(pool: string): ZoneFacts[] {
    const { map, zones } = this.plant;
    if (map === undefined) return [];
    const ranges = pool.split(",").flatMap((part) => readPool(part.trim()) ?? []);
    return zones
      .filter((zone) => ranges.some(({ family, from, to }) => meets<number | bigint>(zone[family], [from, to])))
      .map(({ zone }) => zoneFacts(map, zone));
  }

  /** Whether a flow of the map leads from the device, or its zones, to a port of an address; it need not in one zone. */
  isDeclared(server: string, protocol: 6 | 17, port: number): boolean {
    const zone = this.zoneOf(server);
    const flows = this.plant.map?.conduits.flatMap((conduit) => conduit.flows) ?? [];
    const isOwn = this.plant.attachments.some((one) => one.device === this.device && one.zone === zone);
    return (
      isOwn ||
      flows.some(
        ({ from, to, service }) =>
          from.some((end) => this.isFromHere(end)) &&
          to.some((end) => holds(end, zone, readIPv4(server) ?? readIPv6(server))) &&
          allows(service, protocol, port),
      )
    );
  }

  private isFromHere(end: FlowEnd): boolean {
    if (end.kind === "device") return end.device === this.device.id;
    return this.device.interfaces.some(({ addresses }) =>
      addresses.some(({ address }) => holds(end, this.zoneOfAddress(address), address)),
    );
  }

  private zoneOfAddress(address: number | bigint): string | undefined {
    return this.plant.zones.find((zone) => contains(zone[typeof address === "bigint" ? 6 : 4], address))?.zone;
  }
}

/** A prefix, or two addresses with a dash between; `undefined` for anything else. */
function readPool(text: string): { family: 4 | 6; from: number | bigint; to: number | bigint } | undefined {
  const prefix = readPrefix(text);
  if (prefix !== undefined) return prefix;
  const [first = "", last = ""] = text.split("-");
  const [from, to] = [first, last].map((end) => readIPv4(end.trim()) ?? readIPv6(end.trim()));
  if (from === undefined || to === undefined || typeof from !== typeof to || from > to) return undefined;
  return { family: typeof from === "bigint" ? 6 : 4, from, to };
}

function holds(end: FlowEnd, zone: string | undefined, address: number | bigint | undefined): boolean {
  if (end.kind === "zone") return end.zone === zone;
  if (end.kind === "device" || address === undefined) return false;
  return end.ranges.some(({ from, to }) => typeof from === typeof address && from <= address && address <= to);
}

function allows(service: ServiceExpression, protocol: number, port: number): boolean {
  if (service.kind === "any") return true;
  if (service.kind === "protocol") return service.protocol === protocol;
  if (service.kind === "union") return service.of.some((part) => allows(part, protocol, port));
  if (service.kind !== "ports" || service.protocol !== protocol) return false;
  return service.destination?.some(({ from, to }) => from <= port && port <= to) ?? true;
}
