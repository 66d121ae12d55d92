/** What of an interface policies ask for and packets do not depend on: who may plug in, which broadcasts are carried on. */

import type { Interface, PortProtection } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { InterfaceDraft } from "../interface-draft.js";

/** Statements of the whole device that ports follow. */
export interface PortDefaults {
  /** `spanning-tree portfast bpduguard default`: every port that goes up at once has the guard. */
  readonly guardsFastPorts: boolean;
}

export function portDefaults(roots: readonly CiscoLine[]): PortDefaults {
  const last = beginning(roots, "spanning-tree").findLast(({ text }) => GUARD_DEFAULT.test(text));
  return { guardsFastPorts: last !== undefined && !last.text.startsWith("no ") };
}

const GUARD_DEFAULT = /^(?:no )?spanning-tree portfast (?:edge )?bpduguard default$/;

/** How all statements begin that are asked for: a few of those that a port has. */
const ABOUT =
  /^(?:source|macro|service-policy|spanning-tree|dot1x|authentication|access-session|mab|switchport port-security|storm-control)\b/;

/** @returns undefined where a template or macro holds a part of the statements. */
export function portProtection(
  { lines }: InterfaceDraft,
  { guardsFastPorts }: PortDefaults,
): PortProtection | undefined {
  const made = { authenticates: false, limitsAddresses: false, guardsLoops: false, limitsStorms: false };
  for (const { children } of lines) {
    for (const { text } of children) {
      if (!ABOUT.test(text)) continue;
      if (ELSEWHERE.test(text)) return undefined;
      made.authenticates ||= AUTHENTICATES.test(text);
      made.limitsAddresses ||= text === "switchport port-security";
      made.guardsLoops ||= text === "spanning-tree bpduguard enable" || (guardsFastPorts && FAST.test(text));
      made.limitsStorms ||= LIMITS_STORMS.test(text);
    }
  }
  return made;
}

const ELSEWHERE = /^(?:source template|macro auto|service-policy type control)\b/;
const AUTHENTICATES = /^(?:dot1x|authentication|access-session) port-control auto$|^mab\b|^dot1x pae authenticator$/;
const FAST = /^spanning-tree portfast(?: edge)?(?: trunk)?$/;
const LIMITS_STORMS = /^storm-control \S+ level\b/;

const RELAYS = ["ip helper-address", "ip directed-broadcast", "ip pim"];

/** The statements that carry broadcasts or multicasts on, each once. */
export function relaysOf({ lines }: InterfaceDraft): NonNullable<Interface["relays"]> {
  return RELAYS.filter((words) => lines.some(({ children }) => children.some(({ text }) => begins(text, words))));
}

function begins(text: string, words: string): boolean {
  return text.startsWith(words) && (text.length === words.length || text.charAt(words.length) === " ");
}
