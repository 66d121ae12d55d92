/** Lists that stations bring along which log in at a port: they stand in place of those of the port. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { IosDraft } from "./interface-draft.js";

/** What of a file lets stations past the lists of ports. */
export interface SessionLists {
  /** Service templates bring a list along: a station they are given to is filtered by that (IBNS 2.0). */
  readonly hasTemplates: boolean;
  /**
   * `epm access-control open`: who logs in without a list of its own may send anything, where otherwise the list of the port
   * decides (Security Command Reference).
   */
  readonly isOpen: boolean;
}

export function readSessionLists(roots: readonly CiscoLine[]): SessionLists {
  const isOf = ({ children }: CiscoLine) => children.some(({ text }) => /^access-group\b/.test(text));
  const open = beginning(roots, "epm").findLast(({ text }) => OPEN.test(text));
  return {
    hasTemplates: beginning(roots, "service-template").some(isOf),
    isOpen: open !== undefined && !open.text.startsWith("no "),
  };
}

const OPEN = /^(?:no )?epm access-control open$/;

/** Which stations pass past the lists of a port depends on how they log in. */
export function doubtSessions(draft: IosDraft, { hasTemplates, isOpen }: SessionLists): void {
  const policy = draft.policies.find(({ line }) => /^service-policy type control\b/.test(line.text))?.line;
  if (hasTemplates && policy !== undefined)
    draft.doubts.push({ text: "lists of service templates may stand in place of those of this port", line: policy });
  if (!isOpen || draft.bindings.length === 0) return;
  const login = policy ?? draft.lines.flatMap(({ children }) => children).find(({ text }) => LOGIN.test(text));
  if (login !== undefined)
    draft.doubts.push({ text: "who logs in without a list of its own passes that of this port", line: login });
}

/** What lets stations log in at a port. */
const LOGIN = /^(?:(?:authentication|access-session|dot1x) port-control auto|mab\b)/;
