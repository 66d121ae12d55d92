/** Tunnels, and what service policies do besides inspection (reference/cisco.md 3.5, 8; traps 64 and 65). */
import { type CiscoLine, withDescendants } from "../../tree.js";
import type { CiscoContext, DoubtWidth } from "../context.js";
import type { AsaInterface } from "./interface-draft.js";
import { policyMaps, servicePolicies } from "./service-policies.js";
import type { AsaStatements } from "./statements.js";
import { doubtTunnelStatements } from "./tunnel-statements.js";
import { passesLists } from "./tunnel-traffic.js";

/**
 * What comes out of a tunnel passes no list of an interface, unless `no sysopt connection permit-vpn` is written (trap 64).
 * @param known statements that put tunnels on an interface and are computed.
 */
export function doubtTunnels(
  statements: AsaStatements,
  interfaces: readonly AsaInterface[],
  known: ReadonlySet<CiscoLine>,
  context: CiscoContext,
): void {
  const isPast = passesLists({ statements, context });
  const how = isPast ? "past the access lists" : "as its access lists permit";
  const ids = new Set(interfaces.map((one) => one.interface.id));
  const ends = new Set<string>();
  const doubt = (what: string, id: string, line: CiscoLine) =>
    context.doubt(
      `${id}: ${what} may bring packets in ${how}, or keep packets`,
      line,
      // Of an interface that is not in the file nobody knows which one is meant.
      ids.has(id) ? { scope: "interfaces", interfaces: [id] } : { scope: "device" },
    );
  for (const line of statements.of("crypto")) {
    if (!/^(?:no )?crypto map /.test(line.text)) continue;
    context.markBlock(line, "modelled");
    const id = /^crypto map \S+ interface (\S+)/.exec(line.text)?.[1];
    if (id !== undefined) ends.add(id);
    if (id !== undefined && !known.has(line)) doubt("a crypto map", id, line);
  }
  for (const line of statements.of("webvpn")) {
    for (const child of line.children) {
      const id = /^enable (\S+)/.exec(child.text)?.[1];
      if (id !== undefined) ends.add(id);
      if (id !== undefined && !known.has(child)) doubt("users of a portal or of tunnels over TLS", id, child);
    }
  }
  for (const { interface: one, levelLine } of interfaces)
    if (one.kind === "tunnel") doubt("the far end of the tunnel", one.id, levelLine);
  for (const line of statements.of("group-policy")) context.markBlock(line, "modelled");
  for (const line of statements.of("tunnel-group")) context.markBlock(line, "modelled");
  doubtTunnelStatements(
    statements,
    [...ends].filter((id) => ids.has(id)),
    context,
  );
}

/** An action of a class that decides over packets by more than their session. */
const BYPASS = /^set connection advanced-options (?:tcp|sctp)-state-bypass$/;

/** What a policy map may say, and the actions of its classes (Cisco, ASA Firewall CLI guide, service policies). */
const KNOWN_ACTION =
  /^(?:no )?(?:(?:policy-map|class|description|inspect|police|priority|shape|csc|ips|cxsc|sfr|flow-export|user-statistics|service-policy|exit|quit)\b|set connection (?:(?:per-client-)?(?:embryonic-)?(?:conn-)?max|random-sequence-number|timeout|decrement-ttl|syn-cookie-mss|advanced-options flow-offload$)\b)/;

/** Options of TCP that a map of their own holds. */
const OPTIONS = /^set connection advanced-options (\S+)$/;

/** `service-policy P interface IF|global`: what inspection and modules do opens nothing (`drops.ts`); this action does more. */
export function doubtPolicies(
  statements: AsaStatements,
  interfaces: readonly AsaInterface[],
  context: CiscoContext,
): void {
  const ids = new Set(interfaces.map((one) => one.interface.id));
  const options = new Set(statements.of("tcp-map").map(({ text }) => text.split(" ")[1]));
  for (const line of statements.of("policy-map")) context.markBlock(line, "modelled");
  for (const line of statements.of("class-map").flatMap(({ children }) => children.flatMap(withDescendants)))
    if (!/^(?:no )?(?:match|description|exit)\b/.test(line.text))
      context.unknown(line, "class-map", { scope: "device" });
  for (const line of statements.of("service-policy")) {
    context.mark(line, "modelled");
    if (!/^(?:no )?service-policy \S+ (?:interface \S+|global)(?: fail-close)?$/.test(line.text))
      context.unknown(line, "the configuration", { scope: "device" });
  }
  const maps = policyMaps(statements);
  const named = new Set(statements.of("policy-map").map(({ text }) => text.split(" ").at(-1)));
  for (const { name, interface: id, line } of servicePolicies(statements)) {
    const isOne = id !== undefined && ids.has(id);
    const width: DoubtWidth = isOne ? { scope: "interfaces", interfaces: [id] } : { scope: "device" };
    const lines = maps.get(name);
    // A device applies none that it does not have: a name is spoilt, or a part of the file is missing.
    if (!named.has(name)) context.doubt(`the policy ${name} is not in the file`, line, width);
    for (const action of (lines ?? []).flatMap(withDescendants)) {
      const isOption = options.has(OPTIONS.exec(action.text)?.[1]);
      if (BYPASS.test(action.text)) context.doubt(`${name}: TCP passes without a session`, action, width);
      else if (!isOption && !KNOWN_ACTION.test(action.text)) context.unknown(action, "policy-map", width);
    }
  }
}
