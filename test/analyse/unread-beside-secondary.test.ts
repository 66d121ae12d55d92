/** An address that was not read of an interface that has others: its network may be that of a zone which a default route leads to. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { plan, zone } from "./device-builder.js";

const text = (
  primary: string,
  secondary: string,
) => `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system global
set hostname "fw"
set allow-traffic-redirect disable
set ipv6-allow-traffic-redirect disable
end
config system interface
edit "lan"
set vdom "root"
set ip ${primary} 255.255.255.0
set secondary-IP enable
config secondaryip
edit 1
set ip ${secondary} 255.255.255.0
next
end
next
edit "wan"
set vdom "root"
set ip 192.0.2.1 255.255.255.0
next
end
config firewall policy
end
config router static
edit 1
set gateway 192.0.2.254
set device "wan"
next
end
config router multicast
end
`;
const ZONES = [zone("a 10.1.0.0/24", "cell"), zone("b 10.2.0.0/24", "cell")];

async function verdicts(config: string) {
  const parsed = await parseInput(
    { path: "configs/fw.conf", text: config, encoding: "utf-8", sha256: "" },
    new Diagnostics(),
  );
  const plant = resolvePlant(parsed.kind === "parsed" ? parsed.devices : [], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const of = (from: string, to: string) => pairs.find((one) => one.from.id === from && one.to.id === to)?.verdict;
  return [of("a", "b"), of("b", "a")];
}

describe("an address that was not read", () => {
  it.each([
    ["the first one was not", "10.1.0.l", "10.2.0.1"],
    ["the second one was not", "10.1.0.1", "10.2.0.l"],
  ])("beside one that was keeps its network out of a default route: %s", async (_, primary, secondary) => {
    expect(await verdicts(text(primary, secondary))).toEqual(["unproved", "unproved"]);
  });

  it("is none where both were read, and their zones are on one segment", async () => {
    expect(await verdicts(text("10.1.0.1", "10.2.0.1"))).toEqual(["violated", "violated"]);
  });

  it("is none where all were read, and the network is that of no interface", async () => {
    expect(await verdicts(text("10.1.0.1", "10.3.0.1"))).toEqual(["proved", "proved"]);
  });
});
