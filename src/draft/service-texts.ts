/** Services of a packet set in the words of zones.yaml. */

import { serviceTexts } from "../packets/boxes.js";
import type { Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import { usualNames } from "../zones/service-catalogue.js";

export interface DraftServices {
  /** What `service:` lists. */
  readonly texts: readonly string[];
  /** Whether it says more than passes: the map knows no source ports, TCP flags and ICMP codes. */
  readonly isRounded: boolean;
}

const ANY: DraftServices = { texts: ["any"], isRounded: false };
/** Protocols in a row, or parts, more than these are written as `any`. */
const MOST_PROTOCOLS = 8;
const MOST_TEXTS = 40;

/** @param service a set over the fields behind the addresses, a part of the fresh packets. */
export function draftServices(space: PacketSpace, service: Node): DraftServices {
  const read = serviceTexts(space, service).map(zoneServices);
  const all = [...new Set(read.flatMap(({ texts }) => texts))];
  const isRounded = read.some((one) => one.isRounded);
  // Next to all protocols, a list of them says less than `any`.
  const isAny = all.includes("any") || all.length > MOST_TEXTS;
  if (read.includes(ANY) && read.length === 1) return ANY;
  if (isAny) return { texts: ["any"], isRounded: isRounded || !["tcp", "udp"].every((name) => all.includes(name)) };
  return { texts: usualNames(all), isRounded };
}

/** One text of `serviceTexts`. */
function zoneServices(text: string): DraftServices {
  const [, bare = "", sources] = /^(\S+)(?: (?:from|code) (\S+))?/.exec(text) ?? [];
  // Sessions start from high ports, with the flags of a start: that a filter says so leaves nothing out.
  const isRounded = sources !== undefined && !/^(?:\d{1,3}|10[01]\d|102[0-4])-65535$/.test(sources);
  const [protocol = "", ports] = bare.split("/");
  if (protocol === "any") return ANY;
  if (protocol === "ip") {
    const [first = 0, last = first] = (ports ?? "").split("-").map(Number);
    if (last - first >= MOST_PROTOCOLS) return ANY;
    return { texts: Array.from({ length: last - first + 1 }, (_, index) => `ip/${first + index}`), isRounded };
  }
  if (protocol === "icmp" || protocol === "icmp6") return icmpServices(protocol, ports, isRounded);
  if (["tcp", "udp", "sctp"].includes(protocol)) {
    const isWhole = ports === undefined || ports === "1-65535";
    return { texts: [isWhole ? protocol : bare], isRounded };
  }
  return { texts: [bare], isRounded };
}

function icmpServices(protocol: "icmp" | "icmp6", types: string | undefined, isRounded: boolean): DraftServices {
  if (types === undefined) return { texts: [protocol], isRounded };
  const [first = 0, last = first] = types.split("-").map(Number);
  if (last - first >= MOST_PROTOCOLS) return { texts: [protocol], isRounded: true };
  return { texts: Array.from({ length: last - first + 1 }, (_, index) => `${protocol}/${first + index}`), isRounded };
}
