/** Routes that wait for a better one to go (reference/cisco.md 2.7): while that is there, what it leads to takes all packets. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

const router = (name: string, ...lines: readonly string[]) => `version 15.2
hostname ${name}
${lines.join("\n")}
end
`;

const port = (at: number, address: string, ...lines: readonly string[]) =>
  [`interface GigabitEthernet0/${at}`, ` ip address ${address} 255.255.255.0`, ...lines].join("\n");

const CORE = router(
  "core",
  port(0, "10.1.0.1"),
  port(1, "10.2.0.1"),
  port(2, "10.3.0.1"),
  "ip route 10.9.0.0 255.255.255.0 10.2.0.2",
  "ip route 10.9.0.0 255.255.255.0 10.3.0.2 200",
);
const SPARE = router("spare", port(0, "10.3.0.2"), port(1, "10.9.0.2"));
const ZONES = ["cell 10.1.0.0/24", "far 10.9.0.0/24"];

describe("a network behind a router that only a floating route leads to", () => {
  it.each([
    ["the better route leads to a router without a way there", [port(0, "10.2.0.2")], "unproved"],
    ["that drops them", [port(0, "10.2.0.2"), "ip route 10.9.0.0 255.255.255.0 Null0"], "unproved"],
    ["that sends them back", [port(0, "10.2.0.2"), "ip route 10.9.0.0 255.255.255.0 10.2.0.1"], "unproved"],
    [
      "that sends them to one without a way there",
      [port(0, "10.2.0.2"), port(1, "10.4.0.2"), "ip route 10.9.0.0 255.255.255.0 10.4.0.3"],
      "unproved",
    ],
    ["that leads there as well", [port(0, "10.2.0.2"), port(1, "10.9.0.3")], "violated"],
  ])("%s", async (_, main, verdict) => {
    const last = router("last", port(0, "10.4.0.3"));
    const found = await pairVerdicts([CORE, router("main", ...main), SPARE, last], ZONES);
    expect(found).toContain(`cell > far ${verdict}`);
  });
});
