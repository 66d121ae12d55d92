/** What every verdict assumes; printed with it (design 2). */

export const ASSUMPTIONS: readonly string[] = [
  "the files are what runs on the devices",
  "the given devices are all that join the zones",
  "hosts do not forward packets between their networks",
  "routers that were not given translate no addresses",
  "routes that a routing protocol learns lead somewhere, in no circles",
  "a verdict is about what can start something: unicast packets, TCP without ACK and RST, no later fragments",
];
