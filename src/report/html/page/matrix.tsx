/** The heat map: who may start a connection to whom. */
import type { PairJson } from "../../json-shape.js";
import { FINDINGS_OF_PAIR, pairKey, pairOf, REPORT, ZONES } from "./data.js";
import { linkTo } from "./route.js";
import { count, signOf } from "./signs.jsx";

const HEAT: Readonly<Record<string, number>> = { critical: 3, high: 2, medium: 1, low: 1, info: 1 };

export function Matrix() {
  if (ZONES.length === 0) {
    const why = REPORT.map === null ? "Without a map of zones (zones.yaml)" : "With a map of one zone";
    return <p class="quiet">{`${why} there are no pairs to judge.`}</p>;
  }
  return (
    <div class="wide">
      <table class="matrix" onKeyDown={moveFocus}>
        <caption>
          <span>Who may start a connection to whom: rows from, columns to. Arrow keys move, Enter opens.</span>
        </caption>
        <thead>
          <tr>
            <td />
            {ZONES.map((zone) => (
              <th key={zone} scope="col">
                <span title={zone}>{zone}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ZONES.map((from) => (
            <tr key={from}>
              <th scope="row" title={from}>
                {from}
              </th>
              {ZONES.map((to) => (
                <Cell key={to} from={from} to={to} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Legend />
    </div>
  );
}

function Cell({ from, to }: { readonly from: string; readonly to: string }) {
  const pair = pairOf(from, to);
  if (pair === undefined) return <td class="none" aria-label={from === to ? "the same zone" : "not asked"} />;
  const open = openOf(pair);
  const heat = Math.max(1, ...open.map(({ severity }) => HEAT[severity] ?? 1));
  const told = `${from} to ${to}: ${pair.verdict}${pair.conduit === null ? ", no conduit" : `, conduit ${pair.conduit}`}, ${count(open.length, "open finding")}`;
  return (
    <td class={`cell is-${pair.verdict} heat-${heat}`}>
      <a href={linkTo("pair", { from, to })} aria-label={told} title={told}>
        {signOf(pair.verdict)}
        {pair.conduit !== null && "="}
        {open.length > 0 && <small>{open.length}</small>}
      </a>
    </td>
  );
}

function openOf({ from, to }: PairJson) {
  return (FINDINGS_OF_PAIR.get(pairKey(from, to)) ?? []).filter(({ status }) => status === "open");
}

function Legend() {
  return (
    <ul class="legend">
      <li>
        <span class="swatch is-violated heat-1">✗</span>
        <span class="swatch is-violated heat-2">✗</span>
        <span class="swatch is-violated heat-3">✗</span> violated; at worst below high, high, critical
      </li>
      <li>
        <span class="swatch is-unproved">?</span> unproved: a doubt decides
      </li>
      <li>
        <span class="swatch is-proved">✓</span> proved: nothing but what is declared
      </li>
      <li>= a conduit is declared; the number counts open findings</li>
    </ul>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** Moves from cell to cell as in a sheet; over the diagonal it goes on. */
function moveFocus(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const cell = event.target instanceof Element ? event.target.closest("td") : null;
  const body = cell?.closest("tbody");
  if (step === undefined || cell === null || !body) return;
  let row = Array.from(body.rows).findIndex((candidate) => candidate.contains(cell));
  let column = cell.cellIndex;
  for (;;) {
    row += step[0];
    column += step[1];
    const next = body.rows[row]?.cells[column];
    if (next === undefined) return;
    const link = next.querySelector("a");
    if (link === null) continue;
    event.preventDefault();
    link.focus();
    return;
  }
}
