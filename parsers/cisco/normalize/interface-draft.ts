/** An interface while its statements are read: later ones overwrite earlier ones, lists grow. */
import type { Interface, InterfaceAddress, Switchport } from "../../../src/model/device.js";
import type { CiscoLine } from "../tree.js";

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

/** A part of the model while it is put together, field by field: each spread in between takes V8 as long as ten fields. */
export type Growing<Part> = { -readonly [Key in keyof Part]: Part[Key] };

/**
 * An interface while it is read. A class: objects made by spreading another one take V8 some microseconds each, and as many again
 * for the fields that are added to them (measured: 9 of a port with 6 statements, 0.1 so).
 */
export class InterfaceDraft {
  lines: CiscoLine[] = [];
  addresses: InterfaceAddress[] = [];
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
  addressReason?: { text: string; line: CiscoLine };
  /** `reroutes`: packets that come in may be sent another way than routes say. */
  doubts: { text: string; line: CiscoLine; reroutes?: boolean }[] = [];
  /** A port that is kept apart from others of its kind. */
  isProtected?: CiscoLine;
  /** Policies of `service-policy`. */
  policies: { name: string; line: CiscoLine }[] = [];
  /** Statements that were not understood. */
  unknown: CiscoLine[] = [];

  constructor(readonly id: string) {}
}
