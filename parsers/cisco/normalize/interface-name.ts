/** The one spelling of interface names. */

const TYPES: readonly (readonly [string, string])[] = [
  ["gi", "GigabitEthernet"],
  ["fa", "FastEthernet"],
  ["tengig", "TenGigabitEthernet"],
  ["te", "TenGigabitEthernet"],
  ["twe", "TwentyFiveGigE"],
  ["fo", "FortyGigabitEthernet"],
  ["hu", "HundredGigE"],
  ["eth", "Ethernet"],
  ["et", "Ethernet"],
  ["po", "Port-channel"],
  ["vl", "Vlan"],
  ["lo", "Loopback"],
  ["tu", "Tunnel"],
  ["se", "Serial"],
  ["be", "Bundle-Ether"],
  ["mg", "MgmtEth"],
  ["tw", "TwoGigabitEthernet"],
  ["fi", "FiveGigabitEthernet"],
  ["di", "Dialer"],
  ["bv", "BVI"],
  ["ce", "Cellular"],
  ["virtual-t", "Virtual-Template"],
  ["mu", "Multilink"],
  ["pr", "PRP-channel"],
  ["hs", "HSR-ring"],
  ["nu", "Null"],
  ["g", "GigabitEthernet"],
  ["f", "FastEthernet"],
  ["e", "Ethernet"],
  ["s", "Serial"],
];

/** One letter that is none of those: a device knows several types that begin so. `L2LISP0` is a type of its own. */
const LETTER = /^[A-Za-z]\d+(?![A-Za-z\d])/;

/** Types as exports spell them. */
const SPELLED: ReadonlySet<string> = new Set(TYPES.map(([, name]) => name));

/** The one spelling of an interface name: `Gi0/1`, `gigabitethernet 0/1` and `GigabitEthernet0/1` are the same. */
export function interfaceName(text: string): string {
  const joined = withoutBlanks(text);
  let end = 0;
  while (end < joined.length && isOfType(joined.charCodeAt(end))) end++;
  const word = joined.slice(0, end);
  // Not put together again from its parts: such a text is copied when it is first looked up.
  return word === "" || SPELLED.has(word) ? joined : typeOf(word) + joined.slice(end);
}

/** Letters and `-`. */
function isOfType(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 45;
}

/** Names mostly have none. */
function withoutBlanks(text: string): string {
  return /\s/.test(text) ? text.replace(/\s+/g, "") : text;
}

function typeOf(word: string): string {
  const lower = word.toLowerCase();
  const full =
    TYPES.find(([, name]) => name.toLowerCase() === lower) ??
    TYPES.find(([short, name]) => lower.startsWith(short) && name.toLowerCase().startsWith(lower));
  return full?.[1] ?? word;
}

/** More than any device has. */
const MOST = 1024;

/**
 * The interfaces of `interface range Gi0/1 - 4, Vlan10 - 12`: a script writes it, no device shows it. Only the last number
 * counts on, and every part has its type.
 * @returns undefined where a part is no range: a macro, a part without a type, one that counts down.
 */
export function interfaceRange(text: string): string[] | undefined {
  const all: string[] = [];
  for (const part of text.split(",")) {
    const [, start = "", first = "", last = first] =
      /^([A-Za-z-]+[\d/.]*?)(\d+)(?:-(\d+))?$/.exec(part.replace(/\s+/g, "")) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === "" || to < from || all.length + to - from >= MOST) return undefined;
    for (let number = from; number <= to; number++) all.push(interfaceName(`${start}${number}`));
  }
  return all;
}

/** A type, and the numbers of a port, its subinterface and its channels: no platform has names of other words. */
const NAME = /^[A-Za-z][\w-]*(?:[ \t]+\d+)?(?:[/.:](?:R?S?P|CPU)?\d+)*$/;

/** The interfaces that `NAME` or `range …` stands for; `undefined` where a range, or a name or its type, is not understood. */
export function interfacesNamed(text: string): readonly string[] | undefined {
  if (RANGE.test(text)) return interfaceRange(text.replace(RANGE, ""));
  if (!NAME.test(text)) return undefined;
  const name = interfaceName(text);
  return LETTER.test(name) ? undefined : [name];
}

/** `range`, or its beginning. */
const RANGE = /^ra(?:n(?:ge?)?)?\s+/i;

/** The interfaces that `interface NAME` or `interface range …` opens; none where a range is not understood. */
export function interfacesOpenedBy(statement: string): readonly string[] {
  return interfacesNamed(statement.replace(/^interface\s+/i, "")) ?? [];
}

/** The port that a subinterface is a part of; undefined: it is none. */
export function portAbove(id: string): string | undefined {
  return id.includes(".") ? id.slice(0, id.lastIndexOf(".")) : undefined;
}
