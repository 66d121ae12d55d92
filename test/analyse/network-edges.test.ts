/** First and last addresses of networks: what a router on the network gets for them it keeps, and no host sends from them. */
import { describe, expect, it } from "vitest";
import { pairVerdicts, reasonsOfPair } from "./text-plants.js";

const ZONES = ["a 10.0.1.0/24", "b 10.0.2.0/24"];

const router = (rule: string, mask = "255.255.255.0") => `version 15.7
hostname near
interface GigabitEthernet0/0\n ip address 10.0.1.1 255.255.255.0\n ip access-group IN in
interface GigabitEthernet0/1\n ip address 10.0.2.1 ${mask}
ip access-list extended IN\n ${rule}
end
`;

describe("what is sent to a whole network", () => {
  it.each<readonly [trap: string, rule: string, verdict: string]>([
    ["reaches no host surely", "permit udp any host 10.0.2.255 eq 9", "unproved"],
    ["nor as hosts did of old", "permit tcp any host 10.0.2.0 eq 80", "unproved"],
    ["and comes from none", "permit tcp host 10.0.1.255 any eq 80", "unproved"],
    ["beside what is for a host of it", "permit tcp any 10.0.2.254 0.0.0.1 eq 80", "violated"],
    ["in the middle of it", "permit tcp any host 10.0.2.128 eq 80", "violated"],
  ])("%s", async (_trap, rule, verdict) => {
    expect(await pairVerdicts([router(rule)], ZONES)).toContain(`a > b ${verdict}`);
  });

  it("is for a host where the network is another one", async () => {
    const halved = router("permit udp any host 10.0.2.128 eq 9", "255.255.255.128");
    expect(await pairVerdicts([halved], ["a 10.0.1.0/24", "b 10.0.2.0/25"])).toContain("a > b proved");
    const pair = router("permit tcp any host 10.0.2.0 eq 80", "255.255.255.254");
    expect(await pairVerdicts([pair], ["a 10.0.1.0/24", "b 10.0.2.0/31"])).toContain("a > b violated");
  });

  it("is told of as the reason", async () => {
    const found = await reasonsOfPair([router("permit udp any host 10.0.2.255 eq 9")], ZONES, ["a", "b"]);
    expect(found.join()).toContain("first or last address of a network that a given device is on");
  });
});
