/**
 * Generated rule sets with probes and their verdicts, from the definition of first match alone. The semantics are what all
 * vendors share: IPv4, first match, implicit deny, a packet judged by the interface it comes in by; on its way over two
 * devices by each of them.
 */
import { MIXES, PORTS, single } from "./mixes.mjs";
import { makeProbes } from "./probing.mjs";

/** A generator of numbers in [0, 1) from a seed (mulberry32: Tommy Ettinger, public domain). */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param options rules (over all devices), zones (2 to 50), devices (1 to 100), seed, probes, and the mix: `random` rules, of
 * which a map declares nothing; `plant`, as they are found, nearly all for what the map declares; `wide`, many that overlap;
 * `ports`, long lists of ports, and what is meant told by what is not.
 * @returns zones, networks, devices with their rules, declared flows, probes with their verdicts. Each network lies behind one
 * device; several devices are joined by a transit network, with a route to each network of the others, and what crosses it has
 * its rule on both devices.
 */
export function makeRuleSet({
  rules: count,
  zones: zoneCount,
  devices: deviceCount = 1,
  seed,
  probes,
  mix = "random",
}) {
  const random = seeded(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const below = (limit) => Math.floor(random() * limit);
  const networks = Array.from({ length: Math.max(zoneCount, deviceCount) }, (_, index) =>
    networkOf(index, zoneCount, deviceCount),
  );
  if (MIXES[mix] === undefined) throw new Error(`there is no mix ${mix}`);
  const draw = { random, pick, below };
  const parts = partsOf(draw);
  const ofMix = MIXES[mix]({ ...draw, networks, ...parts });
  const devices = Array.from({ length: deviceCount }, (_, index) => ({
    index,
    networks: networks.filter(({ device }) => device === index),
    transit: deviceCount > 1 ? { transit: true, base: TRANSIT, length: 24, gateway: TRANSIT + index + 1 } : undefined,
    rules: [],
  }));
  for (let written = 0, turn = 0; written < count; turn++) {
    const device = devices[turn % deviceCount];
    const rule = { ...anyRule(draw, networks, device, parts), ...ofMix.rule(device) };
    for (const at of new Set([device, devices[rule.to.device]])) {
      if (written++ < count)
        at.rules.push({ ...rule, id: at.rules.length + 1, ingress: at === device ? rule.from : at.transit });
    }
  }
  const zones = Array.from({ length: zoneCount }, (_, index) => {
    return { index, name: `zone-${index}`, networks: networks.filter(({ zone }) => zone === index) };
  });
  return { zones, networks, devices, flows: ofMix.flows, probes: makeProbes(draw, networks, devices, probes) };
}

const FIRST = (10 << 24) + (64 << 16);
const TRANSIT = 172 * 2 ** 24 + (16 << 16);

function networkOf(index, zoneCount, deviceCount) {
  const base = FIRST + index * 65_536;
  const name = index < zoneCount ? `zone-${index}` : `zone-${index % zoneCount} (${Math.floor(index / zoneCount) + 1})`;
  const place = { zone: index % zoneCount, device: index % deviceCount, leg: Math.floor(index / deviceCount) };
  return { index, name, ...place, base, length: 16, gateway: base + 1 };
}

/** A rule about packets from a network behind the device. */
function anyRule({ pick, random }, networks, device, { side, ports }) {
  const from = pick(device.networks);
  const to = pick(networks.filter(({ zone }) => zone !== from.zone));
  const protocol = pick(["tcp", "tcp", "tcp", "udp", "udp", "icmp", "ip"]);
  const action = random() < 0.75 ? "permit" : "deny";
  return { from, to, action, protocol, sources: side(from), destinations: side(to), ports: ports(protocol) };
}

/** Sides and ports of a rule that is nothing special. */
function partsOf({ random, pick, below }) {
  const side = (network) => {
    if (random() < 0.05) return [{ base: 0, length: 0 }];
    const one = () => {
      const length = pick([32, 32, 32, 30, 28, 26, 24, 24, 24, 22, 20]);
      return { base: network.base + below(2 ** (length - 16)) * 2 ** (32 - length), length };
    };
    return random() < 0.8 ? [one()] : Array.from({ length: 2 + below(5) }, one);
  };
  const ports = (protocol) => {
    if (!(protocol in PORTS)) return [];
    const choice = random();
    if (choice < 0.6) return [single(pick(PORTS[protocol]))];
    if (choice < 0.75) return [{ from: 1024 + below(4000), to: 6000 + below(9000) }];
    return choice < 0.9 ? [...new Set([pick(PORTS[protocol]), pick(PORTS[protocol])])].map(single) : [];
  };
  return { side, ports };
}
