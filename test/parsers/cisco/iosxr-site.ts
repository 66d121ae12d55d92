/** An IOS-XR router between two networks, and packets sent through it. */
import { askBoth } from "./site.js";

export const IN = "GigabitEthernet0/0/0/0";
export const OUT = "GigabitEthernet0/0/0/1";

/** A router with this in front of its interfaces; 10.2.0.0/16 lies behind the second, lists `A` stand where packets come in. */
export function xr(
  lists: string,
  bindings: readonly string[] = ["ipv4 access-group A ingress", "ipv6 access-group A ingress"],
): string {
  return `!! IOS XR Configuration 7.3.2
!! Last configuration change at Mon Nov  2 08:00:00 2026 by admin
!
hostname core-1
${lists}
interface ${IN}
 ipv4 address 10.1.0.1 255.255.0.0
 ipv6 address 2001:db8:1::1/64
${bindings.map((line) => ` ${line}\n`).join("")}!
interface ${OUT}
 ipv4 address 10.2.0.1/16
 ipv6 address 2001:db8:2::1/64
!
end
`;
}

/** Lists `A` with these entries on that router; the IPv6 one lets everything pass. */
export function entries(...lines: readonly string[]): string {
  return xr(`${block("ipv4 access-list A", lines)}\nipv6 access-list A\n 10 permit ipv6 any any\n!`);
}

/** The same for IPv6. */
export function entries6(...lines: readonly string[]): string {
  return xr(`${block("ipv6 access-list A", lines)}\nipv4 access-list A\n 10 permit ipv4 any any\n!`);
}

export function block(opens: string, lines: readonly string[]): string {
  return [opens, ...lines.map((line) => ` ${line}`), "!"].join("\n");
}

export function askXr(text: string, packet: string, ingress = IN, egress = OUT) {
  return askBoth(text, packet, ingress, egress);
}
