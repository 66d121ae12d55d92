/** Verdicts, severities and states as signs: a colour never stands alone. */
import type { ComponentChildren } from "preact";
import type { GapState } from "../../gap-state.js";
import { GAP_NAMES, GAP_SIGNS } from "../../gap-words.js";

/** Worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
/** Of pairs of zones. */
export const VERDICTS = ["violated", "unproved", "proved"] as const;

const SIGNS: Readonly<Record<string, string>> = {
  violated: "✗",
  unproved: "?",
  proved: "✓",
  indicated: "!",
};

export function signOf(verdict: string): string {
  return SIGNS[verdict] ?? "";
}

export function gapSign(state: GapState): string {
  return GAP_SIGNS[state];
}

export function Verdict({ of }: { readonly of: string }) {
  return (
    <span class={`badge is-${of}`}>
      <span aria-hidden="true">{signOf(of)} </span>
      {of}
    </span>
  );
}

export function Severity({ of }: { readonly of: string }) {
  return <span class={`badge severity-${of}`}>{of}</span>;
}

export function Gap({ state }: { readonly state: GapState }) {
  return (
    <span class={`badge gap-${state}`}>
      <span aria-hidden="true">{gapSign(state)} </span>
      {GAP_NAMES[state]}
    </span>
  );
}

/** A section with its heading; what is empty says so. */
export function Section({
  title,
  children,
  empty,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly empty?: string | false;
}) {
  return (
    <section>
      <h3>{title}</h3>
      {typeof empty === "string" ? <p class="quiet">{empty}</p> : children}
    </section>
  );
}

/** `1 pair`, `3 pairs`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
