/** How it went over the runs that were kept, and what was accepted or appeared since the last one. */
import type { FollowUpJson, TrendJson } from "../../follow-up-shape.js";
import { FINDINGS, REPORT } from "./data.js";
import { Heads } from "./heads.js";
import { count, SEVERITIES, Section, VERDICTS } from "./signs.jsx";

export function FollowUp() {
  const { trend, earlierRuns, since } = REPORT.followUp;
  return (
    <>
      <Section
        title="Trend"
        empty={trend.length === 0 && "No earlier runs are kept: --history keeps a record of each."}
      >
        <Trend runs={trend} />
        {earlierRuns > 0 && <p class="quiet">{`and ${count(earlierRuns, "run")} before`}</p>}
      </Section>
      {since !== null && <Since since={since} />}
    </>
  );
}

function Trend({ runs }: { readonly runs: readonly TrendJson[] }) {
  return (
    <div class="wide">
      <table>
        <caption>Open findings and verdicts, run by run</caption>
        <Heads of={["Judged for", ...SEVERITIES, "accepted", ...VERDICTS, "not analysed"]} />
        <tbody>
          {runs.map(({ day, open, pairs, accepted, failedInputs }, index) => (
            <tr key={index}>
              <th scope="row">{day}</th>
              {SEVERITIES.map((severity) => (
                <td key={severity}>{open[severity]}</td>
              ))}
              <td>{accepted}</td>
              {VERDICTS.map((verdict) => (
                <td key={verdict}>{pairs[verdict]}</td>
              ))}
              <td>{failedInputs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Since({ since }: { readonly since: NonNullable<FollowUpJson["since"]> }) {
  const lists = [
    ["New", since.appeared],
    ["Newly accepted", since.newlyAccepted],
    ["Accepted no more", since.acceptedNoMore],
  ] as const;
  return (
    <>
      <p>{`Since ${since.day}: ${since.appeared.length} new, ${since.gone} gone.`}</p>
      {lists.map(([title, prints]) => (
        <Section key={title} title={title} empty={prints.length === 0 && "None."}>
          <ul>
            {prints.map((print) => (
              <li key={print}>{FINDINGS.get(print)?.message}</li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}
