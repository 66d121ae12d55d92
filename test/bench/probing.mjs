/** Packets that meet the rules of a generated set at their edges, and what first match says of them. */

/** @returns packets with the rules that decide them: on the device they come from and, where it is another, on the one behind. */
export function makeProbes(draw, networks, devices, count) {
  const { pick, below } = draw;
  const byIngress = new Map(devices.map((device) => [device.index, groupedBy(device.rules, ({ ingress }) => ingress)]));
  const at = (address) => networks[Math.floor((address - networks[0].base) / 65_536)];
  const probe = () => {
    const rule = pick(pick(devices).rules);
    const protocol = rule.protocol === "ip" ? pick(["tcp", "udp", "icmp"]) : rule.protocol;
    const src = edge(pick(rule.sources), rule.from, { below, at });
    const dst = edge(pick(rule.destinations), rule.to, { below, at });
    const port = protocol === "icmp" ? undefined : portNear(pick(rule.ports) ?? { from: 1, to: 65_535 }, below);
    const [source, target] = [at(src), at(dst)];
    if (source === undefined || target === undefined || source.zone === target.zone) return probe();
    const packet = { from: source, protocol, src, dst, port };
    return { ...packet, ...verdictOf(packet, doorsOf(source, target, devices), byIngress) };
  };
  return Array.from({ length: count }, probe);
}

/** Devices on the way and where a packet comes in. */
function doorsOf(source, target, devices) {
  const first = { device: source.device, ingress: source };
  if (source.device === target.device) return [first];
  return [first, { device: target.device, ingress: devices[target.device].transit }];
}

/** On each device the first rule that matches decides; none: deny. The first device that denies is the one that is told. */
function verdictOf(packet, doors, byIngress) {
  const found = doors.map(({ device, ingress }) => {
    const rule = byIngress
      .get(device)
      .get(ingress)
      ?.find((one) => matches(one, packet));
    return { rule: rule?.id ?? null, action: rule?.action ?? "deny" };
  });
  return found.find(({ action }) => action === "deny") ?? found[0];
}

function matches(rule, { protocol, src, dst, port }) {
  const isIn = (key, holds) => (rule.not === key ? !holds : holds);
  return (
    (rule.protocol === "ip" || rule.protocol === protocol) &&
    isIn(
      "sources",
      rule.sources.some((prefix) => holds(prefix, src)),
    ) &&
    isIn(
      "destinations",
      rule.destinations.some((prefix) => holds(prefix, dst)),
    ) &&
    (rule.ports.length === 0 ||
      isIn(
        "ports",
        rule.ports.some((range) => range.from <= port && port <= range.to),
      ))
  );
}

function holds({ base, length }, address) {
  return base <= address && address < base + 2 ** (32 - length);
}

/** An address in a prefix or next to it, as long as it stays in a network and is nobody's gateway. */
function edge({ base, length }, network, { below, at }) {
  const of = length === 0 ? network : { base, length };
  const last = of.base + 2 ** (32 - of.length) - 1;
  const candidates = [of.base, last, of.base - 1, last + 1, of.base + below(last - of.base + 1)];
  const fits = candidates.filter((address) => at(address) === at(of.base) && address > at(of.base).gateway);
  return fits[below(fits.length)] ?? network.base + 10;
}

function portNear({ from, to }, below) {
  const candidates = [from, to, from - 1, to + 1, from + below(to - from + 1)].filter(
    (port) => port > 0 && port < 65_536,
  );
  return candidates[below(candidates.length)];
}

/** The members of a list by what a function says of them, in order. */
export function groupedBy(list, keyOf) {
  const groups = new Map();
  for (const one of list) {
    const own = groups.get(keyOf(one)) ?? [];
    if (own.length === 0) groups.set(keyOf(one), own);
    own.push(one);
  }
  return groups;
}
