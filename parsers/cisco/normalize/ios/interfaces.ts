/** Interfaces of IOS: addresses, VRFs, switch ports, what is bound to them (reference/cisco.md 2.1, 2.4). */

import type { Interface, PolicyRouted, Switchport } from "../../../../src/model/device.js";
import type { Renaming } from "../../../../src/model/renaming.js";
import { once } from "../../../../src/source/once.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { type BoundInterface, type Growing, modelOf } from "../interface-draft.js";
import { interfaceName, interfacesNamed, portAbove } from "../interface-name.js";
import { readStatement, reportDoubts } from "../interface-statements.js";
import { passesByDefault } from "../kept-broadcasts.js";
import { takePolicies } from "../policy-routing.js";
import { doubtMisplacedAddress, type Svis, svisAmong, svisOf, switchportOf, vlansOf } from "../switchport.js";
import { heldBy } from "../up-states.js";
import type { Ranges } from "../vlans.js";
import type { Carried, CryptoMap } from "./crypto-maps.js";
import { type Chain, type Drop, type Inspection, IosDraft } from "./interface-draft.js";
import { CRYPTO_MAP, IOS_INTERFACE } from "./interface-statements.js";
import { renamingsOf } from "./layer2-nat.js";
import type { Precedence } from "./port-precedence.js";
import { type PortDefaults, portDefaults, portProtection, relaysOf } from "./port-protection.js";
import { bridgedSvis, EVERY_VLAN, type Logins, portVlans, readLogins } from "./port-vlans.js";
import { doubtSessions, readSessionLists, type SessionLists } from "./session-lists.js";
import { fromTemplate, readTemplates, templateSources } from "./templates.js";
import { endsOf, needsRoutes, type Protections, readProtections } from "./tunnel-ends.js";
import { downStates, ETHERNET } from "./up-states.js";

export interface IosInterface extends BoundInterface {
  readonly nat?: "inside" | "outside" | undefined;
  /** Whether its own list stands before those of its VLAN, where it says so. */
  readonly precedence?: Precedence | undefined;
  /** It is a port-channel or a member of one. */
  readonly isAggregated: boolean;
  /** The list of the frames that come in. */
  readonly frames?: IosDraft["frames"] | undefined;
  /** The VLANs of a switch port. */
  readonly vlans: Ranges;
  /** The SVIs of these VLANs. */
  readonly carries: readonly string[];
  /** Other SVIs whose packets may come in by it, or go out: of VLANs that stations are put into, or that bridging joins it to. */
  readonly visits: readonly string[];
  /** What may stop packets here and opens nothing. */
  readonly drops: readonly Drop[];
  readonly inspections: readonly Inspection[];
  /** Lists in common with other interfaces. */
  readonly chains: readonly Chain[];
  /** A port that is kept apart from others of its kind. */
  readonly isProtected?: CiscoLine | undefined;
  /** What tunnels of its crypto map carry, where that is known. */
  readonly carried?: readonly Carried[] | undefined;
  /** Of a port whose frames go to a bridge otherwise than as those of a switch port: what is said of it. */
  readonly bridging?: readonly CiscoLine[] | undefined;
  /** Of a switch port: what of its statements is not known or not computed. */
  readonly open: readonly OpenStatement[];
}

/** A statement of which it is not known what it does to packets of some VLANs. */
export interface OpenStatement {
  readonly text: string;
  readonly line: CiscoLine;
  readonly vlans: Ranges;
  readonly renames?: readonly Renaming[];
}

/** What of the rest of a configuration interfaces depend on. */
export interface InterfaceSurroundings {
  readonly isSwitch: boolean;
  /** Names of policies with a class that drops. */
  readonly dropping: ReadonlySet<string>;
  /** The tunnels of each crypto map by its name. */
  readonly cryptoMaps: ReadonlyMap<string, CryptoMap>;
  /** Whether far ends of tunnels may bring routes along (IKEv2 configuration exchange, reverse route injection). */
  readonly takesRoutes: boolean;
}

/** All interfaces; one that is opened again is merged. */
export function normalizeInterfaces(
  roots: readonly CiscoLine[],
  surroundings: InterfaceSurroundings,
  context: CiscoContext,
): IosInterface[] {
  const drafts = new Map<string, IosDraft>();
  const templates = readTemplates(roots);
  const sources = templateSources(roots);
  for (const line of beginning(roots, "interface", "default interface")) {
    const { text } = line;
    if (!OPENS.test(text)) {
      if (/^default interface\s/i.test(text)) resetInterfaces(drafts, line, context);
      if (/^no interface\s/i.test(text)) removeInterface(drafts, line, context);
      continue;
    }
    const ids = openedBy(line, context);
    if (ids === undefined) {
      // What a macro stands for is not here: it may be any interface.
      context.unknown(line, "interface", { scope: "device" });
      for (const child of line.children) context.unknown(child, "interface", { scope: "device" });
      continue;
    }
    context.mark(line, "modelled");
    for (const id of ids) {
      let draft = drafts.get(id);
      if (draft === undefined) {
        draft = new IosDraft(id, context.file);
        drafts.set(id, draft);
      }
      draft.lines.push(line);
      for (const child of fromTemplate(draft, sources.get(line), templates))
        readStatement(draft, child, IOS_INTERFACE, context);
      for (const child of line.children) readStatement(draft, child, IOS_INTERFACE, context);
    }
  }
  const around = {
    ...surroundings,
    svis: svisAmong(drafts.keys()),
    ports: portDefaults(roots),
    protections: readProtections(roots),
    sessionLists: readSessionLists(roots),
    logins: once(() => readLogins(roots, templates, context.text)),
    roots,
    untagged: new Set([...drafts.values()].filter(({ isNative }) => isNative).map(({ id }) => portAbove(id))),
    down: downStates(roots, drafts, (draft) => heldAsPort(draft, surroundings.isSwitch)),
  };
  return [...drafts.values()].map((draft) => finish(draft, around, drafts, context));
}

/** The VLANs that an interface carries as a layer-2 port, or may. */
function heldAsPort(draft: IosDraft, isSwitch: boolean): Ranges | undefined {
  if (hasOpenVlans(draft) || isBridged(draft)) return EVERY_VLAN;
  const kind = kindOf(draft, isSwitch);
  // On a router, a port that says nothing may be one of a switching module.
  const mayBeSwitched = kind === "other" && draft.switchport !== false && ETHERNET.test(draft.id);
  return kind === "switched" || mayBeSwitched ? heldBy(draft, "dynamic") : undefined;
}

const OPENS = /^interface\s/i;

function isBridged({ doubts }: IosDraft): boolean {
  return doubts.some(({ bridges }) => bridges === true);
}

/** The interfaces that a statement opens; none where what a macro stands for is not known. */
function openedBy(line: CiscoLine, { scan }: CiscoContext): readonly string[] | undefined {
  scan.show(line);
  // What nearly all say, and nothing behind it.
  const word = scan.takes("interface ") ? scan.word() : "";
  if (word !== "" && scan.isAtEnd) return interfacesNamed(word);
  const opened = line.text.replace(/^interface\s+/i, "");
  return interfacesNamed(opened.replace(/\s+(?:point-to-point|multipoint|l2transport|type \S+)$/, ""));
}

/** Interfaces that a device has by its configuration alone; it refuses to do without one of its ports. */
const LOGICAL = /^(?:Vlan|Loopback|Tunnel|Port-channel|PRP-channel|HSR-ring|BVI|Dialer|Virtual-Template)|\.\d+$/;

/** What other ports are a part of. */
const AGGREGATE = /^(?:Port-channel|PRP-channel|HSR-ring)/;

/** `no interface X`: what was said of one that exists by its configuration is gone; of one that nothing was said of, nothing changes. */
function removeInterface(drafts: Map<string, IosDraft>, line: CiscoLine, context: CiscoContext): void {
  const id = interfaceName(line.text.replace(/^no interface\s+/i, ""));
  if (drafts.has(id) && !LOGICAL.test(id)) return;
  context.mark(line, "modelled");
  for (const one of drafts.keys()) if (one === id || one.startsWith(`${id}.`)) drafts.delete(one);
}

/** `default interface X`: nothing is said of it any more. */
function resetInterfaces(drafts: Map<string, IosDraft>, line: CiscoLine, context: CiscoContext): void {
  const ids = interfacesNamed(line.text.replace(/^default interface\s+/i, ""));
  if (ids === undefined) return;
  context.mark(line, "modelled");
  for (const id of ids) {
    if (!drafts.has(id)) continue;
    const draft = new IosDraft(id, context.file);
    draft.lines.push(line);
    drafts.set(id, draft);
  }
}

type Around = InterfaceSurroundings & {
  readonly svis: Svis;
  readonly ports: PortDefaults;
  readonly protections: Protections;
  readonly sessionLists: SessionLists;
  /** Asked for switch ports alone: it looks through the whole text. */
  readonly logins: () => Logins | undefined;
  readonly roots: readonly CiscoLine[];
  /** Ports whose frames without a tag are those of a subinterface. */
  readonly untagged: ReadonlySet<string | undefined>;
  /** Why interfaces may be down. */
  readonly down: ReadonlyMap<string, string>;
};
type Drafts = ReadonlyMap<string, IosDraft>;

function visitsOf(
  draft: IosDraft,
  kind: Interface["kind"],
  behind: readonly string[],
  around: Around,
): readonly string[] {
  const { svis, logins, roots } = around;
  const known = kind === "switched" ? logins() : undefined;
  const visits = known === undefined ? [] : svisOf(portVlans(draft, known), svis);
  if (isBridged(draft)) visits.push(...bridgedSvis(draft, svis, roots));
  return visits.length === 0 ? NO_NAMES : visits.filter((id) => !behind.includes(id));
}

const NO_VLANS: Ranges = [];
const NO_NAMES: readonly string[] = [];

/** Those that drop are steps of their own. */
const NO_POLICIES: ReadonlySet<string> = new Set();

function finish(draft: IosDraft, surroundings: Around, drafts: Drafts, context: CiscoContext): IosInterface {
  const kind = kindOf(draft, surroundings.isSwitch);
  const vlans = kind !== "switched" ? NO_VLANS : hasOpenVlans(draft) ? EVERY_VLAN : vlansOf(draft);
  const behind = vlans.length === 0 ? NO_NAMES : svisOf(vlans, surroundings.svis);
  const concerned = [draft.id, ...behind];
  if (kind === "routed") concerned.push(...doubtMisplacedAddress(draft, surroundings.svis));
  doubtTranslations(draft, concerned, context);
  doubtSessions(draft, surroundings.sessionLists);
  const map = kind === "switched" ? undefined : cryptoMapOf(draft, surroundings.cryptoMaps);
  const carried = map?.carried;
  if (carried !== undefined) draft.doubts = draft.doubts.filter(({ text }) => text !== CRYPTO_MAP);
  const policyRouted = takePolicies(draft, draft.id, surroundings.roots, context);
  reportDoubts(draft, NO_POLICIES, concerned, context);
  const { bindings, nat, precedence, frames, inspections, chains, isProtected } = draft;
  return {
    interface: wholeInterface(draft, { kind, map, policyRouted }, surroundings, drafts, context),
    bindings,
    nat,
    concerned,
    precedence,
    frames,
    inspections,
    chains,
    isProtected,
    carried,
    carries: behind,
    visits: visitsOf(draft, kind, behind, surroundings),
    bridging: isBridged(draft) ? draft.lines.flatMap(({ children }) => children) : undefined,
    isAggregated: draft.aggregate !== undefined || AGGREGATE.test(draft.id),
    vlans,
    drops: surroundings.dropping.size === 0 ? draft.drops : allDrops(draft, drafts, surroundings.dropping),
    open: kind === "switched" ? openStatements(draft, vlans, surroundings.roots) : [],
  };
}

/** Whether a statement that was not understood may say which VLANs the port carries: any may where an access port has no VLAN else. */
function hasOpenVlans({ unknown, mode, accessVlan }: IosDraft): boolean {
  if (mode === "access" && accessVlan === undefined && unknown.length > 0) return true;
  return unknown.some(({ text }) => /^(?:(?:no |default )?switchport|source template)\b/.test(text));
}

function openStatements(draft: IosDraft, vlans: Ranges, roots: readonly CiscoLine[]): OpenStatement[] {
  if (draft.doubts.length === 0 && draft.unknown.length === 0 && draft.translations.length === 0) return [];
  const unknown = draft.unknown.map((line) => ({ text: "a statement that was not understood", line, vlans }));
  const translations = draft.translations.map(({ line, vlan = untaggedIn(draft) }): OpenStatement => {
    const renames = renamingsOf(wordsOf(line)[1] ?? "", roots);
    return { text: "layer-2 NAT", line, vlans: vlan === undefined ? vlans : [[vlan, vlan]], renames };
  });
  return [...draft.doubts.map(({ text, line }) => ({ text, line, vlans })), ...unknown, ...translations];
}

/** The VLAN of frames without a tag; left out: what the port is hangs on its other end. */
function untaggedIn({ mode, accessVlan, nativeVlan }: IosDraft): number | undefined {
  if (mode === "access") return accessVlan ?? 1;
  return mode === "trunk" ? (nativeVlan ?? 1) : undefined;
}

/** Hosts behind a port with layer-2 NAT have other addresses than the rest of their VLAN knows them by. */
function doubtTranslations(draft: IosDraft, concerned: readonly string[], context: CiscoContext): void {
  for (const { line, vlan = untaggedIn(draft) } of draft.translations) {
    const interfaces = [draft.id, ...concerned.filter((id) => vlan === undefined || id === `Vlan${vlan}`)];
    context.doubt(`${draft.id}: layer-2 NAT changes addresses here`, line, { scope: "interfaces", interfaces });
  }
}

/** Policies with a class that drops: those of this interface, and of the port that it is a part of, whose packets its own are (Cisco, QoS). */
function droppingBy({ id, policies }: IosDraft, drafts: Drafts, dropping: ReadonlySet<string>): Drop[] {
  const port = drafts.get(id.replace(/\.\d+$/, ""));
  return [...new Set([...policies, ...(port?.policies ?? [])])]
    .filter(({ name }) => dropping.has(name))
    .map(({ name, line }) => {
      const side = /^service-policy (?:type \S+ )?input\b/.test(line.text) ? "in" : "out";
      return { text: `the policy ${name} drops classes of packets`, line, side, sparesOwn: false };
    });
}

function allDrops(draft: IosDraft, drafts: Drafts, dropping: ReadonlySet<string>): Drop[] {
  return [...draft.drops, ...droppingBy(draft, drafts, dropping)];
}

function protectedPort(draft: IosDraft, ports: PortDefaults): Switchport {
  const protection = portProtection(draft, ports);
  const port = switchportOf(draft, "dynamic");
  if (protection !== undefined) port.protection = protection;
  return port;
}

/** The crypto map that is bound to an interface, where the file has it. */
function cryptoMapOf({ lines }: IosDraft, maps: Around["cryptoMaps"]): CryptoMap | undefined {
  if (maps.size === 0) return undefined;
  const statements = lines.flatMap(({ children }) => children);
  const last = statements.findLast(({ text }) => /^(?:(?:no|default) )?crypto map\b/.test(text));
  return maps.get(/^crypto map (\S+)/.exec(last?.text ?? "")?.[1] ?? "");
}

/** What was made of an interface before the rest of it. */
interface Made {
  readonly kind: Interface["kind"];
  readonly map: CryptoMap | undefined;
  readonly policyRouted: readonly PolicyRouted[];
}

/** An interface with what it is besides by its kind. */
function wholeInterface(
  draft: IosDraft,
  { kind, map, policyRouted }: Made,
  surroundings: Around,
  drafts: Drafts,
  context: CiscoContext,
): Interface {
  const made: Growing<Interface> = interfaceOf(draft, kind, drafts, context);
  if (kind === "tunnel") {
    if (surroundings.takesRoutes || !needsRoutes(draft)) made.takesRoutes = true;
    else made.onlyRouted = true;
    Object.assign(made, endsOf(draft, surroundings.protections));
  }
  if (policyRouted.length > 0) made.policyRouted = policyRouted;
  if (map !== undefined) made.policyTunnels = map.tunnels;
  if (kind === "switched") made.switchport = protectedPort(draft, surroundings.ports);
  made.relays = relaysOf(draft);
  if (kind === "routed" && !draft.passesBroadcasts && !passesByDefault(surroundings.roots)) made.keepsBroadcasts = true;
  // The port and its subinterface of the native VLAN are on one segment, whichever of them takes what comes in without a tag.
  const wire = draft.isNative ? portAbove(draft.id) : surroundings.untagged.has(draft.id) ? draft.id : undefined;
  if (wire !== undefined) made.wire = wire;
  const peer = otherEnd(draft.id);
  if (peer !== undefined && drafts.has(peer)) made.peer = peer;
  const down = surroundings.down.get(draft.id);
  if (down !== undefined && made.enabled && kind === "routed")
    made.stateDoubt = context.doubtAt(`${draft.id} may be down: ${down}`, made.at[0], { scope: "match" });
  return made;
}

/** The other interface of a pair between VRFs: what leaves by one comes in by the other (Cisco IOS-XE, VRF-Aware Software Infrastructure). */
function otherEnd(id: string): string | undefined {
  const [, side, number] = /^vasi(left|right)(\d+)$/i.exec(id) ?? [];
  return side === undefined ? undefined : `vasi${side.toLowerCase() === "left" ? "right" : "left"}${number}`;
}

function interfaceOf(
  draft: IosDraft,
  kind: Interface["kind"],
  drafts: Drafts,
  context: CiscoContext,
): Growing<Interface> {
  const parent = portAbove(draft.id);
  const isUp = parent === undefined ? true : (drafts.get(parent)?.enabled ?? true);
  const svi = /^Vlan(\d+)$/.exec(draft.id);
  const vlan = draft.vlan ?? (svi === null ? undefined : Number(svi[1]));
  const reason = draft.addressReason;
  const addressDoubt = reason && context.doubt(`${draft.id}: ${reason.text}`, reason.line, { scope: "match" });
  const { router } = draft;
  const enabled = draft.enabled && isUp;
  return modelOf(draft, { router, kind, isSvi: svi !== null, enabled, addressDoubt, vlan, parent }, context);
}

/** An interface without any address, borrowed or given, takes no part in routing. */
function kindOf(draft: IosDraft, isSwitch: boolean): Interface["kind"] {
  if (/^Loopback/.test(draft.id)) return "loopback";
  const isAddressed = draft.addresses.some((one) => one.kind !== "virtual") || draft.addressReason !== undefined;
  if (isAddressed) return /^Tunnel/.test(draft.id) ? "tunnel" : "routed";
  if (draft.hasIpv6) return "routed";
  if (draft.switchport === true) return "switched";
  const isDefaultPort = isSwitch && draft.switchport === undefined && draft.router === "default";
  return isDefaultPort && ETHERNET.test(draft.id) ? "switched" : "other";
}
