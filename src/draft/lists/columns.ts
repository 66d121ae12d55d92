/** Which columns lists of zones, conduits and assets have, by the names that people give them. */

import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { didYouMean } from "../../diagnostics/nearest.js";
import type { Cell } from "./csv.js";

/** Names in lower case without anything but letters and digits. The first is how a person is told of it. */
const COLUMNS = {
  zone: ["zone", "zoneid", "zones", "zonename"],
  conduit: ["conduit", "conduitid", "conduitname"],
  asset: ["asset", "assetname", "assetid", "host", "hostname", "device", "devicename", "tag"],
  name: ["name", "description", "zonedescription", "title"],
  kind: ["kind", "type", "zonetype", "zonekind"],
  level: ["level", "purdue", "purduelevel", "referencelevel"],
  slTarget: ["sltarget", "slt", "sl", "securitylevel", "targetsecuritylevel", "securityleveltarget"],
  networks: [
    "networks",
    "network",
    "subnet",
    "subnets",
    "ipnetwork",
    "ipnetworks",
    "cidr",
    "iprange",
    "ipranges",
    "vlannetwork",
  ],
  address: ["address", "addresses", "ip", "ipaddress", "ipaddresses", "ipv4", "ipv4address"],
  owner: ["owner", "responsible", "accountable"],
  review: ["review", "reviewdate", "nextreview", "reviewby"],
  fromZone: ["fromzone", "sourcezone", "srczone", "zonea", "zone1"],
  toZone: ["tozone", "destinationzone", "destzone", "dstzone", "zoneb", "zone2"],
  from: ["from", "source", "src", "sourcehost", "sourceip", "initiator"],
  to: ["to", "destination", "dest", "dst", "target", "destinationhost", "destinationip"],
  service: ["service", "services", "protocol", "protocols", "port", "ports", "application"],
  flow: ["flow", "flowid", "id", "no", "nr"],
  why: ["why", "reason", "justification", "purpose", "comment", "remarks"],
} as const;

export type Column = keyof typeof COLUMNS;

/** A list with what is in its cells, by column; cells that are empty are left out. */
export interface ListRow {
  readonly first: Cell;
  readonly cells: Partial<Record<Column, Cell>>;
}

export interface List {
  readonly kind: "zones" | "conduits" | "assets";
  readonly rows: readonly ListRow[];
}

/** What the first row says of the others. A column without a meaning is reported and left out. @returns undefined for no list. */
export function readList(rows: readonly (readonly Cell[])[], diagnostics: Diagnostics): List | undefined {
  const [head = [], ...below] = rows;
  const columns = head.map((cell) => columnOf(cell.text));
  const kind = kindOf(new Set(columns));
  if (kind === undefined) return undefined;
  head.forEach((cell, index) => {
    const column = columns[index];
    if (cell.text === "" || (column !== undefined && columns.indexOf(column) === index)) return;
    const isTwice = column !== undefined;
    const help = isTwice
      ? undefined
      : didYouMean(
          cell.text,
          Object.values(COLUMNS).map(([first]) => first),
        );
    const message = isTwice
      ? `the column "${cell.text}" means the same as one before it`
      : `the column "${cell.text}" is not known`;
    diagnostics.add("import/unknown-column", cell.at, { message, ...(help !== undefined && { help }) });
  });
  return { kind, rows: below.flatMap((row) => readRow(row, columns)) };
}

function readRow(row: readonly Cell[], columns: readonly (Column | undefined)[]): ListRow[] {
  const [first] = row;
  const cells: Partial<Record<Column, Cell>> = {};
  row.forEach((cell, index) => {
    const column = columns[index];
    if (column !== undefined && cell.text !== "" && columns.indexOf(column) === index) cells[column] = cell;
  });
  return first === undefined ? [] : [{ first, cells }];
}

function columnOf(text: string): Column | undefined {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return (Object.keys(COLUMNS) as Column[]).find((column) => (COLUMNS[column] as readonly string[]).includes(plain));
}

function kindOf(columns: ReadonlySet<Column | undefined>): List["kind"] | undefined {
  const hasEnds = (columns.has("from") && columns.has("to")) || (columns.has("fromZone") && columns.has("toZone"));
  if (hasEnds) return "conduits";
  if (columns.has("asset") && columns.has("address")) return "assets";
  return columns.has("zone") && columns.has("networks") ? "zones" : undefined;
}
