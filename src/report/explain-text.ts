/** One pair of zones for people: the verdict, the ways with what passes them, the rules, the declared flows, what is open. */
import type { BoxFacts, RuleFactsForPolicies, SetFacts } from "../facts/common.js";
import type { ExplanationFacts, WayFacts, WayHopFacts } from "../facts/explanation.js";
import type { CarrierFacts, FlowFacts, PairFacts, StoppedFacts } from "../facts/pair.js";
import type { WayTranslationFacts } from "../facts/translations.js";
import type { SourceFile } from "../source/source-file.js";
import type { RenderOptions } from "./render-options.js";
import { type FrameWriter, writeFrames } from "./terminal/frames.js";
import { openPage, type Page } from "./terminal/page.js";

const SHOWN_BOXES = 6;
/** Rules of one filter on one way that are named. */
const SHOWN_RULES = 8;

/** @param sources texts of the inputs by path, for code frames. */
export function renderExplanation(
  { pair, permitted, declared, ways }: ExplanationFacts,
  sources: ReadonlyMap<string, SourceFile>,
  options: RenderOptions,
): string {
  const page = openPage(options);
  const frames: FrameWriter = { sources, opened: new Map() };
  const conduit = pair.conduit === undefined ? "no conduit is declared" : `conduit ${pair.conduit.id}`;
  page.wrapped(
    `${page.paint(pair.verdict, pair.verdict.toUpperCase())}  `,
    `${pair.from.id} -> ${pair.to.id}, ${conduit}`,
  );
  writeReasons(page, pair);
  writeSets(page, "Permitted", permitted, "nothing");
  writeSets(page, "Declared", declared, "nothing");
  writeWays(page, ways, pair.more_paths);
  writeFlows(page, frames, pair.flows);
  writeCarriers(page, frames, pair.carriers);
  writeStopped(page, frames, pair.stopped);
  if (pair.denied_by.length > 0) {
    page.heading("Denied by");
    for (const rule of pair.denied_by) {
      page.wrapped("  ", `${rule.device}, ${rule.table}: rule ${rule.id}`);
      writeFrames(page, frames, rule.locations);
    }
  }
  return page.text();
}

function writeSets(
  page: Page,
  title: string,
  sets: readonly (SetFacts & { certain: boolean })[],
  otherwise: string,
): void {
  page.heading(title);
  if (sets.length === 0) page.line(`  ${otherwise}`);
  for (const set of sets) writeSet(page, set.certain ? "" : "perhaps", set);
}

function writeReasons(page: Page, { reasons, violated_witness: sure, unproved_witness: open }: PairFacts): void {
  for (const { reason, location } of reasons) {
    page.wrapped("  open    ", location === undefined ? reason : `${reason} (${location.file}:${location.line})`);
  }
  if (sure !== undefined) page.wrapped("  packet  ", `${sure.text} surely passes`);
  if (open !== undefined) page.wrapped("  packet  ", `${open.text}, if the doubts turn out badly`);
}

function writeWays(page: Page, ways: readonly WayFacts[], more: number | undefined): void {
  page.heading(ways.length === 0 ? "No way between them over the given devices" : "Ways");
  const words = { surely: "something passes", perhaps: "something may pass", nothing: "nothing passes" };
  for (const { hops, because, passes, family, alike } of ways) {
    const course = hops.map(({ device, ingress, egress }) => `${device} (${ingress} to ${egress})`).join(", then ");
    page.wrapped("  - ", `${course}: ${words[passes]}${family === 6 ? " (IPv6)" : ""}`);
    if (alike !== undefined) page.wrapped("    ", `and ${alike} more ways over interfaces like these`);
    if (because !== undefined) page.wrapped("    ", because);
    for (const { device, translations = [] } of hops) {
      for (const one of translations) page.wrapped("    ", `${device}: ${translationText(one)}`);
    }
    if (passes !== "nothing") for (const hop of hops) writeHop(page, hop);
  }
  if (more !== undefined) page.line(`  and ${more} more ways`);
}

/** What lets the packets of a way through at one device, filter by filter; the rules stand with their lines below. */
function writeHop(page: Page, { device, filters }: WayHopFacts): void {
  const naming = filters.filter(({ rules }) => rules.length > 0);
  if (naming.length === 0) page.wrapped("    ", `${device}: by no rule, but a doubt about the device keeps it open`);
  for (const { rules } of naming) {
    const [first, ...others] = rules;
    if (first === undefined) continue;
    const named = [first, ...others].slice(0, SHOWN_RULES).map(({ rule, permits }) => ruleText(rule, permits.certain));
    const more = rules.length > SHOWN_RULES ? ` and ${rules.length - SHOWN_RULES} more` : "";
    page.wrapped("    ", `${device}, ${first.rule.table}: ${named.join("; ")}${more}`);
  }
}

/** In the words of `trace`. */
function translationText({ of, from, to, rules, certain, locations }: WayTranslationFacts): string {
  const named = rules.slice(0, SHOWN_RULES).map((rule, index) => {
    const place = locations[index];
    return place === undefined ? rule : `${rule} (${place.file}:${place.line})`;
  });
  const by = `${named.join(" or ")}${rules.length > SHOWN_RULES ? " or others" : ""}`;
  return `${of} ${from} ${certain ? "becomes" : "may become"} ${to} by ${by}`;
}

function ruleText({ traits, id, name, locations }: RuleFactsForPolicies, certain: boolean): string {
  const [place] = locations;
  const where = place === undefined ? "" : ` (${place.file}:${place.line})`;
  return `${traits.implicit ? (name ?? id) : `rule ${id}`}${certain ? "" : ", perhaps"}${where}`;
}

function writeFlows(page: Page, frames: FrameWriter, flows: readonly FlowFacts[]): void {
  if (flows.length === 0) return;
  page.heading("Declared flows");
  for (const flow of flows) {
    page.wrapped("  - ", `${flow.id} (${flow.service}): ${flow.state}${partText(flow)}`);
    for (const { reason } of flow.doubts ?? []) page.wrapped("    because  ", reason);
    if (flow.blocked_witness !== undefined) page.wrapped("    blocked  ", flow.blocked_witness.text);
    for (const rule of flow.blocked_by) {
      page.wrapped("    by  ", `${rule.device}, ${rule.table}: rule ${rule.id}`);
      writeFrames(page, frames, rule.locations);
    }
  }
}

function partText({ part }: FlowFacts): string {
  if (part === undefined) return "";
  return part === "surely" ? ", but some of it passes" : ", but some of it may pass";
}

function writeCarriers(page: Page, frames: FrameWriter, carriers: readonly CarrierFacts[]): void {
  if (carriers.length === 0) return;
  page.heading("Permitted by");
  for (const { rule, permits, excess } of carriers) {
    page.wrapped("  - ", `${rule.device}, ${rule.table}: rule ${rule.id}${permits.certain ? "" : ", perhaps"}`);
    writeSet(page, "permits   ", permits);
    if (excess === undefined) page.wrapped("    ", "all of it is declared");
    else writeSet(page, "undeclared", excess);
    writeFrames(page, frames, rule.locations);
  }
}

/** What single devices let through and another one stops. */
function writeStopped(page: Page, frames: FrameWriter, stopped: readonly StoppedFacts[]): void {
  if (stopped.length === 0) return;
  page.heading("Permitted here, stopped there");
  for (const { rule, permits, stopped_by: others } of stopped) {
    page.wrapped("  - ", `${rule.device}, ${rule.table}: rule ${rule.id}, stopped by ${others.join(", ")}`);
    writeSet(page, "permits   ", permits);
    writeFrames(page, frames, rule.locations);
  }
}

function writeSet(page: Page, title: string, set: SetFacts): void {
  for (const [index, box] of set.boxes.slice(0, SHOWN_BOXES).entries()) {
    page.wrapped(`  ${margin(index === 0 ? title : " ".repeat(title.length))}`, boxText(box));
  }
  const left = set.boxes.slice(SHOWN_BOXES);
  const more = set.more_boxes + left.length;
  const packets = left.reduce((sum, box) => sum + BigInt(box.packets ?? 0), BigInt(set.more_packets));
  if (more > 0) page.wrapped(`  ${margin(" ".repeat(title.length))}`, `and ${more} more sets of ${packets} packets`);
}

function margin(title: string): string {
  return title === "" ? "" : `  ${title}  `;
}

function boxText({ sources, destinations, services }: BoxFacts): string {
  return `${sources.join(", ")} -> ${destinations.join(", ")} by ${services.join(", ")}`;
}
