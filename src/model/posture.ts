/**
 * How a device is run, beside what it filters: what it records, who administers it, how its tunnels are protected. Policies
 * ask for it and packets do not. `undefined` anywhere: the export does not tell, or the default of the release is not known; an
 * empty list: there is none.
 * Secrets have no place here: whether there is one, and how it is stored, is all that is kept.
 */
import type { SourceRange } from "../source/range.js";

export interface Posture {
  /** Whether the export is a whole configuration; of a part nobody knows what is missing. */
  readonly isWhole: boolean;
  /** Hardware or virtual machine, as the vendor names it. */
  readonly model: string | undefined;
  readonly logging: Logging;
  readonly administration: Administration;
  readonly snmp: Snmp;
  readonly clock: Clock;
  readonly tunnels: readonly VpnTunnel[] | undefined;
  /** Portals that people log in to from outside (SSL VPN), one for each routing instance that has one. */
  readonly portals: readonly VpnPortal[] | undefined;
  readonly users: readonly VpnUser[] | undefined;
  readonly userGroups: readonly UserGroup[] | undefined;
  readonly inspection: Inspection;
  readonly floodLimits: readonly FloodLimit[] | undefined;
  readonly cluster: Cluster;
  readonly upkeep: Upkeep;
  /** Left out: its vendor's exports are not read for that. */
  readonly surface?: Surface;
}

/** What it offers and asks for on the network beside forwarding. Empty lists: there is none. */
export interface Surface {
  /** Services that it offers by itself and that nobody needs for forwarding; those that are on, or may be. */
  readonly services: readonly OfferedService[];
  /** Tunnels without cryptography of their own, and old kinds of remote access. */
  readonly plainTunnels: readonly PlainTunnel[];
  readonly wireless: readonly WirelessNetwork[];
  /** Copies of traffic for a monitor: mirror sessions, and sensors in the device that look at all an interface passes. */
  readonly mirrors: readonly Mirror[];
  /** Servers it asks beside those for logs and time. */
  readonly helpers: readonly HelperServer[];
  /** Whether DHCP answers from access ports are refused. */
  readonly dhcpSnooping: boolean | undefined;
}

export interface OfferedService {
  /** As people call it: `Smart Install`, `finger`. */
  readonly name: string;
  /** `undefined`: whether it is on depends on the release, and the export does not tell. */
  readonly enabled: true | undefined;
  readonly at: SourceRange;
}

export interface PlainTunnel {
  readonly name: string;
  readonly kind: "gre" | "ipip" | "pptp" | "l2tp";
  /** Whether IPsec goes around it; `undefined`: the export does not tell. */
  readonly isProtected: boolean | undefined;
  /** Where it ends; left out: where the interface of its name does, if that is known. */
  readonly remote?: number | bigint | undefined;
  readonly at: SourceRange;
}

export interface WirelessNetwork {
  /** SSID. */
  readonly name: string;
  /** `personal`: one key for everybody; `enterprise`: each its own (802.1X). */
  readonly security: "open" | "wep" | "wpa" | "personal" | "enterprise" | "unknown";
  /** The interface of the device its stations are on, and the VLAN, as far as known. */
  readonly interface: string | undefined;
  readonly vlan: number | undefined;
  readonly at: SourceRange;
}

export interface Mirror {
  readonly name: string;
  readonly at: SourceRange;
}

export interface HelperServer {
  readonly kind: "names" | "accounts";
  readonly server: string;
  readonly at: SourceRange;
}

export interface Logging {
  /** Those that are switched on. */
  readonly servers: readonly LogServer[] | undefined;
  /** Whether it keeps logs itself: on disk or in memory. */
  readonly local: boolean | undefined;
  /** Whether what no rule permits is recorded, in every policy table. */
  readonly implicitDeny: boolean | undefined;
  /** Whether refused packets to the device itself are recorded. */
  readonly deniedToDevice: boolean | undefined;
  /** Whether events of the system, such as changes of its configuration, are recorded. */
  readonly systemEvents: boolean | undefined;
}

export interface LogServer {
  /** `syslog`, or the vendor's own kind. */
  readonly kind: string;
  readonly server: string | undefined;
  readonly port: number | undefined;
  readonly transport: "udp" | "tcp" | undefined;
  readonly encrypted: boolean | undefined;
  readonly at: SourceRange;
}

export interface Administration {
  readonly accounts: readonly Account[];
  /** Left out: its vendor's exports are not read for that. */
  readonly storedPasswords?: readonly StoredPassword[];
  readonly profiles: readonly AccountProfile[];
  /** Failed logins until an account or address is locked, and for how long. */
  readonly lockoutAttempts: number | undefined;
  readonly lockoutSeconds: number | undefined;
  /** An idle session ends after so many minutes; 0: never. */
  readonly idleMinutes: number | undefined;
  readonly bannerBeforeLogin: boolean | undefined;
  readonly bannerAfterLogin: boolean | undefined;
  readonly strongCiphersOnly: boolean | undefined;
  readonly passwordPolicy: PasswordPolicy;
}

export interface Account {
  readonly name: string;
  readonly profile: string | undefined;
  /** Whether another server checks who logs in. */
  readonly remote: boolean;
  /** Any user of that server. */
  readonly wildcard: boolean;
  /** `none`, or how it comes: `fortitoken`, `email`, … */
  readonly secondFactor: string;
  /** Whether it may log in from certain hosts only. */
  readonly limited: boolean;
  readonly password: "none" | "hashed" | "reversible" | "plain";
  /** Whether a password alone lets in, or nothing at all, whoever it is; left out: it asks for a name. */
  readonly nameless?: true;
  readonly at: SourceRange;
}

/** A password that stands in the configuration beside those of accounts. */
export interface StoredPassword {
  /** For people: `the enable password`. */
  readonly of: string;
  readonly password: Account["password"];
  readonly at: SourceRange;
}

/** A set of rights. */
export interface AccountProfile {
  readonly name: string;
  /** Whether it may change anything. */
  readonly writes: boolean;
  readonly at: SourceRange;
}

export interface PasswordPolicy {
  readonly enabled: boolean | undefined;
  readonly minimumLength: number | undefined;
  readonly lowerCase: number | undefined;
  readonly upperCase: number | undefined;
  readonly digits: number | undefined;
  readonly special: number | undefined;
  /** Passwords end after so many days; 0: never. */
  readonly expiresDays: number | undefined;
}

export interface Snmp {
  readonly enabled: boolean | undefined;
  /** Those that are switched on, without their names, which are passwords. */
  readonly communities: readonly SnmpCommunity[];
  readonly users: readonly SnmpUser[];
}

export interface SnmpCommunity {
  readonly versions: readonly ("v1" | "v2c")[];
  /** Whether everybody knows the name: `public`, `private`. */
  readonly wellKnown: boolean;
  /** Whether certain hosts only may ask. */
  readonly limited: boolean;
  readonly writes: boolean;
  readonly at: SourceRange;
}

/** SNMPv3. */
export interface SnmpUser {
  readonly name: string;
  readonly authenticated: boolean;
  readonly encrypted: boolean;
  readonly authentication: string | undefined;
  readonly encryption: string | undefined;
  readonly at: SourceRange;
}

export interface Clock {
  readonly synchronized: boolean | undefined;
  /** Whether the servers are the vendor's, in the internet. */
  readonly ofVendor: boolean | undefined;
  readonly servers: readonly { readonly server: string; readonly authenticated: boolean; readonly at: SourceRange }[];
}

/** A tunnel with cryptography of its own: IPsec, and others that are no portals for people. */
export interface VpnTunnel {
  readonly name: string;
  readonly interface: string | undefined;
  /** 1 where that is accepted; `undefined`: it is no IPsec. */
  readonly ikeVersion: number | undefined;
  readonly aggressive: boolean;
  /** Whether peers come from any address. */
  readonly dialUp: boolean;
  readonly authentication: "pre-shared-key" | "certificate" | "unknown";
  readonly secret: "none" | "reversible" | "plain";
  /** How people log in over it: `xauth`, `eap`. */
  readonly userLogin: string | undefined;
  readonly userGroup: string | undefined;
  readonly proposals: readonly string[] | undefined;
  readonly dhGroups: readonly number[] | undefined;
  /** Addresses that peers get: `10.9.0.10-10.9.0.99`, several with commas. */
  readonly pool: string | undefined;
  /** Whether peers send certain networks into it only; a name is what they are called. */
  readonly splitTunnel: boolean | undefined;
  readonly idleMinutes: number | undefined;
  readonly selectors: readonly VpnSelector[];
  readonly at: SourceRange;
}

export interface VpnSelector {
  readonly name: string;
  readonly proposals: readonly string[] | undefined;
  readonly forwardSecrecy: boolean;
  readonly dhGroups: readonly number[] | undefined;
  readonly at: SourceRange;
}

export interface VpnPortal {
  readonly enabled: boolean;
  readonly port: number;
  readonly interfaces: readonly string[];
  /** Whether certain sources only may connect. */
  readonly limited: boolean;
  readonly clientCertificate: boolean;
  /** 0: never. */
  readonly idleSeconds: number;
  readonly sessionSeconds: number;
  readonly minimumTls: string | undefined;
  /** Ciphers it takes, those without integrity of their own with their digest: `aes-256-gcm`, `bf-cbc-sha1`. */
  readonly proposals: readonly string[] | undefined;
  readonly loginAttempts: number;
  /** Who gets which of the profiles. */
  readonly rules: readonly PortalRule[];
  readonly profiles: readonly PortalProfile[];
  readonly at: SourceRange;
}

export interface PortalRule {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly profile: string | undefined;
  readonly clientCertificate: boolean;
  readonly at: SourceRange;
}

export interface PortalProfile {
  readonly name: string;
  readonly tunnel: boolean;
  readonly web: boolean;
  readonly splitTunnel: boolean;
  /** Whether a user can be logged in once at a time only. */
  readonly oneLogin: boolean;
  /** Addresses that clients get, as far as they are known. */
  readonly pools: readonly string[];
  readonly at: SourceRange;
}

export interface VpnUser {
  readonly name: string;
  readonly enabled: boolean;
  /** `password`, or the kind of server that checks it. */
  readonly kind: string;
  readonly secondFactor: string;
  readonly at: SourceRange;
}

export interface UserGroup {
  readonly name: string;
  readonly members: readonly string[];
  readonly at: SourceRange;
}

export interface Inspection {
  /** Whether signatures for industrial protocols are in use where a rule inspects. */
  readonly industrialSignatures: boolean | undefined;
  /** Whether packets pass unseen when the intrusion prevention, or the antivirus, fails or is out of memory. */
  readonly failsOpen: { readonly intrusionPrevention: boolean | undefined; readonly antivirus: boolean | undefined };
}

/** Limits on floods and scans that come in by an interface. */
export interface FloodLimit {
  readonly id: string;
  readonly interface: string | undefined;
  readonly enabled: boolean;
  readonly anomalies: readonly FloodAnomaly[];
  readonly at: SourceRange;
}

/** One that is switched on. */
export interface FloodAnomaly {
  readonly name: string;
  readonly blocks: boolean;
  readonly logs: boolean;
  readonly threshold: number | undefined;
}

export interface Cluster {
  /** `standalone`: it has no other; `a-p`, `a-a`. */
  readonly mode: string | undefined;
  readonly encrypted: boolean | undefined;
  readonly authenticated: boolean | undefined;
  readonly keepsSessions: boolean | undefined;
  readonly managementInterfaces: readonly string[];
}

export interface Upkeep {
  /** Whether it keeps the configuration of before a change. */
  readonly revisions: boolean | undefined;
  /** The kind of server that manages it, `none`. */
  readonly managedBy: string | undefined;
  readonly automations: readonly Automation[];
}

/** Something the device does by itself. */
export interface Automation {
  readonly name: string;
  readonly enabled: boolean;
  readonly trigger: string | undefined;
  /** Kinds of action. */
  readonly actions: readonly string[];
  /** Whether it copies the configuration elsewhere. */
  readonly backsUp: boolean;
  readonly at: SourceRange;
}
