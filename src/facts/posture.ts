/**
 * What a policy sees of how a device is run, beside what it filters. Left out anywhere: the export does not tell, or the default
 * of the release is not known; an empty list: there is none. Secrets have no place here.
 */
import type { LocationFacts } from "./common.js";

export interface PostureFacts {
  /** Whether the export is a whole configuration: what a part leaves out may be set all the same. */
  whole: boolean;
  /** Hardware or virtual machine, as the vendor names it. */
  model: string | undefined;
  logging: LoggingFacts;
  administration: AdministrationFacts;
  snmp: SnmpFacts;
  clock: ClockFacts;
  tunnels: VpnTunnelFacts[] | undefined;
  /** Portals that people log in to from outside (SSL VPN), one for each routing instance that has one. */
  portals: VpnPortalFacts[] | undefined;
  users: VpnUserFacts[] | undefined;
  user_groups: UserGroupFacts[] | undefined;
  inspection: InspectionFacts;
  flood_limits: FloodLimitFacts[] | undefined;
  cluster: ClusterFacts;
  upkeep: UpkeepFacts;
}

export interface LoggingFacts {
  /** Those that are switched on. */
  servers: LogServerFacts[] | undefined;
  /** Whether it keeps logs itself: on disk or in memory. */
  local: boolean | undefined;
  /** Whether what no rule permits is recorded, in every policy table. */
  implicit_deny: boolean | undefined;
  /** Whether refused packets to the device itself are recorded. */
  denied_to_device: boolean | undefined;
  /** Whether events of the system, such as changes of its configuration, are recorded. */
  system_events: boolean | undefined;
}

export interface LogServerFacts {
  /** `syslog`, or the vendor's own kind. */
  kind: string;
  server: string | undefined;
  port: number | undefined;
  transport: "udp" | "tcp" | undefined;
  encrypted: boolean | undefined;
  location: LocationFacts;
}

export interface AdministrationFacts {
  accounts: AccountFacts[];
  /** Passwords beside those of accounts. */
  stored_passwords: StoredPasswordFacts[];
  profiles: AccountProfileFacts[];
  /** Failed logins until an account or address is locked, and for how long. */
  lockout_attempts: number | undefined;
  lockout_seconds: number | undefined;
  /** An idle session ends after so many minutes; 0: never. */
  idle_minutes: number | undefined;
  banner_before_login: boolean | undefined;
  banner_after_login: boolean | undefined;
  strong_ciphers_only: boolean | undefined;
  password_policy: PasswordPolicyFacts;
}

export interface AccountFacts {
  name: string;
  profile: string | undefined;
  /** Whether another server checks who logs in. */
  remote: boolean;
  /** Any user of that server. */
  wildcard: boolean;
  /** `none`, or how it comes: `fortitoken`, `email`, … */
  second_factor: string;
  /** Whether it may log in from certain hosts only. */
  limited: boolean;
  password: "none" | "hashed" | "reversible" | "plain";
  /** Whether a password alone lets in, or nothing at all, whoever it is. */
  nameless: boolean;
  location: LocationFacts;
}

export interface StoredPasswordFacts {
  /** `the enable password` */
  of: string;
  password: "none" | "hashed" | "reversible" | "plain";
  location: LocationFacts;
}

/** A set of rights. */
export interface AccountProfileFacts {
  name: string;
  /** Whether it may change anything. */
  writes: boolean;
  location: LocationFacts;
}

export interface PasswordPolicyFacts {
  enabled: boolean | undefined;
  minimum_length: number | undefined;
  lower_case: number | undefined;
  upper_case: number | undefined;
  digits: number | undefined;
  special: number | undefined;
  /** Passwords end after so many days; 0: never. */
  expires_days: number | undefined;
}

export interface SnmpFacts {
  enabled: boolean | undefined;
  /** Those that are switched on, without their names, which are passwords. */
  communities: SnmpCommunityFacts[];
  users: SnmpUserFacts[];
}

export interface SnmpCommunityFacts {
  versions: ("v1" | "v2c")[];
  /** Whether everybody knows the name: `public`, `private`. */
  well_known: boolean;
  /** Whether certain hosts only may ask. */
  limited: boolean;
  writes: boolean;
  location: LocationFacts;
}

/** SNMPv3. */
export interface SnmpUserFacts {
  name: string;
  authenticated: boolean;
  encrypted: boolean;
  authentication: string | undefined;
  encryption: string | undefined;
  location: LocationFacts;
}

export interface ClockFacts {
  synchronized: boolean | undefined;
  /** Whether the servers are the vendor's, in the internet. */
  of_vendor: boolean | undefined;
  servers: { server: string; authenticated: boolean; location: LocationFacts }[];
}

/** A tunnel with cryptography of its own: IPsec, and others that are no portals for people. */
export interface VpnTunnelFacts {
  name: string;
  interface: string | undefined;
  /** 1 where that is accepted; left out: it is no IPsec. */
  ike_version: number | undefined;
  aggressive: boolean;
  /** Whether peers come from any address. */
  dial_up: boolean;
  authentication: "pre-shared-key" | "certificate" | "unknown";
  secret: "none" | "reversible" | "plain";
  /** How people log in over it: `xauth`, `eap`. */
  user_login: string | undefined;
  user_group: string | undefined;
  proposals: string[] | undefined;
  dh_groups: number[] | undefined;
  /** Addresses that peers get: `10.9.0.10-10.9.0.99`. */
  pool: string | undefined;
  /** Whether peers send certain networks into it only; a name is what they are called. */
  split_tunnel: boolean | undefined;
  /** An idle tunnel ends after so many minutes; 0: never. */
  idle_minutes: number | undefined;
  selectors: VpnSelectorFacts[];
  location: LocationFacts;
}

export interface VpnSelectorFacts {
  name: string;
  proposals: string[] | undefined;
  forward_secrecy: boolean;
  dh_groups: number[] | undefined;
  location: LocationFacts;
}

export interface VpnPortalFacts {
  enabled: boolean;
  port: number;
  interfaces: string[];
  /** Whether certain sources only may connect. */
  limited: boolean;
  client_certificate: boolean;
  /** 0: never. */
  idle_seconds: number;
  session_seconds: number;
  minimum_tls: string | undefined;
  /** Ciphers it takes, those without integrity of their own with their digest: `aes-256-gcm`, `bf-cbc-sha1`. */
  proposals: string[] | undefined;
  login_attempts: number;
  /** Who gets which of the profiles. */
  rules: PortalRuleFacts[];
  profiles: PortalProfileFacts[];
  location: LocationFacts;
}

export interface PortalRuleFacts {
  users: string[];
  groups: string[];
  profile: string | undefined;
  client_certificate: boolean;
  location: LocationFacts;
}

export interface PortalProfileFacts {
  name: string;
  tunnel: boolean;
  web: boolean;
  split_tunnel: boolean;
  /** Whether a user can be logged in once at a time only. */
  one_login: boolean;
  /** Addresses that clients get, as far as they are known. */
  pools: string[];
  location: LocationFacts;
}

export interface VpnUserFacts {
  name: string;
  enabled: boolean;
  /** `password`, or the kind of server that checks it. */
  kind: string;
  second_factor: string;
  location: LocationFacts;
}

export interface UserGroupFacts {
  name: string;
  members: string[];
  location: LocationFacts;
}

export interface InspectionFacts {
  /** Whether signatures for industrial protocols are in use where a rule inspects. */
  industrial_signatures: boolean | undefined;
  /** Whether packets pass unseen when the intrusion prevention, or the antivirus, fails or is out of memory. */
  fails_open: { intrusion_prevention: boolean | undefined; antivirus: boolean | undefined };
}

/** Limits on floods and scans that come in by an interface. */
export interface FloodLimitFacts {
  id: string;
  interface: string | undefined;
  enabled: boolean;
  anomalies: FloodAnomalyFacts[];
  location: LocationFacts;
}

/** One that is switched on. */
export interface FloodAnomalyFacts {
  name: string;
  blocks: boolean;
  logs: boolean;
  threshold: number | undefined;
}

export interface ClusterFacts {
  /** `standalone`: it has no other; `a-p`, `a-a`. */
  mode: string | undefined;
  encrypted: boolean | undefined;
  authenticated: boolean | undefined;
  keeps_sessions: boolean | undefined;
  management_interfaces: string[];
}

export interface UpkeepFacts {
  /** Whether it keeps the configuration of before a change. */
  revisions: boolean | undefined;
  /** The kind of server that manages it, `none`. */
  managed_by: string | undefined;
  automations: AutomationFacts[];
}

/** Something the device does by itself. */
export interface AutomationFacts {
  name: string;
  enabled: boolean;
  trigger: string | undefined;
  /** Kinds of action. */
  actions: string[];
  /** Whether it copies the configuration elsewhere. */
  backs_up: boolean;
  location: LocationFacts;
}
