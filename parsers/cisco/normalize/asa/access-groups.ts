/** `access-group`: which lists stand where (reference/cisco.md 2.4). */
import type { Interface } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { areRefused } from "../refused-entries.js";
import type { AccessList } from "./access-lists.js";
import { BRIDGES } from "./bridging.js";
import type { EntrySite } from "./entry-site.js";
import type { Groups } from "./groups.js";
import type { AsaInterface } from "./interface-draft.js";
import { type AsaStatements, isNegated, plainWords } from "./statements.js";

/** A list and the line that binds it. */
export interface Bound {
  readonly list: AccessList;
  readonly line: CiscoLine;
}

/** Lists by interface; there is at most one of each kind, where each family has its own lists one of each family. */
export interface AccessGroups {
  readonly in: ReadonlyMap<string, Bound>;
  readonly out: ReadonlyMap<string, Bound>;
  readonly in6: ReadonlyMap<string, Bound>;
  readonly out6: ReadonlyMap<string, Bound>;
  /** Lists about frames, by interface and direction. */
  readonly frames: { readonly in: ReadonlyMap<string, Bound>; readonly out: ReadonlyMap<string, Bound> };
  readonly controlPlane: ReadonlyMap<string, Bound>;
  readonly global?: Bound;
}

/** Those that packets of one family meet. */
export type Bindings = Pick<AccessGroups, "in" | "out" | "global">;

type Place = "in" | "out" | "controlPlane" | "global";

interface Statement {
  readonly name: string;
  readonly place: Place;
  readonly interface?: string;
  readonly line: CiscoLine;
  readonly perUser: boolean;
}

export function normalizeAccessGroups(
  statements: AsaStatements,
  lists: ReadonlyMap<string, AccessList>,
  interfaces: readonly AsaInterface[],
  site: Pick<EntrySite, "context" | "groups">,
): AccessGroups {
  const { context } = site;
  const last = new Map<string, Statement>();
  const isPort = new Map(interfaces.map(({ interface: one }) => [one.id, isBridgePort(one)]));
  for (const line of statements.of("access-group")) {
    context.mark(line, "modelled");
    const read = readGroup(plainWords(line), line);
    if (read === undefined) {
      context.unknown(line, "access-group", { scope: "device" });
      continue;
    }
    const list = lists.get(read.name);
    const key = `${read.place} ${read.interface ?? ""} ${list?.kind === "ethertype" ? "frames" : (list?.family ?? 4)}`;
    if (!isNegated(line)) last.set(key, read);
    // A list that another one took the place of is not there to be taken away.
    else if (last.get(key)?.name === read.name) last.delete(key);
    // One that names what there is not may be spoilt, and take any away.
    else if (list === undefined || (read.interface !== undefined && !isPort.has(read.interface)))
      context.unknown(line, "access-group", { scope: "device" });
  }
  const bound = [...last.values()].flatMap((statement) => bind(statement, lists, isPort, site));
  const at = (place: Place, family: 4 | 6 | "frames" = 4) =>
    new Map(
      bound.flatMap((one) => {
        const own = one.list.kind === "ethertype" ? "frames" : (one.list.family ?? 4);
        const fits = one.place === place && own === family;
        return fits && one.interface !== undefined ? [[one.interface, one]] : [];
      }),
    );
  const global = bound.find(({ place }) => place === "global");
  return {
    in: at("in"),
    out: at("out"),
    in6: at("in", 6),
    out6: at("out", 6),
    frames: { in: at("in", "frames"), out: at("out", "frames") },
    controlPlane: at("controlPlane"),
    ...(global === undefined ? {} : { global }),
  };
}

/** `NAME in|out interface IF [per-user-override|control-plane]`, `NAME global`. */
function readGroup([, name, direction, word, one, option]: readonly string[], line: CiscoLine): Statement | undefined {
  if (name === undefined) return undefined;
  if (direction === "global") return word === undefined ? { name, place: "global", line, perUser: false } : undefined;
  if ((direction !== "in" && direction !== "out") || word !== "interface" || one === undefined) return undefined;
  if (option !== undefined && option !== "per-user-override" && option !== "control-plane") return undefined;
  const place = option === "control-plane" ? "controlPlane" : direction;
  return { name, place, interface: one, line, perUser: option === "per-user-override" };
}

/** Lists of frames stand at ports of bridge groups alone (ASA general guide, EtherType lists). */
function isBridgePort({ bridge, router }: Interface): boolean {
  return bridge !== undefined || router.startsWith(BRIDGES);
}

/** A list that is not there, or is of a kind that stands at no interface, makes a doubt: no device has such a line. */
function bind(
  { name, place, interface: one, line, perUser }: Statement,
  lists: ReadonlyMap<string, AccessList>,
  isPort: ReadonlyMap<string, boolean>,
  { context, groups }: Pick<EntrySite, "context" | "groups">,
): (Bound & { readonly place: Place; readonly interface?: string })[] {
  const width =
    one === undefined ? ({ scope: "device" } as const) : ({ scope: "interfaces", interfaces: [one] } as const);
  if (one !== undefined && !isPort.has(one)) {
    context.doubt(`a list is bound to ${one}, which is not in the file`, line, { scope: "device" });
    return [];
  }
  const list = lists.get(name);
  const isOfFrames = list?.kind === "ethertype" && (place === "in" || place === "out");
  if (isOfFrames && list.rules.length > 0 && one !== undefined && !isPort.get(one)) {
    context.doubt(`the list ${name} is about frames, which are not filtered where the device routes`, line, width);
    return [];
  }
  if (list !== undefined && isOfFrames)
    return [{ list, line, place, ...(one === undefined ? {} : { interface: one }) }];
  if (list === undefined || list.kind !== "extended" || list.rules.length === 0) {
    const isThere = list !== undefined && list.lines.length > 0;
    const what = isThere ? "has no entries that filter packets" : "is not defined";
    context.report(isThere ? "cisco/empty-list" : "cisco/undefined-list", context.wordAt(line, 1), {
      message: `the access list ${name} ${what}: what passes here is not known`,
    });
    context.doubt(`the access list ${name} ${what}`, line, width);
    return [];
  }
  if (areRefused(list.rules, (group, of) => valueIn(groups, group, of), groups.absent))
    context.doubt(
      `the list ${name} holds nothing but entries with empty or missing groups, which a device may refuse`,
      line,
      width,
    );
  if (perUser) context.doubt("lists of users who have logged in may stand in place of this one", line, width);
  return [{ list, line, place, ...(one === undefined ? {} : { interface: one }) }];
}

function valueIn(groups: Groups, name: string, of: "address" | "service") {
  const kind = groups.kindOf(name);
  if (kind === undefined || (kind === "network") !== (of === "address")) return undefined;
  return of === "address" ? groups.addressOf(name) : groups.serviceOf(name);
}
