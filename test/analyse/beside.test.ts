/** Segments of several networks: hosts of one of them may send by a router that has an address in another alone. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** Between a segment and the drives. */
const router = (name: string, segment: readonly string[], drives: string, list: string) => `version 15.2
hostname ${name}
interface GigabitEthernet0/1
${segment.map((line) => ` ip address ${line}`).join("\n")}
 ip access-group IN in
interface GigabitEthernet0/2
 ip address ${drives} 255.255.255.0
ip access-list extended IN
 ${list}
end
`;

const BOTH = ["10.1.0.1 255.255.255.0", "10.1.1.1 255.255.255.0 secondary"];
const SHUT = router("shut", BOTH, "10.3.0.1", "deny ip any any");
const ZONES = ["panels 10.1.0.0/24", "cameras 10.1.1.0/24", "drives 10.3.0.0/24"];

describe("a router with an address in one network of a segment", () => {
  it.each([
    ["lets hosts of the other one through, if they have it as their gateway", "permit ip any any", "unproved"],
    ["keeps out those of the other one, whoever sends to it", "permit ip 10.1.0.0 0.0.0.255 any", "proved"],
  ])("%s", async (_, list, verdict) => {
    const beside = router("beside", ["10.1.0.2 255.255.255.0"], "10.3.0.2", list);
    const found = await pairVerdicts([SHUT, beside], ZONES);
    expect(found).toContain(`cameras > drives ${verdict}`);
    expect(found).toContain("panels > drives violated");
  });

  it("stands on another segment where it has no network in common", async () => {
    const apart = router("apart", ["10.9.0.2 255.255.255.0"], "10.3.0.2", "permit ip any any");
    const zones = [...ZONES, "office 10.9.0.0/24"];
    expect(await pairVerdicts([SHUT, apart], zones)).toContain("cameras > drives proved");
  });
});
