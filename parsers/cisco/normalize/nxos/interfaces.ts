/** Interfaces of NX-OS: what they are, whether they are up (reference/cisco.md 2.1). */

import type { CarriedFilter, Interface } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { type Binding, type BoundInterface, modelOf } from "../interface-draft.js";
import { portAbove } from "../interface-name.js";
import { readStatement, reportDoubts } from "../interface-statements.js";
import { takePolicies } from "../policy-routing.js";
import {
  type CarriedVlans,
  carriedVlans,
  doubtMisplacedAddress,
  type Svis,
  svisAmong,
  switchportOf,
  vlansOf,
} from "../switchport.js";
import { type Carriers, greOf, type Last, tunnelEnds } from "../tunnel-ends.js";
import { heldBy, type Standing, whyDown } from "../up-states.js";
import type { Ranges } from "../vlans.js";
import { NxosDraft } from "./interface-draft.js";
import { INHERITED, NXOS_INTERFACE } from "./interface-statements.js";
import type { NxosModel } from "./model.js";
import { portName, portNames } from "./port-name.js";
import { fromProfile, type PortProfiles, readPortProfiles } from "./port-profiles.js";
import type { Vrfs } from "./vrfs.js";

export interface NxosInterface extends BoundInterface {
  /** Lists of layer-2 ports. */
  readonly portBindings: readonly Binding[];
  /** The VLANs that it may carry; of what is surely no layer-2 port none. */
  readonly vlans: CarriedFilter["vlans"];
  /** Why it may stop what it carries, beside its lists. */
  readonly drops: readonly { readonly text: string; readonly line: CiscoLine }[];
}

/** What of the rest of a configuration interfaces depend on. */
export interface NxosSurroundings {
  readonly model: NxosModel;
  readonly vrfs: Vrfs;
  /** Names of policies with a class that drops. */
  readonly dropping: ReadonlySet<string>;
  readonly hasSvis: boolean;
  /** VLANs that are switched off: their SVIs may be down. */
  readonly suspended: Ranges;
  /** All VLANs that there are; left out: the file may not list them all. */
  readonly listed: Ranges | undefined;
}

type Drafts = ReadonlyMap<string, NxosDraft>;

/** All interfaces; one that is opened again is merged. */
export function normalizeInterfaces(
  roots: readonly CiscoLine[],
  surroundings: NxosSurroundings,
  context: CiscoContext,
): NxosInterface[] {
  const drafts = new Map<string, NxosDraft>();
  const profiles = readPortProfiles(roots);
  for (const line of beginning(roots, "interface")) {
    const name = /^(?:no )?interface\s+(?!breakout\b)(.+)$/i.exec(line.text)?.[1];
    if (name === undefined) continue;
    const ids = portNames(name);
    if (ids === undefined) {
      context.unknown(line, "interface", { scope: "device" });
      for (const child of line.children) context.unknown(child, "interface", { scope: "device" });
      continue;
    }
    context.mark(line, "modelled");
    for (const id of ids) {
      if (/^no /i.test(line.text)) drafts.delete(id);
      else readInto(draftOf(drafts, id, context), line, profiles, context);
    }
  }
  for (const draft of drafts.values()) draft.router = surroundings.vrfs.nameOf(draft.router);
  const standings = [...drafts.values()].map((draft) => standingOf(draft, surroundings, drafts));
  const hasOtherPorts = [...drafts.keys()].some((id) => /^(?:nve|overlay)/i.test(id));
  const { suspended, listed } = surroundings;
  const down = whyDown(standings, { suspended, listed, hasOtherPorts });
  const around = { ...surroundings, roots, svis: svisAmong(drafts.keys()), down };
  return [...drafts.values()].map((draft) => finish(draft, around, drafts, context));
}

function draftOf(drafts: Map<string, NxosDraft>, id: string, { file }: CiscoContext): NxosDraft {
  const known = drafts.get(id);
  if (known !== undefined) return known;
  const draft = new NxosDraft(id, file);
  drafts.set(id, draft);
  return draft;
}

function readInto(draft: NxosDraft, line: CiscoLine, profiles: PortProfiles, context: CiscoContext): void {
  draft.lines.push(line);
  const taken = profiles.size === 0 ? undefined : fromProfile(line, profiles);
  draft.hasProfile = taken !== undefined;
  for (const child of taken ?? []) readStatement(draft, child, NXOS_INTERFACE, context);
  for (const child of line.children) readStatement(draft, child, NXOS_INTERFACE, context);
}

type Around = NxosSurroundings & {
  readonly roots: readonly CiscoLine[];
  readonly svis: Svis;
  readonly down: ReadonlyMap<string, string>;
};

function finish(draft: NxosDraft, surroundings: Around, drafts: Drafts, context: CiscoContext): NxosInterface {
  const { dropping } = surroundings;
  const kind = kindOf(draft, surroundings.model);
  const port = asPort(draft);
  const concerned =
    kind === "routed" || kind === "tunnel"
      ? [draft.id, ...doubtMisplacedAddress(draft, surroundings.svis)]
      : [draft.id, ...carriedVlans(port, surroundings.svis), ...bridgeDomains(draft, drafts)];
  const state = stateIn(draft, surroundings, drafts);
  doubtLayers(draft, kind);
  doubtLoose(draft);
  const policyRouted = takePolicies(draft, draft.id, surroundings.roots, context);
  reportDoubts(draft, dropping, concerned, context);
  const made = interfaceOf(draft, kind, state !== "down", context);
  return {
    interface: withState(
      policyRouted.length === 0 ? made : { ...made, policyRouted },
      state === "unknown" ? "nothing in the file says whether it is up" : surroundings.down.get(draft.id),
      context,
    ),
    bindings: draft.bindings,
    portBindings: draft.portBindings,
    concerned,
    vlans:
      kind === "switched" || draft.extended !== undefined || mayBeSwitched(draft, kind, surroundings.model)
        ? vlansOf(port)
        : [],
    drops: [...draft.doubts, ...droppingOf(draft, dropping)],
  };
}

/** The routed interfaces of the bridge domains that service instances of a port may belong to. */
function bridgeDomains({ doubts }: NxosDraft, drafts: Drafts): string[] {
  return doubts.some(({ bridges }) => bridges === true) ? [...drafts.keys()].filter((id) => /^bdi\d+$/i.test(id)) : [];
}

/** An interface that is taken as up, with why it may be down all the same. */
function withState(one: Interface, down: string | undefined, context: CiscoContext): Interface {
  if (down === undefined || !one.enabled || one.kind === "switched" || one.kind === "other") return one;
  return { ...one, stateDoubt: context.doubtAt(`${one.id} may be down: ${down}`, one.at[0], { scope: "match" }) };
}

function standingOf(draft: NxosDraft, surroundings: NxosSurroundings, drafts: Drafts): Standing {
  const { model } = surroundings;
  const kind = kindOf(draft, model);
  const isPort = kind === "switched" || mayBeSwitched(draft, kind, model);
  const holds = isPort && !draft.isLeftOut ? heldBy(draft, "access") : [];
  const isUp = stateIn(draft, surroundings, drafts) !== "down";
  return { id: draft.id, lines: draft.lines, isUp, aggregate: draft.aggregate, vlans: isPort ? holds : undefined };
}

/** Lists of before that none has taken the place of. */
function doubtLoose({ bindings, loose, doubts }: NxosDraft): void {
  if (loose === undefined || !bindings.some((binding) => loose.bindings.includes(binding))) return;
  doubts.push({
    text: "whether its lists stay when its addresses are taken from it is not documented",
    line: loose.line,
  });
}

/** A port that says nothing is an access port of VLAN 1; a server may put it into any as stations log in, or a profile not read. */
function asPort(draft: NxosDraft): CarriedVlans {
  const { mode = "access", accessVlan, voiceVlan, allowed, asksLogins, extended, doubts } = draft;
  if (extended !== undefined) return { mode: "trunk", allowed: extended.map(([from, to]) => [from, to]) };
  if (asksLogins === true || doubts.some(({ text }) => text === INHERITED)) return { mode: "trunk" };
  return { mode, accessVlan, voiceVlan, allowed };
}

function droppingOf({ policies }: NxosDraft, dropping: ReadonlySet<string>): NxosInterface["drops"] {
  return policies
    .filter(({ name }) => dropping.has(name))
    .map(({ name, line }) => ({ text: `the policy ${name} drops classes of packets`, line }));
}

/** What cannot be as it is written: a device shows no such thing, a script may. */
function doubtLayers(draft: NxosDraft, kind: Interface["kind"]): void {
  const [line] = draft.lines;
  if (line === undefined || kind !== "routed") return;
  if (draft.id.includes(".") && draft.vlan === undefined)
    draft.doubts.push({ text: "a subinterface without a VLAN passes no packet", line });
}

const PORT = /^(?:Ethernet|port-channel)[\d/]+$/;

/** An interface without any address, borrowed or given, takes no part in routing. */
function kindOf(draft: NxosDraft, { isSwitchedByDefault }: NxosModel): Interface["kind"] {
  if (/^loopback/.test(draft.id)) return "loopback";
  const isAddressed = draft.addresses.some((one) => one.kind !== "virtual") || draft.addressReason !== undefined;
  if (isAddressed) return /^Tunnel/.test(draft.id) ? "tunnel" : "routed";
  if (draft.hasIpv6) return "routed";
  if (draft.switchport === true) return "switched";
  const isDefault = draft.switchport === undefined && draft.router === "default";
  return isDefault && isSwitchedByDefault === true && PORT.test(draft.id) ? "switched" : "other";
}

/** Whether the file leaves open that it is a layer-2 port. */
function mayBeSwitched(draft: NxosDraft, kind: Interface["kind"], { isSwitchedByDefault }: NxosModel): boolean {
  const isOpen = draft.switchport === undefined && draft.router === "default" && isSwitchedByDefault !== false;
  return kind === "other" && isOpen && PORT.test(draft.id);
}

type State = "up" | "down" | "unknown";

/** The state with what an interface needs: its VRF, and for an SVI the feature. */
function stateIn(draft: NxosDraft, { model, vrfs, hasSvis }: NxosSurroundings, drafts: Drafts): State {
  const own = stateOf(draft, model, drafts);
  if (own === "down" || vrfs.isDown(draft.router)) return "down";
  return isSvi(draft) && !hasSvis ? "down" : own;
}

function stateOf(draft: NxosDraft, model: NxosModel, drafts: Drafts): State {
  const parent = drafts.get(parentOf(draft) ?? "");
  const above = parent === undefined || draft.aggregate !== undefined ? "up" : stateOf(parent, model, drafts);
  const own = draft.shutdown === undefined ? unwrittenState(draft, model) : draft.shutdown ? "down" : "up";
  if (own === "down" || above === "down") return "down";
  return own === "unknown" || above === "unknown" ? "unknown" : "up";
}

/** Whether an interface is up that says neither, as far as it was read: a line that was not may be the `no shutdown`. */
function unwrittenState(draft: NxosDraft, model: NxosModel): State {
  const state = defaultState(draft, model);
  return state === "down" && draft.unknown.length > 0 ? "unknown" : state;
}

/** Whether an interface is up that says neither `shutdown` nor `no shutdown`. */
function defaultState(
  { id, switchport }: NxosDraft,
  { family, isSwitchedByDefault, isShutByDefault }: NxosModel,
): State {
  if (/^(?:loopback|mgmt)/.test(id)) return "up";
  if (id.startsWith("Vlan")) return "down";
  if (id.startsWith("port-channel")) return id.includes(".") ? "down" : "up";
  if (!id.startsWith("Ethernet")) return "unknown";
  if ((switchport ?? isSwitchedByDefault) === true && !id.includes(".")) return isShutByDefault ? "down" : "up";
  if (family === "n9k") return "down";
  return (family === "n5k" || family === "n3k") && !id.includes(".") ? "up" : "unknown";
}

function parentOf({ id, aggregate }: NxosDraft): string | undefined {
  return portAbove(id) ?? aggregate;
}

function isSvi({ id }: NxosDraft): boolean {
  return /^Vlan\d+$/.test(id);
}

function interfaceOf(draft: NxosDraft, kind: Interface["kind"], enabled: boolean, context: CiscoContext): Interface {
  const parent = parentOf(draft);
  const vlan = isSvi(draft) ? Number(draft.id.slice(4)) : draft.vlan;
  const reason = draft.addressReason;
  const addressDoubt = reason && context.doubt(`${draft.id}: ${reason.text}`, reason.line, { scope: "match" });
  const switchport = kind === "switched" ? switchportOf(draft, "access") : undefined;
  const facts = { router: draft.router, kind, isSvi: isSvi(draft), enabled, addressDoubt, vlan, parent, switchport };
  const made = modelOf(draft, facts, context);
  if (kind === "tunnel") Object.assign(made, tunnelEnds(draft.lines, { portName, carriersOf }));
  return kind === "routed" && !draft.passesBroadcasts ? { ...made, keepsBroadcasts: true } : made;
}

function carriersOf(last: Last): Carriers | undefined {
  const mode = last("tunnel mode ") ?? "gre ip";
  if (mode === "gre ip") return greOf(last);
  return mode === "ipip" || mode === "ipip ip" ? [{ protocol: 4 }] : undefined;
}
