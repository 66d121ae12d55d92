/** Zones by level, joined by conduits in the colour and with the sign of their worst direction. */
import { DATA, pairOf, REPORT, ZONES } from "./data.js";
import { layOut, NODE, type Placed, ROW } from "./diagram-layout.js";
import { Heads } from "./heads.js";
import { FLOW_WORDS, slText } from "./pair.jsx";
import { linkTo, type Route, setFilter } from "./route.js";
import { signOf, Verdict } from "./signs.jsx";

interface Edge {
  readonly from: string;
  readonly to: string;
  /** Conduits; empty: none is declared. */
  readonly conduit: string;
  readonly verdict: string;
}

const WORST = ["violated", "unproved", "proved"];

function worstOf(one: string, other: string): string {
  const verdicts = [pairOf(one, other), pairOf(other, one)].map((pair) => pair?.verdict ?? "proved");
  return WORST.find((verdict) => verdicts.some((found) => found === verdict)) ?? "proved";
}

function edgesOf(undeclared: boolean): Edge[] {
  const declared = (REPORT.map?.conduits ?? []).flatMap(({ id, between }) =>
    between.flatMap((from, index) =>
      between.slice(index + 1).map((to) => ({ from, to, conduit: id, verdict: worstOf(from, to) })),
    ),
  );
  if (!undeclared) return declared;
  const joined = new Set(declared.flatMap(({ from, to }) => [`${from}\n${to}`, `${to}\n${from}`]));
  const others = ZONES.flatMap((from, index) =>
    ZONES.slice(index + 1).map((to) => ({ from, to, conduit: "", verdict: worstOf(from, to) })),
  );
  return [
    ...others.filter(({ from, to, verdict }) => verdict === "violated" && !joined.has(`${from}\n${to}`)),
    ...declared,
  ];
}

export function Diagram({ route }: { readonly route: Route }) {
  const undeclared = route.get("undeclared") === "1";
  const zones = REPORT.map?.zones.map(({ id }) => id) ?? [];
  if (zones.length === 0) return <p class="quiet">Without a map of zones (zones.yaml) there is nothing to draw.</p>;
  const shown = undeclared && ZONES.includes("unmapped") ? [...zones, "unmapped"] : zones;
  const levels = new Map(Object.entries(DATA.levels).map(([id, { high }]) => [id, high]));
  const edges = edgesOf(undeclared).filter(({ from, to }) => shown.includes(from) && shown.includes(to));
  const layout = layOut(
    shown,
    levels,
    edgesOf(false).map(({ from, to }) => [from, to]),
  );
  return (
    <>
      <search class="filters">
        <label class="check">
          <input
            type="checkbox"
            name="undeclared"
            checked={undeclared}
            onChange={(event) => setFilter("undeclared", event.currentTarget.checked ? "1" : "")}
          />
          <span>also pairs without a conduit that are violated</span>
        </label>
      </search>
      <div class="wide">
        <svg
          class="diagram"
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          width={layout.width}
          height={layout.height}
        >
          <title>Zones by level, and the conduits between them; the tables below say the same</title>
          {layout.rows.map(({ label, y }) => (
            <text key={`${label} ${y}`} x={4} y={y + 4} class="level">
              {label}
            </text>
          ))}
          {edges.map((edge) => (
            <Line
              key={`${edge.conduit} ${edge.from} ${edge.to}`}
              edge={edge}
              from={layout.zones.get(edge.from)}
              to={layout.zones.get(edge.to)}
            />
          ))}
          {[...layout.zones.values()].map((zone) => (
            <ZoneNode key={zone.id} zone={zone} />
          ))}
        </svg>
      </div>
      <ZoneTable />
      <ConduitTable />
    </>
  );
}

function Line({
  edge,
  from,
  to,
}: {
  readonly edge: Edge;
  readonly from: Placed | undefined;
  readonly to: Placed | undefined;
}) {
  if (from === undefined || to === undefined) return null;
  const { path, x, y } = curve(from, to);
  const what = edge.conduit === "" ? "no conduit" : edge.conduit;
  return (
    <a
      href={linkTo("pair", { from: edge.from, to: edge.to })}
      aria-label={`${edge.from} and ${edge.to}, ${what}: ${edge.verdict}`}
    >
      <title>{`${edge.from} and ${edge.to}, ${what}: ${edge.verdict}`}</title>
      <path d={path} class={`edge is-${edge.verdict} ${edge.conduit === "" ? "undeclared" : ""}`} />
      <circle cx={x} cy={y} r={9} class={`mark is-${edge.verdict}`} />
      <text x={x} y={y + 4} class="sign">
        {signOf(edge.verdict)}
      </text>
    </a>
  );
}

/** Zones of one row are joined by an arc below them; who passes other rows goes round what may stand there. */
function curve(from: Placed, to: Placed): { path: string; x: number; y: number } {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (from.y === to.y) {
    const bend = NODE.height * 0.9 + Math.abs(from.x - to.x) * 0.08;
    return {
      path: `M${from.x},${from.y} Q${middle.x},${from.y + 2 * bend} ${to.x},${to.y}`,
      x: middle.x,
      y: from.y + bend,
    };
  }
  const passed = Math.round(Math.abs(from.y - to.y) / ROW) - 1;
  const side = passed === 0 ? 0 : (to.x < from.x ? -1 : 1) * NODE.width * (0.75 + 0.25 * passed);
  const [a, b] = [from.x + side, to.x + side];
  const path = `M${from.x},${from.y} C${a},${middle.y} ${b},${middle.y} ${to.x},${to.y}`;
  const at = (t: number, [p, q, r, s]: readonly [number, number, number, number]) =>
    p * (1 - t) ** 3 + 3 * q * t * (1 - t) ** 2 + 3 * r * t * t * (1 - t) + s * t ** 3;
  // The mark stands between the last two rows, where no zone covers it.
  const gap = to.y - (Math.sign(to.y - from.y) * ROW) / 2;
  const heights = [from.y, middle.y, middle.y, to.y] as const;
  const steps = Array.from({ length: 100 }, (_, index) => index / 100);
  const t = steps.reduce((best, one) =>
    Math.abs(at(one, heights) - gap) < Math.abs(at(best, heights) - gap) ? one : best,
  );
  return { path, x: at(t, [from.x, a, b, to.x]), y: at(t, heights) };
}

function ZoneNode({ zone }: { readonly zone: Placed }) {
  const told = REPORT.map?.zones.find(({ id }) => id === zone.id);
  const levels = told?.slTarget ? Object.values(told.slTarget) : [];
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const sl = levels.length === 0 ? "no SL-T" : `SL-T ${low === high ? low : `${low}-${high}`}`;
  return (
    <a
      href={linkTo("findings", { zone: zone.id, status: "open" })}
      aria-label={`${zone.id}, ${told?.name ?? ""}, ${sl}`}
    >
      <title>{told?.name ?? zone.id}</title>
      <rect
        x={zone.x - NODE.width / 2}
        y={zone.y - NODE.height / 2}
        width={NODE.width}
        height={NODE.height}
        rx={6}
        class="zone"
      />
      <text x={zone.x} y={zone.y - 3} class="name">
        {zone.id.length > 18 ? `${zone.id.slice(0, 17)}…` : zone.id}
      </text>
      <text x={zone.x} y={zone.y + 13} class="small">
        {`${told?.kind ?? ""} · ${sl}`}
      </text>
    </a>
  );
}

function ZoneTable() {
  return (
    <div class="wide">
      <table>
        <caption>Zones</caption>
        <Heads of={["Zone", "Name", "Kind", "Level", "SL-T", "Owner", "Networks"]} />
        <tbody>
          {(REPORT.map?.zones ?? []).map(({ id, name, kind, slTarget, owner, networks }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>{name}</td>
              <td>{kind}</td>
              <td>{levelText(id)}</td>
              <td>{slTarget === null ? "none" : slText(slTarget)}</td>
              <td>{owner}</td>
              <td>{networks.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function levelText(zone: string): string {
  const level = DATA.levels[zone];
  if (level === undefined) return "";
  return level.low === level.high ? String(level.low) : `${level.low}-${level.high}`;
}

function ConduitTable() {
  return (
    <div class="wide">
      <table>
        <caption>Conduits</caption>
        <Heads of={["Conduit", "Directions", "SL-T", "Owner", "Flows"]} />
        <tbody>
          {(REPORT.map?.conduits ?? []).map(({ id, between, slTarget, owner, flows }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>
                {between.flatMap((from) =>
                  between
                    .filter((to) => to !== from)
                    .map((to) => (
                      <div key={`${from} ${to}`}>
                        <a href={linkTo("pair", { from, to })}>{`${from} → ${to}`}</a>{" "}
                        <Verdict of={pairOf(from, to)?.verdict ?? "proved"} />
                      </div>
                    )),
                )}
              </td>
              <td>{slTarget === null ? "of its zones" : slText(slTarget)}</td>
              <td>{owner}</td>
              <td>
                {flows.map((flow) => (
                  <div key={flow}>{`${flow}: ${stateOf(flow)}`}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of a flow that several pairs carry, the worst. */
function stateOf(flow: string): string {
  const found = REPORT.pairs.flatMap(({ flows }) => flows.filter(({ id }) => id === flow));
  const state = (["blocked", "unknown", "open"] as const).find((one) => found.some((told) => told.state === one));
  return state === undefined ? "? not on a pair of zones" : FLOW_WORDS[state];
}
