/** What is for a device itself, once its filters let it in: whether the service behind the port answers the sender. */
import type { Device, ManagementService } from "../../model/device.js";
import type { Packet } from "../../model/packet.js";
import type { Journey } from "./follow.js";
import { PacketMatch } from "./packet-match.js";
import { every, type Truth } from "./truth.js";

const [TCP, UDP] = [6, 17];

/**
 * A service may have limits of its own, such as the access class of lines: who is not in them gets no answer, and a journey
 * that ends there does not end well. Several lines or users of one service answer each for themselves.
 */
export function withServiceLimits(journey: Journey, packet: Packet): Journey {
  const last = journey.hops.at(-1);
  if (journey.verdict !== "permit" || last?.egress !== "self") return journey;
  const limits = limitsOf(last.device, packet, last.interface.id);
  const truths = limits.map(({ answers }) => answers);
  if (limits.length === 0 || truths.includes("yes")) return journey;
  const verdict = truths.includes("maybe") ? "unknown" : "deny";
  const names = [...new Set(limits.map(({ service }) => service.service))].join(" and ");
  const places = limits.flatMap(({ service }) => service.at.slice(0, 1).map(({ file, line }) => `${file}:${line}`));
  const others = limits.some(({ service }) => service.interfaces !== undefined)
    ? "addresses or interfaces"
    : "addresses";
  const told = `${verdict === "deny" ? "answers" : "may answer"} other ${others} only (${places.join(", ")})`;
  const note = `${names} of ${last.device.id} ${told}`;
  const hops = [...journey.hops.slice(0, -1), { ...last, verdict } as const];
  return { verdict, hops, notes: [...journey.notes, note] };
}

interface Asked {
  readonly service: ManagementService;
  readonly answers: Truth;
}

function limitsOf(device: Device, packet: Packet, ingress: string): Asked[] {
  const match = new PacketMatch(device);
  return device.management.services
    .filter(({ enabled, port, service, protocol = service === "snmp" ? UDP : TCP }) => {
      return enabled !== false && port === packet.dstPort && protocol === packet.protocol && !packet.tail;
    })
    .map((service) => {
      const bySource = service.sources === undefined ? "yes" : match.source(packet, service.sources);
      return { service, answers: every([bySource, byInterface(service, device, packet, ingress)]) };
    });
}

/** Whether a service on some interfaces looks at where a packet came in, or at the address it is for, differs between vendors. */
function byInterface({ interfaces }: ManagementService, device: Device, packet: Packet, ingress: string): Truth {
  if (interfaces === undefined) return "yes";
  const comesIn = interfaces.includes(ingress);
  const isTheirs = device.interfaces.some(
    ({ id, addresses }) => interfaces.includes(id) && addresses.some(({ address }) => address === packet.dst),
  );
  return comesIn && isTheirs ? "yes" : comesIn || isTheirs ? "maybe" : "no";
}
