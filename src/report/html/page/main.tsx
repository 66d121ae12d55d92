/** The page: head, the list of views, and the view that the address names. */
import { type ComponentType, render } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Analysed } from "./analysed.jsx";
import { REPORT } from "./data.js";
import { Diagram } from "./diagram.jsx";
import { DoubtsView } from "./doubts.jsx";
import { Findings } from "./findings.jsx";
import { Overview } from "./overview.jsx";
import { Pair } from "./pair.jsx";
import { goToPlace, keepPlace } from "./place.js";
import { Plan } from "./plan.jsx";
import { Records } from "./records.jsx";
import { Requirements } from "./requirements.jsx";
import { linkTo, type Route, useRoute } from "./route.js";

interface View {
  readonly id: string;
  readonly title: string;
  readonly show: ComponentType<{ readonly route: Route }>;
}

const VIEWS: readonly View[] = [
  { id: "overview", title: "Overview", show: Overview },
  { id: "diagram", title: "Zones and conduits", show: Diagram },
  { id: "pair", title: "Pair", show: Pair },
  { id: "findings", title: "Findings", show: Findings },
  { id: "plan", title: "Plan", show: Plan },
  { id: "requirements", title: "Requirements", show: Requirements },
  { id: "doubts", title: "Doubts", show: DoubtsView },
  { id: "records", title: "Exceptions and trend", show: Records },
  { id: "analysed", title: "What was analysed", show: Analysed },
];
/** Everything one after the other, for paper. */
const WHOLE = VIEWS.filter(({ id }) => id !== "pair");

function App() {
  const route = useRoute();
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // Who follows a link hears the name of the new view; who has just opened the file starts at its top.
    if (isFirst.current) isFirst.current = false;
    else heading.current?.focus({ preventScroll: true });
  }, [route.view]);
  useLayoutEffect(() => goToPlace(), [route.arrivals]);
  const shown = route.view === "all" ? WHOLE : VIEWS.filter(({ id }) => id === route.view);
  const views = shown.length === 0 ? VIEWS.slice(0, 1) : shown;
  return (
    <>
      <header>
        <h1>{REPORT.map?.system ?? "zoneproof"}</h1>
        <nav aria-label="Views">
          {VIEWS.map(({ id, title }) => (
            <a key={id} href={linkTo(id)} aria-current={views.length === 1 && views[0]?.id === id ? "page" : undefined}>
              {title}
            </a>
          ))}
          <a href={linkTo("all")} aria-current={views.length > 1 ? "page" : undefined}>
            All, to print
          </a>
        </nav>
      </header>
      <main>
        {views.map(({ id, title, show: Show }, index) => (
          <section key={id} id={`view-${id}`}>
            <h2 tabIndex={-1} ref={index === 0 ? heading : null}>
              {title}
            </h2>
            <Show route={route} />
          </section>
        ))}
      </main>
    </>
  );
}

const page = document.getElementById("page");
if (page !== null) {
  keepPlace();
  page.replaceChildren();
  render(<App />, page);
}
