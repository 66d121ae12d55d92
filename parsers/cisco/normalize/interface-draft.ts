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

export interface InterfaceDraft {
  id: string;
  lines: CiscoLine[];
  addresses: InterfaceAddress[];
  /** Groups whose shared address comes from a peer. */
  learnsFrom: string[];
  bindings: Binding[];
  router: string;
  enabled: boolean;
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
  hasIpv6: boolean;
  addressReason?: { text: string; line: CiscoLine };
  /** `reroutes`: packets that come in may be sent another way than routes say. */
  doubts: { text: string; line: CiscoLine; reroutes?: boolean }[];
  /** A port that is kept apart from others of its kind. */
  isProtected?: CiscoLine;
  /** Policies of `service-policy`. */
  policies: { name: string; line: CiscoLine }[];
  /** Statements that were not understood. */
  unknown: CiscoLine[];
}

export function newInterface(id: string): InterfaceDraft {
  return {
    id,
    lines: [],
    addresses: [],
    learnsFrom: [],
    bindings: [],
    router: "default",
    hasIpv6: false,
    enabled: true,
    doubts: [],
    policies: [],
    unknown: [],
  };
}
