/** The job of `zoneproof trace`: packets through the given devices, answered by walk and by sets. */
import type { ParseOptions } from "../../parsers/vendor.js";
import { type Crossing, mayMeetOn, mayStandBetween } from "../analyse/between.js";
import { carriedText, crossingsOf } from "../analyse/carried.js";
import { type Entrance, findEntrances, followPacket, type Journey, type WalkDevice } from "../analyse/oracle/follow.js";
import { withServiceLimits } from "../analyse/oracle/own-services.js";
import { createWalker } from "../analyse/oracle/walk.js";
import type { Walk, WalkDoubt } from "../analyse/oracle/walked.js";
import { createSetAnswers, type SetAnswer } from "../analyse/trace-sets.js";
import { downText, tunnelsOf } from "../analyse/tunnels.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/nearest.js";
import type { Device, Interface } from "../model/device.js";
import type { Packet } from "../model/packet.js";
import { contains } from "../packets/intervals.js";
import { type PacketRequest, packetText } from "../read/packet-text.js";
import { readInputs } from "../read/read-inputs.js";
import type { AnalysedInput } from "../report/result.js";
import type { TracedPacket } from "../report/trace-result.js";
import type { Bridge } from "../resolve/bridges.js";
import type { Carrying } from "../resolve/carried.js";
import { connectedNetworks } from "../resolve/networks.js";
import { type Plant, resolvePlant } from "../resolve/plant.js";
import type { SourceRange } from "../source/range.js";
import type { SourceFile } from "../source/source-file.js";
import { checkDevices } from "./check-devices.js";
import { describeJourney } from "./describe-journey.js";
import { brokenInputs } from "./load-plant.js";
import type { LookedOnAt } from "./onlooker.js";
import { parseInputs } from "./parse-inputs.js";

export interface TraceInputs extends ParseOptions, LookedOnAt {
  readonly paths: readonly string[];
  readonly readStdin: () => Promise<Uint8Array>;
}

/** The given devices, ready to be asked. */
export interface Tracing {
  readonly inputs: readonly AnalysedInput[];
  /** Texts of all inputs by path. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Answers one packet; reports an interface that is none. */
  readonly trace: (request: PacketRequest, diagnostics: Diagnostics) => TracedPacket;
}

/** Reads and parses the devices. */
export async function openTracing(inputs: TraceInputs, diagnostics: Diagnostics): Promise<Tracing> {
  inputs.onlooker?.stage("reading");
  const set = await readInputs(inputs, diagnostics);
  const parsed = await parseInputs(set, diagnostics, inputs);
  const checked = checkDevices(parsed, undefined, diagnostics);
  const tracer = new Tracer(checked.devices, [...checked.missing, ...brokenInputs(checked.inputs, diagnostics)]);
  return {
    inputs: checked.inputs,
    sources: new Map(parsed.files.map((file) => [file.path, file])),
    trace: (request, wrong) => tracer.trace(request, wrong),
  };
}

/** Answers packets on the given devices, by walk and by sets. */
export class Tracer {
  private readonly walkers = new Map<Device, ReturnType<typeof createWalker>>();
  private readonly setTracers = new Map<Device, ReturnType<typeof createSetAnswers>>();
  private disagreements: string[] = [];

  private readonly carried: readonly Carrying[];
  private readonly devices: readonly Device[];
  private readonly plant: Plant;

  /** @param missing what is known to be missing of the plant, one sentence each: with any of it no answer is sure. */
  constructor(
    given: readonly Device[],
    private readonly missing: readonly string[] = [],
  ) {
    this.plant = resolvePlant(given, undefined);
    this.devices = this.plant.devices.map(({ device }) => device);
    this.carried = this.plant.carried;
  }

  trace({ id, ingress, packet, at }: PacketRequest, diagnostics: Diagnostics): TracedPacket {
    this.disagreements = [];
    const entrances =
      ingress === undefined ? findEntrances(this.devices, packet) : this.named(ingress, at, diagnostics);
    const followed = withServiceLimits(followPacket(this.devices, packet, entrances, this.walk), packet);
    const tunnelled = this.pastTunnels(this.besideTunnels(followed, packet));
    const known = this.pastBridges(this.pastSwitches(tunnelled, packet), packet);
    const journey = ingress !== undefined && entrances.length === 0 ? nowhere(ingress) : this.pastMissing(known);
    return { id, packet: packetText(packet), ...describeJourney(journey), disagreements: this.disagreements };
  }

  /** Another device may let pass what the known ones stop, and stop what they let pass. */
  private pastMissing(journey: Journey): Journey {
    if (this.missing.length === 0) return journey;
    return { ...journey, verdict: "unknown", notes: [...journey.notes, ...this.missing] };
  }

  /** What is stopped on its way is not surely stopped where it may go into a tunnel instead that nobody wrote all networks of. */
  private besideTunnels(journey: Journey, packet: Packet): Journey {
    if (journey.verdict !== "deny") return journey;
    let arrived = packet;
    for (const { device, interface: ingress, egress, leaving } of journey.hops) {
      const isHere = egress === "self" || (egress !== undefined && isConnected(egress, arrived));
      const open = isHere
        ? []
        : this.tunnelsBeside(device, ingress, egress).filter((one) => {
            return this.walkDevice(device, arrived, ingress.id, one.id).verdict !== "deny";
          });
      if (open.length > 0) {
        const note = `which networks lie behind ${open.map(({ id }) => id).join(", ")} of ${device.id} is not in the file`;
        return { ...journey, verdict: "unknown", notes: [...journey.notes, note] };
      }
      arrived = leaving?.packet ?? arrived;
    }
    return journey;
  }

  private tunnelsBeside(device: Device, ingress: Interface, egress: Interface | undefined): readonly Interface[] {
    const { unwritten = [] } = this.plant.devices.find((one) => one.device === device) ?? {};
    return unwritten.filter((one) => one.kind === "tunnel" && one.router === ingress.router && one !== egress);
  }

  /** What goes by a tunnel that may be down is not known to pass. */
  private pastTunnels(journey: Journey): Journey {
    if (journey.verdict !== "permit") return journey;
    const out = journey.hops.flatMap(({ device, egress }) =>
      typeof egress === "object" ? [{ device, interface: egress }] : [],
    );
    const down = [...journey.hops.slice(0, 1), ...out].filter((door) => tunnelsOf(this.plant).mayBeDown(door));
    if (down.length === 0) return journey;
    const notes = down.map(({ device, interface: one }) => `it may be that ${downText(device, one)}`);
    return { ...journey, verdict: "unknown", notes: [...journey.notes, ...notes] };
  }

  /** What a switch may stop that carries the packet between routers is not known to pass. */
  private pastSwitches(journey: Journey, packet: Packet): Journey {
    if (journey.verdict !== "permit") return journey;
    const headers = headersOf(journey, packet);
    const crossings: readonly Crossing[] = crossingsOf(
      journey.hops.map(({ device, interface: one, egress }) => {
        return { device, scope: { ingress: one.id, egress: typeof egress === "object" ? egress.id : undefined } };
      }),
    );
    const stopping = this.carried.filter(
      (one) =>
        crossings.some((doors) => mayMeetOn(one, doors, packet.family)) &&
        headers.some((header) => remember(this.walkers, one.alone, createWalker)(header, "", "").verdict !== "permit"),
    );
    if (stopping.length === 0) return journey;
    return { ...journey, verdict: "unknown", notes: [...journey.notes, ...stopping.map(carriedText)] };
  }

  /** What a bridge may stop that stands somewhere between hosts and routers is not known to pass, either way round. */
  private pastBridges(journey: Journey, packet: Packet): Journey {
    if (journey.verdict !== "permit" || this.plant.bridges.length === 0) return journey;
    const headers = headersOf(journey, packet);
    const ends = headers.flatMap(({ src, dst }) => [src, dst]).map((end) => [end, end]);
    const stopping = this.plant.bridges.filter(
      (bridge) =>
        !journey.hops.some(({ device }) => device === bridge.device) &&
        mayStandBetween(bridge, this.devices, packet.family, ends) &&
        headers.some((header) => this.mayStop(bridge, header)),
    );
    if (stopping.length === 0) return journey;
    return { ...journey, verdict: "unknown", notes: [...journey.notes, ...stopping.map(({ text }) => text)] };
  }

  private mayStop({ device, ports }: Bridge, header: Packet): boolean {
    const walk = remember(this.walkers, device, createWalker);
    return ports.some((from) => ports.some((to) => from !== to && walk(header, from.id, to.id).verdict !== "permit"));
  }

  private readonly walk: WalkDevice = {
    walk: (...asked) => this.walkDevice(...asked),
    forwarded: (device, packet, ingress) => remember(this.walkers, device, createWalker).forwarded(packet, ingress),
  };

  /** The walk, with the answer of the sets beside it. Where these leave open what the walk decides, it stays open. */
  private walkDevice(...[device, packet, ingress, egress, into]: Parameters<WalkDevice["walk"]>): Walk {
    const walk = remember(this.walkers, device, createWalker)(packet, ingress, egress, into);
    // The sets answer for all that translations may make of it.
    if (into !== undefined && this.walk.forwarded(device, packet, ingress).length > 1) return walk;
    const answer = remember(this.setTracers, device, createSetAnswers)(packet, ingress, egress);
    const bySets = answer.verdict;
    if (bySets === walk.verdict) return walk;
    const what = `${packetText(packet)} from ${ingress} to ${egress} of ${device.id}`;
    if (bySets !== "unknown") this.disagreements.push(`${what}: the sets say ${bySets}, the walk ${walk.verdict}`);
    const leaves = walk.leaves.map((one) => ({ ...one, verdict: "unknown" as const }));
    return { ...walk, verdict: "unknown", leaves, doubts: [...walk.doubts, ...scatteredDoubts(answer)] };
  }

  /** Interfaces that were told by name, with or without the device before it. */
  private named(name: string, at: SourceRange, diagnostics: Diagnostics): Entrance[] {
    const doors = this.devices.flatMap((device) =>
      device.interfaces.map((one) => ({ device, interface: one, told: true as const })),
    );
    const exact = doors.filter((door) => namesOf(door).includes(name));
    if (exact.length > 0) return exact;
    const found = doors.filter((door) => namesOf(door).some((known) => known.toLowerCase() === name.toLowerCase()));
    if (found.length === 0) {
      const help = didYouMean(name, doors.flatMap(namesOf));
      diagnostics.add("trace/unknown-interface", at, {
        message: `no given device has an interface "${name}"`,
        ...(help === undefined ? {} : { help }),
      });
    }
    return found;
  }
}

/** The headers it has on its way: which of them it has by then is not asked where each has to pass. */
function headersOf({ hops }: Journey, packet: Packet): readonly Packet[] {
  return [packet, ...hops.flatMap(({ leaving }) => leaving?.packet ?? [])];
}

/** Where the interface that was told is none: which other one was meant decides. */
function nowhere(ingress: string): Journey {
  return { verdict: "unknown", hops: [], notes: [`no given device has an interface "${ingress}"`] };
}

/** Why the sets leave open what the walk decides. */
function scatteredDoubts({ scattered }: SetAnswer): WalkDoubt[] {
  return scattered().map(({ rule, table }) => {
    const reason = `rule ${rule.name ?? rule.id}${table === undefined ? "" : ` of ${table.name}`} has a wildcard of more ranges than are computed: which addresses it matches is taken as not known`;
    return { reason, at: rule.at[0] };
  });
}

/** Whether a packet is for a host on the segment of an interface. */
function isConnected(one: Interface, { family, dst }: Packet): boolean {
  return contains(connectedNetworks(one, family), dst);
}

function namesOf({ device, interface: one }: Entrance): string[] {
  return [one.id, `${device.id}/${one.id}`];
}

function remember<Made>(known: Map<Device, Made>, device: Device, make: (device: Device) => Made): Made {
  const found = known.get(device) ?? make(device);
  known.set(device, found);
  return found;
}
