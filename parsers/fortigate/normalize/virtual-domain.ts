/** Everything the policies of one VDOM are read with: its names, objects and settings. */
import type { Interface } from "../../../src/model/device.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { isAtLeast } from "../header.js";
import { type Block, isEnabled, newBlock, textOf } from "../tree.js";
import { Addresses } from "./addresses.js";
import type { Context } from "./context.js";
import { InterfaceNames } from "./interface-names.js";
import { managementPorts } from "./interfaces.js";
import { Schedules } from "./schedules.js";
import { Services } from "./services.js";
import { tablesIn, type Vdom, type Vdoms } from "./vdoms.js";
import { VirtualIps } from "./virtual-ips.js";

export interface VirtualDomain {
  readonly vdom: Vdom;
  /** Blocks that hold the sections of the whole device. */
  readonly shared: readonly Block[];
  /** Interfaces that a cluster keeps for management. */
  readonly managementPorts: readonly InterfaceId[];
  /** Stands before ids and names where there are several VDOMs: `ot/`; empty otherwise. */
  readonly prefix: string;
  readonly names: InterfaceNames;
  readonly addresses4: Addresses;
  readonly addresses6: Addresses;
  readonly services: Services;
  readonly schedules: Schedules;
  readonly virtualIps: VirtualIps;
  /** `config system settings`; empty where it is absent: the defaults hold. */
  readonly settings: Block;
  readonly centralNat: boolean;
  /** NGFW policy-based mode of a release in which what passes needs an accept in two tables. */
  readonly policyBased: boolean;
  /** `auth-on-demand always`: a policy that names users holds up everybody it would match. */
  readonly asksAlways: boolean;
}

/** Reads the objects of a VDOM; adds interfaces that only policies or tunnels name to `interfaces`. */
export function readVirtualDomain(
  vdom: Vdom,
  vdoms: Vdoms,
  interfaces: Map<InterfaceId, Interface>,
  context: Context,
): VirtualDomain {
  const prefix = vdoms.several ? `${vdom.name}/` : "";
  const settings = tablesIn(vdom.holders, "system settings")[0] ?? newBlock("config", "system settings");
  const inPolicies = textOf(settings, "ngfw-mode") === "policy-based";
  const names = new InterfaceNames(vdom, vdoms, interfaces, context);
  const services = new Services(vdom, prefix, vdoms.global, context);
  return {
    vdom,
    shared: vdoms.global,
    managementPorts: [...managementPorts(vdoms)],
    prefix,
    names,
    addresses4: new Addresses(4, vdom, vdoms.global, prefix, interfaces, context),
    addresses6: new Addresses(6, vdom, vdoms.global, prefix, interfaces, context),
    services,
    schedules: new Schedules(vdom, context),
    virtualIps: new VirtualIps(vdom, { prefix, names, services }, context),
    settings,
    centralNat: inPolicies || isEnabled(settings, "central-nat"),
    policyBased: inPolicies && hasTwoTables(vdom, context),
    asksAlways: tablesIn(vdom.holders, "user setting").some((table) => textOf(table, "auth-on-demand") === "always"),
  };
}

/**
 * Up to release 6.0 policies named applications themselves in NGFW policy-based mode, and decided alone (Fortinet, handbook
 * 6.0, NGFW policy mode; new features 6.2.1).
 */
function hasTwoTables(vdom: Vdom, context: Context): boolean {
  const { version } = context.header;
  if (version) return isAtLeast(version, 6, 2, 0);
  const [table] = tablesIn(vdom.holders, SECURITY);
  if (!table) {
    const reason = "whether there is a table of security policies in NGFW policy-based mode depends on the release";
    context.doubt({ reason, scope: "device", at: context.places.range(context.header.start, context.header.end) });
  }
  return table !== undefined;
}

const SECURITY = "firewall security-policy";
