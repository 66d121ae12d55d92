/** Where hosts of one zone look like those of another, or may lie elsewhere. */
import type { Interface } from "../model/device.js";
import { type Intervals, meets } from "../packets/intervals.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Door } from "../resolve/topology.js";
import type { Exit } from "./standing.js";

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

/** What is known of a way by a default route: what it leads to may lie behind another given device. */
export function byDefault(
  targets: readonly Attachment[],
  egress: Interface,
  arrives: Intervals<number | bigint>,
): Partial<Pick<Exit, "isDefault" | "uncertain" | "mayBeMissing" | "unless">> {
  const unless =
    arrives.length === 0 ? undefined : targets.find((one) => one.interface === egress && one.elsewhere)?.elsewhere?.why;
  return { isDefault: true, ...(unless === undefined ? {} : { uncertain: true, mayBeMissing: true, unless }) };
}
