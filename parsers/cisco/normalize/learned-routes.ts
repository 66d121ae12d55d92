/** Routes that a router learned, where its routing table was captured with its configuration (design 2: the files are what runs). */
import type { Interface, Route, Router } from "../../../src/model/device.js";
import { formatIPv4 } from "../../../src/packets/address.js";
import { rangeOnLine, type SourceRange } from "../../../src/source/range.js";
import type { ListedHop, ListedRoute, RouteTable } from "../route-table.js";
import type { CiscoContext } from "./context.js";

/** What a table is compared with. */
export interface Routing {
  readonly hostname: string | undefined;
  readonly routers: readonly Router[];
  /** Those of the configuration. */
  readonly routes: readonly Route[];
  readonly interfaces: readonly Interface[];
}

interface Prefix {
  readonly network: number | bigint;
  readonly prefixLength: number;
}

/** Why a table cannot be taken for that of a router, and the line of it that shows it. */
interface Refusal {
  readonly line: number;
  readonly why: string;
}

/**
 * The routers and routes with what captured tables say. A table is believed where it is whole and says of what the configuration
 * holds the same: each connected network and no other, each static route. Then the routes that were learned are known, as they
 * were then. Otherwise the router stays one that learns routes nobody knows, and the reader hears why.
 * @param nameOf the one spelling of an interface name.
 */
export function withLearnedRoutes(
  tables: readonly RouteTable[],
  routing: Routing,
  nameOf: (text: string) => string,
  context: CiscoContext,
): Pick<Routing, "routers" | "routes"> {
  if (tables.length === 0) return routing;
  const learned: Route[] = [];
  const routers = routing.routers.map((router): Router => {
    const own = tables.filter((table) => table.router === router.id);
    const [table] = own;
    if (table === undefined || router.dynamicRouting === undefined) return router;
    const at = rangeOnLine(context.file, table.first, 1, 0);
    const of = new Comparison(table, router, routing, nameOf);
    const refusal = own.length > 1 ? { line: own[1]?.first ?? 0, why: "it is shown twice" } : of.refusal();
    if (refusal !== undefined) {
      report(refusal, context);
      return router;
    }
    learned.push(...of.learned((line) => rangeOnLine(context.file, line, 1, 0)));
    const { dynamicRouting: _, ...known } = router;
    return { ...known, learnedAt: at };
  });
  const strays = tables.filter((table) => !routing.routers.some(({ id }) => id === table.router));
  for (const { first, router } of strays)
    report({ line: first, why: `the configuration has no VRF ${router}` }, context);
  const open = new Set(routers.map(({ dynamicRouting }) => dynamicRouting));
  const settled = new Set(
    routing.routers.flatMap(({ dynamicRouting: one }) => (one === undefined || open.has(one) ? [] : [one])),
  );
  for (const doubt of settled) context.settle(doubt);
  return { routers, routes: [...routing.routes, ...learned] };
}

function report({ line, why }: Refusal, context: CiscoContext): void {
  context.report("cisco/routing-table", rangeOnLine(context.file, line, 1, 0), {
    message: `this routing table is not used: ${why}`,
    expected: "the whole table of the device, captured with its configuration, with a prompt behind it",
    help: "routes that were learned stay unknown: capture both again in one session, with `terminal length 0`",
  });
}

/** A table beside the router whose it is to be. */
class Comparison {
  private readonly own: readonly Interface[];
  private readonly connected: readonly ListedRoute[];
  /** Next hops that a route other than the default leads to. */
  private readonly reached = new Map<number, boolean>();

  constructor(
    private readonly table: RouteTable,
    private readonly router: Router,
    private readonly routing: Routing,
    private readonly nameOf: (text: string) => string,
  ) {
    this.own = routing.interfaces.filter((one) => one.enabled && one.router === router.id);
    this.connected = table.routes.filter(({ code }) => code === "C");
  }

  refusal(): Refusal | undefined {
    const { refused, host, first } = this.table;
    if (refused !== undefined) return refused;
    if (host !== this.routing.hostname) return { line: first, why: `its prompt is that of ${host}` };
    if (this.router.forwards.ipv6)
      return { line: first, why: "the device routes IPv6 as well, and learns routes of it" };
    if (this.router.imports !== undefined) return { line: first, why: "the router takes over routes of others" };
    return this.otherNetworks() ?? this.otherStatics() ?? this.strangeHops();
  }

  /** What is connected has to be what the configuration says: otherwise an interface was down, or it is the table of another day. */
  private otherNetworks(): Refusal | undefined {
    const given = this.own.find((one) => one.addressDoubt !== undefined || one.unreadAddress === true);
    if (given !== undefined)
      return { line: this.table.first, why: `${given.id} has an address that is not in the file` };
    const written = new Set(
      this.own.flatMap((one) =>
        one.addresses
          .filter(({ family, kind }) => family === 4 && kind !== "virtual")
          .map(({ address, prefixLength }) => `${keyOf(networkOf(Number(address), prefixLength))} ${one.id}`),
      ),
    );
    const listed = new Map(this.connected.map((route) => [`${keyOf(route)} ${this.egressOf(route.hops[0])}`, route]));
    const missing = [...written].find((key) => !listed.has(key));
    if (missing !== undefined)
      return { line: this.table.first, why: `the network ${missing.replace(" ", " of ")} is not in it: was it down?` };
    const [, more] = [...listed].find(([key]) => !written.has(key)) ?? [];
    return more && { line: more.line, why: "the configuration does not have this network" };
  }

  private otherStatics(): Refusal | undefined {
    const own = this.routing.routes.filter((route) => route.router === this.router.id && route.family === 4);
    const gone = own.find((route) => route.doubt === undefined && !this.isListed(route));
    if (gone !== undefined) return { line: this.table.first, why: `the static route to ${keyOf(gone)} is not in it` };
    const written = new Set(own.flatMap((route) => this.hopKeys(route, [route])));
    const more = this.table.routes.find(
      (route) => route.code === "S" && !this.hopKeys(route, route.hops).every((key) => written.has(key)),
    );
    return more && { line: more.line, why: "the configuration does not have this static route" };
  }

  /** Whether a static route is there, or one that is better. */
  private isListed(route: Route): boolean {
    const key = keyOf(route);
    const own = this.table.routes.filter((listed) => keyOf(listed) === key);
    return own.some(({ code, distance }) => "CS".includes(code) || distance < route.distance);
  }

  /** A route by each of the things that a configuration may name of where it leads. */
  private hopKeys(route: Prefix, hops: readonly Pick<Route, "egress" | "nextHop">[]): string[] {
    return hops.map(({ egress, nextHop }) => `${keyOf(route)} ${nextHop ?? (egress && this.nameOf(egress))}`);
  }

  /** Next hops that are on no network of the interface, or that nothing in the table leads to, are reached in ways it does not show. */
  private strangeHops(): Refusal | undefined {
    const odd = this.learnedOf().find(({ hops }) => hops.some((hop) => !this.isPlain(hop)));
    return odd && { line: odd.line, why: "its next hop is on no network of the interface" };
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

  private learnedOf(): readonly ListedRoute[] {
    return this.table.routes.filter(({ code }) => !"CLS".includes(code));
  }

  private egressOf(hop: ListedHop | undefined): string | undefined {
    return hop?.egress === undefined ? undefined : this.nameOf(hop.egress);
  }

  learned(placeOf: (line: number) => SourceRange): Route[] {
    return this.learnedOf().flatMap(({ network, prefixLength, distance, hops, line }) =>
      hops.map((hop): Route => {
        const egress = this.egressOf(hop);
        return {
          router: this.router.id,
          family: 4,
          network,
          prefixLength,
          ...(egress === undefined ? {} : { egress }),
          ...(hop.nextHop === undefined ? {} : { nextHop: hop.nextHop }),
          distance,
          at: placeOf(line),
        };
      }),
    );
  }
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
