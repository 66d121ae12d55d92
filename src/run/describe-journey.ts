/** A packet's way in the words of a report. */
import type { Hop, Journey } from "../analyse/oracle/follow.js";
import { ruleDoubts } from "../analyse/oracle/rule-doubts.js";
import type { OpenRule, WalkedStep } from "../analyse/oracle/walked.js";
import { locationFacts } from "../facts/rule-places.js";
import type { Device } from "../model/device.js";
import type { Rule } from "../model/rule.js";
import type { TracedHop, TracedPacket, TracedRule, TracedStep } from "../report/trace-result.js";
import type { SourceRange } from "../source/range.js";
import { describeTranslations } from "./describe-translations.js";

/** Everything of a traced packet that its way tells. */
export function describeJourney({
  verdict,
  hops,
  notes,
}: Journey): Omit<TracedPacket, "id" | "packet" | "disagreements"> {
  // Where every hop knows, and the whole does not, no hop decides: the notes say what does.
  const deciding = verdict === "permit" ? hops.at(-1) : hops.find((hop) => hop.verdict === verdict);
  const decider = deciding === undefined ? undefined : deciderOf(deciding);
  const why = verdict === "permit" || deciding === undefined ? [] : reasonsOf(deciding);
  return {
    verdict,
    ...(deciding === undefined ? {} : { device: deciding.device.id }),
    ...(decider === undefined ? {} : { decider }),
    notes: [...new Set([...notes, ...why])],
    hops: hops.map(describeHop),
  };
}

/** The rule that stands for what a hop does: the one that denies or keeps it open, else the last that lets it pass. */
function deciderOf({ verdict, walk }: Hop): TracedRule | undefined {
  const steps = walk?.steps ?? [];
  if (verdict === "permit") {
    const written = steps.findLast(({ rule, table }) => table !== undefined && rule?.implicit !== true);
    const last = written ?? steps.at(-1);
    return last?.rule === undefined ? undefined : describeRule(last.rule, last.table?.name);
  }
  const step = steps.find((one) => one.verdict === verdict);
  const first = step?.open[0] ?? step?.either?.find((one) => one.verdict !== "permit") ?? step;
  return first?.rule === undefined ? undefined : describeRule(first.rule, first.table?.name);
}

/** Why a hop does not let it pass, as far as no rule tells it. */
function reasonsOf({ why, walk }: Hop): string[] {
  return [...(why === undefined ? [] : [why]), ...(walk?.doubts ?? []).map(({ reason }) => reason)];
}

function describeHop(hop: Hop): TracedHop {
  const { device, interface: ingress, egress, verdict, walk, why } = hop;
  const steps = (walk?.steps ?? []).flatMap((step) => (step.either ?? [step]).map((one) => describeStep(device, one)));
  return {
    device: device.id,
    ingress: ingress.id,
    ...(egress === undefined ? {} : { egress: egress === "self" ? egress : egress.id }),
    verdict,
    ...(why === undefined ? {} : { why }),
    translations: describeTranslations(hop, steps),
    steps,
    doubts: (walk?.doubts ?? []).map(({ reason, at }) => ({ reason, location: locationFacts(at) })),
  };
}

function describeStep(device: Device, { step, verdict, rule, table, open }: WalkedStep): TracedStep {
  return {
    name: step.name,
    verdict,
    ...(rule === undefined ? {} : { rule: describeRule(rule, table?.name) }),
    open: open.map((held) => describeOpen(device, held)),
  };
}

function describeRule(rule: Rule, table: string | undefined): TracedRule {
  return {
    id: rule.id,
    ...(rule.name === undefined ? {} : { name: rule.name }),
    ...(table === undefined ? {} : { table }),
    action: rule.action,
    doubts: [],
    locations: rule.at.map((at) => locationFacts(rule.implicit === true ? headOf(at) : at)),
  };
}

function describeOpen(device: Device, { rule, table }: OpenRule): TracedRule {
  return { ...describeRule(rule, table?.name), doubts: ruleDoubts(device, rule) };
}

/** The first line of a place: a rule that nobody wrote points at a section, and all of that would be no answer. */
function headOf(at: SourceRange): SourceRange {
  return at.endLine === at.line ? at : { ...at, endLine: at.line, endColumn: at.column + 1 };
}
