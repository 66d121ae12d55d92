/** What this report cannot tell, and why. */
import type { DoubtJson } from "../../json-shape.js";
import { REPORT } from "./data.js";
import { Doubts as DoubtList } from "./finding-card.jsx";
import { Lines } from "./lines.jsx";
import { linkTo } from "./route.js";
import { count, Section } from "./signs.jsx";

export function DoubtsView() {
  return (
    <>
      <Unproved />
      <NotUnderstood />
      <DeviceDoubts />
      <NotAssessed />
      <Diagnostics />
    </>
  );
}

function Unproved() {
  const groups = new Map<string, { doubt: DoubtJson; pairs: { from: string; to: string }[] }>();
  for (const { from, to, reasons } of REPORT.pairs) {
    for (const doubt of reasons) {
      const key = JSON.stringify(doubt);
      const group = groups.get(key) ?? { doubt, pairs: [] };
      group.pairs.push({ from, to });
      groups.set(key, group);
    }
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.pairs.length - a.pairs.length);
  return (
    <Section title="Why pairs are unproved" empty={sorted.length === 0 && "No pair is left open."}>
      {sorted.map(([key, { doubt, pairs }]) => (
        <details key={key}>
          <summary>
            {`${doubt.device === null ? "" : `${doubt.device}: `}${doubt.reason} (${count(pairs.length, "pair")})`}
          </summary>
          {doubt.location !== null && <Lines at={doubt.location} />}
          <p class="links">
            {pairs.map(({ from, to }) => (
              <span key={`${from} ${to}`}>
                <a href={linkTo("pair", { from, to })}>{`${from} → ${to}`}</a>{" "}
              </span>
            ))}
          </p>
        </details>
      ))}
    </Section>
  );
}

function NotUnderstood() {
  const devices = REPORT.devices.filter(({ notUnderstood }) => notUnderstood.length > 0);
  return (
    <Section title="Statements that were not understood" empty={devices.length === 0 && "None."}>
      {devices.map(({ id, notUnderstood }) => (
        <details key={id}>
          <summary>
            {`${id}: ${count(notUnderstood.length, "statement")}, ${notUnderstood.filter(({ filtering }) => filtering).length} of them could change what passes`}
          </summary>
          {notUnderstood.map((one) => (
            <div key={`${one.location.line}:${one.location.column}`}>
              <p>{`${one.filtering ? "could change what passes" : "cannot change what passes"}; in ${one.section}`}</p>
              <Lines at={one.location} />
            </div>
          ))}
        </details>
      ))}
    </Section>
  );
}

function DeviceDoubts() {
  const devices = REPORT.devices.filter(({ doubts }) => doubts.length > 0);
  return (
    <Section title="Doubts about devices" empty={devices.length === 0 && "None."}>
      {devices.map(({ id, doubts }) => (
        <details key={id}>
          <summary>{`${id}: ${count(doubts.length, "doubt")}`}</summary>
          <DoubtList of={doubts} />
        </details>
      ))}
    </Section>
  );
}

function NotAssessed() {
  return (
    <Section title="Checks that could not look" empty={REPORT.notAssessed.length === 0 && "All looked."}>
      <ul>
        {REPORT.notAssessed.map(({ check, device, reason }) => (
          <li key={`${check} ${device} ${reason}`}>{`${check}${device === null ? "" : ` on ${device}`}: ${reason}`}</li>
        ))}
      </ul>
    </Section>
  );
}

function Diagnostics() {
  const { diagnostics } = REPORT;
  return (
    <Section title="About the inputs" empty={diagnostics.length === 0 && "Nothing was noticed."}>
      <ul>
        {diagnostics.map((one) => (
          <li key={JSON.stringify([one.code, one.location, one.message])}>
            {`${one.severity}: ${one.message} (${one.code})`}
            {one.expected !== null && `; expected ${one.expected}`}
            <Lines at={one.location} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
