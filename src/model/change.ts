/** Changes of a configuration that a report proposes, in no vendor's words, and what a vendor makes of one. */
import type { Intervals } from "../packets/intervals.js";
import type { SourceRange } from "../source/range.js";
import type { PortRange } from "./expression.js";

/** What is to become of a configuration. Places are those of the model: a rule goes by the first of its own. */
export type Change =
  | { readonly kind: "disable-rule"; readonly at: SourceRange }
  | { readonly kind: "log-rule"; readonly at: SourceRange }
  /** The rule is for `to` alone; all of it is a part of what it is for now. `log`: its matches are logged from now on. */
  | { readonly kind: "narrow-rule"; readonly at: SourceRange; readonly to: readonly Traffic[]; readonly log: boolean }
  /** What these places switch on of telnet, HTTP, SNMP v1 and v2c is off. */
  | { readonly kind: "stop-clear-text"; readonly at: readonly SourceRange[] };

/** IPv4 packets: sources × destinations × services. No list is empty. */
export interface Traffic {
  readonly sources: Intervals<number>;
  readonly destinations: Intervals<number>;
  readonly services: readonly TrafficService[];
}

/** `ports`: destination ports, left out: every one. `icmpType` only with protocol 1. No protocol: every packet. */
export interface TrafficService {
  readonly protocol?: number;
  readonly ports?: PortRange;
  readonly icmpType?: number;
}

/** A change as a vendor writes it. */
export interface ChangedText {
  /** Where it is entered: `configuration mode`, or a path of elements. */
  readonly where: string;
  /** The lines to enter; of a format without commands those that go (`- `) and those that come (`+ `). They may hold secrets. */
  readonly lines: readonly string[];
  /** The whole configuration as it is then. */
  readonly text: string;
}
