/** One ordered pair of zones: verdict, sets, ways hop by hop, findings. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { PairJson, SlJson } from "../../json-shape.js";
import type { PairSetsJson } from "../page-data.js";
import { Boxes, Sets } from "./boxes.jsx";
import { asEntries, Choice } from "./choice.jsx";
import { FINDINGS_OF_PAIR, pairKey, pairOf, setsOf, ZONES } from "./data.js";
import { AS_FINDINGS, Doubts } from "./finding-card.jsx";
import { Places } from "./lines.jsx";
import { LongList } from "./long-list.jsx";
import { linkTo, type Route } from "./route.js";
import { count, Section, Verdict } from "./signs.jsx";
import { Ways } from "./ways.jsx";

export function Pair({ route }: { readonly route: Route }) {
  const [from, to] = [route.get("from"), route.get("to")];
  const pair = pairOf(from, to);
  return (
    <>
      <search class="filters">
        <Choice name="from" label="from" value={from} none="…" of={asEntries(ZONES)} />
        <Choice name="to" label="to" value={to} none="…" of={asEntries(ZONES)} />
        <a class="button" href={linkTo("pair", { from: to, to: from })}>
          ⇄ the other direction
        </a>
        <a class="button" href={linkTo("overview")}>
          Heat map
        </a>
      </search>
      {pair === undefined ? <p class="quiet">Choose two zones.</p> : <PairBody pair={pair} />}
    </>
  );
}

function PairBody({ pair }: { readonly pair: PairJson }) {
  const { from, to, verdict, conduit, slTarget, witness, devices } = pair;
  const findings = FINDINGS_OF_PAIR.get(pairKey(from, to)) ?? [];
  return (
    <>
      <h3>
        {`${from} → ${to} `}
        <Verdict of={verdict} />
      </h3>
      <p>
        {conduit === null ? "No conduit is declared. " : `Conduit ${conduit}. `}
        {`SL-T ${slText(slTarget)}. `}
        {devices.length === 0 ? "No given device joins the two zones." : `Devices between: ${devices.join(", ")}.`}
      </p>
      {witness !== null && (
        <p>
          {verdict === "violated"
            ? "This packet passes, and no conduit declares it: "
            : "If the doubts turn out badly, this packet passes: "}
          <code>{witness.text}</code>
        </p>
      )}
      <Doubts of={pair.reasons} />
      <ThreeSets pair={pair} sets={setsOf(from, to)} />
      <Flows of={pair.flows} />
      <Ways of={setsOf(from, to)?.ways} more={pair.morePaths ?? 0} />
      <Fold
        title={`Stopped by another device: ${count(pair.stopped.length, "rule")}`}
        empty={pair.stopped.length === 0}
      >
        {pair.stopped.map((one) => (
          <div key={JSON.stringify(one)}>
            <p>{`${one.device} ${one.rule} lets it through; ${one.stoppedBy.join(", ")} stops it`}</p>
            <Boxes of={one.boxes} more={one.moreBoxes} />
            <Places of={one.locations} />
          </div>
        ))}
      </Fold>
      <Fold title={`Denied by ${count(pair.deniedBy.length, "rule")}`} empty={pair.deniedBy.length === 0}>
        {pair.deniedBy.map((one) => (
          <div key={JSON.stringify(one)}>
            <p>{`${one.device} ${one.rule}`}</p>
            <Places of={one.locations} />
          </div>
        ))}
      </Fold>
      <Section title={`Findings (${findings.length})`} empty={findings.length === 0 && "None."}>
        <LongList of={findings} by={AS_FINDINGS} />
      </Section>
    </>
  );
}

function ThreeSets({ pair, sets }: { readonly pair: PairJson; readonly sets: PairSetsJson | undefined }) {
  return (
    <div class="three">
      <Section title="Permitted">
        <Sets of={sets?.permitted} none="Nothing passes." />
      </Section>
      <Section title="Declared">
        <Sets of={sets?.declared} none="The map declares nothing from here to there." />
      </Section>
      <Section title="Excess" empty={pair.excess.length === 0 && "Nothing beyond what is declared."}>
        {pair.excess.map((one) => (
          <div key={JSON.stringify(one)} class="excess">
            <p>
              <b>{`${one.device} ${one.rule}`}</b>
              {one.certain ? "" : " (perhaps)"}
            </p>
            <Boxes of={one.boxes} more={one.moreBoxes} />
            <Places of={one.locations} />
          </div>
        ))}
      </Section>
    </div>
  );
}

function Flows({ of }: { readonly of: PairJson["flows"] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Declared flows">
      <ul>
        {of.map(({ id, service, state, part }) => (
          <li key={id}>{`${id} (${service}): ${FLOW_WORDS[state]}${PART_WORDS[part ?? "nothing"]}`}</li>
        ))}
      </ul>
    </Section>
  );
}

export const FLOW_WORDS: Readonly<Record<PairJson["flows"][number]["state"], string>> = {
  open: "✓ works",
  blocked: "✗ blocked",
  unknown: "? cannot be told",
};

const PART_WORDS: Readonly<Record<"surely" | "perhaps" | "nothing", string>> = {
  surely: ", but some of it passes",
  perhaps: ", but some of it may pass",
  nothing: "",
};

/** A fold whose inside is made when it is opened. */
function Fold({
  title,
  empty,
  children,
}: {
  readonly title: string;
  readonly empty: boolean;
  readonly children: ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  if (empty) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children}
    </details>
  );
}

/** One number where all are the same. */
export function slText(sl: SlJson): string {
  const levels = Object.entries(sl);
  const [first] = levels;
  if (first !== undefined && levels.every(([, level]) => level === first[1])) return String(first[1] ?? "not declared");
  return levels.map(([name, level]) => `${name} ${level ?? "not declared"}`).join(", ");
}
