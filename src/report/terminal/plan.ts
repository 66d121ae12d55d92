/** The short list on a terminal: the first actions with their owner and phase. */

import { visible } from "../../source/visible.js";
import { type Action, FIRST_ACTIONS } from "../plan.js";
import { checkedText, type Proposal } from "../proposal.js";
import { count } from "../summary.js";
import type { Page } from "./page.js";

/** @param actions in the order of the plan. */
export function writePlan(page: Page, actions: readonly Action[]): void {
  if (actions.length === 0) return;
  const shown = actions.slice(0, FIRST_ACTIONS);
  page.heading(`What to do first: ${shown.length} of ${count(actions.length, "action")} (${phasesText(actions)})`);
  const said = new Map<string, number>();
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
    if (action.proposal !== undefined) writeProposal(page, action.proposal, action.findings.length);
  });
}

/** Lines to enter are never broken: they are copied. */
function writeProposal(page: Page, proposal: Proposal, findings: number): void {
  if (proposal.kind === "none") {
    page.wrapped("      ", `no change is proposed: ${proposal.why}`);
    return;
  }
  page.wrapped("      ", `a change that ${proposal.what} (${proposal.where}):`);
  for (const line of proposal.lines) page.line(`        ${page.paint("heading", visible(line))}`);
  page.wrapped("      ", checkedText(proposal, findings));
  for (const caution of proposal.cautions) page.wrapped("      ", `look first: ${caution}`);
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
