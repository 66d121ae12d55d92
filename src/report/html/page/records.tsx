/** Exceptions and attestations of the map, with how long they hold. */
import type { ExceptionJson } from "../../json-shape.js";
import { DATA, REPORT } from "./data.js";
import { FollowUp } from "./follow-up.jsx";
import { Lines } from "./lines.jsx";
import { linkTo } from "./route.js";
import { count, Section } from "./signs.jsx";

/** What ends within so many days is named beforehand. */
const SOON_DAYS = 90;

function validity(expires: string): string {
  if (expires < DATA.date) return `✗ expired on ${expires}`;
  const days = (Date.parse(expires) - Date.parse(DATA.date)) / 86_400_000;
  return days <= SOON_DAYS ? `! until ${expires}, ${days} days from now` : `✓ until ${expires}`;
}

function scopeText(exception: ExceptionJson): string {
  const limits = (["zone", "conduit", "flow", "device"] as const).flatMap((key) =>
    exception[key] === null ? [] : [`${key} ${exception[key]}`],
  );
  return limits.length === 0 ? "" : `, for ${limits.join(", ")}`;
}

export function Records() {
  const { exceptions, attestations } = REPORT;
  return (
    <>
      <Section title="Exceptions" empty={exceptions.length === 0 && "The map has none."}>
        {exceptions.map((one) => (
          <article key={one.id}>
            <h4>{`${one.id}: ${validity(one.expires)}, fits ${count(one.findings, "finding")}`}</h4>
            <p>{one.reason}</p>
            {one.compensating !== null && <p>{`Instead: ${one.compensating}`}</p>}
            <p>
              {`Approved by ${one.approvedBy}${scopeText(one)}. Checks: `}
              {one.checks.map((check) => (
                <a key={check} href={linkTo("findings", { check })}>{`${check} `}</a>
              ))}
            </p>
            <Lines at={one.location} />
          </article>
        ))}
      </Section>
      <Section title="Attestations" empty={attestations.length === 0 && "The map has none."}>
        {attestations.map((one) => (
          <article key={JSON.stringify(one)}>
            <h4>{`${one.requirement} for ${one.zones.join(", ")}: ${validity(one.expires)}`}</h4>
            <p>{`${one.evidence} (${one.owner})`}</p>
            <Lines at={one.location} />
          </article>
        ))}
      </Section>
      <FollowUp />
    </>
  );
}
