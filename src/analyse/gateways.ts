/** Hosts that have several given devices to send packets to: which of them is their gateway no export says. */
import type { Device } from "../model/device.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { Reason } from "./reasons.js";
import type { Way } from "./way.js";
import { surelyPasses, type WayOutcome } from "./way-outcome.js";

/** The ways that begin at one interface. */
interface Gateway<Told> {
  readonly device: Device;
  readonly ways: Told[];
}

/** What is said of packets that a gateway may stop, and of those that answer them. */
const TOLD = {
  flow: ["its hosts", "it"],
  answers: ["the hosts that answer", "answers"],
} as const;

/**
 * Why packets may get nowhere although some way surely lets them pass: another device that routes lead them by does not, and may be
 * the gateway of hosts that send them. Devices without a certain way to where they go are not asked: who has one of these as
 * gateway reaches nobody there, whatever the rules are.
 * @param near what passes between hosts of one segment, which need none.
 * @param what the packets are.
 */
export function stoppedByGateway(
  space: PacketSpace,
  outcomes: readonly WayOutcome[],
  near: Node,
  packets: Node,
  what: keyof typeof TOLD = "flow",
): Reason | undefined {
  const { diagram } = space;
  const gateways = gatewaysOf(outcomes);
  if (gateways.length < 2) return undefined;
  const sent = diagram.diff(packets, near);
  const stopping = gateways.find(({ ways }) => {
    const whole = diagram.union(ways.map((one) => one.whole()));
    return diagram.diff(diagram.and(sent, whole), surelyPasses(space, ways, [])) !== EMPTY;
  });
  if (stopping === undefined) return undefined;
  const { device } = stopping;
  const [hosts, sentBy] = TOLD[what];
  return {
    text: `some of ${hosts} may have ${device.id} as their gateway, which does not surely let ${sentBy} through: which one they have is not in the files`,
    device,
  };
}

/** Whether hosts have several devices to choose from, as far as ways tell. */
export function haveChoice(ways: readonly Way[]): boolean {
  return gatewaysOf(ways.map((way) => ({ way }))).length > 1;
}

function gatewaysOf<Told extends { readonly way: Way }>(some: readonly Told[]): readonly Gateway<Told>[] {
  const found = new Map<string, Gateway<Told>>();
  for (const one of some) {
    const [first] = one.way.hops;
    if (first === undefined || !one.way.direct || one.way.dialled !== undefined) continue;
    const key = `${first.device.id}\n${first.scope.ingress}`;
    const gateway = found.get(key) ?? { device: first.device, ways: [] };
    gateway.ways.push(one);
    found.set(key, gateway);
  }
  return [...found.values()].filter(({ ways }) => ways.some(({ way }) => !way.uncertain));
}
