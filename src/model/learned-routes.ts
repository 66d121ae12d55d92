/** Routes that a router learned, where its routing table was captured with its configuration (design 2: the files are what runs). */
import { formatIPv4 } from "../packets/address.js";
import type { SourceRange } from "../source/range.js";
import type { ListedHop, ListedRoute, RoutingTable } from "../source/routing-table.js";
import type { Interface, Route, Router } from "./device.js";
import type { DoubtId } from "./expression.js";

/** What a table is compared with: of one router. */
export interface RouterParts {
  readonly hostname: string | undefined;
  readonly router: Router;
  /** Those of the configuration, of all routers. */
  readonly routes: readonly Route[];
  readonly interfaces: readonly Interface[];
}

/** What a vendor says of the names in its tables, and how it notes doubts. */
export interface TableReader {
  /** The one spelling of an interface name. */
  readonly nameOf: (text: string) => string;
  readonly placeOf: (line: number) => SourceRange;
  readonly doubt: (reason: string, at: SourceRange) => DoubtId;
}

/** Why a table cannot be taken for that of a router, and the line of it that shows it. */
export interface TableRefusal {
  readonly line: number;
  readonly why: string;
}

interface Prefix {
  readonly network: number | bigint;
  readonly prefixLength: number;
}

/**
 * A router that learns routes with what its captured table says. A table is believed where it is whole and has no network and no
 * static route that the configuration lacks. Then the routes that were learned are known, as they were then. Interfaces whose
 * networks it lacks were down, and static routes that it lacks were not there: either may be otherwise now.
 * @returns why it is not believed: the router is one that learns routes nobody knows.
 */
export function withLearnedRoutes(
  table: RoutingTable,
  parts: RouterParts,
  reader: TableReader,
): Pick<RouterParts, "router" | "routes" | "interfaces"> | TableRefusal {
  return new Comparison(table, parts, reader).result();
}

/** A table beside the router whose it is to be. */
class Comparison {
  private readonly own: readonly Interface[];
  private readonly connected: readonly ListedRoute[];
  /** Destinations that it has, with the best of what it says of each. */
  private readonly listed: ReadonlyMap<string, ListedRoute>;
  /** Next hops that a route other than the default leads to. */
  private readonly reached = new Map<number, boolean>();

  constructor(
    private readonly table: RoutingTable,
    private readonly parts: RouterParts,
    private readonly reader: TableReader,
  ) {
    this.own = parts.interfaces.filter((one) => one.enabled && one.router === parts.router.id);
    this.connected = table.routes.filter(({ code }) => code === "C");
    this.listed = new Map(table.routes.map((route) => [keyOf(route), route]));
  }

  result(): Pick<RouterParts, "router" | "routes" | "interfaces"> | TableRefusal {
    const refusal = this.refusal();
    if (refusal !== undefined) return refusal;
    const { router, routes } = this.parts;
    const at = this.reader.placeOf(this.table.first);
    const { dynamicRouting, ...known } = router;
    return {
      router: dynamicRouting === undefined ? known : { ...known, learned: { doubt: dynamicRouting, at } },
      routes: [...routes.map((route) => this.asListed(route, at)), ...this.learned()],
      interfaces: this.parts.interfaces.map((one) => this.asUp(one, at)),
    };
  }

  private refusal(): TableRefusal | undefined {
    const { refused, host, first } = this.table;
    if (refused !== undefined) return refused;
    if (host !== this.parts.hostname) return { line: first, why: `its prompt is that of ${host}` };
    if (this.parts.router.imports !== undefined) return { line: first, why: "the router takes over routes of others" };
    return this.strangeNetwork() ?? this.strangeStatic() ?? this.strangeHop();
  }

  /** An interface whose network is not in the table was down. */
  private asUp(one: Interface, at: SourceRange): Interface {
    if (one.stateDoubt !== undefined || !this.own.includes(one)) return one;
    const gone = networksOf(one).find((network) => this.overOf(network) !== one.id);
    if (gone === undefined) return one;
    const reason = `${one.id} was down when the routing table was captured: ${gone} is not in it`;
    return { ...one, stateDoubt: this.reader.doubt(reason, at) };
  }

  /** A static route that was not there may be there now. */
  private asListed(route: Route, at: SourceRange): Route {
    if (route.router !== this.parts.router.id || route.family !== 4 || route.doubt !== undefined) return route;
    const listed = this.listed.get(keyOf(route));
    if (listed !== undefined && (listed.code === "S" || listed.code === "C" || listed.distance < route.distance))
      return route;
    const reason = `the route to ${keyOf(route)} was not in the routing table that was captured`;
    return { ...route, doubt: this.reader.doubt(reason, at) };
  }

  /** A network that the configuration does not have: it is the table of another day. */
  private strangeNetwork(): TableRefusal | undefined {
    const written = new Set(this.own.flatMap((one) => networksOf(one).map((network) => `${network} ${one.id}`)));
    const strange = this.connected.find(
      (route) => !written.has(`${keyOf(route)} ${this.egressOf(route.hops[0])}`) && !this.isGiven(route.hops[0]),
    );
    return strange && { line: strange.line, why: "the configuration does not have this network" };
  }

  private strangeStatic(): TableRefusal | undefined {
    const own = this.parts.routes.filter((route) => route.router === this.parts.router.id && route.family === 4);
    const written = new Set(own.flatMap((route) => this.hopKeys(route, [route])));
    const strange = this.table.routes.find(
      (route) =>
        route.code === "S" && !this.isAdded(route) && !this.hopKeys(route, route.hops).every((key) => written.has(key)),
    );
    return strange && { line: strange.line, why: "the configuration does not have this static route" };
  }

  /** Next hops that are on no network of the interface, or that nothing in the table leads to, are reached in ways it does not show. */
  private strangeHop(): TableRefusal | undefined {
    const strange = this.added().find(({ hops }) => hops.some((hop) => !this.isPlain(hop)));
    return strange && { line: strange.line, why: "its next hop is on no network of the interface" };
  }

  /** Whether the address of an interface comes from somebody else, and with it networks and routes. */
  private isGiven(hop: ListedHop | undefined): boolean {
    const egress = this.egressOf(hop);
    return this.own.some((one) => one.id === egress && one.addressDoubt !== undefined);
  }

  /** What the configuration does not have: routes that protocols learned, and those that came with an address. */
  private added(): readonly ListedRoute[] {
    return this.table.routes.filter((route) => this.isAdded(route));
  }

  private isAdded({ code, hops }: ListedRoute): boolean {
    return code === "S" ? hops.every((hop) => this.isGiven(hop)) : code !== "C" && code !== "L";
  }

  /** A route by each of the things that a configuration may name of where it leads. */
  private hopKeys(route: Prefix, hops: readonly Pick<Route, "egress" | "nextHop">[]): string[] {
    return hops.map(({ egress, nextHop }) => `${keyOf(route)} ${nextHop ?? (egress && this.reader.nameOf(egress))}`);
  }

  private isPlain(hop: ListedHop): boolean {
    if (hop.nextHop === undefined) return hop.egress === undefined;
    const { nextHop } = hop;
    if (hop.egress === undefined) return this.isReached(nextHop);
    const egress = this.egressOf(hop);
    return this.connected.some((route) => covers(route, nextHop) && this.egressOf(route.hops[0]) === egress);
  }

  private isReached(nextHop: number): boolean {
    const isFound = () => this.table.routes.some((route) => route.prefixLength > 0 && covers(route, nextHop));
    const found = this.reached.get(nextHop) ?? isFound();
    this.reached.set(nextHop, found);
    return found;
  }

  /** The interface that a connected network is listed on. */
  private overOf(network: string): string | undefined {
    const listed = this.listed.get(network);
    return listed?.code === "C" ? this.egressOf(listed.hops[0]) : undefined;
  }

  private egressOf(hop: ListedHop | undefined): string | undefined {
    return hop?.egress === undefined ? undefined : this.reader.nameOf(hop.egress);
  }

  private learned(): Route[] {
    const router = this.parts.router.id;
    return this.added().flatMap(({ network, prefixLength, distance, hops, line }) =>
      hops.map((hop): Route => {
        const egress = this.egressOf(hop);
        const way = {
          ...(egress === undefined ? {} : { egress }),
          ...(hop.nextHop === undefined ? {} : { nextHop: hop.nextHop }),
        };
        return { router, family: 4, network, prefixLength, ...way, distance, at: this.reader.placeOf(line) };
      }),
    );
  }
}

/** The networks that own addresses of an interface connect. */
function networksOf({ addresses }: Interface): string[] {
  return addresses
    .filter(({ family, kind }) => family === 4 && kind !== "virtual")
    .map(({ address, prefixLength }) => keyOf(networkOf(Number(address), prefixLength)));
}

function keyOf({ network, prefixLength }: Prefix): string {
  return `${formatIPv4(Number(network))}/${prefixLength}`;
}

function networkOf(address: number, prefixLength: number): { network: number; prefixLength: number } {
  const size = 2 ** (32 - prefixLength);
  return { network: address - (address % size), prefixLength };
}

function covers({ network, prefixLength }: ListedRoute, address: number): boolean {
  return networkOf(address, prefixLength).network === network;
}
