/** Bridges between zones that the map binds to their ports: what passes from one to the other crosses them. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { plan, zone } from "./device-builder.js";

const LEARNED = "config router ospf\nconfig area\nedit 0.0.0.0\nnext\nend\nend";
const RULE = `set srcintf "w1"\nset dstintf "w2"\nset srcaddr "all"\nset dstaddr "all"
set action accept\nset schedule "always"\nset service "ALL"`;
const PAIR = 'config system virtual-wire-pair\nedit "pair"\nset member "w1" "w2"\nnext\nend';
const TRANSPARENT = "config system settings\nset opmode transparent\nset manageip 10.9.0.1/255.255.255.0\nend";
const BY_DEFAULT = "config router static\nedit 1\nset gateway 10.2.0.254\nnext\nend";
/** Further policies, to a third port and from there. */
const BACK = ['set dstintf "w3"', 'set srcintf "w3"']
  .map((line, index) => `next\nedit ${index + 2}\n${RULE}\n${line}`)
  .join("\n");
const ANY = 'set srcintf "any"\nset dstintf "any"';
const SIX = 'set srcaddr6 "all"\nset dstaddr6 "all"';

function port(name: string, ...lines: string[]): string {
  return `config system interface\nedit "${name}"\nset vdom "root"\n${lines.join("\n")}\nnext\nend\n`;
}

/** A bridge with a policy from its first port to its second one. */
function bridge(kind: string, { policy = "", more = "" } = {}): string {
  return `#config-version=FGT70F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system global\nset hostname fw\nset allow-traffic-redirect disable\nend
${port("w1")}${port("w2")}${kind}
config firewall address\nedit "all"\nnext\nend
config firewall address6\nedit "all"\nnext\nend
config firewall policy
edit 1\n${RULE}\n${policy}\nnext
end\n${more}\n`;
}

const AT = { file: "zones.yaml", line: 1, column: 1, endLine: 1, endColumn: 2 };
const on = (...names: string[]) => ({
  interfaces: names.map((name) => ({ device: "fw", interface: name, at: AT })),
});
const ZONES = [zone("a 10.1.0.0/24", "cell", on("w1")), zone("b 10.2.0.0/24", "cell", on("w2"))];

const OTHER = "version 15.2\nhostname r1\ninterface GigabitEthernet0/0\n ip address 10.3.0.1 255.255.255.0\nend\n";

async function verdicts(files: readonly string[], zones = ZONES) {
  const diagnostics = new Diagnostics();
  const parsed = await Promise.all(
    files.map((text, index) =>
      parseInput({ path: `configs/${index + 1}.cfg`, text, encoding: "utf-8", sha256: "" }, diagnostics),
    ),
  );
  const devices = parsed.flatMap((one) => (one.kind === "parsed" ? one.devices : []));
  expect(devices).toHaveLength(files.length);
  const plant = resolvePlant(devices, plan(zones));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  const of = (from: string, to: string) => pairs.find((one) => one.from.id === from && one.to.id === to)?.verdict;
  return [of("a", "b"), of("b", "a")];
}

describe("a bridge between two zones", () => {
  it.each([
    ["a wire pair", PAIR],
    ["a VDOM in transparent mode", TRANSPARENT],
    ["one with a third port that nothing passes", `${port("w3")}${TRANSPARENT}`],
    ["one with routes of its own", `${TRANSPARENT}\n${BY_DEFAULT}`],
    ["one that learns routes for itself", `${TRANSPARENT}\n${LEARNED}`],
  ])("lets pass what its policies do: %s", async (_, kind) => {
    expect(await verdicts([bridge(kind)])).toEqual(["violated", "proved"]);
    expect(await verdicts([bridge(kind, { policy: "set status disable" })])).toEqual(["proved", "proved"]);
  });

  it.each([
    ["a third port that packets may come back from", [bridge(`${port("w3")}${TRANSPARENT}`, { policy: BACK })]],
    [
      "a third port that packets may go to",
      [bridge(`${port("w3")}${TRANSPARENT}`, { policy: `next\nedit 2\n${RULE}\nset dstintf "w3"` })],
    ],
    ["policies of any port, and a third one", [bridge(`${port("w3")}${TRANSPARENT}`, { policy: ANY })]],
    ["policies of IPv6, which is on its segments whatever the map says", [bridge(PAIR, { policy: SIX })]],
    ["a network of a zone elsewhere", [bridge(`${port("p1", "set ip 10.1.0.9 255.255.255.0")}${PAIR}`)]],
    [
      "a route to one elsewhere",
      [
        bridge(`${port("p1", "set ip 10.3.0.9 255.255.255.0")}${PAIR}`, {
          more: 'config router static\nedit 1\nset dst 10.1.0.0 255.255.0.0\nset gateway 10.3.0.1\nset device "p1"\nnext\nend',
        }),
      ],
    ],
    ...[
      ["a route elsewhere whose gateway cannot be read", 'set gateway 10.x\nset device "p1"'],
      ["a route elsewhere that lacks its gateway", 'set gatewaj 10.3.0.1\nset device "p1"'],
      ["a route elsewhere that lacks its interface", 'set gateway 10.3.0.1\nset devicf "p1"'],
    ].map(([what = "", way = ""]): [string, string[]] => [
      what,
      [
        bridge(`${port("p1", "set ip 10.3.0.9 255.255.255.0")}${PAIR}`, {
          more: `config router static\nedit 1\nset dst 10.1.0.0 255.255.0.0\n${way}\nnext\nend`,
        }),
      ],
    ]),
    ["an address elsewhere that cannot be read", [bridge(`${port("p1", "set ip 10.1.0.9q 255.255.255.0")}${PAIR}`)]],
    ["another given device", [bridge(PAIR), OTHER]],
  ])("stays open with %s", async (_, files) => {
    expect(await verdicts(files)).toEqual(["unproved", "unproved"]);
  });

  it("is none of IPv6 because it sends packets of it back out by the port they came in by", async () => {
    const text = bridge(PAIR).replace("FGT70F-7.4.3", "FGT70F-7.4.4");
    expect(await verdicts([text])).toEqual(["violated", "proved"]);
  });

  it("stays open beside another one between the same zones", async () => {
    const second = PAIR.replace('"pair"', '"spare"').replace('"w1" "w2"', '"w3" "w4"');
    const both = [zone("a 10.1.0.0/24", "cell", on("w1", "w3")), zone("b 10.2.0.0/24", "cell", on("w2", "w4"))];
    const text = bridge(`${port("w3")}${port("w4")}${PAIR}\n${second}`);
    expect(await verdicts([text], both)).toEqual(["unproved", "unproved"]);
    const [, b] = both;
    const apart = [zone("a 10.1.0.0/24", "cell", on("w1")), ...(b ? [b] : [])];
    expect(await verdicts([text], apart), "its port may lead to either").toEqual(["unproved", "unproved"]);
    const third = zone("c 10.3.0.0/24", "cell", on("w3"));
    expect(await verdicts([text], [...apart, third])).toEqual(["violated", "proved"]);
  });

  it("stays open where packets may go round by other ones", async () => {
    const pairs = [2, 3].map((n) => `edit "pair${n}"\nset member "w${2 * n - 1}" "w${2 * n}"\nnext`).join("\n");
    const ports = ["w3", "w4", "w5", "w6"].map((name) => port(name)).join("");
    const text = bridge(`${ports}${PAIR.replace("end", `${pairs}\nend`)}`);
    const zones = [
      zone("a 10.1.0.0/24", "cell", on("w1", "w3")),
      zone("b 10.2.0.0/24", "cell", on("w2", "w6")),
      zone("c 10.3.0.0/24", "cell", on("w4", "w5")),
    ];
    expect(await verdicts([text], zones)).toEqual(["unproved", "unproved"]);
  });

  it("stays open where the map binds one port alone, or a zone has no networks", async () => {
    const [a, b] = ZONES;
    expect(await verdicts([bridge(PAIR)], [zone("a 10.1.0.0/24"), ...(b ? [b] : [])])).toEqual([
      "unproved",
      "unproved",
    ]);
    expect(await verdicts([bridge(PAIR)], [...(a ? [a] : []), zone("b", "cell", on("w2"))])).toEqual([
      "unproved",
      "unproved",
    ]);
  });
});
