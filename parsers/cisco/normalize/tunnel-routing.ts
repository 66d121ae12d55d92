/** Routing that sets up tunnels of its own: LISP, EIGRP over the top, which travels in its packets, and segments of IPv6. */
import { type CiscoLine, withDescendants } from "../tree.js";
import type { CiscoContext } from "./context.js";

const TUNNELLING = /^(?:router (?:lisp|eigrp)|segment-routing)\b/;

/**
 * What lets a router take packets out of them, or put packets in (Cisco IP Routing: LISP and EIGRP command references). To the
 * addresses of a locator belong segments at which it takes off the outer header (RFC 8986, 4).
 */
const ENDS = /^(?:(?:ip|ipv4|ipv6) )?(?:proxy-)?(?:itr|etr|itr-etr)\b|\blisp-encap\b|^locator \S/;

/** What comes out of one was filtered by its outer header alone: no list of the interface it came in by saw it. */
export function doubtTunnelRouting(routing: CiscoLine, context: CiscoContext): void {
  if (!TUNNELLING.test(routing.text)) return;
  const end = withDescendants(routing).find(({ text }) => ENDS.test(text));
  if (end === undefined) return;
  context.doubt("packets travel in tunnels that routing sets up at run time, past the access lists", end, {
    scope: "device",
  });
}
