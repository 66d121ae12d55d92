/** What a policy sees of one device. */
import type {
  BoxFacts,
  DoubtFacts,
  LocationFacts,
  RuleFactsForPolicies,
  SlElement,
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
import type { LogTargetFacts, PoolFacts, SurfaceFacts } from "./surface.js";

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
  /** Left out: it is no layer-2 port. */
  switchport?: SwitchportFacts;
  /** Whether it has IPv6 addresses. */
  ipv6: boolean;
  /** Whether some filter looks at IPv6 packets that come in here, and at IPv4 ones. */
  filters_ipv6: boolean;
  filters_ipv4: boolean;
  /** Broadcasts and multicasts it carries on to other networks, in the words of the statement; left out: not read. */
  relays: string[] | undefined;
  locations: LocationFacts[];
}

export interface SwitchportFacts {
  mode: "access" | "trunk" | "dynamic" | "unknown";
  access_vlan?: number;
  /** VLANs with a known zone that a trunk carries, or the one of an access port; of a dynamic one those of either. */
  vlans: number[];
  /** Whether a trunk lists the VLANs it carries, and not all there are. */
  lists_vlans: boolean;
  /** It leads to programs inside the device: nobody plugs in there; left out: it does not. */
  internal?: true;
  /** What keeps strange stations off; left out: not read from exports of its vendor. */
  protection?: { authenticates: boolean; limits_addresses: boolean; guards_loops: boolean; limits_storms: boolean };
}

/** A VLAN of the device with the zones that lie in it: known by the routed VLAN interfaces of all given devices. */
export interface VlanFacts {
  vlan: number;
  zones: ZoneFacts[];
}

export interface TableFacts {
  name: string;
  kind: "acl" | "policy" | "filter";
  bound: boolean;
  rules: number;
  /** Enabled permit rules that somebody wrote. */
  permits: number;
  /** How many of them have no comment; in an access list a remark counts for all entries below it. */
  uncommented: number;
  /** The first few of those. */
  uncommented_rules: RuleFactsForPolicies[];
  /** Rules that are switched off. */
  disabled: number;
  /** The first few of those. */
  disabled_rules: RuleFactsForPolicies[];
  /** Enabled rules that deny whatever is left and record none of it; of a table that nothing uses none. */
  silent: number;
  /** The first few of those. */
  silent_denies: RuleFactsForPolicies[];
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

/** What the map says of the device, and what it is compared with. */
export interface RecordFacts {
  /** Day of the export. */
  exported?: string;
  /** SHA-256 of the approved configuration. */
  approved?: string;
  /** SHA-256 of the given one; left out: not known. */
  sha256?: string;
  /** Whether the map has a list of firmware that should not run any more. */
  has_firmware_list: boolean;
  /** Why the version is on it; left out: it is not. */
  outdated_because?: string;
}

export interface DeviceFacts {
  id: string;
  vendor: string;
  platform: string;
  version?: string;
  hostname?: string;
  /** The input it was read from. */
  file: string;
  /** Whether a map was given: without one nothing is known of zones. */
  has_map: boolean;
  /** The day for which dates are judged; left out: none was given. */
  as_of?: string;
  record: RecordFacts;
  vlans: VlanFacts[];
  /** Element by element the highest SL-T of the zones it joins; zeros without a map. */
  sl_target: SlFacts;
  /** Elements that an SL-T of these zones leaves out: what is asked of them counts. Not there: none. */
  sl_undeclared?: SlElement[];
  /** Zones it joins. */
  zones: ZoneFacts[];
  interfaces: InterfaceFacts[];
  tables: TableFacts[];
  /** Enabled permit rules that some packet reaches. */
  permits: PermitFacts[];
  /** Enabled rules that somebody wrote for IPv6 packets. */
  ipv6_rules: number;
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
  /** What it offers and asks for on the network; left out as `posture`, also where only this is not read. */
  surface?: SurfaceFacts;
  /** Servers that records are sent to, those with an address, where there is a map. */
  log_targets: LogTargetFacts[];
  /** Addresses that clients of its VPNs get. */
  pools: PoolFacts[];
  unparsed: UnparsedFacts[];
  unmapped: UnmappedFacts[];
  doubts: DoubtFacts[];
}
