/** What the map demands of rules, and what policies are told of a rule because it does. */
import type { Rule, Table } from "../model/rule.js";
import type { DefaultDemands, Demands, ZoneMap } from "../zones/map.js";
import { reviewIn } from "./comments.js";
import type { DefaultDemandsFacts, DemandsFacts } from "./common.js";
import type { RuleDescriber } from "./describe.js";
import type { AskedFacts } from "./pair.js";
import { locationFacts } from "./rule-places.js";

export function demandsFacts(demands: Demands): DemandsFacts {
  const { explicit, comment, commentPattern, log, mostSources, mostDestinations, mostServices } = demands;
  return {
    ...(explicit === undefined ? {} : { explicit: [...explicit] }),
    ...(comment === undefined ? {} : { comment }),
    ...(commentPattern === undefined ? {} : { comment_pattern: commentPattern }),
    ...(log === undefined ? {} : { log }),
    ...(mostSources === undefined ? {} : { most_sources: mostSources }),
    ...(mostDestinations === undefined ? {} : { most_destinations: mostDestinations }),
    ...(mostServices === undefined ? {} : { most_services: mostServices }),
    ...(demands.hitWithinDays === undefined ? {} : { hit_within_days: demands.hitWithinDays }),
    ...(demands.review === undefined ? {} : { review: demands.review }),
    location: locationFacts(demands.at),
  };
}

export function defaultDemandsFacts(demands: DefaultDemands): DefaultDemandsFacts {
  return { level: demands.level, ...demandsFacts(demands) };
}

/** Whether what is said of a rule may depend on the day for which dates are judged. */
export function demandDates({ conduits, demands = [] }: ZoneMap): boolean {
  const all = [...demands, ...conduits.flatMap((one) => (one.demands === undefined ? [] : [one.demands]))];
  return all.some(({ hitWithinDays, review }) => hitWithinDays !== undefined || review === true);
}

/**
 * Tells what the demands on one pair ask of its rules, and nothing that none of them asks: a comment would make a kind of
 * its own of every rule (design 7).
 */
export class Asking {
  private readonly wants: {
    readonly [key in "pattern" | "sources" | "destinations" | "services"]: boolean;
  };

  /**
   * @param demands those of the conduit and those of every level: which count is for policies to say.
   * @param day for which dates are judged.
   */
  constructor(
    private readonly demands: readonly Demands[],
    private readonly day: string | undefined,
  ) {
    const some = (asks: (one: Demands) => unknown) => demands.some((one) => asks(one) !== undefined);
    this.wants = {
      pattern: some(({ commentPattern }) => commentPattern),
      sources: some(({ mostSources }) => mostSources),
      destinations: some(({ mostDestinations }) => mostDestinations),
      services: some(({ mostServices }) => mostServices),
    };
  }

  /** @returns undefined of a rule that nobody wrote, and where nothing is demanded. */
  of(rule: Rule, table: Table | undefined, describer: RuleDescriber): AskedFacts | undefined {
    if (this.demands.length === 0 || rule.implicit === true) return undefined;
    const { pattern, sources, destinations, services } = this.wants;
    const comment = commentOf(rule, table);
    const review = comment === undefined ? undefined : reviewIn(comment);
    const hit = daysBetween(rule.facts?.lastHit, this.day);
    const opened = services ? describer.serviceCount(rule.match.service) : undefined;
    return {
      has_comment: comment !== undefined,
      ...(pattern && comment !== undefined ? { comment } : {}),
      ...(sources ? { sources: describer.addressCount(rule.match.source) } : {}),
      ...(destinations ? { destinations: describer.addressCount(rule.match.destination) } : {}),
      ...(opened === undefined ? {} : { services: opened }),
      ...(hit === undefined ? {} : { days_since_hit: hit }),
      ...(review === undefined ? {} : { review }),
    };
  }
}

const MILLISECONDS_OF_DAY = 86_400_000;

function daysBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.round((Date.parse(to) - Date.parse(from)) / MILLISECONDS_OF_DAY);
}

const HEADINGS = new WeakMap<Table, ReadonlyMap<Rule, string>>();

/** In an access list a remark is the heading of all entries below it, up to the next one. */
function commentOf(rule: Rule, table: Table | undefined): string | undefined {
  if (table?.kind !== "acl") return rule.comment;
  const known = HEADINGS.get(table) ?? headingsOf(table);
  HEADINGS.set(table, known);
  return known.get(rule);
}

function headingsOf({ rules }: Table): ReadonlyMap<Rule, string> {
  const found = new Map<Rule, string>();
  let heading: string | undefined;
  for (const rule of rules) {
    heading = rule.comment ?? heading;
    if (heading !== undefined) found.set(rule, heading);
  }
  return found;
}
