/**
 * How far down the reader is, kept with each step of the history: who follows a link starts at the top of what it leads to, who goes
 * back or loads the file anew is where they were. Browsers do that before the new view stands, by the height of the old one.
 */

/** Milliseconds of rest after which a place is kept: browsers refuse more than a hundred changes in half a minute. */
const REST = 400;

/** From now on. */
export function keepPlace(): void {
  history.scrollRestoration = "manual";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => history.replaceState({ y: window.scrollY }, "");
  window.addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(keep, REST);
    },
    { passive: true },
  );
  // Before a link is followed, and before the file is left: what was not at rest yet.
  window.addEventListener("click", keep, { capture: true });
  window.addEventListener("pagehide", keep);
}

/** To the place of this step of the history; the top where it has none. */
export function goToPlace(): void {
  const state: unknown = history.state;
  const known = typeof state === "object" && state !== null && "y" in state ? state.y : 0;
  window.scrollTo(0, typeof known === "number" ? known : 0);
}
