/** VLANs that a switch or router of Cisco joins by statements of ports: tags that are changed, bridge domains, tunnels for frames. */
import type { Device, Interface } from "../../../src/model/device.js";
import { type CiscoLine, withDescendants } from "../tree.js";
import { beginning, under } from "./beginning.js";
import type { CiscoContext } from "./context.js";
import { interfacesNamed } from "./interface-name.js";
import { type Ranges, rangesIn } from "./vlans.js";

export interface JointSite {
  /** Segments that are no others' bear its name. */
  readonly device: string;
  readonly interfaces: readonly Interface[];
  /** Bridge domains are its VLANs (Catalyst, ME 3600X), which they are not on routers. */
  readonly isSwitch: boolean;
}

/** Tags that go into a segment, by a statement. */
interface Part {
  readonly vlans: Ranges;
  readonly segment: string;
  readonly by: string;
  readonly line: CiscoLine;
}

interface Instance {
  readonly port: string;
  readonly number: string;
  readonly line: CiscoLine;
  readonly vlans: Ranges;
}

/** All of them; of ports that are switched off none. */
export function vlanJoints(
  roots: readonly CiscoLine[],
  site: JointSite,
  context: CiscoContext,
): Pick<Device, "joints"> {
  const parts = tunnelled(roots);
  const instances: Instance[] = [];
  const joining = under(roots, "interface", "switchport", "otv", "service", "bridge", "xconnect").filter(
    ({ text, parent }) => OF_PORT.test(text) && /^interface /i.test(parent?.text ?? ""),
  );
  const own = joining.length === 0 ? undefined : new Map(site.interfaces.map((one) => [one.id, one]));
  for (const line of joining) {
    for (const port of portsOf(line.parent?.text ?? "")) {
      const { enabled = true, vlan } = own?.get(port) ?? {};
      if (!enabled) continue;
      const number = /^service instance (\d+) /.exec(line.text)?.[1];
      if (number !== undefined) instances.push({ port, number, line, vlans: tagsOf(line) });
      else parts.push(...partsOf(line, { port, vlan, device: site.device, roots }));
    }
  }
  if (instances.length > 0) parts.push(...bridged(instances, roots, site));
  const joints = parts.flatMap(({ vlans, line, ...rest }) =>
    numbersIn(vlans).map((vlan) => ({ on: { vlan }, ...rest, at: context.at(line) })),
  );
  return joints.length === 0 ? {} : { joints };
}

const OF_PORT = /^(?:switchport vlan mapping|otv vlan mapping|service instance|bridge-group|xconnect) /;

function portsOf(text: string): readonly string[] {
  const named = text.replace(/^interface\s+/i, "").replace(/\s+(?:point-to-point|multipoint)$/, "");
  return interfacesNamed(named) ?? [];
}

function numbersIn(ranges: Ranges): number[] {
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index),
  );
}

interface Port {
  readonly port: string;
  readonly vlan: number | undefined;
  readonly device: string;
  readonly roots: readonly CiscoLine[];
}

function partsOf(line: CiscoLine, { port, vlan, device, roots }: Port): Part[] {
  const { text } = line;
  const [, from = "", to = ""] = /^(?:switchport|otv) vlan mapping ([\d,-]+) (?:to )?([\d,-]+)$/.exec(text) ?? [];
  const mapped = [...(rangesIn(from) ?? []), ...(rangesIn(to) ?? [])];
  if (mapped.length > 0) return [{ vlans: mapped, segment: `${text} at ${port} of ${device}`, by: port, line }];
  const group = /^bridge-group (\d+)$/.exec(text)?.[1];
  const segment = group === undefined ? farEnd(text, roots) : `bridge group ${group} of ${device}`;
  return segment === undefined || vlan === undefined ? [] : [{ vlans: [[vlan, vlan]], segment, by: port, line }];
}

/** Wires through a network of labels (RFC 4447): both ends give the same number, as do all of a virtual private LAN (RFC 4762). */
function farEnd(text: string, roots: readonly CiscoLine[]): string | undefined {
  const [, name, number] = /^xconnect (?:vfi (\S+)|\S+ (\d+)\b)/.exec(text) ?? [];
  if (number !== undefined) return `pseudowire ${number}`;
  const lan = beginning(roots, "l2").find(({ text: one }) => name !== undefined && one.split(" ")[2] === name);
  const its = lan?.children.flatMap((line) => /^vpn id (\d+)$/.exec(line.text)?.[1] ?? [])[0];
  return its && `pseudowire ${its}`;
}

/** The tags of the frames that a service instance takes, the outer ones. */
function tagsOf(instance: CiscoLine): Ranges {
  const line = instance.children.findLast(({ text }) => text.startsWith("encapsulation "));
  return rangesIn(/^encapsulation dot1(?:q|ad) ([\d,-]+)\b/i.exec(line?.text ?? "")?.[1] ?? "") ?? [];
}

/**
 * Service instances by what takes their frames: `bridge-domain N` and `xconnect` in them; `member PORT service-instance N` of a
 * bridge domain or of a context of `l2vpn`; `connect NAME PORT N PORT M`.
 */
function bridged(instances: readonly Instance[], roots: readonly CiscoLine[], site: JointSite): Part[] {
  const domainOf = (number: string) => `bridge domain ${number} of ${site.device}`;
  const parts = instances.flatMap(({ port, line, vlans }) =>
    line.children.flatMap((child): Part[] => {
      const domain = /^bridge-domain (\d+)\b/.exec(child.text)?.[1];
      const segment = domain === undefined ? farEnd(child.text, roots) : domainOf(domain);
      if (segment === undefined) return [];
      const part = { vlans, segment, by: `${port} ${line.text}`, line: child };
      const number = Number(domain);
      return domain === undefined || !site.isSwitch
        ? [part]
        : [part, { ...part, vlans: [[number, number]], by: child.text }];
    }),
  );
  for (const root of beginning(roots, "bridge-domain", "l2vpn", "connect")) {
    const domain = /^bridge-domain (\d+)$/.exec(root.text)?.[1];
    const segment = domain === undefined ? `${root.text} of ${site.device}` : domainOf(domain);
    for (const member of withDescendants(root)) {
      for (const [, named = "", number] of member.text.matchAll(MEMBER)) {
        const [port] = interfacesNamed(named) ?? [];
        const one = instances.find((instance) => instance.port === port && instance.number === number);
        if (one !== undefined)
          parts.push({ vlans: one.vlans, segment, by: `${one.port} ${one.line.text}`, line: member });
      }
    }
  }
  return parts;
}

const MEMBER = /(?<= )([A-Za-z][\w./-]*\d) (?:service-instance )?(\d+)\b/g;

/** VLANs that travel in VXLAN, by the number there (RFC 7348 4): those of one number are one, whatever theirs is at each end. */
function tunnelled(roots: readonly CiscoLine[]): Part[] {
  if (!beginning(roots, "interface").some(({ text }) => /^interface nve/i.test(text))) return [];
  return beginning(roots, "vlan").flatMap((block) => {
    const vlan = Number(/^vlan (?:configuration )?(\d+)$/.exec(block.text)?.[1]);
    return block.children.flatMap((line): Part[] => {
      const number = /^(?:vn-segment|member(?: evpn-instance \d+)? vni) (\d+)$/.exec(line.text)?.[1];
      if (Number.isNaN(vlan) || number === undefined) return [];
      return [{ vlans: [[vlan, vlan]], segment: `VNI ${number}`, by: line.text, line }];
    });
  });
}
