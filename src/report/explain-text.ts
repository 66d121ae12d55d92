/** One pair of zones for people: the verdict, the ways with what passes them, the rules, the declared flows, what is open. */
import type { BoxFacts, SetFacts } from "../facts/common.js";
import type { CarrierFacts, FlowFacts, PairFacts, PathFacts } from "../facts/pair.js";
import type { SourceFile } from "../source/source-file.js";
import type { RenderOptions } from "./render-options.js";
import { type FrameWriter, writeFrames } from "./terminal/frames.js";
import { openPage, type Page } from "./terminal/page.js";

const SHOWN_BOXES = 6;

/** @param sources texts of the inputs by path, for code frames. */
export function renderExplanation(
  pair: PairFacts,
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
  writePaths(page, pair.paths);
  writeFlows(page, frames, pair.flows);
  writeCarriers(page, frames, pair.carriers);
  if (pair.denied_by.length > 0) {
    page.heading("Denied by");
    for (const rule of pair.denied_by) {
      page.wrapped("  ", `${rule.device}, ${rule.table}: rule ${rule.id}`);
      writeFrames(page, frames, rule.locations);
    }
  }
  return page.text();
}

function writeReasons(page: Page, { reasons, unproved_witness: witness }: PairFacts): void {
  for (const { reason, location } of reasons) {
    page.wrapped("  open    ", location === undefined ? reason : `${reason} (${location.file}:${location.line})`);
  }
  if (witness !== undefined) page.wrapped("  packet  ", `${witness.text}, if the doubts turn out badly`);
}

function writePaths(page: Page, paths: readonly PathFacts[]): void {
  page.heading(paths.length === 0 ? "No way between them over the given devices" : "Ways");
  const words = { surely: "something passes", perhaps: "something may pass", nothing: "nothing passes" };
  for (const { hops, because, passes } of paths) {
    const course = hops.map(({ device, ingress, egress }) => `${device} (${ingress} to ${egress})`).join(", then ");
    page.wrapped("  - ", `${course}: ${words[passes]}`);
    if (because !== undefined) page.wrapped("    ", because);
  }
}

function writeFlows(page: Page, frames: FrameWriter, flows: readonly FlowFacts[]): void {
  if (flows.length === 0) return;
  page.heading("Declared flows");
  for (const flow of flows) {
    page.wrapped("  - ", `${flow.id} (${flow.service}): ${flow.state}`);
    if (flow.blocked_witness !== undefined) page.wrapped("    blocked  ", flow.blocked_witness.text);
    for (const rule of flow.blocked_by) {
      page.wrapped("    by  ", `${rule.device}, ${rule.table}: rule ${rule.id}`);
      writeFrames(page, frames, rule.locations);
    }
  }
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

function writeSet(page: Page, title: string, set: SetFacts): void {
  for (const [index, box] of set.boxes.slice(0, SHOWN_BOXES).entries()) {
    page.wrapped(`    ${index === 0 ? title : " ".repeat(title.length)}  `, boxText(box));
  }
  const more = set.more_boxes + Math.max(0, set.boxes.length - SHOWN_BOXES);
  if (more > 0) page.wrapped(`    ${" ".repeat(title.length)}  `, `and ${more} more sets`);
}

function boxText({ sources, destinations, services }: BoxFacts): string {
  return `${sources.join(", ")} -> ${destinations.join(", ")} by ${services.join(", ")}`;
}
