/** Lists that stations bring along which log in at a port: they stand in place of those of the port. */
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { IosDraft } from "./interface-draft.js";
import { type Logins, statementsOf } from "./port-vlans.js";

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

/**
 * Which stations pass past the lists of a port depends on how they log in. Where a server says what they may do (`aaa authorization
 * network`), it may send a list along that permits before that of the port does (IEEE 802.1X configuration guides: downloadable
 * ACLs, Filter-Id).
 * @param logins left out: of no switch port, or no port asks stations to log in.
 * @returns whether what comes in by the port may pass its lists, in whatever VLAN the station is.
 */
export function doubtSessions(
  draft: IosDraft,
  { hasTemplates, isOpen }: SessionLists,
  logins: Pick<Logins, "hasServer" | "templates"> | undefined,
): boolean {
  const before = draft.doubts.length;
  const policy = draft.policies.find(({ line }) => /^service-policy type control\b/.test(line.text))?.line;
  if (hasTemplates && policy !== undefined)
    draft.doubts.push({ text: "lists of service templates may stand in place of those of this port", line: policy });
  const isFiltered = draft.bindings.length > 0 && logins !== undefined;
  const line = isFiltered ? (policy ?? statementsOf(draft, logins).find(({ text }) => LOGIN.test(text))) : undefined;
  if (isOpen && line !== undefined)
    draft.doubts.push({ text: "who logs in without a list of its own passes that of this port", line });
  if (logins?.hasServer === true && line !== undefined)
    draft.doubts.push({
      text: "a server may send a list for who logs in, which decides before that of this port",
      line,
    });
  return draft.doubts.length > before;
}

/** What lets stations log in at a port. */
const LOGIN = /^(?:(?:authentication|access-session|dot1x) port-control auto|mab\b)/;
