/** What the generator of OPNsense makes of lists whose order, and of entries whose interface, is not written (src/etc/inc of opnsense/core). */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { address, modern, on, opnsense, rule } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("cell 10.2.0.0/24")];

function told(text: string) {
  const plant = resolvePlant([parseText(text).device], plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "office" && to.id === "cell")?.verdict;
}

/** The text with more lists in the model of rules. */
function withLists(text: string, lists: string): string {
  return text.replace("<settings>", `${lists}<settings>`);
}

const PASS = { action: "pass", interface: "lan", ipprotocol: "inet", source_net: "any", destination_net: "any" };
/** What leaves for the cell under another address than its own is not blocked. */
const BLOCK_OUT = { action: "block", interface: "opt1", direction: "out", ipprotocol: "inet", source_net: "lan" };
const RULES = modern(BLOCK_OUT) + modern(PASS);

describe("translations of sources in the model", () => {
  const list = `<snatrules>${modern({ enabled: 1, interface: "opt1", ipprotocol: "inet", target: "10.2.0.77" })}</snatrules>`;
  const inMode = (mode: string) =>
    told(withLists(opnsense({ modern: RULES, nat: `<outbound><mode>${mode}</mode></outbound>` }), list));

  it.each([
    ["advanced", "violated"],
    ["hybrid", "violated"],
    ["automatic", "unproved"],
    ["disabled", "unproved"],
  ])("may not be loaded in modes without written rules: %s", (mode, verdict) => {
    expect(inMode(mode)).toBe(verdict);
  });
});

describe("translations of sources that name no interface", () => {
  const outbound = (fields: string) =>
    told(
      opnsense({
        modern: RULES,
        nat: `<outbound><mode>advanced</mode>${rule(`<ipprotocol>inet</ipprotocol>${fields}`)}</outbound>`,
      }),
    );

  it("work on all of them", () => {
    expect(outbound("<interface>opt1</interface><target>10.2.0.77</target>")).toBe("violated");
    expect(outbound("<interface>wan</interface><target>10.2.0.77</target>")).toBe("proved");
    expect(outbound("<target>10.2.0.77</target>")).toBe("violated");
  });

  it("are not loaded where they would take the address of an interface", () => {
    expect(outbound("<target></target>")).toBe("proved");
  });
});

describe("lists of the model", () => {
  const onetoone = (sequence: number, external: string) =>
    modern({ sequence, interface: "wan", type: "binat", source_net: "10.2.0.5", destination_net: "any", external });

  it("go by sequence, and stand before those of the old place", () => {
    const nat = `<onetoone><interface>wan</interface><external>192.0.2.70</external><source>${address("10.2.0.7")}</source><destination><any/></destination></onetoone>`;
    const lists = `<onetoone>${onetoone(20, "192.0.2.20")}${onetoone(10, "192.0.2.10")}</onetoone>`;
    const { device } = parseText(withLists(opnsense({ nat }), lists));
    const inbound = device.nat.filter(({ id }) => id.endsWith("-in")).map(({ at: [{ column }], id }) => [id, column]);
    expect(inbound.map(([id]) => id)).toEqual(["mapping-1-in", "mapping-2-in", "one-to-one-1-in"]);
    expect(Number(inbound[0]?.[1])).toBeGreaterThan(Number(inbound[1]?.[1]));
  });

  it("hold gateways in the place of those of the old one", () => {
    const item = (id: string) =>
      `<gateway_item><interface>${id}</interface><gateway>10.${id === "lan" ? 1 : 2}.0.9</gateway><name>GW</name></gateway_item>`;
    const route = "<route><network>10.9.0.0/24</network><gateway>GW</gateway></route>";
    const more = `<gateways>${item("lan")}</gateways><staticroutes>${route}</staticroutes>`;
    const { device } = parseText(opnsense({ more, models: `<Gateways>${item("opt1")}</Gateways>` }));
    expect(device.routes.filter(({ prefixLength }) => prefixLength === 24).map(({ egress }) => egress)).toEqual([
      "opt1",
    ]);
  });
});

describe("rules of groups", () => {
  const group = (sequence: string) =>
    `<ifgroups><ifgroupentry><ifname>INSIDE</ifname><members>opt2</members>${sequence}</ifgroupentry></ifgroups>`;
  const openvpn =
    "<openvpn><openvpn-server><vpnid>1</vpnid><tunnel_network>10.8.0.0/24</tunnel_network></openvpn-server></openvpn>";
  const first = (sequence: string) => {
    const { device } = parseText(
      opnsense({
        interfaces: "<opt2><enable>1</enable><if>ovpns1</if></opt2>",
        rules: rule(on("block", "openvpn")) + rule(on("pass", "INSIDE")),
        more: group(sequence) + openvpn,
      }),
    );
    const written = device.tables[0]?.rules.filter(({ id }) => id.startsWith("legacy-"));
    return written?.map(({ id }) => id);
  };

  it("go by sequence, those of tunnels with one of their own", () => {
    expect(first("<sequence>0</sequence>")).toEqual(["legacy-2", "legacy-1"]);
  });

  it("stand in the order of the file where groups had none", () => {
    expect(first("")).toEqual(["legacy-1", "legacy-2"]);
  });
});
