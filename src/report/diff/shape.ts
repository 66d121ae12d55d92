/** The JSON report of `zoneproof diff`, as scripts read it. `schemas/diff.schema.json` is generated from these types. */
import type { Severity } from "../../judge/finding.js";
import type { BoxJson, FindingJson, InputJson, LocationJson, SettingsJson, WitnessJson } from "../json-shape.js";

/** What a change of configurations does. Keys that a thing has not are `null`, never left out. */
export interface DiffJson {
  /** Grows when a key changes its meaning; new keys do not count. */
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "zoneproof"; readonly version: string };
  /**
   * `same`: the same packets pass, proved by equal bounds on both sides; `open`: not proved, for the reasons in `notes`;
   * `changed`: packets changed; `not-compared`: an input of one side could not be analysed (`notes` says which), and nothing
   * is said of packets, devices or findings.
   */
  readonly outcome: "same" | "open" | "changed" | "not-compared";
  readonly notes: readonly string[];
  readonly gate: {
    /** Whether the gate that was asked for fails. */
    readonly fails: boolean;
    readonly reasons: readonly {
      readonly kind: "finding" | "undeclared" | "blocked" | "unproved" | "undecided" | "change" | "not-compared";
      readonly message: string;
    }[];
  };
  readonly before: SideJson;
  readonly after: SideJson;
  /** How many pairs of zones went from a verdict to another, by `proved -> unproved` and its like; empty without a map. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** Pairs of zones of which something changed: packets, verdict, a declared flow. */
  readonly pairs: readonly PairChangeJson[];
  /** Pairs of zones by what can be said of their packets. */
  readonly pairCounts: Readonly<Record<"same" | "open" | "changed" | "undecided", number>>;
  readonly devices: readonly DeviceChangeJson[];
  readonly findings: {
    readonly appeared: readonly FindingJson[];
    readonly gone: readonly FindingJson[];
    readonly worse: readonly {
      readonly was: { readonly verdict: string; readonly severity: Severity };
      readonly is: FindingJson;
    }[];
    readonly stayed: number;
  };
  /** Lines that one side alone has, or has at another place in the order. */
  readonly lines: readonly LineJson[];
  /** Where two ways to find the same thing said different things: a bug of zoneproof. */
  readonly disagreements: readonly string[];
}

export interface SideJson {
  readonly label: string;
  readonly inputs: readonly InputJson[];
  readonly missing: readonly string[];
  /** Which checks judged this side, where that is not every shipped one as it is. */
  readonly settings: SettingsJson;
}

export interface PairChangeJson {
  readonly from: string;
  readonly to: string;
  readonly conduit: string | null;
  /** Verdicts; `null` on a side whose map has not both zones. */
  readonly before: "violated" | "unproved" | "proved" | null;
  readonly after: "violated" | "unproved" | "proved" | null;
  readonly status: "same" | "open" | "changed" | "undecided";
  readonly shifts: readonly ShiftJson[];
  /** Of what no conduit declares: newly let through, or newly without a declaration. */
  readonly undeclared: readonly ShiftJson[];
  readonly flows: readonly {
    readonly id: string;
    readonly before: "open" | "blocked" | "unknown" | null;
    readonly after: "open" | "blocked" | "unknown" | null;
    readonly stoppedWitness: WitnessJson | null;
  }[];
}

export interface DeviceChangeJson {
  readonly device: string;
  readonly beforeName: string | null;
  readonly status: "same" | "open" | "changed" | "undecided" | "added" | "removed";
  /** Pairs of interfaces that were compared. */
  readonly compared: number;
  /** Those of which something changed, or is open on both sides. */
  readonly courses: readonly {
    readonly ingress: string;
    /** `null`: to the device itself. */
    readonly egress: string | null;
    /** Others of which the very same is true. */
    readonly alike: readonly { readonly ingress: string; readonly egress: string | null }[];
    readonly status: "same" | "open" | "changed" | "undecided";
    readonly shifts: readonly ShiftJson[];
  }[];
  /** Parts beside its filters that are not the same. */
  readonly also: readonly string[];
}

/** Packets that went from one state to another. */
export interface ShiftJson {
  /** `elsewhere`: the map of that side has their ends in other zones. */
  readonly before: "passes" | "open" | "stopped" | "elsewhere";
  readonly after: "passes" | "open" | "stopped" | "elsewhere";
  readonly family: 4 | 6;
  /** `start`: what can start something; `replies`: TCP with ACK or RST; `fragments`: later fragments. */
  readonly packets: "start" | "replies" | "fragments";
  readonly boxes: readonly (BoxJson & {
    readonly packets: string | null;
    readonly witness: WitnessJson;
    readonly before: DecisionJson | null;
    readonly after: DecisionJson | null;
  })[];
  readonly moreBoxes: number;
  readonly morePackets: string;
  /** Rules that let them through on the side where they pass. */
  readonly carriedBy: readonly {
    readonly device: string;
    readonly rule: string;
    readonly locations: readonly LocationJson[];
  }[];
  readonly lines: readonly LineJson[];
  readonly moreLines: number;
  /** Whether these are lines that decide; otherwise the first changed lines there are. */
  readonly linesDecide: boolean;
}

/** What one side does with the packet of a box. */
export interface DecisionJson {
  readonly verdict: "permit" | "deny" | "unknown";
  readonly device: string | null;
  readonly rule: string | null;
  readonly locations: readonly LocationJson[];
  readonly notes: readonly string[];
}

/** Secrets hidden. */
export interface LineJson {
  readonly side: "before" | "after";
  readonly file: string;
  readonly line: number;
  /** The same for lines of both sides that stand in one place between lines that stayed. */
  readonly place: number;
  readonly text: string;
}
