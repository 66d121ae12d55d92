/** What filters packets of a VLAN that has an SVI: lists of its ports, its map, lists of the SVI (reference/cisco.md 3.3). */
import type { Filter, FilterStep, Table } from "../../../../src/model/rule.js";
import { type AccessList, filterOf, listKey } from "../access-list.js";
import { choicesOf, openFilter, type Row, stepOfChoice } from "../choices.js";
import type { CiscoContext } from "../context.js";
import type { Binding } from "../interface-draft.js";
import { vlanMapFilter } from "../vlan-map-table.js";
import type { VlanFilter, VlanFilters } from "../vlan-maps.js";
import { isAmong, type Ranges } from "../vlans.js";
import type { IosInterface } from "./interfaces.js";
import type { Precedence } from "./port-precedence.js";

/** What of a configuration decides beside the lists of its interfaces. */
export interface Switching {
  readonly maps: VlanFilters;
  /** That of ports that say nothing about it. */
  readonly precedence: Precedence;
  /** VLANs that packets come into by more than their ports. */
  readonly entered: Ranges;
}

type Lists = ReadonlyMap<string, AccessList>;
type Direction = Binding["direction"];

/** What packets of one family meet that come in by an SVI, or go out by it. */
interface Place {
  readonly svi: IosInterface;
  readonly family: 4 | 6;
  readonly direction: Direction;
}

/** The filters that SVIs share with the ports of their VLANs. */
export class SwitchFilters {
  /** What VLAN maps become. */
  readonly tables = new Map<string, Table>();
  /** Lists of ports. */
  readonly used = new Set<AccessList>();
  /** The ports by the SVIs whose packets they carry. */
  private readonly carrying = new Map<string, IosInterface[]>();
  /** Ports that may carry them besides. */
  private readonly visiting = new Map<string, IosInterface[]>();
  private readonly maps = new Map<string, Filter | undefined>();

  constructor(
    interfaces: readonly IosInterface[],
    private readonly lists: Lists,
    private readonly switching: Switching,
    private readonly context: CiscoContext,
  ) {
    for (const port of interfaces) {
      if (!port.interface.enabled) continue;
      for (const id of port.carries) addTo(this.carrying, id, port);
      for (const id of port.visits) addTo(this.visiting, id, port);
    }
  }

  /**
   * The steps of an SVI in one direction.
   * @param own the list of the SVI itself by family, where it has one.
   */
  steps(svi: IosInterface, direction: Direction, own: readonly FilterStep[]): readonly FilterStep[] {
    if (own.length <= 1 && this.isAlone(svi)) return own;
    const steps: FilterStep[] = [];
    for (const family of [4, 6] as const) {
      const ofList = own.find((step) => step.family === family);
      for (const step of this.inFamily({ svi, family, direction }, ofList)) steps.push(step);
    }
    return steps;
  }

  /** Whether neither its VLAN nor any port of that has a filter: what nearly all exports say of every SVI. */
  private isAlone(svi: IosInterface): boolean {
    const { vlan } = svi.interface;
    if (vlan !== undefined && this.switching.maps.of(vlan) !== undefined) return false;
    return this.carrying.get(svi.interface.id)?.some(({ bindings }) => bindings.length > 0) !== true;
  }

  private inFamily(place: Place, own: FilterStep | undefined): FilterStep[] {
    const { svi, family, direction } = place;
    const carrying = this.carrying.get(svi.interface.id) ?? [];
    const bound: Binding[] = [];
    for (const port of carrying) {
      const binding = bindingOf(port, place);
      if (binding !== undefined) bound.push(binding);
    }
    const map = this.mapOf(svi, family);
    if (map === undefined && bound.length === 0) return own === undefined ? [] : [own];
    const vlan: Row = [map, own].flatMap((one) => one ?? []);
    const filters = new Map<string, Filter>();
    // Where no port of the VLAN itself has a list, what comes in by others meets no less than what comes in by these.
    const others = bound.length === 0 ? [] : (this.visiting.get(svi.interface.id) ?? []);
    const rows = [...carrying, ...others].flatMap((port) => this.rowsOf(port, place, vlan, filters));
    if (bound.length > 0 && isAmong(svi.interface.vlan, this.switching.entered)) rows.push(vlan);
    const lines = [...new Set(bound.map(({ line }) => line))];
    const at = [...lines.map((line) => this.context.at(line)), ...svi.interface.at];
    const rest = {
      ...(direction === "in" ? { ingress: [svi.interface.id] } : { egress: [svi.interface.id] }),
      family,
      sees: direction === "in" ? ("incoming" as const) : ("leaving" as const),
      stateful: false,
      at,
    };
    const reason = reasonOf(place, carrying, bound);
    const doubt = () => this.context.doubtAt(reason, at[0] ?? svi.interface.at[0], { scope: "match" });
    const choices = choicesOf(rows.length === 0 ? [vlan] : rows, openFilter(svi.interface));
    if (choices !== undefined) return choices.map((choice) => stepOfChoice(choice, rest, doubt));
    this.context.doubtAt(reason, svi.interface.at[0], { scope: "interfaces", interfaces: [svi.interface.id] });
    return [];
  }

  /** What packets may meet that come in, or go out, by a port: one row of filters, or several where it is not known. */
  private rowsOf(port: IosInterface, place: Place, vlan: Row, filters: Map<string, Filter>): Row[] {
    const binding = bindingOf(port, place);
    if (binding === undefined) return [vlan];
    const list = this.lists.get(listKey(binding.list, place.family));
    // Whether a list without entries keeps the filters of the VLAN away is not documented; it passes everything itself.
    if (list === undefined || list.rules.length === 0) return [[], vlan];
    this.used.add(list);
    const key = `${list.name}`;
    const filter =
      filters.get(key) ??
      filterOf(
        list,
        `${list.name} ${place.direction} on ports of ${place.svi.interface.id}`,
        this.context.at(binding.line),
        this.context,
      );
    filters.set(key, filter);
    const both: Row = [filter, ...vlan];
    // Whether members of a port-channel, and the port-channel itself, take such a list differs (reference/cisco.md 10.17), as does
    // whether frames of service instances meet it.
    const others: Row[] = port.isAggregated || port.bridging !== undefined ? [vlan] : [];
    if (place.direction === "out") return [both, ...others];
    const precedence = place.family === 4 ? (port.precedence ?? this.switching.precedence) : "unknown";
    if (precedence === "vlan") return [vlan];
    if (precedence === "merge") return [both, ...others];
    return precedence === "port" ? [[filter], ...others] : [[filter], both, ...others];
  }

  private mapOf({ interface: { vlan } }: IosInterface, family: 4 | 6): Filter | undefined {
    const filter = vlan === undefined ? undefined : this.switching.maps.of(vlan);
    return filter === undefined ? undefined : this.mapFilter(filter, family);
  }

  /** Whether no VLAN has a map. */
  get isWithoutMaps(): boolean {
    return this.switching.maps.isEmpty;
  }

  mapOfVlan(vlan: number): VlanFilter | undefined {
    return this.switching.maps.of(vlan);
  }

  /** What a VLAN map does with packets of a family; `undefined`: it lets all of them by. */
  mapFilter(filter: VlanFilter, family: 4 | 6): Filter | undefined {
    const key = `${family} ${filter.name}`;
    if (!this.maps.has(key)) this.maps.set(key, this.readMap(filter, family));
    return this.maps.get(key);
  }

  private readMap(filter: VlanFilter, family: 4 | 6): Filter | undefined {
    const read = vlanMapFilter(filter, family, { lists: this.lists, isOtherOpen: false }, this.context);
    if (read?.table !== undefined) this.tables.set(read.table.id, read.table);
    return read;
  }
}

function addTo(ports: Map<string, IosInterface[]>, id: string, port: IosInterface): void {
  const known = ports.get(id);
  if (known === undefined) ports.set(id, [port]);
  else known.push(port);
}

function bindingOf({ bindings }: IosInterface, { family, direction }: Place): Binding | undefined {
  return bindings.find((one) => one.family === family && one.direction === direction);
}

/** Why it is not known which of several filters decides. */
function reasonOf(
  { svi: { interface: one }, direction }: Place,
  carrying: readonly IosInterface[],
  bound: readonly Binding[],
): string {
  const lists = new Set(bound.map(({ list }) => list));
  const [name = ""] = lists;
  if (bound.length < carrying.length || lists.size > 1)
    return `ports of ${one.id} have different filters; by which of them packets ${direction === "in" ? "come in" : "go out"} is not known`;
  return `whether the access list ${name} on ports of ${one.id} keeps the other filters of that VLAN away depends on the switch`;
}
