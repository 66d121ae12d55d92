/** Interfaces of IOS-XR: what they are, whether they are up (reference/cisco.md 2.1). */

import type { Interface } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { hostNetworks } from "../host-networks.js";
import type { BoundInterface } from "../interface-draft.js";
import { portAbove } from "../interface-name.js";
import { readStatement, reportDoubts } from "../interface-statements.js";
import { type Carriers, greOf, type Last, tunnelEnds } from "../tunnel-ends.js";
import type { Bridges } from "./bridges.js";
import { type XrBinding, XrDraft } from "./interface-draft.js";
import { XR_INTERFACE } from "./interface-statements.js";
import { isKnownPort, openedInterface, portName } from "./port-name.js";
import { readSharedAddresses } from "./shared-addresses.js";

export interface XrInterface extends BoundInterface {
  readonly access: readonly XrBinding[];
  readonly frameFilters: readonly CiscoLine[];
}

/** What of the rest of a configuration interfaces depend on. */
export interface XrSurroundings {
  readonly bridges: Bridges;
  /** Names of policies with a class that drops. */
  readonly dropping: ReadonlySet<string>;
  /** Names of all policies. */
  readonly policies: ReadonlySet<string>;
}

type Drafts = ReadonlyMap<string, XrDraft>;

/** All interfaces; one that is opened again is merged. */
export function normalizeInterfaces(
  roots: readonly CiscoLine[],
  surroundings: XrSurroundings,
  context: CiscoContext,
): XrInterface[] {
  const drafts = new Map<string, XrDraft>();
  for (const line of beginning(roots, "interface")) {
    if (!/^(?:no )?interface\b/.test(line.text)) continue;
    const opened = openedInterface(line.text);
    if (opened === undefined) {
      context.unknown(line, "interface", { scope: "device" });
      for (const child of line.children) context.unknown(child, "interface", { scope: "device" });
      continue;
    }
    context.mark(line, "modelled");
    if (line.text.startsWith("no ")) {
      drafts.delete(opened.id);
      for (const child of line.children) context.unknown(child, "interface", { scope: "device" });
      continue;
    }
    const draft = drafts.get(opened.id) ?? new XrDraft(opened.id, context.file);
    drafts.set(opened.id, draft);
    if (opened.isLayer2) draft.isLayer2 = true;
    if (opened.isPreconfigured) draft.isPreconfigured = true;
    draft.lines.push(line);
    for (const child of line.children) readStatement(draft, child, XR_INTERFACE, context);
  }
  readSharedAddresses(roots, drafts, context);
  const natives = [...drafts.values()].filter(({ isNative, enabled }) => isNative && enabled);
  const around = { ...surroundings, untagged: new Map(natives.map((one) => [parentOf(one) ?? "", one.id])) };
  return [...drafts.values()].map((draft) => finish(draft, around, drafts, context));
}

type Around = XrSurroundings & {
  /** Ports, with the subinterface that takes their frames without a tag. */
  readonly untagged: ReadonlyMap<string, string>;
};

function finish(draft: XrDraft, surroundings: Around, drafts: Drafts, context: CiscoContext): XrInterface {
  const { bridges, dropping } = surroundings;
  const kind = kindOf(draft);
  const enabled = isUp(draft, drafts);
  const concerned = [draft.id, ...(bridges.routedBy.get(draft.id) ?? [])];
  doubtState(draft, kind, surroundings);
  reportDoubts(draft, dropping, concerned, context);
  return {
    interface: interfaceOf(
      draft,
      {
        kind,
        enabled,
        ...wireOf(draft, surroundings.untagged),
        bridge: kind === "switched" ? bridges.domains.get(draft.id) : undefined,
        down: whyDown(draft, surroundings, drafts),
      },
      context,
    ),
    bindings: [],
    access: draft.access,
    frameFilters: draft.frameFilters,
    concerned,
  };
}

/** An interface without any address, borrowed or given, takes no part in routing. */
function kindOf(draft: XrDraft): Interface["kind"] {
  if (draft.id.startsWith("Loopback")) return "loopback";
  const isAddressed = draft.addresses.some((one) => one.kind !== "virtual") || draft.addressReason !== undefined;
  if (isAddressed) return draft.id.startsWith("tunnel") ? "tunnel" : "routed";
  if (draft.hasIpv6) return "routed";
  return draft.isLayer2 ? "switched" : "other";
}

/** A subinterface is down with its port, a port of a bundle is not used by itself. */
function isUp(draft: XrDraft, drafts: Drafts): boolean {
  const parent = draft.aggregate === undefined ? drafts.get(parentOf(draft) ?? "") : undefined;
  return draft.enabled && (parent === undefined || isUp(parent, drafts));
}

function parentOf({ id, aggregate }: XrDraft): string | undefined {
  return portAbove(id) ?? aggregate;
}

/** What cannot be as it is written, or not be told: whether packets pass here at all. */
function doubtState(draft: XrDraft, kind: Interface["kind"], { policies }: XrSurroundings): void {
  const [line] = draft.lines;
  for (const one of draft.policies)
    if (!policies.has(one.name))
      draft.doubts.push({ text: `the policy ${one.name} is not in the file`, line: one.line });
  if (line === undefined || (kind !== "routed" && kind !== "tunnel")) return;
  const doubt = (text: string) => draft.doubts.push({ text, line, reroutes: true });
  if (draft.isLayer2) doubt("an address stands on a layer-2 interface, which takes none");
  if (draft.aggregate !== undefined) doubt("an address stands on a port of a bundle, which takes none");
  if (!isKnownPort(draft.id)) doubt("no interface of that kind is known");
  if (draft.id.includes(".") && !draft.hasEncapsulation) doubt("a subinterface without encapsulation passes no packet");
}

/** The port and what takes its frames without a tag are on one segment. */
function wireOf(draft: XrDraft, untagged: ReadonlyMap<string, string>): Pick<Interface, "wire"> {
  const wire = draft.isNative ? parentOf(draft) : untagged.has(draft.id) ? draft.id : undefined;
  return wire === undefined ? {} : { wire };
}

/** Why an interface that nothing switches off may be down. */
function whyDown(draft: XrDraft, { bridges, untagged }: Around, drafts: Drafts): string | undefined {
  if (draft.isPreconfigured) return "its module is not there, and whether it comes is not known";
  if (/^BVI/.test(draft.id) && !bridges.routed.has(draft.id)) return "no bridge domain in the file has it";
  const bundle = /^Bundle-Ether\d+/.exec(draft.id)?.[0];
  const taking = untagged.get(draft.id);
  if (taking !== undefined) return `what comes in without a tag is for ${taking}`;
  const isHeld = [...drafts.values()].some(({ aggregate, enabled }) => aggregate === bundle && enabled);
  return bundle === undefined || isHeld ? undefined : `no port of ${bundle} that is not shut is in the file`;
}

interface Facts extends Pick<Interface, "kind" | "enabled" | "wire"> {
  readonly bridge: string | undefined;
  readonly down: string | undefined;
}

function interfaceOf(draft: XrDraft, { kind, enabled, wire, bridge, down }: Facts, context: CiscoContext): Interface {
  const [first, ...rest] = draft.lines;
  if (first === undefined) throw new Error(`interface ${draft.id} has no line`);
  const parent = parentOf(draft);
  const reason = draft.addressReason;
  const addressDoubt = reason && context.doubt(`${draft.id}: ${reason.text}`, reason.line, { scope: "match" });
  const networks = hostNetworks(draft.id, draft, context);
  const isInUse = enabled && (kind === "routed" || kind === "tunnel");
  const why = isInUse ? down : undefined;
  const stateDoubt = why && context.doubt(`${draft.id} may be down: ${why}`, first, { scope: "match" });
  return {
    id: draft.id,
    ...(draft.description === undefined ? {} : { description: draft.description }),
    router: draft.router,
    kind,
    enabled,
    addresses: draft.addresses,
    ...(networks.length === 0 ? {} : { networks }),
    ...(addressDoubt === undefined ? {} : { addressDoubt }),
    ...(reason?.isUnread ? { unreadAddress: true as const } : {}),
    ...(stateDoubt === undefined ? {} : { stateDoubt }),
    ...(draft.learnsFrom.length === 0 ? {} : { learnsFrom: draft.learnsFrom }),
    ...(draft.vlan === undefined ? {} : { vlan: draft.vlan }),
    ...(parent === undefined ? {} : { parent }),
    ...(wire === undefined ? {} : { wire }),
    ...(bridge === undefined ? {} : { bridge }),
    ...(kind === "tunnel" ? tunnelEnds(draft.lines, { portName, carriersOf }) : {}),
    at: [context.blockAt(first), ...rest.map((line) => context.blockAt(line))],
  };
}

function carriersOf(last: Last): Carriers | undefined {
  const mode = last("tunnel mode ") ?? "gre ipv4";
  if (mode === "gre ipv4") return greOf(last);
  return mode === "ipv4" ? [{ protocol: 4 }] : undefined;
}
