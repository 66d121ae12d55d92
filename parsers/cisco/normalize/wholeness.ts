/** Whether the file is one configuration and all of it: what was cut off, or pasted behind, would decide as well. */

import { once } from "../../../src/source/once.js";
import { rangeOnLine } from "../../../src/source/range.js";
import { type CiscoLine, type CiscoTree, lastUnder, wordsOf } from "../tree.js";
import { beginning } from "./beginning.js";
import type { CiscoContext } from "./context.js";
import { doubtPart } from "./shown-part.js";

/** What `show running-config` says first. It then ends with `end` (reference/cisco.md 1.2). */
const ANNOUNCED = /^(?:Current configuration\s*:\s*\d+ bytes|!! IOS XR Configuration )/m;
/** What texts have that fit it. */
const ANNOUNCEMENTS = ["Current configuration", "!! IOS XR Configuration "];

/**
 * What else none but the device writes, and an `end` with it: of all public exports that hold one of these, every one ends so.
 * Tools that collect exports strip the announcement and leave these.
 */
const WRITTEN = /^(?:! (?:Last configuration change at|NVRAM config last updated) |boot-start-marker\s*$)/m;
/** They stand near the top. */
const TOP = 100_000;
const WRITTEN_WORDS = ["! Last configuration change", "! NVRAM config last updated", "boot-start-marker"];

/**
 * What NX-OS says first of all that runs, and the block that it writes behind its name, which tools that collect exports leave; it
 * writes no end, and those who log in stand far behind.
 */
const NEXUS = /^(?:!Command: show (?:running|startup)-config\s*$|vdc \S+ id \d)/m;
const NEXUS_WORDS = ["!Command: show ", "vdc "];

/** A device writes its release once: behind a second one stands the same device at another time, or as it will start. */
const RELEASE = /^version \d/;

/** What stands in the head of every configuration. */
const HEAD = /^(?:version|hostname|switchname) \S/;

/** Reports and doubts a file that ends too early or holds a second device. */
export function checkWhole(text: string, { roots, literals }: CiscoTree, context: CiscoContext): void {
  doubtOpenBanner(literals, context);
  if (context.platform === "iosxr") doubtRefused(text, context);
  const isEnded = beginning(roots, "end").some((line) => line.text === "end");
  // What is shown from some line on has an end, and no head: most of what it says of the device is missing.
  const isAnnounced = holds(text, ANNOUNCEMENTS, ANNOUNCED);
  const isNexus = once(() => context.platform === "nxos" && holds(text, NEXUS_WORDS, NEXUS));
  const heads = beginning(roots, "version", "hostname", "switchname");
  const hasHead = heads.some(({ text: line }) => HEAD.test(line)) || isNexus();
  // What IOS shows of one interface is announced as well.
  const isBegun = hasHead || (isAnnounced && context.platform === "iosxr");
  context.isWhole = (isEnded && isBegun) || (isNexus() && hasLogins(roots));
  const isWritten = () => holds(text.slice(0, TOP), WRITTEN_WORDS, WRITTEN);
  if (doubtPart(text, context)) context.isWhole = false;
  else if (!isBegun && (isEnded || hasLogins(roots))) doubtHead(roots, context);
  else if (!isEnded && (isAnnounced || isWritten() || lacksTail(roots, context, isNexus))) doubtEnd(roots, context);
  else if (!context.isWhole) context.wholeness = "no-bounds";
  else if (isAnnounced && isShorter(text)) context.wholeness = "fewer-bytes";
  const [first, ...others] = beginning(roots, "hostname", "switchname").filter((line) =>
    /^(?:hostname|switchname)\s+\S/.test(line.text),
  );
  const [, again] = heads.filter(({ text: line }) => RELEASE.test(line));
  const second = again ?? others.find((line) => wordsOf(line)[1] !== (first && wordsOf(first)[1]));
  if (second === undefined) {
    doubtBehindEnd(roots, context);
    return;
  }
  context.report("cisco/second-configuration", context.at(second), {
    expected: "one configuration in a file",
    help: "put the second one into a file of its own",
  });
  context.doubt("two configurations stand in one file, and cannot be told apart", second, { scope: "device" });
}

/**
 * Whether a configuration of IOS or NX-OS has its head and not the lines for those who log in, which every device writes close to
 * its end: all public ones without an `end` that are no snippets for a test have them.
 */
function lacksTail(roots: readonly CiscoLine[], { platform }: CiscoContext, isNexus: () => boolean): boolean {
  const head = beginning(roots, "version", "hostname");
  const has = (pattern: RegExp) => head.some(({ text }) => pattern.test(text));
  const isBegun = platform === "ios" ? has(/^version \d/) && has(/^hostname \S/) : isNexus();
  return isBegun && !hasLogins(roots);
}

function hasLogins(roots: readonly CiscoLine[]): boolean {
  return beginning(roots, "line").some(({ text }) => /^line (?:con(?:sole)?|vty|aux|tty)\b/.test(text));
}

/** Reports and doubts a file without its last lines. */
export function doubtEnd(roots: readonly CiscoLine[], context: CiscoContext): void {
  const last = roots.at(-1);
  if (last === undefined) return;
  const place = lastOf(last);
  context.report("cisco/truncated", context.at(place), { help: "export the configuration again" });
  context.doubtPart("the export has no end: what followed is missing", place);
}

/**
 * Whether much less follows than the announcement says. Exports that nobody touched hold at least 98 of 100 bytes that they
 * announce; a third of the public ones holds less than 90, since people take out banners and keys: so this opens nothing.
 */
function isShorter(text: string): boolean {
  const said = BYTES.exec(text);
  return said !== null && text.length - said.index < Number(said[1]) * LEAST_SHARE;
}

const BYTES = /^Current configuration\s*:\s*(\d+) bytes/m;
const LEAST_SHARE = 0.95;

/**
 * Reports and doubts a file without its first lines: no public export that ends as those of devices do, or says how people log in,
 * lacks a name, a release and an announcement together.
 */
export function doubtHead([first]: readonly CiscoLine[], context: CiscoContext): void {
  if (first === undefined) return;
  context.report("cisco/truncated", context.at(first), {
    message: "the export has an end and no head",
    expected: "the release and the name of the device first",
    help: "export the configuration again",
  });
  context.doubtPart("the export has no head: what stood before is missing", first);
}

/** On a device all that stands behind a banner without an end would be its text. */
function doubtOpenBanner(literals: CiscoTree["literals"], context: CiscoContext): void {
  const open = literals.find(({ isOpen }) => isOpen === true);
  if (open === undefined) return;
  const at = rangeOnLine(context.file, open.first, 1, 0);
  context.report("cisco/truncated", at, {
    message: "the banner that begins here has no end",
    help: "write the character that ends it, or take the banner out",
  });
  context.doubtAt("a banner has no end: what stands behind it may be its text", at, { scope: "device" });
}

/** What `show configuration failed` writes under a statement that was refused, and behind a device's word that all were. */
const REFUSED = /^\s*!!(?:%| SEMANTIC ERRORS)/;

function doubtRefused(text: string, context: CiscoContext): void {
  if (!text.includes("!!%") && !text.includes("!! SEMANTIC ERRORS")) return;
  const at = text.split("\n").findIndex((line) => REFUSED.test(line));
  if (at < 0) return;
  const place = rangeOnLine(context.file, at + 1, 1, 0);
  context.doubtAt("the device refused statements of this file: which of them run is not certain", place, {
    scope: "device",
  });
}

/** Megabytes are looked through for some words several times as fast as for an expression. */
function holds(text: string, words: readonly string[], expression: RegExp): boolean {
  return words.some((one) => text.includes(one)) && expression.test(text);
}

/** What people type behind the last statement of a script: it saves what runs, or leaves. */
const LEAVING = /^(?:wr|write|write mem(?:ory)?|wr mem(?:ory)?|copy run\S* start\S*|exit|logout|quit|disable)$/i;

/** What a device prints behind its configuration is none of it: another one, of the same name perhaps. */
function doubtBehindEnd(roots: readonly CiscoLine[], context: CiscoContext): void {
  const end = beginning(roots, "end").find(({ text }) => text === "end");
  const behind = end && roots.slice(roots.indexOf(end) + 1).find(({ text }) => !LEAVING.test(text));
  if (behind === undefined) return;
  context.report("cisco/second-configuration", context.at(behind), {
    message: "the configuration has ended here, and more follows",
    expected: "one configuration in a file",
    help: "put what follows into a file of its own",
  });
  context.doubt("statements stand behind the end of the configuration", behind, { scope: "device" });
}

/** The last statement of a block. */
export function lastOf(line: CiscoLine): CiscoLine {
  const child = line.children.at(-1);
  return child === undefined || lastUnder(line).number === line.number ? line : lastOf(child);
}
