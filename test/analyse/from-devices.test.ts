/** Own addresses of given devices in the networks of zones: what is from them is from no host, whichever way leads past them. */
import { describe, expect, it } from "vitest";
import { pairVerdicts, reasonsOfPair } from "./text-plants.js";

const ZONES = ["a 10.0.1.0/24", "b 10.0.2.0/24"];

const router = (name: string, own: readonly [string, string], more: string, filter = "") => `version 15.7
hostname ${name}
interface GigabitEthernet0/0\n ip address ${own[0]} 255.255.255.0
interface GigabitEthernet0/1\n ip address ${own[1]} 255.255.255.0\n${filter}
${more}
end
`;

/** What it sends to b goes to a router that was not given, behind which b may lie: beside that of `near`. */
const FAR = router("far", ["10.0.1.1", "10.0.9.1"], "ip route 10.0.2.0 255.255.255.0 10.0.9.77");
const near = (rule: string) =>
  router(
    "near",
    ["10.0.9.2", "10.0.2.1"],
    `ip route 10.0.1.0 255.255.255.0 10.0.9.1\nip access-list extended IN\n ${rule}`,
    " ip access-group IN in",
  );

describe("a zone behind a given router, and behind one that was not given", () => {
  it.each<readonly [trap: string, rule: string, verdict: string]>([
    ["surely sends nothing that the given one denies", "deny ip any any", "unproved"],
    ["surely sends nothing that is from the given one alone", "permit ip host 10.0.2.1 any", "unproved"],
    ["surely sends what that lets through", "permit ip host 10.0.2.9 any", "violated"],
  ])("%s", async (_trap, rule, verdict) => {
    expect(await pairVerdicts([FAR, near(rule)], ZONES)).toContain(`b > a ${verdict}`);
  });

  it("is told why", async () => {
    expect(await reasonsOfPair([FAR, near("deny ip any any")], ZONES, ["b", "a"])).toContain(
      "what surely passes is from addresses that given devices have themselves, which are no hosts",
    );
  });
});
