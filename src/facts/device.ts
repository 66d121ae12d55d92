/** What a policy sees of one device. */
import type {
  BoxFacts,
  DoubtFacts,
  LocationFacts,
  RuleFactsForPolicies,
  SlFacts,
  WitnessFacts,
  ZoneFacts,
} from "./common.js";
import type {
  ContradictionsFacts,
  DeadRuleFacts,
  EmptyRuleFacts,
  IdleObjectsFacts,
  RedundantRulesFacts,
  UndecidedRulesFacts,
} from "./health.js";
import type { PostureFacts } from "./posture.js";

export interface InterfaceFacts {
  id: string;
  description?: string;
  kind: "routed" | "switched" | "loopback" | "tunnel" | "other";
  svi: boolean;
  enabled: boolean;
  /** `10.20.30.1/24` */
  networks: string[];
  /** Zones whose addresses lie on it or behind it by connected networks or by binding; empty without a map. */
  zones: ZoneFacts[];
  /** Names of the filters that a packet coming in / going out here meets. */
  filters_in: string[];
  filters_out: string[];
  locations: LocationFacts[];
}

export interface TableFacts {
  name: string;
  kind: "acl" | "policy" | "filter";
  bound: boolean;
  rules: number;
  locations: LocationFacts[];
}

/** A permit rule with what is written in it. */
export interface PermitFacts {
  rule: RuleFactsForPolicies;
  boxes: BoxFacts[];
}

/** Whether packets from a zone reach a service of the device: through what lies between, its own filters and limits. */
export interface ReachFacts {
  zone: ZoneFacts;
  /** `perhaps`: a doubt, or a way that is not given, decides. */
  verdict: "reachable" | "perhaps" | "not reachable";
  /** The same for what no flow of the map that ends at the device declares. */
  undeclared: "reachable" | "perhaps" | "not reachable";
  /** A packet that gets there. */
  witness?: WitnessFacts;
  /** The devices before it, for each way; an empty list: nothing is between. */
  via: string[][];
  /** Rules of the device itself that let it in, the first few. */
  carriers: RuleFactsForPolicies[];
  /** Why it is not certain, the first few. */
  doubts: DoubtFacts[];
}

export interface ManagementServiceFacts {
  service: "telnet" | "http" | "https" | "ssh" | "snmp" | "other";
  /** Left out where the export does not tell. */
  enabled?: boolean;
  port?: number;
  interfaces: string[];
  /** Whether the service itself answers certain sources only. */
  limited: boolean;
  /** Each zone in the order of the map; empty without a map, and for a service that is off. */
  reached_from: ReachFacts[];
  locations: LocationFacts[];
}

export interface UnparsedFacts {
  statement: string;
  section: string;
  filtering: boolean;
  location: LocationFacts;
}

/** A network that a rule, route or interface uses and no zone claims. */
export interface UnmappedFacts {
  network: string;
  used_by: "rule" | "route" | "interface";
  /** Name of the rule, destination of the route, id of the interface. */
  name: string;
  locations: LocationFacts[];
}

export interface DeviceFacts {
  id: string;
  vendor: string;
  platform: string;
  version?: string;
  hostname?: string;
  /** Whether a map was given: without one nothing is known of zones. */
  has_map: boolean;
  /** Element by element the highest SL-T of the zones it joins; zeros without a map. */
  sl_target: SlFacts;
  /** Zones it joins. */
  zones: ZoneFacts[];
  interfaces: InterfaceFacts[];
  tables: TableFacts[];
  /** Enabled permit rules that some packet reaches. */
  permits: PermitFacts[];
  dead_rules: DeadRuleFacts[];
  empty_rules: EmptyRuleFacts[];
  /** One entry for each table that has some. */
  undecided_rules: UndecidedRulesFacts[];
  /** One entry for each set of rules that makes others needless. */
  redundant_rules: RedundantRulesFacts[];
  /** One entry for each table that has some. */
  contradictions: ContradictionsFacts[];
  /** Objects without use, by kind and reason. */
  idle_objects: IdleObjectsFacts[];
  management: ManagementServiceFacts[];
  /** How it is run; left out: the exports of its vendor are not read for that. */
  posture?: PostureFacts;
  unparsed: UnparsedFacts[];
  unmapped: UnmappedFacts[];
  doubts: DoubtFacts[];
}
