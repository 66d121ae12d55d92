/**
 * A list of findings of any length. It stands in parts: each is made when it comes near or the browser has nothing else to do, so that
 * in the end all are there for the browser's own search, for screen readers and for paper; browsers lay out those in sight alone.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FindingJson } from "../../json-shape.js";
import { FindingCard } from "./finding-card.jsx";
import { whenIdle } from "./idle.js";

const SIZE = 50;
/** Of one finding that is not made yet, as most turn out, in rem: the scroll bar tells the length of the list from the start. */
const HEIGHT = 2.5;

interface PartOfList {
  readonly findings: readonly FindingJson[];
  /** From 1. */
  readonly first: number;
  readonly total: number;
}

export function FindingList({ of }: { readonly of: readonly FindingJson[] }) {
  // The same elements for the same findings: what is made is not compared again.
  return useMemo(() => <>{partsOf(of).map((part) => listPart(part))}</>, [of]);
}

function listPart(part: PartOfList) {
  return <Part key={part.findings[0]?.fingerprint ?? ""} of={part} />;
}

function partsOf(findings: readonly FindingJson[]): PartOfList[] {
  return Array.from({ length: Math.ceil(findings.length / SIZE) }, (_, index) => ({
    findings: findings.slice(index * SIZE, (index + 1) * SIZE),
    first: index * SIZE + 1,
    total: findings.length,
  }));
}

function Part({ of: { findings, first, total } }: { readonly of: PartOfList }) {
  const [made, setMade] = useState(first === 1);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => (made || list.current === null ? undefined : whenWanted(list.current, () => setMade(true))), [made]);
  const height = `${findings.length * HEIGHT}rem`;
  return (
    <ol
      class="findings"
      ref={list}
      start={first}
      aria-label={`Findings ${first} to ${first + findings.length - 1} of ${total}`}
      style={{ containIntrinsicBlockSize: `auto ${height}`, minHeight: made ? "" : height }}
    >
      {made && findings.map((finding) => <FindingCard key={finding.fingerprint} finding={finding} />)}
    </ol>
  );
}

/** Calls once: when the element comes near, at once for paper, and otherwise when the browser has nothing else to do. */
function whenWanted(element: Element, make: () => void): () => void {
  const watcher = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) make();
    },
    { rootMargin: "1200px" },
  );
  watcher.observe(element);
  window.addEventListener("beforeprint", make);
  const forget = whenIdle(make);
  return () => {
    watcher.disconnect();
    window.removeEventListener("beforeprint", make);
    forget();
  };
}
