/** Asymmetric routing: packets of no session that pass without a policy. */
import type { Family, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import { isEnabled, settingOf } from "../tree.js";
import type { Context } from "./context.js";
import type { VirtualDomain } from "./virtual-domain.js";

const ACK = 16;
const RST = 4;

/** Type of an echo reply. */
const ECHO_REPLY = { 4: 0, 6: 129 } as const;

/** With `asymroute` TCP behind the first packet and echo replies, with `asymroute-icmp` ICMP, of no session is routed on. */
const OPTIONS: readonly { key: string; family: Family; service: ServiceExpression }[] = ([4, 6] as const).flatMap(
  (family) => {
    const key = family === 4 ? "asymroute" : "asymroute6";
    const flags = [ACK, RST].map((flag) => ({ mask: flag, value: flag }));
    const reply: ServiceExpression = { kind: "icmp", family, type: ECHO_REPLY[family] };
    return [
      { key, family, service: { kind: "union", of: [{ kind: "ports", protocol: 6, flags }, reply] } },
      { key: `${key}-icmp`, family, service: { kind: "icmp", family } },
    ] as const;
  },
);

/**
 * While asymmetric routing is allowed, packets that belong to no session and open none are forwarded by routes alone, without
 * a policy (vendor's technical tips on asymmetric routing and on traffic permitted by policy 0). Which ones the device takes for
 * such depends on its sessions, so each may pass or not.
 */
export function statelessRules(domain: VirtualDomain, context: Context): Rule[] {
  return OPTIONS.flatMap(({ key, family, service }): Rule[] => {
    const setting = isEnabled(domain.settings, key) ? settingOf(domain.settings, key) : undefined;
    if (!setting) return [];
    const at = context.settingRange(setting);
    const reason = `packets of no session may pass without a policy (${key})`;
    const doubt = context.doubt({ reason, scope: "rule", at });
    return [
      {
        id: key,
        name: key,
        action: "permit",
        match: { source: { kind: "any", family }, destination: { kind: "any", family }, service },
        enabled: true,
        doubts: [{ doubt, effect: "narrows" }],
        log: false,
        at: [at],
      },
    ];
  });
}
