/** Where tunnels start and end: between two given devices they are a link that nothing else is on. */
import type { OuterPackets, TunnelEnds } from "../../../src/model/device.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, isEnabled, textOf, valuesOf } from "../tree.js";
import { readIPv4, readIPv6, readNumber } from "./address-text.js";
import { type Places, termsOf } from "./tunnel-terms.js";
import { rowsIn, type Vdoms } from "./vdoms.js";

const IKE: OuterPackets = { protocol: 17, port: 500 };
const NAT_TRAVERSAL: OuterPackets = { protocol: 17, port: 4500 };
const ESP: OuterPackets = { protocol: 50 };

const PHASE1 = "vpn ipsec phase1-interface";

/** A table of tunnels: where one starts and ends, and the packets that it travels in. */
interface Kind {
  readonly endsOf: (row: Block) => TunnelEnds | undefined;
  readonly carriers: (row: Block) => readonly OuterPackets[];
}

/** Where NAT traversal is forced everything travels in UDP port 4500 once IKE has begun. */
const SECTIONS: Readonly<Record<string, Kind>> = {
  [PHASE1]: {
    endsOf,
    carriers: (row) => [IKE, textOf(row, "nattraversal") === "forced" ? NAT_TRAVERSAL : ESP],
  },
  "system gre-tunnel": { endsOf, carriers: () => [{ protocol: 47 }] },
  "system ipip-tunnel": { endsOf, carriers: () => [{ protocol: 4 }] },
  "system vxlan": { endsOf: endsOfFrames, carriers: (row) => framesBy(row, 4789) },
  "system geneve": { endsOf: endsOfFrames, carriers: (row) => framesBy(row, 6081) },
};

/**
 * Tunnels whose far ends bring routes along: to the selectors of those that dial in (`add-route`, on by default), to what a
 * server of addresses sends, to other ends that are found at run time. An aggregate of such tunnels is where they then lead.
 */
export function tunnelsWithRoutes(vdoms: Vdoms): ReadonlySet<InterfaceId> {
  const rows = rowsIn(holdersOf(vdoms), PHASE1).filter((row) => {
    const dials = textOf(row, "type") === "dynamic" && isEnabled(row, "add-route", true);
    return dials || ["mode-cfg", "auto-discovery-sender", "auto-discovery-receiver"].some((key) => isEnabled(row, key));
  });
  const names = new Set(rows.map(({ name }) => name));
  if (names.size === 0) return names;
  const aggregates = rowsIn(holdersOf(vdoms), "system ipsec-aggregate");
  const over = aggregates.filter((one) => valuesOf(one, "member").some((name) => names.has(name)));
  return new Set([...names, ...over.map(({ name }) => name)]);
}

const KINDS = [
  PHASE1,
  "vpn ipsec manualkey-interface",
  "system ipsec-aggregate",
  "system gre-tunnel",
  "system ipip-tunnel",
  "system sit-tunnel",
  "system ipv6-tunnel",
  "system vxlan",
  "system geneve",
  "system mobile-tunnel",
  "system pppoe-interface",
  "system vne-interface",
];

/** The names of all tunnels that some table says what they are. */
export function describedTunnels(vdoms: Vdoms): ReadonlySet<InterfaceId> {
  const holders = holdersOf(vdoms);
  return new Set(KINDS.flatMap((section) => rowsIn(holders, section)).map(({ name }) => name));
}

/** Tunnels that stand in for others and are down while these are up (`monitor`), each by the row that says so. */
export function standIns(vdoms: Vdoms): ReadonlyMap<InterfaceId, Block> {
  const rows = rowsIn(holdersOf(vdoms), PHASE1).filter((row) => valuesOf(row, "monitor").length > 0);
  return new Map(rows.map((row) => [row.name, row]));
}

/** The ends of each tunnel by the name of its interface; those that dial in, or whose far end is a name, are left out. */
export function tunnelEnds(vdoms: Vdoms): ReadonlyMap<InterfaceId, TunnelEnds> {
  const holders = holdersOf(vdoms);
  const rows = rowsIn(vdoms.global, "system interface");
  const known = new Map(
    Object.entries(SECTIONS).flatMap(([section, kind]) =>
      rowsIn(holders, section).flatMap((row) => {
        const ends = kind.endsOf(row);
        if (ends === undefined) return [];
        const own = section === PHASE1 ? { terms: termsOf(row, phase2Of(row, holders), placesOf(row, rows)) } : {};
        return [[row.name, { ...ends, carriedBy: kind.carriers(row), ...own }] as const];
      }),
    ),
  );
  // An aggregate is up while one of its tunnels is: its first stands for it.
  for (const row of rowsIn(holders, "system ipsec-aggregate")) {
    const first = valuesOf(row, "member").flatMap((name) => known.get(name) ?? [])[0];
    if (first !== undefined) known.set(row.name, first);
  }
  return known;
}

function holdersOf(vdoms: Vdoms): Block[] {
  return [...new Set([...vdoms.global, ...vdoms.all.flatMap((vdom) => vdom.holders)])];
}

function phase2Of({ name }: Block, holders: Parameters<typeof rowsIn>[0]): Block[] {
  return rowsIn(holders, "vpn ipsec phase2-interface").filter((row) => textOf(row, "phase1name") === name);
}

/**
 * Of a row of VXLAN or GENEVE (Fortinet, CLI reference, system vxlan, system geneve); `undefined`: it has several far ends, or a
 * group of many.
 */
function endsOfFrames(row: Block): TunnelEnds | undefined {
  const [read, key] = textOf(row, "ip-version")?.startsWith("ipv6")
    ? [readIPv6, "remote-ip6"]
    : [readIPv4, "remote-ip"];
  const [first = "", ...others] = valuesOf(row, key);
  const [remote, over, number] = [read(first), textOf(row, "interface"), textOf(row, "vni")];
  const isOne = others.length === 0 && !textOf(row, "ip-version")?.endsWith("multicast");
  if (!isOne || remote === undefined || over === undefined) return undefined;
  return { over, remote, ...(number === undefined ? {} : { terms: { VNI: [number] } }) };
}

/** Their packets are sent from a port of the upper ones (RFC 7348 5, RFC 8926 3.3). */
function framesBy(row: Block, byDefault: number): readonly OuterPackets[] {
  return [{ protocol: 17, port: readNumber(textOf(row, "dstport"), 65535) ?? byDefault, fromPort: 49152 }];
}

/** Where the ends of a row of phase 1 are. @param interfaces the rows of `system interface`. */
export function placesOf(phase1: Block, interfaces: readonly Block[]): Places {
  const over = interfaces.find(({ name }) => name === textOf(phase1, "interface"));
  const own = textOf(phase1, "local-gw") ?? (over && textOf(over, "ip"));
  return { own: own?.split("/")[0], far: textOf(phase1, "remote-gw") };
}

/** Of a row of phase 1; `undefined`: others dial in, or the far end is a name. Of IPv6 with `ip-version 6`. */
export function endsOf(row: Block): TunnelEnds | undefined {
  const [read, suffix] = textOf(row, "ip-version") === "6" ? [readIPv6, "6"] : [readIPv4, ""];
  const remote = read(textOf(row, `remote-gw${suffix}`) ?? "");
  if ((textOf(row, "type") ?? "static") !== "static" || !remote) return undefined;
  const local = read(textOf(row, `local-gw${suffix}`) ?? "");
  if (local) return { local, remote };
  const over = textOf(row, "interface");
  return over === undefined ? undefined : { over, remote };
}
