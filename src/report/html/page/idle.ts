/** Work that can wait, one piece at a time whenever the browser has nothing else to do, in the order it was given. */

const waiting = new Set<() => void>();

/** @returns what takes the piece back, where it has not been done yet. */
export function whenIdle(work: () => void): () => void {
  if (waiting.size === 0) schedule();
  waiting.add(work);
  return () => {
    waiting.delete(work);
  };
}

function schedule(): void {
  // Safari has no word for idle time.
  if ("requestIdleCallback" in window) requestIdleCallback(doNext);
  else setTimeout(doNext, 30);
}

function doNext(): void {
  const [work] = waiting;
  if (work === undefined) return;
  waiting.delete(work);
  if (waiting.size > 0) schedule();
  work();
}
