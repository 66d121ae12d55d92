/**
 * A list of any length. It stands in parts: each is made when it comes near or the browser has nothing else to do, so that in the end
 * all are there for the browser's own search, for screen readers and for paper; browsers lay out those in sight alone.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { whenIdle } from "./idle.js";

const SIZE = 50;

export interface Listing<T> {
  /** What the items are, for who hears the page: `Findings`. */
  readonly name: string;
  readonly style: "findings" | "plan";
  /** Of one item that is not made yet, as most turn out, in rem: the scroll bar tells the length of the list from the start. */
  readonly height: number;
  readonly keyOf: (item: T) => string;
  /** A list item. */
  readonly show: (item: T) => ComponentChildren;
}

interface PartOfList<T> {
  readonly items: readonly T[];
  /** From 1. */
  readonly first: number;
  readonly total: number;
}

/** @param by the same for as long as the list stands: it says how items look, not which there are. */
export function LongList<T>({ of, by }: { readonly of: readonly T[]; readonly by: Listing<T> }) {
  // The same elements for the same items: what is made is not compared again.
  return useMemo(() => <>{partsOf(of).map((part) => listPart(part, by))}</>, [of]);
}

function listPart<T>(part: PartOfList<T>, by: Listing<T>) {
  const [first] = part.items;
  return <Part key={first === undefined ? "" : by.keyOf(first)} of={part} by={by} />;
}

function partsOf<T>(items: readonly T[]): PartOfList<T>[] {
  return Array.from({ length: Math.ceil(items.length / SIZE) }, (_, index) => ({
    items: items.slice(index * SIZE, (index + 1) * SIZE),
    first: index * SIZE + 1,
    total: items.length,
  }));
}

function Part<T>({ of, by }: { readonly of: PartOfList<T>; readonly by: Listing<T> }) {
  const { items, first, total } = of;
  const [made, setMade] = useState(first === 1);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => (made || list.current === null ? undefined : whenWanted(list.current, () => setMade(true))), [made]);
  const height = `${items.length * by.height}rem`;
  return (
    <ol
      class={`long ${by.style}`}
      ref={list}
      start={first}
      aria-label={`${by.name} ${first} to ${first + items.length - 1} of ${total}`}
      style={{ containIntrinsicBlockSize: `auto ${height}`, minHeight: made ? "" : height }}
    >
      {made && items.map((item) => by.show(item))}
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
