/** Configuration lines in context, as text: secrets were masked before they came into this file. */
import { useState } from "preact/hooks";
import type { LocationJson } from "../../json-shape.js";
import { DATA } from "./data.js";

const CONTEXT = 2;
const SHORT = 14;

/** The lines of one place with those around them. */
export function Lines({ at }: { readonly at: LocationJson }) {
  const [whole, setWhole] = useState(false);
  const held = DATA.lines[at.file] ?? {};
  const numbers = range(at.line - CONTEXT, at.endLine + CONTEXT).filter((number) => held[number] !== undefined);
  const shown = whole ? numbers : numbers.slice(0, SHORT);
  return (
    <figure class="lines">
      <figcaption>{placeText(at)}</figcaption>
      {shown.length > 0 && (
        <pre>
          {shown.map((number) => {
            const isMarked = number >= at.line && number <= Math.max(at.line, at.endLine);
            return (
              <span key={number} class={isMarked ? "line marked" : "line"}>
                <span class="number" aria-hidden="true">{`${isMarked ? ">" : " "} ${number} `}</span>
                {held[number]}
              </span>
            );
          })}
        </pre>
      )}
      {numbers.length > shown.length && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {`show ${numbers.length - shown.length} more lines`}
        </button>
      )}
    </figure>
  );
}

/** Several places: the first as lines, the others behind a fold. */
export function Places({ of }: { readonly of: readonly LocationJson[] }) {
  const [open, setOpen] = useState(false);
  const [first, ...others] = of;
  if (first === undefined) return null;
  return (
    <>
      <Lines at={first} />
      {others.length > 0 && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{`${others.length} more place${others.length === 1 ? "" : "s"} behind it`}</summary>
          {open && others.map((at) => <Lines key={placeText(at)} at={at} />)}
        </details>
      )}
    </>
  );
}

export function placeText({ file, line, column }: LocationJson): string {
  return `${file}:${line}:${column}`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
