/** Networks in the air (`wireless-controller vap`): what access points do with packets of their stations before the device sees them. */
import type { Interface } from "../../../src/model/device.js";
import type { InterfaceId, Rule } from "../../../src/model/rule.js";
import { isEnabled, type Setting, settingOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { mayPass } from "./may-pass.js";
import { rowsIn, type Vdoms } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const SECTION = "wireless-controller vap";

/** With these stations are in the network where their access point stands, not behind the device (Fortinet, FortiWiFi and FortiAP guide). */
const ELSEWHERE = ["local-bridging", "local-standalone"];

/**
 * Adds doubts about interfaces of networks whose stations are elsewhere, and about segments whose stations are kept apart
 * (`intra-vap-privacy`). The interface of the stations bears the name of the row; VLANs may be on it, and it may be a port of a switch.
 */
export function doubtWireless(vdoms: Vdoms, interfaces: ReadonlyMap<InterfaceId, Interface>, context: Context): void {
  const holders = new Set([...vdoms.global, ...vdoms.all.flatMap((vdom) => vdom.holders)]);
  for (const row of rowsIn([...holders], SECTION)) {
    const own = stationsOf(row.name, [...interfaces.values()]);
    const above = interfaces.get(row.name)?.parent;
    const around = above === undefined ? own : [...own, above];
    const elsewhere = ELSEWHERE.find((key) => isEnabled(row, key));
    const routed = around.filter((id) => (interfaces.get(id)?.addresses.length ?? 0) > 0);
    if (elsewhere !== undefined && routed.length > 0) {
      const reason = `stations of ${row.name} are in the network of their access point ("${elsewhere}")`;
      const at = context.keyRange(row, settingOf(row, elsewhere));
      context.doubt({ reason, scope: "interfaces", interfaces: routed, addressesKnown: true, at });
    }
    if (!isEnabled(row, "intra-vap-privacy")) continue;
    const at = context.keyRange(row, settingOf(row, "intra-vap-privacy"));
    const reason = `access points keep stations of ${row.name} apart ("intra-vap-privacy")`;
    context.doubt({ reason, scope: "segments", interfaces: around, at });
  }
}

/**
 * Packets that access points send out where they stand, past the device and its policies (Fortinet, FortiWiFi and FortiAP guide, split
 * tunneling): to networks that profiles and access points list, or their own.
 */
export function splitRules(
  { vdom, shared, prefix }: VirtualDomain,
  interfaces: readonly Interface[],
  context: Context,
): Rule[] {
  return rowsIn(vdom.holders, SECTION).flatMap((row): Rule[] => {
    const setting = isEnabled(row, "split-tunneling") ? settingOf(row, "split-tunneling") : undefined;
    // As a port of a software switch it is no interface of its own.
    const switches = rowsIn([...shared, ...vdom.holders], "system switch-interface").filter((one) =>
      valuesOf(one, "member").includes(row.name),
    );
    const ingress = [...stationsOf(row.name, interfaces), ...switches.map(({ name }) => name)];
    if (setting === undefined || ingress.length === 0) return [];
    const at = context.settingRange(setting);
    const reason = `access points may send packets of stations of ${row.name} past the device ("${setting.key}")`;
    const doubt = context.doubt({ reason, scope: "rule", at });
    const name = `past the device from ${row.name}`;
    return [mayPass({ id: `${prefix}${name}`, name, ingress }, doubt, at)];
  });
}

/** What holds packets of stations up, and which interfaces these come in by. */
export interface HeldUp {
  readonly ingress: readonly InterfaceId[];
  readonly name: string;
  readonly reason: string;
  readonly setting: Setting;
}

/** Portals at which stations log in first, and lists by which access points drop. */
export function heldUp({ vdom }: VirtualDomain, interfaces: readonly Interface[]): HeldUp[] {
  return rowsIn(vdom.holders, SECTION).flatMap((row): HeldUp[] => {
    const ingress = stationsOf(row.name, interfaces);
    if (ingress.length === 0) return [];
    const portal = isEnabled(row, "captive-portal") ? settingOf(row, "captive-portal") : settingOf(row, "security");
    const [list, local] = [settingOf(row, "access-control-list"), settingOf(row, "local-lan")];
    const found: HeldUp[] = [];
    const add = (setting: Setting | undefined, name: string, reason: string) => {
      if (setting !== undefined) found.push({ ingress, name: `${name} of ${row.name}`, reason, setting });
    };
    const isPortal = portal?.key === "captive-portal" || portal?.values[0]?.includes("captive-portal") === true;
    if (isPortal) add(portal, "login", `stations of ${row.name} must log in before anything of theirs passes`);
    if ((list?.values[0] ?? "") !== "") add(list, "list", `access points may drop packets of stations of ${row.name}`);
    if (local?.values[0] === "deny")
      add(local, "local-lan", `access points may drop packets of stations of ${row.name} to private addresses`);
    return found;
  });
}

/** The interface of the stations, where there is one, and VLANs on it. */
function stationsOf(name: string, interfaces: readonly Interface[]): InterfaceId[] {
  return interfaces.flatMap(({ id, parent }) => (id === name || parent === name ? [id] : []));
}
