/** The short list on a terminal: the first actions with their owner and phase. */
import type { Action } from "../plan.js";
import { count } from "../summary.js";
import type { Page } from "./page.js";

/** As many as a plant manager takes to a meeting. */
const SHOWN = 10;

/** @param actions in the order of the plan. */
export function writePlan(page: Page, actions: readonly Action[]): void {
  if (actions.length === 0) return;
  const shown = actions.slice(0, SHOWN);
  page.heading(`What to do first: ${shown.length} of ${count(actions.length, "action")} (${phasesText(actions)})`);
  shown.forEach((action, index) => {
    const [step, ...others] = action.steps;
    const number = `${index + 1}.`.padStart(3);
    page.wrapped(
      `${number} `,
      `[${action.owners.join("+")}, phase ${action.phase}, score ${action.score}] ${action.name}`,
    );
    page.wrapped("      ", others.length === 0 ? step : `${step} And ${count(others.length, "more step")}, below.`);
    page.wrapped("      ", `${repairsText(action)}${placeText(action)}`);
  });
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
