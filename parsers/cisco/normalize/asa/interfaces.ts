/** Interfaces of an ASA (reference/cisco.md 2.1, 3.5). */

import type { Interface, OuterPackets } from "../../../../src/model/device.js";
import { readIPv4 } from "../../../../src/packets/address.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { hostNetworks } from "../host-networks.js";
import { interfaceName, portAbove } from "../interface-name.js";
import { takePolicies } from "../policy-routing.js";
import { type Standing, whyDown } from "../up-states.js";
import { type Bridging, readBridging } from "./bridging.js";
import type { Dialect } from "./dialect.js";
import { type AsaInterface, type InterfaceDraft, newInterface } from "./interface-draft.js";
import { readStatement, takeName } from "./interface-statements.js";
import type { Names } from "./names.js";
import type { AsaStatements } from "./statements.js";

/** The router of interfaces for management only: packets do not go from them to others, or back. */
export const MANAGEMENT = "management";

/** All interfaces; one that is opened again is merged. They go by the name that every other statement uses. */
export function normalizeInterfaces(
  statements: AsaStatements,
  names: Names,
  { routesBridges, threatDefense }: Pick<Dialect, "routesBridges" | "threatDefense">,
  context: CiscoContext,
): AsaInterface[] {
  const drafts = new Map<string, InterfaceDraft>();
  for (const line of statements.of("interface")) {
    const hardware = interfaceName(line.text.replace(/^(?:no )?interface\s+/, ""));
    context.mark(line, "modelled");
    if (line.text.startsWith("no ")) {
      takeName(drafts.get(hardware) ?? newInterface(hardware), line, context);
      drafts.delete(hardware);
      continue;
    }
    const draft = drafts.get(hardware) ?? newInterface(hardware);
    drafts.set(hardware, draft);
    draft.lines.push(line);
    for (const child of line.children) readStatement(draft, child, names, context);
  }
  const ids = idsOf([...drafts.values()], context);
  const bridging = readBridging(statements, drafts, names, routesBridges, context);
  const isSwitch = [...drafts.values()].some((draft) => draft.accessVlan !== undefined);
  const down = whyDown(standingsOf(drafts, isSwitch), { suspended: [], hasOtherPorts: false });
  const hasLevels = threatDefense === undefined;
  const finishing = { roots: statements.roots, drafts, ids, isSwitch, bridging, down, hasLevels };
  const interfaces = [...drafts.values()].map((draft) => finish({ draft, ...finishing }, context));
  if (bridging === undefined) reportBridges([...drafts.values()], ids, context);
  doubtBypasses(statements, ids, context);
  return interfaces;
}

/** What holds aggregates up, and the VLANs of a device with switch ports. */
function standingsOf(drafts: ReadonlyMap<string, InterfaceDraft>, isSwitch: boolean): Standing[] {
  const redundant = new Map(
    [...drafts.values()].flatMap(({ hardware, members }) => [...members].map((member) => [member, hardware] as const)),
  );
  return [...drafts.values()].map((draft) => {
    const { hardware, lines, enabled, doubts, aggregate, accessVlan = 1 } = draft;
    const isTrunk = doubts.some((doubt) => doubt.isTrunk === true);
    const vlans = isTrunk ? ([[1, 4094]] as const) : ([[accessVlan, accessVlan]] as const);
    const isPort = kindOf(draft, isSwitch) === "switched";
    return {
      id: hardware,
      lines,
      isUp: enabled && isCarried(hardware, drafts),
      aggregate: aggregate ?? redundant.get(hardware),
      ...(isPort ? { vlans } : {}),
    };
  });
}

function isCarried(hardware: string, drafts: ReadonlyMap<string, InterfaceDraft>): boolean {
  const above = portAbove(hardware);
  return above === undefined ? true : (drafts.get(above)?.enabled ?? true);
}

/** Ids by hardware: the name; of two with the same one the later goes by its hardware. */
function idsOf(drafts: readonly InterfaceDraft[], context: CiscoContext): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { hardware, nameif, lines } of drafts) {
    const [line] = lines;
    if (nameif !== undefined && taken.has(nameif) && line !== undefined)
      context.doubt(`two interfaces have the name ${nameif}`, line, { scope: "device" });
    const id = nameif === undefined || taken.has(nameif) ? hardware : nameif;
    taken.add(id);
    ids.set(hardware, id);
  }
  return ids;
}

interface Finishing {
  readonly roots: readonly CiscoLine[];
  readonly draft: InterfaceDraft;
  readonly drafts: ReadonlyMap<string, InterfaceDraft>;
  readonly ids: ReadonlyMap<string, string>;
  readonly isSwitch: boolean;
  /** Whether levels tell interfaces apart: those of Threat Defense are all 0. */
  readonly hasLevels: boolean;
  readonly bridging: Bridging | undefined;
  /** Why interfaces may be down, by hardware. */
  readonly down: ReadonlyMap<string, string>;
}

function finish(finishing: Finishing, context: CiscoContext): AsaInterface {
  const { draft, ids } = finishing;
  const id = ids.get(draft.hardware) ?? draft.hardware;
  const [first, ...rest] = draft.lines;
  if (first === undefined) throw new Error(`interface ${id} has no line`);
  const width = { scope: "interfaces" as const, interfaces: [id] };
  const policyRouted = takePolicies(draft, id, finishing.roots, context);
  for (const { text, line, reroutes } of draft.doubts)
    context.doubt(`${id}: ${text}`, line, reroutes ? { ...width, reroutes } : width);
  for (const line of draft.unknown) {
    context.unknown(line, `interface ${id}`, { ...width, reroutes: true });
    for (const child of line.children) context.markBlock(child, "filtering");
  }
  const level = draft.level?.value ?? (draft.nameif === "inside" ? 100 : 0);
  const one = interfaceOf(id, finishing, [first, ...rest], context);
  return {
    interface: policyRouted.length === 0 ? one : { ...one, policyRouted },
    level,
    levelLine: draft.level?.line ?? first,
    forwards: draft.nameif !== undefined && one.router !== MANAGEMENT,
  };
}

function interfaceOf(
  id: string,
  { draft, drafts, ids, isSwitch, bridging, down, hasLevels }: Finishing,
  [first, ...rest]: readonly [CiscoLine, ...CiscoLine[]],
  context: CiscoContext,
): Interface {
  const { hardware, nameif } = draft;
  const above = portAbove(hardware);
  const isUp = isCarried(hardware, drafts);
  const svi = /^Vlan(\d+)$/.exec(hardware)?.[1];
  const vlan = draft.vlan ?? (svi === undefined ? undefined : Number(svi));
  const group = draft.managementOnly ? undefined : bridging?.groupOf(draft);
  const shared = group === undefined ? [] : (bridging?.addressesOf(group) ?? []);
  const isOpen = group !== undefined && shared.length === 0;
  const reason: InterfaceDraft["addressReason"] = isOpen
    ? { text: "the address of its bridge group is not in the file", line: first }
    : draft.addressReason;
  const addressDoubt = reason && context.doubt(`${id}: ${reason.text}`, reason.line, { scope: "match" });
  const over = draft.managementOnly || nameif === undefined ? undefined : bridging?.routedBy(draft);
  const isPort = (group !== undefined && nameif !== undefined) || over !== undefined;
  const kind = isPort ? "routed" : kindOf(draft, isSwitch);
  const networks = hostNetworks(id, draft, context);
  const untold = above !== undefined && draft.vlan === undefined ? "without a VLAN it takes no frames" : undefined;
  const why = kind === "routed" && draft.enabled && isUp ? (down.get(hardware) ?? untold) : undefined;
  const stateDoubt = why && context.doubt(`${id} may be down: ${why}`, first, { scope: "match" });
  return {
    id,
    ...(draft.description === undefined ? {} : { description: draft.description }),
    router: group ?? (draft.managementOnly || bridging?.isWhole === true ? MANAGEMENT : "default"),
    kind,
    ...(svi === undefined ? {} : { svi: true }),
    enabled: draft.enabled && isUp,
    ...(nameif === undefined
      ? {}
      : { zone: hasLevels ? `security level ${draft.level?.value ?? (nameif === "inside" ? 100 : 0)}` : nameif }),
    addresses: group !== undefined ? shared : nameif === undefined ? [] : draft.addresses,
    ...(networks.length === 0 ? {} : { networks }),
    ...(addressDoubt === undefined ? {} : { addressDoubt }),
    ...(reason?.isUnread ? { unreadAddress: true as const } : {}),
    ...(stateDoubt === undefined ? {} : { stateDoubt }),
    ...(vlan === undefined ? {} : { vlan }),
    ...parentOf(over ?? above, ids),
    ...(over === undefined ? {} : { bridge: over }),
    ...(kind === "switched" ? { switchport: { mode: "access", accessVlan: draft.accessVlan ?? 1 } } : {}),
    ...(kind === "tunnel" ? endsOf(draft, ids) : {}),
    at: [context.blockAt(first), ...rest.map((line) => context.blockAt(line))],
  };
}

/** What it is a part of: the interface that its bridge group is routed by, or the one that carries its VLAN. */
function parentOf(hardware: string | undefined, ids: ReadonlyMap<string, string>): Pick<Interface, "parent"> {
  return hardware === undefined ? {} : { parent: ids.get(hardware) ?? hardware };
}

/** An interface without a name passes nothing (reference/cisco.md 3.5, step 1). */
function kindOf(draft: InterfaceDraft, isSwitch: boolean): Interface["kind"] {
  const isAddressed = draft.addresses.length > 0 || draft.addressReason !== undefined || draft.hasIpv6;
  if (/^Loopback/.test(draft.hardware)) return "loopback";
  if (draft.nameif !== undefined && isAddressed) return /^Tunnel/.test(draft.hardware) ? "tunnel" : "routed";
  return isSwitch && /^Ethernet/.test(draft.hardware) ? "switched" : "other";
}

const IPSEC: readonly OuterPackets[] = [{ protocol: 17, port: 500 }, { protocol: 50 }];

/** A virtual tunnel interface: IPsec between two addresses, entered as routes say. */
function endsOf({ lines }: InterfaceDraft, ids: ReadonlyMap<string, string>): Pick<Interface, "tunnel" | "onlyRouted"> {
  const statements = lines.flatMap(({ children }) => children.map(({ text }) => text));
  const last = (start: string) => statements.findLast((text) => text.startsWith(start))?.slice(start.length);
  const remote = readIPv4(last("tunnel destination ") ?? "");
  const source = last("tunnel source interface ");
  if (remote === undefined || source === undefined) return {};
  const over = [...ids.values()].includes(source) ? { over: source } : {};
  return { tunnel: { ...over, remote, carriedBy: IPSEC }, onlyRouted: true };
}

/** `hardware-bypass GigabitEthernet 1/1-1/2`: while the device is without power, what comes in by one of the two leaves by the other. */
function doubtBypasses(statements: AsaStatements, ids: ReadonlyMap<string, string>, context: CiscoContext): void {
  const on = new Map<string, CiscoLine>();
  for (const line of statements.of("hardware-bypass")) {
    // How long a bypass of those below lasts.
    if (/^(?:no )?hardware-bypass boot-delay module-up sfr$/.test(line.text)) context.mark(line, "ignored");
    const pair = /^(?:no )?hardware-bypass GigabitEthernet ?(\d+\/\d+-\d+\/\d+)(?: sticky)?$/.exec(line.text)?.[1];
    if (pair !== undefined) context.mark(line, "modelled");
    if (pair !== undefined && line.text.startsWith("no ")) on.delete(pair);
    else if (pair !== undefined) on.set(pair, line);
  }
  for (const [pair, line] of on) {
    const interfaces = pair.split("-").flatMap((port) => ids.get(`GigabitEthernet${port}`) ?? []);
    const reason = "while the device is without power, packets pass between the two ports unfiltered";
    context.doubt(reason, line, interfaces.length === 2 ? { scope: "interfaces", interfaces } : { scope: "device" });
  }
}

/** Before release 9.7 no device that routes has bridge groups: what members of such a one pass to each other is not known. */
function reportBridges(
  drafts: readonly InterfaceDraft[],
  ids: ReadonlyMap<string, string>,
  context: CiscoContext,
): void {
  const groups = new Map<string, InterfaceDraft[]>();
  for (const draft of drafts) {
    if (draft.bridgeGroup === undefined) continue;
    const { number } = draft.bridgeGroup;
    groups.set(number, [...(groups.get(number) ?? []), draft]);
  }
  for (const [number, members] of groups) {
    const line = members[0]?.bridgeGroup?.line;
    const interfaces = [...members.map(({ hardware }) => hardware), `BVI${number}`].flatMap(
      (one) => ids.get(one) ?? [],
    );
    const reason = `what passes between and by the members of bridge group ${number} is not computed`;
    if (line !== undefined) context.doubt(reason, line, { scope: "interfaces", interfaces, reroutes: true });
  }
}
