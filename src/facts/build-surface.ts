/** What a device offers and asks for on the network, with the zones concerned. */
import type { Device } from "../model/device.js";
import type { PlainTunnel, Posture, Surface, WirelessNetwork } from "../model/posture.js";
import { meets } from "../packets/intervals.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import { isPrivate } from "../resolve/zone-space.js";
import { Servers } from "./build-servers.js";
import type { ZoneFacts } from "./common.js";
import type { DeviceFacts, VlanFacts } from "./device.js";
import { locationFacts } from "./rule-places.js";
import type { LogTargetFacts, PlainTunnelFacts, PoolFacts, SurfaceFacts, WirelessFacts } from "./surface.js";
import { zoneFacts } from "./zones.js";

/** All of it; nothing where the exports of the vendor are not read for how devices are run. */
export function surfaceFacts(
  plant: Plant,
  device: Device,
  vlans: readonly VlanFacts[],
): Pick<DeviceFacts, "surface" | "log_targets" | "pools"> {
  const { posture } = device;
  const servers = new Servers(plant, device);
  if (posture === undefined) return { log_targets: [], pools: [] };
  const surface = toldSurface(posture);
  return {
    ...(surface === undefined ? {} : { surface: ofSurface(plant, device, surface, vlans, servers) }),
    log_targets: logTargets(posture, servers),
    pools: pools(posture, servers),
  };
}

/** What it offers and asks for; where a part of the configuration shows nothing of that, that is no answer. */
function toldSurface({ isWhole, surface }: Posture): Surface | undefined {
  if (isWhole || surface === undefined) return surface;
  const { services, plainTunnels, wireless, mirrors, helpers } = surface;
  return [services, plainTunnels, wireless, mirrors, helpers].some((found) => found.length > 0) ? surface : undefined;
}

function ofSurface(
  plant: Plant,
  device: Device,
  surface: Surface,
  vlans: readonly VlanFacts[],
  servers: Servers,
): SurfaceFacts {
  return {
    services: surface.services.map(({ name, enabled, at }) => ({
      name,
      ...(enabled === undefined ? {} : { enabled }),
      location: locationFacts(at),
    })),
    plain_tunnels: surface.plainTunnels.map((one) => plainTunnelFacts(device, one)),
    wireless: surface.wireless.map((one) => wirelessFacts(plant, device, vlans, one)),
    mirrors: surface.mirrors.map(({ name, at }) => ({ name, location: locationFacts(at) })),
    helpers: surface.helpers.map(({ kind, server, at }) => {
      const id = servers.zoneOf(server);
      const zone = id === undefined || plant.map === undefined ? undefined : zoneFacts(plant.map, id);
      return { kind, server, ...(zone === undefined ? {} : { zone }), location: locationFacts(at) };
    }),
    dhcp_snooping: surface.dhcpSnooping,
  };
}

function plainTunnelFacts(device: Device, { name, kind, isProtected, remote: far, at }: PlainTunnel): PlainTunnelFacts {
  const remote = far ?? device.interfaces.find(({ id }) => id === name)?.tunnel?.remote;
  return {
    name,
    kind,
    protected: isProtected,
    leaves_plant: remote === undefined ? undefined : !isPrivate(remote),
    location: locationFacts(at),
  };
}

function wirelessFacts(
  plant: Plant,
  device: Device,
  vlans: readonly VlanFacts[],
  { name, security, interface: id, vlan, at }: WirelessNetwork,
): WirelessFacts {
  const byVlan = vlans.find((one) => one.vlan === vlan)?.zones ?? [];
  const port = device.interfaces.find((one) => one.id === id);
  const { map } = plant;
  const byPort: ZoneFacts[] =
    port === undefined || map === undefined
      ? []
      : map.zones
          .filter((zone) => {
            const own = plant.zones.find((one) => one.zone === zone.id);
            return own !== undefined && ([4, 6] as const).some((f) => meets(own[f], connectedNetworks(port, f)));
          })
          .map((zone) => zoneFacts(map, zone.id));
  return { name, security, zones: byPort.length > 0 ? byPort : byVlan, location: locationFacts(at) };
}

const SYSLOG_PORT = 514;

/** Those with an address, where there is a map. */
function logTargets({ logging }: Posture, servers: Servers): LogTargetFacts[] {
  return (logging.servers ?? []).flatMap(({ server, port, transport, at }) => {
    const zone = servers.zoneOf(server);
    if (server === undefined || zone === undefined) return [];
    const declared = servers.isDeclared(server, transport === "tcp" ? 6 : 17, port ?? SYSLOG_PORT);
    return [{ server, zone, declared, location: locationFacts(at) }];
  });
}

function pools({ tunnels = [], portals = [] }: Posture, servers: Servers): PoolFacts[] {
  const ofTunnels = tunnels.flatMap(({ name, pool, at }) => (pool === undefined ? [] : [{ of: name, pool, at }]));
  const ofPortals = portals
    .filter(({ enabled }) => enabled)
    .flatMap(({ profiles }) => profiles)
    .flatMap((profile) => profile.pools.map((pool) => ({ of: profile.name, pool, at: profile.at })));
  return [...ofTunnels, ...ofPortals].map(({ of, pool, at }) => ({
    of,
    addresses: pool,
    zones: servers.zonesOf(pool),
    location: locationFacts(at),
  }));
}
