/** NTP: who takes the time by it gives it on to whoever asks, unless lists say to whom. */
import type { ManagementService } from "../../../src/model/device.js";
import type { AddressExpression } from "../../../src/model/expression.js";
import type { CiscoLine } from "../tree.js";
import { listKey } from "./access-list.js";
import type { CiscoContext } from "./context.js";

/** What packets of it look like (RFC 5905). */
export const NTP = { protocol: 17, port: 123 } as const;

/** A statement about NTP, without the word itself; `removes`: it takes another one back. */
export interface TimeStatement {
  readonly text: string;
  readonly removes: boolean;
  readonly line: CiscoLine;
}

/** A list that says to whom it answers. */
export interface TimeList {
  readonly family: 4 | 6;
  readonly list: string;
  readonly line: CiscoLine;
  /** The VRF that it is about, where it names one. */
  readonly vrf?: string;
}

export interface TimeService {
  /** `undefined`: what is written may start it. */
  readonly enabled: true | undefined;
  readonly line: CiscoLine;
  readonly lists: readonly TimeList[];
}

/** With these it keeps the time; what else there is says how, and starts it as far as a release documents that. */
const KEEPS = /^(?:server|peer|master|broadcast|multicast|broadcastdelay|access-group)\b/;

/** What there may be several of: servers and peers by their names, rights to ask by their kind. */
const NAMED =
  /^(?:server|peer|access-group|authentication-key|trusted-key|source)(?: (?:vrf \S+|ip|ipv[46]|interface))*(?: \S+)?/;

/**
 * What stands at the end. Of `access-group`, each kind of right has one list of each family; who is in any of them gets an
 * answer, to a question about the time or about the server itself. Without any, everybody does (Cisco, Implementing NTP).
 * @param known keys of the lists of the device: a statement may name one of IPv6 without saying so.
 */
export function timeServiceOf(
  statements: readonly TimeStatement[],
  known: ReadonlyMap<string, unknown>,
): TimeService | undefined {
  const standing = new Map<string, TimeStatement>();
  for (const one of statements) {
    if (one.removes && one.text === "") {
      standing.clear();
      continue;
    }
    const key = NAMED.exec(one.text)?.[0] ?? one.text.split(" ", 1)[0] ?? "";
    if (!one.removes) standing.set(key, one);
    else for (const former of [...standing.keys()]) if (isWithin(former, key)) standing.delete(former);
  }
  const all = [...standing.values()];
  const first = all.find(({ text }) => KEEPS.test(text)) ?? all[0];
  if (first === undefined) return undefined;
  return {
    enabled: KEEPS.test(first.text) ? true : undefined,
    line: first.line,
    lists: all.flatMap((one) => listOf(one, known)),
  };
}

/** `no ntp access-group` takes away each of them. */
function isWithin(former: string, key: string): boolean {
  return former === key || former.startsWith(`${key} `);
}

function listOf({ text, line }: TimeStatement, known: ReadonlyMap<string, unknown>): TimeList[] {
  const [, vrf, version, list] =
    /^access-group(?: vrf (\S+))?(?: ipv([46]))? (?:peer|serve|serve-only|query-only) (\S+)/.exec(text) ?? [];
  if (list === undefined) return [];
  const isSixth =
    version === "6" || (version === undefined && !known.has(listKey(list, 4)) && known.has(listKey(list, 6)));
  return [{ family: isSixth ? 6 : 4, list, line, ...(vrf === undefined ? {} : { vrf }) }];
}

/**
 * The service with whom its lists let in, of each family.
 * @param sourcesOf whom one list lets in; `undefined`: everybody.
 */
export function givingTime(
  { enabled, line, lists }: TimeService,
  sourcesOf: (list: TimeList) => AddressExpression | undefined,
  context: CiscoContext,
): ManagementService {
  const service = { service: "other", enabled, ...NTP, at: [context.at(line)] } as const;
  if (lists.length === 0) return service;
  return {
    ...service,
    sources: { kind: "union", of: ([4, 6] as const).map((one) => ofFamily(one, lists, sourcesOf, context)) },
  };
}

/** Lists of the other family alone: whether they shut this one is not documented. */
function ofFamily(
  family: 4 | 6,
  lists: readonly TimeList[],
  sourcesOf: (list: TimeList) => AddressExpression | undefined,
  context: CiscoContext,
): AddressExpression {
  const any = { kind: "any", family } as const;
  const own = lists.filter((one) => one.family === family);
  const [other] = lists;
  if (own.length === 0 && other !== undefined) {
    const reason = `whether NTP answers IPv${family} where its access groups are of the other family is not documented`;
    const doubt = context.doubt(reason, other.line, { scope: "match" });
    return { kind: "unknown", doubt, lower: { kind: "none" }, upper: any, at: context.at(other.line) };
  }
  const of = own.map(sourcesOf);
  return of.every((one) => one !== undefined) ? { kind: "union", of } : any;
}
