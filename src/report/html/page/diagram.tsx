/** Zones by level, joined by conduits in the colour and with the sign of their worst direction. */
import { asEntries, Choice } from "./choice.jsx";
import { DATA, pairKey, pairOf, REPORT, ZONES } from "./data.js";
import { type Curve, drawCurves } from "./diagram-curves.js";
import { layOut, MOST_LETTERS, NODE_HEIGHT, type Placed } from "./diagram-layout.js";
import { shortNames } from "./diagram-names.js";
import { Heads } from "./heads.js";
import { FLOW_WORDS, slText } from "./pair.jsx";
import { linkTo, type Route, setFilter } from "./route.js";
import { signOf, Verdict } from "./signs.jsx";

interface Edge {
  readonly from: string;
  readonly to: string;
  /** Empty: none is declared. */
  readonly conduits: readonly string[];
  readonly verdict: string;
}

const WORST = ["violated", "unproved", "proved"];

function worstOf(one: string, other: string): string {
  const verdicts = [pairOf(one, other), pairOf(other, one)].map((pair) => pair?.verdict ?? "proved");
  return WORST.find((verdict) => verdicts.some((found) => found === verdict)) ?? "proved";
}

/** One for two zones, however many conduits join them: their signs would cover each other. */
function edgesOf(undeclared: boolean): Edge[] {
  const joined = new Map<string, Edge>();
  for (const { id, between } of REPORT.map?.conduits ?? []) {
    for (const [from, to] of twosOf(between)) {
      const known = joined.get(pairKey(from, to)) ?? joined.get(pairKey(to, from));
      const edge = known ?? { from, to, conduits: [], verdict: worstOf(from, to) };
      joined.set(pairKey(edge.from, edge.to), { ...edge, conduits: [...edge.conduits, id] });
    }
  }
  const declared = [...joined.values()];
  if (!undeclared) return declared;
  const others = twosOf(ZONES)
    .filter(([from, to]) => !joined.has(pairKey(from, to)) && !joined.has(pairKey(to, from)))
    .map(([from, to]) => ({ from, to, conduits: [], verdict: worstOf(from, to) }));
  return [...others.filter(({ verdict }) => verdict === "violated"), ...declared];
}

function twosOf(zones: readonly string[]): [string, string][] {
  return zones.flatMap((one, index) => zones.slice(index + 1).map((other): [string, string] => [one, other]));
}

export function Diagram({ route }: { readonly route: Route }) {
  const undeclared = route.get("undeclared") === "1";
  const only = route.get("zone");
  const zones = REPORT.map?.zones.map(({ id }) => id) ?? [];
  if (zones.length === 0) return <p class="quiet">Without a map of zones (zones.yaml) there is nothing to draw.</p>;
  const shown = undeclared && ZONES.includes("unmapped") ? [...zones, "unmapped"] : zones;
  const edges = edgesOf(undeclared).filter(
    ({ from, to }) => shown.includes(from) && shown.includes(to) && (only === "" || from === only || to === only),
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
        <Choice name="zone" label="Lines of" value={only} none="all zones" of={asEntries(shown)} />
      </search>
      <div class="wide">
        <Drawing zones={shown} edges={edges} />
      </div>
      <ZoneTable />
      <ConduitTable />
    </>
  );
}

function Drawing({ zones, edges }: { readonly zones: readonly string[]; readonly edges: readonly Edge[] }) {
  const names = shortNames(zones, MOST_LETTERS);
  const levels = new Map(Object.entries(DATA.levels).map(([id, { high }]) => [id, high]));
  const layout = layOut(
    names,
    levels,
    edgesOf(false).map(({ from, to }) => [from, to]),
  );
  const drawn = edges.flatMap((edge) => {
    const [from, to] = [layout.zones.get(edge.from), layout.zones.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ edge, ends: [from, to] as const }];
  });
  const [curves, { left, top, right, bottom }] = drawCurves(
    drawn.map(({ ends }) => ends),
    layout,
  );
  const [width, height] = [right - left, bottom - top];
  return (
    <svg class="diagram" viewBox={`${left} ${top} ${width} ${height}`} width={width} height={height}>
      <title>Zones by level, and the conduits between them; the tables below say the same</title>
      {layout.rows.map(({ label, y }) => (
        <text key={`${label} ${y}`} x={4} y={y + 4} class="level">
          {label}
        </text>
      ))}
      {drawn.map(({ edge: { from, to, verdict, conduits } }, index) => (
        <path
          key={pairKey(from, to)}
          d={curves[index]?.path}
          class={`edge is-${verdict} ${conduits.length === 0 ? "undeclared" : ""}`}
        />
      ))}
      {drawn.map(({ edge }, index) => (
        <Mark key={pairKey(edge.from, edge.to)} edge={edge} curve={curves[index]} />
      ))}
      {[...layout.zones.values()].map((zone) => (
        <ZoneNode key={zone.id} zone={zone} name={names.get(zone.id) ?? zone.id} width={layout.nodeWidth} />
      ))}
    </svg>
  );
}

/** The sign of a line, above all lines; it is the link. */
function Mark({ edge, curve }: { readonly edge: Edge; readonly curve: Curve | undefined }) {
  if (curve === undefined) return null;
  const { from, to, verdict } = edge;
  const { x, y } = curve.mark;
  return (
    <a href={linkTo("pair", { from, to })} aria-label={`${signOf(verdict)} ${edgeText(edge)}`}>
      <title>{edgeText(edge)}</title>
      <circle cx={x} cy={y} r={9} class={`mark is-${verdict}`} />
      <text x={x} y={y + 4} class="sign">
        {signOf(verdict)}
      </text>
    </a>
  );
}

function edgeText({ from, to, conduits, verdict }: Edge): string {
  return `${from} and ${to}, ${conduits.length === 0 ? "no conduit" : conduits.join(", ")}: ${verdict}`;
}

function ZoneNode({ zone, name, width }: { readonly zone: Placed; readonly name: string; readonly width: number }) {
  const told = REPORT.map?.zones.find(({ id }) => id === zone.id);
  const levels = told?.slTarget ? Object.values(told.slTarget) : [];
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const sl = levels.length === 0 ? "no SL-T" : `SL-T ${low === high ? low : `${low}-${high}`}`;
  const kind = `${told?.kind ?? ""} · ${sl}`;
  const whole = told === undefined || told.name === zone.id ? zone.id : `${zone.id}: ${told.name}`;
  return (
    <a href={linkTo("findings", { zone: zone.id, status: "open" })} aria-label={`${name} ${kind}, ${whole}`}>
      <title>{whole}</title>
      <rect
        x={zone.x - width / 2}
        y={zone.y - NODE_HEIGHT / 2}
        width={width}
        height={NODE_HEIGHT}
        rx={6}
        class="zone"
      />
      <text x={zone.x} y={zone.y - 3} class="name">
        {`${name} `}
      </text>
      <text x={zone.x} y={zone.y + 13} class="small">
        {kind}
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
