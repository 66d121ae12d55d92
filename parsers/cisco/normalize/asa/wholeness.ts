/** Whether the file is one configuration and all of it (reference/cisco.md 1.2). */
import { type CiscoLine, type CiscoTree, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { doubtPart } from "../shown-part.js";
import { doubtEnd, doubtHead } from "../wholeness.js";

/** What `show running-config` and a saved one say first. It then ends with a checksum and `: end`. */
const ANNOUNCED = /^: (?:Saved\b|Written by |Serial Number:|Hardware: )/m;
/** What stands in the head of every configuration: what is shown from some line on lacks it. */
const HEAD = /^(?:(?:ASA|PIX|NGFW) Version|hostname) \S/;
const VERSIONS = ["asa", "pix", "ngfw"];
const HEADS = [...VERSIONS, "hostname"];
const ENDED = /^(?:Cryptochecksum:|: end\b)/m;
/** What a device writes behind its release and its name: people who write an example leave it out. */
const WRITTEN = /^(?:enable password|passwd)(?:\s|$)/;
/** What every device writes behind its lists, routes and translations: how long sessions of administrators last. */
const TIMES = /^(?:telnet|ssh|console) timeout \d/;

/** Reports and doubts a file that ends too early or holds a second device. */
export function checkWholeAsa(text: string, { roots }: CiscoTree, context: CiscoContext): void {
  const isEnded = ENDED.test(text);
  const isBegun = beginning(roots, ...HEADS).some(({ text: line }) => HEAD.test(line));
  const hasTimes = beginning(roots, "telnet", "ssh", "console").some(({ text: line }) => TIMES.test(line));
  context.isWhole = isEnded && isBegun;
  const isAnnounced = ANNOUNCED.test(text);
  if (doubtPart(text, context)) context.isWhole = false;
  else if (!isBegun && !isAnnounced && (isEnded || hasTimes)) doubtHead(roots, context);
  else if (!isEnded && (isAnnounced || (!hasTimes && isBegun && isWritten(roots)))) doubtEnd(roots, context);
  else if (!context.isWhole) context.wholeness = "no-bounds";
  const second = secondOf(roots);
  if (second === undefined) return;
  context.report("cisco/second-configuration", context.at(second), {
    expected: "one configuration in a file",
    help: "put the second one into a file of its own",
  });
  context.doubt("two configurations stand in one file, and cannot be told apart", second, { scope: "device" });
}

/** Whether a device wrote the head: of public exports each that has these lines has its end as well. */
function isWritten(roots: readonly CiscoLine[]): boolean {
  return beginning(roots, "enable", "passwd").some(({ text }) => WRITTEN.test(text));
}

/** A second version or another host name. */
function secondOf(roots: readonly CiscoLine[]): CiscoLine | undefined {
  const [, version] = beginning(roots, ...VERSIONS).filter(({ text }) => /^(?:ASA|PIX|NGFW) Version /.test(text));
  const [first, ...others] = beginning(roots, "hostname").filter(({ text }) => /^hostname \S/.test(text));
  return version ?? others.find((line) => wordsOf(line)[1] !== (first && wordsOf(first)[1]));
}
