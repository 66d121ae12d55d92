/** Interfaces of OPNsense that ask for their addresses: what their servers answer is let in (src/etc/inc/filter.lib.inc by release). */
import type { RuleDoubt } from "../../../../src/model/rule.js";
import type { Context } from "../context.js";
import { clientOf6, dhcp6Client, dhcpClient } from "../hidden-parts.js";
import { hidden, udp } from "../implicit.js";
import type { RuleInterface } from "../interfaces.js";
import { network } from "../ip.js";
import type { PfRule } from "../order.js";
import { hasInterfaceSettings, isSince22 } from "./release.js";

export function addressClient(context: Context, of: RuleInterface): PfRule[] {
  return [...dhcpClient(context, of, isSince22(context)), ...client6(context, of)];
}

/** To link-local addresses alone, whoever sends it; until about 22.7 from port 547 to anybody, hosts behind the firewall as well. */
function client6(context: Context, of: RuleInterface): PfRule[] {
  const written = clientOf6(of);
  if (written === undefined) return [];
  const local = network("fe80::/10");
  const common = { action: "permit", quick: true, interfaces: [of.id], at: context.place(written) } as const;
  const name = `DHCP client on ${of.name}`;
  const id = `dhcp6-client-local-${of.id}`;
  const isNew = hasInterfaceSettings(context);
  const reason = "whether this release lets in DHCPv6 to link-local addresses alone is not known";
  const doubts: RuleDoubt[] = isNew ? [] : [{ doubt: context.doubt("rule", reason, written), effect: "narrows" }];
  const both: PfRule[] = [
    hidden({
      ...common,
      id,
      name,
      direction: "in",
      source: { kind: "any", family: 6 },
      destination: local,
      service: isNew ? udp(undefined, 546) : udp(547, 546),
    }),
    hidden({ ...common, id: `${id}-out`, name, direction: "out", source: local, service: udp(546, 547) }),
  ];
  return isNew ? both : [...both, ...dhcp6Client(context, of, doubts)];
}
