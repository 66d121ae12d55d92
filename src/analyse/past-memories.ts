/** Which answers get back past filters that remember what is answered, and past those that do not. */
import type { Device } from "../model/device.js";
import { type Box, boxesOf } from "../packets/boxes.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { Intervals } from "../packets/intervals.js";
import { PORT_PROTOCOLS } from "../packets/layout.js";
import type { PacketSpace } from "../packets/space.js";
import { splitByField } from "../packets/split.js";
import type { Plant } from "../resolve/plant.js";
import { type Passage, toNoDevice } from "./flow-state.js";
import { haveChoice, stoppedByGateway } from "./gateways.js";
import { isRemembered, Memory, memoryKey, remembering } from "./memory.js";
import { mayTranslate } from "./nat/between.js";
import type { Reason } from "./reasons.js";
import { type Slices, surelyPasses, takenOf, type WayOutcome } from "./way-outcome.js";
import type { PairWays } from "./ways.js";

const ANSWERS_FILTERED: Reason = {
  text: "whether its answers get back is not known: a filter on their way keeps no state, and lets them through by no way that what remembers them is surely on",
};

/** The ways of answers, and what the rules let pass by them. */
export interface WaysBack {
  readonly ways: PairWays;
  readonly slices: Slices;
  /** What the rules let pass by each of them. */
  readonly outcomes: () => readonly WayOutcome[];
  /** The same past what stands between the routers of each, and past what does whichever is taken. */
  readonly past: (outcomes: readonly WayOutcome[]) => readonly WayOutcome[];
  readonly pastAll: Node;
  /** What passes between hosts of one segment, which need nobody. */
  readonly onSegment: { readonly must: Node; readonly may: Node };
}

/** The ways that what is answered goes. */
export interface Passed {
  readonly surely: readonly WayOutcome[];
  readonly perhaps: readonly WayOutcome[];
}

/** What gets back by all ways together: surely what a memory lets through that is surely there, perhaps what any does. */
export class PastMemories {
  private readonly sure = new Map<string, Node>();

  constructor(
    private readonly space: PacketSpace,
    private readonly plant: Plant,
    private readonly found: WaysBack,
  ) {}

  /**
   * It is not looked at where what is answered is translated on all ways that it surely goes.
   * @param packets those that are answered.
   */
  passage(packets: Node, { surely, perhaps }: Passed): Passage | undefined {
    const { diagram, universe } = this.space;
    const { ways, outcomes, onSegment } = this.found;
    const { lost, reasons } = ways;
    const plain = surely.filter((one) => !translate([one]));
    if (surely.length > 0 ? plain.length === 0 : translate([...takenOf(perhaps), ...takenOf(outcomes())]))
      return undefined;
    const isTranslated = translate([...takenOf(perhaps), ...takenOf(outcomes())]);
    const memory = new Memory(perhaps);
    const all = this.back(memory);
    const remembered = diagram.union(perhaps.filter(isRemembered).map(({ may }) => diagram.and(may, packets)));
    const forgotten = this.back(new Memory([]));
    // What a device remembers it may let pass where its rules let nothing start.
    const opened = lost
      .filter(({ closedAt }) => closedAt !== undefined && memory.devices.has(closedAt))
      .map(({ sources, destinations }) => this.between(sources, destinations));
    return {
      must: diagram.or(onSegment.must, this.surelyBack(packets, plain)),
      may:
        isTranslated || reasons.length > 0
          ? universe
          : diagram.union([
              onSegment.may,
              ...forgotten.map(({ may }) => may),
              diagram.and(
                answersOver(this.space, remembered),
                diagram.union([...all.map(({ may }) => may), ...opened]),
              ),
            ]),
      outcomes: all,
      because: ANSWERS_FILTERED,
      stopped: this.stopped(packets, { surely, perhaps }),
    };
  }

  /**
   * Tells why a gateway of those who answer may stop the answers. What keeps state and saw nothing by one way, and by another does, is
   * not asked: whoever sends may have it as gateway too.
   */
  stopped(packets: Node, { surely, perhaps }: Passed): (answers: Node) => Reason | undefined {
    const { ways, onSegment } = this.found;
    const plain = haveChoice(ways.ways) ? surely.filter((one) => !translate([one])) : [];
    const any = new Memory(perhaps);
    const reasonAt = (outcome: WayOutcome, answers: Node): Reason | undefined => {
      const memory = new Memory([outcome]);
      const isElsewhere = (device: Device) => memory.misses(device) && !any.misses(device);
      const asked = this.back(memory).filter(
        (one) => !translate([one]) && !one.way.hops.some(({ device }) => isElsewhere(device)),
      );
      const own = this.space.diagram.and(answers, this.answersOf(packets, outcome));
      return stoppedByGateway(this.space, asked, onSegment.must, own, "answers");
    };
    return (answers) => plain.map((one) => reasonAt(one, answers)).find((reason) => reason !== undefined);
  }

  /** A memory is of what went by its way; of what may go several ways, each has to let the answer back. */
  private surelyBack(packets: Node, surely: readonly WayOutcome[]): Node {
    const { diagram } = this.space;
    const each = surely.map((one) => ({
      isUncertain: one.way.uncertain,
      asked: this.answersOf(packets, one),
      back: this.pastOne(one),
    }));
    const certain = each.filter(({ isUncertain }) => !isUncertain);
    const others = each.filter(({ isUncertain }) => isUncertain);
    const failing = others.map(({ asked, back }) => diagram.diff(asked, back));
    return diagram.or(
      diagram.union(certain.map(({ asked, back }) => diagram.and(asked, back))),
      diagram.diff(diagram.union(others.map(({ asked }) => asked)), diagram.union(failing)),
    );
  }

  private pastOne(outcome: WayOutcome): Node {
    const key = memoryKey(outcome);
    const known = this.sure.get(key);
    if (known !== undefined) return known;
    const plain = this.back(new Memory([outcome])).map((one) => (translate([one]) ? { ...one, must: EMPTY } : one));
    const sure = surelyPasses(this.space, plain, this.found.ways.lost, toNoDevice(this.plant, this.space));
    this.sure.set(key, sure);
    return sure;
  }

  private back(memory: Memory): readonly WayOutcome[] {
    const { outcomes, past } = this.found;
    return past(outcomes().map((outcome) => remembering(this.space, outcome, memory)));
  }

  /** Answers between the addresses of a way of which all that is answered surely goes by it. */
  private answersOf(packets: Node, { way, whole, must }: WayOutcome): Node {
    const { diagram } = this.space;
    const { sources = [] } = way.hops[0]?.scope ?? {};
    const { destinations = [] } = way.hops.at(-1)?.scope ?? {};
    const elsewhere = boxesOf(this.space, diagram.diff(diagram.and(packets, whole()), must));
    return diagram.diff(
      this.between(destinations, sources),
      diagram.union(elsewhere.map((box) => this.between(box.destinations, box.sources))),
    );
  }

  private between(sources: Intervals<number | bigint>, destinations: Intervals<number | bigint>): Node {
    return this.space.diagram.and(this.space.field("src", sources), this.space.field("dst", destinations));
  }
}

/** Whether translations may make other headers of what goes some of these ways. */
export function translate(ways: readonly WayOutcome[]): boolean {
  return ways.some(({ hops }) => hops.some(mayTranslate));
}

/** What may answer packets, or more: between their addresses and ports the other way round. */
function answersOver(space: PacketSpace, packets: Node): Node {
  const { diagram } = space;
  const answers = ({ sources, destinations, service }: Box): Node =>
    space.all([space.field("src", destinations), space.field("dst", sources), portsBack(space, service)]);
  return diagram.union(boxesOf(space, packets).map(answers));
}

/** Headers with the ports of a service in each other's place; of protocols without ports all that these have. */
function portsBack(space: PacketSpace, service: Node): Node {
  const { diagram } = space;
  const ports = space.field(
    "protocol",
    PORT_PROTOCOLS.flatMap((protocol) => [protocol, protocol]),
  );
  const others = splitByField(space, diagram.diff(service, ports), "protocol");
  const withPorts = splitByField(space, diagram.and(service, ports), "protocol").flatMap(({ values, rest }) =>
    splitByField(space, rest, "dstPort").flatMap((to) =>
      splitByField(space, to.rest, "srcPort").map((from) =>
        space.all([
          space.field("protocol", values),
          space.field("srcPort", to.values),
          space.field("dstPort", from.values),
        ]),
      ),
    ),
  );
  return diagram.union([...others.map(({ values }) => space.field("protocol", values)), ...withPorts]);
}
