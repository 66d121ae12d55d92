/** Routing instances of IOS-XR (reference/cisco.md 2.7). */

import type { Router } from "../../../../src/model/device.js";
import type { DoubtId } from "../../../../src/model/expression.js";
import { type CiscoLine, withDescendants, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { type Exchange, importsOf } from "../route-leaks.js";

/** What no part of a VRF that concerns packets is. */
const IRRELEVANT =
  /^(?:no )?(?:description|mode|vpn|rd|maximum prefix|mhost|evpn-route-sync|remote-route-filtering|address-family|import|export|exit|\d[\d.]*:\d+|segment-routing|srv6)\b/;

const PROTOCOLS = ["ospf", "ospfv3", "bgp", "eigrp", "rip", "isis"];

/** The names of the VRFs that blocks define; what stands in these is marked. */
export function readVrfs(roots: readonly CiscoLine[], context: CiscoContext): string[] {
  const names: string[] = [];
  for (const root of beginning(roots, "vrf")) {
    const [, no, name] = /^(no )?vrf (\S+)$/.exec(root.text) ?? [];
    if (name === undefined) continue;
    context.mark(root, "modelled");
    if (no !== undefined) {
      names.splice(0, names.length, ...names.filter((one) => one !== name));
      continue;
    }
    names.push(name);
    for (const line of withDescendants(root)) {
      if (line === root) continue;
      if (IRRELEVANT.test(line.text)) context.mark(line, "modelled");
      else context.unknown(line, "vrf", { scope: "device" });
    }
  }
  return [...new Set(names)];
}

/**
 * What dynamic protocols add to the routes cannot be known: in the VRFs that their block names, and in the global one. VRFs
 * take routes of one another by route targets, or by a policy.
 */
export function normalizeRouters(
  roots: readonly CiscoLine[],
  { defined, used }: { readonly defined: readonly string[]; readonly used: readonly string[] },
  context: CiscoContext,
): Router[] {
  const dynamic = new Map<string, DoubtId>();
  for (const root of beginning(roots, "router")) {
    const [first, protocol = ""] = wordsOf(root);
    if (first !== "router" || !PROTOCOLS.includes(protocol)) continue;
    context.markBlock(root, "modelled");
    const doubt = context.doubt(`routes of ${protocol} are learned at run time`, root, { scope: "match" });
    for (const name of ["default", ...namedIn(root, defined, context)])
      if (!dynamic.has(name)) dynamic.set(name, doubt);
  }
  const imports = importsOf(beginning(roots, "vrf").filter(isVrf).map(exchangeOf), isVpn(roots));
  const names = [...new Set(["default", ...used, ...dynamic.keys()])];
  return names.map((id) => {
    const dynamicRouting = dynamic.get(id);
    const others = [...(imports.get(id) ?? [])].filter((other) => names.includes(other));
    return {
      id,
      forwards: { ipv4: true, ipv6: true },
      ...(dynamicRouting === undefined ? {} : { dynamicRouting }),
      ...(others.length > 0 ? { imports: others } : {}),
    };
  });
}

/** The VRFs that a block names. One that nobody defines may be another, whose name is spoilt. */
export function namedIn(root: CiscoLine, defined: readonly string[], context: CiscoContext): string[] {
  const names: string[] = [];
  for (const line of withDescendants(root)) {
    const name = line === root ? undefined : /^vrf (\S+)$/.exec(line.text)?.[1];
    if (name === undefined) continue;
    names.push(name);
    if (name !== "default" && !defined.includes(name))
      context.doubt(`the VRF ${name} is named here, and nobody defines it`, line, { scope: "device" });
  }
  return names;
}

function isVrf({ text }: CiscoLine): boolean {
  return /^vrf \S+$/.test(text);
}

/** Whether VPN routes come from other devices. */
function isVpn(roots: readonly CiscoLine[]): boolean {
  return roots
    .filter(({ text }) => /^router bgp\b/.test(text))
    .some((root) => withDescendants(root).some(({ text }) => /^address-family (?:vpnv[46]|l2vpn evpn)\b/.test(text)));
}

/** `import route-target` with targets under it; a policy, and what goes to or comes from others by name, may take any route. */
function exchangeOf(vrf: CiscoLine): Exchange {
  const imports = new Set<string>();
  const exports = new Set<string>();
  let isOpen = false;
  for (const line of withDescendants(vrf)) {
    const [, way] = /^(import|export) route-target$/.exec(line.text) ?? [];
    if (way !== undefined)
      for (const one of line.children) (way === "import" ? imports : exports).add(wordsOf(one)[0] ?? "");
    else if (/^(?:import|export)\b/.test(line.text)) isOpen = true;
  }
  return { name: wordsOf(vrf)[1] ?? "", imports, exports, isOpen };
}
