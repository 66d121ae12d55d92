/** Names that stand for numbers in Cisco rules. */
import { NAME_ROWS, type NameRow } from "./name-rows.js";
import { readDecimal } from "./words.js";

type Kind = "tcp-port" | "udp-port" | "protocol" | "icmp" | "icmp6";

type Tables = Readonly<Record<Kind, ReadonlyMap<string, string>>>;

/** Names that exports of IOS-XR show and its model does not have (reference/cisco.md 10.14: it spells some otherwise). */
const ALSO_XR: readonly NameRow[] = [
  ["tcp-port", "xr", "https", "443"],
  ["icmp6", "xr", "address-unreachable", "1,3"],
  ["icmp6", "xr", "nd-ns", "135,*"],
  ["icmp6", "xr", "nd-na", "136,*"],
];

const platforms = new Map<string, Tables>();

/** Names of one kind, those of a platform gathered when it is first asked for. */
function table(kind: Kind, platform: string): ReadonlyMap<string, string> {
  let known = platforms.get(platform);
  if (known === undefined) {
    const of = (one: Kind) => namesOf(one, platform);
    const ports = { "tcp-port": of("tcp-port"), "udp-port": of("udp-port") };
    known = { ...ports, protocol: of("protocol"), icmp: of("icmp"), icmp6: of("icmp6") };
    platforms.set(platform, known);
  }
  return known[kind];
}

function namesOf(kind: Kind, platform: string): ReadonlyMap<string, string> {
  const column = platform === "iosxr" ? "xr" : platform;
  const rows = [...NAME_ROWS, ...ALSO_XR].filter(
    ([rowKind, platforms]) => rowKind === kind && platforms.split(",").includes(column),
  );
  return new Map(rows.map(([, , name, value]) => [name, value]));
}

/** The names of one kind that stand for one number, or for a type of messages. */
export function wordsOfKind(kind: Kind, platform: string): readonly string[] {
  return [...table(kind, platform).keys()].filter((name) => !name.startsWith("<"));
}

/** A port by number (0 to 65535) or by the platform's name; TCP and UDP names differ. `undefined` when it is neither. */
export function readPort(text: string, protocol: number, platform: string): number | undefined {
  const number = readDecimal(text, 5);
  if (number !== undefined) return number <= 65535 ? number : undefined;
  const named = table(protocol === 17 ? "udp-port" : "tcp-port", platform).get(text.toLowerCase());
  return named === undefined ? undefined : Number(named);
}

/** An IP protocol by number (0 to 255) or name. `undefined` when it is neither. */
export function readProtocol(text: string, platform: string): number | undefined {
  const number = readDecimal(text, 3);
  if (number !== undefined) return number <= 255 ? number : undefined;
  const named = table("protocol", platform).get(text.toLowerCase());
  return named === undefined || !/^\d+$/.test(named) ? undefined : Number(named);
}

/** An ICMP type with its code, by name; a code that is left out stands for every one. */
export function readIcmpName(
  text: string,
  family: 4 | 6,
  platform: string,
): { type: number; code?: number } | undefined {
  const named = table(family === 4 ? "icmp" : "icmp6", platform).get(text.toLowerCase());
  if (named === undefined) return undefined;
  const comma = named.indexOf(",");
  const type = Number(comma < 0 ? named : named.slice(0, comma));
  const code = comma < 0 ? "*" : named.slice(comma + 1);
  return code === "*" ? { type } : { type, code: Number(code) };
}
