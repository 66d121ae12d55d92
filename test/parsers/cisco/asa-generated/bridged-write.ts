/** Writes a described firewall with a routed bridge group as an ASA exports it. */
import { type BridgedShape, PORTS } from "./bridged-description.js";
import { writeSite } from "./write.js";

const INSIDE = /interface GigabitEthernet0\/1\n( nameif inside\n security-level \d+\n ip address \S+ \S+\n!\n)/;

export function writeBridged({ site, levels, in: into, out }: BridgedShape): string {
  const ports = PORTS.map(
    (port, index) =>
      `interface GigabitEthernet1/${index}\n bridge-group 1\n nameif ${port}\n security-level ${levels[index]}\n!\n`,
  );
  const bound = PORTS.flatMap((port, index) => [
    ...(site.lists[into[index] ?? -1] === undefined ? [] : [`access-group L${into[index]} in interface ${port}\n`]),
    ...(site.lists[out[index] ?? -1] === undefined ? [] : [`access-group L${out[index]} out interface ${port}\n`]),
  ]);
  return writeSite(site)
    .replace(INSIDE, (_, own: string) => `${ports.join("")}interface BVI1\n${own}`)
    .replace("route outside", `${bound.join("")}route outside`);
}
