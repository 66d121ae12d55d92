/** The routing table that a command printed in the capture of a session: its lines are read alike, by a grammar of each platform. */

/** Where a listed route leads: a next hop, an interface, or both; neither: nowhere. */
export interface ListedHop {
  readonly nextHop?: number;
  readonly egress?: string;
}

export interface ListedRoute {
  /** `C`, `L`, `S`, or of a protocol that learned it: `R`, `B`, `D`, `O`, `i`. */
  readonly code: string;
  /** The first address of the destination (IPv4). */
  readonly network: number;
  readonly prefixLength: number;
  /** The administrative distance; left out where the table says none. */
  readonly distance?: number;
  readonly hops: readonly ListedHop[];
  /** Its line in the file, from 1. */
  readonly line: number;
}

export interface RoutingTable {
  /** What the prompt calls the device. */
  readonly host: string;
  /** The router that it is of. */
  readonly router: string;
  /** The lines of command and listing in the file, from 1, both included. */
  readonly first: number;
  readonly last: number;
  readonly routes: readonly ListedRoute[];
  /** The first line that was not understood, or why it is not whole: then it says nothing. */
  readonly refused?: { readonly line: number; readonly why: string };
}

/** What an entry begins with. */
export interface EntryHead {
  readonly code: string;
  readonly network: number;
  /** Left out: the heading above says it. */
  readonly prefixLength: number | undefined;
  /** Whether it stands below a heading, by how far it is indented. */
  readonly isBelow: boolean;
  /** What stands behind the destination; empty: the next line has it. */
  readonly rest: string;
}

/** A network whose parts follow below it. */
export interface Heading {
  /** Of the prefixes that have no length of their own; left out: they have. */
  readonly prefixLength?: number;
  /** How many follow. */
  readonly parts: number;
}

/** How a platform writes a table. */
export interface TableGrammar {
  /** @returns undefined where a line begins no entry. */
  readonly head: (text: string) => EntryHead | undefined;
  /** A way of an entry; more of them stand alone in the lines behind it. */
  readonly hop: (text: string, code: string) => { readonly hop: ListedHop; readonly distance?: number } | undefined;
  /** Lines that are no routes; the capturing group: where its default route leads. */
  readonly heading: RegExp;
  readonly partsOf?: (text: string) => Heading | undefined;
  /** The line that names the router, which is the capturing group. */
  readonly named: RegExp;
}

/** Whose table is read. */
export interface Asked extends Pick<RoutingTable, "host" | "router"> {
  /** What the line that names the router may say; `undefined`: there may be none. */
  readonly names: readonly (string | undefined)[];
}

const LEGEND = /^(?:Codes: | ).* - /;

/**
 * Reads a table up to the next prompt of the same device: without that one nobody knows whether more came. What follows a line
 * that was not understood is not looked at.
 * @param from the line behind the command, from 0.
 * @param at the text of a line.
 */
export function readRoutingTable(
  grammar: TableGrammar,
  { host, router, names }: Asked,
  lines: { readonly length: number; readonly at: (index: number) => string },
  from: number,
): RoutingTable {
  const reading = new Reading(grammar, names);
  for (let index = from; index < lines.length; index++) {
    const text = lines.at(index).trimEnd();
    if (text.startsWith(host) && /^ ?(?:\([^()]*\) ?)*[#>$]/.test(text.slice(host.length)))
      return { host, router, first: from, last: index, ...reading.ended(from) };
    reading.take(text, index + 1);
    if (reading.refused !== undefined)
      return { host, router, first: from, last: index, routes: [], refused: reading.refused };
  }
  const refused = { line: from, why: `no prompt of ${host} follows: its end may be missing` };
  return { host, router, first: from, last: from, routes: [], refused };
}

/** A table while its lines are read. */
class Reading {
  private readonly routes: ListedRoute[] = [];
  private readonly destinations = new Set<string>();
  refused: RoutingTable["refused"];
  private isLegend = false;
  private isBegun = false;
  private named: string | undefined;
  /** The line that speaks of a default route. */
  private byDefault: number | undefined;
  private below: { readonly heading: Heading; readonly line: number; left: number } | undefined;
  private open: { route: Omit<ListedRoute, "hops">; hops: ListedHop[] } | undefined;

  constructor(
    private readonly grammar: TableGrammar,
    private readonly names: Asked["names"],
  ) {}

  ended(command: number): Pick<RoutingTable, "routes" | "refused"> {
    this.close();
    this.endParts();
    if (this.byDefault !== undefined && !this.destinations.has("0/0"))
      this.refuse(this.byDefault, "the default route that it speaks of is missing");
    if (!this.isBegun) this.refuse(command, "no legend of its codes follows");
    if (!this.names.includes(this.named)) this.refuse(command, `it is named ${this.named ?? "as that of no router"}`);
    return { routes: this.routes, ...(this.refused && { refused: this.refused }) };
  }

  take(text: string, line: number): void {
    if (!this.isUnderstood(text, line)) this.refuse(line, "this line of it was not understood");
  }

  private refuse(line: number, why: string): void {
    this.refused ??= { line, why };
  }

  private isUnderstood(text: string, line: number): boolean {
    if (text === "") {
      this.isLegend = false;
      return true;
    }
    if (text.startsWith("Codes: ")) {
      if (this.isBegun) return false;
      this.isBegun = true;
      this.isLegend = true;
    }
    if (this.isLegend) return LEGEND.test(text);
    const named = this.grammar.named.exec(text)?.[1];
    if (named !== undefined) {
      if (this.named !== undefined) return false;
      this.named = named;
      return true;
    }
    if (!this.isBegun) return false;
    const heading = this.grammar.partsOf?.(text);
    if (heading !== undefined) {
      this.close();
      this.endParts();
      this.below = { heading, line, left: heading.parts };
      return true;
    }
    const found = this.grammar.heading.exec(text);
    if (found === null) return this.isRoute(text, line);
    if (found[1] !== undefined) this.byDefault = line;
    return true;
  }

  private isRoute(text: string, line: number): boolean {
    const head = this.grammar.head(text);
    if (head === undefined) return this.open !== undefined && text.startsWith(" ") && this.takeHop(text.trimStart());
    this.close();
    if (!this.isPlaced(head)) return false;
    const { code, network, prefixLength = this.below?.heading.prefixLength, rest } = head;
    if (prefixLength === undefined || prefixLength > 32 || network % 2 ** (32 - prefixLength) !== 0) return false;
    // A device lists each destination once: what is there twice was put together from two tables.
    const destination = `${network}/${prefixLength}`;
    if (this.destinations.has(destination)) return false;
    this.destinations.add(destination);
    this.open = { route: { code, network, prefixLength, line }, hops: [] };
    return rest === "" || this.takeHop(rest);
  }

  /** Whether it is one of as many as the heading above it says, or below none: else lines are missing. */
  private isPlaced({ isBelow, prefixLength }: EntryHead): boolean {
    if (!isBelow) {
      this.endParts();
      return prefixLength !== undefined;
    }
    return this.below !== undefined && this.below.left-- > 0;
  }

  private endParts(): void {
    if (this.below !== undefined && this.below.left > 0)
      this.refuse(this.below.line, `${this.below.left} networks of those that it announces are missing`);
    this.below = undefined;
  }

  /** What stands behind a destination, or alone in the next line where a route has several ways or the line was too long. */
  private takeHop(text: string): boolean {
    if (this.open === undefined) return false;
    const { route, hops } = this.open;
    const found = this.grammar.hop(text, route.code);
    if (found === undefined) return false;
    if (found.distance !== undefined) this.open.route = { ...route, distance: found.distance };
    hops.push(found.hop);
    return true;
  }

  private close(): void {
    if (this.open === undefined) return;
    const { route, hops } = this.open;
    if (hops.length === 0) this.refuse(route.line, "where this route leads does not follow");
    this.routes.push({ ...route, hops });
    this.open = undefined;
  }
}
