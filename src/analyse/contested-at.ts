/** Where hosts of one zone look like those of another. */
import { type Intervals, meets } from "../packets/intervals.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Door } from "../resolve/topology.js";

/** Whether hosts with some of these addresses behind an interface may be those of another zone than the one attached. */
export function isContestedAt(
  attached: readonly Attachment[],
  door: Door,
  addresses: Intervals<number | bigint>,
  family: 4 | 6,
): boolean {
  return attached.some(
    ({ contested, device, interface: one }) =>
      contested[family].length > 0 &&
      device === door.device &&
      one === door.interface &&
      meets(contested[family], addresses),
  );
}
