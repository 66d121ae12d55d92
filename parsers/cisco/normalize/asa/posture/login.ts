/** What accounts of an ASA have in common. */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { AddressExpression } from "../../../../../src/model/expression.js";
import type { Account } from "../../../../../src/model/posture.js";

/** A password that nothing is said of is one somebody typed. Stars stand in place of what the device does not show. */
export function storageOf(text: string, stored: string | undefined): Account["password"] {
  return stored !== undefined || / \*+(?: |$)/.test(text) ? "hashed" : "plain";
}

/** Whether every way to log in takes certain sources only. Each is of one family, and one of which nothing is known is open. */
export function areLimited(services: readonly ManagementService[]): boolean {
  return services
    .filter(({ service }) => service !== "snmp" && service !== "other")
    .every(({ sources }) => sources !== undefined && !isEverywhere(sources));
}

function isEverywhere(sources: AddressExpression): boolean {
  if (sources.kind === "unknown") return sources.upper === undefined || isEverywhere(sources.upper);
  return sources.kind === "any" || (sources.kind === "range4" && sources.from === 0 && sources.to === 0xffffffff);
}
