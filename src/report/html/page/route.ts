/** Where the reader is: view and filters, kept in the fragment of the address so that it can be sent to somebody. */
import { useEffect, useState } from "preact/hooks";

export interface Route {
  readonly view: string;
  readonly get: (key: string) => string;
  /** The address of the same view with one filter changed. */
  readonly with: (key: string, value: string) => string;
  /** How often the reader followed a link or went back or forth so far. */
  readonly arrivals: number;
}

let arrivals = 0;
const listeners = new Set<() => void>();
window.addEventListener("hashchange", () => {
  arrivals++;
  announce();
});

function announce(): void {
  for (const listener of listeners) listener();
}

function readRoute(): Route {
  const words = new URLSearchParams(location.hash.slice(1));
  return {
    view: words.get("view") ?? "overview",
    get: (key) => words.get(key) ?? "",
    with: (key, value) => changed(key, value),
    arrivals,
  };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(readRoute);
  useEffect(() => {
    const listener = () => setRoute(readRoute());
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return route;
}

/** The address of a view with its filters; empty ones are left out. */
export function linkTo(view: string, filters: Readonly<Record<string, string>> = {}): string {
  const words = new URLSearchParams({ view });
  for (const [key, value] of Object.entries(filters)) if (value !== "") words.set(key, value);
  return `#${words}`;
}

/** Changes one filter of the view that is shown, without a step in the history for each letter. */
export function setFilter(key: string, value: string): void {
  history.replaceState(history.state, "", changed(key, value));
  announce();
}

function changed(key: string, value: string): string {
  const words = new URLSearchParams(location.hash.slice(1));
  if (value === "") words.delete(key);
  else words.set(key, value);
  return `#${words}`;
}
