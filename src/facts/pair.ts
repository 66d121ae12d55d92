/** What a policy sees of one ordered pair of zones. */
import type {
  ConduitFacts,
  DefaultDemandsFacts,
  DoubtFacts,
  LocationFacts,
  ProtocolFacts,
  RuleFactsForPolicies,
  SetFacts,
  SlElement,
  SlFacts,
  WitnessFacts,
  ZoneFacts,
} from "./common.js";
import type { Relayed } from "./relayed.js";

/** How many of something a rule has: at least, and at most where a doubt keeps it open. */
export interface CountFacts {
  least: number;
  most: number;
}

/** What nothing but demands of the map asks of a rule. */
export interface AskedFacts {
  /** Of an access list: that of the nearest remark above. Left out: none, or no pattern is demanded. */
  comment?: string;
  has_comment: boolean;
  /** Left out: no number of them is demanded. */
  sources?: CountFacts;
  destinations?: CountFacts;
  /** Ports one by one, and every other protocol as one; left out as well of an entry for answers, which names no port. */
  services?: CountFacts;
  /** How many days ago it was last hit; left out: the export does not show it, or no day was given to count from. */
  days_since_hit?: number;
  /** The day for which its comment announces a review; left out: none. */
  review?: string;
}

/** One rule (or the lack of one) that lets packets of the pair through on one device, after earlier rules took their share. */
export interface CarrierFacts {
  rule: RuleFactsForPolicies;
  /** Whether its source covers every address of the `from` zone (and the zone is no single host). */
  covers_from_zone: boolean;
  covers_to_zone: boolean;
  /** The `from` zone is for remote access, and the source holds addresses of it that are none of its jump hosts. */
  past_jump_hosts: boolean;
  /** Everything it carries for this pair. `certain`: some of it is in `must`. */
  permits: SetFacts & { certain: boolean };
  /** The part no flow of a conduit declares; left out when all is declared. */
  excess?: SetFacts & { certain: boolean };
  /** Left out: the map demands nothing of rules between these zones, or nobody wrote the rule. */
  asked?: AskedFacts;
  /** What keeps an uncertain part open. */
  doubts: DoubtFacts[];
}

/** A rule of one device that lets undeclared packets of the pair through there, while another device on the way stops them. */
export interface StoppedFacts extends Omit<CarrierFacts, "excess" | "asked"> {
  /** Those other devices. */
  stopped_by: string[];
}

/** A declared flow of the pair, in the direction of the pair. */
export interface FlowFacts {
  id: string;
  conduit: string;
  service: string;
  /** Services of the catalogue whose default ports it meets, or its `part` does: candidates. */
  protocols: ProtocolFacts[];
  /** Ends as written, those of its `part` where there is one. */
  sources: string[];
  /** Those that hold addresses of a zone for remote access beside its jump hosts. */
  past_jump_hosts: string[];
  why?: string;
  write?: boolean;
  /**
   * `open`: all of it is in `must`, whichever device its hosts have as gateway; `blocked`: some or all of it is not even in `may`; `unknown`: neither can be told.
   * Only usable host addresses, source ports from 1024 and destination ports above 0 count.
   */
  state: "open" | "blocked" | "unknown";
  /** Of a blocked flow: some of it surely gets there all the same, or perhaps; left out: nothing of it. */
  part?: "surely" | "perhaps";
  /** Why it cannot be told. */
  doubts?: DoubtFacts[];
  /** A packet of the flow that is blocked. */
  blocked_witness?: WitnessFacts;
  /** The rules that deny it. */
  blocked_by: RuleFactsForPolicies[];
  /** Where the map declares it. */
  location: LocationFacts;
}

/** What a device makes of an address of the packets: all sets are told by the real ends, whatever is dialled. */
export interface TranslationFacts {
  of: "destination" | "source";
  /** Addresses as they come, with the ports where these change too: what is dialled. */
  from: string;
  /** What they become, one of these. */
  to: string;
  /** Ids of the translations; with several it is one of them. */
  rules: string[];
}

/** One device of a way. */
export interface HopFacts {
  device: string;
  ingress: string;
  egress: string;
  /** Whether packets come or leave in an encrypted tunnel. */
  tunnel: boolean;
  /** Left out where it translates nothing. */
  translations?: TranslationFacts[];
}

/** One way between the zones, device by device. */
export interface PathFacts {
  /** In order, never empty. */
  hops: HopFacts[];
  /** Why packets may go here although no route says so; left out: routes lead this way. */
  because?: string;
  /** What of the pair passes the way: something surely, something perhaps, nothing. */
  passes: "surely" | "perhaps" | "nothing";
  /** How many more ways differ from it in nothing but the interfaces of its devices; left out: none that are not told. */
  alike?: number;
}

/** The question of one ordered pair of different zones: what may start from `from` to `to`. */
export interface PairFacts {
  from: ZoneFacts;
  to: ZoneFacts;
  /** The conduit that joins them, left out where none is declared. */
  conduit?: ConduitFacts;
  /** What the map demands of rules whatever the conduit, by level, the lowest first; left out: nothing. */
  default_demands?: DefaultDemandsFacts[];
  /** The day for which dates are judged; left out: none was given, or no demand has to do with days. */
  as_of?: string;
  /** The conduit's SL-T; what it does not give is, element by element, the higher of the two zones. */
  sl_target: SlFacts;
  /** Elements that the conduit leaves to an SL-T of a zone that leaves them out too: what is asked of them counts. Not there: none. */
  sl_undeclared?: SlElement[];
  /** What the engine proved about `permitted \ declared`. */
  verdict: "violated" | "unproved" | "proved";
  /** Why it is not decided, most important first; empty unless `unproved`. */
  reasons: DoubtFacts[];
  /** Whether given devices join both zones, alone or in a row. */
  attached: boolean;
  /** Devices on the ways that join both zones. */
  devices: string[];
  /** A witness that surely passes, where the verdict is `violated` and no carrier alone shows one: hosts of one segment meet no rule. */
  violated_witness?: WitnessFacts;
  /** A witness that passes if the doubts turn out badly, where the verdict is `unproved` and one is known. */
  unproved_witness?: WitnessFacts;
  carriers: CarrierFacts[];
  /** What single devices let through and the way as a whole does not: open as soon as the other device changes. */
  stopped: StoppedFacts[];
  /** Ways that routes lead, and those others that something may pass. */
  paths: PathFacts[];
  /** How many more of them are not told; left out: none. */
  more_paths?: number;
  flows: FlowFacts[];
  /** Lines that deny the rest: the evidence of `proved`. */
  denied_by: RuleFactsForPolicies[];
  /** What each rule lets pass to hosts of a broker zone from outside, or from them on; left out: neither. */
  relayed?: Relayed[];
}
