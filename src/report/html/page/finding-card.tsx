/** One finding: its sentence, and on request why, what to do, the packet, the lines. */
import { useState } from "preact/hooks";
import type { DoubtJson } from "../../json-shape.js";
import type { PageFinding } from "../page-data.js";
import { Boxes } from "./boxes.jsx";
import { REPORT } from "./data.js";
import { Lines, Places, placeText } from "./lines.jsx";
import type { Listing } from "./long-list.jsx";
import { linkTo } from "./route.js";
import { Severity, Verdict } from "./signs.jsx";

/** Findings as a list of any length. */
export const AS_FINDINGS: Listing<PageFinding> = {
  name: "Findings",
  style: "findings",
  height: 2.5,
  keyOf: ({ fingerprint }) => fingerprint,
  show: (finding) => <FindingCard key={finding.fingerprint} finding={finding} />,
};

function FindingCard({ finding }: { readonly finding: PageFinding }) {
  const [open, setOpen] = useState(false);
  const { severity, verdict, status, message, locations } = finding;
  const [first] = locations;
  return (
    <li class={`finding edge-${severity}`}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Severity of={severity} /> <Verdict of={verdict} />
          {status !== "open" && <span class="badge">{status}</span>} <span class="message">{message}</span>
          {first !== undefined && <span class="quiet place">{placeText(first)}</span>}
        </summary>
        {open && <FindingBody finding={finding} />}
      </details>
    </li>
  );
}

function FindingBody({ finding }: { readonly finding: PageFinding }) {
  const check = REPORT.checks[finding.check];
  const { from, to, witness, boxes, doubts, locations } = finding;
  return (
    <div class="body">
      <p>{check?.why}</p>
      <p>
        <b>What to do: </b>
        {check?.action}
      </p>
      <dl class="facts">
        <Fact name="Check" value={finding.check} />
        <Fact name="Requirements" value={check?.requirements.join(", ") ?? null} />
        <Fact name="SL-T" value={finding.slTarget} />
        <Fact name="Owner, phase" value={check === undefined ? null : `${check.owner}, ${check.phase}`} />
        <Fact name="Device" value={finding.device} />
        <Fact name="Rule" value={finding.rule} />
        <Fact name="Conduit" value={finding.conduit} />
        <Fact name="A packet that shows it" value={witness} />
        <Fact name="Fingerprint" value={`${finding.fingerprint}…`} />
      </dl>
      {from !== null && to !== null && (
        <p>
          <a href={linkTo("pair", { from, to })}>{`Everything about ${from} → ${to}`}</a>
        </p>
      )}
      {boxes.length > 0 && <Boxes of={boxes} />}
      <Doubts of={doubts} />
      <Places of={locations} />
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string | null }) {
  if (value === null || value === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Why something is not decided, each with its lines where it has some. */
export function Doubts({ of }: { readonly of: readonly DoubtJson[] }) {
  if (of.length === 0) return null;
  return (
    <>
      <p>
        <b>What keeps it open:</b>
      </p>
      <ul>
        {of.map((doubt) => (
          <li key={JSON.stringify(doubt)}>
            {`${doubt.device === null ? "" : `${doubt.device}: `}${doubt.reason}`}
            {doubt.location !== null && <Lines at={doubt.location} />}
          </li>
        ))}
      </ul>
    </>
  );
}
