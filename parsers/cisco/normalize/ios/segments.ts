/** What filters frames between hosts of a VLAN, past the router (reference/cisco.md 2.5, 3.3). */
import type { CarriedFilter } from "../../../../src/model/device.js";
import type { FilterStep } from "../../../../src/model/rule.js";
import { type AccessList, listKey } from "../access-list.js";
import { carriedBy } from "../carried.js";
import type { CiscoContext } from "../context.js";
import { mayDrop } from "../may-drop.js";
import type { VlanFilters } from "../vlan-maps.js";
import type { IosInterface } from "./interfaces.js";

interface Frames {
  readonly maps: VlanFilters;
  readonly openFrames: ReadonlySet<string>;
}

/**
 * Doubts about segments whose hosts lists of ports and VLAN maps keep apart, and steps for lists of frames: these see no
 * IP packet on the switches read about, and may stop what IP needs (ARP) or, on others, IP itself. They open nothing.
 */
export function readSegments(
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  { maps, openFrames }: Frames,
  context: CiscoContext,
): FrameFilters {
  for (const { interface: one } of interfaces) {
    const filter = one.svi === true && one.vlan !== undefined ? maps.of(one.vlan) : undefined;
    if (filter === undefined) continue;
    const reason = `the VLAN map ${filter.name} filters between hosts of ${one.id}`;
    context.doubt(reason, filter.line, { scope: "segments", interfaces: [one.id] });
  }
  const ports = interfaces.filter(({ interface: one }) => one.kind === "switched" && one.enabled);
  const found = ports.flatMap((port) => {
    for (const { list, family, line } of port.bindings) {
      if ((lists.get(listKey(list, family))?.rules.length ?? 0) === 0) continue;
      const reason = `the access list ${list} on ${port.interface.id} filters between hosts of its VLANs`;
      context.doubt(reason, line, { scope: "segments", interfaces: port.concerned });
    }
    return port.frames === undefined || openFrames.has(port.frames.list) ? [] : framesOf(port, port.frames, context);
  });
  return { steps: found.flatMap(({ steps }) => steps), carried: found.flatMap(({ carried }) => carried) };
}

/** What filters frames: of what an SVI routes, and of what others do. */
interface FrameFilters {
  readonly steps: readonly FilterStep[];
  readonly carried: readonly CarriedFilter[];
}

function framesOf(
  port: IosInterface,
  { list, line }: NonNullable<IosInterface["frames"]>,
  context: CiscoContext,
): FrameFilters {
  const { concerned } = port;
  const { id } = port.interface;
  const name = `frames by ${list} on ${id}`;
  const reason = `the list ${list} of frames on ${id} may stop what hosts of its VLANs need to reach others`;
  context.doubt(`${reason} of the same VLAN`, line, { scope: "segments", interfaces: concerned });
  const routed = concerned.filter((one) => one !== id);
  const all = mayDrop({ name, reason, line }, context);
  const sides: FilterStep[] = [
    { ...all, ingress: routed },
    { ...all, egress: routed, sees: "leaving" },
  ];
  return { steps: routed.length === 0 ? [] : sides, carried: [carriedBy([port], name, all)] };
}

/** Names of lists of frames that let all of them pass by their first entry. */
export function openFrameLists(
  roots: readonly { readonly text: string; readonly children: readonly { readonly text: string }[] }[],
): ReadonlySet<string> {
  const blocks = roots.flatMap(({ text, children }) => {
    const name = /^mac access-list extended (\S+)$/.exec(text)?.[1];
    return name === undefined
      ? []
      : [{ name, first: children.find((child) => !/^(?:\d+ )?remark\b/.test(child.text)) }];
  });
  const isOpen = (name: string) => {
    const own = blocks.filter((one) => one.name === name);
    return own.length === 1 && /^(?:\d+ )?permit any any$/.test(own[0]?.first?.text ?? "");
  };
  return new Set(blocks.map(({ name }) => name).filter(isOpen));
}
