/** Addresses that a device gives to what it translates: on its own network they are no host's (RFC 3022 4.1). */
import { describe, expect, it } from "vitest";
import { pairVerdicts, reasonsOfPair } from "./text-plants.js";

const ZONES = ["a 10.0.1.0/24", "b 10.0.2.0/24", "t 10.0.9.0/24"];

const router = (name: string, inside: string, outside: string, more: string) => `version 15.7
hostname ${name}
interface GigabitEthernet0/0\n ip address ${inside} 255.255.255.0\n ip nat inside
interface GigabitEthernet0/1\n ip address ${outside} 255.255.255.0\n ip nat outside
${more}
end
`;

const translating = (rule: string) =>
  router(
    "r1",
    "10.0.1.1",
    "10.0.9.1",
    `${rule}\naccess-list 1 permit 10.0.1.0 0.0.0.255\nip route 10.0.2.0 255.255.255.0 10.0.9.2`,
  );

const guarding = (rule: string) =>
  router(
    "r2",
    "10.0.2.1",
    "10.0.9.2",
    `interface GigabitEthernet0/1\n ip access-group IN in\nip access-list extended IN\n ${rule}`,
  );

const POOL = "ip nat pool P 10.0.9.100 10.0.9.100 netmask 255.255.255.0\nip nat inside source list 1 pool P overload";
const STATIC = "ip nat inside source static 10.0.1.10 10.0.9.100";

describe("a rule for addresses that another device translates into", () => {
  it.each<readonly [trap: string, nat: string, rule: string, verdict: string]>([
    [
      "lets no host of the network in between pass for sure",
      POOL,
      "permit tcp host 10.0.9.100 any eq 443",
      "t > b unproved",
    ],
    ["does so with a single one too", STATIC, "permit tcp host 10.0.9.100 any eq 443", "t > b unproved"],
    ["lets hosts beside these pass", POOL, "permit tcp 10.0.9.96 0.0.0.7 any eq 443", "t > b violated"],
    ["lets them pass where nobody translates into them", "", "permit tcp host 10.0.9.100 any eq 443", "t > b violated"],
    ["lets pass what is translated", POOL, "permit tcp host 10.0.9.100 any eq 443", "a > b violated"],
  ])("%s", async (_trap, nat, rule, verdict) => {
    const verdicts = await pairVerdicts([translating(nat), guarding(rule)], ZONES);

    expect(verdicts).toContain(verdict);
  });

  it("says why", async () => {
    const texts = [translating(POOL), guarding("permit tcp host 10.0.9.100 any eq 443")];

    expect(await reasonsOfPair(texts, ZONES, ["t", "b"])).toContain(
      "r1 translates into addresses of a network it is on: hosts there may have them as well",
    );
  });
});
