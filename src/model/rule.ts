/** Rules, the tables that order them, and the steps of the pipeline that consult tables. */
import type { SourceRange } from "../source/range.js";
import type { AddressExpression, DoubtId, Family, ServiceExpression } from "./expression.js";

/** Id of an interface of the same device (`Interface.id`). */
export type InterfaceId = string;

/**
 * What a doubt does to a rule.
 * - `narrows`: the rule matches some part of its match, perhaps none (a user group, a schedule, an unknown narrowing option).
 * - `anything`: the rule may match nothing or every packet (an unknown keyword may negate).
 */
export interface RuleDoubt {
  readonly doubt: DoubtId;
  readonly effect: "narrows" | "anything";
}

/** What a packet has to be for a rule to decide it: every part must hold. */
export interface RuleMatch {
  /** Interfaces it may come in by; left out: any. */
  readonly ingress?: readonly InterfaceId[] | undefined;
  /** Interfaces it may leave by; left out: any. */
  readonly egress?: readonly InterfaceId[] | undefined;
  readonly source: AddressExpression;
  readonly destination: AddressExpression;
  readonly service: ServiceExpression;
  /**
   * Which non-initial fragments match (they have no ports, flags or ICMP type). Left out: `like-others`.
   * `like-others`: those that match without looking at ports; for an entry with ports that is none.
   * `by-address`: by addresses and protocol alone, whatever the ports say (IOS: permit entry with ports).
   * `only`: nothing but non-initial fragments (`fragments`).
   */
  readonly fragments?: "like-others" | "by-address" | "only" | undefined;
  /**
   * Whether packets whose destination was translated fit too, by what they became (left out: `fits`). `never`: only by an
   * expression that names the translation (`translatedBy`). `unknown`: either, the vendor does not say.
   */
  readonly translated?: "fits" | "never" | "unknown" | undefined;
  /**
   * Only packets that answer others which the device let pass the other way: by such a rule nothing is started (a reflexive
   * list, inspection). Which these are is known at run time, so that the rule has a doubt as well.
   */
  readonly answers?: true | undefined;
}

/** One rule, in the order of its table. `unknown` as action: it may permit or deny what it matches. */
export interface Rule {
  /** Unique in its table and stable under line moves where the vendor gives a number or name. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly action: "permit" | "deny" | "unknown";
  readonly match: RuleMatch;
  readonly enabled: boolean;
  readonly doubts?: readonly RuleDoubt[] | undefined;
  /** Whether a match is logged; `undefined` where the export does not tell. */
  readonly log?: boolean | undefined;
  readonly comment?: string | undefined;
  /** Not written by anybody: a default of the platform. Its lines are the row where the key is absent. */
  readonly implicit?: boolean | undefined;
  /** What it may match may leave by another interface than routes say: what filters of the one asked about stop is not surely stopped. */
  readonly steers?: true | undefined;
  /** The rule's own lines, then those of keys that decide it. Never empty. */
  readonly at: readonly [SourceRange, ...SourceRange[]];
  readonly facts?: RuleFacts | undefined;
}

/** What policies ask of a rule and packets do not. All optional: left out means the export does not tell. */
export interface RuleFacts {
  /** Name of a schedule that is not "always". */
  readonly schedule?: string | undefined;
  /** Security profiles bound to it (IPS, application control, antivirus …). */
  readonly profiles?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
  readonly translatesSource?: boolean | undefined;
  /** What is recorded: every session, what inspection finds in them, nothing. */
  readonly records?: "sessions" | "findings" | "nothing" | undefined;
  /** When it ends by itself, as written: `2027-01-31 00:00:00`. */
  readonly expires?: string | undefined;
  /** The day of its last hit, `2027-01-31`. */
  readonly lastHit?: string | undefined;
}

/** An ordered list of rules: the first that matches decides. */
export interface Table {
  /** Unique in the device. */
  readonly id: string;
  /** What the configuration calls it (`ACL-OPS-IN`, `firewall policy`). */
  readonly name: string;
  readonly kind: "acl" | "policy" | "filter";
  readonly rules: readonly Rule[];
  /** Whether anything consults it; an ACL that nothing binds is `false`. */
  readonly bound: boolean;
  /** Id of the table that somebody wrote, where this one says of the same rules how some packets meet them; left out: it is that one. */
  readonly restates?: string | undefined;
  readonly at: readonly SourceRange[];
}

/** A filter: the tables are read as one concatenated list; `otherwise` decides what none of their rules matches. */
export interface Filter {
  /** As shown to people: "ACL-OPS-IN in on Vlan30". */
  readonly name: string;
  /** Ids of tables. */
  readonly tables: readonly string[];
  /** The rule that decides the rest: implicit, its match is everything. */
  readonly otherwise: Rule;
}

/**
 * One step of a forwarded packet's way, or of a packet's way to the device. It applies when the packet's interfaces are
 * in its lists (left out: any).
 */
export interface FilterStep extends Filter {
  readonly kind: "filter";
  readonly ingress?: readonly InterfaceId[];
  readonly egress?: readonly InterfaceId[];
  /** The only family it sees (an IPv4 access list lets IPv6 by); left out: both. */
  readonly family?: Family;
  /**
   * Which header its rules see: as it came in, with the destination it is forwarded to (left out), or as it leaves, with
   * its source translated as well.
   */
  readonly sees?: "incoming" | "forwarded" | "leaving";
  /**
   * Filters of which one may decide in place of this one, and why it is not known which (the list of a switch port goes
   * before that of its VLAN, and by which port a host is connected is not in the file).
   */
  readonly instead?: { readonly doubt: DoubtId; readonly of: readonly Filter[] };
  /**
   * Whether a permitted packet opens a session whose replies pass without a rule. Then a TCP packet with ACK or RST set
   * opens nothing: permit rules match it only where their service tests the flags. Stateless steps look at header and rule alone.
   */
  readonly stateful: boolean;
  /** Protocols of which one that is stateful keeps no sessions all the same, or perhaps none; left out: it does of all. */
  readonly forgets?: { readonly protocols: readonly number[]; readonly surely: boolean };
  readonly at: readonly SourceRange[];
}
