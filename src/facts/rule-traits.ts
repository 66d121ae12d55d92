/** What rules are to a policy: a large set has thousands of them, of a few dozen kinds. */
import type { Rule } from "../model/rule.js";
import { endIn, isTemporary, namesTicket } from "./comments.js";
import type { RuleTraits } from "./common.js";
import { WIDTHS } from "./widths.js";

/** How wide the services of a rule are. */
export type Width = Pick<RuleTraits, "any_service" | "full_tcp_or_udp" | "open_ports" | "wide_ports">;

/** What the addresses of one side of a rule are. */
export interface Side {
  /** Every address of a family. */
  readonly isAny: boolean;
  readonly isExact: boolean;
  /** It holds at most 2 to the power of this many addresses. */
  readonly bits: number;
}

/** What was found out of a rule that is not written in it. */
export interface Measured {
  readonly source: Side;
  readonly destination: Side;
  readonly width: Width;
  readonly certain: boolean;
  /** Whether no forwarded packet meets its table. */
  readonly isApart: boolean;
  readonly tools: readonly string[];
}

const SIZES: readonly number[] = WIDTHS;
const ACTIONS = ["permit", "deny", "unknown"] as const;
const RECORDS = [undefined, "sessions", "findings", "nothing"] as const;
const NONE: readonly string[] = [];

/**
 * The traits of the rules of one device, each once. A copy for every rule was 13 MB of what a check of 100,000 rules keeps, and a
 * text to tell them apart by 92 MB of what it throws away.
 */
export class TraitsPool {
  /** By what is yes or no, or one of few, in one number; and with it, in a text, by what is written freely. */
  private readonly known = new Map<number | string, RuleTraits>();

  constructor(private readonly device: string) {}

  of(rule: Rule, measured: Measured): RuleTraits {
    const { name = "", comment } = rule;
    const temporary = isTemporary(name, comment ?? "");
    const ticket = comment === undefined ? undefined : namesTicket(comment);
    const until = endIn(`${name} ${comment ?? ""}`);
    const code = codeOf(rule, measured, temporary, ticket);
    const { schedule, expires, users, profiles = NONE } = rule.facts ?? {};
    const { tools } = measured;
    const isTimed = (until ?? schedule ?? expires) !== undefined;
    const key =
      isTimed || users !== undefined || profiles.length + tools.length > 0
        ? `${code} ${JSON.stringify([until, schedule, expires, users, profiles, tools])}`
        : code;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const traits = this.make(rule, measured, { temporary, ticket, until });
    this.known.set(key, traits);
    return traits;
  }

  private make(
    { action, enabled, implicit, log, facts = {} }: Rule,
    { source, destination, width, certain, isApart, tools }: Measured,
    { temporary, ticket, until }: { temporary: boolean; ticket: boolean | undefined; until: string | undefined },
  ): RuleTraits {
    const { schedule, expires, records, users, translatesSource, profiles = [] } = facts;
    return {
      device: this.device,
      action,
      enabled,
      implicit: implicit === true,
      ...(log === undefined ? {} : { logged: log }),
      ...(schedule === undefined ? {} : { schedule }),
      ...(expires === undefined ? {} : { expires }),
      ...(records === undefined ? {} : { records }),
      ...(ticket === undefined ? {} : { has_ticket: ticket }),
      ...(translatesSource === true ? { translates_source: true } : {}),
      ...(isApart ? { forwards_nothing: true } : {}),
      ...(until === undefined ? {} : { until }),
      ...(users === undefined ? {} : { users: [...users] }),
      ...(tools.length === 0 ? {} : { remote_tools: [...tools] }),
      temporary,
      profiles: [...profiles],
      any_source: source.isAny,
      any_destination: destination.isAny,
      ...width,
      source_bits: source.bits,
      destination_bits: destination.bits,
      certain,
    };
  }
}

/** Less than 2 to the power of 31: tables find such numbers as they are. */
function codeOf(
  { action, enabled, implicit, log, facts }: Rule,
  { source, destination, width, certain, isApart }: Measured,
  temporary: boolean,
  ticket: boolean | undefined,
): number {
  const flags =
    (enabled ? 1 : 0) |
    (implicit === true ? 2 : 0) |
    (certain ? 4 : 0) |
    (isApart ? 8 : 0) |
    (temporary ? 16 : 0) |
    (facts?.translatesSource === true ? 32 : 0) |
    (source.isAny ? 64 : 0) |
    (destination.isAny ? 128 : 0) |
    (width.any_service ? 256 : 0) |
    (width.full_tcp_or_udp ? 512 : 0) |
    (width.open_ports ? 1024 : 0) |
    (width.wide_ports ? 2048 : 0);
  const choices = [ACTIONS.indexOf(action), RECORDS.indexOf(facts?.records), choiceOf(log), choiceOf(ticket)] as const;
  const [kind, records, logged, ticketed] = choices;
  const few = ((kind * RECORDS.length + records) * 3 + logged) * 3 + ticketed;
  const sizes = SIZES.indexOf(source.bits) * SIZES.length + SIZES.indexOf(destination.bits);
  return (few * SIZES.length ** 2 + sizes) * 4096 + flags;
}

/** Yes, no, or not told. */
function choiceOf(told: boolean | undefined): number {
  if (told === undefined) return 0;
  return told ? 1 : 2;
}
