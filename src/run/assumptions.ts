/** What every verdict assumes; printed with it (design 2). */
import type { Device } from "../model/device.js";
import { formatWallClock } from "../source/wall-clock.js";

const ASSUMPTIONS: readonly string[] = [
  "the files are what runs on the devices",
  "the given devices are all that join the zones",
  "hosts do not forward packets between their networks",
  "routers that were not given translate no addresses",
  "servers that know users (RADIUS, TACACS+) send no rules with them that let more pass: these are in no file",
  "connections that a firewall opens for a session it let pass (data of FTP and TFTP, voice) count with that session",
  "routes that a routing protocol learns lead somewhere, in no circles",
  "no host sends from the first or last address of its network (RFC 1122)",
  "nothing is sent from port 0 of TCP or UDP, which is reserved: what a device does with it is documented for none",
  "a verdict is about what can start something: unicast packets, TCP without ACK and RST, no later fragments, no source routes",
];

/** How many devices are named before the rest is counted. */
const NAMED = 5;

export interface AssumptionsOf {
  readonly devices: readonly Device[];
  /** The time for which rules that hold at times were read (`source/wall-clock`); left out: none. */
  readonly asOfMinutes?: number | undefined;
  /** The day for which the dates of the map were judged; left out: it has none. */
  readonly day?: string | undefined;
}

/** One sentence for each. */
export function assumptionsOf({ devices, asOfMinutes, day }: AssumptionsOf): readonly string[] {
  return [
    ...ASSUMPTIONS,
    ...sentenceOf(
      "files that lack what exports begin or end with are whole",
      devices,
      (one) => one.wholeness === "no-bounds",
    ),
    ...sentenceOf(
      "files that hold less than they say lack nothing that decides",
      devices,
      (one) => one.wholeness === "fewer-bytes",
    ),
    ...sentenceOf(
      "statements that were not understood translate no addresses, but those that speak of translations",
      devices,
      isNotAllUnderstood,
    ),
    ...sentenceOf("routes that were learned are still those of the routing tables in the files", devices, (one) =>
      one.routers.some(({ learned }) => learned !== undefined),
    ),
    ...(asOfMinutes === undefined
      ? []
      : [
          `the clocks of the devices show ${formatWallClock(asOfMinutes)}: rules with a schedule or a time range are judged for that time alone`,
        ]),
    ...(day === undefined ? [] : [`the day is ${day}: exceptions, attestations and reviews are judged for it`]),
  ];
}

function isNotAllUnderstood({ unparsed }: Device): boolean {
  return unparsed.some(({ filtering }) => filtering);
}

function sentenceOf(
  sentence: string,
  devices: readonly Device[],
  isAbout: (device: Device) => boolean,
): readonly string[] {
  const names = devices.filter(isAbout).map(({ id }) => id);
  if (names.length === 0) return [];
  const rest = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return [`${sentence}: those of ${names.slice(0, NAMED).join(", ")}${rest}`];
}
