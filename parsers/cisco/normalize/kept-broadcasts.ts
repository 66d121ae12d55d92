/** Whether a router keeps what is sent to all hosts of a network it is on (reference/cisco.md: off by default, since IOS 12.0 by RFC 2644). */
import type { CiscoLine } from "../tree.js";
import { beginning } from "./beginning.js";

/** Whether a statement of an interface says that it passes broadcasts on, or that they have another address. */
export function passesBroadcasts(text: string): boolean {
  return OTHERWISE.test(text);
}

const OTHERWISE = /^(?:default\s+)?ip\s+(?:directed-broadcast|broadcast-address)\b/i;

/** Whether IOS is one of those that passed them on by default, or does not say which it is. */
export function passesByDefault(roots: readonly CiscoLine[]): boolean {
  const versions = beginning(roots, "version").flatMap(({ text }) => /^version (\d+)\./.exec(text)?.[1] ?? []);
  return versions.length === 0 || versions.some((major) => Number(major) < 12);
}
