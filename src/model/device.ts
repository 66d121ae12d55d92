/** The vendor-neutral device model. Plain data with its places; printed by `zoneproof parse`. */
import type { SourceRange } from "../source/range.js";
import type {
  AddressExpression,
  AddressObject,
  DoubtId,
  Family,
  PortRange,
  ServiceExpression,
  ServiceObject,
} from "./expression.js";
import type { Posture } from "./posture.js";
import type { Renaming } from "./renaming.js";
import type { FilterStep, InterfaceId, RuleMatch, Table } from "./rule.js";

export type VendorId = "fortigate" | "cisco" | "pfsense";

/** One firewall, router or switch, as one export shows it. */
export interface Device {
  /** Unique in a run: the host name, or the file's base name where it has none. */
  readonly id: string;
  readonly vendor: VendorId;
  /** `fortios`, `ios`, `nxos`, `asa`, `iosxr`, `pfsense`, `opnsense`. */
  readonly platform: string;
  readonly version?: string;
  readonly hostname?: string;
  readonly file: string;
  /** The lines that name it; for doubts about the device as a whole. */
  readonly at: SourceRange;
  readonly interfaces: readonly Interface[];
  readonly routers: readonly Router[];
  readonly routes: readonly Route[];
  readonly addresses: readonly AddressObject[];
  readonly services: readonly ServiceObject[];
  readonly tables: readonly Table[];
  /** Steps a forwarded packet meets, in order; those apply whose interfaces fit. It passes when every one permits it. */
  readonly forwarding: readonly FilterStep[];
  /** Steps a packet to the device itself meets, in order. */
  readonly toDevice: readonly FilterStep[];
  /** What a switch does to packets that it carries within its VLANs, whoever routes them there; left out: nothing. */
  readonly carried?: readonly CarriedFilter[];
  readonly nat: readonly NatRule[];
  /** Addresses besides those of its interfaces that it surely takes for its own: no host has them; left out: none. */
  readonly claims?: readonly AddressRange[];
  readonly management: Management;
  /** How it is run; left out: its vendor's exports are not read for that. */
  readonly posture?: Posture;
  readonly doubts: readonly Doubt[];
  readonly unparsed: readonly Unparsed[];
  /**
   * Why the file does not show that it is the whole configuration: `no-bounds` where it lacks what its vendor's exports begin or
   * end with, `fewer-bytes` where it holds much less than it says. Left out: it shows it, a doubt says what is missing, or its
   * vendor's exports are not read for that.
   */
  readonly wholeness?: "no-bounds" | "fewer-bytes";
  /** Parts of it that are devices by themselves, each with an export of its own (contexts of ASA); left out: none. */
  readonly parts?: readonly DevicePart[];
  /** Named objects and groups that are without use, in the order of the file as far as kinds go. */
  readonly idle: readonly IdleObject[];
  /** VLANs that the export names, in its order; left out: its vendor's exports are not read for that. */
  readonly vlans?: readonly NamedVlan[];
  /** What has the frames of a segment, beside the ports of bridges that are interfaces; left out: nothing. */
  readonly joints?: readonly VlanJoint[];
}

/**
 * Frames of a VLAN, or of an interface that is in none, are those of a segment, as those of all others that any device joins with
 * it by the same name: a bridge domain of one device, whose name it bears, or a tunnel for frames of many, by its number.
 */
export interface VlanJoint {
  readonly on: { readonly vlan: number } | { readonly interface: InterfaceId };
  readonly segment: string;
  /** For people: the port or statement that does so. */
  readonly by: string;
  readonly at: SourceRange;
}

/** What people call a VLAN. */
export interface NamedVlan {
  readonly vlan: number;
  readonly name: string;
  readonly at: SourceRange;
}

/**
 * Steps that packets meet by some ports of a switch, or in some of its VLANs: all of these, whatever their interfaces.
 * Whether packets between other devices come by there is not in the file.
 */
export interface CarriedFilter {
  /** For people: `access list X in on GigabitEthernet1/0/5`. */
  readonly name: string;
  readonly steps: readonly FilterStep[];
  /** The ports; of a filter of whole VLANs none. */
  readonly interfaces: readonly InterfaceId[];
  /** Ranges of VLANs, both ends inclusive, apart from one another. */
  readonly vlans: readonly (readonly [number, number])[];
  /** Hosts inside the ports that are known by other addresses beyond them; left out: none. */
  readonly renames?: readonly Renaming[];
  readonly at: SourceRange;
}

/** A part with an export of its own. `name` is left out where only that there are some is known. */
export interface DevicePart {
  readonly name?: string;
  readonly at: SourceRange;
}

export interface Interface {
  /** Unique in the device: the name in the configuration (`Vlan30`, `port1`, `opt1`). */
  readonly id: InterfaceId;
  /** Alias or description, for people. */
  readonly description?: string;
  /** Id of the router (VRF, VDOM) it belongs to. */
  readonly router: string;
  /** `routed`: takes part in forwarding between networks. `switched`: a layer-2 port. `other`: management-only, unknown. */
  readonly kind: "routed" | "switched" | "loopback" | "tunnel" | "other";
  /** Switched virtual interface: the routed interface of a VLAN on a switch. */
  readonly svi?: boolean;
  readonly enabled: boolean;
  /** The device's own name for the zone or security level group it is in. */
  readonly zone?: string;
  readonly addresses: readonly InterfaceAddress[];
  /** Networks that hosts on its segment have addresses of, beside those of its own addresses; left out: none that the file tells. */
  readonly networks?: readonly HostNetwork[];
  /** Set when an address is not known: it is given by DHCP, PPPoE or the like, or was not read. */
  readonly addressDoubt?: DoubtId;
  /** Set beside it where it is about addresses of one family alone: all of the other are written. */
  readonly addressDoubtOf?: Family;
  /** Set beside it where nobody gives it: the file has one that was not understood, or leaves the interface out. */
  readonly unreadAddress?: true;
  /** Set when it may be down although it is not switched off: its networks are then connected to nothing. */
  readonly stateDoubt?: DoubtId;
  /** Groups it takes part in whose shared address it learns from the others on its segment (HSRP, GLBP). */
  readonly learnsFrom?: readonly string[];
  readonly vlan?: number;
  /** The interface it is a part of: a subinterface's port, a member's aggregate. */
  readonly parent?: InterfaceId;
  /** The segment that it is on together with other interfaces of the device, by the same text in each of them. */
  readonly wire?: string;
  /** The bridge it is a port of: packets between its ports pass without being routed, by filters of the device at most. */
  readonly bridge?: string;
  /** The other end of a link inside the device, between two of its routers (FortiOS VDOM link): nothing else is on it. */
  readonly peer?: InterfaceId;
  /** Of a tunnel with addresses: packets go in by it as routes say and not otherwise: no peer brings networks of its own along. */
  readonly onlyRouted?: boolean;
  /** Of a tunnel: its far ends may bring networks along beside those that routes lead there. */
  readonly takesRoutes?: true;
  /**
   * It refuses packets of sources that no route of its router leads back to over it, or not the best one (reverse path check,
   * RFC 3704 2.2 and 2.3); left out: it looks at no source, or steps say what it does.
   */
  readonly needsWayBack?: "any route" | "best route";
  /** Of a tunnel: where it starts and ends, as far as the export says. */
  readonly tunnel?: TunnelEnds;
  /** What comes in by it for these may be sent another way than routes say, into networks of the router itself as well. */
  readonly policyRouted?: readonly PolicyRouted[];
  /** Tunnels that packets are put into as they leave by it, and come out of as they enter by it, without a route that says so. */
  readonly policyTunnels?: readonly PolicyTunnel[];
  readonly switchport?: Switchport;
  /**
   * Broadcasts and multicasts it carries on to other networks, in the words of the statement: `ip helper-address`. Left out: its
   * vendor's exports are not read for that.
   */
  readonly relays?: readonly string[];
  /**
   * What is for the first or last address of one of its IPv4 networks, which broadcasts to all hosts there have, the device keeps
   * (RFC 2644 4; of old the first address was one too, RFC 1812 4.2.3.1). Left out: not known.
   */
  readonly keepsBroadcasts?: true;
  readonly at: readonly [SourceRange, ...SourceRange[]];
}

/**
 * Destinations that a policy decides about before any route: `from` to `to`, both inclusive. By which way they leave is not in
 * the file: its router is one whose routes are not complete (`dynamicRouting`), or the doubt one that reroutes, into other
 * routers as well.
 */
export interface PolicyRouted {
  readonly family: Family;
  readonly from: number | bigint;
  readonly to: number | bigint;
  /** Every next hop that it names; left out: it may send them to any. */
  readonly nextHops?: readonly (number | bigint)[];
  /** It decides about nothing that a route leads to, one for everywhere aside. */
  readonly asDefault?: true;
  readonly doubt: DoubtId;
}

/**
 * A tunnel for the packets that a policy names (a crypto map): whatever stands between its ends sees others. `far`: addresses
 * that packets are put into it for; `sources`: those that packets may come out of it with (left out: `far`); `peers`: where its
 * far end is, one of these; none: anywhere.
 */
export interface PolicyTunnel {
  readonly far: readonly AddressRange[];
  readonly sources?: readonly AddressRange[];
  readonly peers: readonly (number | bigint)[];
  /** As those of `TunnelEnds`. */
  readonly terms?: Readonly<Record<string, readonly string[]>>;
}

export interface TunnelEnds {
  /** Own address, or an interface whose addresses it may start from. */
  readonly local?: number | bigint;
  readonly over?: InterfaceId;
  /** Left out: it has many far ends, or none that is known. */
  readonly remote?: number | bigint;
  /** The packets it travels in: all of them have to get from end to end; left out: not known. */
  readonly carriedBy?: readonly OuterPackets[];
  /** What both ends have to agree on, by name: with none of these values in common nothing passes. What is not known is left out. */
  readonly terms?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Packets between the ends of a tunnel: an IP protocol, of UDP those to this port (from it too, unless `fromPort` is one that they
 * are sent from), of GRE those with this key.
 */
export interface OuterPackets {
  readonly protocol: number;
  readonly port?: number;
  readonly fromPort?: number;
  readonly key?: number;
}

export interface Switchport {
  readonly mode: "access" | "trunk" | "dynamic" | "unknown";
  readonly accessVlan?: number;
  readonly nativeVlan?: number;
  /** Ranges of VLANs a trunk carries, both ends inclusive. */
  readonly allowedVlans?: readonly (readonly [number, number])[];
  /** What keeps strange stations off; left out: its vendor's exports are not read for that. */
  readonly protection?: PortProtection;
  /** It leads to programs inside the device: nobody plugs in there. */
  readonly internal?: true;
}

export interface PortProtection {
  /** Stations have to prove who they are (802.1X, MAB), or only certain addresses may connect. */
  readonly authenticates: boolean;
  readonly limitsAddresses: boolean;
  /** A switch that is plugged in closes the port (BPDU guard). */
  readonly guardsLoops: boolean;
  readonly limitsStorms: boolean;
}

/** An own address with the network it connects. `virtual`: shared with a peer (HSRP, VRRP, CARP), no network of its own. */
export interface InterfaceAddress {
  readonly family: Family;
  /** Unsigned 32-bit number (IPv4) or 128-bit bigint (IPv6). */
  readonly address: number | bigint;
  readonly prefixLength: number;
  readonly kind: "primary" | "secondary" | "virtual";
  /** Of a shared one: the group of routers that share it, by the same text in each of them (`standby 1`). */
  readonly group?: string;
  readonly at: SourceRange;
}

/** A network that a router tells hosts to take addresses of. */
export interface HostNetwork {
  readonly family: Family;
  /** Its first address. */
  readonly network: number | bigint;
  readonly prefixLength: number;
  /** Set when it is not sure that the router takes it for connected. */
  readonly doubt?: DoubtId;
  readonly at: SourceRange;
}

/** A routing instance: VRF, VDOM, or the one there is (`default`). */
export interface Router {
  readonly id: string;
  /** Whether it forwards between its interfaces at all (IOS switch without `ip routing`: not). */
  readonly forwards: { readonly ipv4: boolean; readonly ipv6: boolean };
  /** Set where routes are not complete, such as under OSPF: what is missing cannot be known. */
  readonly dynamicRouting?: DoubtId;
  /** Set where it learns routes and its routing table was captured: those are among the routes of the device, as they were then. */
  readonly learned?: { readonly doubt: DoubtId; readonly at: SourceRange };
  /** Set beside it where no route is missing, but rules send some packets another way: where networks lie its routes tell. */
  readonly steersOnly?: true;
  /** Set beside it where its table holds the written routes and no others: rules alone send packets past it. */
  readonly onlyWritten?: true;
  /** Other routers of the device whose routes it may take over at run time (route targets), and packets leave by. */
  readonly imports?: readonly string[];
  /** It passes packets between its interfaces without routing them: of which segments these are parts is not in the file. */
  readonly bridges?: true;
}

export interface Route {
  readonly router: string;
  readonly family: Family;
  /** First address and length of the destination prefix. */
  readonly network: number | bigint;
  readonly prefixLength: number;
  /**
   * Egress where the configuration names it, next hop where it names one; neither: packets are dropped (`Null0`). An
   * interface of another router is a leak: packets leave by it without a look at the routes of that router.
   */
  readonly egress?: InterfaceId;
  readonly nextHop?: number | bigint;
  /** The router among whose networks the next hop is looked for; left out: its own. */
  readonly nextHopRouter?: string;
  readonly distance: number;
  /** Set when it is there only under a condition (tracking, DHCP). */
  readonly doubt?: DoubtId;
  readonly at: SourceRange;
}

/**
 * A translation. `destination`: before the packet is routed. `source`: on its way out. Which filters see the header before
 * and which behind it, their steps say (`FilterStep.sees`). Static translations that work both ways are two entries. First
 * match in list order among those of a kind.
 */
export interface NatRule {
  readonly id: string;
  readonly kind: "source" | "destination";
  /** Original packets it translates. */
  readonly match: RuleMatch;
  /** What the address becomes, one of these; left out: not known, or not changed. */
  readonly translated?: AddressExpression;
  /** What the destination port becomes; left out: it stays. */
  readonly translatedService?: ServiceExpression;
  /** The first address (port) becomes the first of the translated ones, the second the second; left out: any of them. */
  readonly inOrder?: boolean;
  /** Of a source, unless addresses keep their order: the source port of TCP and UDP stays, or becomes one of these; left out: any but 0. */
  readonly sourcePorts?: "kept" | PortRange;
  /** Matches and translates nothing: what it matches is exempt from later entries. */
  readonly exempt?: boolean;
  readonly enabled: boolean;
  readonly at: readonly [SourceRange, ...SourceRange[]];
}

/** Addresses of one family, both ends included. */
export interface AddressRange {
  readonly from: number | bigint;
  readonly to: number | bigint;
}

/** A service of the device itself that people administer it by. */
export interface ManagementService {
  readonly service: "telnet" | "http" | "https" | "ssh" | "snmp" | "other";
  /** `undefined`: the export does not tell. */
  readonly enabled: boolean | undefined;
  /** Of its port; left out: UDP of SNMP, TCP of all others. */
  readonly protocol?: 6 | 17;
  readonly port?: number;
  /** Why it may answer on any port: which is not known. */
  readonly portDoubt?: DoubtId;
  /** Interfaces that answer; left out: all. */
  readonly interfaces?: readonly InterfaceId[];
  /** Who may connect, as far as the service itself limits it; left out: anybody. */
  readonly sources?: AddressExpression;
  readonly at: readonly SourceRange[];
}

export interface Management {
  readonly services: readonly ManagementService[];
}

/**
 * Something the input cannot tell. `scope` says how wide: `match` and `rule` are used by expressions and rules that name
 * its id; `interfaces`: every packet in or out of these may or may not pass; `segments`: every packet between two hosts on
 * the segment of one of these, past the router, may or may not; `device`: every packet through the device.
 */
export interface Doubt {
  /** Unique in the device: `d1`, `d2`, … in order of place. */
  readonly id: DoubtId;
  /** What is not known and why, in the user's words; no value that may be a secret. */
  readonly reason: string;
  readonly scope: "match" | "rule" | "interfaces" | "segments" | "device";
  readonly interfaces?: readonly InterfaceId[];
  /** Of `interfaces`: what comes in there may be sent another way than routes say. What concerns a device may always do that. */
  readonly reroutes?: true;
  /** Of `interfaces`: what they say of their addresses was read all the same. */
  readonly addressesKnown?: true;
  /** A statement that was not understood may give an own address: one of `interfaces`, or of the device one that it opens. */
  readonly hidesAddress?: true;
  readonly at: SourceRange;
}

/**
 * A named object, group or alias without use. `unused`: nothing in the file writes its name but its definition, whether that
 * is understood or not. `empty`: a group that was defined and holds nothing.
 */
export interface IdleObject {
  readonly name: string;
  readonly kind: "address" | "service" | "translation";
  readonly trouble: "unused" | "empty";
  readonly at: SourceRange;
}

/** A statement that was not understood. */
export interface Unparsed {
  /** First words of the statement: keywords only, secrets masked. */
  readonly statement: string;
  /** Where in the configuration it stands: "firewall policy", "interface". */
  readonly section: string;
  /** Whether it could change what is filtered. Then a doubt stands for it as well. */
  readonly filtering: boolean;
  readonly at: SourceRange;
}
