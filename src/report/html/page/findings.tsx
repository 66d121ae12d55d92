/** All findings, with a search and filters that stay in the address. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { type PageFinding, shortFingerprint } from "../page-data.js";
import { asEntries, Choice } from "./choice.jsx";
import { concernsZone, REPORT, requirementsOf, ZONES } from "./data.js";
import { AS_FINDINGS } from "./finding-card.jsx";
import { LongList } from "./long-list.jsx";
import { linkTo, type Route, setFilter } from "./route.js";
import { SEVERITIES } from "./signs.jsx";

/** Each status with what it means to the reader, as findings are ordered. */
const STATUSES: readonly (readonly [PageFinding["status"], string])[] = [
  ["open", "to be mended"],
  ["known", "open, and in the baseline"],
  ["advice", "below the security level from which it counts"],
  ["accepted", "by an exception of the map"],
];

interface Filter {
  readonly key: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly holds: (finding: PageFinding, value: string) => boolean;
}

function valuesOf(of: (finding: PageFinding) => string | null): string[] {
  return [...new Set(REPORT.findings.flatMap((finding) => of(finding) ?? []))].sort();
}

const ownerOf = (finding: PageFinding) => REPORT.checks[finding.check]?.owner ?? "";
const phaseOf = (finding: PageFinding) => String(REPORT.checks[finding.check]?.phase ?? "");

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
    values: STATUSES.map(([status]) => status),
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

const TEXTS = new WeakMap<PageFinding, string>();

/** Everything of a finding that a search looks at; made when it is first looked for. */
function textOf(finding: PageFinding): string {
  const known = TEXTS.get(finding);
  if (known !== undefined) return known;
  const { message, check, device, from, to, conduit, rule, witness, locations, fingerprint } = finding;
  const title = REPORT.checks[check]?.title;
  const places = locations.map(({ file, line }) => `${file}:${line}`);
  const text = [message, check, title, device, from, to, conduit, rule, witness, fingerprint, ...places]
    .join("\n")
    .toLowerCase();
  TEXTS.set(finding, text);
  return text;
}

/** A word as findings hold it: of a fingerprint, taken from a baseline, its first digits. */
function asHeld(word: string): string {
  return /^[0-9a-f]{64}$/.test(word) ? shortFingerprint(word) : word;
}

export function Findings({ route }: { readonly route: Route }) {
  const query = route.get("q");
  const chosen = FILTERS.map((filter) => route.get(filter.key));
  const found = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean).map(asHeld);
    return REPORT.findings.filter(
      (finding) =>
        FILTERS.every(({ holds }, index) => !chosen[index] || holds(finding, chosen[index])) &&
        words.every((word) => textOf(finding).includes(word)),
    );
  }, [query, ...chosen]);
  return (
    <>
      <search class="filters">
        <SearchBox value={query} />
        {FILTERS.map((filter, index) => (
          <Choice
            key={filter.key}
            name={filter.key}
            label={filter.label}
            value={chosen[index] ?? ""}
            none="all"
            of={asEntries(filter.values)}
          />
        ))}
        <a class="button" href={linkTo("findings")}>
          Clear
        </a>
      </search>
      <p aria-live="polite" id="found">{`${found.length} of ${REPORT.findings.length} findings`}</p>
      <Statuses of={found} route={route} />
      <LongList of={found} by={AS_FINDINGS} />
    </>
  );
}

/** Milliseconds without a letter after which the list follows what is typed. */
const PAUSE = 150;

function SearchBox({ value }: { readonly value: string }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => setFilter("q", typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <label class="search">
      <span>Search</span>
      <input
        type="search"
        placeholder="words, check, device, rule, file:line, fingerprint"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </label>
  );
}

/** How the findings of a list stand, where not all stand alike: a list that is longer than the numbers of open ones says why. */
function Statuses({ of, route }: { readonly of: readonly PageFinding[]; readonly route: Route }) {
  const counts = STATUSES.map(([status, meaning]) => ({
    status,
    meaning,
    number: of.filter((finding) => finding.status === status).length,
  })).filter(({ number }) => number > 0);
  if (counts.length < 2) return null;
  return (
    <ul class="legend" id="statuses">
      {counts.map(({ status, meaning, number }) => (
        <li key={status}>
          <a href={route.with("status", status)}>{`${number} ${status}`}</a>
          {`: ${meaning}`}
        </li>
      ))}
    </ul>
  );
}
