/** What every verdict assumes; printed with it (design 2). */
import { formatWallClock } from "../source/wall-clock.js";

const ASSUMPTIONS: readonly string[] = [
  "the files are what runs on the devices",
  "the given devices are all that join the zones",
  "hosts do not forward packets between their networks",
  "routers that were not given translate no addresses",
  "servers that know users (RADIUS, TACACS+) send no rules with them that let more pass: these are in no file",
  "connections that a firewall opens for a session it let pass (data of FTP and TFTP, voice) count with that session",
  "routes that a routing protocol learns lead somewhere, in no circles",
  "nothing is sent from port 0 of TCP or UDP, which is reserved: what a device does with it is documented for none",
  "a verdict is about what can start something: unicast packets, TCP without ACK and RST, no later fragments, no source routes",
];

/**
 * @param asOfMinutes the time for which rules that hold at times were read (`source/wall-clock`); left out: none.
 * @param day the day for which the dates of the map were judged; left out: it has none.
 */
export function assumptionsAt(asOfMinutes?: number, day?: string): readonly string[] {
  return [
    ...ASSUMPTIONS,
    ...(asOfMinutes === undefined
      ? []
      : [
          `the clocks of the devices show ${formatWallClock(asOfMinutes)}: rules of FortiGate, pfSense and OPNsense with a schedule are judged for that time alone`,
        ]),
    ...(day === undefined ? [] : [`the day is ${day}: exceptions, attestations and reviews are judged for it`]),
  ];
}
