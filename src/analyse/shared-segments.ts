/** What passes between hosts of one segment. */
import type { Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import { segmentDoubts } from "./slice.js";
import type { SharedSegment } from "./ways.js";

/**
 * Between hosts of one segment stands no given router: everything passes that no doubt about the interface keeps open. What is
 * for an address of a device meets its own filters.
 * What lies behind unknown routers there can talk past every given device: it may pass, nothing says that it does (design 6).
 * @param within what is asked about: packets that start something, or answers.
 */
export function sharedPassing(space: PacketSpace, segments: readonly SharedSegment[], toHosts: Node, within: Node) {
  const { diagram } = space;
  const product = ({ sources, destinations }: SharedSegment["behind"]) =>
    space.all([space.field("src", sources), space.field("dst", destinations), within]);
  const certain = segments.filter(({ device, interface: one, other = one }) =>
    [one, other].every((own) => own.kind === "routed" && segmentDoubts(device, own).length === 0),
  );
  return {
    must: diagram.and(diagram.union(certain.map(({ onSegment }) => product(onSegment))), toHosts),
    may: diagram.union(segments.map(({ behind }) => product(behind))),
  };
}
