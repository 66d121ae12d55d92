/** Whom an IOS device tells the time (Cisco IOS basic system management guide: NTP). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { BoundInterface } from "../interface-draft.js";
import { interfacesOpenedBy } from "../interface-name.js";
import { givingTime, NTP, type TimeList, type TimeStatement, timeServiceOf } from "../time-service.js";
import { findList, type Limiting } from "./service-limits.js";

/**
 * Any statement of NTP starts it, and it then answers on every interface but those with `ntp disable`. A client of SNTP
 * answers nobody.
 */
export function timeServices(
  roots: readonly CiscoLine[],
  interfaces: readonly BoundInterface[],
  limiting: Limiting,
): ManagementService[] {
  const found = timeServiceOf(beginning(roots, "ntp", "default").flatMap(statementOf), limiting.lists);
  if (found === undefined) return [];
  const sourcesOf = (one: TimeList) => findList(one, limiting).sources?.(NTP);
  const service = givingTime(found, sourcesOf, limiting.context);
  const shut = shutDoors(roots);
  if (shut.size === 0) return [service];
  const ids = interfaces.map((one) => one.interface.id);
  const partly = ids.filter((id) => shut.get(id) === "partly");
  return [
    { ...service, interfaces: ids.filter((id) => !shut.has(id)) },
    { ...service, enabled: undefined, interfaces: partly },
  ].filter((one) => one.interfaces.length > 0);
}

function statementOf(line: CiscoLine): TimeStatement[] {
  const [, no, text = ""] = /^(no |default )?ntp(?: (.+))?$/.exec(line.text) ?? [];
  if (no === undefined && text === "") return [];
  return [{ text, removes: no !== undefined, line }];
}

/** Interfaces that take no packets of it: none at all, or none of one family. The last word counts. */
function shutDoors(roots: readonly CiscoLine[]): ReadonlyMap<string, "wholly" | "partly"> {
  const shut = new Map<string, "wholly" | "partly">();
  for (const line of beginning(roots, "interface")) {
    const last = line.children.findLast(({ text }) => SHUT.test(text));
    const [, no, family] = SHUT.exec(last?.text ?? "") ?? [];
    for (const id of last === undefined ? [] : interfacesOpenedBy(line.text)) {
      if (no !== undefined) shut.delete(id);
      else shut.set(id, family === undefined ? "wholly" : "partly");
    }
  }
  return shut;
}

const SHUT = /^(no |default )?ntp disable(?: (ip|ipv6))?$/;
