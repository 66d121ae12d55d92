/** Whether the file is one configuration and all of it (reference/cisco.md 1.2). */
import { type CiscoLine, type CiscoTree, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { lastOf } from "../wholeness.js";

/** What `show running-config` and a saved one say first. It then ends with a checksum and `: end`. */
const ANNOUNCED = /^: (?:Saved\b|Written by |Serial Number:|Hardware: )/m;
/** What stands in the head of every configuration: what is shown from some line on lacks it. */
const HEAD = /^(?:(?:ASA|PIX|NGFW) Version|hostname) \S/;
const VERSIONS = ["asa", "pix", "ngfw"];
const HEADS = [...VERSIONS, "hostname"];
const ENDED = /^(?:Cryptochecksum:|: end\b)/m;

/** Reports and doubts a file that ends too early or holds a second device. */
export function checkWholeAsa(text: string, { roots }: CiscoTree, context: CiscoContext): void {
  const isEnded = ENDED.test(text);
  context.isWhole = isEnded && beginning(roots, ...HEADS).some(({ text: line }) => HEAD.test(line));
  const last = roots.at(-1);
  if (last !== undefined && ANNOUNCED.test(text) && !isEnded) {
    const place = lastOf(last);
    context.report("cisco/truncated", context.at(place), { help: "export the configuration again" });
    context.doubt("the export has no end: what followed is missing", place, { scope: "device" });
  }
  const second = secondOf(roots);
  if (second === undefined) return;
  context.report("cisco/second-configuration", context.at(second), {
    expected: "one configuration in a file",
    help: "put the second one into a file of its own",
  });
  context.doubt("two configurations stand in one file, and cannot be told apart", second, { scope: "device" });
}

/** A second version or another host name. */
function secondOf(roots: readonly CiscoLine[]): CiscoLine | undefined {
  const [, version] = beginning(roots, ...VERSIONS).filter(({ text }) => /^(?:ASA|PIX|NGFW) Version /.test(text));
  const [first, ...others] = beginning(roots, "hostname").filter(({ text }) => /^hostname \S/.test(text));
  return version ?? others.find((line) => wordsOf(line)[1] !== (first && wordsOf(first)[1]));
}
