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
  ["nu", "Null"],
];

/** The one spelling of an interface name: `Gi0/1`, `gigabitethernet 0/1` and `GigabitEthernet0/1` are the same. */
export function interfaceName(text: string): string {
  const joined = text.replace(/\s+/g, "");
  const parts = /^([A-Za-z-]+)(.*)$/.exec(joined);
  if (parts === null) return joined;
  const [, word = "", rest = ""] = parts;
  const lower = word.toLowerCase();
  const full =
    TYPES.find(([, name]) => name.toLowerCase() === lower) ??
    TYPES.find(([short, name]) => lower.startsWith(short) && name.toLowerCase().startsWith(lower));
  return `${full?.[1] ?? word}${rest}`;
}
