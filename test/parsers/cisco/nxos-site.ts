/** A Nexus between two networks, and packets sent through it. */
import { ask } from "./site.js";

/** A switch whose list `A` stands where packets come in from 10.1.0.0/16; 10.2.0.0/16 lies behind the other port. */
export function nexus(lists: string, version = "9.3(8) Bios:version 05.39"): string {
  return `!Command: show running-config
version ${version}
hostname core-1
line console
feature interface-vlan
interface Ethernet1/1
  no switchport
  ip access-group A in
  ipv6 traffic-filter A in
  ip address 10.1.0.1/16
  ipv6 address 2001:db8:1::1/64
  no shutdown
interface Ethernet1/2
  no switchport
  ip address 10.2.0.1/16
  ipv6 address 2001:db8:2::1/64
  no shutdown
${lists}
`;
}

/** A list `A` with these entries on that switch. */
export function entries(...lines: readonly string[]): string {
  return nexus(["ip access-list A", ...lines.map((line) => `  ${line}`)].join("\n"));
}

export function askNexus(text: string, packet: string, ingress = "Ethernet1/1", egress = "Ethernet1/2") {
  return ask(text, packet, ingress, egress);
}
