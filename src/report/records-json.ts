/** What the map records, for scripts: exceptions with what they fit, attestations. */
import type { MapFacts } from "../facts/map.js";
import type { Finding } from "../judge/finding.js";
import type { AttestationJson, ExceptionJson } from "./json-shape.js";
import { locationJson } from "./location-json.js";

export function exceptionsJson(map: MapFacts | undefined, findings: readonly Finding[]): ExceptionJson[] {
  const fitting = new Map<string, number>();
  for (const { exception } of findings)
    if (exception !== undefined) fitting.set(exception.id, (fitting.get(exception.id) ?? 0) + 1);
  return (map?.exceptions ?? []).map((one) => ({
    id: one.id,
    checks: one.checks,
    zone: one.zone ?? null,
    conduit: one.conduit ?? null,
    flow: one.flow ?? null,
    device: one.device ?? null,
    reason: one.reason,
    compensating: one.compensating ?? null,
    approvedBy: one.approved_by,
    expires: one.expires,
    expired: one.expired ?? null,
    findings: fitting.get(one.id) ?? 0,
    location: locationJson(one.location),
  }));
}

export function attestationsJson(map: MapFacts | undefined): AttestationJson[] {
  return (map?.attestations ?? []).map(({ requirement, zones, evidence, owner, expires, expired, location }) => ({
    requirement,
    zones,
    evidence,
    owner,
    expires,
    expired: expired ?? null,
    location: locationJson(location),
  }));
}
