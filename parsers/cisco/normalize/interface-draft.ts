/** An interface while its statements are read: later ones overwrite earlier ones, lists grow. */
import type { Interface, InterfaceAddress, Switchport } from "../../../src/model/device.js";
import type { SourceRange } from "../../../src/source/range.js";
import type { CiscoLine } from "../tree.js";
import type { CiscoContext } from "./context.js";
import { type Advertised, hostNetworks, takenOut } from "./host-networks.js";

/** An access list bound to an interface. */
export interface Binding {
  readonly list: string;
  readonly family: 4 | 6;
  readonly direction: "in" | "out";
  readonly line: CiscoLine;
}

/** An interface with what later parts need of it. */
export interface BoundInterface {
  readonly interface: Interface;
  readonly bindings: readonly Binding[];
  /** Interfaces whose packets a filter on this one meets: itself, and for a switch port those of the VLANs it carries. */
  readonly concerned: readonly string[];
}

/** What an interface is by more than its own statements. */
export interface InterfaceFacts {
  readonly router: string;
  readonly kind: Interface["kind"];
  readonly isSvi: boolean;
  readonly enabled: boolean;
  readonly addressDoubt: Interface["addressDoubt"];
  readonly vlan: number | undefined;
  readonly parent: string | undefined;
  readonly switchport?: Switchport | undefined;
}

/** The interface of the model, the keys in the order that reports have them in. */
export function modelOf(draft: InterfaceDraft, facts: InterfaceFacts, context: CiscoContext): Growing<Interface> {
  const { id, description, zone, learnsFrom } = draft;
  const [first] = draft.lines;
  if (first === undefined) throw new Error(`interface ${id} has no line`);
  const made: Partial<Growing<Interface>> = { id };
  if (description !== undefined) made.description = description;
  made.router = facts.router;
  made.kind = facts.kind;
  if (facts.isSvi) made.svi = true;
  made.enabled = facts.enabled;
  if (zone !== undefined) made.zone = zone;
  made.addresses = draft.addresses;
  const networks = draft.advertised.length === 0 ? [] : hostNetworks(id, draft, context);
  if (networks.length > 0) made.networks = networks;
  const out = draft.advertised.length === 0 ? undefined : takenOut(draft);
  if (out !== undefined)
    made.stateDoubt = context.doubt(`${id} may be as one that is down: ${out.text} is off the link`, out.line, {
      scope: "match",
    });
  if (facts.addressDoubt !== undefined) made.addressDoubt = facts.addressDoubt;
  if (draft.addressReason?.isUnread) made.unreadAddress = true;
  if (learnsFrom.length > 0) made.learnsFrom = learnsFrom;
  if (facts.vlan !== undefined) made.vlan = facts.vlan;
  if (facts.parent !== undefined) made.parent = facts.parent;
  if (facts.switchport !== undefined) made.switchport = facts.switchport;
  const at: [SourceRange, ...SourceRange[]] = [context.blockAt(first)];
  for (let again = 1; again < draft.lines.length; again++) at.push(context.blockAt(draft.lines[again] as CiscoLine));
  made.at = at;
  return made as Growing<Interface>; // all that it cannot be without was set above
}

/** A part of the model while it is put together, field by field: each spread in between takes V8 as long as ten fields. */
export type Growing<Part> = { -readonly [Key in keyof Part]: Part[Key] };

/**
 * An interface while it is read. A class: objects made by spreading another one take V8 some microseconds each, and as many again
 * for the fields that are added to them (measured: 9 of a port with 6 statements, 0.1 so).
 */
export class InterfaceDraft {
  lines: CiscoLine[] = [];
  addresses: InterfaceAddress[] = [];
  /** Networks that hosts on its segment are told to take addresses of. */
  advertised: readonly Advertised[] = [];
  /** Groups whose shared address comes from a peer. */
  learnsFrom: string[] = [];
  bindings: Binding[] = [];
  router = "default";
  enabled = true;
  description?: string;
  nat?: "inside" | "outside";
  zone?: string;
  vlan?: number;
  switchport?: boolean | undefined;
  mode?: Switchport["mode"];
  accessVlan?: number;
  nativeVlan?: number;
  /** Carried tagged beside the access VLAN. */
  voiceVlan?: number;
  allowed?: [number, number][];
  /** A protocol (IPv6, on NX-OS `ip forward`) is switched on without an address that others know. */
  hasIpv6 = false;
  addressReason?: { text: string; line: CiscoLine; isUnread?: true };
  /** `reroutes`: packets that come in may be sent another way than routes say; `bridges`: it is joined to VLANs by it. */
  doubts: { text: string; line: CiscoLine; reroutes?: true; bridges?: true }[] = [];
  /** A port that is kept apart from others of its kind. */
  isProtected?: CiscoLine;
  /** Policies of `service-policy`. */
  policies: { name: string; line: CiscoLine }[] = [];
  /** Whether some statement says that it passes broadcasts on to all hosts of a network, or that they have another address. */
  passesBroadcasts = false;
  /** Statements that were not understood. */
  unknown: CiscoLine[] = [];

  /** @param file whose lines say what it is. */
  constructor(
    readonly id: string,
    readonly file: string,
  ) {}
}
