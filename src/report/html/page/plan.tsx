/** What to do first: actions by phase, with the rules they concern. */
import type { FindingJson } from "../../json-shape.js";
import { REPORT } from "./data.js";
import { linkTo, type Route, setFilter } from "./route.js";
import { count, Section, Severity } from "./signs.jsx";

const PHASES = [
  [1, "Phase 1: the biggest risks"],
  [2, "Phase 2: medium risks"],
  [3, "Phase 3: refine"],
] as const;
const SHOWN_RULES = 12;
const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

export function Plan({ route }: { readonly route: Route }) {
  const owner = route.get("owner");
  const owners = [...new Set(Object.values(REPORT.checks).map((check) => check.owner))].sort();
  const open = REPORT.findings.filter(({ status }) => status === "open");
  return (
    <>
      <search class="filters">
        <label>
          <span>Owner</span>
          <select name="owner" value={owner} onChange={(event) => setFilter("owner", event.currentTarget.value)}>
            <option value="">all</option>
            {owners.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      </search>
      {PHASES.map(([phase, title]) => {
        const actions = actionsOf(open, phase, owner);
        return (
          <Section key={phase} title={title} empty={actions.length === 0 && "Nothing to do."}>
            <ol class="plan">
              {actions.map(([check, findings]) => (
                <Action key={check} check={check} findings={findings} />
              ))}
            </ol>
          </Section>
        );
      })}
    </>
  );
}

/** Checks of a phase with their open findings, in the order of the worst. */
function actionsOf(open: readonly FindingJson[], phase: number, owner: string): [string, FindingJson[]][] {
  const byCheck = new Map<string, FindingJson[]>();
  for (const finding of open) {
    const check = REPORT.checks[finding.check];
    if (check?.phase !== phase || (owner !== "" && check.owner !== owner)) continue;
    byCheck.set(finding.check, [...(byCheck.get(finding.check) ?? []), finding]);
  }
  return [...byCheck];
}

function Action({ check, findings }: { readonly check: string; readonly findings: readonly FindingJson[] }) {
  const told = REPORT.checks[check];
  const rules = [...new Set(findings.map(({ device, rule }) => [device, rule].filter(Boolean).join(", ")))];
  const named = rules.filter((rule) => rule !== "");
  return (
    <li>
      <p>
        {SEVERITIES.filter((severity) => findings.some((finding) => finding.severity === severity)).map((severity) => (
          <Severity key={severity} of={severity} />
        ))}{" "}
        <b>{told?.title}</b> {`(${told?.owner}) `}
        <a href={linkTo("findings", { check, status: "open" })}>{count(findings.length, "finding")}</a>
      </p>
      <p>{told?.action}</p>
      {named.length > 0 && (
        <p class="quiet">
          {named.slice(0, SHOWN_RULES).join("; ")}
          {named.length > SHOWN_RULES && ` and ${named.length - SHOWN_RULES} more`}
        </p>
      )}
    </li>
  );
}
