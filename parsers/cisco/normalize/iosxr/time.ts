/** Whom IOS-XR tells the time (Cisco IOS XR system management guide: NTP). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { letInBy } from "../let-in.js";
import { givingTime, NTP, type TimeStatement, timeServiceOf } from "../time-service.js";
import { portName } from "./port-name.js";

interface Surroundings {
  readonly lists: ReadonlyMap<string, AccessList>;
  /** The VRF of each interface. */
  readonly routers: ReadonlyMap<string, string>;
}

/**
 * The first statement of NTP starts it; it answers on every interface that is not disabled under it. Lists are about one VRF
 * each, the default one where they name none.
 */
export function timeServices(
  roots: readonly CiscoLine[],
  { lists, routers }: Surroundings,
  context: CiscoContext,
): ManagementService[] {
  const statements = beginning(roots, "ntp").flatMap(statementsOf);
  const found = timeServiceOf(statements, lists);
  if (found === undefined) return [];
  const shut = shutDoors(statements);
  const isParted = shut.size > 0 || found.lists.length > 0;
  const vrfs = isParted ? new Set(["default", ...routers.values()]) : ["default"];
  return [...vrfs].map((vrf) => {
    const own = found.lists.filter((one) => (one.vrf ?? "default") === vrf);
    const service = givingTime(
      { ...found, lists: own },
      ({ list, family }) => letInBy(lists.get(listKey(list, family)), NTP, family, context),
      context,
    );
    if (!isParted) return service;
    const ids = [...routers].filter(([id, router]) => router === vrf && !shut.has(id)).map(([id]) => id);
    return { ...service, interfaces: ids };
  });
}

/** Those under `ntp`, and those in one line with it. */
function statementsOf(line: CiscoLine): TimeStatement[] {
  const [, no, rest] = /^(no )?ntp(?: (.+))?$/.exec(line.text) ?? [];
  const isAbout = /^(?:no )?ntp(?: |$)/.test(line.text);
  if (!isAbout) return [];
  if (rest !== undefined) return unfolded({ text: rest, removes: no !== undefined, line });
  if (no !== undefined) return [{ text: "", removes: true, line }];
  return line.children.flatMap((child) => {
    const [, taken, text = ""] = /^(no )?(.+)$/.exec(child.text) ?? [];
    return unfolded({ text, removes: taken !== undefined, line: child });
  });
}

/** `interface NAME [vrf V]`, with what it says of the interface behind it or below. */
function unfolded(one: TimeStatement): TimeStatement[] {
  const { children } = one.line;
  if (!/^interface \S+(?: vrf \S+)?$/.test(one.text) || one.removes) return [one];
  return children.map(({ text }) => ({ ...one, text: `${one.text} ${text}` }));
}

/** The last word about each interface counts. */
function shutDoors(statements: readonly TimeStatement[]): ReadonlySet<string> {
  const shut = new Set<string>();
  for (const { text, removes } of statements) {
    const [, name, words = ""] = /^interface (\S+)(?: vrf \S+)?(?: (.+))?$/.exec(text) ?? [];
    if (name === undefined) continue;
    if (!removes && words === "disable") shut.add(portName(name));
    else if (words === "" || words.endsWith("disable")) shut.delete(portName(name));
  }
  return shut;
}
