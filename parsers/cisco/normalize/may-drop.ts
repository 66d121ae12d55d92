/** What may stop packets and opens nothing: how much of them is not known. */
import type { AddressExpression } from "../../../src/model/expression.js";
import type { FilterStep } from "../../../src/model/rule.js";
import type { CiscoLine } from "../tree.js";
import type { CiscoContext } from "./context.js";

/** A cause, with what it concerns; no interfaces: every packet. */
export interface Dropping {
  readonly name: string;
  readonly reason: string;
  readonly line: CiscoLine;
  readonly ingress?: readonly string[];
  readonly egress?: readonly string[];
  /** Sources whose packets it surely leaves alone. */
  readonly spared?: AddressExpression;
}

/** A step that may stop what it sees. */
export function mayDrop(dropping: Dropping, context: CiscoContext): FilterStep {
  const { name, reason, line, ingress, egress, spared } = dropping;
  const scope = spared === undefined ? "rule" : "match";
  const doubt = context.doubt(reason, line, { scope });
  const at = context.at(line);
  const any = { kind: "any" } as const;
  const rule = { id: name, name, enabled: true, implicit: true, at: [at] as const };
  return {
    kind: "filter",
    name,
    ...(ingress === undefined ? {} : { ingress }),
    ...(egress === undefined ? {} : { egress }),
    sees: egress === undefined ? "incoming" : "leaving",
    tables: [],
    otherwise:
      spared === undefined
        ? {
            ...rule,
            action: "unknown",
            match: { source: any, destination: any, service: any },
            doubts: [{ doubt, effect: "anything" }],
          }
        : {
            ...rule,
            action: "permit",
            match: { source: { kind: "unknown", doubt, lower: spared }, destination: any, service: any },
          },
    stateful: false,
    at: [at],
  };
}
