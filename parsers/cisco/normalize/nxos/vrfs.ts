/** Routing instances of NX-OS (reference/cisco.md 2.7, 4.2). */

import type { Router } from "../../../../src/model/device.js";
import type { DoubtId } from "../../../../src/model/expression.js";
import { type CiscoLine, withDescendants, wordsOf } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { doubtLabelRouting } from "../label-routing.js";
import { isVrf, readImports } from "../route-leaks.js";
import { doubtTunnelRouting } from "../tunnel-routing.js";

/** The names of VRFs: the case of letters makes no difference between them. */
export class Vrfs {
  private readonly names = new Map<string, string>([
    ["default", "default"],
    ["management", "management"],
  ]);
  private readonly shut = new Set<string>();

  constructor(roots: readonly CiscoLine[], context: CiscoContext) {
    for (const line of beginning(roots, "vrf", "ip vrf")) {
      if (!isVrf(line)) continue;
      const name = this.nameOf(wordsOf(line)[2] ?? "");
      this.names.set(name.toLowerCase(), name);
      context.mark(line, "modelled");
      for (const { text } of line.children)
        if (text === "shutdown") this.shut.add(name);
        else if (text === "no shutdown") this.shut.delete(name);
    }
  }

  /** The one spelling of a name: that of its definition, or as it is written. */
  nameOf(name: string): string {
    return this.names.get(name.toLowerCase()) ?? name;
  }

  isDefined(name: string): boolean {
    return this.names.has(name.toLowerCase());
  }

  /** Whether a VRF is shut down: its interfaces are out of use. */
  isDown(name: string): boolean {
    return this.shut.has(this.nameOf(name));
  }

  all(): string[] {
    return [...this.names.values()];
  }
}

/** What no part of a VRF that concerns packets is: how it is told to others, and what its services use. */
const IRRELEVANT =
  /^(?:no )?(?:rd|vni|description|address-family|route-target|maximum routes|ip (?:domain|name-server|host|pim|igmp|multicast|amt|mroute|auto-discard|icmp-errors|msdp|radius|tacacs)|ipv6 (?:pim|mld|multicast|mroute|icmp)|mdt|import|export|shutdown|exit|bgp|evpn|snmp|ipsec|hardware)\b/;

/** Marks what stands in the blocks of VRFs but the routes, which are read elsewhere. */
export function readVrfBlocks(roots: readonly CiscoLine[], context: CiscoContext): void {
  for (const line of beginning(roots, "vrf", "ip vrf").filter(isVrf)) {
    for (const child of line.children) {
      if (/^(?:no )?(?:ip|ipv6) route\s/.test(child.text)) continue;
      if (IRRELEVANT.test(child.text)) {
        context.markBlock(child, "modelled");
        for (const one of withDescendants(child))
          if (!IRRELEVANT.test(one.text)) context.unknown(one, "vrf context", { scope: "device" });
      } else {
        context.unknown(child, "vrf context", { scope: "device" });
        for (const one of child.children) context.markBlock(one, "filtering");
      }
    }
  }
}

const PROTOCOLS = ["ospf", "ospfv3", "bgp", "eigrp", "rip", "isis", "otv-isis", "lisp"];

/** What dynamic protocols add to the routes cannot be known: in the VRFs that their block names, and in the default one. */
export function normalizeRouters(
  roots: readonly CiscoLine[],
  vrfs: Vrfs,
  used: readonly string[],
  context: CiscoContext,
): Router[] {
  const dynamic = new Map<string, DoubtId>();
  for (const line of beginning(roots, "segment-routing")) doubtTunnelRouting(line, context);
  for (const line of beginning(roots, "router")) {
    const [first, protocol = ""] = wordsOf(line);
    if (first !== "router") continue;
    if (!PROTOCOLS.includes(protocol)) continue;
    context.markBlock(line, "modelled");
    doubtLabelRouting(line, context);
    doubtTunnelRouting(line, context);
    const doubt = context.doubt(`routes of ${protocol} are learned at run time`, line, { scope: "match" });
    const named = withDescendants(line).flatMap(({ text }) => /^vrf (\S+)/.exec(text)?.[1] ?? []);
    for (const name of ["default", ...named.map((one) => vrfs.nameOf(one))])
      if (!dynamic.has(name)) dynamic.set(name, doubt);
  }
  const imports = readImports(roots);
  const names = [...new Set([...vrfs.all(), ...used])];
  return names.map((id) => {
    const dynamicRouting = dynamic.get(id);
    const others = [...(imports.get(id) ?? [])]
      .map((other) => vrfs.nameOf(other))
      .filter((other) => names.includes(other));
    return {
      id,
      forwards: { ipv4: true, ipv6: true },
      ...(dynamicRouting === undefined ? {} : { dynamicRouting }),
      ...(others.length > 0 ? { imports: others } : {}),
    };
  });
}
