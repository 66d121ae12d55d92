/** The ways between two zones, hop by hop, with the rules that let packets through. */
import { useState } from "preact/hooks";
import type { WayHopJson, WayJson } from "../page-data.js";
import { Boxes } from "./boxes.jsx";
import { Places } from "./lines.jsx";
import { count, Section } from "./signs.jsx";

const PASSES = { surely: "→ something passes", perhaps: "? something may pass", nothing: "– nothing passes" } as const;

export function Ways({ of, more }: { readonly of: readonly WayJson[] | undefined; readonly more: number }) {
  if (of === undefined) return null;
  return (
    <Section title={`Ways (${of.length + more})`} empty={of.length === 0 && "No way over the given devices is known."}>
      {of.map((way) => (
        <Way key={JSON.stringify(way)} way={way} />
      ))}
      {more > 0 && <p class="quiet">{`and ${more} more`}</p>}
    </Section>
  );
}

function Way({ way }: { readonly way: WayJson }) {
  const [open, setOpen] = useState(false);
  const route = way.hops.map(({ device, ingress, egress }) => `${ingress} ▸ ${device} ▸ ${egress}`).join("  ⟶  ");
  return (
    <details class="way" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {`${route}: ${PASSES[way.passes]}`}
        {way.family === 6 && " (IPv6)"}
        {way.alike > 0 && ` and ${count(way.alike, "more way")} like it`}
      </summary>
      {open && (
        <>
          {way.because !== null && <p class="quiet">{`Not sure to be taken: ${way.because}`}</p>}
          <ol class="hops">
            {way.hops.map((hop) => (
              <Hop key={`${hop.device} ${hop.ingress} ${hop.egress}`} hop={hop} />
            ))}
          </ol>
        </>
      )}
    </details>
  );
}

function Hop({ hop }: { readonly hop: WayHopJson }) {
  return (
    <li>
      <b>{hop.device}</b>
      {` in by ${hop.ingress}, out by ${hop.egress}`}
      {hop.translations.map((one) => (
        <p key={JSON.stringify(one)}>{`translates the ${one.of} ${one.from} to ${one.to} (${one.rules.join(", ")})`}</p>
      ))}
      {hop.filters.length === 0 && <p class="quiet">filters nothing here</p>}
      {hop.filters.map((filter, index) => (
        <div key={`filter ${index + 1} of ${hop.device}`}>
          {hop.filters.length > 1 && <p class="quiet">{`filter ${index + 1} of ${hop.filters.length}`}</p>}
          {filter.rules.length === 0 && <p class="quiet">no rule lets anything through</p>}
          {filter.rules.map((rule) => (
            <div key={rule.name} class="excess">
              <p>{`${rule.name}${rule.certain ? "" : " (perhaps)"} lets through`}</p>
              <Boxes of={rule.boxes} more={rule.moreBoxes} />
              <Places of={rule.locations} />
            </div>
          ))}
          {filter.moreRules > 0 && <p class="quiet">{`and ${count(filter.moreRules, "more rule")}`}</p>}
        </div>
      ))}
    </li>
  );
}
