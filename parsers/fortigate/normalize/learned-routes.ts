/** Routing tables that were captured with a configuration: which of them are believed. */
import type { Interface, Route, Router } from "../../../src/model/device.js";
import {
  learnedIn,
  type RouterParts,
  type TableRefusal,
  UNEXPLAINED,
  withLearnedRoutes,
} from "../../../src/model/learned-routes.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import type { RoutingTable } from "../../../src/source/routing-table.js";
import { type Block, configOf, isEnabled, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Deciding, decidedBy, incompleteOtherwise, learningOf } from "./incomplete-routes.js";

/** Of routes that a DHCP server gives (Fortinet, FortiOS administration guide, routing concepts). */
const GIVEN_DISTANCE = 5;

/** Sections of protocols that learn routes of IPv4 alone. */
const OF_IPV4 = ["router ospf", "router rip"];

/** A VDOM as a router: it forwards all that its routes lead on. */
export function routerOf(id: string): Router {
  return { id, forwards: { ipv4: true, ipv6: true } };
}

/** The device that they are of. */
export interface TableHolder {
  readonly hostname: string | undefined;
  /** Whether it has one VDOM alone: prompts name none then. */
  readonly isAlone: boolean;
  /** Its rows of `system interface`. */
  readonly ports: readonly Block[];
}

/** The tables of a file, by the VDOMs that they are of. */
export class LearnedRoutes {
  constructor(
    private readonly tables: readonly RoutingTable[],
    private readonly holder: TableHolder,
    private readonly context: Context,
  ) {}

  /**
   * The router of a VDOM that learns routes, and its routes, with what its table says where that is believed; interfaces that
   * were down are marked.
   * @returns undefined where no table shows any, and no protocol of the file or none of a table learns them.
   */
  of(
    deciding: Deciding,
    routes: readonly Route[],
    interfaces: Map<InterfaceId, Interface>,
  ): Pick<RouterParts, "router" | "routes"> | undefined {
    const { context } = this;
    const { hostname, isAlone } = this.holder;
    const { name } = deciding.vdom;
    const [table, second] = this.tables.filter((one) => one.router === name || (isAlone && one.router === ""));
    const learning = learningOf(deciding.vdom);
    const [protocol] = learning;
    if (table === undefined) return undefined;
    if (protocol === undefined) return this.unexplained(table, routes, name);
    const dynamicRouting = decidedBy(protocol, protocol.name, context);
    const parts = {
      hostname,
      router: { ...routerOf(name), dynamicRouting },
      routes,
      interfaces: [...interfaces.values()],
    };
    const found =
      deciding.members.length > 0 || incompleteOtherwise(deciding, context) !== undefined
        ? { line: table.first, why: "more than routes decides where packets leave" }
        : this.believe(table, second, parts, learning);
    if ("why" in found) {
      this.report(found);
      return parts;
    }
    for (const one of found.interfaces) interfaces.set(one.id, one);
    return found;
  }

  /** That a VDOM learns routes by no protocol of the file. */
  private unexplained(
    table: RoutingTable,
    routes: readonly Route[],
    name: string,
  ): Pick<RouterParts, "router" | "routes"> | undefined {
    const line = learnedIn(table)?.line;
    if (line === undefined) return undefined;
    this.report({ line, why: UNEXPLAINED });
    const dynamicRouting = this.context.doubt({ reason: UNEXPLAINED, scope: "match", at: this.placeOf(line) });
    return { router: { ...routerOf(name), dynamicRouting }, routes };
  }

  /** Says of tables that they are of no VDOM of the file. */
  reportOthers(vdoms: readonly { readonly name: string }[]): void {
    for (const { first, router } of this.tables) {
      const isKnown = router === "" ? this.holder.isAlone : vdoms.some(({ name }) => name === router);
      if (!isKnown)
        this.report({ line: first, why: router === "" ? "its prompt names no VDOM" : `there is no VDOM ${router}` });
    }
  }

  private believe(
    table: RoutingTable,
    second: RoutingTable | undefined,
    parts: RouterParts,
    learning: readonly Block[],
  ): ReturnType<typeof withLearnedRoutes> {
    if (second !== undefined) return { line: second.first, why: "it is shown twice" };
    const own = parts.interfaces.filter((one) => one.router === parts.router.id);
    const given = new Set(this.holder.ports.filter(takesIPv6).map(({ name }) => name));
    const hasIPv6 = own.some(({ id, addresses }) => given.has(id) || addresses.some(({ family }) => family === 6));
    if (learning.some((section) => mayLearnIPv6(section, hasIPv6)))
      return { line: table.first, why: "routes of IPv6 are learned too, and it shows none" };
    return withLearnedRoutes(table, parts, {
      nameOf: (name) => name,
      givenDistance: GIVEN_DISTANCE,
      placeOf: (line) => this.placeOf(line),
      doubt: (reason, at) => this.context.doubt({ reason, scope: "match", at }),
    });
  }

  private placeOf(line: number) {
    const start = this.context.places.starts[line - 1] ?? 0;
    return this.context.places.range(start, start + 1);
  }

  private report({ line, why }: TableRefusal): void {
    this.context.diagnostics.add("fortigate/routing-table", this.placeOf(line), {
      message: `this routing table is not used: ${why}`,
      expected: "the whole table of the device, captured with its configuration, with a prompt behind it",
      help: "routes that were learned stay unknown: capture both again in one session, with `set output standard`",
    });
  }
}

/** BGP carries routes of IPv6 too, which lead nowhere where no interface has an address of it. */
function mayLearnIPv6({ name, configs }: Block, hasIPv6: boolean): boolean {
  if (OF_IPV4.includes(name)) return false;
  if (name !== "router bgp" || configs.some((table) => table.name.endsWith("6") && table.rows.length > 0)) return true;
  return hasIPv6;
}

/** Whether somebody else gives an interface an address of IPv6. */
function takesIPv6(port: Block): boolean {
  const ipv6 = configOf(port, "ipv6");
  return ipv6 !== undefined && (isEnabled(ipv6, "autoconf") || (textOf(ipv6, "ip6-mode") ?? "static") !== "static");
}
