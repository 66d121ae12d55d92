/**
 * Generated rule sets with probes and their verdicts, from the definition of first match alone. The semantics are what all
 * vendors share: IPv4, first match, implicit deny, a packet judged by the zone it comes in from.
 */

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

const PORTS = { tcp: [22, 80, 102, 443, 502, 3389, 4840, 44818], udp: [53, 123, 161, 514, 2222, 47808] };

/**
 * @param options rules, zones (2 to 50), seed, probes, and the mix: `random` rules, of which a map declares nothing; `plant`,
 * as they are found, nearly all for what the map declares; `wide`, many that overlap; `ports`, long lists of ports.
 * @returns zones, declared flows, rules and probes with their verdicts.
 */
export function makeRuleSet({ rules: count, zones: zoneCount, seed, probes, mix = "random" }) {
  const random = seeded(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const below = (limit) => Math.floor(random() * limit);
  const zones = Array.from({ length: zoneCount }, (_, index) => zoneOf(index));

  const side = (zone) => {
    if (random() < 0.05) return [{ base: 0, length: 0 }];
    const one = () => {
      const length = pick([32, 32, 32, 30, 28, 26, 24, 24, 24, 22, 20]);
      return { base: zone.base + below(2 ** (length - 16)) * 2 ** (32 - length), length };
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
  const ofMix = MIXES[mix]?.({ random, pick, below, zones, side, ports });
  if (MIXES[mix] === undefined) throw new Error(`there is no mix ${mix}`);
  const anyRule = (index) => {
    const from = pick(zones);
    const to = pick(zones.filter((zone) => zone !== from));
    const protocol = pick(["tcp", "tcp", "tcp", "udp", "udp", "icmp", "ip"]);
    return {
      id: index + 1,
      from,
      action: random() < 0.75 ? "permit" : "deny",
      protocol,
      sources: side(from),
      destinations: side(to),
      ports: ports(protocol),
    };
  };
  const rules = Array.from({ length: count }, (_, index) => ({ ...anyRule(index), ...ofMix.rule(index) }));
  const probe = () => {
    const rule = pick(rules);
    const to = pick(zones.filter((zone) => zone !== rule.from));
    const protocol = rule.protocol === "ip" ? pick(["tcp", "udp", "icmp"]) : rule.protocol;
    const src = edge(pick(rule.sources), rule.from, below);
    const dst = edge(pick(rule.destinations), to, below);
    const port = protocol === "icmp" ? undefined : portNear(pick(rule.ports) ?? { from: 1, to: 65_535 }, below);
    if (zones[zoneAt(dst)] === undefined || zoneAt(src) === zoneAt(dst)) return probe();
    const packet = { from: zones[zoneAt(src)], protocol, src, dst, port };
    return { ...packet, ...verdictOf(rules, packet) };
  };
  return { zones, flows: ofMix.flows, rules, probes: Array.from({ length: probes }, probe) };
}

/** What the rules of a mix have of their own, and what the map declares. */
const MIXES = {
  random: () => ({ flows: [], rule: () => ({}) }),
  plant: plantMix,
  wide: ({ random, below, zones }) => ({
    flows: [],
    rule: () => {
      const wide = (zone) => {
        const length = 17 + below(6);
        return [{ base: zone.base + below(2 ** (length - 16)) * 2 ** (32 - length), length }];
      };
      const from = zones[below(zones.length)];
      const to = zones[(from.index + 1 + below(zones.length - 1)) % zones.length];
      return { from, action: random() < 0.6 ? "permit" : "deny", sources: wide(from), destinations: wide(to) };
    },
  }),
  ports: ({ below, pick }) => ({
    flows: [],
    rule: () => {
      const starts = [...new Set(Array.from({ length: 8 }, () => 1 + below(65_000)))].sort((a, b) => a - b);
      return { protocol: pick(["tcp", "udp"]), ports: starts.map(single) };
    },
  }),
};

/** Three conduits for each zone with one to three services; of a hundred rules three are for something else and five deny. */
function plantMix({ random, pick, below, zones, side }) {
  const services = Object.entries(PORTS).flatMap(([protocol, list]) => list.map((port) => ({ protocol, port })));
  const pairs = new Map();
  while (pairs.size < Math.min(zones.length * 3, zones.length * (zones.length - 1))) {
    const from = pick(zones);
    const to = pick(zones.filter((zone) => zone !== from));
    pairs.set(`${from.index} ${to.index}`, { from, to });
  }
  const flows = [...pairs.values()].flatMap(({ from, to }) => {
    const own = new Set(Array.from({ length: 1 + below(3) }, () => pick(services)));
    return [...own].map((service) => ({ from, to, ...service }));
  });
  const narrow = (zone) => {
    const list = side(zone);
    return list[0].length === 0 ? [{ base: zone.base + 256 + below(60_000), length: 32 }] : list;
  };
  const rule = () => {
    const kind = random();
    if (kind < 0.03) return { action: "permit" };
    if (kind < 0.08) return { action: "deny" };
    const { from, to, protocol, port } = pick(flows);
    return {
      ...{ from, action: "permit", protocol, ports: [single(port)] },
      ...{ sources: narrow(from), destinations: narrow(to) },
    };
  };
  return { flows, rule };
}

const FIRST = (10 << 24) + (64 << 16);

function zoneOf(index) {
  const base = FIRST + index * 65_536;
  return { index, name: `zone-${index}`, base, length: 16, gateway: base + 1 };
}

function zoneAt(address) {
  return Math.floor((address - FIRST) / 65_536);
}

function single(port) {
  return { from: port, to: port };
}

/** An address in a prefix or next to it, as long as it stays in a zone and is nobody's gateway. */
function edge({ base, length }, zone, below) {
  const network = length === 0 ? zone : { base, length };
  const last = network.base + 2 ** (32 - network.length) - 1;
  const candidates = [network.base, last, network.base - 1, last + 1, network.base + below(last - network.base + 1)];
  const fits = candidates.filter(
    (address) => zoneAt(address) === zoneAt(network.base) && address > zoneOf(zoneAt(address)).gateway,
  );
  return fits[below(fits.length)] ?? zone.base + 10;
}

function portNear({ from, to }, below) {
  const candidates = [from, to, from - 1, to + 1, from + below(to - from + 1)].filter(
    (port) => port > 0 && port < 65_536,
  );
  return candidates[below(candidates.length)];
}

/** The first rule that matches decides; none: deny. */
function verdictOf(rules, { from, protocol, src, dst, port }) {
  const found = rules.find(
    (rule) =>
      rule.from === from &&
      (rule.protocol === "ip" || rule.protocol === protocol) &&
      rule.sources.some((prefix) => holds(prefix, src)) &&
      rule.destinations.some((prefix) => holds(prefix, dst)) &&
      (rule.ports.length === 0 || rule.ports.some((range) => range.from <= port && port <= range.to)),
  );
  return { rule: found?.id ?? null, action: found?.action ?? "deny" };
}

function holds({ base, length }, address) {
  return base <= address && address < base + 2 ** (32 - length);
}
