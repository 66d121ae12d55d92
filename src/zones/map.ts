/** The declared map of zones and conduits, as the stages use it: typed, checked, with places. Made by `readZoneMap`. */
import type { Family, ServiceExpression } from "../model/expression.js";
import type { SourceRange } from "../source/range.js";

export const FOUNDATIONAL_REQUIREMENTS = ["IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"] as const;
export type FoundationalRequirement = (typeof FOUNDATIONAL_REQUIREMENTS)[number];

/** A security level target by foundational requirement, each 0 to 4; what the map leaves out is not there. */
export type SlVector = Readonly<Partial<Record<FoundationalRequirement, number>>>;

export const ZONE_KINDS = [
  "internet",
  "enterprise",
  "dmz",
  "remote-access",
  "vendor",
  "operations",
  "cell",
  "safety",
  "wireless",
  "building",
  "transient",
  "infrastructure",
] as const; // prettier: one list
export type ZoneKind = (typeof ZONE_KINDS)[number];

/** Addresses `from` to `to`, both inclusive: unsigned 32-bit numbers (IPv4) or bigints (IPv6). */
export interface AddressRange {
  readonly family: Family;
  readonly from: number | bigint;
  readonly to: number | bigint;
}

/** A network of a zone: always a prefix. */
export interface ZoneNetwork extends AddressRange {
  readonly prefixLength: number;
  /** As written. */
  readonly text: string;
  readonly at: SourceRange;
}

export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly kind: ZoneKind;
  /** Reference model level, low and high end equal for a single one. */
  readonly level?: { readonly low: number; readonly high: number };
  /** Left out in the map: undefined. */
  readonly slTarget?: SlVector;
  readonly networks: readonly ZoneNetwork[];
  /** Interfaces it is bound to by name: `core-1/Vlan30`. */
  readonly interfaces: readonly { readonly device: string; readonly interface: string; readonly at: SourceRange }[];
  readonly owner?: string;
  readonly review?: string;
  readonly islandMode?: boolean;
  readonly jumpHosts: readonly string[];
  readonly backupTo: readonly string[];
  readonly unpatchable: readonly string[];
  readonly at: SourceRange;
}

/** A host or host group with a name. */
export interface Host {
  readonly name: string;
  readonly ranges: readonly AddressRange[];
  /** The zone it lies in by longest prefix; undefined: in none. */
  readonly zone?: string;
  readonly at: SourceRange;
}

/** One end of a flow. `zone`: all hosts of it. `device`: that device's own addresses. */
export type FlowEnd =
  | {
      readonly kind: "addresses";
      readonly text: string;
      readonly zone: string;
      readonly ranges: readonly AddressRange[];
      readonly at: SourceRange;
    }
  | { readonly kind: "zone"; readonly text: string; readonly zone: string; readonly at: SourceRange }
  | { readonly kind: "device"; readonly text: string; readonly device: string; readonly at: SourceRange };

/** What may start: from any of `from` to any of `to` by `service`. */
export interface Flow {
  /** As written, or `<conduit>#<number from 1>` where the map gives none. Unique in the map. */
  readonly id: string;
  readonly conduit: string;
  readonly from: readonly FlowEnd[];
  readonly to: readonly FlowEnd[];
  readonly service: ServiceExpression;
  /** The service as written, for people. */
  readonly serviceText: string;
  readonly why?: string;
  readonly write?: boolean;
  readonly at: SourceRange;
}

/** Parts of a rule that it can be demanded to name. */
export const DEMANDED_SIDES = ["source", "destination", "service"] as const;

/** What every rule has to have that serves a conduit, or a pair of zones. Left out: not said here. */
export interface Demands {
  /** What it has to name: not any. */
  readonly explicit?: readonly (typeof DEMANDED_SIDES)[number][];
  readonly comment?: boolean;
  /** A regular expression that its comment has to match somewhere; only where a comment is demanded. */
  readonly commentPattern?: string;
  readonly log?: boolean;
  readonly mostSources?: number;
  readonly mostDestinations?: number;
  /** Ports count one by one. */
  readonly mostServices?: number;
  readonly hitWithinDays?: number;
  /** Whether it may not outlive the day of its review: that of its comment, or else that of the conduit. */
  readonly review?: boolean;
  readonly at: SourceRange;
}

/** Demands that count from an SL-T on, whatever conduit joins the zones. */
export interface DefaultDemands extends Demands {
  readonly level: number;
}

export interface Conduit {
  readonly id: string;
  /** Two zones, or more; any of them may be the end of a flow. */
  readonly between: readonly string[];
  readonly slTarget?: SlVector;
  readonly owner?: string;
  readonly review?: string;
  readonly medium?: "wired" | "wireless" | "internet" | "leased" | "serial";
  readonly direction?: string;
  readonly enforcement?: "firewall" | "diode";
  readonly demands?: Demands;
  readonly flows: readonly Flow[];
  readonly at: SourceRange;
}

export interface Exception {
  readonly id: string;
  readonly checks: readonly string[];
  readonly zone?: string;
  readonly conduit?: string;
  readonly flow?: string;
  readonly device?: string;
  readonly reason: string;
  readonly compensating?: string;
  readonly approvedBy: string;
  readonly expires: string;
  readonly at: SourceRange;
}

export interface Attestation {
  readonly requirement: string;
  readonly zones: readonly string[];
  readonly evidence: string;
  readonly owner: string;
  readonly expires: string;
  readonly at: SourceRange;
}

export interface DeclaredDevice {
  readonly name: string;
  /** Path as written, relative to the map's folder. */
  readonly config?: string;
  /** Day of the export. */
  readonly exported?: string;
  /** SHA-256 of the approved configuration, in hex. */
  readonly approved?: string;
  readonly at: SourceRange;
}

/** Versions of a platform that should not run any more. */
export interface Firmware {
  readonly platform: string;
  /** A star at the end stands for anything. */
  readonly versions: readonly string[];
  readonly why: string;
}

/** Of the severities of findings. */
export const SEVERITY_NAMES = ["critical", "high", "medium", "low", "info"] as const;

/** What a plant changes in the checks. */
export interface CheckSettings {
  /** Left out: that of the command line, or the usual one. */
  readonly profile?: string;
  readonly disable: readonly { readonly check: string; readonly reason: string }[];
  /** Checks that are asked although the profile leaves them out. */
  readonly enable: readonly string[];
  readonly severity: Readonly<Record<string, (typeof SEVERITY_NAMES)[number]>>;
  /** Where a name of a check or profile stands first; left out: in no file. */
  readonly places?: ReadonlyMap<string, SourceRange>;
}

export interface ZoneMap {
  readonly file: string;
  /** Left out: nothing is changed. */
  readonly checks?: CheckSettings;
  readonly system?: string;
  readonly zones: readonly Zone[];
  readonly hosts: readonly Host[];
  readonly conduits: readonly Conduit[];
  /** By level, the lowest first; left out: none. */
  readonly demands?: readonly DefaultDemands[];
  /** Services that the map names itself. */
  readonly services: ReadonlyMap<string, ServiceExpression>;
  readonly devices: readonly DeclaredDevice[];
  /** Left out: nobody keeps such a list. */
  readonly firmware?: readonly Firmware[];
  readonly exceptions: readonly Exception[];
  readonly attestations: readonly Attestation[];
}
