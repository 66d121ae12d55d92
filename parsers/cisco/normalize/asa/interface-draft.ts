/** An interface of an ASA while its statements are read. */
import type { Interface, InterfaceAddress } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import type { Advertised } from "../host-networks.js";

/** Why a statement leaves open what passes. `reroutes`: it sends packets another way than routes say; `isTrunk`: it makes a trunk. */
export interface AsaDoubtful {
  readonly text: string;
  readonly reroutes?: true;
  readonly isTrunk?: true;
}

export interface InterfaceDraft {
  /** The name of the hardware: `GigabitEthernet0/0.10`, `Vlan2`, `BVI1`. */
  readonly hardware: string;
  readonly lines: CiscoLine[];
  addresses: InterfaceAddress[];
  /** Networks that hosts on its segment are told to take addresses of. */
  advertised: readonly Advertised[];
  /** The aggregate that it is a member of. */
  aggregate?: string;
  /** Of a redundant interface: its members. */
  readonly members: Set<string>;
  enabled: boolean;
  managementOnly: boolean;
  hasIpv6: boolean;
  description?: string;
  nameif?: string;
  level?: { readonly value: number; readonly line: CiscoLine };
  vlan?: number;
  accessVlan?: number;
  bridgeGroup?: { readonly number: string; readonly line: CiscoLine };
  addressReason?: { readonly text: string; readonly line: CiscoLine; readonly isUnread?: true };
  doubts: (AsaDoubtful & { readonly line: CiscoLine })[];
  readonly unknown: CiscoLine[];
}

export function newInterface(hardware: string): InterfaceDraft {
  return {
    hardware,
    lines: [],
    addresses: [],
    advertised: [],
    members: new Set(),
    enabled: true,
    managementOnly: false,
    hasIpv6: false,
    doubts: [],
    unknown: [],
  };
}

/** An interface with what later parts need of it. */
export interface AsaInterface {
  readonly interface: Interface;
  /** Security level, 0 to 100. */
  readonly level: number;
  /** The line that says the level, or the name that it follows from. */
  readonly levelLine: CiscoLine;
  /** Passes packets to other interfaces: has a name and is not for management only. */
  readonly forwards: boolean;
}
