/**
 * What a firewall with a routed bridge group does with a packet (ASA firewall guide, access rules; general guide, interfaces):
 * where one comes in, the list of the port stands before that of the BVI, where it leaves behind it. What is not documented is
 * a choice of several; knows nothing of texts, rules or sets.
 */
import { type BridgedShape, PORTS, type Port } from "./bridged-description.js";
import { DOORS, type Door, type EntryShape } from "./description.js";
import { type Action, type AskedPacket, decide, entering, type Headers, isKept, judge, leaving } from "./judge.js";

export interface BridgedPacket extends Headers {
  readonly ingress: Door | Port;
  readonly egress: Door | Port;
}

const INSIDE = DOORS.indexOf("inside");

/** All of them let a packet pass. */
type Row = readonly ReadonlySet<Action>[];

export function judgeBridged(shape: BridgedShape, packet: BridgedPacket): Action | "unknown" {
  const [from, to] = [portsOf(packet.ingress), portsOf(packet.egress)];
  if (from === undefined && to === undefined) return judge(shape.site, packet as AskedPacket);
  if (from !== undefined && to !== undefined) {
    // What comes in by a port that is not known, or goes back out of its own, may be anything.
    if (from.length > 1 || to.length > 1 || packet.ingress === packet.egress) return "unknown";
    return within(shape, from[0] as Port, to[0] as Port, packet);
  }
  const door = (one: Door | Port, isNear: boolean) => (isNear ? "inside" : (one as Door));
  const seen: AskedPacket = {
    ...packet,
    ingress: door(packet.ingress, from !== undefined),
    egress: door(packet.egress, to !== undefined),
  };
  const steps =
    from === undefined
      ? [
          entering(shape.site, seen),
          kept(shape, seen),
          either((to ?? []).flatMap((port) => leavingBy(shape, port, seen))),
        ]
      : [either(from.flatMap((port) => enteringBy(shape, port, seen))), kept(shape, seen), leaving(shape.site, seen)];
  return told(steps);
}

/** The ports that it may be; `undefined`: none of the group. */
function portsOf(one: Door | Port): readonly Port[] | undefined {
  if (one === "inside") return PORTS;
  return PORTS.some((port) => port === one) ? [one as Port] : undefined;
}

function told(steps: readonly ReadonlySet<Action>[]): Action | "unknown" {
  if (steps.some((step) => !step.has("permit"))) return "deny";
  return steps.some((step) => step.has("deny")) ? "unknown" : "permit";
}

/** What becomes of a packet where one of several rows decides and it is not known which. */
function either(rows: readonly Row[]): ReadonlySet<Action> {
  const outcomes = new Set<Action>();
  for (const row of rows) {
    if (row.every((one) => one.has("permit"))) outcomes.add("permit");
    if (row.some((one) => one.has("deny"))) outcomes.add("deny");
  }
  return outcomes;
}

type Entries = readonly EntryShape[] | undefined;

function boundTo(
  { site, ...ports }: BridgedShape,
  side: "in" | "out",
  port: Port,
): readonly [Entries, Entries, Entries] {
  const own = site.lists[ports[side][PORTS.indexOf(port)] ?? -1];
  const over = site.lists[site[side][INSIDE] ?? -1];
  return [own, over, side === "in" ? site.lists[site.global] : undefined];
}

function levelsPermit({ site }: BridgedShape, near: number, far: number): boolean {
  return near > far || (near === far && site.between);
}

/** By a port to another network. */
function enteringBy(shape: BridgedShape, port: Port, packet: AskedPacket): Row[] {
  const [own, over, everywhere = []] = boundTo(shape, "in", port);
  const isAll = shape.site.global >= 0;
  const near = shape.site.levels[INSIDE] as number;
  const levels: Action = levelsPermit(shape, near, shape.site.levels[DOORS.indexOf(packet.egress)] as number)
    ? "permit"
    : "deny";
  const asks = (...lists: readonly Entries[]) => decide([...lists.flatMap((one) => one ?? []), ...everywhere], packet);
  if (own !== undefined && over !== undefined) return [[asks(own, over)], [asks(own), asks(over)]];
  if (own !== undefined && !isAll) return [[asks(own)], [decide(own, packet, levels)]];
  return own === undefined && over === undefined && !isAll ? [[new Set([levels])]] : [[asks(own, over)]];
}

/** From another network by a port. */
function leavingBy(shape: BridgedShape, port: Port, packet: AskedPacket): Row[] {
  const [own, over] = boundTo(shape, "out", port);
  if (own !== undefined && over !== undefined)
    return [[decide([...over, ...own], packet)], [decide(over, packet), decide(own, packet)]];
  return [[own, over].flatMap((one) => (one === undefined ? [] : [decide(one, packet)]))];
}

/** From port to port. Whether such packets meet lists of the BVI is not documented. */
function within(shape: BridgedShape, from: Port, to: Port, packet: Headers): Action | "unknown" {
  const [own, over, everywhere] = boundTo(shape, "in", from);
  const asks = (...lists: readonly Entries[]) =>
    decide(
      lists.flatMap((one) => one ?? []),
      packet,
    );
  const [near, far] = [from, to].map((port) => shape.levels[PORTS.indexOf(port)] as number) as [number, number];
  const levels: ReadonlySet<Action> = new Set([levelsPermit(shape, near, far) ? "permit" : "deny"]);
  const isListed = own !== undefined || everywhere !== undefined;
  const plain = isListed ? asks(own, everywhere) : levels;
  const into: Row[] =
    over === undefined ? [[plain]] : [[plain], [asks(own, over, everywhere)], [plain, asks(over, everywhere)]];
  const [ownOut, overOut] = boundTo(shape, "out", to);
  const plainOut = ownOut === undefined ? [] : [asks(ownOut)];
  const out: Row[] =
    overOut === undefined ? [plainOut] : [plainOut, [asks(overOut, ownOut)], [...plainOut, asks(overOut)]];
  const isOpen = near === far && !shape.site.between && hasLists(shape);
  return told([either(into), new Set(isOpen ? (["permit", "deny"] as const) : (["permit"] as const)), either(out)]);
}

/** Whether a list is enough between equal levels is open. */
function kept(shape: BridgedShape, packet: AskedPacket): ReadonlySet<Action> {
  const { site } = shape;
  const isListed =
    packet.ingress === "inside"
      ? hasLists(shape)
      : (site.in[DOORS.indexOf(packet.ingress)] ?? -1) >= 0 || site.global >= 0;
  return new Set(isListed && isKept(site, packet) ? ["permit", "deny"] : ["permit"]);
}

/** Whether a list stands where packets come in by the group. */
function hasLists(shape: BridgedShape): boolean {
  return PORTS.some((port) => boundTo(shape, "in", port).some((list) => list !== undefined));
}
