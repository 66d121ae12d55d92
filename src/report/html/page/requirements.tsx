/** The gap table: requirements of IEC 62443-3-3 by zone. */
import type { GapState } from "../../requirements.js";
import type { RequirementJson } from "../page-data.js";
import { DATA } from "./data.js";
import { linkTo, type Route, setFilter } from "./route.js";
import { count, GAP_WORDS, Gap, gapSign } from "./signs.jsx";

const STATES = Object.keys(GAP_WORDS) as GapState[];

export function Requirements({ route }: { readonly route: Route }) {
  const [state, query, evidence] = [route.get("state"), route.get("q"), route.get("evidence")];
  const rows = DATA.requirements.filter(
    (row) =>
      (state === "" || row.state === state) &&
      (evidence === "" || row.checks.length > 0) &&
      `${row.id} ${row.title}`.toLowerCase().includes(query.toLowerCase()),
  );
  const zones = DATA.requirements[0]?.zones.map(({ zone }) => zone) ?? [];
  return (
    <>
      <search class="filters">
        <label class="search">
          <span>Search</span>
          <input type="search" value={query} onInput={(event) => setFilter("q", event.currentTarget.value)} />
        </label>
        <label>
          <span>State</span>
          <select name="state" value={state} onChange={(event) => setFilter("state", event.currentTarget.value)}>
            <option value="">all</option>
            {STATES.map((one) => (
              <option key={one} value={one}>
                {GAP_WORDS[one]}
              </option>
            ))}
          </select>
        </label>
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
      <p aria-live="polite">{count(rows.length, "requirement")}</p>
      <p class="quiet">
        “No contradiction found” is no proof of compliance: checks looked at the configurations and found nothing
        against it.
      </p>
      <div class="wide">
        <table class="gaps">
          <caption>IEC 62443-3-3, by zone</caption>
          <thead>
            <tr>
              <th scope="col">Requirement</th>
              <th scope="col">from SL</th>
              <th scope="col">State</th>
              {zones.map((zone) => (
                <th key={zone} scope="col" class="turned">
                  <span>{zone}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ row }: { readonly row: RequirementJson }) {
  return (
    <tr>
      <th scope="row">
        {row.id} <small>{row.title}</small>
      </th>
      <td>{row.fromLevel === 0 ? "" : row.fromLevel}</td>
      <td>
        <Gap state={row.state} />{" "}
        {row.open > 0 && <a href={linkTo("findings", { requirement: row.id, status: "open" })}>{`${row.open} open`}</a>}
      </td>
      {row.zones.map(({ zone, state, open }) => (
        <td key={zone} class={`gap gap-${state}`} aria-label={`${zone}: ${GAP_WORDS[state]}`} title={GAP_WORDS[state]}>
          {open > 0 ? (
            <a href={linkTo("findings", { requirement: row.id, zone, status: "open" })}>{gapSign(state)}</a>
          ) : (
            gapSign(state)
          )}
        </td>
      ))}
    </tr>
  );
}
