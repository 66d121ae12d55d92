/** Parts of two zones that no given devices join, beside others that they do join: what lies between those was not given. */
import { type Intervals, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import { deviceAddresses } from "./doors.js";
import { edgeAddresses } from "./network-edges.js";
import { notJoined } from "./not-joined.js";
import { ofPlantIn } from "./of-plant.js";
import type { Way } from "./way.js";

type Addresses = Intervals<number | bigint>;

/** A zone by its name, where it is attached, and what of it given devices join with the other one. */
interface End {
  readonly zone: string;
  readonly attachments: readonly Attachment[];
  readonly joined: readonly Addresses[];
}

/**
 * Why a pair of zones stays open although given devices join a part of each: a host of the other parts is no better guarded than
 * one of a zone that nothing joins.
 * @param shared what of both zones lies on segments that they share.
 */
export function unjoinedParts(
  plant: Plant,
  { from, to, family }: { readonly from: string; readonly to: string; readonly family: 4 | 6 },
  [sources, targets]: readonly [readonly Attachment[], readonly Attachment[]],
  ways: readonly Way[],
  shared: readonly { readonly behind: { readonly sources: Addresses; readonly destinations: Addresses } }[],
): string[] {
  const direct = ways.filter((way) => way.direct).map(({ hops }) => hops);
  const start: End = {
    zone: from,
    attachments: sources,
    joined: [...direct.map((hops) => hops[0]?.scope.sources ?? []), ...shared.map(({ behind }) => behind.sources)],
  };
  const end: End = {
    zone: to,
    attachments: targets,
    joined: [
      ...direct.map((hops) => hops.at(-1)?.scope.destinations ?? []),
      ...shared.map(({ behind }) => behind.destinations),
    ],
  };
  return [
    ...apartOf(plant, start, family).map((part) => notJoined(part, to, family)),
    ...apartOf(plant, end, family).map((part) => notJoined(from, part, family)),
  ];
}

/** What lies behind one interface is joined as soon as anything of it is: what routes drop there, they drop for certain. */
function apartOf(plant: Plant, { zone, attachments, joined }: End, family: 4 | 6): string[] {
  const domain = domainOf(family);
  const reached = union(joined, domain);
  const places = attachments.filter((one) => {
    const hosts = subtract(one[family], noHosts(plant, family), domain);
    return hosts.length > 0 && !meets(hosts, reached);
  });
  return places.map(({ device, interface: one }) => `what of ${zone} lies behind ${one.id} of ${device.id}`);
}

const noHosts = ofPlantIn((plant, family) =>
  union([deviceAddresses(plant, family), edgeAddresses(plant, family)], domainOf(family)),
);
