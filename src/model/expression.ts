/** What a rule can say about a packet's header: address and service expressions. Plain data, no behaviour. */
import type { SourceRange } from "../source/range.js";

export type Family = 4 | 6;

/** Id of a doubt of the same device (`Device.doubts`). */
export type DoubtId = string;

/** Addresses of both families. `not` is taken within `family`. Every leaf may point to its lines. */
export type AddressExpression =
  /** Every address of the family; of both when it is left out. */
  | { readonly kind: "any"; readonly family?: Family; readonly at?: SourceRange }
  | { readonly kind: "none"; readonly at?: SourceRange }
  /** `from` to `to`, both inclusive, as unsigned 32-bit integers. A prefix is the range it covers. */
  | { readonly kind: "range4"; readonly from: number; readonly to: number; readonly at?: SourceRange }
  /** All addresses equal to `value` in the bits set in `care` (unsigned 32-bit; `value` is 0 elsewhere). */
  | { readonly kind: "pattern4"; readonly value: number; readonly care: number; readonly at?: SourceRange }
  /** `from` to `to`, both inclusive, 128 bits. Printed as text in JSON. */
  | { readonly kind: "range6"; readonly from: bigint; readonly to: bigint; readonly at?: SourceRange }
  /** An entry of `Device.addresses`, by id. */
  | { readonly kind: "object"; readonly object: string; readonly at?: SourceRange }
  | { readonly kind: "union"; readonly of: readonly AddressExpression[]; readonly at?: SourceRange }
  | {
      readonly kind: "except";
      readonly base: AddressExpression;
      readonly minus: AddressExpression;
      readonly at?: SourceRange;
    }
  | {
      readonly kind: "not";
      readonly of: AddressExpression;
      readonly family: Family | "both";
      readonly at?: SourceRange;
    }
  /** Contents that cannot be known offline: at least `lower` (left out: nothing), at most `upper` (left out: every address). */
  | {
      readonly kind: "unknown";
      readonly doubt: DoubtId;
      readonly lower?: AddressExpression;
      readonly upper?: AddressExpression;
      /**
       * Ids of destination translations (`NatRule.id`). When set, only whether one of these translated the packet is open:
       * if one did, it is exactly `upper`, otherwise exactly `lower` (FortiOS: a policy that names a virtual IP).
       */
      readonly translatedBy?: readonly string[];
      readonly at?: SourceRange;
    };

/** Ports from `from` to `to`, both inclusive, 0 to 65535. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** A condition on the six TCP flags (FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32): `flags & mask` equals `value`. */
export interface FlagTest {
  readonly mask: number;
  readonly value: number;
}

/** Protocols, ports, ICMP types, TCP flags. */
export type ServiceExpression =
  /** Every protocol and port. */
  | { readonly kind: "any"; readonly at?: SourceRange }
  | { readonly kind: "none"; readonly at?: SourceRange }
  /** Every packet of an IP protocol number, 0 to 255. */
  | { readonly kind: "protocol"; readonly protocol: number; readonly at?: SourceRange }
  /**
   * TCP (6), UDP (17), SCTP (132), UDP-Lite (136), DCCP (33) with ports: one of `source` and one of `destination`; a list
   * that is left out allows every port. `flags`, only with TCP: at least one test holds (`established`: ACK or RST set).
   */
  | {
      readonly kind: "ports";
      readonly protocol: number;
      readonly source?: readonly PortRange[];
      readonly destination?: readonly PortRange[];
      readonly flags?: readonly FlagTest[];
      readonly at?: SourceRange;
    }
  /** ICMP (family 4, protocol 1) or ICMPv6 (family 6, protocol 58); type and code 0 to 255, left out: every one. */
  | {
      readonly kind: "icmp";
      readonly family: Family;
      readonly type?: number;
      readonly code?: number;
      readonly at?: SourceRange;
    }
  /** An entry of `Device.services`, by id. */
  | { readonly kind: "object"; readonly object: string; readonly at?: SourceRange }
  | { readonly kind: "union"; readonly of: readonly ServiceExpression[]; readonly at?: SourceRange }
  | { readonly kind: "not"; readonly of: ServiceExpression; readonly at?: SourceRange }
  | {
      readonly kind: "unknown";
      readonly doubt: DoubtId;
      readonly lower?: ServiceExpression;
      readonly upper?: ServiceExpression;
      readonly at?: SourceRange;
    };

/** A named address object, group or alias. Ids are unique in the device; `name` is what the configuration calls it. */
export interface AddressObject {
  readonly id: string;
  readonly name: string;
  readonly value: AddressExpression;
  readonly at: readonly SourceRange[];
}

/** A named service object or group. */
export interface ServiceObject {
  readonly id: string;
  readonly name: string;
  readonly value: ServiceExpression;
  readonly at: readonly SourceRange[];
}
