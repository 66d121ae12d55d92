/** The first page: what stands open, and the heat map. */
import { DATA, REPORT } from "./data.js";
import { Lines } from "./lines.jsx";
import { Matrix } from "./matrix.jsx";
import { linkTo } from "./route.js";
import { count, SEVERITIES, VERDICTS } from "./signs.jsx";

export function Overview() {
  const { summary } = REPORT;
  return (
    <>
      {summary.failedInputs > 0 && (
        <p class="alarm" role="alert">
          {`${count(summary.failedInputs, "input")} could not be analysed: nothing is proved by this run.`}
        </p>
      )}
      <MapErrors />
      <ul class="tiles">
        {VERDICTS.map((verdict) => (
          <li key={verdict} class={`tile is-${verdict}`}>
            <b>{summary.pairs[verdict]}</b> {`pairs ${verdict}`}
          </li>
        ))}
        {SEVERITIES.filter((severity) => summary.open[severity] > 0).map((severity) => (
          <li key={severity} class="tile">
            <a href={linkTo("findings", { severity, status: "open" })}>
              <b>{summary.open[severity]}</b> {`${severity} open`}
            </a>
          </li>
        ))}
        {summary.accepted > 0 && (
          <li class="tile">
            <a href={linkTo("findings", { status: "accepted" })}>
              <b>{summary.accepted}</b> accepted
            </a>
          </li>
        )}
      </ul>
      <h3>Heat map</h3>
      <Matrix />
      <p class="quiet">
        {`Judged as of ${DATA.date} by zoneproof ${REPORT.tool.version}. `}
        <a href={linkTo("analysed")}>What was analysed, and what the verdicts assume</a>
      </p>
    </>
  );
}

/** Of a map that was given and could not be used: until they are mended no pair is judged. */
function MapErrors() {
  const maps = REPORT.inputs.flatMap(({ file, role }) => (role === "map" ? [file] : []));
  const errors = REPORT.diagnostics.filter(
    ({ severity, location }) => severity === "error" && maps.includes(location.file),
  );
  if (REPORT.map !== null || errors.length === 0) return null;
  return (
    <div class="alarm" role="alert">
      <p>The map has errors: each device is checked alone, and no pair of zones is judged.</p>
      {errors.map((one) => (
        <div key={JSON.stringify(one)}>
          <p>
            {one.message}
            {one.expected !== null && `; expected ${one.expected}`}
            {one.help !== null && ` (${one.help})`}
          </p>
          <Lines at={one.location} />
        </div>
      ))}
    </div>
  );
}
