/** Parts that several facts share. Facts are what a policy may see: plain JSON, snake_case, documented here and nowhere else. */

/** A place in an input, lines and columns from 1, end exclusive. */
export interface LocationFacts {
  file: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
}

/** SL-T by foundational requirement, 0 to 4; 0 where the map gives none, the highest of the others for one that it leaves out. */
export interface SlFacts {
  IAC: number;
  UC: number;
  SI: number;
  DC: number;
  RDF: number;
  TRE: number;
  RA: number;
}

/** An element of an SL-T, one for each foundational requirement. */
export type SlElement = keyof SlFacts;

export interface ZoneFacts {
  id: string;
  name: string;
  /** A kind of `zones.yaml`, or `unmapped` for the implicit zone of everything no zone claims. */
  kind: string;
  /** Reference model level; left out where the map gives none. */
  level_low?: number;
  level_high?: number;
  sl_target: SlFacts;
  /** Whether the map gives an SL-T at all. */
  has_sl_target: boolean;
  /** Elements that its SL-T leaves out; not there: none. */
  sl_undeclared?: SlElement[];
  owner?: string;
  jump_hosts: string[];
}

/** What every rule has to have that serves a conduit, or a pair of zones; what is left out is not demanded here. */
export interface DemandsFacts {
  /** What it has to name, not any: `source`, `destination`, `service`. */
  explicit?: string[];
  comment?: boolean;
  /** A regular expression (RE2) that its comment has to match somewhere; only beside `comment`. */
  comment_pattern?: string;
  log?: boolean;
  most_sources?: number;
  most_destinations?: number;
  most_services?: number;
  hit_within_days?: number;
  /** It may not outlive the day of its review. */
  review?: boolean;
  /** Where the map demands it. */
  location: LocationFacts;
}

/** Demands that count from an SL-T on; those of a conduit go before, and of several levels the highest. */
export interface DefaultDemandsFacts extends DemandsFacts {
  level: number;
}

export interface ConduitFacts {
  id: string;
  between: string[];
  sl_target: SlFacts;
  has_sl_target: boolean;
  /** Elements that its SL-T leaves out; not there: none. */
  sl_undeclared?: SlElement[];
  owner?: string;
  review?: string;
  medium?: string;
  direction?: string;
  enforcement?: string;
  demands?: DemandsFacts;
}

/** One concrete packet. Ports only for TCP, UDP, SCTP; type and code only for ICMP. */
export interface WitnessFacts {
  family: 4 | 6;
  src: string;
  dst: string;
  /** IP protocol number. */
  protocol: number;
  /** Its usual name (`tcp`), or the number as text. */
  protocol_name: string;
  src_port?: number;
  dst_port?: number;
  icmp_type?: number;
  icmp_code?: number;
  /** The whole packet on one line: `tcp 10.1.1.5:49152 -> 10.2.0.9:502`. */
  text: string;
}

/** A product of header values, as people read it. Every list is non-empty; names of hosts and objects where they fit. */
export interface BoxFacts {
  sources: string[];
  destinations: string[];
  services: string[];
  /** How many packets it holds, in decimal; left out where that is not known. */
  packets?: string;
}

/** A set of packets in short. */
export interface SetFacts {
  /** A packet of the set. */
  witness: WitnessFacts;
  /** The largest boxes first. */
  boxes: BoxFacts[];
  /** How many boxes were left out. */
  more_boxes: number;
  /** How many packets those hold, in decimal. */
  more_packets: string;
  /** Services of the catalogue whose default ports the set meets, sorted by id. A port is not a protocol: candidates. */
  protocols: ProtocolFacts[];
}

/** A candidate of the service catalogue (`reference/ot-protocols.tsv`). */
export interface ProtocolFacts {
  id: string;
  /** `tcp/502` */
  port: string;
}

/** Something the input cannot tell. */
export interface DoubtFacts {
  device?: string;
  reason: string;
  location?: LocationFacts;
}

/** A rule: what it is, and what it is called and where it stands. */
export interface RuleFactsForPolicies {
  /** One for all rules of a device that are the same to a policy. */
  traits: RuleTraits;
  device: string;
  /** Name of the table it stands in. */
  table: string;
  id: string;
  name?: string | undefined;
  /** Of a rule that goes by its place in a list: what it says, whatever its number; left out: its id stays with it. */
  content?: string | undefined;
  /** From 1, in its table. */
  order: number;
  comment?: string | undefined;
  /** Its own lines first, then the objects behind it. */
  locations: LocationFacts[];
}

/** What a rule is to a policy, whatever pair it is looked at for. What it is called and where it stands judges nothing. */
export interface RuleTraits {
  device: string;
  action: "permit" | "deny" | "unknown";
  enabled: boolean;
  /** A default of the platform, or the absence of any filter; nobody wrote it. */
  implicit: boolean;
  /** `true`, `false`, or left out where the export does not tell. */
  logged?: boolean;
  /** Whether its comment names a ticket or a change (`CHG-4711`, `#812`); left out: there is no comment. */
  has_ticket?: boolean;
  /** The day on which it is to end by its name or comment ("until 2027-01-31"), the latest of several; left out: none. */
  until?: string;
  /** Whether its name or comment calls it a test or temporary. */
  temporary: boolean;
  schedule?: string;
  /** When it ends by itself, as written. */
  expires?: string;
  /** Whether it gives packets another source address; left out: it does not by itself. */
  translates_source?: true;
  /** What is recorded: every session, what inspection finds in them, nothing; left out: `logged` is all that is known. */
  records?: "sessions" | "findings" | "nothing";
  /** Users and groups it is for; left out: everybody. */
  users?: string[];
  profiles: readonly string[];
  /** Its upper bound covers every address of a family it matches. */
  any_source: boolean;
  any_destination: boolean;
  /** Every protocol and port. */
  any_service: boolean;
  /** Every port of TCP or of UDP (or any service). */
  full_tcp_or_udp: boolean;
  /** For TCP or UDP it names no destination port, or it is for every service. */
  open_ports: boolean;
  /** A range of more than 1000 ports among its destination ports, and not all of them. */
  wide_ports: boolean;
  /** Its side holds at most 2 to the power of this many addresses: 0, 4, 8, 16, or 32 for more. */
  source_bits: number;
  destination_bits: number;
  /** Address objects of its destination that are named after a remote access tool of a cloud; left out: none. */
  remote_tools?: string[];
  /** It stands in a list that filters nothing that is forwarded: whom a service of the device answers, what a route map takes. */
  forwards_nothing?: true;
  /** No doubt widens or narrows it. */
  certain: boolean;
}
