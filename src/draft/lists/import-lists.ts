/** A map from lists of zones, conduits and assets as spreadsheets keep them. */
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { rangeOnLine } from "../../source/range.js";
import type { SourceFile } from "../../source/source-file.js";
import { looksLikeAddress } from "../../zones/addresses.js";
import { ZONE_KINDS } from "../../zones/map.js";
import { guessKind } from "../guess-kind.js";
import { hostNameOf } from "../shown-text.js";
import { list, scalar } from "../yaml-text.js";
import { type Column, type ListRow, readList } from "./columns.js";
import { type Cell, readCsv } from "./csv.js";
import { CellValues } from "./values.js";

export interface Imported {
  readonly text: string;
  readonly counts: {
    readonly zones: number;
    readonly conduits: number;
    readonly flows: number;
    readonly hosts: number;
  };
}

const EXPECTED =
  "a first row that names columns: zone and networks; conduit, from, to and service; or asset, address and zone";

/** Everything that was understood, in the order of the lists. @returns undefined when no list has a zone in it. */
export function importLists(files: readonly SourceFile[], diagnostics: Diagnostics): Imported | undefined {
  const rows: Record<"zones" | "conduits" | "assets", ListRow[]> = { zones: [], conduits: [], assets: [] };
  for (const file of files) {
    const read = readList(readCsv(file), diagnostics);
    if (read === undefined) diagnostics.add("import/no-list", rangeOnLine(file.path, 1, 1, 1), { expected: EXPECTED });
    else rows[read.kind].push(...read.rows);
  }
  const values = new CellValues(diagnostics);
  const zones = new Map(
    [...byName(rows.zones, "zone", values)].map(([id, own]) => [id, zoneLines(id, own, values)] as const),
  );
  if (zones.size === 0) return undefined;
  const hosts = new Map(
    [...byName(rows.assets, "asset", values)].flatMap(([name, own]) => hostOf(name, own, zones, values)),
  );
  const conduits = new Map<string, ConduitRows>();
  for (const row of rows.conduits) addFlow(row, conduits, { zones, hosts, values });
  const flows = [...conduits.values()].reduce((sum, conduit) => sum + conduit.flows.length, 0);
  return {
    text: textOf(zones, hosts, conduits, values),
    counts: { zones: zones.size, conduits: conduits.size, flows, hosts: hosts.size },
  };
}

/** Lines below the name of a zone. */
type Zones = ReadonlyMap<string, readonly string[]>;
type Hosts = ReadonlyMap<string, { readonly addresses: readonly string[]; readonly zone: string | undefined }>;

interface ConduitRows {
  readonly between: Set<string>;
  readonly rows: ListRow[];
  readonly flows: string[];
}

/** Rows by the name they begin with, in their order: spreadsheets give each network or address of one name a row of its own. */
function byName(rows: readonly ListRow[], column: "zone" | "asset", values: CellValues): Map<string, ListRow[]> {
  const named = new Map<string, ListRow[]>();
  for (const row of rows) {
    const name = nameIn(row.cells[column] ?? row.first, values);
    if (name !== undefined) named.set(name, [...(named.get(name) ?? []), row]);
  }
  return named;
}

/** What a zone or a conduit has once, however many rows it has. */
const OF_CONDUIT = ["slTarget", "owner", "review"] as const;
const OF_ZONE = ["name", "kind", "level", ...OF_CONDUIT] as const;

/** The first of each; another one in a later row is reported. */
function cellsOnce(rows: readonly ListRow[], columns: readonly Column[], values: CellValues): ListRow["cells"] {
  const once: ListRow["cells"] = {};
  for (const { cells } of rows) {
    for (const column of columns) {
      const [earlier, cell] = [once[column], cells[column]];
      if (earlier === undefined && cell !== undefined) once[column] = cell;
      else if (earlier !== undefined && cell !== undefined && earlier.text !== cell.text) values.differs(cell, earlier);
    }
  }
  return once;
}

function zoneLines(id: string, rows: readonly ListRow[], values: CellValues): string[] {
  const cells = cellsOnce(rows, OF_ZONE, values);
  const [bare] = rows.some((row) => row.cells.networks !== undefined) ? [] : rows;
  if (bare !== undefined && !/internet/i.test(cells.kind?.text ?? id)) values.incomplete(bare.first, "a network");
  const networks = [...new Set(rows.flatMap((row) => values.networks(row.cells.networks)))];
  const level = values.level(cells.level);
  const slTarget = values.securityLevel(cells.slTarget);
  return [
    ...(cells.name === undefined ? [] : [`name: ${scalar(cells.name.text)}`]),
    kindLine(cells, id),
    ...(level === undefined ? [] : [`level: ${level}`]),
    ...(slTarget === undefined ? [] : [`sl-target: ${slTarget}`]),
    ...(networks.length === 0 ? [] : [`networks: ${list(networks)}`]),
    ...ownerLines(cells, values),
  ];
}

function kindLine({ kind, name }: ListRow["cells"], id: string): string {
  const written = kind?.text.toLowerCase().replace(/[\s_]+/g, "-") ?? "";
  if ((ZONE_KINDS as readonly string[]).includes(written)) return `kind: ${written}`;
  const guess = guessKind([kind?.text, name?.text, id].filter((text) => text !== undefined));
  return `kind: ${guess.kind} # ? ${guess.because}`;
}

function ownerLines({ owner, review }: ListRow["cells"], values: CellValues): string[] {
  const date = values.date(review);
  return [
    ...(owner === undefined ? [] : [`owner: ${scalar(owner.text)}`]),
    ...(date === undefined ? [] : [`review: ${date}`]),
  ];
}

/** A name as the map has names; `SRV ERP` becomes `SRV-ERP`. */
function nameIn(cell: Cell, values: CellValues): string | undefined {
  return hostNameOf(cell.text) || values.wrong(cell, "a name with a letter in it, such as cell-a");
}

function hostOf(
  name: string,
  rows: readonly ListRow[],
  zones: Zones,
  values: CellValues,
): [string, { addresses: string[]; zone: string | undefined }][] {
  for (const { first, cells } of rows) {
    if (cells.address === undefined) values.incomplete(first, "an address: without one it is in no zone");
  }
  const addresses = [...new Set(rows.flatMap(({ cells }) => values.addresses(cells.address)))];
  if (addresses.length === 0) return [];
  const lies = new Set(rows.flatMap(({ cells }) => (cells.zone && zoneNamed(cells.zone, zones, values)) ?? []));
  // One in several zones: each flow has to say which is meant.
  const [zone] = lies.size === 1 ? lies : [];
  // A host of the name of its zone could not be told from it.
  return [[zones.has(name) ? `${name}-host` : name, { addresses, zone }]];
}

function zoneNamed(cell: Cell, zones: Zones, values: CellValues): string | undefined {
  const name = hostNameOf(cell.text);
  const found = [...zones.keys()].find((id) => id.toLowerCase() === name.toLowerCase());
  return found ?? values.wrong(cell, "a zone that stands in a list of zones");
}

interface Known {
  readonly zones: Zones;
  readonly hosts: Hosts;
  readonly values: CellValues;
}

/** One end of a row: what a flow names, and the zone it lies in. */
interface End {
  readonly text: string;
  readonly zone: string;
}

function addFlow(row: ListRow, conduits: Map<string, ConduitRows>, known: Known): void {
  const { cells, first } = row;
  if ((cells.from ?? cells.fromZone) === undefined || (cells.to ?? cells.toZone) === undefined) {
    known.values.incomplete(first, "where it starts and where it goes to");
    return;
  }
  const from = endOf(cells.from, cells.fromZone, known);
  const to = endOf(cells.to, cells.toZone, known);
  if (from === undefined || to === undefined) return;
  const named = cells.conduit === undefined ? undefined : nameIn(cells.conduit, known.values);
  const id = named ?? conduitBetween(conduits, from.zone, to.zone) ?? `${from.zone}--${to.zone}`;
  const conduit = conduits.get(id) ?? {
    between: new Set<string>(),
    rows: [],
    flows: [],
  };
  conduits.set(id, conduit);
  conduit.rows.push(row);
  conduit.between.add(from.zone).add(to.zone);
  const services = known.values.services(cells.service);
  if (services.length === 0) return;
  const parts = [
    ...(cells.flow === undefined
      ? []
      : [`id: ${scalar(hostNameOf(cells.flow.text) || `flow-${cells.flow.text.replace(/[^\p{L}\p{N}]+/gu, "-")}`)}`]),
    `from: ${list([from.text])}`,
    `to: ${list([to.text])}`,
    `service: ${list(services)}`,
    ...(cells.why === undefined ? [] : [`why: ${scalar(cells.why.text.replace(/\s+/g, " "))}`]),
  ];
  conduit.flows.push(`{ ${parts.join(", ")} }`);
}

function conduitLines(rows: readonly ListRow[], values: CellValues): string[] {
  const cells = cellsOnce(rows, OF_CONDUIT, values);
  const slTarget = values.securityLevel(cells.slTarget);
  return [...(slTarget === undefined ? [] : [`sl-target: ${slTarget}`]), ...ownerLines(cells, values)];
}

function conduitBetween(conduits: ReadonlyMap<string, ConduitRows>, a: string, b: string): string | undefined {
  return [...conduits].find(([, { between }]) => between.has(a) && between.has(b))?.[0];
}

function endOf(end: Cell | undefined, zoneCell: Cell | undefined, { zones, hosts, values }: Known): End | undefined {
  const zone = zoneCell === undefined ? undefined : zoneNamed(zoneCell, zones, values);
  if (end === undefined) return zone === undefined ? undefined : { text: zone, zone };
  const name = hostNameOf(end.text).toLowerCase();
  const asZone = [...zones.keys()].find((id) => id.toLowerCase() === name);
  if (asZone !== undefined && name !== "") return { text: asZone, zone: asZone };
  const host = [...hosts].find(([id]) => id.toLowerCase() === name);
  if (host !== undefined && name !== "") {
    const lies = zone ?? host[1].zone;
    return lies === undefined
      ? values.wrong(end, "a column that names its zone: from zone, to zone")
      : { text: host[0], zone: lies };
  }
  if (!looksLikeAddress(end.text)) return values.wrong(end, "a zone or an asset of the lists, or an address");
  const [address] = values.addresses(end);
  if (address === undefined) return undefined;
  return zone === undefined
    ? values.wrong(end, "a column that names its zone: from zone, to zone")
    : { text: address, zone };
}

function textOf(zones: Zones, hosts: Hosts, conduits: ReadonlyMap<string, ConduitRows>, values: CellValues): string {
  const lines = [
    "# yaml-language-server: $schema=node_modules/zoneproof/schemas/zones.schema.json",
    '# From lists by zoneproof zones import; what is guessed is marked "# ?".',
    "version: 1",
    "zones:",
    ...[...zones].flatMap(([id, below]) => [`  ${scalar(id)}:`, ...below.map((line) => `    ${line}`)]),
    ...(hosts.size === 0 ? [] : ["hosts:"]),
    ...[...hosts].map(([name, { addresses }]) => `  ${scalar(name)}: ${list(addresses)}`),
    ...(conduits.size === 0 ? [] : ["conduits:"]),
    ...[...conduits].flatMap(([id, { between, rows, flows }]) => [
      `  ${scalar(id)}:`,
      `    between: ${list([...between])}`,
      ...conduitLines(rows, values).map((line) => `    ${line}`),
      ...(flows.length === 0 ? [] : ["    flows:", ...flows.map((flow) => `      - ${flow}`)]),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}
