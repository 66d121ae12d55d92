/** The JSON report, as scripts read it. `schemas/report.schema.json` is generated from these types. */
import type { FindingStatus, FindingVerdict, Severity } from "../judge/finding.js";
import type { FollowUpJson } from "./follow-up-shape.js";
import type { RequirementJson } from "./requirement-shape.js";
import type { AreaJson, ShownJson } from "./views-shape.js";

/** Everything one run of `zoneproof check` found out. Keys that a thing has not are `null`, never left out. */
export interface ReportJson {
  /** Grows when a key changes its meaning; new keys do not count. */
  readonly schemaVersion: 2;
  readonly tool: { readonly name: "zoneproof"; readonly version: string };
  readonly summary: SummaryJson;
  /** Which part of `findings` and `plan` was asked for; `null`: they are whole. Everything else is whole always. */
  readonly shown: ShownJson | null;
  readonly inputs: readonly InputJson[];
  /** The declared map in short; `null` where none was given. */
  readonly map: MapJson | null;
  /** Every ordered pair of zones, in the order of the map; empty without a map. */
  readonly pairs: readonly PairJson[];
  readonly devices: readonly DeviceJson[];
  /** Worst first. */
  readonly findings: readonly FindingJson[];
  /** The short list: what to change, by phase, then by score. */
  readonly plan: readonly ActionJson[];
  /** The areas that checks belong to: what is open in each, and how far it was looked at. */
  readonly areas: readonly AreaJson[];
  /** The gap analysis: requirements of IEC 62443-3-3, by zone and by conduit. */
  readonly requirements: readonly RequirementJson[];
  /** The checks that found something, by id: what they say whatever they found it in. */
  readonly checks: Readonly<Record<string, CheckJson>>;
  /** Exceptions of the map, whether they fit anything or not. */
  readonly exceptions: readonly ExceptionJson[];
  readonly attestations: readonly AttestationJson[];
  /** How it went over the runs that were kept, what is accepted since, what ends soon. */
  readonly followUp: FollowUpJson;
  /** Checks that could not look. */
  readonly notAssessed: readonly { readonly check: string; readonly device: string | null; readonly reason: string }[];
  /** Which checks judged, where that is not every shipped one as it is. */
  readonly settings: SettingsJson;
  readonly diagnostics: readonly DiagnosticJson[];
  /** What the verdicts assume, one sentence each. */
  readonly assumptions: readonly string[];
}

export interface SummaryJson {
  /** Open findings by severity. */
  readonly open: Readonly<Record<Severity, number>>;
  /** Open findings that are in the baseline that was given. */
  readonly known: number;
  readonly advice: number;
  readonly accepted: number;
  /** Ordered pairs of zones by verdict. */
  readonly pairs: Readonly<Record<"violated" | "unproved" | "proved", number>>;
  readonly failedInputs: number;
  /** Checks that were not asked. */
  readonly disabled: number;
}

export interface SettingsJson {
  readonly profile: string;
  /** Checks that were not asked, and why. */
  readonly disabled: readonly { readonly check: string; readonly reason: string }[];
  readonly severities: readonly { readonly check: string; readonly severity: Severity; readonly usual: Severity }[];
  /** Policies of the plant; `null` where there are none. */
  readonly own: {
    readonly label: string;
    readonly checks: readonly string[];
    /** Those that stand in place of shipped ones. */
    readonly overrides: readonly string[];
  } | null;
  /** Thresholds that are not the usual ones. */
  readonly thresholds: readonly {
    readonly check: string;
    readonly name: string;
    readonly value: ThresholdJson;
    readonly usual: ThresholdJson;
  }[];
}

type ThresholdJson = number | string | boolean | readonly number[] | readonly string[];

export interface InputJson {
  readonly file: string;
  /** Of the bytes as read, lower-case hex. */
  readonly sha256: string;
  /** `archive`: what inputs with `!/` in their names were taken out of. */
  readonly role: "configuration" | "map" | "failed" | "skipped" | "archive";
  readonly vendor: string | null;
  readonly platform: string | null;
  readonly devices: readonly string[];
  /** `modelled + ignored + notUnderstood = lines`; `null` where no line was accounted for. */
  readonly counts: CountsJson | null;
}

export interface CountsJson {
  readonly lines: number;
  readonly modelled: number;
  readonly ignored: number;
  readonly notUnderstood: number;
  readonly notUnderstoodFiltering: number;
}

export interface MapJson {
  readonly system: string | null;
  readonly zones: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly slTarget: SlJson | null;
    readonly owner: string | null;
    readonly networks: readonly string[];
  }[];
  readonly conduits: readonly {
    readonly id: string;
    readonly between: readonly string[];
    readonly slTarget: SlJson | null;
    readonly owner: string | null;
    readonly flows: readonly string[];
  }[];
}

/** Security levels by foundational requirement, 0 to 4; null: the SL-T leaves it out. */
export interface SlJson {
  readonly IAC: number | null;
  readonly UC: number | null;
  readonly SI: number | null;
  readonly DC: number | null;
  readonly RDF: number | null;
  readonly TRE: number | null;
  readonly RA: number | null;
}

/** A rule that lets undeclared packets through. */
export interface ExcessJson {
  readonly device: string;
  readonly rule: string;
  readonly certain: boolean;
  readonly boxes: readonly BoxJson[];
  /** Boxes left out of `boxes`. */
  readonly moreBoxes: number;
  /** How many packets those hold, in decimal. */
  readonly morePackets: string;
  readonly locations: readonly LocationJson[];
}

/** What may start from one zone to another. */
export interface PairJson {
  readonly from: string;
  readonly to: string;
  readonly verdict: "violated" | "unproved" | "proved";
  /** The conduit that joins them. */
  readonly conduit: string | null;
  readonly slTarget: SlJson;
  /** Whether given devices join both zones, alone or in a row, and which are on the way. */
  readonly attached: boolean;
  readonly devices: readonly string[];
  /** The ways between them, device by device; `because`: why packets may go there although no route says so. */
  readonly paths: readonly {
    readonly hops: readonly {
      readonly device: string;
      readonly ingress: string;
      readonly egress: string;
      /** Whether packets come or leave in an encrypted tunnel. */
      readonly tunnel: boolean;
      /** What the device translates; left out where it is nothing. Sets are told by the real ends. */
      readonly translations?: readonly {
        readonly of: "destination" | "source";
        readonly from: string;
        readonly to: string;
        readonly rules: readonly string[];
      }[];
    }[];
    readonly because: string | null;
    readonly passes: "surely" | "perhaps" | "nothing";
    /** How many more ways differ from it in nothing but the interfaces of its devices; left out where there are none. */
    readonly alike?: number;
  }[];
  /** How many more ways there are than are told; left out where there are none. */
  readonly morePaths?: number;
  /** A packet that passes and no conduit declares; where unproved, one that passes if the doubts turn out badly. */
  readonly witness: WitnessJson | null;
  /** Why it is not decided; empty unless unproved. */
  readonly reasons: readonly DoubtJson[];
  /** Rules that let undeclared packets through. */
  readonly excess: readonly ExcessJson[];
  /** Rules that let undeclared packets through on their device, which another device on the way stops. */
  readonly stopped: readonly (ExcessJson & { readonly stoppedBy: readonly string[] })[];
  /** Rules that deny the rest: the evidence of `proved`. */
  readonly deniedBy: readonly {
    readonly device: string;
    readonly rule: string;
    readonly locations: readonly LocationJson[];
  }[];
  /** The declared flows of this direction: whether they can work. */
  readonly flows: readonly {
    readonly id: string;
    readonly conduit: string;
    readonly service: string;
    readonly state: "open" | "blocked" | "unknown";
    /** Of a blocked flow: some of it surely gets there all the same, or perhaps; left out: nothing of it. */
    readonly part?: "surely" | "perhaps";
  }[];
}

export interface DeviceJson {
  readonly id: string;
  readonly vendor: string;
  readonly platform: string;
  readonly version: string | null;
  readonly hostname: string | null;
  /** Zones it joins. */
  readonly zones: readonly string[];
  readonly notUnderstood: readonly {
    /** Secrets hidden. */
    readonly statement: string;
    readonly section: string;
    /** Whether it could change what is filtered. */
    readonly filtering: boolean;
    readonly location: LocationJson;
  }[];
  readonly doubts: readonly DoubtJson[];
}

/** What a check says of itself. */
export interface CheckJson {
  readonly area: string;
  readonly title: string;
  /** `SR 5.2`, `SR 5.2 RE 1` of IEC 62443-3-3. */
  readonly requirements: readonly string[];
  readonly owner: string;
  readonly phase: number;
  readonly why: string;
  readonly action: string;
}

export interface FindingJson {
  /** A key of `checks`. */
  readonly check: string;
  readonly verdict: FindingVerdict;
  readonly status: FindingStatus;
  readonly severity: Severity;
  readonly message: string;
  readonly device: string | null;
  /** Zones, for a finding about a pair. */
  readonly from: string | null;
  readonly to: string | null;
  readonly conduit: string | null;
  /** The zone, for a finding about one in the map. */
  readonly zone: string | null;
  /** The declared flow it is about. */
  readonly flow: string | null;
  /** The exception of the map that fits; the finding is `accepted` unless it has expired. */
  readonly exception: AppliedExceptionJson | null;
  /** SL-T in the elements that the check counts: `RDF 2`. */
  readonly slTarget: string | null;
  /** The rule as people name it. */
  readonly rule: string | null;
  readonly witness: WitnessJson | null;
  readonly boxes: readonly BoxJson[];
  readonly doubts: readonly DoubtJson[];
  /** The lines to change first, then the objects behind them. */
  readonly locations: readonly LocationJson[];
  /** Stable under line moves, renumbering and reformatting. Hex. */
  readonly fingerprint: string;
}

/** One change, and the open findings that it repairs. */
export interface ActionJson {
  /** 1 biggest risks, 2 medium, 3 refine. */
  readonly phase: number;
  /** `IT`, `OT`, `business`. */
  readonly owners: readonly string[];
  /** 0 to 10: severity weighed by the security level, by safety, and by who can reach it. */
  readonly score: number;
  readonly severity: Severity;
  readonly name: string;
  /** What to do, the weightiest first. */
  readonly steps: readonly string[];
  /** Fingerprints of `findings`, of those that are not shown too. */
  readonly findings: readonly string[];
  readonly locations: readonly LocationJson[];
  /** A change that was tried, or why none is proposed; `null`: none was asked for, or the action is not among the first. */
  readonly proposal: ProposalJson | null;
}

/** What became of looking for a change. */
export type ProposalJson =
  | {
      readonly kind: "checked";
      /** What it does, and where it is entered. */
      readonly what: string;
      readonly where: string;
      readonly file: string;
      /** In the vendor's syntax; of XML what goes (`- `) and what comes (`+ `). Secrets are masked. */
      readonly lines: readonly string[];
      /** How many findings of the action, and of others, are gone with it. */
      readonly repairs: number;
      readonly elsewhere: number;
      /** The checks that found something of the action: how many of their findings are gone with it, and there still. */
      readonly judgedBy: readonly { readonly check: string; readonly gone: number; readonly left: number }[];
      /** Findings that come with it, all less severe. */
      readonly brings: readonly { readonly check: string; readonly severity: Severity; readonly message: string }[];
      /** Whether it was tried together with the others that are proposed, and goes with them. */
      readonly fitsOthers: boolean;
      /** What has to be looked at first. */
      readonly cautions: readonly string[];
    }
  | { readonly kind: "none"; readonly why: string };

export interface AppliedExceptionJson {
  readonly id: string;
  readonly reason: string;
  readonly compensating: string | null;
  readonly approvedBy: string;
  /** The last day on which it counts. */
  readonly expires: string;
  readonly expired: boolean;
}

/** An exception of the map. */
export interface ExceptionJson extends Omit<AppliedExceptionJson, "expired"> {
  readonly checks: readonly string[];
  readonly zone: string | null;
  readonly conduit: string | null;
  readonly flow: string | null;
  readonly device: string | null;
  /** `null`: no day was given to judge it for. */
  readonly expired: boolean | null;
  /** How many findings it fits. */
  readonly findings: number;
  readonly location: LocationJson;
}

/** What somebody vouches for. */
export interface AttestationJson {
  readonly requirement: string;
  readonly zones: readonly string[];
  readonly evidence: string;
  readonly owner: string;
  readonly expires: string;
  readonly expired: boolean | null;
  readonly location: LocationJson;
}

/** Lines and columns from 1, the end column exclusive. */
export interface LocationJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One concrete packet. `null`: it has no such field. */
export interface WitnessJson {
  /** `tcp 10.1.1.5:49152 -> 10.2.0.9:502` */
  readonly text: string;
  readonly family: 4 | 6;
  readonly src: string;
  readonly dst: string;
  /** IP protocol number. */
  readonly protocol: number;
  readonly protocolName: string;
  readonly srcPort: number | null;
  readonly dstPort: number | null;
  readonly icmpType: number | null;
  readonly icmpCode: number | null;
}

/** All packets from any of the sources to any of the destinations by any of the services. */
export interface BoxJson {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly services: readonly string[];
}

/** Something the input cannot tell. */
export interface DoubtJson {
  readonly device: string | null;
  readonly reason: string;
  readonly location: LocationJson | null;
}

export interface DiagnosticJson {
  /** `fortigate/unknown-statement` */
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly location: LocationJson;
  readonly expected: string | null;
  readonly help: string | null;
  readonly related: readonly { readonly message: string; readonly location: LocationJson }[];
}
