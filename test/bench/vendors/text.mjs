/** What the configurations of all vendors have in common: addresses as text, lists that get names. */

export function dotted(address) {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

export function netmask(length) {
  return dotted(2 ** 32 - 2 ** (32 - length));
}

export function portText({ from, to }, between = "-") {
  return from === to ? `${from}` : `${from}${between}${to}`;
}

/** Whether a side of a rule is everything. */
export function isAny(list) {
  return list[0].length === 0;
}

/** Lists of more than one prefix, each once, with the name of its group. */
export function namedLists(lists) {
  const long = lists.filter((list) => list.length > 1);
  return new Map(long.map((list, index) => [list, `NETS-${index + 1}`]));
}

/** The prefixes of all addresses but those of one prefix. */
export function outside({ base, length }) {
  return Array.from({ length }, (_, index) => {
    const block = 2 ** (31 - index);
    const first = Math.floor(base / block) * block;
    return { base: Math.floor(base / block) % 2 === 0 ? first + block : first - block, length: index + 1 };
  });
}

/** The ranges of ports that are in none of the ranges, which are in order. */
export function portsOutside(ranges) {
  const ends = [0, ...ranges.flatMap(({ from, to }) => [from - 1, to + 1]), 65_535];
  const gaps = Array.from({ length: ends.length / 2 }, (_, index) => ({
    from: ends[index * 2],
    to: ends[index * 2 + 1],
  }));
  return gaps.filter(({ from, to }) => from <= to);
}

/** The two sides of a rule as lists of prefixes, what is negated written out: all that is outside of it. */
export function sidesOf({ sources, destinations, not }) {
  return [
    not === "sources" ? outside(sources[0]) : sources,
    not === "destinations" ? outside(destinations[0]) : destinations,
  ];
}
