/** A traced packet for people: the verdict, then every step of its way with the lines that decide it. */
import type { SourceFile } from "../source/source-file.js";
import { visible } from "../source/visible.js";
import type { RenderOptions } from "./render-options.js";
import { type FrameWriter, writeFrames } from "./terminal/frames.js";
import { openPage, type Page, type Style } from "./terminal/page.js";
import type {
  TracedHop,
  TracedPacket,
  TracedRule,
  TracedStep,
  TracedTranslation,
  TraceVerdict,
} from "./trace-result.js";

const WORDS: Readonly<Record<TraceVerdict, string>> = { permit: "PERMITTED", deny: "DENIED", unknown: "UNKNOWN" };
const STYLES: Readonly<Record<TraceVerdict, Style>> = { permit: "proved", deny: "violated", unknown: "unproved" };
const DONE: Readonly<Record<TraceVerdict, string>> = { permit: "permitted", deny: "denied", unknown: "not known" };

/** @param sources texts of the inputs by path, for code frames. */
export function renderTrace(
  traced: TracedPacket,
  sources: ReadonlyMap<string, SourceFile>,
  options: RenderOptions,
): string {
  const page = openPage(options);
  const frames: FrameWriter = { sources, opened: new Map() };
  page.wrapped(`${page.paint(STYLES[traced.verdict], WORDS[traced.verdict])}  `, traced.packet);
  for (const note of traced.notes) page.wrapped("  ", note);
  for (const hop of traced.hops) writeHop(page, frames, hop);
  return page.text();
}

function writeHop(page: Page, frames: FrameWriter, hop: TracedHop): void {
  page.heading(`${hop.device}: ${wayOf(hop)}`);
  if (hop.why !== undefined) page.wrapped("  ", `${hop.verdict === "deny" ? "denied" : "open"}: ${hop.why}`);
  else if (hop.steps.length === 0) page.wrapped("  ", "no filter on this way: everything passes");
  writeTranslations(page, frames, hop, "destination");
  for (const [index, step] of hop.steps.entries()) writeStep(page, frames, step, index + 1);
  writeTranslations(page, frames, hop, "source");
  for (const { reason, location } of hop.doubts) {
    page.wrapped("  in doubt: ", reason);
    writeFrames(page, frames, [location]);
  }
}

function wayOf({ ingress, egress }: TracedHop): string {
  if (egress === undefined) return `in by ${ingress}`;
  return egress === "self" ? `in by ${ingress}, for the device itself` : `in by ${ingress}, out by ${egress}`;
}

/** What it was dialled by is translated before most filters look at it, its source behind them. */
function writeTranslations(page: Page, frames: FrameWriter, hop: TracedHop, of: TracedTranslation["of"]): void {
  for (const one of hop.translations.filter((each) => each.of === of)) {
    const becomes = one.surely ? "becomes" : "may become";
    page.wrapped("  ", `${of} ${becomes} ${one.to ?? "one of several addresses"} by ${one.rule}`);
    writeFrames(page, frames, one.locations);
  }
}

function writeStep(page: Page, frames: FrameWriter, step: TracedStep, number: number): void {
  page.wrapped(`  ${number}. ${visible(step.name)}: `, DONE[step.verdict], STYLES[step.verdict]);
  for (const rule of step.open) {
    page.wrapped(
      "     ",
      `${ruleText(rule)} may match: ${rule.doubts.join("; ") || "what it matches cannot be known"}`,
    );
    writeFrames(page, frames, rule.locations);
  }
  if (step.rule === undefined) return;
  page.wrapped("     ", `${step.open.length > 0 ? "otherwise " : ""}${ruleText(step.rule)}`);
  writeFrames(page, frames, step.rule.locations);
}

function ruleText({ id, name, table, action }: TracedRule): string {
  const called = name === undefined || name === id ? "" : ` "${name}"`;
  return table === undefined ? `${action}: ${name ?? id}` : `${action} by rule ${id}${called} of ${table}`;
}
