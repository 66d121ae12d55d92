/** What entries of access lists have on IOS-XR alone (reference/cisco.md 2.2). */
import type { PortRange } from "../../../../src/model/expression.js";
import { ownValue } from "../../../../src/source/own-value.js";
import { type EntryContext, type EntryDialect, narrowBy, type Reading } from "../entry-options.js";

/** Options that change no verdict, and how many words they have. */
const HARMLESS: Readonly<Record<string, number>> = {
  counter: 2,
  capture: 1,
  "icmp-off": 1,
  "icmp-on": 1,
  log: 1,
  "log-input": 1,
  // What stands behind has been told to be open by the words before it.
  bitmask: 2,
};

/** Conditions on header fields that sets do not hold, and limits on how much passes. */
const NARROWING: Readonly<Record<string, number>> = {
  udf: 4,
  "fragment-type": 2,
  "fragment-offset": 3,
  "hop-by-hop": 1,
  destopts: 1,
  authen: 1,
  "traffic-class": 2,
};

/** `set ttl 64`, `set qos-group 3`, `set traffic-class 1`: what is marked on packets that match. */
const MARKS = /^(?:ttl|qos-group|traffic-class|forward-class|dscp|precedence)$/;

function readXrOption(entry: EntryContext, reading: Reading): boolean {
  const { words } = reading;
  const [word = "", second = ""] = words;
  if (word === "log" || word === "log-input") reading.log = true;
  const harmless = ownValue(HARMLESS, word);
  if (harmless !== undefined) return takeWords(words, harmless);
  const narrowing = ownValue(NARROWING, word);
  if (narrowing !== undefined) {
    narrowBy(`"${word}" limits the entry to a part of these packets that is not computed`, entry, reading);
    return takeWords(words, narrowing);
  }
  if (word === "set" && MARKS.test(second)) return takeWords(words, 3);
  if (word === "police") return readPolice(entry, reading);
  return /^nexthop[123]?$/.test(word) || (word === "default" && /^nexthop/.test(second))
    ? readHop(entry, reading)
    : false;
}

function takeWords(words: string[], count: number): boolean {
  if (words.length < count) return false;
  words.splice(0, count);
  return true;
}

/** A rate: of the packets that match, those above it are dropped. */
function readPolice(entry: EntryContext, reading: Reading): boolean {
  const { words } = reading;
  if (!/^\d+$/.test(words[1] ?? "")) return false;
  words.splice(0, /^[kmgp]?(?:bps|ps)$/.test(words[2] ?? "") ? 3 : 2);
  narrowBy("packets above a rate are dropped", entry, reading);
  return true;
}

/**
 * `nexthop1 [track T] [vrf V] [ipv4|ipv6 A]`: what the entry permits goes there instead of where routes lead; the list says
 * so (`redirects`). A device refuses it in an entry that denies: that one may not be there.
 */
function readHop(entry: EntryContext, reading: Reading): boolean {
  const { words } = reading;
  const rest = words.slice(words[0] === "default" ? 2 : 1);
  const start = rest.length;
  if (rest[0] === "track" && rest[1] !== undefined) rest.splice(0, 2);
  if (rest[0] === "vrf" && rest[1] !== undefined) rest.splice(0, 2);
  if ((rest[0] === "ipv4" || rest[0] === "ipv6") && rest[1] !== undefined) rest.splice(0, 2);
  if (rest.length === start) return false;
  words.splice(0, words.length, ...rest);
  if (/^(?:\d+ )?deny /.test(entry.line.text))
    narrowBy("a device refuses an entry that denies and names a next hop", entry, reading);
  return true;
}

/** Whether what an entry permits is sent past the routes. */
export function redirects(text: string): boolean {
  return / nexthop[123]? /.test(text);
}

/** @param portsOf what a port group holds, as far as that is known. */
export function xrDialect(portsOf: (name: string) => readonly PortRange[] | undefined): EntryDialect {
  return {
    addressGroups: ["net-group"],
    portGroup: "port-group",
    hasServiceGroups: false,
    portsOf,
    isAnyFlag: true,
    hasOpenFlagLists: true,
    hasLogTags: false,
    hasBareHosts: true,
    hasFamilyWords: true,
    readOption: readXrOption,
  };
}
