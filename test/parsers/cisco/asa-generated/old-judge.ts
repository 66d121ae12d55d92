/** What a described firewall of a release up to 8.2 does with a packet (reference/cisco.md 3.5, 5.1). */
import { DOORS, type Door, NETWORKS, PUBLISHED } from "./description.js";
import { type Action, type AskedPacket, entering, isKept, leaving } from "./judge.js";
import { type OldLocal, type OldSiteShape, poolAddress } from "./old-description.js";

type Found =
  | { readonly kind: "exempt" | "identity" }
  | { readonly kind: "static" | "dynamic"; readonly to: number }
  | { readonly kind: "unserved" };

export function judgeOld(site: OldSiteShape, packet: AskedPacket): Action | "unknown" {
  const published = site.statics.find(
    (one) => one.mapped === packet.ingress && PUBLISHED + one.published === packet.dst && !isExempt(site, back(packet)),
  );
  const dst = published === undefined ? packet.dst : NETWORKS[published.real] + published.host;
  const routed = { ...packet, dst };
  const forth = entriesFor(site, packet.ingress, packet.egress, packet.src, dst);
  const source = forth.find((one) => one.kind !== "unserved");
  const sent = source !== undefined && "to" in source ? { ...routed, src: source.to } : routed;
  // A shared address is shared by ports: which one a session gets is not told.
  const ports = source?.kind === "dynamic" ? [packet.srcPort, ...PORTS] : [packet.srcPort];
  const left = new Set(ports.flatMap((srcPort) => [...leaving(site, { ...sent, srcPort })]));
  const steps = [
    entering(site, packet, routed),
    left,
    same(site, packet),
    needed(site, routed, forth, published !== undefined),
    published === undefined ? replies(site, routed) : otherReplies(site, routed, PUBLISHED + published.published),
  ];
  if (steps.some((step) => !step.has("permit"))) return "deny";
  return steps.some((step) => step.has("deny")) ? "unknown" : "permit";
}

/** One of each kind, as far as conditions tell ports apart. */
const PORTS = [22, 80, 443, 502, 44818].flatMap((port) => [port - 1, port, port + 1, port + 21]);

function back(packet: AskedPacket): AskedPacket {
  return { ...packet, ingress: packet.egress, egress: packet.ingress, src: packet.dst, dst: packet.src };
}

function levelOf(site: OldSiteShape, door: Door): number {
  return site.levels[DOORS.indexOf(door)] as number;
}

function isIn(address: number, door: Door, size: number): boolean {
  return address >= NETWORKS[door] && address < NETWORKS[door] + size;
}

function isExempt(site: OldSiteShape, { ingress, egress, src, dst }: AskedPacket): boolean {
  return site.exemptions.some(
    ({ door, far }) =>
      door === ingress &&
      levelOf(site, egress) <= levelOf(site, door) &&
      isIn(src, door, 0x10000) &&
      isIn(dst, far, 0x10000),
  );
}

/** What the device finds for packets from a host to another interface, in its order. */
function entriesFor(site: OldSiteShape, from: Door, to: Door, src: number, dst: number): Found[] {
  const found: Found[] = [];
  if (isExempt(site, { ...EMPTY, ingress: from, egress: to, src, dst })) found.push({ kind: "exempt" });
  for (const one of site.statics)
    if (one.real === from && one.mapped === to && NETWORKS[from] + one.host === src)
      found.push({ kind: "static", to: PUBLISHED + one.published });
  const locals = site.locals.toSorted((a, b) => Number(a.wide) - Number(b.wide));
  for (const local of locals) found.push(...ofLocal(site, local, from, to, src));
  return found;
}

const EMPTY = { protocol: "tcp", srcPort: 0, dstPort: 0, type: 0 } as const;

function ofLocal(site: OldSiteShape, local: OldLocal, from: Door, to: Door, src: number): Found[] {
  const isUp = levelOf(site, to) > levelOf(site, from);
  if (local.door !== from || isUp || !isIn(src, from, local.wide ? 0x10000 : 0x100)) return [];
  if (local.id === 0) return [{ kind: "identity" }];
  const pool = site.pools.find((one) => one.door === to && one.id === local.id);
  if (pool !== undefined) return [{ kind: "dynamic", to: poolAddress(pool) }];
  return levelOf(site, to) < levelOf(site, from) ? [{ kind: "unserved" }] : [];
}

function same(site: OldSiteShape, packet: AskedPacket): Set<Action> {
  const isListed = (site.in[DOORS.indexOf(packet.ingress)] ?? -1) >= 0;
  return new Set(isListed && isKept(site, packet) ? ["permit", "deny"] : ["permit"]);
}

/** Whether the packet has the translation that it needs. */
function needed(site: OldSiteShape, packet: AskedPacket, forth: readonly Found[], isPublished: boolean): Set<Action> {
  const { ingress, egress, src, dst } = packet;
  const outcomes = new Set<Action>();
  const replies = entriesFor(site, egress, ingress, dst, src);
  const isDown = levelOf(site, ingress) > levelOf(site, egress);
  const isUp = levelOf(site, ingress) < levelOf(site, egress);
  const steps: Action[][] = [];
  // Entries of both ways stand in one table; here they never meet each other's packets but between equal levels.
  for (const one of forth) steps.push(one.kind === "unserved" ? ["deny"] : ["permit", "permit"]);
  for (const one of replies) {
    if (one.kind === "exempt") steps.unshift(["permit", "permit"]);
    if (one.kind === "unserved" && !isPublished) steps.push(["deny"]);
    // A host that stays as it is may be known there by its own address.
    if (one.kind === "identity") steps.push(["permit"]);
  }
  for (const step of steps) {
    outcomes.add(step[0] as Action);
    if (step.length === 2) return outcomes;
  }
  if (!site.control) return outcomes.add("permit");
  if (isDown) return outcomes.add("deny");
  if (isUp) return outcomes.add(isPublished ? "permit" : "deny");
  const isPooled = site.locals.some(
    ({ door, id }) => door === ingress && id > 0 && site.pools.some((pool) => pool.door === egress && pool.id === id),
  );
  if (isPooled && ingress !== egress) outcomes.add("deny");
  return outcomes.add("permit");
}

/** Packets to a published address: whether they pass where something else comes first for their replies is open. */
function otherReplies(site: OldSiteShape, packet: AskedPacket, published: number): Set<Action> {
  const [first] = entriesFor(site, packet.egress, packet.ingress, packet.dst, packet.src);
  const isOther = first?.kind === "exempt" || (first?.kind === "static" && first.to !== published);
  return new Set(isOther ? ["permit", "deny"] : ["permit"]);
}

/** Packets straight to a host: the first entry that would take its replies. */
function replies(site: OldSiteShape, packet: AskedPacket): Set<Action> {
  const outcomes = new Set<Action>();
  for (const one of entriesFor(site, packet.egress, packet.ingress, packet.dst, packet.src)) {
    if (one.kind === "unserved") continue;
    if (one.kind === "identity") outcomes.add("deny");
    else return outcomes.add(one.kind === "exempt" ? "permit" : "deny");
  }
  return outcomes.add("permit");
}
