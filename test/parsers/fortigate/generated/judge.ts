/** What a described site does with a packet: reference/fortios.md read once more, for descriptions instead of texts. */
import {
  type AddressShape,
  PORTS,
  type PolicyShape,
  type Ports,
  type ServiceShape,
  type SiteShape,
  type VipShape,
} from "./description.js";

export interface AskedPacket {
  readonly ingress: string;
  readonly egress: string;
  readonly src: number;
  readonly dst: number;
  readonly protocol: "tcp" | "udp" | "sctp" | "icmp" | "gre";
  readonly srcPort: number;
  readonly dstPort: number;
  /** ICMP. */
  readonly type: number;
}

/** A packet as policies see it: what it was sent to, and which virtual IP made it what it is. */
interface Seen extends AskedPacket {
  readonly dialled: number;
  readonly by?: number;
}

type Held = "yes" | "no" | "maybe";
const NUMBERS = { icmp: 1, tcp: 6, udp: 17, gre: 47, sctp: 132 } as const;

export function judge(site: SiteShape, packet: AskedPacket): "permit" | "deny" | "unknown" {
  const outcomes = new Set<string>();
  for (const seen of translations(site, packet)) for (const outcome of decide(site, seen)) outcomes.add(outcome);
  const [only] = outcomes;
  return outcomes.size === 1 && (only === "permit" || only === "deny") ? only : "unknown";
}

/** What the packet may have become: virtual IPs in table order; one that only deny rows name may translate (D16). */
function translations(site: SiteShape, packet: AskedPacket): Seen[] {
  const found: Seen[] = [];
  for (const [index, vip] of site.vips.entries()) {
    const users = site.policies.filter((policy) => isLive(policy) && policy.vips.includes(index));
    if (!vip.enabled || users.length === 0 || !isDialled(vip, packet)) continue;
    const dst = vip.mapped + packet.dst - vip.external.from;
    found.push({ ...packet, dialled: packet.dst, dst, dstPort: vip.forward?.mapped ?? packet.dstPort, by: index });
    if (users.some(({ action }) => action === "accept")) return found;
  }
  return [...found, { ...packet, dialled: packet.dst }];
}

function isLive({ enabled, never }: PolicyShape): boolean {
  return enabled && !never;
}

function isDialled({ external, forward, sources }: VipShape, { dst, src, protocol, dstPort }: AskedPacket): boolean {
  if (!within(external, dst)) return false;
  if (sources && !covers({ kind: "subnet", ...sources }, src)) return false;
  return forward === undefined || (forward.protocol === protocol && forward.external === dstPort);
}

function decide(site: SiteShape, packet: Seen): Set<"permit" | "deny"> {
  const outcomes = new Set<"permit" | "deny">();
  // An outside address that was not translated is the device's own.
  const own = packet.by === undefined && site.vips.some((vip) => vip.enabled && within(vip.external, packet.dst));
  if (own) return outcomes.add("deny");
  if (site.policies.some((policy) => isHairpin(site, policy, packet))) outcomes.add("permit");
  for (const policy of site.policies) {
    const held = isLive(policy) ? matches(site, policy, packet) : "no";
    if (held === "no") continue;
    outcomes.add(policy.action === "accept" ? "permit" : "deny");
    if (held === "yes") return outcomes;
  }
  const members = ["lan", "dmz"];
  const inside =
    members.includes(packet.ingress) && members.includes(packet.egress) && packet.ingress !== packet.egress;
  return outcomes.add(inside && site.intrazone === "allow" ? "permit" : "deny");
}

/** Who dials from inside may come by the policy of the outside, where some policy lets him go out there (D3). */
function isHairpin(site: SiteShape, policy: PolicyShape, packet: Seen): boolean {
  if (!isAccepting(policy) || packet.by === undefined || !policy.vips.includes(packet.by)) return false;
  if (leads(policy.ingress, packet.ingress)) return false;
  const outside = PORTS.filter((port) => leads(policy.ingress, port));
  const isOut = site.policies.some(
    (one) => isAccepting(one) && leads(one.ingress, packet.ingress) && outside.some((port) => leads(one.egress, port)),
  );
  return isOut && outside.some((ingress) => matches(site, policy, { ...packet, ingress }) !== "no");
}

function isAccepting(policy: PolicyShape): boolean {
  return isLive(policy) && policy.action === "accept";
}

function matches(site: SiteShape, policy: PolicyShape, packet: Seen): Held {
  if (!leads(policy.ingress, packet.ingress) || !leads(policy.egress, packet.egress)) return "no";
  if (policy.sources.some((object) => isIn(site, object, packet.src)) === policy.notSources) return "no";
  const served = policy.services.some((service) => serves(site.services[service], packet));
  if (served === policy.notServices) return "no";
  return destination(site, policy, packet);
}

function leads(names: readonly string[], port: string): boolean {
  return names.some((name) => name === "any" || name === port || (name === "ot" && port !== "wan"));
}

/** The destination test of section 5.1, with what is open there (D2, D15). */
function destination(site: SiteShape, policy: PolicyShape, packet: Seen): Held {
  if (policy.vips.length > 0) {
    if (packet.by === undefined) return "no";
    return policy.vips.includes(packet.by) ? "yes" : "no";
  }
  const fits = (address: number) =>
    policy.destinations.some((object) => isIn(site, object, address)) !== policy.notDestinations;
  if (packet.by === undefined) return fits(packet.dst) ? "yes" : "no";
  if (policy.action !== "accept" && !(policy.matchVip ?? site.version === "7.4.3")) return "no";
  return fits(packet.dst) || fits(packet.dialled) ? "maybe" : "no";
}

/** Whether address or group number `object` holds an address. */
function isIn(site: SiteShape, object: number, address: number): boolean {
  const shape = site.addresses[object];
  if (shape) return covers(shape, address);
  const group = site.groups[object - site.addresses.length];
  if (!group) return false;
  const held = group.members.some((member) => isIn(site, member, address));
  return held && !(group.excludes && group.without.some((member) => isIn(site, member, address)));
}

function covers(shape: AddressShape, address: number): boolean {
  switch (shape.kind) {
    case "bare":
      return true;
    case "subnet":
      return Math.floor(address / 2 ** (32 - shape.length)) === Math.floor(shape.address / 2 ** (32 - shape.length));
    case "range":
      return within(shape, address);
    case "wildcard":
      return ((address ^ shape.address) & shape.care) === 0;
  }
}

function serves(shape: ServiceShape | undefined, { protocol, srcPort, dstPort, type }: Seen): boolean {
  if (shape === undefined) return false;
  if (shape.kind === "icmp") return protocol === "icmp" && (shape.type ?? type) === type;
  if (shape.kind === "ip") return (shape.protocol ?? 0) === 0 || shape.protocol === NUMBERS[protocol];
  return shape.entries.some(
    (entry) =>
      entry.protocol === protocol &&
      within(entry.destination, dstPort) &&
      (entry.source === undefined || within(entry.source, srcPort)),
  );
}

function within({ from, to }: Ports, value: number): boolean {
  return from <= value && value <= to;
}
