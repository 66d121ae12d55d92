/** The data of the HTML report from the result of a check. */
import type { BoxFacts, SetFacts } from "../../facts/common.js";
import type { WayFacts, WayHopFacts, WayRuleFacts } from "../../facts/explanation.js";
import { reportJson } from "../json.js";
import { locationJson } from "../location-json.js";
import type { CheckResult, PairSets } from "../result.js";
import {
  type PageData,
  type PairSetsJson,
  type SetJson,
  shortFingerprint,
  type WayHopJson,
  type WayJson,
  type WayRuleJson,
} from "./page-data.js";
import { shownLines } from "./shown-lines.js";

/** Rules of one filter and boxes of one rule that a way shows: the rest is counted. */
const SHOWN_RULES = 8;
const SHOWN_BOXES = 3;

/** @param date the day for which exceptions and attestations are valid or expired. */
export function buildPageData(result: CheckResult, date: string): PageData {
  const { findings, plan, ...rest } = reportJson({ ...result, day: date });
  const report = {
    ...rest,
    findings: findings.map(({ witness, fingerprint, ...finding }) => ({
      ...finding,
      witness: witness?.text ?? null,
      fingerprint: shortFingerprint(fingerprint),
    })),
    plan: plan.map((action) => ({ ...action, findings: action.findings.map(shortFingerprint) })),
  };
  const sets = (result.sets ?? []).map(setsJson);
  const levels = (result.map?.zones ?? []).flatMap(({ id, level_low: low, level_high: high }) =>
    low === undefined || high === undefined ? [] : [[id, { low, high }] as const],
  );
  return {
    report,
    date,
    sets,
    levels: Object.fromEntries(levels),
    lines: shownLines(result.sources, [report, sets]),
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
    translations: (translations ?? []).map(({ of, from, to, rules }) => ({ of, from, to, rules })),
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
