/** What to do first: the actions of the report, by phase. */
import { useMemo } from "preact/hooks";
import type { ActionJson, ProposalJson } from "../../json-shape.js";
import { checkedText, heldText } from "../../proposal.js";
import { asEntries, Choice } from "./choice.jsx";
import { FINDINGS, REPORT } from "./data.js";
import { Lines } from "./lines.jsx";
import { type Listing, LongList } from "./long-list.jsx";
import { linkTo, type Route } from "./route.js";
import { count, Section, Severity } from "./signs.jsx";

const PHASES = [
  [1, "Phase 1: the biggest risks"],
  [2, "Phase 2: medium risks"],
  [3, "Phase 3: refine"],
] as const;

const TRIED = REPORT.plan.flatMap(({ proposal }) => (proposal === null ? [] : [proposal]));
const HELD = heldText(TRIED);

const keyOf = ({ name, findings }: ActionJson) => `${name} ${findings[0]}`;

const AS_ACTIONS: Listing<ActionJson> = {
  name: "Actions",
  style: "plan",
  height: 14,
  keyOf,
  show: (action) => <Action key={keyOf(action)} action={action} />,
};

/** By phase, for one owner or all. */
function actionsOf(owner: string): readonly (readonly ActionJson[])[] {
  const actions = REPORT.plan.filter((action) => owner === "" || action.owners.includes(owner));
  return PHASES.map(([phase]) => actions.filter((action) => action.phase === phase));
}

export function Plan({ route }: { readonly route: Route }) {
  const owner = route.get("owner");
  const owners = [...new Set(REPORT.plan.flatMap((action) => action.owners))].sort();
  const byPhase = useMemo(() => actionsOf(owner), [owner]);
  return (
    <>
      <search class="filters">
        <Choice name="owner" label="Owner" value={owner} none="all" of={asEntries(owners)} />
      </search>
      {TRIED.length > 0 && (
        <p>
          {HELD === undefined ? "" : `${HELD}. `}
          {`Changes were looked for the first ${count(TRIED.length, "action")}.`}
        </p>
      )}
      {PHASES.map(([phase, title], index) => {
        const own = byPhase[index] ?? [];
        return (
          <Section key={phase} title={title} empty={own.length === 0 && "Nothing to do."}>
            <LongList of={own} by={AS_ACTIONS} />
          </Section>
        );
      })}
    </>
  );
}

function Action({ action }: { readonly action: ActionJson }) {
  const { owners, score, severity, name, steps, findings, locations } = action;
  const checks = [...new Set(findings.flatMap((fingerprint) => FINDINGS.get(fingerprint)?.check ?? []))];
  const [place] = locations;
  return (
    <li>
      <p>
        <Severity of={severity} /> <b>{name}</b> {`(${owners.join(" and ")}, score ${score} of 10) `}
        {`repairs ${count(findings.length, "finding")}: `}
        {checks.map((check) => (
          <a key={check} href={linkTo("findings", { check, status: "open" })}>{`${check} `}</a>
        ))}
      </p>
      {steps.map((step) => (
        <p key={step}>{step}</p>
      ))}
      {place !== undefined && <Lines at={place} />}
      {action.proposal !== null && <Proposal of={action.proposal} findings={findings.length} />}
    </li>
  );
}

/** A change that was tried, or why none is proposed. */
function Proposal({ of, findings }: { readonly of: ProposalJson; readonly findings: number }) {
  if (of.kind === "none") return <p>{`No change is proposed: ${of.why}.`}</p>;
  return (
    <>
      <p>{`A change that ${of.what} (${of.where}):`}</p>
      <pre class="change">{of.lines.join("\n")}</pre>
      <p>{`${checkedText(of, findings)}.`}</p>
      <JudgedBy of={of} />
      {of.cautions.map((caution) => (
        <p key={caution}>{`Look first: ${caution}.`}</p>
      ))}
    </>
  );
}

/** Which checks judged a change: what each found of the action before, and finds with it. */
function JudgedBy({ of: { judgedBy, brings } }: { readonly of: Extract<ProposalJson, { kind: "checked" }> }) {
  const brought = [...new Set(brings.map(({ check }) => check))].filter((check) =>
    judgedBy.every((one) => one.check !== check),
  );
  return (
    <details>
      <summary>{`Which checks judged it: ${judgedBy.length + brought.length}`}</summary>
      <p class="quiet">All checks were asked again. These found something before, or find something with the change.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Gone</th>
            <th scope="col">Still there</th>
            <th scope="col">New</th>
          </tr>
        </thead>
        <tbody>
          {judgedBy.map(({ check, gone, left }) => (
            <Judged
              key={check}
              check={check}
              counts={[gone, left, brings.filter((one) => one.check === check).length]}
            />
          ))}
          {brought.map((check) => (
            <Judged key={check} check={check} counts={[0, 0, brings.filter((one) => one.check === check).length]} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Judged({ check, counts }: { readonly check: string; readonly counts: readonly [number, number, number] }) {
  return (
    <tr>
      <th scope="row">
        <a href={linkTo("findings", { check })}>{check}</a>
      </th>
      {counts.map((number, column) => (
        <td key={column} class="number">
          {number}
        </td>
      ))}
    </tr>
  );
}
