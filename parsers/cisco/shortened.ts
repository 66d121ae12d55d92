/**
 * Statements of IOS with keywords that somebody typed short, made whole (reference/cisco.md 1.1): a device takes the beginning
 * of a keyword that no other one of its place shares. Names, addresses and free texts stand at places where no keyword does,
 * and stay as they are.
 */
import { kindOfNumber } from "./list-numbers.js";
import { type EntryKind, wholeEntry } from "./shortened-entry.js";
import { grammarOf, type Section } from "./shortened-grammar.js";
import { Typed } from "./typed.js";

export interface Whole {
  readonly text: string;
  /** Whether a word may stand for several keywords: it stays, and so does what follows. */
  readonly isAmbiguous: boolean;
}

/** How far into a text is looked for what only a device writes. */
const HEADER = 10_000;

/** What the export of a device begins with: it has every keyword whole. */
const EXPORTED =
  /^(?:version \d+\.\d|Building configuration|Current configuration|!RANCID-|! Last configuration change|! NVRAM config)/m;

/** Commands that open and close a session around what is typed; as ones of a configuration they mean nothing. */
const SESSION: readonly (readonly [RegExp, string])[] = [
  [/^conf(?:i(?:g(?:u(?:re?)?)?)?)? t(?:erminal|e|er|erm|ermi|ermin|ermina)?$/i, "configure terminal"],
  [/^en(?:a|ab|abl|able)?$/i, "enable"],
  [/^wri?t?e?(?: m(?:emory|em|e|emo|emor)?)?$/i, "write memory"],
  [/^copy run\S* start\S*$/i, "copy running-config startup-config"],
];

/** The modes, by the statements that open them. */
const MODES: readonly (readonly [RegExp, Section | EntryKind])[] = [
  [/^interface /, "interface"],
  [/^ip access-list extended /, "extended"],
  [/^ip access-list standard /, "standard"],
  [/^ipv6 access-list /, "ipv6"],
  [/^line /, "line"],
  [/^vlan \d/, "vlan"],
  [/^object-group network /, "objects"],
  [/^class-map type inspect /, "class-map"],
  [/^policy-map type inspect /, "policy-map"],
  [/^class (?:type inspect |class-default$)/, "class"],
  [/^zone-pair /, "zone-pair"],
  [/^vlan access-map /, "access-map"],
  [/^(?:vrf definition|ip vrf) /, "vrf"],
  [/^address-family ipv[46](?: (?:unicast|multicast))?$/, "vrf"],
  [/^control-plane\b/, "control-plane"],
  [/^route-map /, "route-map"],
  [/^object-group service /, "services"],
];

const NUMBERED: ReadonlySet<string> = new Set(["access-list"]);

/** Whether keywords may be short in a text: in the export of a device they are not. */
export function mayBeTyped(text: string, platform: string): boolean {
  return platform === "ios" && !EXPORTED.test(text.slice(0, HEADER));
}

/** How banners begin: what their text ends with has to be told before they are read. */
export function wholeBanner(body: string): string {
  return body.replace(/^ba(?:n(?:n(?:e)?)?)? /i, "banner ");
}

/** @param opener the statement, with its keywords whole, in whose mode it stands; left out: in none. */
export function wholeStatement(text: string, opener?: string): Whole {
  const mode = opener === undefined ? "top" : MODES.find(([pattern]) => pattern.test(opener))?.[1];
  if (mode === undefined) return { text, isAmbiguous: false };
  const typed = new Typed(text);
  if (/^(?:no|default)$/i.test(typed.word)) typed.skip();
  if (mode === "extended" || mode === "standard" || mode === "ipv6") wholeEntry(typed, mode);
  else if (mode === "top") return wholeTop(text, typed);
  else typed.follow(grammarOf(mode));
  return { text: typed.whole(), isAmbiguous: typed.isAmbiguous };
}

function wholeTop(text: string, typed: Typed): Whole {
  const session = SESSION.find(([pattern]) => pattern.test(text))?.[1];
  if (session !== undefined) return { text: session, isAmbiguous: false };
  const number = /^(?:no )?acc\S* (\d+)\b/i.exec(text)?.[1];
  // A number follows no other keyword that begins so.
  if (number === undefined || typed.take(NUMBERED) === undefined) typed.follow(grammarOf("top"));
  else {
    typed.skip();
    const kind = kindOfNumber(Number(number));
    if (kind !== undefined) wholeEntry(typed, kind);
  }
  return { text: typed.whole(), isAmbiguous: typed.isAmbiguous };
}
