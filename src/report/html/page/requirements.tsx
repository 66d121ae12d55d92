/** The gap table: requirements of IEC 62443-3-3 by zone. */
import { GAP_STATES } from "../../gap-state.js";
import { GAP_NAMES, gapCountsText, gapText } from "../../gap-words.js";
import type { AttestedJson, GapJson, RequirementJson } from "../../requirement-shape.js";
import { Choice } from "./choice.jsx";
import { REPORT } from "./data.js";
import { linkTo, type Route, setFilter } from "./route.js";
import { count, Gap, gapSign } from "./signs.jsx";

/** What is known of a requirement in one column. */
interface Cell extends GapJson {
  readonly column: string;
  readonly attested: AttestedJson | null;
}

/** The columns are zones, or conduits. */
function cellsOf({ zones, conduits }: RequirementJson, by: string): Cell[] {
  return by === "conduit"
    ? conduits.map(({ conduit, ...gap }) => ({ ...gap, column: conduit, attested: null }))
    : zones.map(({ zone, ...gap }) => ({ ...gap, column: zone }));
}

export function Requirements({ route }: { readonly route: Route }) {
  const [state, query, evidence] = [route.get("state"), route.get("q"), route.get("evidence")];
  const by = route.get("by");
  const rows = REPORT.requirements.filter(
    (row) =>
      (state === "" || row.state === state) &&
      (evidence === "" || row.checks.length > 0) &&
      `${row.id} ${row.title}`.toLowerCase().includes(query.toLowerCase()),
  );
  return (
    <>
      <search class="filters">
        <label class="search">
          <span>Search</span>
          <input type="search" value={query} onInput={(event) => setFilter("q", event.currentTarget.value)} />
        </label>
        <Choice
          name="state"
          label="State"
          value={state}
          none="all"
          of={GAP_STATES.map((one) => [one, GAP_NAMES[one]])}
        />
        <Choice name="by" label="Columns" value={by} none="zones" of={[["conduit", "conduits"]]} />
        <label class="check">
          <input
            type="checkbox"
            name="evidence"
            checked={evidence !== ""}
            onChange={(event) => setFilter("evidence", event.currentTarget.checked ? "1" : "")}
          />
          <span>only those that some check speaks of</span>
        </label>
      </search>
      <p aria-live="polite">{`${count(rows.length, "requirement")}: ${gapCountsText(rows)}`}</p>
      <p class="quiet">
        “No contradiction found” is no proof of compliance: checks looked at the configurations and found nothing
        against it. “Missing” needs an attestation in the map. “Not applicable” is asked from a higher SL-T than that of
        the zone or conduit, in the element of its own foundational requirement.
      </p>
      <div class="wide">
        <GapTable rows={rows} by={by} />
      </div>
    </>
  );
}

function GapTable({ rows, by }: { readonly rows: readonly RequirementJson[]; readonly by: string }) {
  const columns = REPORT.requirements[0] === undefined ? [] : cellsOf(REPORT.requirements[0], by);
  return (
    <table class="gaps">
      <caption>{`IEC 62443-3-3, by ${by === "conduit" ? "conduit" : "zone"}`}</caption>
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          <th scope="col">from SL</th>
          <th scope="col">State</th>
          {columns.map(({ column }) => (
            <th key={column} scope="col" class="turned">
              <span title={column}>{column}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} by={by} />
        ))}
      </tbody>
      <Counts rows={rows} by={by} />
    </table>
  );
}

/** How many requirements of each column are in each state. */
function Counts({ rows, by }: { readonly rows: readonly RequirementJson[]; readonly by: string }) {
  const cells = rows.map((row) => cellsOf(row, by));
  return (
    <tfoot>
      {GAP_STATES.filter((state) => cells.flat().some((cell) => cell.state === state)).map((state) => (
        <tr key={state}>
          <th scope="row" colSpan={3}>
            <Gap state={state} />
          </th>
          {cells[0]?.map(({ column }, index) => (
            <td key={column} class="number">
              {cells.filter((row) => row[index]?.state === state).length}
            </td>
          ))}
        </tr>
      ))}
    </tfoot>
  );
}

function Row({ row, by }: { readonly row: RequirementJson; readonly by: string }) {
  return (
    <tr>
      <th scope="row">
        {row.id} <small>{row.title}</small>
      </th>
      <td>{row.fromLevel === 0 ? "" : row.fromLevel}</td>
      <td>
        <span title={gapText(row)}>
          <Gap state={row.state} />
        </span>{" "}
        {row.open > 0 && <a href={linkTo("findings", { requirement: row.id, status: "open" })}>{`${row.open} open`}</a>}
      </td>
      {cellsOf(row, by).map((cell) => (
        <GapCell key={cell.column} cell={cell} requirement={row.id} by={by} />
      ))}
    </tr>
  );
}

function GapCell({
  cell,
  requirement,
  by,
}: {
  readonly cell: Cell;
  readonly requirement: string;
  readonly by: string;
}) {
  const { column, state, also, attested, open } = cell;
  const words = gapText(cell, attested);
  // Somebody vouches for it, or did, beside what else is known.
  const beside = state !== "attested" && attested !== null ? (attested.expired ? " a†" : " a") : "";
  const weaker = state === "attested" && also.length > 0 ? ` ${also.map(gapSign).join("")}` : "";
  const sign = `${gapSign(state)}${beside}${weaker}`;
  const isLinked = open > 0 && by !== "conduit";
  return (
    <td class={`gap gap-${state}`} aria-label={`${column}: ${words}`} title={words}>
      {isLinked ? <a href={linkTo("findings", { requirement, zone: column, status: "open" })}>{sign}</a> : sign}
    </td>
  );
}
