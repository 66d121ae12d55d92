/** All findings, with a search and filters that stay in the address. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FindingJson } from "../../json-shape.js";
import { concernsZone, REPORT, requirementsOf, ZONES } from "./data.js";
import { FindingCard } from "./finding-card.jsx";
import { linkTo, type Route, setFilter } from "./route.js";
import { SEVERITIES } from "./signs.jsx";

interface Filter {
  readonly key: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly holds: (finding: FindingJson, value: string) => boolean;
}

function valuesOf(of: (finding: FindingJson) => string | null): string[] {
  return [...new Set(REPORT.findings.flatMap((finding) => of(finding) ?? []))].sort();
}

const ownerOf = (finding: FindingJson) => REPORT.checks[finding.check]?.owner ?? "";
const phaseOf = (finding: FindingJson) => String(REPORT.checks[finding.check]?.phase ?? "");

const FILTERS: readonly Filter[] = [
  {
    key: "severity",
    label: "Severity",
    values: SEVERITIES,
    holds: (finding, value) => finding.severity === value,
  },
  {
    key: "verdict",
    label: "Verdict",
    values: ["violated", "unproved", "indicated"],
    holds: (finding, value) => finding.verdict === value,
  },
  {
    key: "status",
    label: "Status",
    values: ["open", "known", "advice", "accepted"],
    holds: (finding, value) => finding.status === value,
  },
  { key: "owner", label: "Owner", values: valuesOf(ownerOf), holds: (finding, value) => ownerOf(finding) === value },
  { key: "phase", label: "Phase", values: valuesOf(phaseOf), holds: (finding, value) => phaseOf(finding) === value },
  {
    key: "check",
    label: "Check",
    values: Object.keys(REPORT.checks),
    holds: (finding, value) => finding.check === value,
  },
  {
    key: "device",
    label: "Device",
    values: valuesOf(({ device }) => device),
    holds: (finding, value) => finding.device === value,
  },
  { key: "zone", label: "Zone", values: ZONES, holds: concernsZone },
  {
    key: "requirement",
    label: "Requirement",
    values: [...new Set(Object.values(REPORT.checks).flatMap(({ requirements }) => requirements))].sort(),
    holds: (finding, value) => requirementsOf(finding.check).includes(value),
  },
];

const TEXTS = new WeakMap<FindingJson, string>();

/** Everything of a finding that a search looks at; made when it is first looked for. */
function textOf(finding: FindingJson): string {
  const known = TEXTS.get(finding);
  if (known !== undefined) return known;
  const { message, check, device, from, to, conduit, rule, witness, locations, fingerprint } = finding;
  const title = REPORT.checks[check]?.title;
  const places = locations.map(({ file, line }) => `${file}:${line}`);
  const text = [message, check, title, device, from, to, conduit, rule, witness?.text, fingerprint, ...places]
    .join("\n")
    .toLowerCase();
  TEXTS.set(finding, text);
  return text;
}

export function Findings({ route }: { readonly route: Route }) {
  const query = route.get("q");
  const chosen = FILTERS.map((filter) => route.get(filter.key));
  const found = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    return REPORT.findings.filter(
      (finding) =>
        FILTERS.every(({ holds }, index) => !chosen[index] || holds(finding, chosen[index])) &&
        words.every((word) => textOf(finding).includes(word)),
    );
  }, [query, ...chosen]);
  return (
    <>
      <search class="filters">
        <label class="search">
          <span>Search</span>
          <input type="search" value={query} onInput={(event) => setFilter("q", event.currentTarget.value)} />
        </label>
        {FILTERS.map((filter, index) => (
          <FilterBox key={filter.key} filter={filter} value={chosen[index] ?? ""} />
        ))}
        <a class="button" href={linkTo("findings")}>
          Clear
        </a>
      </search>
      <p aria-live="polite" id="found">{`${found.length} of ${REPORT.findings.length} findings`}</p>
      <FindingList of={found} />
    </>
  );
}

function FilterBox({ filter, value }: { readonly filter: Filter; readonly value: string }) {
  return (
    <label>
      <span>{filter.label}</span>
      <select name={filter.key} value={value} onChange={(event) => setFilter(filter.key, event.currentTarget.value)}>
        <option value="">all</option>
        {filter.values.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

const BATCH = 60;

/** Findings as they come into sight: the next ones are made when the end of the list is near; on paper all of them. */
export function FindingList({ of }: { readonly of: readonly FindingJson[] }) {
  const [shown, setShown] = useState(BATCH);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => setShown(BATCH), [of]);
  useEffect(() => {
    const last = end.current;
    if (last === null) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setShown((now) => now + BATCH);
      },
      { rootMargin: "600px" },
    );
    watcher.observe(last);
    return () => watcher.disconnect();
  }, [of, shown]);
  useEffect(() => {
    const showAll = () => setShown(of.length);
    window.addEventListener("beforeprint", showAll);
    return () => window.removeEventListener("beforeprint", showAll);
  }, [of]);
  return (
    <>
      <ol class="findings">
        {of.slice(0, shown).map((finding) => (
          <FindingCard key={finding.fingerprint} finding={finding} />
        ))}
      </ol>
      {shown < of.length && (
        <div ref={end}>
          <button type="button" onClick={() => setShown(shown + BATCH)}>
            {`show more (${of.length - shown} left)`}
          </button>
        </div>
      )}
    </>
  );
}
