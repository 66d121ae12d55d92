/** The short list on a terminal: the first actions with their owner and phase. */

import { visible } from "../../source/visible.js";
import { type Action, FIRST_ACTIONS } from "../plan.js";
import { checkedText, heldText, type Proposal } from "../proposal.js";
import { count } from "../summary.js";
import type { Page } from "./page.js";

/** @param actions in the order of the plan. */
export function writePlan(page: Page, actions: readonly Action[]): void {
  if (actions.length === 0) return;
  const shown = actions.slice(0, FIRST_ACTIONS);
  page.heading(`What to do first: ${shown.length} of ${count(actions.length, "action")} (${phasesText(actions)})`);
  const held = heldText(shown.map(({ proposal }) => proposal));
  if (held !== undefined) {
    page.wrapped("", `${held.charAt(0).toUpperCase()}${held.slice(1)}.`);
    page.line();
  }
  const said = new Map<string, number>();
  const told = new Map<string, number>();
  /** A sentence that stood before is not said again. */
  const once = (text: string, number: number): string => {
    const before = told.get(text);
    if (before === undefined) told.set(text, number);
    return before === undefined ? text : `as in ${before}`;
  };
  shown.forEach((action, index) => {
    const [step, ...others] = action.steps;
    const number = `${index + 1}.`.padStart(3);
    page.wrapped(
      `${number} `,
      `[${action.owners.join("+")}, phase ${action.phase}, score ${action.score}] ${action.name}`,
    );
    const first = said.get(step);
    if (first === undefined) said.set(step, index + 1);
    const what = first === undefined ? step : `As in ${first}.`;
    page.wrapped("      ", others.length === 0 ? what : `${what} And ${count(others.length, "more step")}, below.`);
    page.wrapped("      ", `${repairsText(action)}${placeText(action)}`);
    if (action.proposal !== undefined)
      writeProposal(page, action.proposal, { findings: action.findings.length, once: (text) => once(text, index + 1) });
  });
}

/** Lines to enter are never broken: they are copied. */
function writeProposal(
  page: Page,
  proposal: Proposal,
  { findings, once }: { readonly findings: number; readonly once: (text: string) => string },
): void {
  if (proposal.kind === "none") {
    page.wrapped("      ", `no change is proposed: ${once(proposal.why)}`);
    return;
  }
  page.wrapped("      ", `a change that ${proposal.what} (${proposal.where}):`);
  for (const line of proposal.lines) page.line(`        ${page.paint("heading", visible(line))}`);
  page.wrapped("      ", checkedText(proposal, findings));
  if (proposal.cautions.length > 0) page.wrapped("      ", `look first: ${once(proposal.cautions.join("; and "))}`);
}

function phasesText(actions: readonly Action[]): string {
  const phases = [...new Set(actions.map(({ phase }) => phase))];
  return phases.map((one) => `phase ${one}: ${actions.filter(({ phase }) => phase === one).length}`).join(", ");
}

function repairsText({ findings }: Action): string {
  const pairs = new Set(findings.flatMap(({ from, to }) => (from === undefined ? [] : [`${from} -> ${to}`])));
  const conduits = new Set(findings.flatMap(({ conduit }) => conduit ?? []));
  const on = [pairs.size > 0 && count(pairs.size, "pair"), conduits.size > 0 && count(conduits.size, "conduit")].filter(
    (part) => part !== false,
  );
  return `repairs ${count(findings.length, "finding")}${on.length === 0 ? "" : ` on ${on.join(" and ")}`}`;
}

function placeText({ locations: [place] }: Action): string {
  return place === undefined ? "" : `; ${place.file}:${place.line}`;
}
