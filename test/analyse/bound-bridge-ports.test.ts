/** Zones that the map binds to ports of bridges, or without addresses: what a default route leads to is not known to be them. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { plan, zone } from "./device-builder.js";

/** VDOM `br` is a bridge between two ports; `root` routes between two others, with a default route over the second. */
const TEXT = `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=1:user=admin
config vdom
edit root
next
edit br
next
end
config global
config system global
set hostname "fw"
set allow-traffic-redirect disable
set ipv6-allow-traffic-redirect disable
end
config system interface
edit "w1"
set vdom "br"
next
edit "w2"
set vdom "br"
next
edit "p1"
set vdom "root"
set ip 10.3.0.1 255.255.255.0
next
edit "p2"
set vdom "root"
set ip 10.4.0.1 255.255.255.0
next
end
end
config vdom
edit root
config firewall address
edit "all"
next
end
config firewall policy
end
config router static
edit 1
set gateway 10.4.0.254
set device "p2"
next
end
config router multicast
end
end
config vdom
edit br
config system settings
set opmode transparent
set manageip 10.9.0.1 255.255.255.0
end
config firewall policy
end
config router static
end
config router multicast
end
end
`;
const PERMIT = `edit 1
set srcintf "p1"
set dstintf "p2"
set action accept
set srcaddr "all"
set dstaddr "all"
set schedule "always"
set service "ALL"
next
end`;
/** The second port is in no VDOM of the file: of the bridge one port is left. */
const ONE_PORT = TEXT.replace('edit "w2"\nset vdom "br"', 'edit "w2"\nset vdom "bq"');
/** A third port has an address, which none of a bridge has. */
const NO_PLACE = TEXT.replace('edit "p1"', 'edit "w3"\nset vdom "br"\nset ip 10.8.0.1 255.255.255.0\nnext\nedit "p1"');
/** The port is of no bridge, as where its name in a switch was spoilt: it has no address, and is on nothing that is known. */
const NO_ADDRESS = TEXT.replace('edit "w1"\nset vdom "br"', 'edit "w1"\nset vdom "root"');

const AT = { file: "zones.yaml", line: 1, column: 1, endLine: 1, endColumn: 2 };
const on = (name: string) => ({ interfaces: [{ device: "fw", interface: name, at: AT }] });
const ZONES = [
  zone("a 10.1.0.0/24", "cell", on("w1")),
  zone("b 10.2.0.0/24", "cell", on("w2")),
  zone("c 10.3.0.0/24", "cell"),
  zone("d 10.6.0.0/24", "cell"),
];

async function verdicts(text: string, zones = ZONES) {
  const diagnostics = new Diagnostics();
  const parsed = await parseInput({ path: "configs/fw.conf", text, encoding: "utf-8", sha256: "" }, diagnostics);
  const plant = resolvePlant(parsed.kind === "parsed" ? parsed.devices : [], plan(zones));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const of = (from: string, to: string) => pairs.find((one) => one.from.id === from && one.to.id === to)?.verdict;
  return [of("a", "c"), of("c", "a"), of("d", "c"), of("c", "d")];
}

describe("a zone bound to a port of a bridge", () => {
  it.each([
    ["with a place", TEXT],
    ["of which one port is left", ONE_PORT],
    ["without a place", NO_PLACE],
    ["that it lost, without an address", NO_ADDRESS],
  ])("is not proved to lie where a default route leads: one %s", async (_, text) => {
    expect(await verdicts(text)).toEqual(["unproved", "unproved", "proved", "proved"]);
  });

  it.each([
    ["of which one port is left", ONE_PORT],
    ["without a place", NO_PLACE],
  ])("is not surely reached by a default route: one %s", async (_, text) => {
    const open = text.replace('edit "all"\nnext\nend\nconfig firewall policy\nend', (found) =>
      found.replace(/end$/, PERMIT),
    );
    const [, toBridged, , toOther] = await verdicts(open);
    expect(toOther).toBe(text === ONE_PORT ? "violated" : "unproved");
    expect(toBridged).toBe("unproved");
  });

  it("lies where a route leads that is for it", async () => {
    const text = ONE_PORT.replace("set gateway", "set dst 10.1.0.0 255.255.255.0\nset gateway");
    expect((await verdicts(text)).slice(0, 2)).toEqual(["proved", "proved"]);
  });
});
