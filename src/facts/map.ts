/** What a policy sees of the declared map. */
import type { ChainFacts, ChainStepFacts } from "./chains.js";
import type {
  BoxFacts,
  ConduitFacts,
  DefaultDemandsFacts,
  LocationFacts,
  ProtocolFacts,
  RuleFactsForPolicies,
  RuleTraits,
  ZoneFacts,
} from "./common.js";

/** A host that a zone names, with the zone it lies in; left out: in none. */
export interface NamedHostFacts {
  host: string;
  zone?: string;
}

export interface MapZoneFacts extends ZoneFacts {
  networks: string[];
  review?: string;
  /** Whether it can be cut off and keep running; left out: not said. */
  island_mode?: boolean;
  backup_to: NamedHostFacts[];
  /** Hosts that get no patches any more. */
  unpatchable: string[];
  /** Interfaces of given devices that it lies on. */
  interfaces: { device: string; interface: string }[];
  location: LocationFacts;
}

/** One end of a flow, as written. */
export interface FlowEndFacts {
  text: string;
  /** `zone`: all hosts of it. `device`: own addresses of a device. */
  kind: "addresses" | "zone" | "device";
  /** The zone it lies in; left out for a device. */
  zone?: string;
  /** It is all of its zone, however that is written; left out: it is not. */
  whole?: boolean;
  /** Hosts that zones are backed up to and that it names, whatever they are called there; left out: none. */
  backup_hosts?: string[];
}

export interface MapFlowFacts {
  id: string;
  service: string;
  /** Services of the catalogue whose default ports it meets: candidates. */
  protocols: ProtocolFacts[];
  from: FlowEndFacts[];
  to: FlowEndFacts[];
  why?: string;
  write?: boolean;
  location: LocationFacts;
}

export interface MapConduitFacts extends ConduitFacts {
  flows: MapFlowFacts[];
  location: LocationFacts;
}

/** A recorded exception from checks. */
export interface ExceptionFacts {
  id: string;
  checks: string[];
  zone?: string;
  conduit?: string;
  flow?: string;
  device?: string;
  reason: string;
  compensating?: string;
  approved_by: string;
  /** The last day on which it counts. */
  expires: string;
  /** Left out: no day was given to judge it for. */
  expired?: boolean;
  location: LocationFacts;
}

/** What somebody vouches for because no configuration shows it. */
export interface AttestationFacts {
  requirement: string;
  zones: string[];
  evidence: string;
  owner: string;
  /** The last day on which it counts. */
  expires: string;
  /** Left out: no day was given to judge it for. */
  expired?: boolean;
  location: LocationFacts;
}

export interface MapFacts {
  system?: string;
  /** The day for which dates are judged; left out: none was given. */
  as_of?: string;
  zones: MapZoneFacts[];
  conduits: MapConduitFacts[];
  /** What the map demands of rules whatever the conduit, by level, the lowest first; left out: nothing. */
  default_demands?: DefaultDemandsFacts[];
  exceptions: ExceptionFacts[];
  attestations: AttestationFacts[];
}

/** Undeclared packets from a zone of a vendor to another: what one rule lets through. */
export interface PassFacts {
  from: string;
  to: string;
  certain: boolean;
  rule: RuleFactsForPolicies;
  boxes: BoxFacts[];
}

/** The map with what all pairs of zones together show. */
export interface MapTogether extends MapFacts {
  passes: PassFacts[];
  chains: ChainFacts[];
}

/** The same as policies see it. */
export interface MapInput extends MapFacts {
  passes: PassInput[];
  chains: ChainInput[];
}

/** A session from one zone to a host of a broker zone, and from that on to another zone. */
export interface ChainInput extends Omit<ChainFacts, "steps"> {
  steps: ChainStepInput[];
}

/** A rule, or a declared flow: it is meant to pass. */
export interface ChainStepInput extends Omit<ChainStepFacts, "rule"> {
  rule?: PassedRule;
}

/** Undeclared packets from a zone of a vendor to another: what one rule lets through. */
export interface PassInput extends Omit<PassFacts, "rule"> {
  rule: PassedRule;
}

/** A rule: what it is, and what it is called and where it stands. */
export interface PassedRule extends RuleTraits, Omit<RuleFactsForPolicies, "traits" | "content"> {}
