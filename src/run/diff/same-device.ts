/** Whether a device is the same on both sides, whatever of it cannot be known: then it does the same, doubts included. */
import type { Device } from "../../model/device.js";
import { type SourceFile, splitLines } from "../../source/source-file.js";
import { isSameText } from "./line-changes.js";
import { meaningOfDevice } from "./other-parts.js";

/** A device with its text. */
export interface WrittenDevice {
  readonly device: Device;
  readonly source: SourceFile | undefined;
}

/** Its text is the same, or is but for blanks that meant nothing, or for names of tables and objects, each replaced everywhere. */
export function isSameDevice(before: WrittenDevice, after: WrittenDevice): boolean {
  if (before.source === undefined || after.source === undefined) return false;
  if (isSameText(before.source, after.source)) return true;
  return isReformatted(before, after) || isRenamed(before, after);
}

/** The same words in the same order, which were understood alike. */
function isReformatted(before: WrittenDevice, after: WrittenDevice): boolean {
  const words = ({ source }: WrittenDevice) => (source?.text ?? "").trim().replace(/\s+/g, " ");
  return words(before) === words(after) && meaningOfDevice(before.device) === meaningOfDevice(after.device);
}

/** Names as one word: what a word of the text is, or the signs between words. */
const WORDS = /[\w.:/-]+|[^\w.:/-]/g;

function isRenamed(before: WrittenDevice, after: WrittenDevice): boolean {
  const [was, is] = [wordsOf(before), wordsOf(after)];
  if (was.length !== is.length) return false;
  const [forth, back] = [new Map<string, string>(), new Map<string, string>()];
  for (const [index, one] of was.entries()) {
    const other = is[index] ?? "";
    if ((forth.get(one) ?? other) !== other || (back.get(other) ?? one) !== one) return false;
    forth.set(one, other);
    back.set(other, one);
  }
  const [old, fresh] = [namesOf(before.device), namesOf(after.device)];
  const renamed = [...forth].filter(([one, other]) => one !== other);
  if (!renamed.every(([one, other]) => old.has(one) && fresh.has(other))) return false;
  // A list may be called as a port or a protocol is: of what was understood names alone may differ, of other lines nothing.
  const told = meaningOfDevice(before.device).replace(WORDS, (word) => forth.get(word) ?? word);
  return told === meaningOfDevice(after.device) && !renamed.some(([one]) => isInUnread(before, one));
}

/** Whether a word stands in a line that was not understood. */
function isInUnread({ device, source }: WrittenDevice, word: string): boolean {
  const lines = splitLines(source?.text ?? "");
  return device.unparsed.some(({ at }) =>
    lines.slice(at.line - 1, at.endLine).some((line) => line.match(WORDS)?.includes(word) === true),
  );
}

/** A number may be a port, an address or a length elsewhere. */
const HAS_LETTER = /[a-z]/i;

/** Indentation counts, blank lines and line ends do not. */
function wordsOf({ source }: WrittenDevice): string[] {
  const lines = splitLines(source?.text ?? "").map((line) => line.trimEnd());
  return lines.filter((line) => line !== "").flatMap((line) => ["\n", ...(line.match(WORDS) ?? [])]);
}

/** What people name as they like: tables and objects, but not numbers, nor what is called like an interface. */
function namesOf({ tables, addresses, services, interfaces }: Device): ReadonlySet<string> {
  const names = [...tables, ...addresses, ...services].flatMap((one) => [one.id, ...("name" in one ? [one.name] : [])]);
  const doors = new Set(interfaces.map(({ id }) => id));
  return new Set(
    names.flatMap((name) => (name === undefined || doors.has(name) || !HAS_LETTER.test(name) ? [] : [name])),
  );
}
