/** What the rules of each mix have of their own, and what the map declares of them. */

export const PORTS = { tcp: [22, 80, 102, 443, 502, 3389, 4840, 44818], udp: [53, 123, 161, 514, 2222, 47808] };

export const MIXES = {
  random: () => ({ flows: [], rule: () => ({}) }),
  plant: plantMix,
  wide: wideMix,
  ports: portsMix,
};

export function single(port) {
  return { from: port, to: port };
}

/** Three conduits for each network with one to three services; of a hundred rules three are for something else and five deny. */
function plantMix({ random, pick, below, networks, side }) {
  const services = Object.entries(PORTS).flatMap(([protocol, list]) => list.map((port) => ({ protocol, port })));
  const flows = networks.flatMap((from) => {
    const others = networks.filter(({ zone }) => zone !== from.zone);
    return Array.from({ length: Math.min(3, others.length) }, () => {
      const [to] = others.splice(below(others.length), 1);
      const own = new Set(Array.from({ length: 1 + below(3) }, () => pick(services)));
      return [...own].map((service) => ({ from, to, ...service }));
    }).flat();
  });
  const byDevice = new Map();
  const of = ({ index }) => {
    const own = byDevice.get(index) ?? flows.filter(({ from }) => from.device === index);
    byDevice.set(index, own);
    return own;
  };
  const narrow = (network) => {
    const list = side(network);
    return list[0].length === 0 ? [{ base: network.base + 256 + below(60_000), length: 32 }] : list;
  };
  const rule = (device) => {
    const kind = random();
    if (kind < 0.03) return { action: "permit" };
    if (kind < 0.08) return { action: "deny" };
    const { from, to, protocol, port } = pick(of(device));
    const sides = { sources: narrow(from), destinations: narrow(to) };
    return { from, to, action: "permit", protocol, ports: [single(port)], ...sides };
  };
  return { flows, rule };
}

function wideMix({ random, pick, below, networks }) {
  const wide = (network) => {
    const length = 17 + below(6);
    return [{ base: network.base + below(2 ** (length - 16)) * 2 ** (32 - length), length }];
  };
  const rule = (device) => {
    const from = pick(device.networks);
    const to = pick(networks.filter(({ zone }) => zone !== from.zone));
    return { from, to, action: random() < 0.6 ? "permit" : "deny", sources: wide(from), destinations: wide(to) };
  };
  return { flows: [], rule };
}

/** Eight ports each; of ten rules four say of a side, or of the ports, what it is not. */
function portsMix({ random, below, pick, networks, side }) {
  const rule = (device) => {
    const starts = [...new Set(Array.from({ length: 8 }, () => 1 + below(65_000)))].sort((a, b) => a - b);
    const base = { protocol: pick(["tcp", "udp"]), ports: starts.map(single) };
    const choice = random();
    if (choice >= 0.4) return base;
    if (choice < 0.2) return { ...base, not: "ports" };
    const from = pick(device.networks);
    const to = pick(networks.filter(({ zone }) => zone !== from.zone));
    const sides = { sources: specific(side(from), from), destinations: specific(side(to), to) };
    return { ...base, from, to, ...sides, not: choice < 0.3 ? "sources" : "destinations" };
  };
  return { flows: [], rule };
}

/** One prefix that is not everything. */
function specific([first], { base }) {
  return [first.length === 0 ? { base, length: 17 } : first];
}
