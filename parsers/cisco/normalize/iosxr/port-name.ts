/** The one spelling of interface names on IOS-XR. */

const TYPES: readonly string[] = [
  "GigabitEthernet",
  "TenGigE",
  "TwentyFiveGigE",
  "FortyGigE",
  "FiftyGigE",
  "HundredGigE",
  "TwoHundredGigE",
  "FourHundredGigE",
  "Bundle-Ether",
  "MgmtEth",
  "Loopback",
  "BVI",
  "Null",
  "FastEthernet",
];

/** Short forms, and what other platforms call the same. */
const SHORT: Readonly<Record<string, string>> = {
  gi: "GigabitEthernet",
  gige: "GigabitEthernet",
  te: "TenGigE",
  tengigabitethernet: "TenGigE",
  twe: "TwentyFiveGigE",
  fo: "FortyGigE",
  hu: "HundredGigE",
  be: "Bundle-Ether",
  mg: "MgmtEth",
  lo: "Loopback",
  bv: "BVI",
  fa: "FastEthernet",
  ti: "tunnel-ip",
  tt: "tunnel-te",
};

const OTHERS =
  /^(?:tunnel-\w+|nve|Bundle-POS|POS|Serial|Multilink|PW-(?:Ether|IW)|Service(?:App|Infra)|ATM|CEM|PTP|GCC\d?|Optics|IMA|SRP|Async|BPE|SpnEth|CSI|TP|GMPLS|SBC|Virtual-\w+)(?=[\d/])/i;

/** Whether the platform has interfaces of such a name. */
export function isKnownPort(id: string): boolean {
  const word = /^[A-Za-z-]+/.exec(id)?.[0] ?? "";
  return TYPES.includes(word) || OTHERS.test(id);
}

/** As IOS-XR writes it: `TenGigE0/0/0/1.10`, `Bundle-Ether10`, `MgmtEth0/RP0/CPU0/0`. */
export function portName(text: string): string {
  const [, word = "", rest = ""] = /^([A-Za-z][A-Za-z-]*)\s*(.*)$/.exec(text.trim()) ?? [];
  const lower = word.toLowerCase();
  const known = TYPES.find((type) => type.toLowerCase() === lower) ?? SHORT[lower];
  return word === "" ? text : `${known ?? word}${rest.replace(/\s+/g, "")}`;
}

/** What a line says it opens: the interface, and words about it; `undefined` where it is no such line. */
export function openedInterface(text: string): { id: string; isPreconfigured: boolean; isLayer2: boolean } | undefined {
  const [, ahead, name, kind] =
    /^(?:no )?interface (preconfigure )?([A-Za-z][A-Za-z-]*\s?\d\S*)(?: (l2transport|point-to-point|multipoint))?$/.exec(
      text,
    ) ?? [];
  if (name === undefined) return undefined;
  return { id: portName(name), isPreconfigured: ahead !== undefined, isLayer2: kind === "l2transport" };
}
