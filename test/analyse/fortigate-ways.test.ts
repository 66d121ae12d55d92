/** Plants around a FortiGate between two routers to one zone: a closed one, where its route leads, and an open one. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { plan, zone } from "./device-builder.js";

interface Settings {
  /** Statements of the port that leads to the closed router. */
  readonly port?: string;
  /** Further routes. */
  readonly routes?: string;
  /** Statements of the policy. */
  readonly policy?: string;
  readonly more?: string;
}

const DEFAULT = 'edit 2\nset gateway 10.0.13.3\nset device "p3"\nnext';

function firewall({ port = "", routes = "", policy = "", more = "" }: Settings): string {
  return `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system interface
edit "p1"\nset vdom "root"\nset ip 10.1.0.1 255.255.255.0\nnext
edit "p2"\nset vdom "root"\nset ip 10.0.12.1 255.255.255.0\n${port}\nnext
edit "p3"\nset vdom "root"\nset ip 10.0.13.1 255.255.255.0\nnext
end
config firewall address\nedit "all"\nnext\nend
config firewall policy
edit 1\nset srcintf "p1"\nset dstintf "p2" "p3"\nset srcaddr "all"\nset dstaddr "all"
set action accept\nset schedule "always"\nset service "ALL"\n${policy}\nnext
end
config router static
edit 1\nset dst 10.2.0.0 255.255.255.0\nset gateway 10.0.12.2\nset device "p2"\nnext
${routes}
end
${more}
`;
}

function router(name: string, link: string, more = ""): string {
  return `version 15.2\nhostname ${name}
interface GigabitEthernet0/0\n ip address 10.0.${link}.2 255.255.255.0\n${more}
interface GigabitEthernet0/1\n ip address 10.2.0.${link} 255.255.255.0\n${more}
ip access-list extended D\n deny ip any any\nend\n`;
}

const CLOSED = router("r2", "12", " ip access-group D in");
const OPEN = router("r3", "13").replace("10.0.13.2", "10.0.13.3");

async function verdict(files: readonly string[], zones: readonly ReturnType<typeof zone>[]) {
  const diagnostics = new Diagnostics();
  const parsed = await Promise.all(
    files.map((text, index) =>
      parseInput({ path: `configs/${index + 1}.cfg`, text, encoding: "utf-8", sha256: "" }, diagnostics),
    ),
  );
  const devices = parsed.flatMap((one) => (one.kind === "parsed" ? one.devices : []));
  expect(devices).toHaveLength(files.length);
  const plant = resolvePlant(devices, plan([...zones]));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((one) => one.from.id === "a" && one.to.id === "b")?.verdict;
}

const monitor = (...lines: string[]) =>
  `config system link-monitor\nedit "m"\nset srcintf "p2"\nset server "10.0.12.2"\n${lines.join("\n")}\nnext\nend`;

const MEMBER = 'config system interface\nedit "x"\nset vdom "root"\nset status down\nnext\nend';

/** A row of policy routes for what comes in by the port of zone a. */
const steer = (...lines: string[]) =>
  `config router policy\nedit 1\nset input-device "p1"\n${lines.join("\n")}\nnext\nend`;
const AWAY = ["set gateway 10.0.13.3", 'set output-device "p3"'];

const WAYS: readonly (readonly [trap: string, settings: Settings, verdict: string])[] = [
  ["the longer route leads to the closed router", { routes: DEFAULT }, "proved"],
  [
    "a route to an internet service leads where nobody wrote",
    { routes: DEFAULT.replace("set gateway", "set internet-service 65537\nset gateway") },
    "unproved",
  ],
  [
    "a statement of a route that was not understood may say where it leads",
    { routes: DEFAULT.replace("set gateway", "set frobnicate 10.2.0.0\nset gateway") },
    "unproved",
  ],
  [
    "a VLAN is down with its port, and its routes are gone",
    {
      port: 'set interface "x"\nset vlanid 12',
      routes: DEFAULT,
      more: 'config system interface\nedit "x"\nset vdom "root"\nset status down\nnext\nend',
    },
    "violated",
  ],
  ["a link monitor may take the longer route away", { routes: DEFAULT, more: monitor() }, "unproved"],
  [
    "a link monitor of another gateway does not",
    { routes: DEFAULT, more: monitor("set gateway-ip 10.0.12.9") },
    "proved",
  ],
  [
    "an aggregate is down with all its ports",
    { port: 'set type aggregate\nset member "x"', routes: DEFAULT, more: MEMBER },
    "unproved",
  ],
  [
    "an aggregate is up by a port that is up",
    {
      port: 'set type aggregate\nset member "x" "y"',
      routes: DEFAULT,
      more: MEMBER.replace("next", 'next\nedit "y"\nnext'),
    },
    "proved",
  ],
  [
    "nothing is known of ports that are not listed",
    { port: 'set type aggregate\nset member "x" "y"', routes: DEFAULT, more: MEMBER },
    "proved",
  ],
  [
    "a hardware switch is down with all its ports",
    {
      port: "set type hard-switch",
      routes: DEFAULT,
      more: `${MEMBER}\nconfig system virtual-switch\nedit "p2"\nconfig port\nedit "x"\nnext\nend\nnext\nend`,
    },
    "unproved",
  ],
  ["an interface of another vrf has routes of its own", { port: "set vrf 7", routes: DEFAULT }, "unproved"],
  ["routes of one vrf are as those of none", { port: "set vrf 0", routes: DEFAULT }, "proved"],
  ["who has logged in may go another way", { policy: 'set identity-based-route "r"', routes: DEFAULT }, "unproved"],
  ["who has logged in may go by a path of his own", { policy: "set auth-path enable", routes: DEFAULT }, "unproved"],
  ["no path for whoever logs in is none", { policy: "set auth-path disable", routes: DEFAULT }, "proved"],
  ["a policy route leads away", { routes: DEFAULT, more: steer(...AWAY) }, "unproved"],
  ["one that is switched off does not", { routes: DEFAULT, more: steer(...AWAY, "set status disable") }, "proved"],
  ["one that ends the search does not", { routes: DEFAULT, more: steer("set action deny") }, "proved"],
  ["one with a gateway alone may", { routes: DEFAULT, more: steer("set gateway 10.0.13.3") }, "unproved"],
  [
    "one with a gateway and no interface may",
    { routes: DEFAULT, more: steer("set gateway 10.0.13.3", "set output-device ''") },
    "unproved",
  ],
  ["nor one that leaves routes alone", { routes: DEFAULT, more: monitor("set update-static-route disable") }, "proved"],
];

describe("ways of a FortiGate", () => {
  it.each(WAYS)("%s", async (_, settings, expected) => {
    const zones = [zone("a 10.1.0.0/24"), zone("b 10.2.0.0/24")];
    expect(await verdict([firewall(settings), CLOSED, OPEN], zones)).toBe(expected);
  });

  it("keeps to the networks of one vrf beside those of others", async () => {
    const zones = [zone("a 10.1.0.0/24"), zone("b 10.0.12.0/24")];
    const apart = (id: string) => `config system interface\nedit "${id}"\nset vrf 7\nnext\nend`;
    expect(await verdict([firewall({ more: apart("p3") })], zones)).toBe("violated");
    expect(await verdict([firewall({ more: apart("p2") })], zones)).toBe("unproved");
  });

  it("does not take stations of one VLAN for joined that switches keep apart", async () => {
    const zones = [zone("a 10.0.12.0/25"), zone("b 10.0.12.128/25")];
    expect(await verdict([firewall({})], zones)).toBe("violated");
    expect(await verdict([firewall({ port: "set switch-controller-access-vlan enable" })], zones)).toBe("unproved");
  });
});
