/** Which VRFs take over routes of one another at run time (reference/cisco.md 2.7): packets then cross from one to the other. */

import { type CiscoLine, withDescendants, wordsOf } from "../tree.js";
import { beginning } from "./beginning.js";

const GLOBAL = "default";

/** The routers that each router may take routes from. */
export type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** What the block of a VRF says of routes it gives and takes. */
export interface Exchange {
  readonly name: string;
  readonly imports: ReadonlySet<string>;
  readonly exports: ReadonlySet<string>;
  /** Maps and copies may take any route, or give it any target. */
  readonly isOpen: boolean;
}

/**
 * Targets that one VRF exports and another imports; by a map or a copy a VRF may exchange routes with all others and with
 * the global table. Where VPN routes come from other devices, packets of a VRF leave by interfaces of the global table as well.
 */
export function readImports(roots: readonly CiscoLine[]): Imports {
  const isVpn = beginning(roots, "router").some(
    (line) => /^router bgp\b/.test(line.text) && line.children.some(isVpnFamily),
  );
  return importsOf(beginning(roots, "vrf", "ip vrf").filter(isVrf).map(exchangeOf), isVpn);
}

/** @param isVpn whether VPN routes come from other devices. */
export function importsOf(vrfs: readonly Exchange[], isVpn: boolean): Imports {
  const imports = new Map<string, Set<string>>();
  const add = (to: string, from: string) => imports.set(to, (imports.get(to) ?? new Set<string>()).add(from));
  for (const one of vrfs) {
    for (const other of vrfs.filter(({ name }) => name !== one.name)) {
      const isShared = [...one.imports].some((target) => other.exports.has(target));
      if (isShared || one.isOpen || other.isOpen) add(one.name, other.name);
    }
    if (!one.isOpen && !(isVpn && one.imports.size + one.exports.size > 0)) continue;
    add(one.name, GLOBAL);
    add(GLOBAL, one.name);
  }
  return imports;
}

/** The line by which a VRF copies routes of others, without any routing protocol. */
export function copyOf(vrf: CiscoLine): CiscoLine | undefined {
  return withDescendants(vrf).find((line) => line.text.startsWith("route-replicate "));
}

/** Whether a line opens the block of a VRF. */
export function isVrf(line: CiscoLine): boolean {
  return /^(?:vrf definition|vrf context|ip vrf) \S/.test(line.text);
}

function isVpnFamily(line: CiscoLine): boolean {
  return /^address-family (?:vpnv[46]|l2vpn evpn)\b/.test(line.text);
}

function exchangeOf(vrf: CiscoLine): Exchange {
  const imports = new Set<string>();
  const exports = new Set<string>();
  let isOpen = false;
  for (const line of withDescendants(vrf)) {
    const [first, way, target = ""] = wordsOf(line);
    if (first === "import" || first === "export" || first === "route-replicate") isOpen = true;
    if (first !== "route-target") continue;
    // The one it makes up for itself is nobody else's.
    const id = target === "auto" ? `auto ${line.number}` : target;
    if (way !== "export") imports.add(id);
    if (way !== "import") exports.add(id);
  }
  return { name: wordsOf(vrf)[2] ?? "", imports, exports, isOpen };
}
