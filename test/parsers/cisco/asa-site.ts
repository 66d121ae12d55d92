/** An ASA between an inside and an outside network: what its trap tests ask. */
import { type Answer, askBoth, parse } from "./site.js";

/**
 * `inside` is 10.1.0.0/16 with level 100, `outside` 192.0.2.0/24 with level 0 and the default route, `dmz` 10.2.0.0/16 with
 * level 50.
 */
export function asa(lines: string, version = "9.12(4)"): string {
  return `ASA Version ${version}
!
hostname fw-1
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 192.0.2.1 255.255.255.0
 ipv6 address 2001:db8:9::1/64
!
interface GigabitEthernet0/1
 nameif inside
 security-level 100
 ip address 10.1.0.1 255.255.0.0
 ipv6 address 2001:db8:1::1/64
!
interface GigabitEthernet0/2
 nameif dmz
 security-level 50
 ip address 10.2.0.1 255.255.0.0
!
route outside 0.0.0.0 0.0.0.0 192.0.2.254 1
${lines}
`;
}

/** The same with these entries in the list of packets from outside. */
export function fromOutside(...entries: readonly string[]): string {
  const list = entries.map((entry) =>
    entry.startsWith("object") || entry.startsWith(" ") ? entry : `access-list OUT extended ${entry}`,
  );
  return asa([...list, "access-group OUT in interface outside"].join("\n"));
}

/** @param packets what is asked, by `PACKET [INGRESS > EGRESS]`; left out: from outside to inside. */
export function answers(text: string, packets: Readonly<Record<string, Answer>>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(packets).map((packet) => {
      const [, asked = packet, ingress = "outside", egress = "inside"] = /^(.*) \[(\S+) > (\S+)\]$/.exec(packet) ?? [];
      return [packet, askBoth(text, asked, ingress, egress)];
    }),
  );
}

/** Reasons of all doubts. */
export function doubtsOf(text: string): string[] {
  return parse(text).device.doubts.map(({ reason }) => reason);
}
