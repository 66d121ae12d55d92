/** The data of the HTML report from the result of a check. */
import type { BoxFacts, LocationFacts, SetFacts } from "../../facts/common.js";
import type { WayFacts, WayHopFacts, WayRuleFacts } from "../../facts/explanation.js";
import type { SourceRange } from "../../source/range.js";
import type { Exception } from "../../zones/map.js";
import { reportJson } from "../json.js";
import type { LocationJson } from "../json-shape.js";
import { requirementRows } from "../requirements.js";
import type { CheckResult, PairSets } from "../result.js";
import type { ExceptionJson, PageData, PairSetsJson, SetJson, WayHopJson, WayJson, WayRuleJson } from "./page-data.js";
import { shownLines } from "./shown-lines.js";

/** Rules of one filter and boxes of one rule that a way shows: the rest is counted. */
const SHOWN_RULES = 8;
const SHOWN_BOXES = 3;

/** @param date the day for which exceptions and attestations are valid or expired. */
export function buildPageData(result: CheckResult, date: string): PageData {
  const report = reportJson(result);
  const sets = (result.sets ?? []).map(setsJson);
  const exceptions = result.records.exceptions.map(exceptionJson);
  const attestations = result.records.attestations.map(({ at, ...rest }) => ({ ...rest, location: rangeJson(at) }));
  const levels = (result.map?.zones ?? []).flatMap(({ id, level_low: low, level_high: high }) =>
    low === undefined || high === undefined ? [] : [[id, { low, high }] as const],
  );
  return {
    report,
    date,
    sets,
    levels: Object.fromEntries(levels),
    requirements: requirementRows(result, date),
    exceptions,
    attestations,
    lines: shownLines(result.sources, [report, sets, exceptions, attestations]),
  };
}

function setsJson({ permitted, declared, ways }: PairSets): PairSetsJson {
  return { permitted: permitted.map(setJson), declared: declared.map(setJson), ways: ways.map(wayJson) };
}

function setJson({ certain, boxes, more_boxes, more_packets }: SetFacts & { certain: boolean }): SetJson {
  return { certain, boxes: boxes.map(boxJson), moreBoxes: more_boxes, morePackets: more_packets };
}

function boxJson({ sources, destinations, services }: BoxFacts): SetJson["boxes"][number] {
  return { sources, destinations, services };
}

function wayJson({ family, passes, because, alike, hops }: WayFacts): WayJson {
  return { family, passes, because: because ?? null, alike: alike ?? 0, hops: hops.map(hopJson) };
}

function hopJson({ device, ingress, egress, translations, filters }: WayHopFacts): WayHopJson {
  return {
    device,
    ingress,
    egress,
    translations: translations ?? [],
    filters: filters.map(({ rules }) => ({
      rules: rules.slice(0, SHOWN_RULES).map(wayRuleJson),
      moreRules: Math.max(0, rules.length - SHOWN_RULES),
    })),
  };
}

function wayRuleJson({ rule, permits }: WayRuleFacts): WayRuleJson {
  const { boxes, moreBoxes, certain } = setJson(permits);
  return {
    name: rule.name === undefined ? rule.id : `${rule.id} "${rule.name}"`,
    certain,
    boxes: boxes.slice(0, SHOWN_BOXES),
    moreBoxes: moreBoxes + Math.max(0, boxes.length - SHOWN_BOXES),
    locations: rule.locations.map(locationJson),
  };
}

function exceptionJson(exception: Exception): ExceptionJson {
  const { id, checks, reason, compensating, approvedBy, expires, at } = exception;
  const scope = (["zone", "conduit", "flow", "device"] as const).flatMap((key) =>
    exception[key] === undefined ? [] : [`${key} ${exception[key]}`],
  );
  return {
    id,
    checks,
    scope,
    reason,
    compensating: compensating ?? null,
    approvedBy,
    expires,
    location: rangeJson(at),
  };
}

function locationJson(at: LocationFacts): LocationJson {
  return { file: at.file, line: at.line, column: at.column, endLine: at.end_line, endColumn: at.end_column };
}

function rangeJson({ file, line, column, endLine, endColumn }: SourceRange): LocationJson {
  return { file, line, column, endLine, endColumn };
}
