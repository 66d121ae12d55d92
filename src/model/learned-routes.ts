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
  /** The distance of routes that come with an address of an interface, where nobody sets another. */
  readonly givenDistance: number;
  readonly placeOf: (line: number) => SourceRange;
  readonly doubt: (reason: string, at: SourceRange) => DoubtId;
}

/** Why a table cannot be taken for that of a router, and the line of it that shows it. */
export interface TableRefusal {
  readonly line: number;
  readonly why: string;
}

/** Of a route whose distance the table does not say: no static route is outranked by it for sure. */
const FARTHEST = 254;

/**
 * More learned routes than these are not followed: to each network of no zone a report says something, and 12,000 of them took a
 * minute.
 */
const MOST = 5000;

interface Prefix {
  readonly network: number | bigint;
  readonly prefixLength: number;
}

/**
 * A router that learns routes with what its captured table says. A table is believed where it is whole and has no network, no
 * address and no static route that the configuration lacks. Then the routes that were learned are known, as they were then. Interfaces whose
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

/**
 * The first route of a table that a protocol learned. A router of which the configuration has no protocol learns routes all the
 * same then: a part of it is missing, or it is another one.
 */
export function learnedIn({ routes, refused }: RoutingTable): ListedRoute | undefined {
  return refused === undefined ? routes.find(({ code }) => isLearned(code)) : undefined;
}

function isLearned(code: string): boolean {
  return !"CLS".includes(code);
}

/** What is wrong with such a table, for people. */
export const UNEXPLAINED = "the configuration has no protocol that learns this route";

/** A table beside the router whose it is to be. */
class Comparison {
  private readonly own: ReadonlyMap<string, Interface>;
  /** Networks that it lists as connected, by their interfaces. */
  private readonly connected = new Map<string | undefined, ListedRoute[]>();
  private readonly listed: ReadonlyMap<string, ListedRoute>;
  /** The lengths of its prefixes, without that of the default route. */
  private readonly lengths: readonly number[];

  constructor(
    private readonly table: RoutingTable,
    private readonly parts: RouterParts,
    private readonly reader: TableReader,
  ) {
    const own = parts.interfaces.filter((one) => one.enabled && one.router === parts.router.id);
    this.own = new Map(own.map((one) => [one.id, one]));
    this.listed = new Map(table.routes.map((route) => [keyOf(route), route]));
    this.lengths = [...new Set(table.routes.map(({ prefixLength }) => prefixLength))].filter((length) => length > 0);
    for (const route of table.routes.filter(({ code }) => code === "C"))
      for (const hop of route.hops) addTo(this.connected, this.egressOf(hop), route);
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
    if (this.added().length > MOST) return { line: first, why: `it has more than ${MOST} routes that were learned` };
    return this.strangeNetwork() ?? this.strangeStatic() ?? this.strangeHop();
  }

  /** An interface whose network is not in the table was down. */
  private asUp(one: Interface, at: SourceRange): Interface {
    if (one.stateDoubt !== undefined || !this.own.has(one.id)) return one;
    const gone = networksOf(one).find((network) => !this.isOver(network, one.id));
    if (gone === undefined) return one;
    const reason = `${one.id} was down when the routing table was captured: ${gone} is not in it`;
    return { ...one, stateDoubt: this.reader.doubt(reason, at) };
  }

  /** Whether a network is listed as connected to an interface. */
  private isOver(network: string, id: string): boolean {
    const listed = this.listed.get(network);
    return listed?.code === "C" && listed.hops.some((hop) => this.egressOf(hop) === id);
  }

  /** A static route that was not there may be there now. */
  private asListed(route: Route, at: SourceRange): Route {
    if (!this.isOwn(route) || route.doubt !== undefined || this.isThere(route)) return route;
    const reason = `the route to ${keyOf(route)} was not in the routing table that was captured`;
    return { ...route, doubt: this.reader.doubt(reason, at) };
  }

  /** Whether a static route is listed, or another to the same destination that is nearer. */
  private isThere(route: Route): boolean {
    const listed = this.listed.get(keyOf(route));
    if (listed === undefined) return false;
    const { code, distance = FARTHEST, hops } = listed;
    if (code === "C" || code === "L") return true;
    if (code === "S" && hops.some((hop) => this.isSame(route, listed, hop))) return true;
    return distance < route.distance;
  }

  /** A network or an address that the configuration does not have: it is the table of another day. */
  private strangeNetwork(): TableRefusal | undefined {
    const strange = this.table.routes.find(
      ({ code, hops, ...to }) =>
        (code === "C" || code === "L") && !hops.every((hop) => this.isGiven(hop) || this.isWritten(code, to, hop)),
    );
    if (strange === undefined) return undefined;
    const what = strange.code === "C" ? "network" : "address";
    return { line: strange.line, why: `the configuration does not have this ${what}` };
  }

  private isWritten(code: string, to: Prefix, hop: ListedHop): boolean {
    const one = this.own.get(this.egressOf(hop) ?? "");
    if (one === undefined) return false;
    if (code === "L") return to.prefixLength === 32 && one.addresses.some(({ address }) => address === to.network);
    // A host in a network of the interface itself: the far end of a link.
    const isHost = to.prefixLength === 32;
    return networksOf(one).some(
      (network) => network === keyOf(to) || (isHost && this.isOver(network, one.id) && this.holds(network, to)),
    );
  }

  private holds(network: string, { network: address }: Prefix): boolean {
    const listed = this.listed.get(network);
    return listed !== undefined && covers(listed, Number(address));
  }

  private strangeStatic(): TableRefusal | undefined {
    const written = new Map<string, Route[]>();
    for (const route of this.parts.routes) if (this.isOwn(route)) addTo(written, keyOf(route), route);
    const isWritten = (listed: ListedRoute, hop: ListedHop) =>
      written.get(keyOf(listed))?.some((route) => this.isSame(route, listed, hop)) === true;
    const strange = this.table.routes.find(
      (route) => route.code === "S" && !this.isAdded(route) && !route.hops.every((hop) => isWritten(route, hop)),
    );
    return strange && { line: strange.line, why: "the configuration does not have this static route" };
  }

  /** Whether a route of the configuration is what a way of a listed one shows, as far as each of them says where it leads. */
  private isSame(route: Route, { distance }: ListedRoute, hop: ListedHop): boolean {
    if (distance !== undefined && distance !== route.distance) return false;
    if (route.nextHop !== hop.nextHop) return false;
    const [written, shown] = [route.egress && this.reader.nameOf(route.egress), this.egressOf(hop)];
    const isEither = hop.nextHop !== undefined && (written === undefined || shown === undefined);
    return isEither || written === shown;
  }

  /** Next hops that are on no network of the interface, or that nothing in the table leads to, are reached in ways it does not show. */
  private strangeHop(): TableRefusal | undefined {
    const strange = this.added().find(({ hops }) => hops.some((hop) => !this.isPlain(hop)));
    return strange && { line: strange.line, why: "its next hop is on no network of the interface" };
  }

  /** Whether the address of the interface comes from somebody else, and with it networks and routes. */
  private isGiven(hop: ListedHop): boolean {
    return this.givenOver(hop) !== undefined;
  }

  /** That interface: the one which is named, or whose network holds the next hop. */
  private givenOver(hop: ListedHop): string | undefined {
    const egress = this.egressOf(hop);
    if (egress !== undefined) return this.own.get(egress)?.addressDoubt === undefined ? undefined : egress;
    const { nextHop } = hop;
    if (nextHop === undefined) return undefined;
    const given = [...this.own.values()].filter(({ addressDoubt }) => addressDoubt !== undefined);
    return given.find(({ id }) => this.connected.get(id)?.some((route) => covers(route, nextHop)))?.id;
  }

  /** What the configuration does not have: routes that protocols learned, and those that came with an address. */
  private added(): readonly ListedRoute[] {
    return this.table.routes.filter((route) => this.isAdded(route));
  }

  private isAdded({ code, distance, hops }: ListedRoute): boolean {
    if (code !== "S") return isLearned(code);
    return distance === this.reader.givenDistance && hops.every((hop) => this.isGiven(hop));
  }

  private isPlain(hop: ListedHop): boolean {
    const { nextHop } = hop;
    // A tunnel has one far end, or itself knows who is behind which.
    if (nextHop === undefined)
      return hop.egress === undefined || this.own.get(this.egressOf(hop) ?? "")?.kind === "tunnel";
    if (hop.egress === undefined) return this.isReached(nextHop);
    return this.connected.get(this.egressOf(hop))?.some((route) => covers(route, nextHop)) === true;
  }

  private isReached(nextHop: number): boolean {
    return this.lengths.some((length) => this.listed.has(keyOf(networkOf(nextHop, length))));
  }

  private isOwn({ router, family }: Route): boolean {
    return router === this.parts.router.id && family === 4;
  }

  private egressOf(hop: ListedHop): string | undefined {
    return hop.egress === undefined ? undefined : this.reader.nameOf(hop.egress);
  }

  private learned(): Route[] {
    const router = this.parts.router.id;
    return this.added().flatMap(({ network, prefixLength, distance = FARTHEST, hops, line, code }) =>
      hops.map((hop): Route => {
        const egress = code === "S" ? this.givenOver(hop) : this.egressOf(hop);
        const way = {
          ...(egress === undefined ? {} : { egress }),
          ...(hop.nextHop === undefined ? {} : { nextHop: hop.nextHop }),
        };
        return { router, family: 4, network, prefixLength, ...way, distance, at: this.reader.placeOf(line) };
      }),
    );
  }
}

function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
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
