/**
 * Bridge groups that are routed by their BVI (from release 9.7 on): lists and security levels of the ports and of the BVI.
 * Where packets come in, the list of the port is looked at before that of the BVI, where they leave behind it; the level of a
 * port counts inside its group alone, that of the BVI for everything else (ASA firewall guide, access rules; general guide).
 */
import type { DoubtId } from "../../../../src/model/expression.js";
import type { Filter, FilterStep } from "../../../../src/model/rule.js";
import { choicesOf, type Row, stepOfChoice } from "../choices.js";
import type { CiscoContext } from "../context.js";
import type { Bindings, Bound } from "./access-groups.js";
import { bridgeLevels } from "./bridge-levels.js";
import { type AsaFilters, implicit } from "./implicit.js";
import type { AsaInterface } from "./interface-draft.js";
import type { SameSecurity } from "./security-levels.js";

export interface RoutedBridge {
  readonly bvi: AsaInterface;
  readonly ports: readonly AsaInterface[];
}

export function routedBridges(doors: readonly AsaInterface[]): RoutedBridge[] {
  return doors.flatMap((bvi) => {
    const ports = doors.filter(({ interface: { bridge, parent } }) => bridge !== undefined && parent === idOf(bvi));
    return ports.length === 0 ? [] : [{ bvi, ports }];
  });
}

function idOf({ interface: { id } }: AsaInterface): string {
  return id;
}

/** Ids of the interface and, of a BVI, those of its ports: packets to any of them leave to the same network. */
export function idsBehind(bridges: readonly RoutedBridge[]): (one: AsaInterface) => string[] {
  return (one) => [idOf(one), ...(bridges.find(({ bvi }) => bvi === one)?.ports ?? []).map(idOf)];
}

interface Surroundings {
  readonly bridges: readonly RoutedBridge[];
  /** Routed interfaces and BVIs. */
  readonly doors: readonly AsaInterface[];
  readonly groups: Bindings;
  readonly same: SameSecurity;
}

export function bridgeFilters(around: Surroundings, context: CiscoContext): AsaFilters {
  const parts = around.bridges.map((bridge) => new Ways(bridge, around, context).filters());
  return { tables: parts.flatMap(({ tables }) => tables), steps: parts.flatMap(({ steps }) => steps) };
}

type Sides = Pick<FilterStep, "ingress" | "egress">;

/** All ways through one group. */
class Ways {
  private readonly chains = new Map<string, Filter>();
  private doubt: DoubtId | undefined;
  private readonly levels: ReturnType<typeof bridgeLevels>;

  constructor(
    private readonly bridge: RoutedBridge,
    private readonly around: Surroundings,
    private readonly context: CiscoContext,
  ) {
    const far = this.others().map((door) => ({ door, ids: idsBehind(around.bridges)(door) }));
    const { groups, same } = around;
    const isListed =
      groups.global !== undefined || [bridge.bvi, ...bridge.ports].some((one) => groups.in.has(idOf(one)));
    this.levels = bridgeLevels(bridge, far, { same, isListed }, context);
  }

  filters(): AsaFilters {
    const { bvi, ports } = this.bridge;
    const [near, all] = [idOf(bvi), ports.map(idOf)];
    const far = this.others().flatMap(idsBehind(this.around.bridges));
    const [first] = ports;
    if (first === undefined) throw new Error(`${near} has no port`);
    return {
      tables: this.levels.tables,
      steps: [
        ...this.levels.steps,
        ...this.meet(
          ports.flatMap((port) => this.entering(port)),
          { ingress: [near], egress: far },
        ),
        ...this.meet(
          ports.flatMap((port) => this.leaving(port)),
          { ingress: far, egress: [near] },
        ),
        ...ports.flatMap((port) => [
          ...this.meet(this.entering(port), { ingress: [idOf(port)], egress: far }),
          ...this.meet(this.leaving(port), { ingress: far, egress: [idOf(port)] }),
          ...this.meet(this.enteringWithin(port), { ingress: [idOf(port)], egress: without(all, port) }),
          ...this.meet(this.leavingWithin(port), { ingress: without(all, port), egress: [idOf(port)] }),
          this.open({ ingress: [idOf(port)], egress: [idOf(port)] }),
        ]),
        this.open({ ingress: [near, ...all], egress: [near] }),
        this.open({ ingress: [near], egress: all }),
      ],
    };
  }

  private others(): AsaInterface[] {
    return this.around.doors.filter((one) => one !== this.bridge.bvi);
  }

  /** To another network. Whether what the list of the port says is enough where the BVI has one is not told apart. */
  private entering(port: AsaInterface): Row[] {
    const [own, over, everywhere] = this.bound("in", port);
    const [{ routed }, all] = [this.levels, everywhere ? [everywhere] : []];
    if (own !== undefined && over !== undefined)
      return [[this.chain([own, over, ...all])], [this.chain([own, ...all]), this.chain([over, ...all])]];
    if (own !== undefined && everywhere === undefined) return [[this.chain([own])], [this.chain([own], routed)]];
    const lists = [own, over, everywhere].flatMap((one) => one ?? []);
    return lists.length === 0 ? [[routed]] : [[this.chain(lists)]];
  }

  private leaving(port: AsaInterface): Row[] {
    const [own, over] = this.bound("out", port);
    if (own !== undefined && over !== undefined)
      return [[this.chain([over, own])], [this.chain([over]), this.chain([own])]];
    return [[own, over].flatMap((one) => (one === undefined ? [] : [this.chain([one])]))];
  }

  /** To another port of the group. Whether such packets meet the list of the BVI is not documented. */
  private enteringWithin(port: AsaInterface): Row[] {
    const [own, over, everywhere] = this.bound("in", port);
    const all = everywhere ? [everywhere] : [];
    const lists = [...(own ? [own] : []), ...all];
    const plain = lists.length === 0 ? this.levels.within : this.chain(lists);
    if (over === undefined) return [[plain]];
    const both = this.chain([over, ...all]);
    return [[plain], [this.chain([...(own ? [own] : []), over, ...all])], [plain, both]];
  }

  private leavingWithin(port: AsaInterface): Row[] {
    const [own, over] = this.bound("out", port);
    const plain = own === undefined ? [] : [this.chain([own])];
    if (over === undefined) return [plain];
    return [plain, [this.chain([over, ...(own ? [own] : [])])], [...plain, this.chain([over])]];
  }

  private bound(side: "in" | "out", port: AsaInterface): [Bound | undefined, Bound | undefined, Bound | undefined] {
    const { groups } = this.around;
    const lists = groups[side];
    return [lists.get(idOf(port)), lists.get(idOf(this.bridge.bvi)), side === "in" ? groups.global : undefined];
  }

  /** Lists one after the other, as one; the same ones are the same filter. */
  private chain(lists: readonly Bound[], behind?: Filter): Filter {
    const tables = [...lists.map(({ list }) => list.name), ...(behind?.tables ?? [])];
    const key = tables.join("\n");
    const found = this.chains.get(key);
    const last = lists.at(-1);
    if (found !== undefined || last === undefined) return found ?? this.levels.routed;
    const end = last.list.rules.at(-1)?.at[0] ?? this.context.at(last.line);
    const otherwise = behind?.otherwise ?? implicit("deny", `implicit deny at the end of ${last.list.name}`, end);
    const filter = { name: tables.join(" and "), tables, otherwise };
    this.chains.set(key, filter);
    return filter;
  }

  /** Steps that pass at most what one of these rows does. */
  private meet(rows: readonly Row[], sides: Sides): FilterStep[] {
    const at = this.context.at(this.bridge.bvi.levelLine);
    const everything = { name: "no list", tables: [], otherwise: implicit("permit", "no list", at) };
    const choices = choicesOf(rows, everything);
    if (choices === undefined) return [this.open(sides)];
    return choices.map((choice) => stepOfChoice(choice, { ...sides, stateful: true, at: [at] }, () => this.reason()));
  }

  /** Packets that come back out of where they came in. */
  private open(sides: Sides): FilterStep {
    const at = this.context.at(this.bridge.bvi.levelLine);
    const name = `inside the bridge group of ${idOf(this.bridge.bvi)}`;
    const doubts = [{ doubt: this.reason(), effect: "anything" as const }];
    const otherwise = { ...implicit("unknown", name, at), doubts };
    return { kind: "filter", name, ...sides, tables: [], otherwise, stateful: true, at: [at] };
  }

  private reason(): DoubtId {
    const { bvi } = this.bridge;
    const reason = `${idOf(bvi)}: by which port of its bridge group packets pass, and how lists of ports and of the BVI go together, is not known`;
    this.doubt ??= this.context.doubt(reason, bvi.levelLine, { scope: "rule" });
    return this.doubt;
  }
}

function without(ids: readonly string[], port: AsaInterface): string[] {
  return ids.filter((id) => id !== idOf(port));
}
